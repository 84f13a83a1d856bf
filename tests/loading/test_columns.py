"""Features in, columns out; and which columns become which."""

from __future__ import annotations

from typing import Any

import pytest
from subset_files import LABELS, feature

from cardcheck.loading.columns import can_cast, columns_of
from cardcheck.model.facts import Column


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
