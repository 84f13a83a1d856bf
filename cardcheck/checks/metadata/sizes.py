"""Size buckets: what an author wrote for a number of rows in, the Hub's bucket out."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck import resources
from cardcheck.checks.metadata.values import replaced
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression

_MANY = 100
_NUMBER = expression(r"(?P<digits>\d+(?:[., ]\d{3})*(?:\.\d+)?) ?(?P<unit>[a-z]*)")
_ROWS = expression(r" ?(?:rows?|examples?|samples?|records?|instances?|items?|entries|sentences|documents)$")


class Bucket(NamedTuple):
    """A bucket, and whether the author can have meant no other."""

    name: str
    is_certain: bool


def bucket(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The value is a size bucket; other ways to write one have a rule of their own."""
    value = target.value
    if not isinstance(value, str) or value in resources.vocabulary(vocabulary) or _other_case(value, vocabulary):
        return
    found = bucket_of(value, vocabulary)
    if found is None:
        yield target.problem("unknown")
    else:
        case = "computed" if found.is_certain else "guess"
        yield target.problem(case, edits=_replaced(target, found.name), near=found.name)


def bucket_case(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """A size bucket is written in capitals and small letters as the Hub has it."""
    value = target.value
    if isinstance(value, str) and value not in resources.vocabulary(vocabulary):
        near = _other_case(value, vocabulary)
        if near is not None:
            yield target.problem(edits=_replaced(target, near), near=near)


def bucket_of(text: str, vocabulary: str) -> Bucket | None:
    """Return the one bucket that holds a number or a range, as `18K`, `1K-10K` or `2M<n<3M` say it.

    A range over several buckets has none; of `n>1M` and `n<10K` only the nearest can be guessed.
    """
    if len(text) > 60:
        return None
    bare = _ROWS.sub("", text.strip().lower().lstrip("~≈").strip())
    above = re.fullmatch(r"(?:n ?)?(>=?) ?(.+)|(.+?) ?(<=?)(?: ?n)?", bare)
    below = re.fullmatch(r"(?:n ?)?<=? ?(.+)", bare)
    between = re.fullmatch(r"([^<-]+?) ?(?:<=? ?n ?<=?|<|-|–|to) ?([^<-]+)", bare)
    if below:
        return _guess(_buckets_below(_number(below[1], vocabulary), vocabulary))
    if above:
        low = _number(above[2] or above[3], vocabulary)
        return _guess(_holding(low, low, vocabulary))
    if between:
        low, high = (_number(part, vocabulary) for part in between.groups())
        name = _holding(low, high - 1 if low is not None and high is not None and high > low else high, vocabulary)
        return Bucket(name, is_certain=True) if name else None
    number = _number(bare, vocabulary)
    name = _holding(number, number, vocabulary)
    # A round number on the border, such as `10K`, is likely a rounded one.
    is_border = name is not None and number == resources.vocabulary(vocabulary)[name]["min"]
    return Bucket(name, is_certain=not is_border) if name else None


def _replaced(target: Target, name: str) -> tuple[Edit, ...]:
    """Put a bucket in the value's place; beyond the hundredth item nobody is served by looking for doubles."""
    index = (target.pointer or "").rpartition("/")[2]
    return () if index.isdecimal() and int(index) > _MANY else replaced(target, name)


def _guess(name: str | None) -> Bucket | None:
    return Bucket(name, is_certain=False) if name else None


def _holding(low: float | None, high: float | None, vocabulary: str) -> str | None:
    """Return the bucket that holds everything from one number to another."""
    if low is None or high is None or high < low:
        return None
    for name, facts in resources.vocabulary(vocabulary).items():
        if "min" in facts and facts["min"] <= low and (facts["below"] is None or high < facts["below"]):
            return name
    return None


def _buckets_below(number: float | None, vocabulary: str) -> str | None:
    """Return the bucket that ends at a number."""
    found = (
        name for name, facts in resources.vocabulary(vocabulary).items() if number and facts.get("below") == number
    )
    return next(found, None)


def _number(text: str, vocabulary: str) -> float | None:
    match = _NUMBER.fullmatch(text.strip())
    units = resources.vocabulary_file(vocabulary)["units"]
    if match is None or match["unit"] not in units:
        return None
    # Before a unit a full stop is a decimal point; rows alone have no fractions.
    separators = "[, ]" if match["unit"] else "[., ]"
    digits = re.sub(separators + r"(?=\d{3}(?:\D|$))", "", match["digits"])
    return float(digits) * float(units[match["unit"]])


@functools.cache
def _by_small_letters(vocabulary: str) -> dict[str, str]:
    return {name.lower(): name for name in resources.vocabulary(vocabulary)}


def _other_case(value: str, vocabulary: str) -> str | None:
    """Return the bucket that differs in nothing but capitals and blanks."""
    return _by_small_letters(vocabulary).get(value.lower().replace(" ", ""))
