"""What a text says of the data and is not so: numbers, columns, labels, files, licenses, languages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mutated_cards import Change, Place, Repository, slip
from mutators_metadata import Mutator

# How licenses are written in the cards here, and others that people take them for.
LICENSES = (
    r"CC0 1\.0|CC[ -]BY(?:-NC)?(?:-SA)?[ -][34]\.0|Creative Commons Attribution 4\.0(?: International)?"
    r"|MIT License|Apache License(?: 2\.0)?|GPL v3|Open Database License|3-clause BSD license"
)
_OTHERS = ("CC BY-NC-ND 4.0", "Apache License 2.0", "GPL v3", "MIT License", "CC BY 4.0")
_LANGUAGES = ("English", "French", "German", "Dutch", "Italian")
_NUMBERS = {"two": "three", "three": "four", "four": "seven", "five": "six"}


def _counts(repository: Repository) -> set[int]:
    """Return the true numbers of rows: of each split and each subset, and of all."""
    plan = repository.report().load
    assert plan is not None
    counts = {split.rows or 0 for config in plan.configs for split in config.splits}
    sums = [sum(split.rows or 0 for split in config.splits) for config in plan.configs]
    return {count for count in {*counts, *sums, sum(sums)} if count >= 100}


def _numbers(repository: Repository) -> Iterator[Place]:
    counts = _counts(repository)
    for place in repository.prose(
        r"(?<![\w.,/-])\d{1,3}(?:[., \u202f]?\d{3})+(?![\w/]|[.,]\d)|(?<![\w.,/-])\d{3}(?!\w|[.,]\d)"
    ):
        if int(re.sub(r"\D", "", place.text)) in counts:
            yield place


def _is_row(repository: Repository, place: Place) -> bool:
    start = repository.text.rindex("\n", 0, place.start) + 1
    return repository.text[start : place.start].startswith("|")


def _other(number: str, chance: random.Random) -> str:
    """Write another number of the same form, with another first or second digit."""
    places = [at for at, char in enumerate(number) if char.isdigit()][:2]
    at = chance.choice(places)
    digit = chance.choice([digit for digit in "123456789" if digit != number[at]])
    return number[:at] + digit + number[at + 1 :]


def _in_tables(repository: Repository, chance: random.Random) -> Iterator[Change]:
    for place in _numbers(repository):
        if _is_row(repository, place):
            yield Change(place.start, place.end, _other(place.text, chance))


def _in_sentences(repository: Repository, chance: random.Random) -> Iterator[Change]:
    for place in _numbers(repository):
        if not _is_row(repository, place):
            yield Change(place.start, place.end, _other(place.text, chance))


def _column_counts(repository: Repository, _: random.Random) -> Iterator[Change]:
    for place in repository.prose(r"\b(?P<at>two|three|four|five) columns\b"):
        yield Change(place.start, place.end, _NUMBERS[place.text])
    for place in repository.prose(r"^\| Columns \| (?P<at>\d) \|$"):
        yield Change(place.start, place.end, "7")


def _columns(repository: Repository, chance: random.Random) -> Iterator[Change]:
    """Write another name where the text tells what a column holds."""
    names = {column.name for column in repository.columns}
    told = r"^(?:[-*+|]|\d\.|<tr><td>)? ?(?:`|\*\*|<code>)?(?P<at>\w+)(?:`|\*\*|</code>| \|)"
    for place in repository.prose(told):
        if place.text in names and len(place.text) > 3:
            yield Change(place.start, place.end, slip(place.text, chance))


def _licenses(repository: Repository, chance: random.Random) -> Iterator[Change]:
    for place in repository.prose(LICENSES):
        new = chance.choice([name for name in _OTHERS if name[0] != place.text[0]])
        yield Change(place.start, place.end, new)


def _languages(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Name another language where the text says in which one the data is; the metadata is the other end."""
    for place in repository.prose(
        rf"(?:\bin|[Ll]anguages?[^\n:]*:\**) (?P<at>{'|'.join(_LANGUAGES)})\b(?! translation)"
    ):
        yield Change(place.start, place.end, "Swedish")


CLAIMS = (
    Mutator("a number in a table", ("prose/numbers-contradict",), _in_tables),
    Mutator("a number in a sentence", ("prose/numbers-contradict",), _in_sentences),
    Mutator("the number of columns", ("prose/numbers-contradict",), _column_counts),
    Mutator("a column in the text", ("prose/unknown-column",), _columns),
    Mutator("a license in the text", ("license/prose-contradicts",), _licenses),
    Mutator("a language in the text", ("language/not-in-text",), _languages),
)
