"""Calls markdown-it's block rules by the first character of a line, and notes where blocks begin.

markdown-it tries every rule on every line, though nearly all of them tell at the first character that it is none of
theirs. Rules and their order stay markdown-it's own (but for tables); only calls that would come to nothing are left
out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import (
    StateBlock,
    blockquote,
    code,
    fence,
    heading,
    hr,
    html_block,
    lheading,
    list_block,
    paragraph,
    reference,
)

from cardcheck.parsing.markdown.tables import table
from cardcheck.regex import expression

STARTS = "starts"
"""Where in `env` the dispatcher notes, by index of a block's first token, how far from its line's end it begins."""

UNDERLINED = "underlined"
"""Where in `env` stands whether some line may underline a heading."""

_UNDERLINE = expression(r"\n(?<!\n\n)[ \t>]*+(?:=+|-+)[ \t]*+(?:\n|\Z)")

_Rule = Callable[[StateBlock, int, int, bool], bool]

_ANYWHERE: dict[str, tuple[_Rule, ...]] = {"`": (fence,), "~": (fence,), ">": (blockquote,), "_": (hr,)}
_LISTS: dict[str, tuple[_Rule, ...]] = {
    **dict.fromkeys("-*", (hr, list_block)),
    **dict.fromkeys("+0123456789", (list_block,)),
}

# What can begin at a line with this character: at the start of a block, within text, within a list.
_BREAKING_TEXT: dict[str, tuple[_Rule, ...]] = {**_ANYWHERE, **_LISTS, "<": (html_block,), "#": (heading,)}
_BREAKING_LIST: dict[str, tuple[_Rule, ...]] = {**_ANYWHERE, **dict.fromkeys("-*", (hr,))}
_BLOCKS: dict[str, tuple[_Rule, ...]] = {**_BREAKING_TEXT, "[": (reference,)}


def _begin(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """Parse the block that begins at a line."""
    at = state.bMarks[line] + state.tShift[line]
    state.env[STARTS][len(state.tokens)] = state.eMarks[line] - at
    following = state.bMarks[line + 1] + state.tShift[line + 1]
    goes_on = following < state.eMarks[line + 1]
    if goes_on and state.src[following] in "|-:" and table(state, line, end, silent):
        return True
    if state.is_code_block(line):
        return code(state, line, end, silent)
    for rule in _BLOCKS.get(state.src[at], ()):
        if rule(state, line, end, silent):
            return True
    # Looking for the underline of a heading means going through a paragraph twice.
    if goes_on and state.env[UNDERLINED] and lheading(state, line, end, silent):
        return True
    return paragraph(state, line, end, silent)


def _breaks_paragraph(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    following = state.bMarks[line + 1] + state.tShift[line + 1]
    if following < state.eMarks[line + 1] and state.src[following] in "|-:" and table(state, line, end, silent):
        return True
    return _breaks_quote(state, line, end, silent)


def _breaks_quote(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    at = state.bMarks[line] + state.tShift[line]
    rules = _BREAKING_TEXT.get(state.src[at : at + 1])
    return rules is not None and any(rule(state, line, end, silent) for rule in rules)


def _breaks_list(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    at = state.bMarks[line] + state.tShift[line]
    rules = _BREAKING_LIST.get(state.src[at : at + 1])
    return rules is not None and any(rule(state, line, end, silent) for rule in rules)


def environment(text: str) -> dict[str, Any]:
    """Return the `env` that the dispatchers need to parse a text."""
    return {STARTS: {}, UNDERLINED: _UNDERLINE.search(text) is not None}


def install(parser: MarkdownIt) -> None:
    """Put the dispatchers in the place of a parser's block rules."""
    ruler = parser.block.ruler
    # Without an active rule of this very name, markdown-it takes no line for indented code.
    ruler.at("code", _begin)
    ruler.push("breaks_paragraph", _breaks_paragraph, {"alt": ["paragraph", "reference"]})
    ruler.push("breaks_quote", _breaks_quote, {"alt": ["blockquote"]})
    ruler.push("breaks_list", _breaks_list, {"alt": ["list"]})
    ruler.enableOnly(["code", "breaks_paragraph", "breaks_quote", "breaks_list"])
