"""Changes of the features that `dataset_info` states: types, labels, names, and what the data does not fit."""

from __future__ import annotations

from typing import Any

from draft import Draft


def _feature(draft: Draft, **content: Any) -> None:
    """Give one of the features another type."""
    features = draft.features()
    chosen = draft.rng.choice(features)
    name = chosen.get("name", "a")
    chosen.clear()
    chosen.update({"name": name, **content})


def type_unknown(draft: Draft) -> None:
    word = draft.rng.choice(
        (
            "int",
            "integer",
            "long",
            "str",
            "text",
            "boolean",
            "number",
            "dict",
            "object",
            "bytes",
            "date",
            "datetime",
            "categorical",
            "bfloat16",
            "string[]",
            "list<string>",
            "Int64",
            "STRING",
            "",
            "uuid",
        )
    )
    if draft.rng.random() < 0.25:
        _feature(draft, **{draft.rng.choice(("list", "sequence")): word})
    else:
        _feature(draft, dtype=word)
    draft.aim("type-unknown")


def type_incomplete(draft: Draft) -> None:
    _feature(
        draft,
        dtype=draft.rng.choice(
            ("list", "struct", "timestamp", "time32", "time64", "duration", "decimal128", "sequence", "large_list")
        ),
    )
    draft.aim("type-incomplete")


def type_class_case(draft: Draft) -> None:
    _feature(
        draft,
        dtype=draft.rng.choice(
            (
                "ClassLabel",
                {"ClassLabel": {"names": ["a"]}},
                "array2d",
                {"array2d": {"shape": [1, 1], "dtype": "int8"}},
                "Array2D",
                "class_label",
            )
        ),
    )
    draft.aim("type-class-case")


def type_alias(draft: Draft) -> None:
    """Types that the data may or may not fit."""
    kind = draft.rng.choice(("dtype", "dtype", "dtype", "list", "sequence"))
    _feature(
        draft,
        **{
            kind: draft.rng.choice(
                (
                    "utf8",
                    "float",
                    "double",
                    "int32",
                    "large_string",
                    "float32",
                    "int8",
                    "uint8",
                    "date32",
                    "timestamp[s]",
                    "null",
                    "binary",
                    "Image",
                    "image",
                    "IMAGE",
                    "json",
                    "Json",
                    "bool",
                )
            )
        },
    )


def type_shapes(draft: Draft) -> None:
    """Forms of features that are read, and some that nearly are."""
    _feature(
        draft,
        **draft.rng.choice(
            (
                {"list": {"dtype": "int64"}},
                {"list": [{"name": "x", "dtype": "int64"}]},
                {"sequence": [{"name": "x", "dtype": "int64"}]},
                {"struct": [{"name": "x", "dtype": "int64"}, {"name": "y", "dtype": "string"}]},
                {"struct": [{"name": "x", "dtype": "int64"}]},
                {"list": "int64", "length": 2},
                {"list": "int64", "length": 3},
                {"large_list": "int64"},
                {"list": {"list": "int64"}},
                {"dtype": {"array2_d": {"shape": [1, 2], "dtype": "int64"}}},
                {"dtype": {"translation": {"languages": ["en", "fr"]}}},
                {"dtype": {"image": {"decode": False}}},
                {"dtype": {"image": {"nothing": 1}}},
                {"dtype": {"audio": {"sampling_rate": 8000}}},
                {"struct": {"x": "int64"}},
                {"struct": "int64"},
                {"list": 5},
                {"list": None},
                {"dtype": 5},
                {"dtype": None},
                {"dtype": ["string"]},
                {"dtype": "string", "note": "x"},
                {"dtype": "string", "id": "x"},
                {"list": "string", "dtype": "string"},
                {"dtype": {"a": 1, "b": 2}},
            )
        ),
    )


def label_gaps(draft: Draft) -> None:
    names = draft.rng.choice(
        ({"0": "a", "2": "b"}, {"1": "a", "2": "b"}, {"a": "x"}, {"0": "a", "x": "b"}, {"-1": "a", "0": "b"})
    )
    _feature(draft, dtype={"class_label": {"names": names}})
    draft.aim("label-gaps")


def label_duplicate(draft: Draft) -> None:
    _feature(
        draft, dtype={"class_label": {"names": draft.rng.choice((["a", "a"], {"0": "a", "1": "a"}, ["x", "y", "x"]))}}
    )
    draft.aim("label-duplicate")


def label_no_names(draft: Draft) -> None:
    _feature(
        draft,
        dtype={
            "class_label": draft.rng.choice(
                (
                    {"num_classes": 2},
                    {"num_classes": 0},
                    {},
                    None,
                    {"names": None},
                    {"names": 5},
                    {"names": "ab"},
                    {"num_classes": 3, "names": ["a"]},
                    {"names_file": "x.txt"},
                )
            )
        },
    )
    draft.aim("label-no-names")


def label_booleans(draft: Draft) -> None:
    _feature(
        draft,
        dtype={
            "class_label": {
                "names": draft.rng.choice(
                    ([True, False], {"0": False, "1": True}, [1, 2], {0: "a", 1: "b"}, ["a", None], [0.5, "a"])
                )
            }
        },
    )
    draft.aim("label-booleans")


def label_fits(draft: Draft) -> None:
    names = draft.rng.choice(
        (["w0", "w1", "w2", "w3"], ["a"] + [f"n{n}" for n in range(12)], ["w0"], ["True", "False"])
    )
    _feature(draft, dtype={"class_label": {"names": names}})
    draft.aim("label-fits")


def feature_name_no_string(draft: Draft) -> None:
    draft.rng.choice(draft.features())["name"] = draft.rng.choice((5, True, False, None, 1.5))
    draft.aim("feature-name-no-string")


def feature_name_duplicate(draft: Draft) -> None:
    features = draft.features()
    features.insert(
        draft.rng.choice((0, len(features))),
        {"name": features[0].get("name"), "dtype": draft.rng.choice(("string", "int64"))},
    )
    draft.aim("feature-name-duplicate")


def feature_name_missing(draft: Draft) -> None:
    draft.rng.choice(draft.features()).pop("name", None)
    draft.aim("feature-name-missing")


def feature_no_type(draft: Draft) -> None:
    chosen = draft.rng.choice(draft.features())
    name = chosen.get("name")
    chosen.clear()
    chosen.update(
        draft.rng.choice(({"name": name}, {"name": name, "type": "string"}, {"name": name, "description": "x"}))
    )
    draft.aim("feature-no-type")


def features_other_type(draft: Draft) -> None:
    draft.features()
    draft.info()["features"] = draft.rng.choice(
        (
            {"a": "string"},
            {"a": {"dtype": "string"}},
            "a",
            None,
            [],
            ["a"],
            5,
            {},
            [None],
            {"name": "a", "dtype": "string"},
        )
    )
    draft.aim("features-other-type")


def cast_missing(draft: Draft) -> None:
    features = draft.features()
    if len(features) > 1:
        features.pop(draft.rng.randrange(len(features)))
    else:
        features[0]["name"] = "zzz"
    draft.aim("cast-missing")


def cast_extra(draft: Draft) -> None:
    draft.features().append({"name": "zzz", "dtype": draft.rng.choice(("string", "int64", "image"))})
    draft.aim("cast-extra")


def cast_type(draft: Draft) -> None:
    other = draft.rng.choice(
        (
            {"dtype": "int64"},
            {"dtype": "float32"},
            {"list": "string"},
            {"struct": [{"name": "q", "dtype": "string"}]},
            {"dtype": "bool"},
            {"dtype": "timestamp[s]"},
            {"dtype": "string"},
            {"dtype": "int8"},
            {"dtype": "date32"},
            {"dtype": "binary"},
        )
    )
    _feature(draft, **other)
    draft.aim("cast-type")


def features_order(draft: Draft) -> None:
    draft.features().reverse()
