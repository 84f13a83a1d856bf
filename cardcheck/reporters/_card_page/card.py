"""One card of the page: its head, its score, what loads, what was found beside its source, and what was not asked.

In: a report; out: markup. `prefix` sets the ids of its parts apart from those of other cards, and headings begin at the
rank that is given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck.model.coverage import Answer, Coverage
from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._card_page.findings import findings
from cardcheck.reporters._card_page.load import load
from cardcheck.reporters._card_page.score import Place, score
from cardcheck.reporters._card_page.source import source
from cardcheck.reporters._card_page.told import telling
from cardcheck.reporters._places import text_of
from cardcheck.terminal.stream import Terminal
from cardcheck.webpage.markup import Markup, element, joined, prose, sign

_NOUNS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "info"}
_FAULTS = {
    "unreadable": "This card could not be read",
    "crashed": "This card could not be checked: cardcheck itself failed",
    "skipped": "This card was passed over",
}
_STATES = {"full": "answered", "part": "in part", "none": "not answered", "set-aside": "set aside"}


class Sheet(NamedTuple):
    """How a card is set: the run, a terminal without bounds for its sentences, its prefix, and the rank of its head."""

    run: Run
    terminal: Terminal
    prefix: str
    rank: int

    def heading(self, below: int) -> str:
        """Return the tag of a heading so many ranks below that of the card."""
        return f"h{min(6, self.rank + below)}"


def card(report: CardReport, sheet: Sheet) -> Markup:
    """Return all that the page tells of a card."""
    parts = [_head(report, sheet)]
    if report.status != "checked":
        told = f"{_FAULTS[report.status]}: {report.reason}" if report.reason else _FAULTS[report.status]
        parts.append(element("p", sign("warning"), " ", prose(told), class_="notice"))
    for part in (
        score(report, sheet.prefix, sheet.heading(1)),
        load(report, sheet.run, sheet.terminal, sheet.prefix, sheet.heading(1)),
        *(_coverage(coverage, report, sheet) for coverage in report.coverage),
        _reading(report, sheet) if report.text is not None else None,
        _not_asked(report),
    ):
        parts += [part] if part else []
    return element("article", joined(parts), class_="card", aria_labelledby=f"{sheet.prefix}card")


def counted(number: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _head(report: CardReport, sheet: Sheet) -> Markup:
    facts = list(_facts(report))
    return element(
        "div",
        element("p", "Dataset card", class_="what") if sheet.rank == 1 else None,
        element(sheet.heading(0), element("bdi", report.source), id=f"{sheet.prefix}card"),
        element("p", joined(element("span", fact) for fact in facts), class_="facts"),
        class_="head",
    )


def _facts(report: CardReport) -> Iterator[Markup | str]:
    """Yield what was found, what can be mended, and which card this is."""
    shown = report.shown
    if report.status == "checked":
        counts = Counter(finding.severity for finding in report.counted)
        for severity in SEVERITIES:
            if counts[severity]:
                yield joined((sign(severity), " ", counted(counts[severity], _NOUNS[severity])))
        if not shown:
            yield joined((sign("clean"), " nothing to mend"))
        if len(shown) > counts.total():
            yield counted(len(shown) - counts.total(), "preview")
    safe = sum(finding.fix is not None and finding.fix.applicability == "safe" for finding in report.counted)
    if safe:
        yield f"{safe:,} safe {'fix' if safe == 1 else 'fixes'} known"
    if report.known:
        yield f"{report.known:,} known before"
    suppressed = sum(finding.suppressed for finding in report.findings)
    waived = len(report.findings) - len(shown) - suppressed
    yield from (f"{count:,} {word}" for count, word in ((suppressed, "suppressed"), (waived, "waived")) if count)
    if report.repo:
        yield joined(("of ", element("bdi", report.repo)))
    if report.revision:
        yield joined(("at ", element("code", report.revision[:12])))


def _reading(report: CardReport, sheet: Sheet) -> Markup:
    """Return the findings beside the source."""
    text = text_of(report)
    told = telling(report, each=sheet.run.show_all)
    nothing = element("p", sign("clean"), " Nothing is wrong that the rules of this run can see.")
    shown = findings(told, text, sheet.run, sheet.prefix, sheet.heading(2)) if told.entries else nothing
    return element(
        "div",
        element(
            "section",
            element(sheet.heading(1), "Findings", id=f"{sheet.prefix}findings"),
            shown,
            class_="findings-of-card",
            aria_labelledby=f"{sheet.prefix}findings {sheet.prefix}card",
        ),
        element(
            "section",
            element(sheet.heading(1), "The card", id=f"{sheet.prefix}text"),
            source(text, told.entries, sheet.prefix, report.source),
            class_="source-of-card",
            aria_labelledby=f"{sheet.prefix}text {sheet.prefix}card",
        ),
        class_="reading",
    )


def _coverage(coverage: Coverage, report: CardReport, sheet: Sheet) -> Markup:
    """Return which questions of another form the card answers."""
    place = Place(text_of(report), sheet.prefix)
    heads = ("Question", "Answered", "Where", "Words")
    head = element("thead", element("tr", joined(element("th", name, scope="col") for name in heads)))
    body = element("tbody", joined(_answer(answer, place) for answer in coverage.answers))
    table = element("table", element("caption", coverage.form, class_="unseen"), head, body, class_="plain")
    title = f"{coverage.form}: {coverage.count('full')} of {coverage.asked} questions answered"
    box = element("div", table, class_="scrolls", tabindex=0, role="group", aria_label=coverage.form)
    return element("details", element("summary", title), box, class_="coverage", open=True)


def _answer(answer: Answer, place: Place) -> Markup:
    return element(
        "tr",
        element("th", prose(answer.question.asks), scope="row"),
        element("td", _STATES[answer.state]),
        element("td", place.link(answer.span)),
        element("td", element("bdi", answer.words)),
    )


def _not_asked(report: CardReport) -> Markup | None:
    """Return which rules did not run, and why."""
    if not report.skipped:
        return None
    items = (
        element("li", element("code", skip.rule), f", {skip.needs}: ", prose(skip.reason)) for skip in report.skipped
    )
    title = f"{counted(len(report.skipped), 'rule')} did not run"
    return element("details", element("summary", title), element("ul", joined(items)), class_="not-asked")
