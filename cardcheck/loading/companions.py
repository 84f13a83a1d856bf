"""What the files of a repository are: paths in, answers out. Data, copies of data, or what merely lies beside it."""

import functools
from collections.abc import Collection, Iterable, Sequence

from cardcheck import resources
from cardcheck.loading.formats import FOLDERS, builder_of, format_of, metadata_names, suffixes
from cardcheck.model.facts import Table
from cardcheck.model.load import LoadPlan
from cardcheck.regex import expression

# Formats that are hardly ever anything but rows.
_ROWS = frozenset({".parquet", ".arrow", ".csv", ".tsv", ".jsonl", ".ndjson", ".tar", ".geoparquet", ".lance"})
_SHARD = expression(r"[-_.](?:\d{5}-of-\d{5}|part-?\d+|\d+)(?:[-_.][0-9a-f]{8,})?$")
_WORDS = expression(r"[a-z]+|[0-9]+")


def is_sidecar(path: str) -> bool:
    """Whether a JSON file describes others, by its name."""
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.lower().rpartition(".")
    words = _WORDS.findall(stem)
    return dot == "." and suffix == "json" and bool(words) and _last_word(words) in _companions("values")


def describes(path: str, table: Table | None) -> bool:
    """Whether a file is a description by its name, and nothing that is known of its content speaks for rows."""
    if not is_sidecar(path):
        return False
    return table is None or table.fault is not None or table.rows is None or table.rows <= 1 or table.form == "values"


def is_companion(path: str) -> bool:
    """Whether a file is about the data or about the repository, by its name and its folder."""
    *folders, name = path.lower().split("/")
    words = _WORDS.findall(name.partition(".")[0])
    first = words[0] if words else ""
    if any(folder in _companions("folders") or folder.startswith((".", "__")) for folder in folders):
        return True
    if name in metadata_names() or name.startswith(".") or is_sidecar(path):
        return True
    if name.endswith((".txt", ".md", ".toml", ".xml", ".pdf")) and first in _companions("texts"):
        return True
    return builder_of(path) in FOLDERS and first in _companions("pictures")


def read_files(plan: LoadPlan) -> tuple[str, ...]:
    """Return every file that some subset reads."""
    return tuple(dict.fromkeys(path for config in plan.configs for split in config.splits for path in split.files))


def unread_data(plan: LoadPlan, known: Collection[str] = ()) -> tuple[str, ...]:
    """Return the files that look like rows of this data set and that no subset reads.

    Files of the format that is read come alone; without any, or beside pictures and sounds, those of formats that are
    hardly ever anything else.
    Copies of what is read, in another format, do not count, nor do those that are `known`.
    """
    read = read_files(plan)
    left = [path for path in plan.left_out if path not in known and not is_companion(path)]
    same = [path for path in left if _is_same_kind(path, plan.builder or "", read)]
    if plan.builder in FOLDERS and len(same) < max(3, len(read) // 50):
        same = []
    if same and plan.builder not in FOLDERS:
        return tuple(same)
    stems = {_stem(path) for path in read}
    others = [path for path in left if _last_suffix(path) in _ROWS and _stem(path) not in stems]
    # What stands in tables beside pictures and sounds says more than more of them.
    return (*others, *same)


def _is_same_kind(path: str, builder: str, read: Iterable[str]) -> bool:
    if not builder or builder_of(path) != builder:
        return False
    # A lone `.json` beside `.jsonl` is seldom more rows of it.
    return builder != "json" or _last_suffix(path) in {_last_suffix(one) for one in read}


def _stem(path: str) -> str:
    """Return what a file is called without suffixes and shard numbers."""
    name = path.rpartition("/")[2].partition(".")[0].lower()
    return _SHARD.sub("", name)


def _last_suffix(path: str) -> str:
    """Return the suffix that says what a file holds: `.csv` for `a.csv.gz`."""
    known = [suffix.lower() for suffix in suffixes(path) if format_of([f"a{suffix}"], {}).name]
    return known[-1] if known else ""


def _last_word(words: Sequence[str]) -> str:
    """Return the last word of a name that is no number."""
    return next((word for word in reversed(words) if not word.isdigit()), "")


@functools.cache
def _companions(part: str) -> frozenset[str]:
    return frozenset(resources.vocabulary_file("companion-files")[part])
