"""What `fix` does to loading: repositories fixed with all facts, and answers from before and after held together.

In: repositories and the answers of whoever is asked, the real library or the plan. Out: what loads no more, what loads
otherwise, and whether what had failed loads now.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from answers import Answer, outcome_class
from ask import gathered, written
from repositories import Repository

from cardcheck.engine.fixing import Wanted, fix_card
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task
from cardcheck.model.finding import Finding
from cardcheck.model.fixed import FixResult

SAYS_SO = frozenset(
    {
        "configs/info-mismatch",
        "data/columns-differ",
        "repository/metadata-unreachable",
        "repository/split-inference",
        "repository/uncovered-data-file",
    }
)
"""Rules whose finding says that something else is read than is meant, or nothing: fixing that changes what loads."""


class Mended(NamedTuple):
    """A repository, its card fixed, and what the fixer tells of it; None where there is no card to fix."""

    before: Repository
    after: Repository
    result: FixResult | None

    @property
    def is_changed(self) -> bool:
        return self.before.card != self.after.card

    @property
    def rules(self) -> list[str]:
        """The rules whose fixes went in."""
        return [finding.rule for finding in self.result.applied] if self.result else []

    @property
    def blocking(self) -> list[Finding]:
        """What is found before and stops the loader."""
        found = self.result.before.findings if self.result else ()
        return [one for one in found if one.severity == "error" and {"loader", "client"} & set(one.consumers)]

    @property
    def blocking_after(self) -> list[Finding]:
        """What is found afterwards and stops the loader."""
        found = self.result.report.findings if self.result else ()
        return [one for one in found if one.severity == "error" and {"loader", "client"} & set(one.consumers)]


class Effect(NamedTuple):
    """What fixing one card does to loading, by the answers from before and after."""

    lost: tuple[str, ...]
    changed: tuple[str, ...]
    failed: bool
    loads: bool


def mended(repository: Repository, linter: Linter, wanted: Wanted) -> Mended:
    """Fix a repository's card as the command line would, with all facts about its files."""
    if repository.card is None:
        return Mended(repository, repository, None)
    with tempfile.TemporaryDirectory(prefix="repos") as top:
        facts = gathered(written(repository, Path(top)))
    result = fix_card(linter, Task("README.md", repository.card.encode(), facts), wanted)
    return Mended(repository, repository._replace(card=result.text), result)


def effect(one: Mended, before: Answer, after: Answer) -> Effect:
    """Hold the answer after fixing against that from before."""
    old, new = _loading(before), _loading(after)
    lost = [f"subset {name!r}" for name in old if name not in new]
    if before["default"] in old and after["default"] not in new:
        lost.append("a load without a name")
    changed = [] if SAYS_SO.intersection(one.rules) else list(_changes(old, new))
    return Effect(tuple(lost), tuple(changed), outcome_class(before) != "ok", outcome_class(after) == "ok")


def _loading(answer: Answer) -> dict[Any, Mapping[str, Any]]:
    """Return the subsets that load, by name."""
    return {} if answer["error"] else {one["name"]: one for one in answer["configs"] if not one["error"]}


def _changes(old: Mapping[Any, Mapping[str, Any]], new: Mapping[Any, Mapping[str, Any]]) -> Iterator[str]:
    for name in old.keys() & new.keys():
        for key in ("builder", "splits", "columns"):
            if old[name].get(key) != new[name].get(key):
                yield f"{key} of {name!r}: {old[name].get(key)} became {new[name].get(key)}"
