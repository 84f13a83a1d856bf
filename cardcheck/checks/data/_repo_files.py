"""What the files of a repository are: paths in, answers out. Data, copies of data, or what merely lies beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cardcheck.loading.companions import is_companion
from cardcheck.loading.formats import FOLDERS, builder_of, format_of, suffixes
from cardcheck.model.load import LoadPlan
from cardcheck.model.target import Target
from cardcheck.regex import expression

# Formats that are hardly ever anything but rows.
_ROWS = frozenset({".parquet", ".arrow", ".csv", ".tsv", ".jsonl", ".ndjson", ".tar", ".geoparquet", ".lance"})
_SHARD = expression(r"[-_.](?:\d{5}-of-\d{5}|part-?\d+|\d+)(?:[-_.][0-9a-f]{8,})?$")
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


def read_files(plan: LoadPlan) -> tuple[str, ...]:
    """Return every file that some subset reads."""
    return tuple(dict.fromkeys(path for config in plan.configs for split in config.splits for path in split.files))


def unread_data(target: Target) -> tuple[str, ...]:
    """Return the files that look like rows of this data set and that no subset reads.

    Files of the format that is read come alone; without any, or beside pictures and sounds, those of formats that are
    hardly ever anything else.
    Copies of what is read, in another format or of the same size, do not count.
    """
    plan = target.load
    read = read_files(plan)
    linked = _linked(target)
    left = [path for path in plan.left_out if path not in linked and not is_companion(path)]
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


def _linked(target: Target) -> frozenset[str]:
    """Return the paths that the card itself shows or links."""
    return frozenset(link.target.removeprefix("./").partition("?")[0] for link in target.card.body.links)


def _stem(path: str) -> str:
    """Return what a file is called without suffixes and shard numbers."""
    name = path.rpartition("/")[2].partition(".")[0].lower()
    return _SHARD.sub("", name)


def _last_suffix(path: str) -> str:
    """Return the suffix that says what a file holds: `.csv` for `a.csv.gz`."""
    known = [suffix.lower() for suffix in suffixes(path) if format_of([f"a{suffix}"], {}).name]
    return known[-1] if known else ""
