"""What a stream for people can show: its width, colours and signs, and text made harmless for it.

In: whatever a card holds. Out: text without control characters, bidirectional overrides or anything else that
moves a cursor, hides or reorders; escapes for colour come from here and from nowhere else.
"""

import functools
import itertools
import unicodedata
from collections.abc import Callable, Iterable
from typing import NamedTuple, Self, TextIO

from cardcheck.model.finding import Severity
from cardcheck.model.run import Run
from cardcheck.regex import expression
from cardcheck.terminal.cells import crop_end, crop_middle
from cardcheck.terminal.hyperlinks import hyperlink

_NARROWEST, _READABLE = 40, 120
# A message that lists forty names still stands whole.
_LONGEST_TEXT, _LONGEST_VALUE = 2_000, 48
# Of 256 colours those that stand out from black as from white, by 4 to 1; a theme's own yellow is lost on white.
_CODES = {
    "bold": "1",
    "dim": "2",
    "underline": "4",
    "red": "31",
    "green": "38;5;28",
    "yellow": "38;5;130",
    "blue": "34",
    "cyan": "38;5;30",
}
SEVERITY_STYLES: dict[Severity, str] = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}
_QUOTED = expression(r"`([^`]+)`")
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_PLAIN = {"→": "->", "…": "...", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "·": "-", "×": "x"}
_MOST_MARKS = 3


class Piece(NamedTuple):
    """A stretch of a line in one style; `style` names codes, separated by blanks, `rule` the rule it may lead to."""

    text: str
    style: str = ""
    rule: str = ""


Line = tuple[Piece, ...]


class Glyphs(NamedTuple):
    """The signs a report draws with."""

    arrow: str
    ellipsis: str
    dot: str
    error: str
    warning: str
    info: str
    clean: str


_DRAWN = Glyphs("→", "…", "·", "✗", "!", "○", "✓")
_TYPED = Glyphs("->", "...", "-", "x", "!", "-", "+")


class Terminal(NamedTuple):
    """A stream for people; `width` is the measure that lines are set to, `docs` has the address of a rule's page.

    `docs` is None where the stream shows no links.
    """

    width: int
    color: bool
    encoding: str
    glyphs: Glyphs
    docs: Callable[[str], str] | None = None

    @classmethod
    def of(cls, run: Run, out: TextIO) -> Self:
        """Take the run's wishes and what the stream can encode."""
        encoding = getattr(out, "encoding", None) or "utf-8"
        draws = _encodes("".join(_DRAWN), encoding)
        width = min(max(run.width, _NARROWEST), _READABLE)
        docs = run.docs if run.hyperlinks else None
        return cls(width, run.color, encoding, _DRAWN if draws else _TYPED, docs)

    def clean(self, text: str) -> str:
        """Return a text with everything that is not plainly visible written out, cut where it is endless."""
        text = self._shortened(text)
        if text.isascii() and text.isprintable():
            return text
        shown = []
        marks = 0
        for char in text:
            marks = marks + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
            shown.append(_escaped(char) if marks > _MOST_MARKS else _visible(char, self.encoding))
        return "".join(shown)

    def sentence(self, text: str) -> str:
        """Return a message for people: clean, with long values cropped in the middle."""
        cropped = _QUOTED.sub(lambda match: f"`{self.value(match[1])}`", self.clean(text))
        return crop_end(cropped, _LONGEST_TEXT, self.glyphs.ellipsis)

    def value(self, text: str) -> str:
        """Return a clean value, cropped in the middle if it is long."""
        return crop_middle(text, _LONGEST_VALUE, self.glyphs.ellipsis)

    def sign(self, severity: Severity) -> Piece:
        """Return the sign of a severity, in its colour."""
        signs = {"error": self.glyphs.error, "warning": self.glyphs.warning, "info": self.glyphs.info}
        return Piece(signs[severity], SEVERITY_STYLES[severity])

    def paint(self, line: Line) -> str:
        """Return a line as the stream shall have it."""
        if not self.color:
            return "".join(piece.text for piece in line).rstrip(" ")
        stretches = itertools.groupby((piece for piece in line if piece.text), key=lambda piece: piece[1:])
        painted = (
            hyperlink(style("".join(piece.text for piece in same), names), self._page(rule))
            for (names, rule), same in stretches
        )
        return "".join(painted).rstrip(" ")

    def _page(self, rule: str) -> str:
        return self.docs(rule) if self.docs and rule else ""

    def _shortened(self, text: str) -> str:
        if len(text) <= 2 * _LONGEST_TEXT:
            return text
        return text[:_LONGEST_TEXT] + self.glyphs.ellipsis + text[-_LONGEST_TEXT:]


def style(text: str, names: str) -> str:
    """Return a text in a style, such as `bold red`."""
    if not names or not text:
        return text
    return f"\x1b[{';'.join(_CODES[name] for name in names.split())}m{text}\x1b[0m"


def emphasised(lines: Iterable[str], plain: str = "", quoted: str = "bold") -> list[Line]:
    """Style the values in backticks, across the lines of one paragraph."""
    painted: list[Line] = []
    inside = False
    for line in lines:
        pieces: list[Piece] = []
        for index, part in enumerate(line.split("`")):
            if index:
                inside = not inside
                pieces.append(Piece("`", quoted))
            pieces.append(Piece(part, quoted if inside else plain))
        painted.append(tuple(piece for piece in pieces if piece.text))
    return painted


def _encodes(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


@functools.lru_cache(maxsize=4096)
def _visible(char: str, encoding: str) -> str:
    if not char.isprintable():
        return _escaped(char)
    if _encodes(char, encoding):
        return char
    return _PLAIN.get(char) or _escaped(char)


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
