"""What the Hub knows of a repository that its files cannot tell: given by a test, or read from `hub.json`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Self

GatedMode = str | bool


@dataclass(slots=True)
class About:
    """The Hub's side of a repository; every field may stand in `hub.json`.

    `gated` is `auto`, `manual` or False. `readers` may read it though it is gated or private, `writers` may commit to
    its main branch. `lfs` names files that are kept in LFS beside those the Hub puts there. `renamed_from` are former
    ids. `viewer` is what `api.viewer` reads, None for an answer made from the files. `discussions` are as
    `discussions.from_told` reads them. `card_error` stands for what the Hub says of the card, None for what it would
    say by itself.
    """

    downloads: int = 0
    downloads_all_time: int | None = None
    likes: int = 0
    gated: GatedMode = False
    private: bool = False
    disabled: bool = False
    doi: str | None = None
    tags: tuple[str, ...] = ()
    card_error: str | None = None
    created: str = "2024-01-01T00:00:00.000Z"
    description: str | None = None
    readers: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    lfs: frozenset[str] = frozenset()
    renamed_from: tuple[str, ...] = ()
    viewer: Mapping[str, Any] | None = None
    discussions: tuple[Mapping[str, Any], ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """Read what a `hub.json` states; raise ValueError for a name that is none."""
        known = {field.name: field for field in fields(cls)}
        if strange := sorted(set(told) - set(known)):
            raise ValueError(f"hub.json: unknown {', '.join(strange)}; known are {', '.join(known)}")
        return cls(**{name: _shaped(name, value) for name, value in told.items()})

    def may_read(self, user: str | None) -> bool:
        """Whether this user sees the files."""
        is_open = not self.gated and not self.private
        return is_open or (user is not None and user in {*self.readers, *self.writers})


def _shaped(name: str, value: Any) -> Any:
    if name == "lfs":
        return frozenset(value)
    return tuple(value) if isinstance(value, list) else value
