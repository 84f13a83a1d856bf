"""The block structure of a body: markdown-it's tokens in, blocks with exact places out.

markdown-it tells only the lines of a block; at which column one begins is noted while it parses.
Inline content is not parsed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from cardcheck.model.text import Span
from cardcheck.parsing.markdown.lines import TRIMMED, Content, Lines, content_of
from cardcheck.parsing.markdown.rules import STARTS, environment, install

_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "fence": "fence",
    "code_block": "code",
    "html_block": "html",
    "table": "table",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "list_item",
    "blockquote_open": "quote",
    "hr": "rule",
    "definition": "definition",
}


class _Permissive(MarkdownIt):
    """CommonMark as it is written: markdown-it by itself takes `file:` and `javascript:` links for plain text."""

    def validateLink(self, url: str) -> bool:  # noqa: N802
        """Accept every link; where it leads is for checks to judge."""
        del url
        return True


@cache
def block_parser() -> MarkdownIt:
    """Return the parser of blocks, made once."""
    parser = _Permissive("commonmark", {"inline_definitions": True})
    parser.core.ruler.enableOnly(["block"])
    install(parser)
    return parser


@cache
def inline_parser() -> MarkdownIt:
    """Return the parser of inline content, made once."""
    return _Permissive("commonmark").enable("strikethrough")


@dataclass(slots=True)
class Piece:
    """One block as parsed: its kind, place and lines, and what markdown-it knows of it.

    `content` is a paragraph's or heading's text with its way back to the source; None for other kinds, and for the
    few whose text could not be laid over the source (`is_lost`).
    """

    kind: str
    depth: int
    span: Span
    first: int
    stop: int
    token: Token
    content: Content | None = None
    is_lost: bool = False


@dataclass(slots=True)
class Outline:
    """The blocks of a body in the order in which they begin, and its link definitions by label."""

    lines: Lines
    pieces: list[Piece] = field(default_factory=list)
    env: dict[str, Any] = field(default_factory=dict)


def read_outline(lines: Lines) -> Outline:
    """Parse the blocks of the text that `lines` covers."""
    text = lines.normalised()
    env = environment(text)
    tokens = block_parser().parse(text, env)
    return Outline(lines, list(_pieces(tokens, lines, env[STARTS])), env)


def _pieces(tokens: list[Token], lines: Lines, starts: dict[int, int]) -> Iterator[Piece]:
    blank = " \t"
    quoted_until = 0
    for index, token in enumerate(tokens):
        kind = _KINDS.get(token.type)
        if kind is None or token.map is None:
            continue
        first, stop = token.map
        # An item is no block of its own to markdown-it; the first one begins where its list does.
        from_end = starts.get(index, starts.get(index - 1) if kind == "list_item" else None)
        start = lines.after_prefix(first) if from_end is None else lines.ends[first] - from_end
        if kind == "paragraph":
            content = content_of(lines, tokens[index + 1].content, first, stop)
            if content is not None and content.text:
                yield Piece(kind, token.level, content.span(0, len(content.text)), first, stop, token, content)
                continue
        if first >= quoted_until:
            blank = " \t"
        if kind == "quote" and stop > quoted_until:
            quoted_until, blank = stop, " \t>"
        end = lines.end_of(lines.last_filled(first, stop - 1, blank))
        piece = Piece(kind, token.level, Span(start, max(start, end)), first, stop, token)
        if kind == "heading":
            _lay_heading(piece, tokens[index + 1].content, lines)
        piece.is_lost = kind in {"paragraph", "heading"} and piece.content is None and tokens[index + 1].content != ""
        yield piece


def _lay_heading(piece: Piece, text: str, lines: Lines) -> None:
    if not piece.token.markup.startswith("#"):
        piece.content = content_of(lines, text, piece.first, piece.stop - 1)
        return
    start = piece.span.start + len(piece.token.markup)
    line = lines.text[start : lines.ends[piece.first]]
    start += len(line) - len(line.lstrip(TRIMMED))
    if lines.text[start : start + len(text)].replace("\0", "\ufffd") == text:
        piece.content = Content(text, (0,), (start,))


def fence_lines(token: Token) -> tuple[int, bool]:
    """Return how many lines a fence holds, and whether it is closed."""
    held = token.content.count("\n") + (token.content[-1:] not in {"", "\n"})
    first, stop = token.map or (0, 0)
    return held, stop - first - 1 > held
