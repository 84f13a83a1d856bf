"""Where the front matter begins and ends, by the Hub's own grammar, and what is odd about its fences.

Text in, `FrontMatter` out; YAML is not looked into. The grammar is the Hub's pattern, which the client keeps
in sync (huggingface_hub `repocard.py`): optional white space, three dashes and *immediately* one line end;
the shortest body; one line end, three dashes, optional blanks, and LF, CRLF or the end of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardcheck.model.card import FenceFlaw, FrontMatter
from cardcheck.model.text import SourceText, Span
from cardcheck.parsing.loose_blocks import KEY, block_below, keys_below, known_keys, run_at, second_block
from cardcheck.regex import expression

# The server's `\s` is JavaScript's and takes U+FEFF too; Python's does not.
_OPENING = expression(r"[\s\ufeff]*?(?P<fence>---)(?:\r\n|\r|\n)")
_CLOSING = expression(r"(?:\r\n|\r|\n)(?P<fence>---)(?P<blanks>[ \t]*)(?P<end>\r\n|\n|\Z)")
_BLANKS = expression(r"[\s\ufeff]*")
_FENCE_LINE = expression(r"(?P<dashes>-{3,})(?P<rest>.*)")


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
    below = _skip_blanks(source.text, closing.end())
    index = source.line_index(below)
    second = second_block(source, index) if below == source.line_starts[index] < len(source.text) else None
    if second:
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
    keys, end = keys_below(source, index)
    if opening["dashes"] != "---":
        if keys & known_keys():
            yield FenceFlaw("long-fence", Span(*opening.span("dashes")))
        return
    if opening["rest"].strip():
        return
    if opening["rest"] and keys & known_keys():
        yield FenceFlaw("blank-after-opening", Span(*opening.span("rest")))
    if end is None:
        first = source.line_index(_skip_blanks(source.text, opening.end()))
        run = run_at(source, first) if first > index else None
        yield FenceFlaw("unclosed", Span(opening.start("dashes"), run.span.end if run else opening.end("dashes")))
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
    keys, end = keys_below(source, index - 1)
    if keys & known_keys() and KEY.match(source.text, source.line_starts[index]):
        run = run_at(source, index)
        last = source.line_span(end - 1).end if end is not None else run.span.end if run else 0
        yield FenceFlaw("unfenced", Span(source.line_starts[index], last))
        return
    block = block_below(source, index)
    if block:
        yield FenceFlaw("misplaced" if source.text.startswith("---", block.span.start) else "unfenced", block.span)


def _skip_blanks(text: str, start: int) -> int:
    match = _BLANKS.match(text, start)
    return match.end() if match else start
