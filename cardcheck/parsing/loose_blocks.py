"""Metadata that stands where no reader looks: lines of a card in, blocks that look like front matter out.

YAML is not looked into; a line counts by its form alone. Every search goes down the card once.
"""

import functools
from typing import NamedTuple

from cardcheck import resources
from cardcheck.model.text import SourceText, Span
from cardcheck.regex import expression

KEY = expression(r"(?P<name>[A-Za-z_][\w-]*)[ \t]*:(?=[ \t\r\n]|\Z)")
_ITEM_OR_NESTED = expression(r"[ \t]|-(?:[ \t]|\Z)")
_CODE_FENCE = expression(r"[ ]{0,3}(?P<mark>```|~~~)")
# How far below the top a block is looked for: text of any length may stand above it, but not half a book.
_REACH = 400


class Block(NamedTuple):
    """Lines that look like front matter, with the fences they have, and their top-level keys."""

    span: Span
    keys: frozenset[str]


@functools.cache
def known_keys() -> frozenset[str]:
    """Return the keys that a card may have, and the old names that meant nothing else."""
    old = resources.vocabulary("deprecated-keys").items()
    return frozenset(resources.vocabulary("card-keys")) | {key for key, facts in old if facts["status"] == "refused"}


def block_at(source: SourceText, index: int) -> Block | None:
    """Return the complete fenced block of keys that begins at a line (from 0)."""
    if not _is_fence(source, index):
        return None
    keys, end = keys_below(source, index)
    if end is None or not _line(source, end).startswith("---"):
        return None
    return Block(Span(source.line_starts[index], source.line_span(end).end), keys)


def keys_below(source: SourceText, index: int) -> tuple[frozenset[str], int | None]:
    """Return the top-level keys on the lines below one, and the line that ends them like a fence.

    The lines must look like YAML: keys, list items, indented lines, comments, blanks; anything else ends
    the search without a fence.
    """
    keys: set[str] = set()
    for below in range(index + 1, len(source.line_starts)):
        line = _line(source, below)
        if line.startswith("---") or line == "...":
            return frozenset(keys), below
        key = KEY.match(line)
        if key:
            keys.add(key["name"])
        elif line.strip() and line[0] not in " \t-" and not (line[0] == "#" and keys):
            # After the first key `# …` may be a comment; before it, it is the card's title.
            return frozenset(keys), None
    return frozenset(keys), None


def run_at(source: SourceText, index: int) -> Block | None:
    """Return the run of keys with their values that begins at a line, whatever follows it.

    A blank line ends it unless a key of cards comes next.
    """
    keys: set[str] = set()
    last, after_blank = -1, False
    for below in range(index, len(source.line_starts)):
        line = _line(source, below)
        if not line.strip():
            after_blank = True
            continue
        key = KEY.match(line)
        if key and not (after_blank and key["name"] not in known_keys()):
            keys.add(key["name"])
        elif after_blank or not keys or not _ITEM_OR_NESTED.match(line) or line.startswith("---"):
            break
        last, after_blank = below, False
    if not keys:
        return None
    return Block(Span(source.line_starts[index], source.line_span(last).end), frozenset(keys))


def block_below(source: SourceText, index: int) -> Block | None:
    """Return the first block below a line, with fences or without, that can only be metadata.

    Code is passed over: it may show how a card is written.
    """
    mark, below = "", index
    while (below := below + 1) < min(len(source.line_starts), index + _REACH):
        line = _line(source, below)
        fence = _CODE_FENCE.match(line)
        if fence and (not mark or fence["mark"] == mark):
            mark = "" if mark else fence["mark"]
        elif not mark and line.startswith("---"):
            block = block_at(source, below)
            if block is None or not block.keys & known_keys():
                block = _open_block_at(source, below)
            if block:
                return block
        elif not mark and (key := KEY.match(line)) and key["name"] in known_keys():
            run = run_at(source, below)
            if run and _is_metadata(source, run):
                return run
            below = max(below, source.line_index(run.span.end) if run else 0)
    return None


def second_block(source: SourceText, index: int) -> Block | None:
    """Return the metadata that begins at the first line below the front matter; it is text for everyone."""
    block = block_at(source, index)
    if block and block.keys & known_keys():
        return block
    if _is_fence(source, index):
        return _template_block_at(source, index) or _open_block_at(source, index)
    run = run_at(source, index) if index < len(source.line_starts) else None
    return run if run and _is_metadata(source, run) else None


def _open_block_at(source: SourceText, index: int) -> Block | None:
    """Return the block that begins with a fence and runs to the end of the card without another."""
    run = run_at(source, index + 1) if _is_fence(source, index) and index + 1 < len(source.line_starts) else None
    if run is None or not run.keys <= known_keys() or source.text[run.span.end :].strip():
        return None
    return Block(Span(source.line_starts[index], run.span.end), run.keys)


def _template_block_at(source: SourceText, index: int) -> Block | None:
    """Return the fenced block that holds nothing but what a template left: comments, `{}`, `TODO: …`."""
    template_keys = tuple(f"{name}:" for name in resources.vocabulary("template-keys"))
    has_leftover = False
    for below in range(index + 1, min(len(source.line_starts), index + 20)):
        line = _line(source, below).strip()
        if line == "---":
            span = Span(source.line_starts[index], source.line_span(below).end)
            return Block(span, frozenset()) if has_leftover else None
        if line == "{}" or line.startswith(template_keys):
            has_leftover = True
        elif line and not line.startswith("#"):
            return None
    return None


def _is_metadata(source: SourceText, run: Block) -> bool:
    """Whether lines without fences are metadata and not a remark such as `license: see below`."""
    known = run.keys & known_keys()
    next_line = source.line_index(run.span.end) + 1
    if len(known) > 1 or (known and next_line < len(source.line_starts) and _is_fence(source, next_line)):
        return True
    own = run.keys & frozenset(resources.vocabulary("dataset-only-keys"))
    return bool(own) and source.line_index(run.span.start) < source.line_index(run.span.end)


def _is_fence(source: SourceText, index: int) -> bool:
    return index < len(source.line_starts) and _line(source, index).rstrip(" \t") == "---"


def _line(source: SourceText, index: int) -> str:
    return source.slice(source.line_span(index))
