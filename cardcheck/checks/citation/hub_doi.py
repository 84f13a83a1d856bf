"""The DOI that the Hub has given a data set, against those that the card names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cardcheck.checks.citation.bibtex import found
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

# https://huggingface.co/docs/hub/doi: the Hub's own prefix at DataCite
_OF_THE_HUB = expression(r"\b10\.57967/hf/\d{1,9}\b", re.IGNORECASE)


def differs(target: Target) -> Iterator[Problem]:
    """The one DOI of the Hub that the card names is the one that the data set has now."""
    doi, card = target.hub.doi, target.card
    if doi is None or _OF_THE_HUB.fullmatch(doi) is None:
        return
    places = list(_OF_THE_HUB.finditer(card.source.text))
    # Of several, others may be those of other data sets.
    if {match[0].lower() for match in places} - {doi.lower()} and len({match[0].lower() for match in places}) == 1:
        for match in places:
            span = Span(*match.span())
            yield target.problem(span=span, quotes=match[0], edits=(Edit(span, doi),), old=match[0], doi=doi)


def suggested(target: Target, *, least_downloads: int, archives: Sequence[str]) -> Iterator[Problem]:
    """A data set that is cited or much used has a DOI: of the Hub, or of an archive that the card names."""
    hub, card = target.hub, target.card
    if hub.doi is not None or hub.is_private or any(prefix in card.source.text for prefix in archives):
        return
    if (hub.downloads or 0) >= least_downloads:
        yield target.problem("used", quotes="", downloads=f"{hub.downloads:,}")
    elif any(f"datasets/{hub.id}" in value.text for entry, _ in found(card) for value in entry.fields.values()):
        yield target.problem("cited", quotes="")
