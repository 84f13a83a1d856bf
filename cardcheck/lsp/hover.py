"""Hover: a place in a card in; what the Hub does with the key or value, and what is found there, as Markdown out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lsprotocol import types

from cardcheck.inert_markdown import inert, inert_code
from cardcheck.lsp import meanings
from cardcheck.lsp.positions import Places
from cardcheck.lsp.spots import Route, Spot, spot_at
from cardcheck.model.finding import Finding
from cardcheck.model.text import Span

# More than one screen helps nobody.
_MOST_FINDINGS = 5


def hover(places: Places, position: types.Position, findings: Iterable[Finding]) -> types.Hover | None:
    """Return what is to be said of a place; None where nothing is."""
    offset = places.offset(position)
    here = [finding for finding in findings if _holds(finding.span, offset) and finding.names != "none"]
    here.sort(key=lambda finding: finding.span.end - finding.span.start)
    spot = spot_at(places.source, offset)
    parts = [*(_of_spot(places, spot) if spot else ()), *map(_of_finding, here[:_MOST_FINDINGS])]
    if not parts:
        return None
    span = spot.span if spot else here[0].span
    text = "\n\n---\n\n".join(parts)
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), places.range(span))


def _holds(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _of_spot(places: Places, spot: Spot) -> Iterator[str]:
    """Yield what is known of a key, or of a value and the key it stands under."""
    key = next((part for part in reversed(spot.route) if isinstance(part, str)), None)
    about = meanings.about_key(_to_key(spot))
    if key is None or not about:
        return
    if not spot.is_key:
        text = places.source.slice(spot.span)
        told = meanings.about_value(spot.route, text)
        of = meanings.parents(text) if key == "task_ids" else ()
        told += f" (a subtask of {', '.join(f'`{parent}`' for parent in of)})" if of else ""
        if told:
            yield f"`{text}`: {told}"
    yield f"{inert_code(key)}: {about}"


def _to_key(spot: Spot) -> Route:
    """Return the route of the key that a place belongs to."""
    route = spot.route
    while route and isinstance(route[-1], int):
        route = route[:-1]
    return route


def _of_finding(finding: Finding) -> str:
    """Tell a finding, why it matters, and who knows more."""
    fix = f"\n\nFix: {inert(finding.fix.title)}" if finding.fix else ""
    return (
        f"**{finding.severity}** {inert(finding.message)}\n\n{finding.why}{fix}\n\n"
        f"`{finding.rule}` (`cardcheck explain {finding.rule}` tells more)"
    )
