"""The shape of the metadata: types and nesting, by the card's JSON Schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardcheck import schemas
from cardcheck.checks.metadata._remedies import Remedy, remedy_of, without_names
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.schemas import ShapeError


def shape(
    target: Target,
    *,
    schema: str,
    without: Sequence[str] = (),
    refused: Sequence[str] = (),
    passed: Sequence[str] = (),
    named: Sequence[str] = (),
) -> Iterator[Problem]:
    """The metadata, or the one key of it that the rule looks at, has the shape its schema describes.

    `without` are keys that other rules answer for. Errors at the keys `refused` stop somebody (case `form`); at the
    pointers `passed` they only lose the value (case `ignored`), and so they do at every key where `refused` is given
    and lacks it. Several items of a list that are wrong in the same way are named once, by their list; where they are
    texts and the list stands in `named`, in the case `names`.
    """
    instance = _instance(target, without)
    if not instance or schemas.is_valid(schema, instance):
        return
    errors = [error for error in schemas.explain(schema, instance) if error.keyword not in {"enum", "const"}]
    for pointer, error, is_list in _told_once(errors):
        key = pointer.split("/")[1] if pointer else ""
        is_ignored = (pointer in passed and not is_list) or (bool(refused) and key not in refused)
        remedy = remedy_of(target, pointer, error, is_list=is_list)
        if remedy is None and isinstance(error.value, str):
            remedy = _of_names(target, pointer, named, is_list=is_list)
        case, edits, applicability, changes = remedy or Remedy("ignored" if is_ignored else "form", ())
        expected = error.form or error.expected
        yield target.problem(
            case,
            pointer=pointer,
            edits=edits,
            applicability=applicability,
            changes=changes,
            place=_place(pointer),
            expected=f"for each item {expected}" if is_list else expected,
            given=error.value,
        )


def _instance(target: Target, without: Sequence[str]) -> Mapping[Any, Any]:
    """Return what is to be judged; empty where there is nothing, or nothing that the reader would look into."""
    if target.pointer:
        is_absent = target.value is None or (target.reader == "client" and not target.value)
        return {} if is_absent else {target.pointer[1:]: target.value}
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata else None
    if not isinstance(value, dict):
        return {}
    # What is empty says nothing, whatever its form.
    return {key: inner for key, inner in value.items() if inner not in (None, [], {}) and key not in without}


def _told_once(errors: Sequence[ShapeError]) -> Iterator[tuple[str, ShapeError, bool]]:
    """Yield each error with its pointer, one for a mapping with wrong keys, one for a list with like items."""
    by_place: dict[tuple[str, str], ShapeError] = {}
    for error in errors:
        if _is_variable(error.value):
            continue
        pointer = _parent(error.pointer) if error.is_key else error.pointer
        by_place.setdefault((pointer, error.form or error.expected), error)
    alike = Counter((_parent(pointer), words) for pointer, words in by_place)
    said: set[tuple[str, str]] = set()
    for (pointer, words), error in by_place.items():
        group = _parent(pointer), words
        is_list = alike[group] > 1 and pointer.rpartition("/")[2].isdecimal()
        if group in said:
            continue
        said |= {group} if is_list else set()
        yield (group[0] if is_list else pointer), error, is_list


def _is_variable(value: Any) -> bool:
    """Whether a value is a template's `{variable}`, which YAML reads as a mapping; rules about placeholders speak."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(key, str) and key != "null" and inner is None for key, inner in value.items())
    )


def _of_names(target: Target, pointer: str, named: Sequence[str], *, is_list: bool) -> Remedy | None:
    """Return what mends a list of names at one of some pointers; the error may be that of its only item."""
    listed = pointer if is_list else _parent(pointer)
    return without_names(target, listed) if listed in named else None


def _place(pointer: str) -> str:
    """Write a pointer as people do: `configs[0].data_files`."""
    parts = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    return "".join(f"[{part}]" if part.isdecimal() else f".{part}" for part in parts).lstrip(".") or "front matter"


def _parent(pointer: str) -> str:
    return pointer.rpartition("/")[0]
