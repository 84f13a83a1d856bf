"""Reports that no sane card gives: hostile strings in every field, for laws that hold all the same."""

from __future__ import annotations

from hypothesis import strategies as st
from odd_plans import odd_plans

from cardcheck.model.coverage import Answer, Coverage, Question
from cardcheck.model.finding import CONFIDENCES, SEVERITIES, Edit, Finding, Fix, Related
from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit
from cardcheck.model.report import CardReport, Skipped
from cardcheck.model.score import QUESTIONS, Fault, Item, Part, Score, Step
from cardcheck.model.text import SourceText, Span

_NASTY = st.sampled_from(
    [
        "\x1b[31mred\x1b[0m",
        "\x1b]8;;https://evil.example\x07click\x1b]8;;\x07",
        "one\ntwo\r\nthree",
        "\u202egpj.exe",
        "\u2066\u2069\u200b\ufeff",
        "\ud800",
        "tab\there",
        "\x9b31m",
        "`",
        "日本語のとても長い値" * 12,
        "👩‍🚀🇩🇪❤️",
        "e" + "\u0301" * 40,
        "x" * 300,
        "%s {value} {0}",
        "::error::pwned",
    ]
)
_LETTERS = st.text(st.characters(), max_size=20)
odd_text = st.lists(_NASTY | _LETTERS | st.sampled_from([" ", "`value`", "word"]), max_size=6).map("".join)
_ids = st.sampled_from(["license/missing", "sections/summary-missing", "links/dead", "acme/x/y", "odd"]) | odd_text
_offsets = st.integers(0, 60)


@st.composite
def _spans(draw: st.DrawFn) -> Span:
    first, second = draw(_offsets), draw(_offsets)
    return Span(min(first, second), max(first, second))


_fixes = st.builds(
    Fix,
    applicability=st.sampled_from(["safe", "unsafe"]),
    title=odd_text,
    edits=st.lists(st.builds(Edit, span=_spans(), text=odd_text), max_size=2).map(tuple),
)
odd_findings = st.builds(
    Finding,
    rule=_ids,
    case=st.none() | odd_text,
    severity=st.sampled_from(SEVERITIES),
    confidence=st.sampled_from(CONFIDENCES),
    category=st.sampled_from(["loads", "findable", "understandable", "responsible", "reusable"]),
    consumers=st.lists(st.sampled_from(["hub", "client", "loader"]), unique=True).map(tuple),
    message=odd_text,
    why=odd_text,
    pointer=st.none() | odd_text,
    section=st.none() | odd_text,
    span=_spans(),
    names=st.sampled_from(["value", "key", "line", "block", "text", "none"]),
    quotes=st.none() | odd_text,
    fingerprint=odd_text,
    related=st.lists(st.builds(Related, message=odd_text, span=_spans()), max_size=2).map(tuple),
    fix=st.none() | _fixes,
    suppressed=st.booleans(),
    topic=st.none() | odd_text,
    points=st.sampled_from([0, 0.5, 6]),
)


def _repeated(findings: list[Finding], times: int) -> tuple[Finding, ...]:
    """Make more kinds of finding than a screen holds, without drawing each."""
    return tuple(
        finding._replace(rule=f"{count or ''}{finding.rule}") for finding in findings for count in range(times)
    )


odd_coverage = st.builds(
    Coverage,
    form=odd_text,
    answers=st.lists(
        st.builds(
            Answer,
            rule=_ids,
            question=st.builds(Question, form=odd_text, asks=odd_text, part=odd_text, name=odd_text),
            state=st.sampled_from(["full", "part", "none", "set-aside"]),
            span=st.none() | _spans(),
            words=odd_text,
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
_tenths = st.integers(0, 1000)
_categories = st.sampled_from(list(QUESTIONS))
_levels = st.sampled_from(["stub", "basic", "useful", "thorough", "exemplary"])
odd_scores = st.builds(
    Score,
    tenths=_tenths,
    level=_levels,
    version=st.just("2026.1"),
    basis=st.sampled_from([("readme",), ("readme", "files", "heads")]),
    percentile=st.none() | st.integers(0, 99),
    parts=st.lists(_tenths, min_size=5, max_size=5).map(
        lambda points: tuple(Part(name, one, 1000) for name, one in zip(QUESTIONS, points, strict=True))
    ),
    items=st.lists(
        st.builds(
            Item,
            rule=_ids,
            category=_categories,
            asks=odd_text,
            state=st.sampled_from(["full", "none", "spoiled"]),
            tenths=_tenths,
            of=_tenths,
            reason=odd_text,
            span=st.none() | _spans(),
        ),
        max_size=2,
    ).map(tuple),
    faults=st.lists(
        st.builds(
            Fault,
            rule=_ids,
            category=_categories,
            tenths=_tenths,
            of=_tenths,
            reason=odd_text,
            span=st.none() | _spans(),
        ),
        max_size=2,
    ).map(tuple),
    steps=st.lists(st.builds(Step, _ids, odd_text, _tenths, _tenths), max_size=2).map(tuple),
    next_level=st.none() | _levels,
    not_asked=st.lists(_ids, max_size=2).map(tuple),
)
_viewers = st.builds(
    Viewer,
    abilities=st.frozensets(odd_text, max_size=2),
    splits=st.lists(
        st.builds(ViewerSplit, odd_text, odd_text, st.none() | st.integers(0, 10**12), st.booleans()), max_size=3
    ).map(tuple),
    features=st.just({}),
    error=st.none() | st.builds(ViewerError, st.just("ConfigNamesError") | odd_text, odd_text, st.none() | odd_text),
)
odd_reports = st.builds(
    CardReport,
    source=odd_text,
    status=st.sampled_from(["checked", "checked", "checked", "unreadable", "skipped", "crashed"]),
    reason=st.none() | odd_text,
    repo=st.none() | odd_text,
    revision=st.none() | odd_text,
    sha256=st.none() | odd_text,
    text=st.none() | odd_text.map(SourceText.of),
    findings=st.builds(_repeated, st.lists(odd_findings, max_size=4), st.sampled_from([1, 1, 10])),
    skipped=st.lists(
        st.builds(Skipped, rule=_ids, needs=st.sampled_from(["files", "card"]) | odd_text, reason=odd_text), max_size=3
    ).map(tuple),
    facts=st.dictionaries(
        st.just("files") | odd_text,
        st.sampled_from(["available", "not asked"]) | odd_text.map("unavailable: {}".format),
    ),
    load=st.none() | odd_plans,
    viewer=st.none() | _viewers,
    disagreements=st.lists(odd_text, max_size=9).map(tuple),
    coverage=st.lists(odd_coverage, max_size=2).map(tuple),
    score=st.none() | odd_scores,
    known=st.integers(0, 9),
    earlier_score=st.none(),
)
