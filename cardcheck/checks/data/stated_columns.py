"""The columns of a subset twice: as the card states them, and as its files hold them.

In: a subset that finds its files. Out: features with their places, and files grouped by what their columns are.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck.checks.data.loaded import Subset, some_files
from cardcheck.loading.columns import columns_of
from cardcheck.loading.feature_model import Feature
from cardcheck.loading.features import read_features
from cardcheck.model.facts import Column, Table, Values
from cardcheck.model.target import Target

NO_OPTIONS = frozenset({"config_name", "data_files", "data_dir", "default", "description", "features", "version"})
"""Beside these a subset has options of its builder, which may rename columns or choose among them."""
STORED = frozenset({"parquet", "arrow"})
"""Builders whose files state types."""
TABULAR = STORED | {"csv", "json"}
"""Builders that make columns of what stands in the files."""


class Stated(NamedTuple):
    """The features that the card states of a subset: their list's pointer, and each column with its place."""

    pointer: str
    columns: dict[str, Column]
    places: dict[str, Feature]

    def item(self, name: str) -> str:
        """Return the pointer of a column's item in the list; its type may be stated further down."""
        start = len(self.pointer) + 1
        return f"{self.pointer}/{self.places[name].pointer[start:].partition('/')[0]}"


class Part(NamedTuple):
    """Columns that are read at once, by name, and what is known of their values."""

    columns: Mapping[str, Column]
    values: Mapping[str, Values]


class Kind(NamedTuple):
    """Files whose columns are the same; `parts` are more than one where a file is read in several ways.

    `is_sure` tells that they have no other columns than these.
    """

    files: list[str]
    parts: tuple[Part, ...]
    is_sure: bool

    @property
    def first(self) -> Mapping[str, Column]:
        """The columns by name."""
        return self.parts[0].columns


class Side(NamedTuple):
    """A subset whose columns are told by the card and by files: both sides."""

    subset: Subset
    features: Stated
    kinds: list[Kind]
    builder: str

    @property
    def loads(self) -> bool:
        """Whether the plan knows that the subset is read to its end."""
        error = self.subset.plan.error
        is_read = error is None or error.stage == "check"
        return is_read and all(split.rows is not None for split in self.subset.plan.splits)

    def words(self, files: list[str]) -> str:
        """Return files for a message."""
        return "every file" if len(files) == sum(len(kind.files) for kind in self.kinds) > 1 else some_files(files)


def both_sides(target: Target, subset: Subset) -> Side | None:
    """Return what card and files say of a subset's columns; None where either is silent."""
    features, kinds = stated(subset), kinds_of(target, subset)
    return Side(subset, features, kinds, target.load.builder or "") if features is not None and kinds else None


def stated(subset: Subset) -> Stated | None:
    """Return the features that a subset ends with; None where there are none, or they are faulty."""
    for part in (subset.info, subset.config):
        value = part.value.get("features") if part is not None else None
        if part is None or value is None:
            continue
        columns, pointer = columns_of(value), f"{part.pointer}/features"
        places = {one.name: one for one in read_features(value, pointer).features if one.depth == 0 and one.name}
        if columns is None or any(column.name not in places for column in columns):
            return None
        return Stated(pointer, {column.name: column for column in columns}, places)
    return None


def kinds_of(target: Target, subset: Subset) -> list[Kind]:
    """Return the files of which columns are known, in the loader's order, where no option changes what is read."""
    if target.load.builder not in TABULAR or (subset.config and subset.config.value.keys() - NO_OPTIONS):
        return []
    kinds: dict[Any, Kind] = {}
    tables = target.facts.tables
    for path in dict.fromkeys(subset.files):
        table = tables.get(path)
        if table is None or not table.columns:
            continue
        # Shards share one schema, so that ten thousand of them are looked at once.
        key = path if table.values or table.later else (id(table.columns), table.is_whole)
        if key not in kinds:
            # The beginning of a JSON file does not show the columns that come later.
            kinds[key] = Kind([], _parts(table), table.is_whole or target.load.builder == "csv")
        kinds[key].files.append(path)
    return list(kinds.values())


def _parts(table: Table) -> tuple[Part, ...]:
    return tuple(Part({one.name: one for one in part.columns}, part.values) for part in (table, *table.later))
