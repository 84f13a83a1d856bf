"""What the calls in a card's snippets can ask of the card's own data set: subsets, splits, columns.

In: the metadata, and the load plan where there is one. Out: what is known for certain; None stands for unknown.
"""

import functools
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.checks.data.stated_columns import NO_OPTIONS, TABULAR
from cardcheck.checks.snippets._calls import UNKNOWN, Call, calls
from cardcheck.loading.subsets import DEFAULT, Part, configs, info_name, infos
from cardcheck.model.load import ConfigPlan
from cardcheck.model.target import Target

_MOST_FILES = 1_000


class Own(NamedTuple):
    """One subset: its splits and columns, None where they are unknown."""

    name: str
    splits: frozenset[str] | None
    columns: frozenset[str] | None


class Known(NamedTuple):
    """All subsets by name, and which one a call without a name gives; None where it gives none or nobody knows.

    `is_closed` tells that there surely are no others.
    """

    subsets: dict[str, Own]
    default: str | None
    is_closed: bool = True

    def of(self, call: Call) -> Own | None:
        """Return the subset that a call loads, where that is known."""
        name = call.values.get("name")
        if name is None:
            name = self.default
        return self.subsets.get(name) if isinstance(name, str) else None


@functools.cache
def builders() -> frozenset[str]:
    """Return the names of the builders that come with the library, such as `csv`."""
    return frozenset(name for facts in resources.vocabulary("builder-options").values() for name in facts["builders"])


def is_id(path: Any) -> bool:
    """Whether what is loaded is a data set of the Hub, and no builder, file or folder."""
    if not isinstance(path, str) or not path or path in builders():
        return False
    return path[0] not in "./~\\" and path.count("/") <= 1 and not path.endswith((".py", "/")) and ":" not in path


def own_calls(target: Target) -> list[Call]:
    """Return the calls that load the card's own data set, whole, as it is today."""
    found = calls(target.card)
    repo = target.repo
    if repo is None:
        # A card without a known id usually loads itself; if it loads several, nobody knows which is meant.
        ids = {call.path for call in found if is_id(call.path)}
        repo = ids.pop() if len(ids) == 1 else None
    if repo is None:
        return []
    wanted = repo.casefold()
    return [
        call
        for call in found
        if isinstance(call.path, str)
        and call.path.casefold() == wanted
        and not call.is_open
        and call.values.keys().isdisjoint({"data_files", "data_dir", "revision"})
    ]


def known_subsets(target: Target) -> Known | None:
    """Return the card's subsets, from the plan where it is sound, else from `configs`."""
    declared = configs(target.metadata)
    described = {name: part for part in infos(target.metadata) if isinstance(name := info_name(part.value), str)}
    plan = target.plan
    if plan is not None and plan.configs:
        planned = {
            one.name: Own(one.name, _planned_splits(one), _known_columns(target, one, described.get(one.name)))
            for one in plan.configs
        }
        return Known(planned, plan.default)
    if plan is not None or len(declared) != _listed(target.metadata):
        return None
    if not declared:
        return _described(target, described)
    names = [part.value.get("config_name", DEFAULT) for part in declared]
    if not all(isinstance(name, str) for name in names) or len(set(names)) < len(names):
        return None
    subsets = {
        name: Own(name, _stated_splits(part, described.get(name)), _columns(described.get(name)))
        for name, part in zip(names, declared, strict=True)
    }
    chosen = [name for name, part in zip(names, declared, strict=True) if part.value.get("default") is True]
    default = chosen[0] if chosen else names[0] if len(names) == 1 else DEFAULT if DEFAULT in subsets else None
    return Known(subsets, default)


def _described(target: Target, described: dict[str, Part]) -> Known | None:
    """Return what `dataset_info` alone tells: the files may make other subsets, but these have these splits."""
    if not described or len(described) != len(infos(target.metadata)):
        return None
    subsets = {name: Own(name, _info_splits(part), _columns(part)) for name, part in described.items()}
    return Known(subsets, next(iter(subsets)) if len(subsets) == 1 else None, is_closed=False)


def _info_splits(info: Part) -> frozenset[str] | None:
    listed = info.value.get("splits")
    names = [one.get("name") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return frozenset(str(name) for name in names) if names and all(isinstance(name, str) for name in names) else None


def _listed(metadata: Any) -> int:
    listed = metadata.get("configs") if isinstance(metadata, dict) else None
    return len(listed) if isinstance(listed, list) else 0


def _planned_splits(config: ConfigPlan) -> frozenset[str] | None:
    return frozenset(split.name for split in config.splits) if config.splits and config.error is None else None


def _stated_splits(config: Part, info: Part | None) -> frozenset[str] | None:
    """Return the splits that a subset's files make; what `dataset_info` says more is not held against anybody."""
    files = config.value.get("data_files")
    if isinstance(files, str):
        splits = {"train"}
    elif isinstance(files, dict):
        splits = {str(name) for name in files}
    elif isinstance(files, list) and files:
        named = [one.get("split") if isinstance(one, dict) else "train" for one in files]
        if not all(isinstance(name, str) for name in named):
            return None
        splits = {str(name) for name in named}
    else:
        return None
    listed = info.value.get("splits") if info is not None else None
    said = [one.get("name") for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    return frozenset(splits | {str(name) for name in said})


def _known_columns(target: Target, config: ConfigPlan, info: Part | None) -> frozenset[str] | None:
    """Return the columns that the card states, and those of the files beside them: which is wrong is another matter."""
    stated = _columns(info)
    files = [path for split in config.splits for path in split.files]
    options = {key for part in configs(target.metadata) if part.pointer == config.pointer for key in part.value}
    is_plain = target.plan is not None and target.plan.builder in TABULAR and options <= NO_OPTIONS
    if not is_plain or not files or len(files) > _MOST_FILES or (stated is None and config.error is not None):
        return stated
    tables = target.facts.tables
    held: set[str] = set(stated or ())
    for path in files:
        table = tables.get(path)
        if table is not None and table.is_whole and table.columns and not table.fault and not table.later:
            held.update(column.name for column in table.columns)
        elif stated is None:
            return None
    return frozenset(held)


def _columns(info: Part | None) -> frozenset[str] | None:
    listed = info.value.get("features") if info is not None else None
    if not isinstance(listed, list) or not listed:
        return None
    names = [one.get("name") if isinstance(one, dict) else None for one in listed]
    return frozenset(str(name) for name in names) if all(isinstance(name, str) for name in names) else None


def split_names(value: Any) -> list[str]:
    """Return the splits that a `split` argument names: `train[:10%]+test` names two."""
    if not isinstance(value, str) or value is UNKNOWN:
        return []
    return [part.partition("[")[0].partition("(")[0].strip() for part in value.split("+")]
