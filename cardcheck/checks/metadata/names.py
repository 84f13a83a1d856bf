"""The name for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.editing import yaml_blocks, yaml_edits
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.topics import spellings
from cardcheck.topics.names import name_in_title

_KEY = "pretty_name"


def missing(target: Target, *, generic: Sequence[str], nouns: Sequence[str]) -> Iterator[Problem]:
    """The metadata names the data set for people; where the title does, that name is written.

    `generic` are titles, or beginnings of titles, that name nothing; `nouns` are what data is called.
    """
    metadata = target.metadata
    if not isinstance(metadata, dict) or metadata.get(_KEY) or spellings.is_misspelt(_KEY, metadata):
        return
    name = name_in_title(target.card, generic, nouns)
    if name is None:
        yield target.problem("absent")
        return
    written = yaml_edits.scalar(name)
    edits = yaml_blocks.add_lines(target.card, {_KEY: [f"{_KEY}: {written}"]}) if written else ()
    yield target.problem("in-title", name=name, edits=edits, changes=(f"/{_KEY}",))
