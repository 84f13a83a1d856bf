"""Data that no subset reads. The load plan in, problems out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.checks.data._repo_files import are_card_configs, listed, unread
from cardcheck.editing import yaml_blocks
from cardcheck.loading.subsets import configs
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.load import ConfigPlan
from cardcheck.model.target import Target
from cardcheck.regex import expression

_MOST_ADDED = 20
_SPLIT = expression(r"(train|test|dev|val|valid|validation|eval|evaluation|testing|training)(?![a-z])")


def uncovered(target: Target) -> Iterator[Problem]:
    """Where the card names files, it names all of the data."""
    plan = target.load
    named = [config for config in plan.configs if config.layout is None and config.pointer]
    # A subset that fails before its files are known, or that another of its name replaces, tells nothing of its files.
    if (
        not named
        or not are_card_configs(target)
        or any(not config.splits for config in plan.configs)
        or len(configs(target.metadata)) > len(named)
    ):
        return
    left = unread(target)
    if left:
        edits = _added(target, named, left)
        count = "1 file" if len(left) == 1 else f"{len(left):,} files"
        yield target.problem(pointer="/configs", files=listed(left), count=count, edits=edits)


def _added(target: Target, configs: Sequence[ConfigPlan], left: Sequence[str]) -> tuple[Edit, ...]:
    """Return the edits that give the files to a split that their names say and that is not there yet."""
    if len(configs) != 1 or len(left) > _MOST_ADDED:
        return ()
    names = {match[1] for path in left if (match := _SPLIT.match(path.rpartition("/")[2].lower()))}
    taken = {split.name for split in configs[0].splits}
    all_named = all(_SPLIT.match(path.rpartition("/")[2].lower()) for path in left)
    if len(names) != 1 or not all_named or names & taken or any(set("*?[") & set(path) for path in left):
        return ()
    return yaml_blocks.add_split(target.card, f"{configs[0].pointer}/data_files", names.pop(), left)
