"""`cardcheck: ignore[…]` comments in YAML and Markdown, and what each of them covers.

A comment at the end of a YAML line covers the node that starts there with its children; on a line of its own, the next
node at the same or deeper indentation, else the parent. In Markdown a comment covers the next block, directly under
a heading the whole section. `ignore-file[…]` covers the card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cardcheck.model.card import Body, Entry, Metadata, Suppression
from cardcheck.model.text import SourceText, Span

_DIRECTIVE = re.compile(r"cardcheck:\s*(?P<verb>ignore(?:-file)?)\[(?P<rules>[^\]\r\n]*)\](?P<reason>[^\r\n]*)")
_RULE = re.compile(r"[^\s,]+")


def find_suppressions(
    source: SourceText, content: Span | None, metadata: Metadata | None, body: Body
) -> tuple[Suppression, ...]:
    """Find every suppression of a card; `content` is the YAML between the fences."""
    if "cardcheck:" not in source.text:
        return ()
    found: list[Suppression] = []
    if content is not None:
        readable = metadata is not None and metadata.entries
        comments = metadata.comments if metadata and readable else _comment_lines(source, content)
        for comment in comments:
            found.extend(_in_yaml(source, comment, metadata.entries if metadata else {}))
    for html in body.html:
        if html.form == "comment":
            found.extend(_in_markdown(source, html.span, body))
    return tuple(found)


def _comment_lines(source: SourceText, content: Span) -> Iterator[Span]:
    """Yield comment lines of a block that no reader could parse."""
    for match in re.finditer(r"(?m)^[ \t]*(#[^\r\n]*)", source.text[content.start : content.end]):
        yield Span(content.start + match.start(1), content.start + match.end(1))


def _in_yaml(source: SourceText, comment: Span, entries: Mapping[str, Entry]) -> Iterator[Suppression]:
    match = _DIRECTIVE.search(source.text, comment.start, comment.end)
    if match is None:
        return
    line = source.line_span_at(comment.start)
    before = source.text[line.start : comment.start]
    own_line = not before.strip()
    scope: Span | None = None
    if match["verb"] == "ignore":
        scope = _next_node(source, comment, len(before), entries) if own_line else _node_on_line(line, entries)
        scope = scope or Span(comment.start, comment.start)
    start = line.start if own_line else line.start + len(before.rstrip(" \t"))
    end = _after_line(source, line) if own_line else line.end
    yield _suppression(match, scope, comment, Span(start, end))


def _in_markdown(source: SourceText, comment: Span, body: Body) -> Iterator[Suppression]:
    match = _DIRECTIVE.search(source.text, comment.start, comment.end)
    if match is None:
        return
    reason = match["reason"].removesuffix("-->")
    scope: Span | None = None
    if match["verb"] == "ignore":
        scope = _markdown_scope(source, comment, body)
    line = source.line_span_at(comment.start)
    alone = source.text[line.start : line.end].strip() == source.slice(comment)
    removal = Span(line.start, _after_line(source, line)) if alone else comment
    yield _suppression(match, scope, comment, removal)._replace(reason=reason.strip())


def _markdown_scope(source: SourceText, comment: Span, body: Body) -> Span:
    """Return the section when the comment stands directly under its heading, else the next block."""
    for section in body.sections:
        if section.heading is not None:
            between = source.text[section.heading.span.end : comment.start]
            if section.heading.span.end <= comment.start and not between.strip():
                return section.span
    for block in body.blocks:
        if block.span.start >= comment.end and block.kind != "html":
            return Span(comment.start, block.span.end)
        if block.span.start < comment.start < block.span.end and block.kind not in {"list", "quote", "list_item"}:
            return block.span
    return Span(comment.start, comment.end)


def _node_on_line(line: Span, entries: Mapping[str, Entry]) -> Span | None:
    """Return the outermost node that starts on a line, with its children."""
    best: Span | None = None
    for pointer, entry in entries.items():
        start = entry.key.start if entry.key else entry.value.start
        if pointer and line.start <= start < line.end:
            node = Span(start, max(entry.value.end, start))
            if best is None or node.start < best.start or (node.start == best.start and node.end > best.end):
                best = node
    return best


def _next_node(source: SourceText, comment: Span, indent: int, entries: Mapping[str, Entry]) -> Span | None:
    """Return the next node at the same or deeper indentation, else the innermost node around the comment."""
    following: Span | None = None
    parent: Span | None = None
    for pointer, entry in entries.items():
        if not pointer:
            continue
        start = entry.key.start if entry.key else entry.value.start
        node = Span(start, max(entry.value.end, start))
        if start >= comment.end:
            if following is None or start < following.start or (start == following.start and node.end > following.end):
                following = node
        elif node.covers(comment) and (parent is None or parent.covers(node)):
            parent = node
    if following is not None:
        column = source.position(following.start).column - 1
        lead = source.text[source.line_span_at(following.start).start : following.start]
        # An item's dash belongs to the item: `- en` stands where its dash does.
        if lead.strip(" \t-") == "":
            column = len(lead) - len(lead.lstrip(" \t"))
        if column >= indent:
            return following
    return parent


def _suppression(match: re.Match[str], scope: Span | None, comment: Span, removal: Span) -> Suppression:
    offset = match.start("rules")
    names = list(_RULE.finditer(match["rules"]))
    return Suppression(
        rules=tuple(name[0] for name in names),
        rule_spans=tuple(Span(offset + name.start(), offset + name.end()) for name in names),
        scope=scope,
        reason=match["reason"].strip(),
        span=comment,
        removal=removal,
    )


def _after_line(source: SourceText, line: Span) -> int:
    """Return the offset after a line's end, newline included."""
    if source.text.startswith("\r\n", line.end):
        return line.end + 2
    return min(line.end + 1, len(source.text))
