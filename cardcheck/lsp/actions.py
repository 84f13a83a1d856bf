"""Code actions: the findings of one state of a card and a range in, what an editor offers to do there out.

A quick fix is the finding's own edits. What takes another judgement (all safe fixes, the comment that suppresses a
finding) is offered by name and worked out when it is chosen, where the editor can ask for it then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from lsprotocol import types

from cardcheck.editing.line_changes import line_changes
from cardcheck.lsp.diagnostics import diagnostic
from cardcheck.lsp.ignoring import ignore_here, ignore_in_file
from cardcheck.lsp.judging import Judgement, fixed_text
from cardcheck.lsp.positions import Places
from cardcheck.model.finding import Edit, Finding
from cardcheck.model.text import SourceText, Span

FIX_ALL = "source.fixAll.cardcheck"
KINDS: tuple[types.CodeActionKind | str, ...] = (types.CodeActionKind.QuickFix, FIX_ALL)
_MOST = 20


class Asked(NamedTuple):
    """What an editor asks for: a place, the kinds it wants, and whether it can ask for edits later."""

    uri: str
    span: Span
    only: Sequence[str] | None
    is_lazy: bool


def actions(judged: Judgement, asked: Asked, version: int | None) -> list[types.CodeAction]:
    """Return what can be done there, fixes first."""
    here = [finding for finding in judged.report.shown if _meets(finding, asked.span)][:_MOST]
    found: list[types.CodeAction] = []
    if _wants(asked, types.CodeActionKind.QuickFix):
        found += _fixes(judged, asked, here, version)
        found += _ignores(judged, asked, here, version)
    has_safe = any(finding.fix is not None and finding.fix.applicability == "safe" for finding in judged.report.counted)
    # An editor that cannot ask later gets it only when it says that it wants it: it asks at each move of the cursor.
    if has_safe and _wants(asked, FIX_ALL) and (asked.is_lazy or asked.only):
        action = types.CodeAction("Apply all safe fixes", kind=FIX_ALL, data={"uri": asked.uri, "do": "fix-all"})
        found.append(action if asked.is_lazy else resolved(judged, action, version))
    return found


def resolved(judged: Judgement, action: types.CodeAction, version: int | None) -> types.CodeAction:
    """Work out what an action that was offered by name does; it does nothing where the card has become another."""
    data: Any = action.data
    if not isinstance(data, dict):
        return action
    uri = str(data.get("uri"))
    edits: Iterable[Edit] = ()
    if data.get("do") == "fix-all":
        edits = _difference(judged.places.source, fixed_text(judged))
    else:
        named = (finding for finding in judged.report.findings if finding.fingerprint == data.get("finding"))
        finding = next(named, None)
        if finding is not None:
            ignore = ignore_in_file(judged.card, finding.rule) if data.get("do") == "ignore-file" else None
            edits = (ignore or ignore_here(judged.card, finding),)
    action.edit = _workspace_edit(judged.places, uri, version, edits)
    return action


def _wants(asked: Asked, kind: str) -> bool:
    """Whether an editor asks for a kind: for it, for what it is a part of, or for everything."""
    return not asked.only or any(kind == wanted or kind.startswith(f"{wanted}.") for wanted in asked.only)


def _meets(finding: Finding, span: Span) -> bool:
    return finding.span.start <= span.end and span.start <= finding.span.end


def _fixes(
    judged: Judgement, asked: Asked, findings: Sequence[Finding], version: int | None
) -> Iterator[types.CodeAction]:
    fixable = [finding for finding in findings if finding.fix]
    fixable.sort(key=lambda finding: finding.fix is None or finding.fix.applicability != "safe")
    for finding in fixable:
        assert finding.fix is not None
        is_safe = finding.fix.applicability == "safe"
        yield types.CodeAction(
            title=finding.fix.title + ("" if is_safe else " (unsafe: look at what it changes)"),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(judged.places, asked.uri, finding, None)],
            is_preferred=is_safe,
            edit=_workspace_edit(judged.places, asked.uri, version, finding.fix.edits),
        )


def _ignores(
    judged: Judgement, asked: Asked, findings: Sequence[Finding], version: int | None
) -> Iterator[types.CodeAction]:
    # No comment silences what is mandatory.
    silenced = {finding.rule: finding for finding in reversed(findings) if not finding.mandatory}
    for finding in silenced.values():
        where, do = ("in this card", "ignore-file") if finding.names == "none" else ("here", "ignore")
        action = types.CodeAction(
            title=f"Ignore {finding.rule} {where}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(judged.places, asked.uri, finding, None)],
            data={"uri": asked.uri, "do": do, "finding": finding.fingerprint},
        )
        yield action if asked.is_lazy else resolved(judged, action, version)


def _workspace_edit(places: Places, uri: str, version: int | None, edits: Iterable[Edit]) -> types.WorkspaceEdit:
    changes = [types.TextEdit(places.range(edit.span), edit.text) for edit in sorted(edits)]
    if version is None:
        return types.WorkspaceEdit(changes={uri: changes})
    # With its version an edit of a text that has become another is refused.
    document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(changes))])


def _difference(old: SourceText, text: str) -> Iterator[Edit]:
    """Yield the edits that make one text of another, line by line."""
    new = SourceText.of(text)
    bounds, new_bounds = _bounds(old), _bounds(new)
    for change in line_changes(_lines(old, bounds), _lines(new, new_bounds)):
        span = Span(bounds[change.start], bounds[change.end])
        yield Edit(span, new.text[new_bounds[change.new_start] : new_bounds[change.new_end]])


def _bounds(source: SourceText) -> list[int]:
    """Return where each line begins, and where the last one ends."""
    return [*source.line_starts, len(source.text)]


def _lines(source: SourceText, bounds: list[int]) -> list[str]:
    """Return the lines of a text with their ends."""
    return [source.text[start:end] for start, end in pairwise(bounds)]
