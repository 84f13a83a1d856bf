"""What `datasets` and the dataset viewer will make of a repository: the answer to "will it load?".

Made by `cardcheck.loading.plan`, read by rules (`target.load`) and reporters.
"""

from typing import Literal, NamedTuple

Outcome = Literal["ok", "partial", "error", "empty"]

Layout = Literal["shards", "logs", "harbor", "folders", "names", "all"]
"""Which of the automatic rules found the splits: `data/<split>-00000-of-00001*`, `*.eval`, harbor tasks, a keyword
as a folder's name, a keyword in a file's name, or everything as `train`."""

Stage = Literal["script", "card", "settings", "files", "builder", "subset", "data", "check"]
"""How far loading comes: a script stops it at once; the card (or `.huggingface.yaml`) cannot be read; `configs` or
`dataset_info` is refused; no files are found; no builder fits them; the subset cannot be set up; the data cannot be
read or cast; its splits or rows are not those that `dataset_info` promises."""


class LoadError(NamedTuple):
    """Why loading stops.

    `kind` names the cause for rules (`empty`, `missing-file`, `mixed-formats`, …), `exception` is the class that
    `load_dataset` raises and `viewer` the dataset viewer's code, None where the viewer does not fail over it.
    `message` is one sentence for people. `pointer` leads to the cause in the card and `file` to that among the files.
    """

    stage: Stage
    kind: str
    exception: str
    message: str
    viewer: str | None = None
    pointer: str | None = None
    file: str | None = None


class Pattern(NamedTuple):
    """A path or glob of the card and the files it finds; `pointer` is None for the patterns of automatic splits.

    `others` are files that it matches and the loader drops, for no builder knows their suffix.
    """

    text: str
    pointer: str | None
    files: tuple[str, ...]
    others: tuple[str, ...] = ()


class SplitPlan(NamedTuple):
    """One split: the files it is read from, sorted, and its rows where every one of them has an exact count.

    `are_rows_stored` tells that the counts come from footers, not from reading lines.
    """

    name: str
    files: tuple[str, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    rows: int | None = None
    are_rows_stored: bool = False


class ConfigPlan(NamedTuple):
    """One subset as `load_dataset(path, name)` gives it.

    `pointer` leads to its entry in `configs`, None where the card declares none. `layout` says how its splits were
    found where the card names no files. `format` is what its own files would be read as (`tsv` where they are); it
    differs from the plan's builder where another subset's files chose that. `viewer` is why the viewer does not show
    it although it may load.
    """

    name: str
    is_default: bool = False
    pointer: str | None = None
    outcome: Outcome = "ok"
    error: LoadError | None = None
    splits: tuple[SplitPlan, ...] = ()
    layout: Layout | None = None
    format: str | None = None
    viewer: LoadError | None = None


class LoadPlan(NamedTuple):
    """What becomes of the whole repository.

    `error` stops every subset. `builder` reads all files. `default` is the subset of `load_dataset(path)`; None where
    a name must be given, and `unnamed` is then what that call raises. `viewer` is why the viewer shows nothing although
    loading may work. `left_out` are the files with the suffix of a format that no subset reads; `replaced` the
    keys of the card in whose place the loader reads those of `.huggingface.yaml`.
    """

    outcome: Outcome
    error: LoadError | None = None
    builder: str | None = None
    configs: tuple[ConfigPlan, ...] = ()
    default: str | None = None
    unnamed: LoadError | None = None
    viewer: LoadError | None = None
    left_out: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    spec: str = "datasets 5.2.0"
