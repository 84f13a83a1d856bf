"""`cardcheck: ignore[…]` comments in YAML and Markdown, and what each of them covers.

A comment at the end of a YAML line covers the node that starts there with its children; on a line of its own, the next
node at the same or deeper indentation, else the parent. In Markdown a comment covers the next block, directly under
a heading the whole section. `ignore-file[…]` covers the card.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from cardcheck.model.card import Body, Entry, Metadata, Suppression
from cardcheck.model.text import SourceText, Span

# No name of a rule has a bracket, and where one stops the search, many openings cost no more than one.
_DIRECTIVE = re.compile(r"cardcheck:\s*(?P<verb>ignore(?:-file)?)\[(?P<rules>[^\[\]\r\n]*)\](?P<reason>[^\r\n]*)")
_RULE = re.compile(r"[^\s,]+")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_CONTAINERS = frozenset({"list", "quote", "list_item"})
# Each comment is held against each finding, so a hostile card must not have any number of them.
_MOST = 500
_MOST_NAMES = 100


def find_suppressions(source: SourceText, metadata: Metadata | None, body: Body) -> tuple[Suppression, ...]:
    """Find the suppressions of a card, up to a bound."""
    return tuple(islice(_all(source, metadata, body), _MOST))


def _all(source: SourceText, metadata: Metadata | None, body: Body) -> Iterator[Suppression]:
    if metadata is not None:
        nodes = _Nodes(source, metadata.entries)
        for comment in metadata.comments:
            yield from _in_yaml(source, comment, nodes)
    pieces = _Pieces(body)
    for html in body.html:
        if html.form == "comment":
            yield from _in_markdown(source, html.span, pieces)


def _in_yaml(source: SourceText, comment: Span, nodes: _Nodes) -> Iterator[Suppression]:
    match = _DIRECTIVE.search(source.text, comment.start, comment.end)
    if match is None:
        return
    line = source.line_span_at(comment.start)
    before = source.text[line.start : comment.start]
    own_line = not before.strip()
    scope: Span | None = None
    if match["verb"] == "ignore":
        scope = nodes.below(comment, len(before)) if own_line else nodes.on(line)
    start = line.start if own_line else line.start + len(before.rstrip(" \t"))
    end = _after_line(source, line) if own_line else line.end
    yield _suppression(match, scope, comment, Span(start, end))


class _Node(NamedTuple):
    """A node of the YAML tree with its key; `column` (from 0) is that of its key, or of its dash."""

    span: Span
    column: int


class _Nodes:
    """The nodes of the front matter in the order in which they begin, the outer before the inner."""

    def __init__(self, source: SourceText, entries: Mapping[str, Entry]) -> None:
        self.root = _span_of(entries[""]) if "" in entries else None
        nodes = [_node(source, entry) for pointer, entry in entries.items() if pointer]
        self.nodes = sorted(nodes, key=lambda node: (node.span.start, -node.span.end))
        self.starts = [node.span.start for node in self.nodes]

    def on(self, line: Span) -> Span:
        """Return the outermost node that starts on a line, from the line's start; where none does, nothing."""
        index = bisect_left(self.starts, line.start)
        if index < len(self.nodes) and self.starts[index] < line.end:
            return Span(line.start, self.nodes[index].span.end)
        return Span(line.end, line.end)

    def below(self, comment: Span, indent: int) -> Span:
        """Return the next node at an indentation or deeper, else the node that the comment stands in."""
        index = bisect_left(self.starts, comment.end)
        if index < len(self.nodes) and self.nodes[index].column >= indent:
            return Span(comment.end, self.nodes[index].span.end)
        last = self.nodes[index - 1].span if index else None
        for node in reversed(self.nodes[:index]):
            if last is not None and node.span.end >= last.end and node.column < indent:
                return node.span
        return self.root or Span(comment.end, comment.end)


def _node(source: SourceText, entry: Entry) -> _Node:
    span = _span_of(entry)
    line = source.line_span_at(span.start)
    lead = source.text[line.start : span.start]
    # An item's dash belongs to the item: `- en` stands where its dash does.
    if entry.key is None and not lead.strip(" -"):
        return _Node(span, len(lead) - len(lead.lstrip(" ")))
    return _Node(span, len(lead))


def _span_of(entry: Entry) -> Span:
    start = entry.key.start if entry.key else entry.value.start
    return Span(start, max(entry.value.end, start))


def _in_markdown(source: SourceText, comment: Span, pieces: _Pieces) -> Iterator[Suppression]:
    match = _DIRECTIVE.search(source.text, comment.start, comment.end)
    if match is None:
        return
    scope = pieces.scope(source, comment) if match["verb"] == "ignore" else None
    line = source.line_span_at(comment.start)
    alone = source.text[line.start : line.end].strip() == source.slice(comment)
    removal = Span(line.start, _after_line(source, line)) if alone else comment
    yield _suppression(match, scope, comment, removal)


class _Pieces:
    """The sections and blocks of the body in the order in which they begin, the outer before the inner."""

    def __init__(self, body: Body) -> None:
        self.sections = [section for section in body.sections if section.heading is not None]
        self.heads = [section.span.start for section in self.sections]
        blocks = (block for block in body.blocks if block.kind != "html")
        self.blocks = sorted(blocks, key=lambda block: (block.span.start, -block.span.end))
        self.starts = [block.span.start for block in self.blocks]

    def scope(self, source: SourceText, comment: Span) -> Span:
        """Return the section when the comment stands directly under its heading, else its own block or the next."""
        index = bisect_left(self.heads, comment.start) - 1
        heading = self.sections[index].heading if index >= 0 else None
        # Other comments may stand between.
        if heading and not _COMMENTS.sub("", source.text[heading.span.end : comment.start]).strip():
            return self.sections[index].span
        index = bisect_left(self.starts, comment.start)
        for block in reversed(self.blocks[:index]):
            if block.kind not in _CONTAINERS:
                if comment.start < block.span.end:
                    return block.span
                break
        if index < len(self.blocks):
            return Span(comment.start, self.blocks[index].span.end)
        return comment


def _suppression(match: re.Match[str], scope: Span | None, comment: Span, removal: Span) -> Suppression:
    offset = match.start("rules")
    names = list(islice(_RULE.finditer(match["rules"]), _MOST_NAMES))
    return Suppression(
        rules=tuple(name[0] for name in names),
        rule_spans=tuple(Span(offset + name.start(), offset + name.end()) for name in names),
        scope=scope,
        reason=match["reason"].removesuffix("-->").strip(),
        span=comment,
        removal=removal,
    )


def _after_line(source: SourceText, line: Span) -> int:
    """Return the offset after a line's end, newline included."""
    if source.text.startswith("\r\n", line.end):
        return line.end + 2
    return min(line.end + 1, len(source.text))
