"""Which licenses a LICENSE file holds: its text in, licenses out.

The one place that knows the library `licenseclassifier`, an optional extra; without it the text's own title tells, as
it does for what the library does not know.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from cardcheck.topics.license_mentions import lowered
from cardcheck.topics.license_terms import Terms, find_terms, terms_of_spdx

_LONGEST = 60_000
_TITLE = 200


@functools.lru_cache(maxsize=16)
def recognised(text: str) -> tuple[Terms, ...]:
    """Return the licenses a text holds; nothing where it is none that is known."""
    text = text[:_LONGEST]
    ids = _identified(text)
    if ids:
        return tuple(dict.fromkeys(map(terms_of_spdx, ids)))
    titles = find_terms(lowered(" ".join(text[:_TITLE].split())))
    # Several are a list of what is under which.
    return tuple(named.terms for named in titles) if len({named.terms.kind for named in titles}) == 1 else ()


def file_about_data(texts: Mapping[str, str]) -> tuple[str, str] | None:
    """Return the file that is about the data, by its name if there are several."""
    named = [path for path in sorted(texts) if "data" in path.lower()] or sorted(texts)
    return (named[0], texts[named[0]]) if len(named) == 1 else None


def license_in(texts: Mapping[str, str]) -> str | None:
    """Return the Hub's id of the one license that files hold; None where none, several or an unknown one is there."""
    file = file_about_data(texts)
    held = recognised(file[1]) if file else ()
    return held[0].hub_id if len(held) == 1 else None


def _identified(text: str) -> list[str]:
    try:
        from licenseclassifier import identify_license
    except ImportError:
        return []
    # A young library, and the text is anybody's: what it cannot read is a text without a known license.
    try:
        return [found.id for found in identify_license(text)]
    except Exception:  # noqa: BLE001
        return []
