"""Load plans made by hand: what reporters are shown in these tests."""

from __future__ import annotations

from sample_reports import make_report, shown

from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan, Pattern, SplitPlan


def one_split(name: str, *files: str, rows: int | None = None, **changes: object) -> SplitPlan:
    return SplitPlan(**{"name": name, "files": files, "rows": rows, "are_rows_stored": rows is not None, **changes})


def lone(*splits: SplitPlan, **changes: object) -> ConfigPlan:
    """The one subset of a card that declares none."""
    return ConfigPlan(**{"name": "default", "is_default": True, "splits": splits, **changes})


def plan(*configs: ConfigPlan, builder: str | None = "csv", **changes: object) -> LoadPlan:
    default = next((config.name for config in configs if config.is_default), None)
    return LoadPlan(**{"outcome": "ok", "builder": builder, "configs": configs, "default": default, **changes})


def two_subsets() -> LoadPlan:
    """Two declared subsets, the first one marked as default."""
    english = ConfigPlan(
        "en",
        is_default=True,
        pointer="/configs/0",
        splits=(
            one_split("train", "en/train-0.parquet", "en/train-1.parquet", rows=12000),
            one_split("test", "en/test.parquet", rows=400),
        ),
        format="parquet",
    )
    german = ConfigPlan("de", pointer="/configs/1", splits=(one_split("train", "de/train.parquet"),), format="parquet")
    return plan(english, german, builder="parquet")


def shards() -> LoadPlan:
    """Forty shards that no card names."""
    files = tuple(f"data/train-{number:05}-of-00040.parquet" for number in range(40))
    return plan(lone(one_split("train", *files, rows=4_000_000), layout="shards", format="parquet"), builder="parquet")


def folders() -> LoadPlan:
    """A folder that is named after a split hides the file beside it."""
    return plan(
        lone(one_split("train", "train/a.csv", "train/b.csv"), layout="folders", format="csv"),
        left_out=("extra/notes.jsonl", "test.csv"),
    )


def empty_pattern() -> LoadPlan:
    """One of two patterns finds nothing, another finds files of no known format."""
    train = one_split(
        "train",
        "data/a.csv",
        patterns=(Pattern("data/a*", "/configs/0/data_files/0/path", ("data/a.csv",), ("data/a.bak", "data/a.doc")),),
    )
    test = one_split(
        "test",
        "data/t.csv",
        patterns=(
            Pattern("data/t.csv", "/configs/0/data_files/1/path/0", ("data/t.csv",)),
            Pattern("data/late-*.csv", "/configs/0/data_files/1/path/1", ()),
        ),
    )
    return plan(lone(train, test, pointer="/configs/0", format="csv"))


def one_fails() -> LoadPlan:
    """The second of two subsets names a file that is not there."""
    made = two_subsets()
    gone = LoadError(
        "files",
        "missing-file",
        "FileNotFoundError",
        "`de/train.parquet` is not in the repository",
        "DataFilesNotFoundError",
        "/configs/1/data_files/0/path",
    )
    german = made.configs[1]._replace(outcome="error", error=gone, splits=())
    return made._replace(outcome="partial", configs=(made.configs[0], german))


def script() -> LoadPlan:
    """A loading script stops everything."""
    error = LoadError(
        "script",
        "script",
        "RuntimeError",
        "A loading script, `harbour.py`, is in the repository, and `datasets` 4 and later runs none",
        "ConfigNamesError",
        file="harbour.py",
    )
    return LoadPlan("error", error)


def no_default() -> LoadPlan:
    """Three subsets, none of them the default."""
    configs = [
        ConfigPlan(name, pointer=f"/configs/{at}", splits=(one_split("train", f"{name}/train.csv"),), format="csv")
        for at, name in enumerate(("en", "de", "fr"))
    ]
    unnamed = LoadError(
        "subset", "no-default", "ValueError", "no subset is the default, so a name must be given", None, "/configs"
    )
    return plan(*configs, unnamed=unnamed)


def many_subsets(count: int = 60, failing: int = 47) -> LoadPlan:
    """Many subsets, one of them broken."""
    made = no_default()
    error = LoadError(
        "data", "cast", "DatasetGenerationError", "`id` is text here and a number elsewhere", "DatasetGenerationError"
    )
    configs = []
    for at in range(count):
        files = tuple(f"lang_{at:02}/{part}.csv" for part in ("train", "validation", "test"))
        splits = tuple(one_split(file[8:-4], file, rows=1000 + at) for file in files)
        config = ConfigPlan(f"lang_{at:02}", is_default=at == 0, pointer=f"/configs/{at}", splits=splits, format="csv")
        configs.append(config if at != failing else config._replace(outcome="error", error=error))
    return made._replace(outcome="partial", configs=tuple(configs), default="lang_00", unnamed=None)


def told(plan: LoadPlan | None, **changes: object) -> str:
    """The text report of a card with this plan, under `--explain-load`."""
    report = {"source": "harbour/README.md", **{key: changes.pop(key) for key in ("facts", "repo") if key in changes}}
    return shown(make_report(load=plan, **report), explain_load=True, **changes)
