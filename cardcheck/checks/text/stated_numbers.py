"""Numbers in the text against those that the metadata and the data give."""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.checks.text import _claimed_rows, _claimed_sizes, _kindred_rows
from cardcheck.checks.text._claimed_rows import Claim
from cardcheck.checks.text._true_counts import true_counts
from cardcheck.model.finding import Problem, Related
from cardcheck.model.target import Target

_MOST_RELATED = 10
_WORDS = {
    "rows": ("{} rows", "1 row"),
    "split-rows": ("{} rows", "1 row"),
    "size": ("{} rows", "1 row"),
    "columns": ("{} columns", "1 column"),
    "classes": ("{} names", "1 name"),
    "languages": ("{} languages", "1 language"),
}


def contradict(target: Target) -> Iterator[Problem]:
    """No number in the text says otherwise than metadata and data do; each kind is one problem with all its places."""
    metadata = target.metadata
    prose = target.card.body.prose
    if not isinstance(metadata, dict) or not prose.strip():
        return
    wrong: dict[str, list[Claim]] = {}
    seen: set[int] = set()
    for claim in _all(target):
        if claim.span.start not in seen and not any(claim.number.allows(count) for count in claim.counts):
            seen.add(claim.span.start)
            wrong.setdefault(claim.kind, []).append(claim)
    for kind, claims in wrong.items():
        yield _problem(target, kind, sorted(claims, key=lambda claim: claim.span))


def _all(target: Target) -> Iterator[Claim]:
    truth = true_counts(target)
    if truth is not None:
        yield from _claimed_rows.claims(target.card, truth)
        yield from _kindred_rows.claims(target.card, truth)
    elif "size_categories" in target.metadata:
        yield from _claimed_sizes.bucket_claims(target)
    yield from _claimed_sizes.claims(target)


def _problem(target: Target, kind: str, claims: list[Claim]) -> Problem:
    source = target.card.source
    first = claims[0]
    related = [Related(f"and here, where it is {_said(claim)}", claim.span) for claim in claims[1 : 1 + _MOST_RELATED]]
    entry = target.entry_at(_pointer(target, first))
    if entry is not None:
        related.append(Related("it is told here", entry.value))
    quotes = source.slice(first.span)
    return target.problem(
        kind,
        span=first.span,
        quotes=quotes,
        said=" ".join(quotes.split()),
        of=first.of,
        true=_said(first),
        more=f" ({len(claims)} numbers differ)" if len(claims) > 1 else "",
        related=tuple(related),
    )


def _pointer(target: Target, claim: Claim) -> str:
    truth = true_counts(target) if claim.where else None
    return truth.pointers.get(claim.where, "/-") if truth is not None and claim.where is not None else "/-"


def _said(claim: Claim) -> str:
    """Return the right count in words: the one nearest to what is said."""
    nearest = min(claim.counts, key=lambda count: (abs(count - claim.number.value), count))
    if claim.kind == "bytes":
        return f"{nearest:,} bytes ({nearest / 1000**2:,.2f} MB)"
    several, one = _WORDS[claim.kind]
    return one if nearest == 1 else several.format(f"{nearest:,}")
