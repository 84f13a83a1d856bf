"""Where the front matter begins and ends, by the Hub's own grammar, and what is odd about its fences.

Text in, `FrontMatter` out; YAML is not looked into. The grammar is the Hub's pattern, which the client keeps
in sync (huggingface_hub `repocard.py`): optional white space, three dashes and *immediately* one line end;
the shortest body; one line end, three dashes, optional blanks, and LF, CRLF or the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck import resources
from cardcheck.model.card import FenceFlaw, FrontMatter
from cardcheck.model.text import SourceText, Span

# The server's `\s` is JavaScript's and takes U+FEFF too; Python's does not.
_OPENING = re.compile(r"[\s\ufeff]*?(?P<fence>---)(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?:\r\n|\r|\n)(?P<fence>---)(?P<blanks>[ \t]*)(?P<end>\r\n|\n|\Z)")
_BLANKS = re.compile(r"[\s\ufeff]*")
_KEY = re.compile(r"(?P<name>[A-Za-z_][\w-]*)[ \t]*:(?=[ \t\r\n]|\Z)")
_FENCE_LINE = re.compile(r"(?P<dashes>-{3,})(?P<rest>.*)")


def find_front_matter(source: SourceText) -> FrontMatter:
    """Find the block the Hub reads, or the reason why it reads none."""
    text = source.text
    opening = _OPENING.match(text)
    # The closing pattern begins with a line end of its own, so `---` right under `---` closes nothing.
    closing = _CLOSING.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return FrontMatter(None, None, tuple(_unread(source)), 0)
    span = Span(opening.start("fence"), closing.end("fence"))
    content = Span(opening.end(), closing.start())
    flaws = tuple(_read_with_flaws(source, span, content, closing))
    return FrontMatter(span, content, flaws, closing.end())


def _read_with_flaws(source: SourceText, span: Span, content: Span, closing: re.Match[str]) -> Iterator[FenceFlaw]:
    """Yield what some reader of a block that the Hub reads may stumble over."""
    if source.has_bom:
        yield FenceFlaw("bom-before", Span(0, 0))
    if span.start:
        yield FenceFlaw("blank-before", Span(0, span.start))
    if closing["blanks"]:
        yield FenceFlaw("blank-after-closing", Span(*closing.span("blanks")))
    first = source.line_span_at(content.start)
    if source.slice(first).rstrip(" \t") == "---":
        yield FenceFlaw("swallowed-body", first)
    second = _block_at(source, source.line_index(_skip_blanks(source.text, closing.end())))
    if second and second.keys & _known_keys():
        yield FenceFlaw("doubled", second.span)


def _unread(source: SourceText) -> Iterator[FenceFlaw]:
    """Yield why a card that seems to have front matter has none for the Hub."""
    text = source.text
    start = _skip_blanks(text, 0)
    if start == len(text):
        return
    index = source.line_index(start)
    if start != source.line_starts[index]:
        return
    line = source.line_span(index)
    fence = _FENCE_LINE.fullmatch(text, line.start, line.end)
    if fence is None:
        yield from _without_fence(source, index)
    elif "\r" in text and "\n" not in text:
        yield FenceFlaw("lone-cr", line)
    else:
        yield from _bad_fence(source, index, fence)


def _bad_fence(source: SourceText, index: int, opening: re.Match[str]) -> Iterator[FenceFlaw]:
    """Yield what is wrong with a block whose first line is a fence of some kind."""
    keys, end = _keys_below(source, index)
    if opening["dashes"] != "---":
        if keys & _known_keys():
            yield FenceFlaw("long-fence", Span(*opening.span("dashes")))
        return
    if opening["rest"].strip():
        return
    if opening["rest"] and keys & _known_keys():
        yield FenceFlaw("blank-after-opening", Span(*opening.span("rest")))
    if end is None:
        yield FenceFlaw("unclosed", Span(*opening.span("dashes")))
        return
    closing = source.line_span(end)
    written = source.slice(closing)
    if written == "...":
        yield FenceFlaw("dots-end", closing)
    elif written.rstrip(" \t") != "---":
        yield FenceFlaw("text-on-closing", closing)
    elif end == index + 1:
        yield FenceFlaw("empty-block", closing)


def _without_fence(source: SourceText, index: int) -> Iterator[FenceFlaw]:
    """Yield where metadata stands in a card that opens with something else than a fence."""
    known = _known_keys()
    keys, end = _keys_below(source, index - 1)
    if keys & known and _KEY.match(source.text, source.line_starts[index]):
        last = end if end is not None else _last_key_line(source, index) + 1
        yield FenceFlaw("unfenced", Span(source.line_starts[index], source.line_span(last - 1).end))
        return
    for below in range(index + 1, min(len(source.line_starts), index + 200)):
        block = _block_at(source, below)
        if block and block.keys & known:
            yield FenceFlaw("misplaced", block.span)
            return


class _Block(NamedTuple):
    """Lines that look like front matter: span with both fences, and the top-level keys inside."""

    span: Span
    keys: frozenset[str]


def _block_at(source: SourceText, index: int) -> _Block | None:
    """Return the complete fenced block of keys that begins at a line (from 0)."""
    if index >= len(source.line_starts):
        return None
    line = source.line_span(index)
    if source.slice(line).rstrip(" \t") != "---":
        return None
    keys, end = _keys_below(source, index)
    if end is None or not source.slice(source.line_span(end)).startswith("---"):
        return None
    return _Block(Span(line.start, source.line_span(end).end), keys)


def _keys_below(source: SourceText, index: int) -> tuple[frozenset[str], int | None]:
    """Return the top-level keys on the lines below one, and the line that ends them like a fence.

    The lines must look like YAML: keys, list items, indented lines, comments, blanks; anything else ends
    the search without a fence.
    """
    keys: set[str] = set()
    for below in range(index + 1, len(source.line_starts)):
        line = source.slice(source.line_span(below))
        if line.startswith("---") or line == "...":
            return frozenset(keys), below
        key = _KEY.match(line)
        if key:
            keys.add(key["name"])
        elif line.strip() and line[0] not in " \t-" and not (line[0] == "#" and keys):
            # After the first key `# …` may be a comment; before it, it is the card's title.
            return frozenset(keys), None
    return frozenset(keys), None


def _last_key_line(source: SourceText, index: int) -> int:
    """Return the last line (from 0) of a run of YAML-like lines that has no fence below."""
    last = index
    for below in range(index, len(source.line_starts)):
        line = source.slice(source.line_span(below))
        if not line.strip():
            break
        if not _KEY.match(line) and line[0] not in " \t-":
            break
        last = below
    return last


def _skip_blanks(text: str, start: int) -> int:
    match = _BLANKS.match(text, start)
    return match.end() if match else start


def _known_keys() -> frozenset[str]:
    return frozenset(resources.vocabulary("card-keys"))
