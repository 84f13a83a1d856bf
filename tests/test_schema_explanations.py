"""What does not fit a schema is explained: where, and in which words."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from cardcheck import resources, schemas
from cardcheck.schemas import ShapeError, explain, gates, is_valid, shape_errors


@pytest.fixture
def schema(tmp_path, monkeypatch):
    """A schema of the test's own."""
    for cached in (gates.gate, schemas._validator, resources.schema):
        cached.cache_clear()
    monkeypatch.setattr(resources, "root", lambda: tmp_path)
    (tmp_path / "schemas/vocabulary").mkdir(parents=True)

    def write(data: dict[str, Any], name: str = "own.schema.json") -> None:
        (tmp_path / "schemas" / name).write_text(json.dumps(data))

    yield write
    for cached in (gates.gate, schemas._validator, resources.schema):
        cached.cache_clear()


def errors_of(instance: Any) -> list[tuple[str, str, str]]:
    assert is_valid("own", instance) == (explain("own", instance) == ())
    return [(error.pointer, error.keyword, error.expected) for error in shape_errors("own", instance)]


def of(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties}


TEXTS = {"type": "array", "items": {"type": "string"}}


class TestExplanation:
    @pytest.mark.parametrize(
        ("wanted", "phrase"),
        [
            ({"type": "string"}, "a string"),
            ({"type": ["string", "null"]}, "a string or nothing"),
            (TEXTS, "a list of strings"),
            ({"type": "array"}, "a list"),
            ({"type": "array", "items": {"enum": ["a", "b"]}}, "a list, each entry a or b"),
            ({"anyOf": [{"type": "string"}, TEXTS]}, "a string or a list of strings"),
            ({"enum": ["a", "b", "c"]}, "one of a, b or c"),
            ({"enum": [f"v{n}" for n in range(30)]}, "one of v0, v1, v2, v3, v4, v5, v6, v7, … (30 in all)"),
            ({"$ref": "#/$defs/x"}, "a word of ours"),
            ({"anyOf": [{"$ref": "#/$defs/x"}, {"type": "null"}]}, "a word of ours or nothing"),
            ({"type": "string", "x-expected": "a title"}, "a title"),
        ],
    )
    def test_what_would_do(self, wanted, phrase, schema):
        schema({**of(a=wanted), "$defs": {"x": {"type": "string", "x-expected": "a word of ours"}}})
        assert [expected for _, _, expected in errors_of({"a": 5})] == [phrase]

    @pytest.mark.parametrize(
        ("wanted", "value", "phrase"),
        [
            ({"minLength": 1}, "", "something that is not empty"),
            ({"minLength": 3}, "x", "text of at least 3 characters"),
            ({"maxItems": 1}, [1, 2], "at most 1 entries"),
            ({"minimum": 0}, -1, "a number from 0 on"),
            ({"pattern": "^a$"}, "b", "text of the form `^a$`"),
            ({"pattern": "^a$"}, "a\n", "text of the form `^a$`"),
        ],
    )
    def test_limits(self, wanted, value, phrase, schema):
        schema(of(a=wanted))
        assert errors_of({"a": value}) == [("/a", next(iter(wanted)), phrase)]

    def test_missing_keys_are_reported_once_each(self, schema):
        schema({"type": "object", "required": ["a", "b"]})
        assert errors_of({}) == [("", "required", "the key `a`"), ("", "required", "the key `b`")]

    def test_keys_too_many(self, schema):
        schema({**of(a={}), "additionalProperties": False})
        assert errors_of({"x/y": 1, 2: 3}) == [
            ("/x~1y", "additionalProperties", "a"),
            ("/2", "additionalProperties", "a"),
        ]
        assert all(error.is_key for error in shape_errors("own", {"x": 1}))

    def test_names_of_keys(self, schema):
        schema({"type": "object", "propertyNames": {"type": "string", "x-expected": "text as a key"}})
        (error,) = shape_errors("own", {"a": {2020: 1}, 2020: 1})
        message = "the key `2020` is not text as a key"
        assert error[:6] == ("/2020", "type", "text as a key", message, 2020, True)

    def test_the_whole_form_and_its_remedy_are_told(self, schema):
        schema(of(a={"type": "object", "required": ["x"], "x-expected": "a mapping", "x-remedy": {"to": "list"}}))
        (error,) = shape_errors("own", {"a": {}})
        assert (error.expected, error.form, error.remedy) == ("the key `x`", "a mapping", {"to": "list"})

    def test_type_and_list_of_values_are_one_error(self, schema):
        schema(of(a={"type": "string", "enum": ["x"]}))
        assert errors_of({"a": 5}) == [("/a", "type", "x")]

    @pytest.mark.parametrize(
        "value", [dt.date(2024, 1, 1), dt.datetime(2024, 1, 1, tzinfo=dt.UTC), b"x", {1}, object()]
    )
    def test_what_is_no_json(self, value, schema):
        schema(of(a=TEXTS))
        assert errors_of({"a": value}) == [("/a", "type", "a list of strings")]
        assert errors_of({"a": [value]}) == [("/a/0", "type", "a string")]

    def test_nesting_without_end(self, schema):
        schema({"anyOf": [{"type": "array", "items": {"$ref": "#"}}, {"type": "string"}]})
        instance: list[Any] = []
        for _ in range(5000):
            instance = [instance]
        assert shape_errors("own", instance) == (
            ShapeError("", "type", "less nesting", "this is nested too deeply", None),
        )

    def test_many_errors_are_cut(self, schema):
        schema(TEXTS)
        assert len(shape_errors("own", [1] * 10_000)) == 200


IDS = {"type": "string", "enum": ["mit", "gpl"]}
SPLIT = {"type": "object", "required": ["split"], "properties": {"split": {"type": "string"}}}


class TestChoice:
    @pytest.mark.parametrize(
        ("value", "error"),
        [
            ("apache", ("/a", "enum", "mit or gpl")),
            (["mit", "apache"], ("/a/1", "enum", "mit or gpl")),
            (["mit", 3], ("/a/1", "type", "mit or gpl")),
            (3, ("/a", "anyOf", "mit or gpl or a list, each entry mit or gpl")),
        ],
    )
    def test_the_branch_of_the_right_type_speaks(self, value, error, schema):
        schema(of(a={"anyOf": [IDS, {"type": "array", "items": IDS}]}))
        assert errors_of({"a": value}) == [error]

    def test_values_without_a_type_count_by_their_kind(self, schema):
        schema(of(a={"anyOf": [{"enum": ["x"]}, TEXTS]}))
        assert errors_of({"a": "y"}) == [("/a", "enum", "x")]
        assert errors_of({"a": [1]}) == [("/a/0", "type", "a string")]
        assert errors_of({"a": 1}) == [("/a", "anyOf", "x or a list of strings")]

    def test_where_several_branches_fit_all_forms_are_named(self, schema):
        schema(of(a={"anyOf": [TEXTS, {"type": "array", "items": SPLIT}]}))
        assert [keyword for _, keyword, _ in errors_of({"a": [3]})] == ["anyOf"]

    def test_items_of_the_right_kind_show_which_list_was_meant(self, schema):
        schema(of(a={"anyOf": [TEXTS, {"type": "array", "items": SPLIT}]}))
        assert errors_of({"a": [{"split": 1}, {"split": "x"}]}) == [("/a/0/split", "type", "a string")]

    def test_a_choice_inside_a_choice(self, schema):
        schema(of(a={"anyOf": [{"type": "null"}, {"anyOf": [{"type": "string"}, TEXTS]}]}))
        assert errors_of({"a": [1]}) == [("/a/0", "type", "a string")]
        assert errors_of({"a": 1}) == [("/a", "anyOf", "nothing or a string or a list of strings")]


class TestOtherFiles:
    def test_references_lead_to_files_beside(self, schema):
        schema({"enum": ["mit"], "title": "Licenses"}, "vocabulary/licenses.json")
        schema(
            of(
                a={"$ref": "vocabulary/licenses.json"},
                b={"type": "array", "items": {"$ref": "vocabulary/licenses.json"}},
            )
        )
        assert errors_of({"a": "mit", "b": ["mit"]}) == []
        assert errors_of({"a": "gpl", "b": ["gpl"]}) == [("/a", "enum", "mit"), ("/b/0", "enum", "mit")]

    def test_references_with_an_address_lead_to_the_disk_too(self, schema):
        schema({"enum": ["mit"]}, "vocabulary/licenses.json")
        schema({"$id": "https://x.invalid/schemas/own.schema.json", **of(a={"$ref": "vocabulary/licenses.json"})})
        assert errors_of({"a": "gpl"}) == [("/a", "enum", "mit")]

    @pytest.mark.parametrize("uri", ["../secret.json", "https://x.invalid/schemas/../../secret.json"])
    def test_references_do_not_leave(self, uri, schema, tmp_path):
        schema({})
        (tmp_path / "secret.json").write_text("{}")
        with pytest.raises(LookupError):
            gates.from_disk(uri)
