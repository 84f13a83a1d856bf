"""Which builder reads files: the loader's choice by their suffixes.

In: the files of splits. Out: a builder with the options that its suffix brings, or the reason why there is none.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.loading.globs import is_remote
from cardcheck.regex import expression

# `datasets.config.ARCHIVES_MAX_NUMBER_FOR_MODULE_INFERENCE`
_MOST_ARCHIVES = 10
FOLDERS = frozenset({"imagefolder", "audiofolder", "videofolder", "pdffolder", "meshfolder", "niftifolder"})
"""Builders that read a file as a row, and descriptions from `metadata.csv` and its like."""

# A tie goes to the first of these.
_FAVOURITES = (".parquet", ".lance", ".vortex", ".arrow", ".jsonl", ".json", ".csv")


class Format(NamedTuple):
    """A builder and the options that a suffix brings; `name` is empty where no builder fits.

    `is_known` is False where the answer lies in an archive that nobody looked into.
    """

    name: str = ""
    options: Mapping[str, Any] = {}
    is_known: bool = True

    @property
    def words(self) -> str:
        """The format in a word, which tells a `.tsv` from a `.csv`."""
        return "tsv" if self.name == "csv" and self.options.get("sep") == "\t" else self.name


def format_of(files: Sequence[str], archives: Mapping[str, Sequence[str]]) -> Format:
    """Return what the files of a split are read as; `archives` are the members of those that are known."""
    counts = Counter(
        (suffix.lower(), path.rpartition("/")[2] in metadata_names()) for path in files for suffix in suffixes(path)
    )
    for suffix, _ in sorted(counts, key=lambda one: _weight(one, counts[one]), reverse=True):
        if suffix in _builders():
            return _builders()[suffix]
        if suffix == ".zip":
            return _in_archives(files, archives)
    return Format()


def builder_of(path: str) -> str:
    """Return the builder that reads a file by its suffix; empty where none does."""
    return format_of([path], {}).name


def suffixes(path: str) -> list[str]:
    """Return every suffix of a name: `a.csv.gz` has two."""
    return [f".{part}" for part in path.rpartition("/")[2].split(".")[1:]]


def keep(files: Iterable[str], builder: str) -> list[str]:
    """Return the files that a builder is given where the card declares no subsets."""
    pattern = _kept(builder)
    return [path for path in files if pattern.match(path)]


@functools.cache
def metadata_names() -> frozenset[str]:
    """Return the names of files that describe others beside them."""
    builders = resources.vocabulary_file("data-formats")["builders"].values()
    return frozenset(name for builder in builders for name in builder["metadata_files"])


def metadata_names_of(builder: str) -> Sequence[str]:
    """Return the names of the files that a builder takes for descriptions of others."""
    names: Sequence[str] = (
        resources.vocabulary_file("data-formats")["builders"].get(builder, {}).get("metadata_files", ())
    )
    return names


def _weight(one: tuple[str, bool], count: int) -> tuple[Any, ...]:
    suffix, is_metadata = one
    return (not is_metadata, count, *(suffix == favourite for favourite in _FAVOURITES), suffix)


def _in_archives(files: Sequence[str], archives: Mapping[str, Sequence[str]]) -> Format:
    zipped = [path for path in files if path.endswith(".zip")][:_MOST_ARCHIVES]
    if any(path not in archives or is_remote(path) for path in zipped):
        return Format(is_known=False)
    members = [member for path in zipped for member in sorted(archives[path])]
    counts = Counter(suffix.lower() for member in members for suffix in suffixes(member))
    return _builders().get(counts.most_common(1)[0][0], Format()) if counts else Format()


@functools.cache
def _builders() -> dict[str, Format]:
    values = resources.vocabulary("data-formats")
    return {suffix: Format(facts["builder"], facts.get("options", {})) for suffix, facts in values.items()}


@functools.cache
def _kept(builder: str) -> re.Pattern[str]:
    own = [suffix for suffix, form in _builders().items() if form.name == builder]
    facts = resources.vocabulary_file("data-formats")["builders"][builder]
    ends = "|".join(re.escape(suffix) for suffix in [*own, ".zip", *facts["metadata_suffixes"]])
    names = "|".join(re.escape(name) for name in facts["metadata_files"])
    return expression(rf".*(?:{ends})(?:\..+)?$" + (rf"|.*(?:{names})$" if names else ""))
