"""Numbers in lines and sentences of a card, with what they are said to count: a split, or the whole data set.

In: a card. Out: counts as they are written. What is true is not asked.
"""

import functools
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.checks.text._true_counts import split_groups
from cardcheck.model.card import Card
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.numbers import Number, find_numbers

# What a number may not follow is asked once a digit is found, which is many times faster.
_NUMBER = r"\d(?<![\d.,]\d)[\d.,'’]*+(?: \d{3}(?!\d))*+(?: ?(?:k|m|thousand|million)\b)?+\+?+"
# These are far cheaper to compile than what is asked after them.
_BRACKETS = expression(r"\([~≈]?\d")
_COLON = expression(r"[:：]\**+ ?[~≈]?\d[^\n:：]*$", re.MULTILINE)
_WAY_BACK = 80
_MOST_CONTEXT = 160


class Count(NamedTuple):
    """A number of rows: of the split that is written so, or of the whole where none is."""

    number: Number
    span: Span
    split: str | None
    is_line: bool = False


@functools.cache
def words(name: str) -> Any:
    """Return a list of the vocabulary."""
    whole = resources.vocabulary_file("counted-things")
    return whole["values"][name] if name in whole["values"] else whole[name]


@functools.cache
def things(name: str) -> str:
    """Return a pattern for what is counted."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words(name), key=len, reverse=True)) + r")\b"


class _Patterns(NamedTuple):
    """How lines and sentences state rows; the words before a number are looked at once it is found."""

    line: re.Pattern[str]
    counted: re.Pattern[str]
    in_brackets: re.Pattern[str]
    after_colon: re.Pattern[str]
    split_has: re.Pattern[str]
    split_alone: re.Pattern[str]
    whole_has: re.Pattern[str]
    number_of: re.Pattern[str]


@functools.cache
def _patterns() -> _Patterns:
    split = "(?:" + "|".join(sorted(map(re.escape, split_groups()), key=len, reverse=True)) + ")"
    part = r"(?: (?:set|split|data|data ?set|partition|portion|part|subset))?"
    rows = things("rows")
    has = (
        r"(?:contains?|has|have|includes?|comprises?|consists? of|holds?|is made up of|is composed of)(?: a total of)?"
    )
    whole = r"(?:\b(?:this|the|our) (?:data ?set|corpus|collection|benchmark)|(?:^|\. )it)(?: currently)?"
    return _Patterns(
        expression(
            rf"^[ \t>]*+(?:(?:[-*+•]|\d\.)[ \t]*+)?+[*_`\"']*+(?P<split>{split}){part}[*_`\"']*+[ \t]*+"
            rf"(?:[:：=]|[–—-](?= )|\()[*_ \t]*+[~≈]?(?P<number>{_NUMBER})"
            rf"(?=(?:[ \t]++{rows})?[ \t]*+(?:\([\d. ,]{{1,12}}+%\))?[ \t.,;)|]*+$)",
            re.MULTILINE,
        ),
        expression(rf"(?P<number>{_NUMBER}) (?:(?P<split>{split}) )?{rows}(?: (?:for|in the|as) (?P<for>{split})\b)?"),
        expression(rf"\([~≈]?(?P<number>{_NUMBER})(?: {rows})?\)"),
        expression(rf"[:：]\**+ ?[~≈]?(?P<number>{_NUMBER})[ \t]*+$", re.MULTILINE),
        expression(rf"\b(?P<split>{split}){part} {has} \Z"),
        expression(rf"\b(?P<split>{split}){part} ?\Z"),
        expression(rf"{whole} {has} \Z"),
        expression(
            r"^[\s>*+•-]*(?:total )?(?:number of )?(?:rows|examples|instances|samples|records)\**\Z", re.MULTILINE
        ),
    )


class Statements:
    """The lines and sentences of one card that count rows."""

    def __init__(self, card: Card) -> None:
        self.prose, self.base, self.card = card.body.prose, card.body.span.start, card

    def lines(self) -> Iterator[Count]:
        """Yield lines such as `- train: 1,000 examples`."""
        found = list(_patterns().line.finditer(self.prose))
        places = [match.start() for match in found]
        for index, match in enumerate(found):
            near = [at for at in places[max(0, index - 1) : index + 2] if 0 < abs(at - places[index]) < _MOST_CONTEXT]
            before = self.prose[max(0, match.start() - _MOST_CONTEXT) : match.start()].rpartition("\n\n")[2]
            # `development: 45` may be a topic; beside another split, or below a title that says so, it is none.
            if (near or self._is_titled(match.start())) and not any(word in before for word in words("other units")):
                yield from self._count(match, match["split"], is_line=True)

    def _is_titled(self, start: int) -> bool:
        title = self.prose.rfind("\n#", 0, start)
        line = self.prose[title + 1 : self.prose.find("\n", title + 1)] if title >= 0 else ""
        return any(word in line for word in words("split titles"))

    def sentences(self) -> Iterator[Count]:
        """Yield what sentences and label lines count."""
        patterns = _patterns()
        for match in patterns.counted.finditer(self.prose):
            split = match["split"] or match["for"]
            if split is None:
                before = self._before(match)
                told = patterns.split_has.search(before)
                split = told["split"] if told else None
                if split is None and not patterns.whole_has.search(before):
                    continue
            yield from self._count(match, split)
        for match in patterns.in_brackets.finditer(self.prose) if _BRACKETS.search(self.prose) else ():
            told = patterns.split_alone.search(self._before(match))
            if told:
                yield from self._count(match, told["split"])
        for match in patterns.after_colon.finditer(self.prose) if _COLON.search(self.prose) else ():
            if patterns.number_of.search(self._before(match)):
                yield from self._count(match, None)

    def _count(self, match: re.Match[str], split: str | None, *, is_line: bool = False) -> Iterator[Count]:
        number = self._number(match)
        if number is not None and (is_line or not self._is_about_other(match)):
            yield Count(number, Span(self.base + number.start, self.base + number.end), split, is_line)

    def _before(self, match: re.Match[str]) -> str:
        number = self._number(match) if match.start() == match.start("number") else None
        start = number.start if number else match.start()
        return self.prose[max(0, start - _WAY_BACK) : start]

    def _number(self, match: re.Match[str]) -> Number | None:
        return next(find_numbers(self.prose, match.start("number"), match.end("number") + 1), None)

    def _is_about_other(self, match: re.Match[str]) -> bool:
        """Whether the sentence says that it counts something else, or a part."""
        begun = max(
            self.prose.rfind("\n\n", 0, match.start()),
            self.prose.rfind(". ", 0, match.start()),
            match.start() - _MOST_CONTEXT,
        )
        ends = [at for at in (self.prose.find(". ", match.end()), self.prose.find("\n\n", match.end())) if at >= 0]
        context = self.prose[max(0, begun) : min([*ends, match.end() + _MOST_CONTEXT])]
        return any(word in context for word in words("other"))
