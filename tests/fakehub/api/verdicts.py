"""`/api/validate-yaml`: what the Hub was seen to say of cards, as a table of conditions.

The sentences are those recorded in `tests/hub_verdicts/`; where a text is not known it says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ..exchange import Answer, Request, of_bytes, of_json
from ..repos import cards

_LISTS = Path(__file__).parents[3] / "schemas" / "vocabulary"
_UNKNOWN = "(the Hub's words were not recorded)"


@dataclass(slots=True)
class Verdict:
    """Errors refuse a commit, warnings do not."""

    errors: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)


def validate(request: Request) -> Answer:
    """Judge the card in the body."""
    said = verdict(str(request.json.get("content", "")))
    status = 400 if said.errors else 200
    if request.headers.get("accept", "").startswith("text/plain"):
        lines = [f"- Error: {one['message']}" for one in said.errors]
        return of_bytes("\n".join(lines).encode(), status, "text/plain")
    return of_json({"errors": said.errors, "warnings": said.warnings}, status)


def verdict(text: str) -> Verdict:
    """What the Hub says of a card."""
    front = cards.block(text)
    if front is None:
        return Verdict(warnings=[{"message": "empty or missing yaml metadata in repo card"}])
    try:
        told = cards.parse(front)
    except ValueError as trouble:
        return _refused(f"Invalid YAML in README.md: {trouble}")
    match told:
        case list():
            return _refused('"value" must be of type object')
        case dict():
            errors = [{"message": message} for condition in ERRORS for message in condition(told)]
            return Verdict(errors, [{"message": message} for condition in WARNINGS for message in condition(told)])
    return _refused("The YAML metadata of your README.md is invalid.")


def _refused(message: str) -> Verdict:
    return Verdict([{"message": message}])


@cache
def _known(name: str) -> frozenset[str]:
    values = json.loads((_LISTS / f"{name}.json").read_text(encoding="utf-8"))["values"]
    return frozenset(values)


def _items(value: Any) -> Iterator[Any]:
    yield from value if isinstance(value, list) else [value]


Metadata = Mapping[str, Any]


def _license(told: Metadata) -> Iterator[str]:
    if "license" not in told:
        return
    value = told["license"]
    if isinstance(value, list):
        if not all(isinstance(item, str) and item in _known("licenses") for item in value):
            yield '"license" does not match any of the allowed types'
    elif not isinstance(value, str) or value not in _known("licenses"):
        yield f'"license" must be one of [{", ".join(sorted(_known("licenses")))}, array]'


def _language(told: Metadata) -> Iterator[str]:
    if "language" not in told:
        return
    value = told["language"]
    for number, item in enumerate(_items(value)):
        where = f"language[{number}]" if isinstance(value, list) else "language"
        if not isinstance(item, str):
            yield f'"{where}" is refused {_UNKNOWN}'
        elif item not in _known("languages") | {"code", "multilingual"}:
            yield (
                f'"{where}" with value "{item}" is not valid. It must be an ISO 639-1, 639-2 or 639-3 code (two/three'
                ' letters), or a special value like "code", "multilingual". If you want to use BCP-47 identifiers, you'
                " can specify them in language_bcp47."
            )


def _plural_keys(told: Metadata) -> Iterator[str]:
    yield from (f'"{name}" is refused {_UNKNOWN}' for name in ("languages", "licenses") if name in told)


def _tasks_no_list(told: Metadata) -> Iterator[str]:
    for name in ("task_categories", "task_ids"):
        if not isinstance(told.get(name, []), list):
            yield f'"{name}" must be an array'


def _task_unknown(told: Metadata) -> Iterator[str]:
    for name in ("task_categories", "task_ids"):
        known = _known(name.replace("_", "-"))
        for item in _items(told.get(name, [])):
            if isinstance(item, str) and item not in known:
                yield f'The {name} "{item}" is not in the official list: {", ".join(sorted(known))}'


ERRORS: tuple[Callable[[Metadata], Iterator[str]], ...] = (_license, _language, _plural_keys, _tasks_no_list)
WARNINGS: tuple[Callable[[Metadata], Iterator[str]], ...] = (_task_unknown,)
