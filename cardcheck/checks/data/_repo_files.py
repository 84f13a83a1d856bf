"""Files as messages name them, and which of them nobody reads: paths or a target in, answers out."""

from __future__ import annotations

from collections.abc import Sequence

from cardcheck.loading.companions import unread_data
from cardcheck.model.target import Target

_LINE_LENGTH = 72


def listed(paths: Sequence[str]) -> str:
    """Name files in a message: as many as fit, and how many more there are."""
    shown: list[str] = []
    for path in paths:
        name = f"`{path if len(path) <= 40 else '…' + path[-38:]}`".replace("\n", " ")
        if shown and len(", ".join([*shown, name])) > _LINE_LENGTH - 14:
            break
        shown.append(name)
    rest = len(paths) - len(shown)
    return ", ".join(shown) + (f" and {rest:,} more" if rest else "")


def are(paths: Sequence[str]) -> str:
    """Return the verb for so many files."""
    return "is" if len(paths) == 1 else "are"


def are_card_configs(target: Target) -> bool:
    """Whether the subsets that the loader sees are the card's; `.huggingface.yaml` may put others in their place."""
    text = target.files.texts.get(".huggingface.yaml", "")
    return target.entry_at("/configs") is not None and "configs" not in text


def unread(target: Target) -> tuple[str, ...]:
    """Return the files that look like rows of this data set, that no subset reads and the card does not lead to."""
    return unread_data(target.load, _linked(target))


def _linked(target: Target) -> frozenset[str]:
    """Return the paths that the card itself shows or links."""
    return frozenset(link.target.removeprefix("./").partition("?")[0] for link in target.card.body.links)
