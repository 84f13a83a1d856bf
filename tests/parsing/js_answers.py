"""Compare what js-yaml answered, as `tools/record_js_yaml.mjs` writes it, with our reading of the same block.

In: an answer as decoded JSON, our value. Out: what differs, in words.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any


def difference(answer: dict[str, Any], value: Any, refused: str | None) -> str | None:
    """Return how our reading of a block differs from js-yaml's answer, None where it does not."""
    if "refused" in answer or refused is not None:
        if "refused" in answer and refused is not None:
            return None
        return f"js-yaml: {answer.get('refused', 'takes it')}; we: {refused or 'take it'}"
    return None if equal(answer["value"], value) else f"js-yaml: {answer['value']!r}; we: {value!r}"


def equal(theirs: Any, ours: Any) -> bool:
    """Whether a recorded value and ours are the same."""
    if isinstance(theirs, dict):
        return _same_mapping(theirs, ours)
    if isinstance(theirs, list):
        return isinstance(ours, list) and len(theirs) == len(ours) and all(map(equal, theirs, ours))
    if isinstance(theirs, bool) or theirs is None or isinstance(theirs, str):
        return type(theirs) is type(ours) and theirs == ours
    return isinstance(ours, int | float) and not isinstance(ours, bool) and float(ours) == float(theirs)


def _same_mapping(theirs: dict[str, Any], ours: Any) -> bool:
    match theirs:
        case {"$u": _}:
            return ours is None
        case {"$n": number}:
            return isinstance(ours, float) and (math.isnan(ours) if number == "NaN" else ours == float(number))
        case {"$d": iso}:
            return _same_moment(iso, ours)
        case {"$b": digits}:
            return isinstance(ours, bytes) and ours.hex() == digits
        case {"$m": pairs}:
            theirs = dict(pairs)
    return (
        isinstance(ours, dict) and theirs.keys() == ours.keys() and all(equal(theirs[key], ours[key]) for key in ours)
    )


def _same_moment(iso: str, ours: Any) -> bool:
    if iso.startswith(("+", "-")):
        return isinstance(ours, str)
    return isinstance(ours, datetime) and datetime.fromisoformat(iso).astimezone(UTC) == ours
