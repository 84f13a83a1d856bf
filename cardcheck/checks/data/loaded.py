"""What the load plan, the card and the files say of each subset, side by side: the ground of all rules about data.

In: a target. Out: subsets with their entries in the card, counts, and whether a folder surely holds all of a split.
"""

import itertools
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cardcheck.loading.globs import has_magic
from cardcheck.loading.subsets import Part, configs, info_name, infos
from cardcheck.model.facts import FileList, Table
from cardcheck.model.load import ConfigPlan, SplitPlan
from cardcheck.model.target import Target
from cardcheck.regex import expression

_SHARD = expression(r"(.*)-(\d{5})-of-(\d{5})(.*)")
_FIELD = 80
_SAID = ("said", "said_on", "said_further", "said_last")
# Errors of reading: what a file holds is known then, although the subset does not load.
_READ = frozenset({"data", "check"})


class Subset(NamedTuple):
    """A subset that finds its files: its plan, and its entries in `configs` and in `dataset_info`."""

    plan: ConfigPlan
    config: Part | None
    info: Part | None

    @property
    def files(self) -> tuple[str, ...]:
        """All files, in the order in which they are read."""
        return tuple(path for split in self.plan.splits for path in split.files)

    @property
    def pointer(self) -> str | None:
        """Where the card names the files; None where it leaves them to the loader."""
        if self.config is None:
            return None
        return f"{self.config.pointer}/data_files" if "data_files" in self.config.value else self.config.pointer

    def so(self, exception: str) -> str:
        """Say that `load_dataset` raises an exception: now, or after another that comes before it."""
        error = self.plan.error
        is_first = error is None or error.exception == exception
        return f"so `load_dataset` raises {exception}" + ("" if is_first else " once it comes so far")

    def stated_splits(self) -> list[Part]:
        """Return the entries of `splits` in `dataset_info`; none where they are not all of the right shape."""
        listed = self.info.value.get("splits") if self.info else None
        if not isinstance(listed, list) or not all(isinstance(entry, dict) for entry in listed):
            return []
        assert self.info is not None
        return [Part(f"{self.info.pointer}/splits/{index}", entry) for index, entry in enumerate(listed)]


def subsets(target: Target) -> Iterator[Subset]:
    """Yield every subset of which the loader finds the files; two of one name are another rule's matter."""
    several = _repeated(part.value.get("config_name") for part in configs(target.metadata))
    several |= _repeated(info_name(part.value) for part in infos(target.metadata))
    # What `.huggingface.yaml` says in the card's place, the card does not say.
    replaced = target.load.replaced
    declared = {part.pointer: part for part in configs(target.metadata) if "configs" not in replaced}
    entries = infos(target.metadata) if "dataset_info" not in replaced else []
    described = {name: part for part in entries if isinstance(name := info_name(part.value), str)}
    for plan in target.load.configs:
        if plan.splits and plan.name not in several and (plan.error is None or plan.error.stage in _READ):
            yield Subset(plan, declared.get(plan.pointer or ""), described.get(plan.name))


def _repeated(names: Iterator[Any]) -> set[str]:
    counts = Counter(name for name in names if isinstance(name, str))
    return {name for name, count in counts.items() if count > 1}


def rows_of(subset: Subset, split: SplitPlan, tables: Mapping[str, Table]) -> int | None:
    """Return the rows of a split where every file has an exact count."""
    if split.rows is not None or subset.plan.error is None or subset.plan.error.stage != "data":
        return split.rows
    # Reading stopped before anything was counted, but the counts are there.
    rows = [tables[path].rows if path in tables and not tables[path].fault else None for path in split.files]
    known = [count for count in rows if count is not None]
    return sum(known) if known and len(known) == len(rows) else None


def is_whole(files: FileList, split: SplitPlan) -> bool:
    """Whether the folder holds every file of a split: it is complete, or their names leave no gap."""
    if files.is_complete:
        return True
    if split.patterns and not any(has_magic(pattern.text) for pattern in split.patterns):
        return True
    counts: dict[tuple[str, str, str], int] = defaultdict(int)
    for path in split.files:
        match = _SHARD.fullmatch(path)
        if match is None:
            return False
        counts[match[1], match[3], match[4]] += 1
    return bool(counts) and all(count == int(total) for (_, total, _), count in counts.items())


def quoted(names: Any, most: int = 4) -> str:
    """Return names for a message, the first of them where there are many."""
    listed = list(names)
    more = f" and {len(listed) - most} more" if len(listed) > most else ""
    return ", ".join(f"`{name}`" for name in listed[:most]) + more


def some_files(paths: tuple[str, ...] | list[str]) -> str:
    """Return files for a message: one by its name, several by the first and how many they are."""
    return f"`{paths[0]}`" if len(paths) == 1 else f"`{paths[0]}` and {len(paths) - 1} more"


def sentence(text: str) -> dict[str, Any]:
    """Return a sentence as fields of a message, of which each is cut where it is longer than a value should be."""
    pieces = textwrap.wrap(text, _FIELD, drop_whitespace=False, break_on_hyphens=False)
    return dict(itertools.zip_longest(_SAID, pieces[: len(_SAID)], fillvalue=""))
