"""Casts between plain Arrow types: which always work, which never do, and which are a matter of values.

In: two types, and what is known of values. Out: yes, no, or None. Held against pyarrow 26.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from cardcheck.model.facts import Values
from cardcheck.regex import expression

_FAMILIES = (
    ("bool", expression(r"bool")),
    ("int", expression(r"u?int\d+")),
    ("float", expression(r"float\d+")),
    ("text", expression(r"(?:large_)?string(?:_view)?")),
    ("binary", expression(r"(?:large_)?binary(?:_view)?|fixed_size_binary\[\d+\]")),
    ("timestamp", expression(r"timestamp\[.*\]")),
    ("date", expression(r"date\d+")),
    ("time", expression(r"time\d+\[.*\]")),
    ("duration", expression(r"duration\[.*\]")),
    ("decimal", expression(r"decimal\d+\(.*\)")),
    ("null", expression(r"null")),
)
_NEVER: Mapping[str, frozenset[str]] = {
    "bool": frozenset(("timestamp", "date", "time", "duration", "decimal", "binary")),
    "int": frozenset(("binary",)),
    "float": frozenset(("timestamp", "date", "time", "duration", "binary")),
    "text": frozenset(("duration",)),
    "binary": frozenset(("timestamp", "date", "time", "duration", "bool")),
    "timestamp": frozenset(("bool", "float", "duration", "decimal", "binary")),
    "date": frozenset(("bool", "float", "time", "duration", "decimal", "binary")),
    "time": frozenset(("bool", "float", "timestamp", "date", "duration", "decimal", "binary")),
    "duration": frozenset(("bool", "float", "timestamp", "date", "time", "decimal", "binary")),
    "decimal": frozenset(("bool", "timestamp", "date", "time", "duration", "binary")),
}
_CLOCKS = frozenset(("timestamp", "date", "time", "duration"))
_BITS = expression(r"\d+")
_EXACT_IN_FLOAT = {"16": 2**11, "32": 2**24, "64": 2**53}
_WHOLE = expression(r"-?\d{1,19}|0[xX][0-9a-fA-F]{1,16}", re.ASCII)
_NUMBER = expression(r"[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|(?i:inf(?:inity)?|nan))", re.ASCII)
_TRUTH = frozenset(("true", "false", "1", "0"))
_TIME = expression(
    r"(\d{4})-(\d\d)-(\d\d)(?:[T ](?:[01]\d|2[0-3])(?::?[0-5]\d(?::?[0-5]\d(?P<part>\.\d{1,9})?)?)?"
    r"(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
)


def family_of(kind: str) -> str:
    """Return the family of a plain type; empty where it is none."""
    return next((name for name, pattern in _FAMILIES if pattern.fullmatch(kind)), "")


def plain_cast(have: str, want: str) -> bool | None:
    """Whether every value of one plain type can be cast to another."""
    one, two = family_of(have), family_of(want)
    if have == want or one == "null" or (one == two and one in {"text", "bool"}):
        return True
    if not one or not two or (one, two) == ("binary", "text"):
        return None
    if two in {"null", "text"} or two in _NEVER[one]:
        return two == "text"
    return _loose_cast(one, two, have, want)


def _loose_cast(one: str, two: str, have: str, want: str) -> bool | None:
    if {one, two} <= {"bool", "int", "float"} and (one, two) not in {
        ("int", "int"),
        ("int", "float"),
        ("float", "int"),
    }:
        return True
    if one == "int" and two == "int":
        return True if _holds(have, want) else None
    if one == "text" and two == "binary" and not want.startswith("fixed"):
        return True
    if "int" in {one, two} and {one, two} & _CLOCKS:
        return have == _clock_int(want) if one == "int" else want == _clock_int(have)
    if one == "int" and two == "float":
        return True if int(_BITS.findall(have)[0]) < 32 and want != "float16" else None
    return None


def _clock_int(kind: str) -> str:
    """Return the integer type that a time or a day is stored as, the only one that it goes with."""
    return "int32" if kind.startswith(("date32", "time32")) else "int64"


def _holds(have: str, want: str) -> bool:
    low, high = int_range(have)
    least, most = int_range(want)
    return least <= low and high <= most


def int_range(kind: str) -> tuple[int, int]:
    """Return the smallest and the largest number of an integer type."""
    bits = int(_BITS.findall(kind)[0])
    return (0, 2**bits - 1) if kind.startswith("u") else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)


def values_cast(have: str, want: str, values: Values) -> bool | None:
    """Whether these values of a plain type can be cast, where the types alone do not say."""
    one, two = family_of(have), family_of(want)
    if one in {"int", "float"}:
        return _numbers_cast(one, two, want, values)
    if one != "text":
        return None
    if values.texts is not None:
        return _texts_cast(two, want, values.texts)
    return False if values.some and _texts_cast(two, want, values.some) is False else None


def _numbers_cast(one: str, two: str, want: str, values: Values) -> bool | None:
    low, high = values.low, values.high
    if low is None or high is None:
        return True
    if two == "int":
        if not values.is_integral:
            return False
        least, most = int_range(want)
        return least <= low and high <= most
    if one == "int" and two == "float":
        exact = _EXACT_IN_FLOAT[_BITS.findall(want)[0]]
        return -exact <= low and high <= exact
    return None


def _texts_cast(two: str, want: str, texts: frozenset[str]) -> bool | None:
    reader = _READERS.get(two)
    if reader is None:
        return None
    if two == "int" and all(map(_WHOLE.fullmatch, texts)):
        least, most = int_range(want)
        return all(least <= int(text, 0 if "x" in text.lower() else 10) <= most for text in texts)
    if not all(map(reader, texts)):
        return False
    return _times_cast(want, texts) if two == "timestamp" else True


def _times_cast(want: str, texts: frozenset[str]) -> bool | None:
    """Whether times go into a type with or without a zone, and with its unit."""
    matches = [match for match in map(_TIME.fullmatch, texts) if match is not None]
    if any((match["zone"] is not None) != ("tz=" in want) for match in matches):
        return False
    if any(match["part"] is not None for match in matches):
        return False if want.startswith("timestamp[s") else None
    return True


def _is_time(text: str) -> bool:
    match = _TIME.fullmatch(text)
    if match is None:
        return False
    try:
        date(int(match[1]) or 2000, int(match[2]), int(match[3]))
    except ValueError:
        return False
    return True


def _is_day(text: str) -> bool:
    return len(text) == 10 and _is_time(text)


_READERS: Mapping[str, Callable[[str], object]] = {
    "int": _WHOLE.fullmatch,
    "float": _NUMBER.fullmatch,
    "bool": lambda text: text.lower() in _TRUTH,
    "timestamp": _is_time,
    "date": _is_day,
}
