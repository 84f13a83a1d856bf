"""Why a block is refused, in a form that a rule can speak about: the likely cause and an exact place.

In: the block's text and a parser's refusal. Out: a `YamlFault`. It looks at the text around the place where
the parser stopped, for a parser says what it expected and a person wants to know what to change.

Kinds beside those that the walk and the bounds give (`duplicate-key`, `unknown-tag`, `unconstructable`, `merge`,
`undefined-alias`, `second-document`, `control-character`, `too-large`, `too-deep`, `alias-expansion`):
`tab` in indentation, `tab-separator` between tokens, `colon` inside a value, `leading-indicator` at a value's
start, `dash` after a colon, `block-scalar-header`, `escape` (unknown, in double quotes), `unclosed-quote`,
`after-quote` (text behind a closed one), `unclosed-bracket`, `after-bracket`, `missing-comma`, `missing-colon`,
`missing-space` (after a colon), `missing-key`, `indentation`, `other`.
"""

import re
from typing import NamedTuple

from cardcheck.model.card import YamlFault
from cardcheck.model.text import Span
from cardcheck.parsing.yaml.compose import Refusal
from cardcheck.regex import expression


class _Cause(NamedTuple):
    kind: str
    start: int
    end: int


# What the parsers' sentences tell; `context` places are where the thing being read began.
_AT_CONTEXT = (
    (expression("scanning a block scalar"), "block-scalar-header"),
    (expression("scanning an (?:anchor|alias)|scanning a (?:tag|directive)|parsing a tag"), "leading-indicator"),
)
_SAYS = (
    (expression("found unexpected (?:end of stream|document separator)"), "unclosed-quote"),
    (expression("unknown escape character|expected escape sequence"), "escape"),
    (expression("undefined tag handle"), "unknown-tag"),
    (expression("duplicate anchor"), "other"),
    (expression("another document"), "second-document"),
    (expression("whitespace character is expected after the key-value separator"), "missing-space"),
)
_COLON_MISSED = expression("could not find expected ':'|could not find ':'|colon is missed|multiline key")
_FLOW = expression("parsing a flow (?:sequence|mapping)")
_DOCUMENT_END = expression(r"^\.\.\.(?=[ \t\r\n])", re.MULTILINE)
_UNSPACED = expression(r"[ \t\-]*(?:[\w-]+|\"[^\"\r\n]*\"|'[^'\r\n]*'):(?=[^ \t\r\n/])")
_BLANKS = expression(r"[ \t]*")
_TABS = expression(r"\t+")
_WORD = expression(r"[^ \t\r\n]+")
_KEY_BEFORE = expression(r":[ \t]|^[ \t]*[^ \t\r\n#].*?:[ \t]")
_AT_VALUE = expression(r"(?:^|:[ \t]|-[ \t]|[\[{,])[ \t]*\Z|^[ \t]*\Z")


def fault_of(block: str, span: Span, refusal: Refusal) -> YamlFault:
    """Return the fault that a refusal stands for; its place lies inside `span`."""
    cause = _cause(block, refusal)
    size = span.end - span.start
    start = max(min(cause.start, size - 1), 0)
    end = min(max(cause.end, start + 1), size)
    place = Span(span.start + start, span.start + max(start, end))
    return YamlFault(cause.kind, refusal.message, place, refusal.exception)


def _cause(block: str, refusal: Refusal) -> _Cause:
    index = min(refusal.index, len(block))
    if refusal.kind == "block-scalar-header":
        return _Cause(refusal.kind, *_word(block, index))
    if refusal.kind is not None:
        return _Cause(refusal.kind, index, refusal.end or index + 1)
    return _said(block, refusal) or _tab(block, index) or _seen(block, refusal, index)


def _said(block: str, refusal: Refusal) -> _Cause | None:
    """Return the cause that the parser's sentence names."""
    for pattern, kind in _SAYS:
        if pattern.search(refusal.message):
            place = refusal.context_index if kind == "unclosed-quote" else refusal.index
            return _Cause(kind, place, place + 1)
    for pattern, kind in _AT_CONTEXT:
        if pattern.search(refusal.context):
            return _Cause(kind, *_word(block, refusal.context_index))
    if "expected '<document start>'" in refusal.message and _DOCUMENT_END.search(block, 0, refusal.index):
        return _Cause("second-document", *_word(block, refusal.index))
    return None


def _seen(block: str, refusal: Refusal, index: int) -> _Cause:
    """Return the cause that the text shows."""
    if _COLON_MISSED.search(refusal.message):
        return _missed_colon(block, refusal)
    if "missed comma" in refusal.message or _FLOW.search(refusal.context):
        return _in_flow(block, refusal)
    return _look(block, index)


def _word(block: str, index: int) -> tuple[int, int]:
    match = _WORD.match(block, index)
    return (index, match.end()) if match else (index, index + 1)


def _line_start(block: str, index: int) -> int:
    return max(block.rfind("\n", 0, index), block.rfind("\r", 0, index)) + 1


def _tab(block: str, index: int) -> _Cause | None:
    """Return the tab at the place or in the blanks before it."""
    begin = index
    while begin > 0 and block[begin - 1] in " \t":
        begin -= 1
    blanks = _BLANKS.match(block, begin)
    match = _TABS.search(block, begin, max(blanks.end() if blanks else index, index + 1))
    if match is None:
        return None
    is_indentation = not block[_line_start(block, match.start()) : match.start()].strip(" \t")
    return _Cause("tab" if is_indentation else "tab-separator", *match.span())


def _missed_colon(block: str, refusal: Refusal) -> _Cause:
    """Return the line that should be an entry and has no colon."""
    start = refusal.context_index
    if block[start : start + 1] in {"'", '"'}:
        closing = block.find(block[start], start + 1)
        if closing < 0 or "\n" in block[start:closing]:
            return _Cause("unclosed-quote", start, start + 1)
    line_end = min((at for at in (block.find("\n", start), block.find("\r", start)) if at >= 0), default=len(block))
    return _Cause("missing-colon", start, start + max(len(block[start:line_end].rstrip()), 1))


def _in_flow(block: str, refusal: Refusal) -> _Cause:
    """Return where a flow collection goes wrong: its opening where it is never closed on its line."""
    start, index = refusal.context_index, refusal.index
    found = _look(block, index)
    if found.kind in {"after-quote", "leading-indicator"} and "\n" not in block[start:index]:
        return found
    is_elsewhere = "\n" in block[start:index] or not block[index:].strip()
    return _Cause("unclosed-bracket", start, start + 1) if is_elsewhere else _Cause("missing-comma", index, index + 1)


def _look(block: str, index: int) -> _Cause:
    """Tell from the text alone why reading stops at a place."""
    here = block[index : index + 1]
    before = block[_line_start(block, index) : index]
    trimmed = before.rstrip(" \t")
    if here == ":":
        return _at_colon(block, index, before)
    if here in {"@", "`", "%"} or (here and here in "&*!|>,]}" and _AT_VALUE.search(before)):
        return _Cause("leading-indicator", index, index + 1)
    if not trimmed and here in {"'", '"'} and (unspaced := _UNSPACED.match(block, index)):
        return _Cause("missing-space", unspaced.end(), unspaced.end() + 1)
    kind = "other" if trimmed else "indentation"
    if here == "-" and trimmed.endswith(":"):
        kind = "dash"
    elif trimmed.endswith(("'", '"')):
        kind = "after-quote"
    elif trimmed.endswith(("]", "}")) or here in {"]", "}"}:
        kind = "after-bracket"
    return _Cause(kind, *_word(block, index))


def _at_colon(block: str, index: int, before: str) -> _Cause:
    if not before.strip(" \t"):
        return _Cause("missing-key", index, index + 1)
    if _KEY_BEFORE.search(before):
        return _Cause("colon", index, index + 1)
    # A line without a blank after its colon is text that runs on into this one.
    line = _line_start(block, max(_line_start(block, index) - 1, 0))
    if unspaced := _UNSPACED.match(block, line):
        return _Cause("missing-space", unspaced.end(), unspaced.end() + 1)
    return _Cause("indentation", index - len(before.lstrip(" \t")), index)
