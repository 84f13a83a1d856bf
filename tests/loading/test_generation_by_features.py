"""The features that a card states, held against the files: what is read, cast, missing or too much."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from subset_files import LABELS, TWO_ROWS, error, feature, run

from cardcheck.loading.generation import Generated


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
    assert run(tmp_path, TWO_ROWS, info={"features": columns}) == Generated((2,))


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
    found = error(run(tmp_path, TWO_ROWS, info={"features": columns}))
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
    done = run(tmp_path, TWO_ROWS, asked=columns)
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
