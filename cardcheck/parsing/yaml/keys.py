"""Mapping keys: what JavaScript's strings and Python's hashing make of them, and their part of a pointer.

In: key values. Out: strings, or None where a reader refuses the key.
"""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

_EXACT = 2**53
_NOT_FINITE = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}


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
    text = "[object Object]"
    match value:
        case str():
            text = value
        case None:
            text = "null"
        case bool():
            text = "true" if value else "false"
        case int() | float():
            # Whole numbers that a double holds exactly are what keys mostly are.
            text = str(value) if isinstance(value, int) and -_EXACT < value < _EXACT else js_number(float(value))
        case datetime():
            text = f"{value:%a %b %d} {value.year:04} {value:%H:%M:%S} GMT+0000 (Coordinated Universal Time)"
        case bytes():
            text = ",".join(map(str, value))
    return text


def js_number(number: float) -> str:
    """Return a double as JavaScript prints it: shortest digits, exponents from 1e21 and below 1e-6."""
    if math.isnan(number) or math.isinf(number):
        return _NOT_FINITE[str(number)]
    digits, point = _digits(abs(number))
    count = len(digits)
    if count <= point <= 21:
        text = digits + "0" * (point - count)
    elif 0 < point <= 21:
        text = f"{digits[:point]}.{digits[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{digits}"
    else:
        rest = f".{digits[1:]}" if count > 1 else ""
        text = f"{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return "-" + text if number < 0 else text


def _digits(number: float) -> tuple[str, int]:
    """Return the shortest digits of a number, and where its point stands among them."""
    mantissa, _, exponent = repr(number).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    return (digits, point) if digits else ("0", 1)
