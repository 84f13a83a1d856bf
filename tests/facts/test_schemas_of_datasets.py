"""Columns of random Arrow schemas, against what `datasets` makes of them."""

from __future__ import annotations

import json
import random

import pytest

from cardcheck.facts._arrow_types import read_schema
from cardcheck.facts._stored_features import read_stored

pa = pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("ignore")

VALUES = [
    "bool",
    "int8",
    "uint64",
    "float16",
    "float32",
    "float64",
    "time32[s]",
    "time64[ns]",
    "timestamp[us]",
    "date32",
    "date64",
    "duration[ms]",
    "binary",
    "large_binary",
    "string",
    "large_string",
    "string_view",
]


class Schemas:
    """Random features, and random Arrow types that may contradict them."""

    def __init__(self, datasets, seed: int) -> None:
        self.datasets, self.dice = datasets, random.Random(seed)

    def feature(self, depth: int = 0):
        make = self.datasets
        if depth > 2 or self.dice.random() < 0.5:
            return make.Value(self.dice.choice([*VALUES, "timestamp[s, tz=UTC]", "decimal128(5, 2)"]))
        forms = (
            lambda: make.ClassLabel(names=["a", "b"]),
            make.Image,
            make.Audio,
            lambda: make.Translation(languages=["fr", "en"]),
            lambda: make.TranslationVariableLanguages(languages=["fr", "en"]),
            lambda: make.List(self.feature(depth + 1)),
            lambda: make.List(self.feature(depth + 1), length=2),
            lambda: make.LargeList(self.feature(depth + 1)),
            lambda: make.Sequence({"x": self.feature(depth + 1)}),
            lambda: {"x": self.feature(depth + 1), "y": self.feature(depth + 1)},
            lambda: make.Array2D(shape=(2, 2), dtype="int32"),
        )
        return self.dice.choice(forms)()

    def arrow(self, depth: int = 0):
        if depth > 2 or self.dice.random() < 0.5:
            return (
                self.datasets.Features({"a": self.datasets.Value(self.dice.choice(VALUES))}).arrow_schema.field(0).type
            )
        forms = (
            lambda: pa.list_(self.arrow(depth + 1)),
            lambda: pa.list_(self.field("element", depth)),
            lambda: pa.list_(self.arrow(depth + 1), 3),
            lambda: pa.large_list(self.arrow(depth + 1)),
            lambda: pa.struct([self.field("x", depth), self.field("y", depth)]),
            lambda: pa.dictionary(pa.int8(), pa.string()),
            lambda: pa.map_(pa.string(), pa.int8()),
            pa.month_day_nano_interval,
        )
        return self.dice.choice(forms)()

    def field(self, name: str, depth: int = -1):
        return pa.field(name, self.arrow(depth + 1), nullable=self.dice.random() < 0.8)

    def schema(self):
        features = self.datasets.Features({name: self.feature() for name in "abc"})
        told = features.arrow_schema
        fields = [field if self.dice.random() < 0.6 else self.field(field.name) for field in told]
        return pa.schema(fields, metadata=told.metadata if self.dice.random() < 0.8 else None)


def test_columns_are_the_features_of_datasets():
    datasets = pytest.importorskip("datasets")
    schemas = Schemas(datasets, 7)
    refused = 0
    for _ in range(400):
        schema = schemas.schema()
        found = read_schema(schema)
        try:
            features = datasets.Features.from_arrow_schema(schema)
        except ValueError:
            refused += 1
            assert found.fault is not None, schema
            assert found.fault.exception == "ValueError"
            continue
        text = json.dumps({"info": {"features": features.to_dict()}}).encode()
        assert found.fault is None, schema
        assert {column.name: column for column in found.columns} == read_stored(text).columns, schema
    assert 20 < refused < 300
