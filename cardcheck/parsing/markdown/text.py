"""Plain text of inline content: emphasis markers, images and tags dropped, code and entities kept.

Uses markdown-it's own inline parser, which has no places but all of CommonMark. Long or costly content is
stripped of its markers by a regular expression instead.
"""

from __future__ import annotations

from typing import Any

from markdown_it.common.utils import unescapeAll
from markdown_it.token import Token

from cardcheck.parsing.markdown.blocks import inline_parser
from cardcheck.regex import expression

_SPECIAL = expression(r"[\\`*_~\[\]<&!\n]")
_MARKERS = expression(r"[*`~]+|!?\[|\](?:\([^()]*+\))?|<[^<>]*+>")

# Addresses that encoding leaves as they are: nearly all, and encoding is slow.
_PLAIN_ADDRESS = expression(
    r"(?:https?://[a-z0-9-]{1,60}(?:\.[a-z0-9-]{1,60}){1,3}(?:/[A-Za-z0-9/?&=+$,_.!~*()#-]*+)?|#?[A-Za-z0-9_.-][A-Za-z0-9/=_.-]*+)"
)
_MAX_PARSED = 300
_MAX_PARSED_IN_ALL = 30_000


class PlainText:
    """Turns inline content of one body into text, with a budget for the whole body."""

    __slots__ = ("_budget", "_env")

    def __init__(self, env: dict[str, Any]) -> None:
        self._env = env
        self._budget = _MAX_PARSED_IN_ALL

    def of(self, content: str) -> str:
        """Return what a reader sees of a content; its line ends stay."""
        if _SPECIAL.search(content) is None:
            return content
        self._budget -= len(content)
        if len(content) > _MAX_PARSED or self._budget < 0:
            return unescapeAll(_MARKERS.sub("", content))
        tokens: list[Token] = []
        parser = inline_parser()
        parser.inline.parse(content, parser, self._env, tokens)
        return "".join(_shown(token) for token in tokens)


def _shown(token: Token) -> str:
    match token.type:
        case "text" | "text_special" | "code_inline":
            return token.content
        case "softbreak" | "hardbreak":
            return "\n"
        case _:
            return ""


def address(written: str) -> str:
    """Return a Markdown link's destination as a browser gets it: unescaped and percent-encoded."""
    return encoded(unescapeAll(written))


def encoded(url: str) -> str:
    """Return an address percent-encoded as Markdown does it."""
    return url if _PLAIN_ADDRESS.fullmatch(url) else inline_parser().normalizeLink(url)
