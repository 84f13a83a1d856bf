"""Cards as one HTML file that needs no other, no server and no script: the card's source with all that was found in it.

In: the reports of one card or of a few; out: a page in which no text of a card does anything. Nothing in it depends on
the clock. For hundreds of repositories there is the observatory of `cardcheck audit`.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TextIO

from cardcheck.model.finding import SEVERITIES
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._card_page.card import Sheet, card, counted
from cardcheck.reporters._card_page.rules import rules
from cardcheck.reporters._card_page.source import SEVERITY_WORDS
from cardcheck.terminal.stream import Terminal
from cardcheck.webpage.markup import Markup, element, joined
from cardcheck.webpage.shell import shell

# Sentences are set for terminals of some width; the page breaks lines itself.
_ENDLESS = 10**6
_TITLE = "<title>Dataset cards</title>"


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write the page; what the stream cannot encode is written as a reference."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    pieces = _page(list(reports), run)
    out.writelines(piece.encode(encoding, "xmlcharrefreplace").decode(encoding) for piece in pieces)


def _page(reports: list[CardReport], run: Run) -> Iterator[str]:
    page = shell("cardcheck.reporters._card_page")
    is_alone = len(reports) == 1
    title = reports[0].source if is_alone else counted(len(reports), "dataset card")
    yield page.before.replace(_TITLE, element("title", f"{title} – cardcheck"))
    yield '<main id="main" class="wide" tabindex="-1">\n'
    if not is_alone:
        yield _overview(reports, title)
    terminal = Terminal.of(run, io.StringIO())._replace(width=_ENDLESS, color=False)
    for number, report in enumerate(reports, start=1):
        sheet = Sheet(run, terminal, "" if is_alone else f"c{number}-", 1 if is_alone else 2)
        yield f"{card(report, sheet)}\n"
    found = [finding for report in reports for finding in report.shown]
    yield rules(found, run, "h2") or ""
    yield f"</main>\n{_foot(run)}\n"
    yield page.after


def _overview(reports: list[CardReport], title: str) -> Markup:
    """Return the list of cards, each with its score and what was found in it."""
    heads = ("Card", "Score", *(SEVERITY_WORDS[severity] for severity in SEVERITIES))
    head = element(
        "thead",
        element(
            "tr",
            joined(
                element("th", name, scope="col", class_="number" if index else None) for index, name in enumerate(heads)
            ),
        ),
    )
    rows = joined(_row(number, report) for number, report in enumerate(reports, start=1))
    table = element("table", element("caption", "Cards", class_="unseen"), head, element("tbody", rows), class_="plain")
    box = element("div", table, class_="scrolls", tabindex=0, role="group", aria_label="Cards, as a table")
    return element(
        "section",
        element("p", "cardcheck", class_="what"),
        element("h1", title, id="cards"),
        box,
        class_="head overview",
        aria_labelledby="cards",
    )


def _row(number: int, report: CardReport) -> Markup:
    name = element("a", element("bdi", report.source), href=f"#c{number}-card")
    if report.status != "checked":
        return element("tr", element("th", name, scope="row"), element("td", report.status, colspan=4))
    counts = Counter(finding.severity for finding in report.counted)
    score = "–" if report.score is None else f"{report.score.whole} {report.score.level}"
    cells = (score, *(f"{counts[severity]:,}" for severity in SEVERITIES))
    return element(
        "tr", element("th", name, scope="row"), joined(element("td", cell, class_="number") for cell in cells)
    )


def _foot(run: Run) -> Markup:
    told = f"Made by cardcheck {run.version} with the Hub's lists of {run.spec}. This file asks no server for anything."
    return element("footer", element("p", told), class_="wide foot")
