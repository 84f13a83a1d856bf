"""The files of a subset in, rows or the first error out: by hand, and against `datasets` where it is installed."""

from __future__ import annotations

import gc
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from cardcheck.facts.heads import read_head
from cardcheck.loading.columns import can_cast, columns_of
from cardcheck.loading.generation import Generated, generate
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Column, Table, Unreadable
from cardcheck.model.load import LoadError

LABELS = {"dtype": {"class_label": {"names": {"0": "x", "1": "y"}}}}
BUILDERS = {"csv": "csv", "tsv": "csv", "json": "json", "jsonl": "json", "txt": "text"}


def feature(name: str, kind: str | dict[str, Any]) -> dict[str, Any]:
    return {"name": name, **({"dtype": kind} if isinstance(kind, str) else kind)}


def run(
    folder: Path,
    files: dict[str, str],
    *,
    asked: list[dict[str, Any]] | None = None,
    info: dict[str, Any] | None = None,
    builder: str = "",
    **options: Any,
) -> Generated:
    """Read `split/number.suffix` files; each folder is a split."""
    tables, splits = {}, {}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
        tables[name] = read_head(path, path.stat().st_size, path.suffix)
        splits.setdefault(name.split("/")[0], []).append(name)
    builder = builder or BUILDERS[next(iter(files)).rpartition(".")[2]]
    config = Part("/configs/0", {"features": asked} if asked is not None else {})
    described = Part("/dataset_info", info) if info is not None else None
    pairs = [(split, tuple(paths)) for split, paths in splits.items()]
    return generate(builder, pairs, tables, config=config, info=described, options=options)


def error(done: Generated) -> LoadError:
    assert done.error is not None
    return done.error


GENERATION, CAST = "DatasetGenerationError", "DatasetGenerationCastError"
TWO_OF_A, TWO_OF_B = '[{"a": 1}, {"a": 2}]', '[{"b": 1}, {"b": 2}]'
TWO = {"train/0.csv": "a,b\n1,x\n2,y\n"}


@pytest.mark.parametrize(
    "columns",
    [
        [feature("a", "int64"), feature("b", "string")],
        [feature("a", "float64"), feature("b", LABELS)],
        [feature("a", "string"), feature("b", "image")],
        [feature("a", "bool"), feature("b", "string"), feature("new", "string")],
    ],
)
def test_features_of_the_description_that_the_data_has(tmp_path: Path, columns: list[dict[str, Any]]) -> None:
    assert run(tmp_path, TWO, info={"features": columns}) == Generated((2,))


@pytest.mark.parametrize(
    ("columns", "kind", "exception"),
    [
        ([feature("a", "int64")], "extra-columns", "DatasetGenerationCastError"),
        ([feature("a", "int64"), feature("c", "string")], "extra-columns", "DatasetGenerationCastError"),
        ([feature("a", "int64"), feature("b", "int64")], "cast", "DatasetGenerationError"),
        ([feature("a", LABELS), feature("b", "string")], "cast", "DatasetGenerationError"),
        ([feature("a", "image"), feature("b", "string")], "cast", "DatasetGenerationError"),
        ([feature("a", "int64"), feature("b", {"list": "string"})], "cast", "DatasetGenerationError"),
    ],
)
def test_features_of_the_description_that_the_data_has_not(
    tmp_path: Path, columns: list[dict[str, Any]], kind: str, exception: str
) -> None:
    found = error(run(tmp_path, TWO, info={"features": columns}))
    assert (found.stage, found.kind, found.exception) == ("data", kind, exception)
    assert (found.viewer, found.pointer, found.file) == (exception, "/dataset_info/features", "train/0.csv")


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        ([feature("a", "int64")], None),
        ([feature("a", "int64"), feature("b", LABELS)], None),
        ([feature("a", "int64"), feature("b", LABELS), feature("new", "string")], None),
        ([feature("a", "int64"), feature("b", "string"), feature("new", "string")], "missing-columns"),
        ([feature("b", LABELS)], "extra-columns"),
        ([feature("a", "bool"), feature("b", "string")], "cast"),
        ([feature("a", "timestamp[s]"), feature("b", "string")], "cast"),
        ([feature("a", "int64"), feature("b", {"list": "string"})], "cast"),
    ],
)
def test_features_of_the_subset_choose_what_is_read_of_a_csv(
    tmp_path: Path, columns: list[dict[str, Any]], kind: str | None
) -> None:
    done = run(tmp_path, TWO, asked=columns)
    assert (done.error.kind if done.error else None) == kind
    assert done.error is None or done.error.pointer == "/configs/0/features"


def test_an_entry_of_the_description_makes_the_features_of_the_subset_vain(tmp_path: Path) -> None:
    files = {"train/0.jsonl": '{"a": "x"}\n{"a": "y"}\n'}
    asked = [feature("a", "int64")]
    assert error(run(tmp_path, files, asked=asked)).kind == "cast"
    assert run(tmp_path, files, asked=asked, info={"splits": None}).error is None


def test_a_label_id_that_is_too_large_is_seen_only_where_another_column_is_cast(tmp_path: Path) -> None:
    alone = run(tmp_path / "1", {"train/0.csv": "a\n1\n5\n"}, info={"features": [feature("a", LABELS)]})
    both = [feature("a", LABELS), feature("b", "string")]
    beside = run(tmp_path / "2", {"train/0.csv": "a,b\n1,x\n5,x\n"}, info={"features": both})
    assert (alone.error, error(beside).kind) == (None, "cast")


@pytest.mark.parametrize(
    ("files", "kind", "exception"),
    [
        ({"train/0.csv": "a\n1\n2\n", "test/0.csv": "a\nx\ny\n"}, "cast", GENERATION),
        ({"train/0.csv": "a\n1\n2\n", "test/0.csv": "a\n1.5\n2\n"}, "cast", GENERATION),
        ({"train/0.csv": "a\n1\n2\n", "test/0.csv": "a,b\n1,2\n3,4\n"}, "different-columns", CAST),
        ({"train/0.csv": "a\n1\n2\n", "train/1.csv": "a,b\n1,2\n"}, "different-columns", GENERATION),
        ({"train/0.csv": "a\n1\n", "train/1.csv": "a\nx\n"}, "different-columns", GENERATION),
        ({"train/0.csv": "a,b\n1,\n2,\n", "train/1.csv": "a,b\n1,x\n2,y\n"}, "cast", GENERATION),
        ({"train/0.csv": "a\n", "train/1.csv": "a\n1\n2\n"}, "cast", GENERATION),
        ({"train/0.csv": "a\n"}, "empty-split", "ValueError"),
        ({"train/0.csv": "a\n1\n", "test/0.csv": "a\n"}, "empty-split", "ValueError"),
        ({"train/0.csv": ""}, "unreadable", GENERATION),
        ({"all/0.csv": "a\n1\n"}, "split-all", "ValueError"),
        ({"train/0.jsonl": ""}, "unreadable", "StopIteration"),
        ({"train/0.jsonl": '{"a": 1}\n{"a": 2}\n', "test/0.jsonl": '{"b": 1}\n'}, "different-columns", GENERATION),
        ({"train/0.json": TWO_OF_A, "train/1.json": TWO_OF_B}, "different-columns", CAST),
        ({"train/0.json": TWO_OF_A, "test/0.json": TWO_OF_B}, "different-columns", GENERATION),
        ({"train/0.txt": ""}, "empty-split", GENERATION),
        ({"train/0.json": "[]"}, "empty-split", "ValueError"),
    ],
)
def test_files_that_do_not_go_together(tmp_path: Path, files: dict[str, str], kind: str, exception: str) -> None:
    found = error(run(tmp_path, files))
    assert (found.kind, found.exception) == (kind, exception)


@pytest.mark.parametrize(
    ("files", "rows"),
    [
        ({"train/0.csv": "a,b\n1,2\n2,3\n", "test/0.csv": "a\n1\n3\n"}, (2, 2)),
        ({"train/0.csv": "a\nx\n", "train/1.csv": "a\ny\n", "train/2.csv": "a\n1\n2\n"}, (4,)),
        ({"train/0.jsonl": '{"a": 1}\n', "test/0.jsonl": '{"a": null}\n{"a": "2"}\n'}, (1, 2)),
        ({"train/0.jsonl": "", "train/1.jsonl": '{"a": 1}\n'}, (1,)),
        ({"train/0.txt": "one\ntwo\n"}, (2,)),
    ],
)
def test_files_that_go_together(tmp_path: Path, files: dict[str, str], rows: tuple[int, ...]) -> None:
    assert run(tmp_path, files) == Generated(rows)


@pytest.mark.parametrize(
    ("splits", "kind", "exception", "pointer"),
    [
        ([("train", 3)], "rows-differ", "NonMatchingSplitsSizesError", "/dataset_info/splits/0/num_examples"),
        ([("train", 2), ("test", 1)], "split-missing", "ExpectedMoreSplitsError", "/dataset_info/splits/1"),
        ([], "split-unexpected", "UnexpectedSplitsError", "/dataset_info/splits"),
        ([("train", "2")], "rows-differ", "NonMatchingSplitsSizesError", "/dataset_info/splits/0/num_examples"),
    ],
)
def test_promises_that_the_data_breaks(
    tmp_path: Path, splits: list[tuple[str, Any]], kind: str, exception: str, pointer: str
) -> None:
    entries = [{"name": name, "num_bytes": 1, "num_examples": rows} for name, rows in splits]
    found = error(run(tmp_path, TWO, info={"splits": entries}))
    assert (found.stage, found.kind, found.exception, found.viewer) == ("check", kind, exception, None)
    assert found.pointer == pointer


def test_an_entry_without_a_count_promises_no_rows(tmp_path: Path) -> None:
    assert error(run(tmp_path, TWO, info={"splits": [{"name": "train"}]})).kind == "rows-differ"


def test_what_another_format_is_to_a_builder(tmp_path: Path) -> None:
    table = Table((Column("a", "int64"),), rows=2)
    done = generate("parquet", [("train", ("a.csv",))], {"a.csv": table}, options={})
    assert (error(done).kind, error(done).exception) == ("unreadable", "ArrowInvalid")
    assert error(run(tmp_path, TWO, builder="json")).exception == "DatasetGenerationError"


def test_what_is_not_known_is_fine(tmp_path: Path) -> None:
    assert run(tmp_path / "1", TWO, skiprows=2) == Generated((None,))
    assert run(tmp_path / "2", TWO, sep="x") == Generated((None,))
    assert generate("hdf5", [("train", ("a.h5",))], {}, options={}) == Generated((None,))
    assert generate("csv", [("train", ("a.csv",))], {}, options={}) == Generated((None,))


def test_a_fault_of_a_stored_file_reaches_the_caller_where_it_decides_the_features() -> None:
    tables = {"a.parquet": Table(fault=Unreadable("ArrowInvalid", "no footer"))}
    splits = [("train", ("a.parquet",))]
    assert error(generate("parquet", splits, tables, options={})).exception == "ArrowInvalid"
    info = Part("/dataset_info", {"features": [feature("a", "int64")]})
    assert error(generate("parquet", splits, tables, info=info, options={})).exception == "DatasetGenerationError"


@pytest.mark.parametrize(
    ("features", "columns"),
    [
        ([feature("a", "utf8"), feature("b", "double")], (Column("a", "string"), Column("b", "float64"))),
        ([{"name": "a", "list": "int32"}], (Column("a", "list", (Column("item", "int32"),)),)),
        (
            [{"name": "a", "sequence": [{"name": "p", "dtype": "float"}]}],
            (Column("a", "struct", (Column("p", "list", (Column("item", "float32"),)),)),),
        ),
        ([feature("a", LABELS)], (Column("a", "class_label", labels=("x", "y")),)),
        ([feature("a", "Image")], (Column("a", "image"),)),
        ([feature("a", "int")], None),
        ("a", None),
        ({}, ()),
    ],
)
def test_a_features_list_is_columns(features: Any, columns: tuple[Column, ...] | None) -> None:
    assert columns_of(features) == columns


@pytest.mark.parametrize(
    ("have", "want", "answer"),
    [
        ("int32", "int64", True), ("int64", "int32", None), ("int64", "string", True), ("string", "int64", None),
        ("bool", "int8", True), ("float64", "timestamp[s]", False), ("null", "image", True), ("string", "image", True),
        ("int64", "image", False), ("string", "null", False), ("string", "class_label", None), ("bool", "json", True),
        ("timestamp[s]", "uint8", False), ("date32", "string", True), ("string", "list", False),
    ],
)  # fmt: skip
def test_which_columns_become_others(have: str, want: str, *, answer: bool | None) -> None:
    assert can_cast(Column("a", have), Column("a", want)) is answer


_VALUES: dict[str, list[Any]] = {"int": [1, 0, 300], "word": ["x", "y"], "float": [1.5, 2.0], "bool": [True, False]}
_TYPES = ["int64", "int8", "float64", "string", "bool", LABELS, {"list": "int64"}]


def _random_files(chance: random.Random) -> dict[str, str]:
    suffix = chance.choice(["csv", "jsonl", "json"])
    files = {}
    for split in chance.sample(["train", "test"], chance.choice([1, 2])):
        for number in range(chance.choice([1, 1, 2])):
            names = chance.choice([["a", "b"], ["a", "b"], ["a", "b"], ["a"], ["b", "a"]])
            pools = {"a": chance.choice([*["int"] * 8, *_VALUES]), "b": chance.choice([*["word"] * 8, *_VALUES])}
            rows = [{name: chance.choice(_VALUES[pools[name]]) for name in names} for _ in range(chance.randint(0, 4))]
            lines = [",".join(names), *(",".join(map(str, row.values())) for row in rows)]
            text = "\n".join(lines if suffix == "csv" else map(json.dumps, rows)) + "\n" * bool(rows)
            files[f"{split}/{number}.{suffix}"] = json.dumps(rows) if suffix == "json" else text
    return files


def _really(datasets: Any, folder: Path, card: dict[str, Any]) -> Any:
    (folder / "README.md").write_text(f"---\n{yaml.safe_dump(card, sort_keys=False)}---\n", encoding="utf-8")
    try:
        loaded = datasets.load_dataset(str(folder), cache_dir=str(folder.parent / f"{folder.name}-cache"))
    except Exception as error:  # noqa: BLE001 - whatever it raises is the answer
        return type(error).__name__
    return tuple(len(split) for split in loaded.values())


@pytest.mark.filterwarnings("ignore")
def test_random_subsets_end_as_in_the_real_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    if not datasets.__version__.startswith("5.2."):
        pytest.skip("datasets 5.2 is what is modelled")
    datasets.disable_progress_bars()
    chance = random.Random(11)
    for number in range(60):
        folder = tmp_path / str(number)
        files = _random_files(chance)
        columns = [feature(name, chance.choice(_TYPES)) for name in chance.choice(["ab", "ab", "a", "abc"])]
        asked = columns if chance.random() < 0.3 else None
        info = {"features": columns} if chance.random() < 0.3 else None
        ours = run(folder, files, asked=asked, info=info)
        splits = {path.split("/")[0]: [] for path in files}
        for path in files:
            splits[path.split("/")[0]].append(path)
        config: dict[str, Any] = {"config_name": "default"}
        config["data_files"] = [{"split": split, "path": paths} for split, paths in splits.items()]
        config |= {"features": asked} if asked is not None else {}
        card = {"configs": [config], **({"dataset_info": info} if info is not None else {})}
        expected = ours.error.exception if ours.error else ours.rows
        if ours.error or None not in ours.rows:
            assert _really(datasets, folder, card) == expected, (files, card)
    # What the library left open is closed here, and not in the midst of another test.
    gc.collect()
