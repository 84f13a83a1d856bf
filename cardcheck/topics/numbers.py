"""Numbers as people write them: lower-case text in, numbers out, each with the true values that it may stand for.

`630.709`, `35'623`, `1 234`, `12,34,567`, `14M`, `12万`, `2 million`, `~1,000`, `10K+`, `4.19 MB`, in digits of any
script. What is counted is not asked; years, versions, percentages and parts of other words are told apart, so that
nobody takes them for counts.
"""

import functools
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from cardcheck import resources
from cardcheck.regex import expression

Kind = Literal["count", "bytes", "share", "year", "other"]

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
_BLANK = " \u00a0\u2009\u202f"
_NUMBER = expression(
    rf"(?:(?<![\w.,:/\\^#$€£¥@=&'’-])|(?<=[{_CJK}])|(?<=[*_][*_]))"
    rf"(?:(?P<whole>\d{{1,3}}(?:(?P<mark>[.,'’，٬_{_BLANK}])\d{{3}}(?:(?P=mark)\d{{3}})*+|(?:,\d{{2}}(?=,))++,\d{{3}})(?P<part>[.,٫]\d++)?)"
    rf"|(?P<plain>\d++)(?P<fraction>[.,٫．]\d++)?)"
    r"(?!\d|[.,:/٫]\d|['’]\d)"
)
_INSIDE = expression(rf"[^\W\d_{_CJK}]|_\w|[-–—]\s?\w|/\d|[.,]\d|×|\^|°|\s?[x×*]\s?\d|\s[-–—]\s?[~≈]?\d")
_WORD = expression(r"[^\W\d_]++(?:\.(?!\s|\Z))?+")
_BEFORE = expression(r"([^\s\d(\[|]+(?:\s[^\s\d(\[|]+)?)\s*\Z")
_YEARS = range(1800, 2101)
_CLOSE, _LOOSE, _HALF = 0.05, 0.1, 0.5
_LONGEST = 18
_WAY_BACK = 40


class Number(NamedTuple):
    """A number in a text: where it stands with its unit and the words that round it, and what it may stand for.

    `low` and `high` bound the true values of which it can be a rounding; where they are equal it is exact.
    """

    start: int
    end: int
    kind: Kind
    value: float
    low: float
    high: float

    def allows(self, count: float) -> bool:
        """Whether the number can stand for a count."""
        return self.low <= count <= self.high


class _Words(NamedTuple):
    times: dict[str, float]
    bytes: dict[str, int]
    unit: re.Pattern[str]
    about: frozenset[str]
    least: frozenset[str]
    most: frozenset[str]
    more: re.Pattern[str]
    shares: re.Pattern[str]
    years: frozenset[str]
    versions: frozenset[str]


def find_numbers(text: str, start: int = 0, end: int | None = None) -> Iterator[Number]:
    """Yield the numbers of a lower-case text, or of a stretch of it, in order."""
    for match in _NUMBER.finditer(text, start, len(text) if end is None else end):
        yield _read(text, match)


def number_in(text: str) -> Number | None:
    """Return the number that a short text is, with nothing beside it but marks and a share in brackets."""
    stripped = text.strip(" \t*_`").lower()
    found = next(find_numbers(stripped), None)
    if found is None or found.start:
        return None
    rest = stripped[found.end :].strip(" *_")
    is_alone = not rest or (rest[0] in "([（" and rest[-1] in ")]）" and len(rest) < _WAY_BACK and "%" in rest)
    return found if is_alone else None


def _read(text: str, match: re.Match[str]) -> Number:
    """Tell what a run of digits means together with what stands around it."""
    words = _words()
    start, end = match.span()
    grouped = match["whole"] is not None
    unit = words.unit.match(text, end)
    name = unit["unit"] if unit else ""
    value, step = _value(match, is_decimal=bool(name) and match["mark"] == ".")
    if value is None:
        return Number(start, end, "other", 0, 0, 0)
    begun, mark = _mark_before(text, start, words)
    if name in words.bytes:
        end = unit.end() if unit else end
        return _sized(begun, end, (value, step), words.bytes[name], mark)
    if name:
        end = unit.end() if unit else end
        value, step = value * words.times[name], step * words.times[name]
    share = words.shares.match(text, end)
    if share:
        return Number(begun, share.end(), "share", value, value, value)
    more = words.more.match(text, end)
    if more:
        end, mark = more.end(), "least"
    is_measure = value != value // 1 or ((match["part"] or match["fraction"]) and not name)
    if _INSIDE.match(text, end) or mark == "version" or is_measure:
        return Number(start, end, "other", value, value, value)
    is_bare = not grouped and not name and match["fraction"] is None
    if is_bare and value in _YEARS and _is_year(text, start, end, mark):
        return Number(start, end, "year", value, value, value)
    low, high = _bounds(value, step if name else 0, mark)
    return Number(begun, end, "count", value, low, high)


def _value(match: re.Match[str], *, is_decimal: bool) -> tuple[float | None, float]:
    """Return a number's value and the size of its last digit; a group can be a fraction before a unit."""
    whole, plain = match["whole"], match["plain"]
    if len(whole or plain) > _LONGEST:
        return None, 0
    if whole is None:
        fraction = match["fraction"] or ""
        if not fraction:
            return int(plain), 1
        return float(f"{int(plain)}.{_digits(fraction)}"), 10.0 ** -(len(fraction) - 1)
    part = match["part"] or ""
    groups = re.findall(r"\d+", whole[: len(whole) - len(part)])
    is_fraction = len(groups) == 2 and match["mark"] in {".", ","} and (is_decimal or int(groups[0]) == 0)
    if is_fraction and not part:
        return float(f"{int(groups[0])}.{_digits(groups[1])}"), 10.0 ** -len(groups[1])
    count = int("".join(groups))
    return (float(f"{count}.{_digits(part)}"), 10.0 ** -(len(part) - 1)) if part else (count, 1)


def _digits(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdigit())


def _mark_before(text: str, start: int, words: _Words) -> tuple[int, str]:
    """Return where the words begin that make a number a rough one, and which way they do."""
    begun = max(0, start - _WAY_BACK)
    before = _BEFORE.search(text[begun:start].rpartition("\n")[2])
    if before is None:
        return start, ""
    line = start - len(text[begun:start].rpartition("\n")[2])
    whole = before[1].lstrip("*_(\"'“‘")
    for said in (whole, whole.rpartition(" ")[2].lstrip("*_(\"'“‘"), whole[-2:], whole[-1:]):
        kind = _kind_of_mark(said, words)
        if kind and said and (len(said) > 1 or not said.isalpha() or said == whole or ord(said) > 0x2E80):
            at = line + before.end(1) - len(said)
            return (start if kind in {"version", "year"} else at), kind
    return start, ""


def _kind_of_mark(said: str, words: _Words) -> str:
    for kind in ("about", "least", "most"):
        if said in getattr(words, kind):
            return kind
    if said in words.years:
        return "year"
    return "version" if said in words.versions else ""


def _is_year(text: str, start: int, end: int, mark: str) -> bool:
    if mark:
        return mark == "year"
    following = _WORD.match(text, end + 1) if text[end : end + 1] == " " else None
    before = text[:start].rstrip()[-1:] if start else ""
    return following is None and before not in {"", "|", ":"} and text[end : end + 1] not in {"", "|"}


def _bounds(value: float, step: float, mark: str) -> tuple[float, float]:
    """Return what a count can be rounded from: to its zeros, to the last digit before a unit, or roughly."""
    unit = step
    if not unit:
        unit, rest = 1.0, int(value)
        while rest and rest % 10 == 0:
            unit, rest = unit * 10, rest // 10
    if mark == "least":
        return value * (1 - _CLOSE), float("inf")
    if mark == "most":
        return 0, value * (1 + _CLOSE)
    if mark == "about":
        return value - max(unit * _HALF, value * _LOOSE), value + max(unit, value * _LOOSE)
    if step:
        return value - unit * _HALF, value + unit
    slack = min(unit * _HALF, value * _CLOSE) if unit >= 100 else 0
    return value - slack, value + slack


def _sized(start: int, end: int, written: tuple[float, float], power: int, mark: str) -> Number:
    """Return a size in bytes; what is written MB may be of 1000 or of 1024."""
    value, step = written
    slack = max(step, value * _LOOSE) if mark == "about" else step
    factors = (1024**-power,) if power < 0 else (1000**power, 1024**power)
    low, high = (value - slack) * factors[0], (value + slack) * factors[-1]
    if mark in {"least", "most"}:
        low, high = (low, float("inf")) if mark == "least" else (0, high)
    return Number(start, end, "bytes", value * factors[0], low, high)


@functools.cache
def _words() -> _Words:
    """Read the list of words once."""
    whole = resources.vocabulary_file("number-words")
    times, sizes = whole["values"], whole["bytes"]
    spelt = sorted((*times, *sizes), key=len, reverse=True)
    latin = [re.escape(word) for word in spelt if not _is_cjk(word)]
    unspaced = [re.escape(word) for word in spelt if _is_cjk(word)]
    # `5 m` is a length, `5m` may be a count.
    close = "|".join(word for word in latin if len(word) == 1)
    apart = "|".join(word for word in latin if len(word) > 1)
    unit = expression(
        rf"[{_BLANK}]?(?P<unit>{'|'.join(unspaced)}|(?:{apart})(?![^\W_]|[-/]\w)|(?<=\d)(?:{close})(?![\w'’/-]))"
    )
    after = "|".join(re.escape(word) for word in sorted(whole["at least after"], key=len, reverse=True))
    shares = "|".join(re.escape(word) for word in sorted(whole["shares"], key=len, reverse=True))
    return _Words(
        times=times,
        bytes=sizes,
        unit=unit,
        about=frozenset(whole["about"]),
        least=frozenset(whole["at least"]),
        most=frozenset(whole["at most"]),
        more=expression(rf"[{_BLANK}]?(?:{after})(?![^\W_{_CJK}])"),
        shares=expression(rf"[{_BLANK}]?(?:{shares})"),
        years=frozenset(whole["years after"]),
        versions=frozenset(whole["versions after"]),
    )


def _is_cjk(word: str) -> bool:
    return re.search(f"[{_CJK}]", word) is not None
