"""The feature grammar: YAML in, features and faults out."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.loading.dtypes import advise
from cardcheck.loading.features import read_features


def read(text):
    return read_features(yaml.safe_load(text), "/f")


def test_features_in_order():
    reading = read("[{name: a, dtype: int8}, {name: b, list: [{name: c, dtype: {image: {mode: L}}}]}]")
    assert [(feature.name, feature.form, feature.type, feature.depth) for feature in reading.features] == [
        ("a", "value", "int8", 0),
        ("b", "list", "list", 0),
        ("c", "class", "image", 1),
    ]
    assert [feature.at for feature in reading.features] == ["/f/0/dtype", "/f/1/list", "/f/1/list/0/dtype/image"]
    assert reading.faults == ()


def test_reading_goes_on_after_a_fault():
    reading = read("[{name: a, dtype: int}, {dtype: int8}, {name: b, struct: [{name: c, dtype: text}]}]")
    assert [(fault.kind, fault.pointer) for fault in reading.faults] == [
        ("meant", "/f/0/dtype"),
        ("name-missing", "/f/1"),
        ("meant", "/f/2/struct/0/dtype"),
    ]


def test_a_key_with_a_slash_is_escaped():
    assert [fault.pointer for fault in read("[{name: a, b/c: {}}]").faults] == ["/f/0/b~1c"]


@pytest.mark.parametrize(
    ("text", "kind", "form"),
    [
        ("Int64", "meant", "int64"),
        ("str", "meant", "string"),
        ("datetime64[ns]", "meant", "timestamp[ns]"),
        ("datetime", "guess", "timestamp[us]"),
        ("flaot32", "guess", "float32"),
        ("List[str]", "list-form", "string"),
        ("list<string>", "list-form", "string"),
        ("array<item: int32>", "list-form", "int32"),
        ("int32[]", "list-form", "int32"),
        ("dict", "composite", "struct: [{name: …, dtype: …}]"),
        ("timestamp[m]", "unit", "timestamp[us]"),
        ("harbour", "unknown", ""),
        ("x" * 10_000, "unknown", ""),
    ],
)
def test_what_an_unknown_type_means(text, kind, form):
    assert advise(text) == (kind, form)


scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates()
keys = (
    st.sampled_from(["name", "dtype", "list", "sequence", "struct", "class_label", "names", "length", "0", "1"])
    | scalars
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4), max_leaves=20
)


@given(anything)
def test_reads_whatever_is_there(value):
    for fault in read_features(value, "/f").faults:
        assert fault.pointer.startswith("/f")
