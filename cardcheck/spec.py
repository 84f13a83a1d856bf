"""The Hub's lists and limits that this release carries, as plain data, and how another release's differ.

In: the files of `schemas/vocabulary/`, and the text of another list file. Out: plain data. Nothing is printed, and no
file but our own is read.
"""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck import __version__, resources

FORMAT = 1


class SpecError(ValueError):
    """A list file that cannot be compared; the text is one sentence for people."""


class Difference(NamedTuple):
    """How one list differs: values by name, for the changed ones what they were and what they are."""

    name: str
    dates: tuple[str, str]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: Mapping[str, tuple[Any, Any]]

    def __bool__(self) -> bool:
        """Whether there is a difference in values."""
        return bool(self.added or self.removed or self.changed)


def snapshot() -> dict[str, Any]:
    """Return every list with its sources, its date and its values; spellings we map to values are left out."""
    lists = {name: _listed(resources.vocabulary_file(name)) for name in resources.vocabulary_names()}
    return {"format": FORMAT, "cardcheck": __version__, "spec": resources.SPEC, "lists": lists}


def _listed(data: Mapping[str, Any]) -> dict[str, Any]:
    source = data.get("source", [])
    return {
        "title": data.get("title", ""),
        "source": [source] if isinstance(source, str) else source,
        "date": data.get("date", ""),
        "values": data["values"],
    }


def read_lists(text: str, file_name: str) -> dict[str, dict[str, Any]]:
    """Take lists from a snapshot of any release, or from one vocabulary file, which its name tells.

    Raises SpecError where the text is neither.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        raise SpecError(f"`{file_name}` is not JSON") from None
    if isinstance(data, dict) and isinstance(data.get("lists"), dict):
        found = data["lists"]
    elif isinstance(data, dict) and "values" in data:
        name = file_name.removesuffix(".json")
        if name not in resources.vocabulary_names():
            raise SpecError(f"`{file_name}` holds one list and its name is none of ours; call it `licenses.json`, say")
        found = {name: data}
    else:
        raise SpecError(f"`{file_name}` is no list file: write one with `cardcheck spec --format json`")
    return {name: _checked(said, name, file_name) for name, said in found.items()}


def _checked(said: Any, name: str, file_name: str) -> dict[str, Any]:
    values = said.get("values") if isinstance(said, dict) else None
    if isinstance(values, list) and all(isinstance(value, str) for value in values):
        values = dict.fromkeys(values)
    if not isinstance(values, dict):
        raise SpecError(f"`{file_name}` has no `values` for the list `{name}`")
    return {"date": str(said.get("date", "")), "values": values}


def differences(newer: Mapping[str, Mapping[str, Any]]) -> tuple[Difference, ...]:
    """Compare our lists with newer ones: a list that we lack is all added, one that they lack is passed over."""
    ours = snapshot()["lists"]
    none = {"date": "", "values": {}}
    found = (_difference(name, ours.get(name, none), said) for name, said in sorted(newer.items()))
    return tuple(difference for difference in found if difference)


def _difference(name: str, ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Difference:
    old, new = ours["values"], theirs["values"]
    changed = {
        value: (old[value], new[value])
        for value in old
        if value in new and new[value] is not None and old[value] != new[value]
    }
    added, removed = (
        tuple(value for value in new if value not in old),
        tuple(value for value in old if value not in new),
    )
    return Difference(name, (ours["date"], theirs["date"]), added, removed, changed)
