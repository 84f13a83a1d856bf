"""The shape of the metadata: types and nesting, by the card's JSON Schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from cardcheck import schemas
from cardcheck.editing import yaml_edits
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def shape(target: Target, *, schema: str, loader_keys: Sequence[str]) -> Iterator[Problem]:
    """The metadata has the shape its schema describes; closed lists are other rules' matter.

    `loader_keys` are the keys that the loader reads and the Hub does not. Where several items of a list
    have the same wrong form, the list is named once.
    """
    metadata = target.card.metadata
    if metadata is None or metadata.fault(target.reader):
        return
    value = metadata.value(target.reader)
    if not isinstance(value, dict):
        return
    errors = [error for error in schemas.shape_errors(schema, value) if error.keyword != "enum"]
    alike = Counter((_parent(error.pointer), error.expected) for error in errors)
    said: set[tuple[str, str]] = set()
    for error in errors:
        group = _parent(error.pointer), error.expected
        if error.value is None or group in said:
            continue
        is_list = alike[group] > 1 and error.pointer.rpartition("/")[2].isdecimal()
        said |= {group} if is_list else set()
        pointer = group[0] if is_list else error.pointer
        yield _problem(target, pointer, error, loader_keys, is_list=is_list)


def _problem(
    target: Target, pointer: str, error: schemas.ShapeError, loader_keys: Sequence[str], *, is_list: bool
) -> Problem:
    assert target.card.metadata is not None
    is_lone = isinstance(error.value, str) and error.expected.startswith("a list")
    entry = target.card.metadata.entries.get(pointer)
    edits = yaml_edits.wrap_in_list(target.card, entry) if is_lone and not is_list else ()
    key = pointer.split("/")[1] if pointer else ""
    case = "lone-value" if edits else "loader-form" if key in loader_keys else "form"
    place = pointer.lstrip("/").replace("/", ".") or "front matter"
    expected = f"{error.expected} for each item" if is_list else error.expected
    return target.problem(case, pointer=pointer, edits=edits, place=place, expected=expected)


def _parent(pointer: str) -> str:
    return pointer.rpartition("/")[0]
