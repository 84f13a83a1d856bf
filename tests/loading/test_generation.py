"""The files of a subset in, rows or the first error out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from subset_files import TWO_ROWS, error, feature, run

from cardcheck.loading.generation import Generated, generate
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Column, Table, Unreadable

GENERATION, CAST = "DatasetGenerationError", "DatasetGenerationCastError"
TWO_OF_A, TWO_OF_B = '[{"a": 1}, {"a": 2}]', '[{"b": 1}, {"b": 2}]'


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
    found = error(run(tmp_path, TWO_ROWS, info={"splits": entries}))
    assert (found.stage, found.kind, found.exception, found.viewer) == ("check", kind, exception, None)
    assert found.pointer == pointer


def test_an_entry_without_a_count_promises_no_rows(tmp_path: Path) -> None:
    assert error(run(tmp_path, TWO_ROWS, info={"splits": [{"name": "train"}]})).kind == "rows-differ"


def test_what_another_format_is_to_a_builder(tmp_path: Path) -> None:
    table = Table((Column("a", "int64"),), rows=2)
    done = generate("parquet", [("train", ("a.csv",))], {"a.csv": table}, options={})
    assert (error(done).kind, error(done).exception) == ("unreadable", "ArrowInvalid")
    assert error(run(tmp_path, TWO_ROWS, builder="json")).exception == "DatasetGenerationError"


def test_what_is_not_known_is_fine(tmp_path: Path) -> None:
    assert run(tmp_path / "1", TWO_ROWS, skiprows=2) == Generated((None,))
    assert run(tmp_path / "2", TWO_ROWS, sep="x") == Generated((None,))
    assert generate("hdf5", [("train", ("a.h5",))], {}, options={}) == Generated((None,))
    assert generate("csv", [("train", ("a.csv",))], {}, options={}) == Generated((None,))


def test_a_fault_of_a_stored_file_reaches_the_caller_where_it_decides_the_features() -> None:
    tables = {"a.parquet": Table(fault=Unreadable("ArrowInvalid", "no footer"))}
    splits = [("train", ("a.parquet",))]
    assert error(generate("parquet", splits, tables, options={})).exception == "ArrowInvalid"
    info = Part("/dataset_info", {"features": [feature("a", "int64")]})
    assert error(generate("parquet", splits, tables, info=info, options={})).exception == "DatasetGenerationError"
