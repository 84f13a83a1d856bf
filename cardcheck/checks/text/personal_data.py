"""Personal data in what a card shows of the data: addresses, telephone and account numbers in samples and tables.

Authors' own addresses, citations and commands hold such as well, and are not meant: only what looks like a row counts.
"""

import functools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from cardcheck import resources
from cardcheck.model.card import Card
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

# What a row begins with, or keys and values in quotes.
_ROW = expression(r"[{\[(]\s{0,9}['\"]|['\"]\s?:\s|['\"], ['\"]")
# Tables of the people to write to.
_OWN = expression(r"contact|author|maintain|curat|owner|lead|team|organi[sz]|creator", re.IGNORECASE)
_CITATION = expression(r"@\w{3,20}\s?\{")


class _Form(NamedTuple):
    """A form of personal data: its name, what must stand in the text, what finds it, what is nobody's, its checksum."""

    what: str
    literals: tuple[str, ...]
    pattern: re.Pattern[str]
    nobody: re.Pattern[str] | None
    checksum: str | None


def shown(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No sample row and no table shows how to reach or identify a person; one problem for each form and place."""
    card = target.card
    text = card.source.text
    for span, is_sample in _samples(card):
        forms = [form for form in _forms(vocabulary) if _holds(text, span, form)]
        for form in forms if forms and is_sample(text, span) else ():
            start, end = span
            found = [match for match in form.pattern.finditer(text, start, end) if _is_meant(form, match[1])]
            if found:
                place = Span(*found[0].span(1))
                others = len({match[1] for match in found}) - 1
                # The value itself is not repeated: reports travel further than cards.
                more = f", and {others} more of the kind" if others else ""
                yield target.problem(span=place, quotes=card.source.slice(place), what=form.what, more=more)


def _samples(card: Card) -> Iterator[tuple[Span, Callable[[str, Span], bool]]]:
    """Yield the code blocks and the tables, each with what tells whether it shows the data."""
    for fence in card.body.fences:
        yield fence.content, _is_rows
    for table in card.body.tables:
        yield table.span, _is_about_others


def _is_rows(text: str, span: Span) -> bool:
    return _ROW.search(text, *span) is not None and _CITATION.search(text, *span) is None


def _is_about_others(text: str, span: Span) -> bool:
    return _OWN.search(text, *span) is None


def _holds(text: str, span: Span, form: _Form) -> bool:
    return any(text.find(literal, *span) >= 0 for literal in form.literals)


def _is_meant(form: _Form, found: str) -> bool:
    if form.nobody is not None and form.nobody.search(found.lower()):
        return False
    return form.checksum is None or _is_account(found)


def _is_account(found: str) -> bool:
    """Whether an account number's check digits fit (ISO 13616: the number modulo 97 is 1)."""
    plain = found.replace(" ", "")
    return int("".join(str(int(char, 36)) for char in plain[4:] + plain[:4])) % 97 == 1


@functools.cache
def _forms(vocabulary: str) -> tuple[_Form, ...]:
    return tuple(
        _Form(
            what,
            tuple(form["literals"]),
            expression(form["pattern"]),
            expression(form["nobody"]) if "nobody" in form else None,
            form.get("checksum"),
        )
        for what, form in resources.vocabulary(vocabulary).items()
    )
