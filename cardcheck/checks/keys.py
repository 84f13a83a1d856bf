"""The names of metadata keys."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def deprecated(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No top-level key is an old name; the key's status in the list is the case."""
    metadata = target.card.metadata
    if metadata is None:
        return
    for key, facts in resources.vocabulary(vocabulary).items():
        pointer = f"/{key}"
        entry = metadata.entries.get(pointer)
        if entry is None:
            continue
        new = facts["new"]
        is_free = f"/{new}" not in metadata.entries
        edits = yaml_edits.rename_key(entry, new) if facts["same_form"] and is_free else ()
        yield target.problem(facts["status"], pointer=pointer, edits=edits, key=key, new=new)
