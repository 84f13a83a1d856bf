"""Mapping keys: what JavaScript's strings and Python's hashing make of them, and their part of a pointer.

In: key values. Out: strings, or None where a reader refuses the key.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any


def escaped(token: str) -> str:
    """Return a key as a part of a JSON Pointer (RFC 6901)."""
    return token.replace("~", "~0").replace("/", "~1")


def client_key(value: Any) -> tuple[Any] | None:
    """Return a key as PyYAML uses it, wrapped; None where it cannot be hashed."""
    try:
        hash(value)
    except TypeError:
        return None
    return (value,)


def hub_key(value: Any) -> str | None:
    """Return a key as js-yaml's objects hold it, always a string; None for lists inside lists, which it refuses."""
    if isinstance(value, list):
        if any(isinstance(item, list) for item in value):
            return None
        return ",".join("" if item is None else js_string(item) for item in value)
    return js_string(value)


def js_string(value: Any) -> str:
    """Return JavaScript's `String(value)` for a value of js-yaml's (in UTC)."""
    match value:
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return js_number(float(value))
        case datetime():
            return f"{value:%a %b %d} {value.year:04} {value:%H:%M:%S} GMT+0000 (Coordinated Universal Time)"
        case bytes():
            return ",".join(map(str, value))
        case _:
            return "[object Object]"


def js_number(number: float) -> str:
    """Return a double as JavaScript prints it: shortest digits, exponents from 1e21 and below 1e-6."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == 0:
        return "0"
    sign = "-" if number < 0 else ""
    mantissa, _, exponent = f"{abs(number)!r}".partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).rstrip("0") if fraction.strip("0") or exponent else whole
    point = len(whole) + int(exponent or 0)
    digits, point = _stripped(digits, point)
    count = len(digits)
    if count <= point <= 21:
        return sign + digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{sign}{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    rest = f".{digits[1:]}" if count > 1 else ""
    return f"{sign}{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _stripped(digits: str, point: int) -> tuple[str, int]:
    without = digits.lstrip("0")
    return without.rstrip("0") or "0", point - (len(digits) - len(without))
