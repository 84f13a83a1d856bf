"""What people get wrong in the examples that others copy."""

from __future__ import annotations

import random
from collections.abc import Iterator

from mutated_cards import Change, Repository, slip
from mutators_metadata import Mutator
from mutators_text import code

_LOAD = r"load_dataset\(\"[^\"]+\""


def _columns(repository: Repository, chance: random.Random) -> Iterator[Change]:
    """Write another name where code asks for a column."""
    names = {column.name for column in repository.columns}
    for place in repository.code(r"\[\"(?P<at>\w+)\"\]"):
        if place.text in names:
            yield Change(place.start, place.end, slip(place.text, chance))


def _keys(repository: Repository, chance: random.Random) -> Iterator[Change]:
    """Write another name where a row in JSON shows a column."""
    names = {column.name for column in repository.columns}
    for place in repository.code(r"\"(?P<at>\w+)\":", "json"):
        if place.text in names:
            yield Change(place.start, place.end, slip(place.text, chance))


def _owner(id_: str, _: random.Random) -> str:
    return f"your-username/{id_.partition('/')[2]}"


def _ownerless(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Write the name alone, where one example is all there is: beside the right id it may be another set."""
    places = list(repository.code(r"load_dataset\(\"(?P<at>[^\"]+)\""))
    if len(places) == 1:
        yield Change(places[0].start, places[0].end, places[0].text.partition("/")[2])


def _closing(line: str, _: random.Random) -> str:
    return line[::-1].replace(")", "", 1)[::-1]


CODE = (
    Mutator("a column in code", ("snippets/unknown-column",), _columns),
    code("a split in code", r"split=\"(?P<at>\w+)", slip, "snippets/unknown-split"),
    code("a split by its key", r"\[\"(?P<at>train|test|validation)\"\]", slip, "snippets/unknown-split"),
    code("a subset in code", rf"{_LOAD}, (?:name=)?\"(?P<at>\w+)\"", slip, "snippets/unknown-config"),
    Mutator("the id without its owner", ("snippets/wrong-repo",), _ownerless),
    code("the id of a template", r"load_dataset\(\"(?P<at>[^\"]+)\"", _owner, "snippets/wrong-repo"),
    code("a slip in the id", r"load_dataset\(\"[^\"/]+/(?P<at>[^\"]+)\"", slip, "snippets/wrong-repo"),
    code("a bracket in code", r"^\w[^\n]*\)$", _closing, "snippets/syntax"),
    code("a quote in code", r"load_dataset\(\"[^\"]+(?P<at>\")", lambda *_: "", "snippets/syntax"),
    code(
        "an argument of old", rf"{_LOAD}[^)\n]*(?P<at>)\)", lambda *_: ", use_auth_token=True", "snippets/dead-argument"
    ),
    code(
        "an argument that there is not",
        rf"{_LOAD}[^)\n]*(?P<at>)\)",
        lambda *_: ", splits=3",
        "snippets/unknown-argument",
    ),
    Mutator("a column in JSON", ("snippets/json-instance",), _keys),
    code("a comma in JSON", r"(?P<at>,)(?=\s+\"[^…]*\}$)", lambda *_: "", "snippets/json-instance", language="json"),
    code(
        "a comma too many in JSON",
        r"(?<![…\s])(?P<at>)\s*\}$",
        lambda *_: ",",
        "snippets/json-instance",
        language="json",
    ),
    code(
        "a value of Python in JSON", r": (?P<at>-?[\d.]+)", lambda *_: "None", "snippets/json-instance", language="json"
    ),
)
