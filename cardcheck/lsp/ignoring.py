"""The comment that suppresses one finding: a card and a finding in, one edit out.

Each form is tried on the card itself: the comment must cover the finding, and may change nothing that readers see.
Where no form does, the rule is ignored in the whole file.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.editing.apply import apply_edits
from cardcheck.engine.suppressing import suppress
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Finding
from cardcheck.model.text import BOM, Span
from cardcheck.parsing.card import parse_card


def ignore_here(card: Card, finding: Finding) -> Edit:
    """Return the edit that suppresses a finding at its place, else in the whole card."""
    for edit in _candidates(card, finding):
        if _covers(card, finding, edit):
            return edit
    return ignore_in_file(card, finding.rule)


def ignore_in_file(card: Card, rule: str) -> Edit:
    """Return the edit that suppresses a rule in the whole card."""
    source, newline = card.source, card.source.newline
    content = card.front_matter.content
    if content is not None:
        return Edit(Span(content.start, content.start), f"# cardcheck: ignore-file[{rule}]{newline}")
    end = len(source.text)
    lead = "" if not source.text or source.text.endswith(("\n", "\r")) else newline
    return Edit(Span(end, end), f"{lead}{newline}<!-- cardcheck: ignore-file[{rule}] -->{newline}")


def _candidates(card: Card, finding: Finding) -> Iterator[Edit]:
    if finding.names == "none":
        return
    yield from _in_comment(card, finding)
    content = card.front_matter.content
    if content is not None and content.covers(finding.span):
        yield from _in_yaml(card, finding)
    else:
        yield from _in_markdown(card, finding)


def _in_comment(card: Card, finding: Finding) -> Iterator[Edit]:
    """Yield the rule put into a comment that covers the finding already."""
    line = card.source.line_index(finding.span.start)
    for said in card.suppressions:
        near = line - card.source.line_index(said.span.start) in {0, 1}
        if near and said.scope is not None and said.rule_spans and said.scope.covers(finding.span):
            end = said.rule_spans[-1].end
            yield Edit(Span(end, end), f", {finding.rule}")


def _in_yaml(card: Card, finding: Finding) -> Iterator[Edit]:
    source = card.source
    line = source.line_span_at(finding.span.start)
    text = source.slice(line)
    end = line.start + len(text.rstrip(" \t"))
    yield Edit(Span(end, line.end), f"  # cardcheck: ignore[{finding.rule}]")
    indent = text[: len(text) - len(text.lstrip(" "))]
    yield Edit(Span(line.start, line.start), f"{indent}# cardcheck: ignore[{finding.rule}]{source.newline}")


def _in_markdown(card: Card, finding: Finding) -> Iterator[Edit]:
    """Yield a comment above the outermost block that the finding stands in."""
    blocks = [block.span for block in card.body.blocks if block.depth == 0 and block.span.covers(finding.span)]
    start = card.source.line_span_at((blocks or [finding.span])[0].start).start
    yield Edit(Span(start, start), f"<!-- cardcheck: ignore[{finding.rule}] -->{card.source.newline}")


def _covers(card: Card, finding: Finding, edit: Edit) -> bool:
    """Whether a comment covers the finding, and readers see what they saw."""
    changed = parse_card(BOM * card.source.has_bom + apply_edits(card.source.text, (edit,)))
    before, after = card.metadata, changed.metadata
    if (before is None) != (after is None):
        return False
    if (
        before is not None
        and after is not None
        and repr((before.client, before.hub)) != repr((after.client, after.hub))
    ):
        return False
    if len(card.body.sections) != len(changed.body.sections):
        return False
    grown = len(edit.text) - (edit.span.end - edit.span.start)
    # A comment at the end of a line stands behind what it covers.
    by = grown if edit.span.end <= finding.span.start else 0
    moved = finding._replace(span=Span(finding.span.start + by, finding.span.end + by))
    return suppress(changed, [moved], {})[0][0].suppressed
