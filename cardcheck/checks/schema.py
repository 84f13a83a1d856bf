"""The shape of the metadata: types and nesting, by the card's JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck import schemas
from cardcheck.editing import yaml_edits
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def shape(target: Target, *, schema: str) -> Iterator[Problem]:
    """The metadata has the shape its schema describes; closed lists are other rules' matter."""
    metadata = target.card.metadata
    if metadata is None or metadata.fault(target.reader):
        return
    value = metadata.value(target.reader)
    if not isinstance(value, dict):
        return
    for error in schemas.shape_errors(schema, value):
        if error.keyword == "enum" or error.value is None:
            continue
        key = error.pointer.split("/")[1] if error.pointer else ""
        entry = metadata.entries.get(error.pointer)
        is_lone = isinstance(error.value, str) and "list" in error.expected
        edits = yaml_edits.wrap_in_list(target.card, entry) if is_lone else ()
        case = "lone-value" if edits else "form"
        place = error.pointer.lstrip("/").replace("/", ".") or key
        yield target.problem(case, pointer=error.pointer, edits=edits, place=place, expected=error.expected)
