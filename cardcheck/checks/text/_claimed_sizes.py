"""What a card's text says of bytes, columns, classes and languages, and what its metadata says.

In: a target. Out: claims. Each kind asks the metadata first, so a card without it costs nothing.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from cardcheck import resources
from cardcheck.checks.text._claimed_rows import Claim
from cardcheck.checks.text._counts_said import Statements, words
from cardcheck.checks.text._english import is_english
from cardcheck.loading.columns import columns_of
from cardcheck.loading.subsets import configs, feature_lists, info_name, infos
from cardcheck.model.facts import Column
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.numbers import Number, find_numbers

_SIZE = expression(r"^[^\w\n]*(?P<label>size of [a-z ]{8,25})[^\w\n]{1,8}(?=\d)", re.MULTILINE)
_SUBJECT = (
    r"(?:(?:this|the|our) (?:data ?set|corpus|collection|benchmark)"
    r"|(?:each|every) (?:row|record|example|instance|entry|sample|line)|(?:^|\. )it)"
)
_HAS = (
    r"(?:contains?|has|have|includes?|comprises?|consists? of|covers?|spans?|features?|is made up of|is composed of"
    r"|is available in|supports)"
)
# Rows in several classes or languages may be some of all; their columns are those of all.
_ROWS = {"columns": r"\d (?:rows|records|examples) (?:in|with|and)|\b(?:[Tt]he|[Aa]ll) (?:rows|records) have"}
_CONTEXT = 100
_SEVERAL = 2
_MANY, _SLACK = 20, 0.1
_MARGIN = 2
_MOST = 10**15


def claims(target: Target) -> Iterator[Claim]:
    """Yield what the text says of anything but rows."""
    prose = target.card.body.prose
    if "size of" in prose:
        yield from _sizes(target)
    found = [*_languages(target)]
    listed = list(feature_lists(target.metadata))
    # What is said of one subset of several is hard to tell from what is said of all.
    if len(listed) == 1 and len(configs(target.metadata)) < _SEVERAL:
        features = columns_of(listed[0].value)
        found += [*_columns(target, [features]), *_classes(target, [features])] if features else []
    if found and is_english(prose):
        yield from found


def bucket_claims(target: Target) -> Iterator[Claim]:
    """Yield totals in the text far from every bucket of `size_categories`; what is near may be counted otherwise."""
    named = target.metadata.get("size_categories") if isinstance(target.metadata, dict) else None
    buckets = resources.vocabulary("size-categories")
    listed = [named] if isinstance(named, str) else named if isinstance(named, list) else []
    known = [buckets[name] for name in listed if isinstance(name, str) and "min" in buckets.get(name, {})]
    if not known or len(known) < len(listed):
        return
    low, high = int(min(one["min"] for one in known)), int(max(one["below"] or _MOST for one in known))
    found = [count for count in Statements(target.card).sentences() if count.split is None]
    for count in found if found and is_english(target.card.body.prose) else ():
        number = count.number
        if number.kind == "count" and (number.high * _MARGIN < low or number.low > high * _MARGIN):
            yield Claim("size", number, count.span, frozenset({low if number.high < low else high}), ", ".join(listed))


def _sizes(target: Target) -> Iterator[Claim]:
    """Read the lines that the template of 2021 has for sizes: of the whole on top, of each subset below its title."""
    listed, card = infos(target.metadata), target.card
    sizes, base = words("sizes"), card.body.span.start
    if not listed or len(configs(target.metadata)) > len(listed):
        return
    for match in _SIZE.finditer(card.body.prose):
        key = sizes.get(match["label"].strip())
        number = next(find_numbers(card.body.prose, match.end(), card.body.prose.find("\n", match.end())), None)
        if key is None or number is None or number.kind != "bytes" or not number.value:
            continue
        place = base + match.start()
        section = next((one for one in reversed(card.body.sections) if one.own.start <= place), None)
        titles = {title.strip(" `*").casefold() for title in section.path} if section else set()
        of = [part for part in listed if len(listed) == 1 or str(info_name(part.value)).casefold() in titles]
        size = of[0].value.get(key) if len(of) == 1 else None
        if not isinstance(size, int) or size <= 0:
            continue
        # Sizes change a little with every format; what matters is whether the data is another.
        number = number._replace(low=number.low * (1 - _SLACK), high=number.high * (1 + _SLACK))
        span = Span(base + number.start, base + number.end)
        yield Claim("bytes", number, span, frozenset({size}), f"`{key}`")


@functools.cache
def _before(thing: str) -> re.Pattern[str]:
    """Return how a sentence about the data set begins that ends in the number of a thing."""
    also = f"|(?:{_ROWS[thing]}) " if thing in _ROWS else ""
    small = "|".join(resources.vocabulary_file("number-words")["small"])
    of = r"(?: (?:distinct|different|unique|main|following))?"
    return expression(
        rf"(?:{_SUBJECT} (?:currently )?{_HAS} (?:a total of |the following )?{also})"
        rf"(?P<number>\b(?:{small})|\d[\d,]*\+?){of}\Z",
        re.MULTILINE,
    )


def _found(target: Target, thing: str) -> Iterator[tuple[Number, Span]]:
    """Yield the numbers of things that sentences about the data set state."""
    prose, base = target.card.body.prose, target.card.body.span.start
    small = resources.vocabulary_file("number-words")["small"]
    for noun in words(thing):
        at = prose.find(f" {noun}")
        while at >= 0:
            begun = max(0, at - _CONTEXT)
            is_whole = not prose[at + 1 + len(noun) : at + 2 + len(noun)].isalpha()
            match = _before(thing).search(prose, begun, at) if is_whole else None
            if match is not None:
                start, end = match.span("number")
                value = small.get(match["number"])
                exact = Number(start, end, "count", value or 0, value or 0, value or 0)
                number = exact if value else next(find_numbers(prose, start, end + 1), None)
                if number is not None and number.kind == "count":
                    yield number, Span(base + number.start, base + number.end)
            at = prose.find(f" {noun}", at + 1)


def _columns(target: Target, features: list[tuple[Column, ...]]) -> Iterator[Claim]:
    """Columns are counted by themselves, with what lies in them, or without the index that pandas left."""
    if "columns" not in target.card.body.prose and "fields" not in target.card.body.prose:
        return
    lists = [*features, tuple({column.name: column for columns in features for column in columns}.values())]
    counts = {len(columns) for columns in lists}
    counts |= {sum(_leaves(column) for column in columns) for columns in lists}
    counts |= {sum(not column.name.startswith("__") for column in columns) for columns in lists}
    for number, span in _found(target, "columns"):
        yield Claim("columns", number, span, frozenset(counts), "the columns")


def _leaves(column: Column) -> int:
    return sum(map(_leaves, column.children)) if column.children else 1


def _classes(target: Target, features: list[tuple[Column, ...]]) -> Iterator[Claim]:
    labels = {len(column.labels) for columns in features for column in _all(columns) if column.labels}
    if labels:
        for number, span in _found(target, "classes"):
            yield Claim("classes", number, span, frozenset(labels), "the class labels")


def _all(columns: tuple[Column, ...]) -> Iterator[Column]:
    for column in columns:
        yield column
        yield from _all(column.children)


def _languages(target: Target) -> Iterator[Claim]:
    listed = target.metadata.get("language") if isinstance(target.metadata, dict) else None
    if not isinstance(listed, list) or len(listed) < 2 or "languages" not in target.card.body.prose:
        return
    codes = {str(code).partition("-")[0].partition("_")[0] for code in listed}
    counts = frozenset({len(listed), len(codes)})
    for number, span in _found(target, "languages"):
        # Of many languages some have no code of their own.
        if number.value > _MANY and abs(number.value - len(codes)) <= _SLACK * len(codes):
            continue
        yield Claim("languages", number, span, counts, "`language`")
