"""The license of a data set against those of the data sets that it is made of. No lawyer: only what licenses forbid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def incompatible(target: Target, *, vocabulary: str, excuses: Sequence[str]) -> Iterator[Problem]:
    """No source's license forbids what the one license of the data set grants.

    A source under several licenses offers a choice. A permission that the text tells of may be one for this.
    """
    duties: dict[str, dict[str, Any]] = resources.vocabulary(vocabulary)
    given = target.value if isinstance(target.value, list) else [target.value]
    own = given[0] if len(given) == 1 and isinstance(given[0], str) else ""
    text = target.card.source.text.lower()
    if own not in duties or any(word in text for word in excuses):
        return
    for source, licenses in target.sources.licenses.items():
        found = [_conflict(duties, own, theirs) for theirs in licenses]
        if found and all(found):
            theirs = licenses[0]
            under = duties[theirs]["under"]
            ways = " or ".join(f"`{name}`" for name in under) if under else f"`{theirs}`"
            yield target.problem(found[0], value=own, source=source, theirs=theirs, ways=ways)
            return


def _conflict(duties: dict[str, dict[str, Any]], own: str, theirs: str) -> str | None:
    """Return what a source's license forbids and the data set's own grants, as a case of the rule."""
    known = duties.get(theirs)
    if known is None or own == theirs:
        return None
    if "changes" in known["forbids"]:
        return "changes"
    if "commercial" in known["forbids"] and "commercial" not in duties[own]["forbids"]:
        return "commercial"
    return "same" if known["under"] is not None and own not in known["under"] else None
