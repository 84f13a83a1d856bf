"""Laws of judging any card: it ends, places lie in the text and in order, and encoding details change no finding."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from unscored import unscored

from cardcheck.editing.apply import apply_edits
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.model.facts import FileList, RepoFacts, RepoFile
from cardcheck.model.finding import Finding
from cardcheck.model.report import CardReport
from cardcheck.testing import misplaced

LINTER = Linter.of(Config(select=("all",), min_confidence="low"))
UNSCORED = unscored(select=("all",), min_confidence="low")
FACTS = RepoFacts(files=FileList((RepoFile("README.md", 1), RepoFile("data/train.csv", 1))))

# fmt: off
KEYS = st.sampled_from([
    "license", "licenses", "language", "languages", "task_categories", "tags", "configs", "dataset_info", "viewer",
    "pretty_name", "size_categories", "on", "1", "'quoted key'", "ключ", "a/b~c",
])
SCALARS = st.sampled_from([
    "mit", "apache2", "no", "off", "014", "1_000", "2023-01-01", "~", "", "'it''s'", '"a\\tb"', "English", "é🎉", "a b",
    "[en, xx1]", "{a: no}", "*x", "&x y", "!!str 1", "a: b", "@x", "'open", "[open", "- x", "|", "1e3", "x # comment",
    "x # cardcheck: ignore[license, language]",
])
PIECES = st.sampled_from([
    "# Title", "## Uses", "## Uses", "Text é🎉 with [a link](#uses) and [none](#gone).", "TODO: say more", "[TODO]",
    "![x](img/x.png)", "[d](data/train.csv)", "- one\n- [More Information Needed]", "> quoted TODO: x", "    code",
    "```python\nunclosed", "| a | [TODO] |\n|--|--|\n| b | c |", "<!-- a comment -->", "<a name='x'></a> html",
    "<!-- cardcheck: ignore[prose] why -->", "Setext\n---", "---", "[x]: #gone", "tab\there  \nand on",
    "{{ curators }}", "1. a\n\n   b", "```\nTODO\n```", "\\[escaped](#no)", "a\u2028b\u0085c\vd",
])
# fmt: on


@st.composite
def nodes(draw, depth: int = 2) -> list[str]:
    """The lines of a block mapping: keys with scalars, lists and mappings."""
    lines = []
    for key in draw(st.lists(KEYS, min_size=1, max_size=4)):
        form = draw(st.sampled_from(["scalar", "list", "mapping", "comment"])) if depth else "scalar"
        if form == "list":
            lines += [f"{key}:", *(f"- {item}" for item in draw(st.lists(SCALARS, min_size=1, max_size=3)))]
        elif form == "mapping":
            lines += [f"{key}:", *(f"  {line}" for line in draw(nodes(depth - 1)))]
        else:
            lines += ["# cardcheck: ignore[license]"] * (form == "comment")
            lines.append(f"{key}: {draw(SCALARS)}")
    return lines


@st.composite
def cards(draw) -> str:
    """A card with LF line ends: a block of front matter with fences of some kind, and pieces of Markdown."""
    opening, closing = draw(st.sampled_from([("---", "---")] * 6 + [("--- ", "---"), ("---", "..."), ("", "")]))
    lines = [opening, *draw(nodes()), closing] if draw(st.booleans()) or opening != "---" else []
    body = "\n\n".join(draw(st.lists(PIECES, max_size=6)))
    return "\n".join([*lines, body]) + draw(st.sampled_from(["\n", ""]))


def judged(card: str | bytes, linter: Linter = LINTER) -> CardReport:
    return linter.check(card, facts=FACTS)


def no_check_fails(report: CardReport) -> None:
    assert [f.message for f in report.findings if f.rule == "cardcheck/crashed"] == []


def findings_come_by_place(report: CardReport) -> None:
    spans = [finding.span for finding in report.findings]
    assert spans == sorted(spans)


def every_place_lies_in_the_text(report: CardReport) -> None:
    for finding in report.findings:
        edits = finding.fix.edits if finding.fix else ()
        for span in (finding.span, *(said.span for said in finding.related), *(edit.span for edit in edits)):
            assert 0 <= span.start <= span.end <= len(report.text.text)


def every_finding_points_at_what_it_names(report: CardReport) -> None:
    assert [sentence for finding in report.findings for sentence in misplaced(report.text, finding)] == []


def edits_of_a_fix_do_not_overlap(report: CardReport) -> None:
    for finding in report.findings:
        spans = sorted(edit.span for edit in finding.fix.edits) if finding.fix else []
        assert all(left.end <= right.start for left, right in pairwise(spans))


def fingerprints_tell_findings_apart(report: CardReport) -> None:
    found = [finding.fingerprint for finding in report.findings]
    assert len(found) == len(set(found))


@settings(max_examples=200)
@given(cards())
def test_laws_of_one_report(card):
    report = judged(card, UNSCORED)
    assert report.text.text == card
    no_check_fails(report)
    findings_come_by_place(report)
    every_place_lies_in_the_text(report)
    every_finding_points_at_what_it_names(report)
    edits_of_a_fix_do_not_overlap(report)
    fingerprints_tell_findings_apart(report)


@given(cards())
def test_each_fix_alone_mends_its_finding(card):
    report = judged(card, UNSCORED)
    doubles = [finding for finding in report.findings if finding.rule == "front-matter/duplicate-key"]
    # What is wrong with a key that stands twice is wrong twice; one of them goes first.
    for finding in doubles or report.findings:
        if finding.fix and not finding.suppressed:
            fixed = judged(apply_edits(report.text.text, finding.fix.edits), UNSCORED).findings
            is_one_less = count(fixed, finding.rule) < count(report.findings, finding.rule)
            # A parser stops at the first of two faults; the second may be just like it.
            still = [left for left in fixed if left.fingerprint == finding.fingerprint]
            assert is_one_less or all(left.span.start > finding.span.start for left in still), finding


def count(findings: Iterable[Finding], rule: str) -> int:
    return sum(finding.rule == rule for finding in findings)


def bytes_and_text_are_one(card: str, plain: CardReport) -> None:
    assert judged(card.encode()) == plain


def judging_twice_is_judging_once(card: str, plain: CardReport) -> None:
    assert judged(card) == plain


def a_byte_order_mark_moves_nothing(card: str, plain: CardReport) -> None:
    about_the_mark = {"front-matter/portable-fence"}
    marked = judged("\ufeff" + card)
    assert [f for f in marked.findings if f.rule not in about_the_mark] == [
        f for f in plain.findings if f.rule not in about_the_mark
    ]


def line_ends_of_windows_change_no_finding(card: str, plain: CardReport) -> None:
    windows = judged(card.replace("\n", "\r\n"))
    assert [(f.rule, f.case, f.fingerprint) for f in windows.findings] == [
        (f.rule, f.case, f.fingerprint) for f in plain.findings
    ]


@given(cards())
def test_how_a_card_is_written_down_changes_no_finding(card):
    plain = judged(card)
    bytes_and_text_are_one(card, plain)
    judging_twice_is_judging_once(card, plain)
    a_byte_order_mark_moves_nothing(card, plain)
    line_ends_of_windows_change_no_finding(card, plain)
