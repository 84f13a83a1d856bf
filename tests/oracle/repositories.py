"""Random small repositories from a seed: a layout, then up to three deliberate changes, each of which is labelled.

    for repository in repositories(seed=1, count=3000): ...

A repository is plain data: the text of its card and its files. `aims` are the rows of `failure_rows.ROWS` it was made
to meet, `changes` the names of the functions that changed it.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import changes_configs
import changes_features
import changes_files
import changes_info
import changes_patterns
import changes_rare
import yaml
from draft import Draft
from failure_rows import ROWS
from repository_layouts import LAYOUTS


class Repository(NamedTuple):
    """One repository: its folder's name, its card (None: no README) and its other files by path."""

    folder: str
    card: str | None
    files: Mapping[str, bytes]
    aims: frozenset[str] = frozenset()
    changes: tuple[str, ...] = ()

    @property
    def everything(self) -> dict[str, bytes]:
        """All files, the card among them."""
        card = {} if self.card is None else {"README.md": self.card.encode()}
        return {**self.files, **card}


Change = Callable[[Draft], None]
MODULES = (changes_configs, changes_features, changes_files, changes_info, changes_patterns, changes_rare)
MORE = {
    "card_no_yaml": 3,
    "columns_differ": 6,
    "empty_repository": 1,
    "feature_name_missing": 1,
    "json_empty_first": 1,
    "metadata_without_rows": 1,
    "name_characters": 2,
    "name_empty": 1,
    "packed_no_gzip": 3,
    "samples_no_archive": 2,
    "splits_rows": 2,
    "version_odd": 1,
}
"""How many times more than others a change is dealt, so that its outcome is met often enough to be judged."""
CHANGES: tuple[tuple[str, Change], ...] = tuple(
    (name, change)
    for module in MODULES
    for name, change in vars(module).items()
    if callable(change) and not name.startswith("_") and getattr(change, "__module__", "") == module.__name__
)


def repositories(seed: int, count: int) -> Iterator[Repository]:
    """Make so many repositories; the same seed gives the same ones."""
    deck = _deck(random.Random(seed))
    for index in range(count):
        # Each has its own stream of chances, so that a new change moves as little as possible.
        rng = random.Random(f"{seed}/{index}")
        yield made(rng, f"repo{index}", next(deck))


def made(rng: random.Random, folder: str, first: tuple[str, Change]) -> Repository:
    """Make one repository that the first change is certain to have touched, unless it is left as its layout is."""
    draft = Draft(rng, folder)
    rng.choice(LAYOUTS)(draft)
    changes = []
    if rng.random() < 0.97:
        changes = [first, *(rng.choice(CHANGES) for _ in range(rng.choice((0, 0, 1, 1, 2, 2))))]
    # What replaces the whole card comes last: else the others would write into a card that nobody sees.
    changes.sort(key=lambda change: change[0].startswith("card_"))
    for _, change in changes:
        change(draft)
    # Behind a card that is not read, nothing that it said is met.
    aims = {row for row in draft.aims if draft.raw is None or ROWS[row].section in {"card", "files"}}
    # A name may have been used for a file and for a folder.
    files = {path: data for path, data in draft.files.items() if not any(f"{path}/" in other for other in draft.files)}
    return Repository(folder, text(draft), files, frozenset(aims), tuple(name for name, _ in changes))


def text(draft: Draft) -> str | None:
    """Write the card."""
    if draft.raw is not None:
        return draft.raw
    if draft.card is None:
        return None
    return f"---\n{dumped(draft.card)}---\n# Data\n" if draft.card else "# Data\n"


def dumped(value: Any) -> str:
    """Write YAML without anchors, as people do."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


def _deck(rng: random.Random) -> Iterator[tuple[str, Change]]:
    """Deal every change equally often, but for those of which more are wanted."""
    deck = [change for change in CHANGES for _ in range(1 + MORE.get(change[0], 0))]
    for _ in itertools.count():
        yield from rng.sample(deck, len(deck))
