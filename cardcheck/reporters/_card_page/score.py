"""What a card is worth: the points, the five questions, what to do next, and every point traced. In: a report."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cardcheck.model.report import CardReport
from cardcheck.model.score import QUESTIONS, Fault, Item, Part, Score, State
from cardcheck.model.text import SourceText, Span
from cardcheck.reporters._card_page.source import has_line
from cardcheck.reporters._places import text_of
from cardcheck.reporters._score import basis, decimal, whole_parts
from cardcheck.webpage.markup import Markup, element, joined, meter, prose

_ASKS = {
    "loads": "does it load?",
    "findable": "can it be found?",
    "understandable": "is it understood?",
    "responsible": "can it be trusted?",
    "reusable": "may it be used?",
}
_STATES: dict[State, str] = {
    "full": "answered",
    "part": "in part",
    "none": "not answered",
    "spoiled": "spoiled by a finding",
    "set-aside": "does not apply",
    "not-asked": "not asked",
}
_COUNTED = frozenset({"full", "part", "none", "spoiled"})


class Place(NamedTuple):
    """Where lines are linked to: the card's text, and what sets its ids apart."""

    text: SourceText
    prefix: str

    def link(self, span: Span | None) -> Markup | None:
        """Return a link to the line where a span begins."""
        if span is None or not has_line(self.text, span.start) or not self.text.text:
            return None
        line = self.text.position(span.start).line
        return element("a", f"line {line}", href=f"#{self.prefix}L{line}")


def score(report: CardReport, prefix: str, heading: str) -> Markup | None:
    """Return the panel of a card's score."""
    found = report.score
    if found is None:
        return None
    return element(
        "section",
        element("div", _total(found, report.earlier_score, prefix, heading), _questions(found), class_="score"),
        _steps(found),
        _trace(found, Place(text_of(report), prefix)),
        class_="worth",
        aria_labelledby=f"{prefix}score {prefix}card",
    )


def _total(found: Score, earlier: Score | None, prefix: str, heading: str) -> Markup:
    was = None
    if earlier is not None and earlier.whole != found.whole:
        was = element("span", f"was {earlier.whole}, {earlier.level}")
    rank = f"More than {found.percentile} % of community cards. " if found.percentile else ""
    return element(
        "div",
        element(heading, "Score", id=f"{prefix}score"),
        element("p", element("b", str(found.whole)), element("span", " of 100"), class_="total"),
        element("p", was, found.level, class_="level"),
        element("p", f"{rank}Version {found.version}, {basis(found)}.", class_="small muted"),
        class_="sum",
    )


def _questions(found: Score) -> Markup:
    whole = whole_parts(found)
    return element("dl", joined(_question(part, whole[part.category]) for part in found.parts), class_="questions")


def _question(part: Part, points: int) -> Markup:
    of = part.of // 10
    return element(
        "div",
        element("dt", QUESTIONS[part.category], " ", element("span", _ASKS[part.category])),
        element("dd", element("b", str(points)), element("span", f" of {of}"), meter(part.tenths / (part.of or 1))),
    )


def _steps(found: Score) -> Markup | None:
    if not found.steps:
        return None
    title = f"The cheapest way to {found.next_level}" if found.next_level else "What would still bring points"
    steps = (
        element(
            "li",
            element("b", f"+{decimal(step.tenths).removesuffix('.0')}", class_="gain"),
            " ",
            prose(step.action),
            " ",
            element("span", f"then {decimal(step.total).removesuffix('.0')}", class_="muted small"),
        )
        for step in found.steps
    )
    return element("div", element("p", title, class_="lead"), element("ol", joined(steps)), class_="steps")


def _trace(found: Score, place: Place) -> Markup:
    heads = ("What is asked", "Points", "Where", "Why")
    head = element("thead", element("tr", joined(element("th", name, scope="col") for name in heads)))
    body = joined(_part(part, found, place) for part in found.parts)
    table = element(
        "table", element("caption", "Every point of the score", class_="unseen"), head, body, class_="plain trace"
    )
    box = element(
        "div", table, class_="scrolls", tabindex=0, role="group", aria_label="Every point of the score, as a table"
    )
    return element("details", element("summary", "Every point, and what it would need"), box)


def _part(part: Part, found: Score, place: Place) -> Markup:
    told = f"{decimal(part.tenths)} of {decimal(part.of)}"
    head = element(
        "tr",
        element("th", QUESTIONS[part.category], scope="rowgroup"),
        element("td", told, class_="number"),
        element("td"),
        element("td"),
        class_="part",
    )
    rows = [_item(item, place) for item in found.items if item.category == part.category]
    own = [fault for fault in found.faults if fault.category == part.category]
    rows += [_fault(fault, place) for fault in own if fault.tenths]
    return element("tbody", head, joined(rows), _idle(sum(not fault.tenths for fault in own)))


def _idle(count: int) -> Markup | None:
    """Count the findings for which no points are left to take."""
    if not count:
        return None
    told = f"{count} more {'finding' if count == 1 else 'findings'} with nothing left to take"
    return element("tr", element("td", told, colspan=4), class_="state-set-aside")


def _item(item: Item, place: Place) -> Markup:
    points = f"{decimal(item.tenths)} of {decimal(item.of)}" if item.state in _COUNTED else "–"
    why = joined(_reasons(_STATES[item.state], item.reason))
    return element(
        "tr",
        element("th", prose(item.asks), scope="row"),
        element("td", points, class_="number"),
        element("td", place.link(item.span)),
        element("td", why),
        class_=f"state-{item.state}",
    )


def _fault(fault: Fault, place: Place) -> Markup:
    at_most = "" if fault.tenths == fault.of else f"{decimal(fault.of)} at most"
    return element(
        "tr",
        element("th", "taken by a finding", scope="row"),
        element("td", f"−{decimal(fault.tenths)}", class_="number"),
        element("td", place.link(fault.span)),
        element("td", joined(_reasons(at_most, fault.reason))),
        class_="fault",
    )


def _reasons(*told: str) -> Iterator[Markup]:
    for index, text in enumerate(filter(None, told)):
        if index:
            yield Markup(": ")
        yield prose(text)
