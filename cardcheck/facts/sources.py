"""The fact `sources`: what the Hub tells of a repository in, the licenses of the data sets it is made of out.

Of the sources that its tags name a bounded number is asked for, a request each; what nobody may see is left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.hub.faults import FaultKind, HubError
from cardcheck.model.facts import Sources
from cardcheck.model.hub import HubRepo
from cardcheck.regex import expression

MOST = 8

# https://huggingface.co/docs/hub/datasets-cards: `original` and `extended` are values too
_SOURCE = expression(r"source_datasets:(?:extended\|)?([A-Za-z0-9][\w.-]*/[\w.-]+)")
_LICENSE = "license:"
_HIDDEN: frozenset[FaultKind] = frozenset({"unauthorized", "gated", "missing", "disabled"})


def from_hub(hub: HubRepo) -> Sources:
    """Ask for the licenses of the sources; a fault of the Hub is a `HubError`."""
    named = dict.fromkeys(match[1] for tag in hub.tags if (match := _SOURCE.fullmatch(tag)))
    return Sources(dict(_licenses([name for name in named if name != hub.id][:MOST])))


def _licenses(names: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    from cardcheck.hub.repos import repo_info

    for name in names:
        try:
            source = repo_info(name)
        except HubError as error:
            if error.kind not in _HIDDEN:
                raise
            continue
        yield name, tuple(tag.removeprefix(_LICENSE) for tag in source.tags if tag.startswith(_LICENSE))
