"""Reports that no sane card gives: hostile strings in every field, for laws that hold all the same."""

from __future__ import annotations

from hostile_texts import hostile_texts
from hypothesis import strategies as st
from odd_plans import odd_plans

from cardcheck.model.coverage import Answer, Coverage, Question
from cardcheck.model.finding import CONFIDENCES, SEVERITIES, Edit, Finding, Fix, Related
from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit
from cardcheck.model.report import CardReport, Skipped
from cardcheck.model.score import QUESTIONS, Fault, Item, Part, Score, Step
from cardcheck.model.text import SourceText, Span

_ids = st.sampled_from(["license/missing", "sections/summary-missing", "links/dead", "acme/x/y", "odd"]) | hostile_texts
_offsets = st.integers(0, 60)


@st.composite
def _spans(draw: st.DrawFn) -> Span:
    first, second = draw(_offsets), draw(_offsets)
    return Span(min(first, second), max(first, second))


_fixes = st.builds(
    Fix,
    applicability=st.sampled_from(["safe", "unsafe"]),
    title=hostile_texts,
    edits=st.lists(st.builds(Edit, span=_spans(), text=hostile_texts), max_size=2).map(tuple),
)
odd_findings = st.builds(
    Finding,
    rule=_ids,
    case=st.none() | hostile_texts,
    severity=st.sampled_from(SEVERITIES),
    confidence=st.sampled_from(CONFIDENCES),
    category=st.sampled_from(["loads", "findable", "understandable", "responsible", "reusable"]),
    consumers=st.lists(st.sampled_from(["hub", "client", "loader"]), unique=True).map(tuple),
    message=hostile_texts,
    why=hostile_texts,
    pointer=st.none() | hostile_texts,
    section=st.none() | hostile_texts,
    span=_spans(),
    names=st.sampled_from(["value", "key", "line", "block", "text", "none"]),
    quotes=st.none() | hostile_texts,
    fingerprint=hostile_texts,
    related=st.lists(st.builds(Related, message=hostile_texts, span=_spans()), max_size=2).map(tuple),
    fix=st.none() | _fixes,
    suppressed=st.booleans(),
    topic=st.none() | hostile_texts,
    points=st.sampled_from([0, 0.5, 6]),
)


def _repeated(findings: list[Finding], times: int) -> tuple[Finding, ...]:
    """Make more kinds of finding than a screen holds, without drawing each."""
    return tuple(
        finding._replace(rule=f"{count or ''}{finding.rule}") for finding in findings for count in range(times)
    )


odd_coverage = st.builds(
    Coverage,
    form=hostile_texts,
    answers=st.lists(
        st.builds(
            Answer,
            rule=_ids,
            question=st.builds(
                Question, form=hostile_texts, asks=hostile_texts, part=hostile_texts, name=hostile_texts
            ),
            state=st.sampled_from(["full", "part", "none", "set-aside"]),
            span=st.none() | _spans(),
            words=hostile_texts,
        ),
        min_size=1,
        max_size=3,
    ).map(tuple),
)
_tenths = st.integers(0, 1000)
_categories = st.sampled_from(list(QUESTIONS))
_levels = st.sampled_from(["stub", "basic", "useful", "thorough", "exemplary"])
_weighed = {
    "rule": _ids,
    "category": _categories,
    "tenths": _tenths,
    "of": _tenths,
    "reason": hostile_texts,
    "span": st.none() | _spans(),
}
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
            asks=hostile_texts,
            state=st.sampled_from(["full", "none", "spoiled"]),
            **_weighed,
        ),
        max_size=2,
    ).map(tuple),
    faults=st.lists(st.builds(Fault, **_weighed), max_size=2).map(tuple),
    steps=st.lists(st.builds(Step, _ids, hostile_texts, _tenths, _tenths), max_size=2).map(tuple),
    next_level=st.none() | _levels,
    not_asked=st.lists(_ids, max_size=2).map(tuple),
)
_viewers = st.builds(
    Viewer,
    abilities=st.frozensets(hostile_texts, max_size=2),
    splits=st.lists(
        st.builds(ViewerSplit, hostile_texts, hostile_texts, st.none() | st.integers(0, 10**12), st.booleans()),
        max_size=3,
    ).map(tuple),
    features=st.just({}),
    error=st.none()
    | st.builds(ViewerError, st.just("ConfigNamesError") | hostile_texts, hostile_texts, st.none() | hostile_texts),
)
odd_reports = st.builds(
    CardReport,
    source=hostile_texts,
    status=st.sampled_from(["checked", "checked", "checked", "unreadable", "skipped", "crashed"]),
    reason=st.none() | hostile_texts,
    repo=st.none() | hostile_texts,
    revision=st.none() | hostile_texts,
    sha256=st.none() | hostile_texts,
    text=st.none() | hostile_texts.map(SourceText.of),
    findings=st.builds(_repeated, st.lists(odd_findings, max_size=4), st.sampled_from([1, 1, 10])),
    skipped=st.lists(
        st.builds(Skipped, rule=_ids, needs=st.sampled_from(["files", "card"]) | hostile_texts, reason=hostile_texts),
        max_size=3,
    ).map(tuple),
    facts=st.dictionaries(
        st.just("files") | hostile_texts,
        st.sampled_from(["available", "not asked"]) | hostile_texts.map("unavailable: {}".format),
    ),
    load=st.none() | odd_plans,
    viewer=st.none() | _viewers,
    disagreements=st.lists(hostile_texts, max_size=9).map(tuple),
    coverage=st.lists(odd_coverage, max_size=2).map(tuple),
    score=st.none() | odd_scores,
    known=st.integers(0, 9),
    earlier_score=st.none() | odd_scores,
)
