"""What a plain scalar's text means: two value tables, PyYAML's (YAML 1.1) and js-yaml's.

In: text. Out: plain Python values, one for each dialect. Nothing here knows of places or nodes.
"""

import math
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

from yaml.constructor import SafeConstructor
from yaml.error import MarkedYAMLError
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from cardcheck.regex import expression

TAG_PREFIX = "tag:yaml.org,2002:"
# First characters, letters apart, that an implicit resolver of either dialect knows; js-yaml's are among PyYAML's.
TYPED_STARTS = frozenset(first for first in Resolver.yaml_implicit_resolvers if first and not first.isalpha())
# Words that are more than text in either dialect.
TYPED_WORDS = frozenset(
    spelling
    for word in ("yes", "no", "on", "off", "true", "false", "null")
    for spelling in (word, word.title(), word.upper())
)
# A base-60 number costs time that grows with the square of its length.
_MAX_BASE_60 = 4_000

_INTEGER = expression(r"[-+]?(?:0b[01]+|0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+)\Z")
_FLOAT = expression(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|(?<![-+])\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
_INFINITY = expression(r"([-+]?)\.(?:inf|Inf|INF)\Z")
_NAN = expression(r"\.(?:nan|NaN|NAN)\Z")
_DATE = expression(r"([0-9]{4})-([0-9]{2})-([0-9]{2})\Z")
_TIMESTAMP = expression(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?"
    r"(?:[ \t]*(?:Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?\Z"
)
_WORDS: dict[str, bool | None] = {"~": None}
for _word, _meaning in (("null", None), ("true", True), ("false", False)):
    _WORDS |= dict.fromkeys((_word, _word.title(), _word.upper()), _meaning)

_resolver = Resolver()
_constructor = SafeConstructor()


class ScalarFault(NamedTuple):
    """Why a dialect cannot make a value of a scalar."""

    kind: str
    message: str


class PlainValues(NamedTuple):
    """One plain scalar in both dialects.

    `is_one` tells that one object serves both, `differ` that the values are not the same (a date and the
    JavaScript Date of that day are the same, though not one); `fault` is set where PyYAML cannot build its value.
    """

    client: Any
    hub: Any
    is_one: bool
    differ: bool
    fault: ScalarFault | None = None


def plain_values(text: str) -> PlainValues:
    """Return what both dialects read in a plain scalar."""
    return _remembered(text) if len(text) < 40 else _resolved(text)


def _resolved(text: str) -> PlainValues:
    if not text:
        return PlainValues(None, None, is_one=True, differ=False)
    if text[0] not in TYPED_STARTS and text not in TYPED_WORDS:
        return PlainValues(text, text, is_one=True, differ=False)
    tag: str = _resolver.resolve(ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    client = client_scalar(tag, text)
    hub = hub_plain(text)
    if isinstance(client, ScalarFault):
        return PlainValues(None, hub, is_one=False, differ=True, fault=client)
    is_same = same(client, hub)
    is_one = is_same and type(client) is type(hub) and not isinstance(client, datetime)
    return PlainValues(client, hub, is_one, not is_same)


_remembered = lru_cache(maxsize=8192)(_resolved)


def client_scalar(tag: str, text: str) -> Any:
    """Build the value of a scalar as PyYAML's SafeLoader does; a `ScalarFault` where it cannot."""
    if len(text) > _MAX_BASE_60 and ":" in text and tag in {TAG_PREFIX + "int", TAG_PREFIX + "float"}:
        return ScalarFault("too-large", "the number is too long to be read")
    build = SafeConstructor.yaml_constructors.get(tag)
    if build is None:
        message = f"could not determine a constructor for the tag {tag!r}"
        return ScalarFault("unconstructable" if tag.startswith(TAG_PREFIX) else "unknown-tag", message)
    try:
        return build(_constructor, ScalarNode(tag, text))
    except MarkedYAMLError as error:
        return ScalarFault("unconstructable", str(error.problem))
    except (ValueError, LookupError, TypeError, AttributeError, ArithmeticError) as error:
        return ScalarFault("unconstructable", f"{type(error).__name__}: {error}")


def same(client: Any, hub: Any) -> bool:
    """Whether two scalars are the same value: kind and content, dates by the moment they stand for."""
    if isinstance(client, bool) or isinstance(hub, bool) or client is None or hub is None:
        return client is hub
    if isinstance(client, int | float):
        if not isinstance(hub, int | float):
            return False
        return client == hub or (client != client and hub != hub)  # noqa: PLR0124 - nan
    if isinstance(client, date):
        return isinstance(hub, datetime) and _moment(client) == hub
    return type(client) is type(hub) and bool(client == hub)


def _moment(value: date) -> datetime:
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    try:
        moment = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except OverflowError:
        return value
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def hub_plain(text: str) -> Any:
    """Return what js-yaml's default schema reads in a plain scalar that is not empty."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        number = hub_number(text)
        if number is not None:
            return number
        moment = hub_timestamp(text)
        if moment is not None:
            return moment
    return text


def hub_number(text: str) -> int | float | None:
    """Return the double that js-yaml reads, an int where that says the same; None where it sees no number."""
    whole = hub_integer(text)
    return hub_float(text) if whole is None else whole


def hub_integer(text: str) -> int | float | None:
    """Return what js-yaml's integer type reads, None where it does not match."""
    if not _INTEGER.match(text):
        return None
    digits = text.lstrip("+-")
    base = {"0b": 2, "0x": 16, "0o": 8}.get(digits[:2], 10)
    double = _double(digits, base)
    if not math.isfinite(double):
        return None
    # Python refuses to read thousands of digits, zeros in front included.
    exact = int((digits if base == 10 else digits[2:]).lstrip("0") or "0", base)
    number: int | float = exact if int(double) == exact else double
    return -number if text[0] == "-" else number


def _double(digits: str, base: int) -> float:
    if base == 10:
        return float(digits)
    try:
        return float(int(digits[2:], base))
    except OverflowError:
        return math.inf


def hub_float(text: str) -> int | float | None:
    """Return what js-yaml's float type reads, None where it does not match."""
    if match := _INFINITY.match(text):
        return -math.inf if match[1] == "-" else math.inf
    if _NAN.match(text):
        return math.nan
    if not _FLOAT.match(text):
        return None
    number = float(text)
    if not math.isfinite(number):
        return None
    if number.is_integer() and abs(number) <= 2**53 and (number or math.copysign(1, number) > 0):
        return int(number)
    return number


def hub_timestamp(text: str) -> datetime | str | None:
    """Return the moment js-yaml reads; days and hours overflow as in a JavaScript Date. None: no timestamp.

    A year that Python's `datetime` cannot hold is given as text.
    """
    if match := _DATE.match(text):
        hour = minute = second = millisecond = shift = 0
    elif match := _TIMESTAMP.match(text):
        hour, minute, second = (int(match[group]) for group in (4, 5, 6))
        millisecond = int((match[7] or "")[:3].ljust(3, "0"))
        shift = int(match[9] or 0) * 60 + int(match[10] or 0)
        shift = -shift if match[8] == "-" else shift
    else:
        return None
    year, month = int(match[1]), int(match[2]) - 1
    year = (year + 1900 if year < 100 else year) + month // 12
    try:
        return datetime(year, month % 12 + 1, 1, tzinfo=UTC) + timedelta(
            days=int(match[3]) - 1, hours=hour, minutes=minute - shift, seconds=second, milliseconds=millisecond
        )
    except (ValueError, OverflowError):
        return text
