from __future__ import annotations

import copy
import datetime as dt
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardcheck import resources, schemas
from cardcheck.schemas import ShapeError, explain, gates, is_valid, shape_errors

# The schemas that instances are judged by; the one for editors has a test file of its own.
NAMES = sorted(
    path.name.removesuffix(".schema.json")
    for path in resources.schema_path("x").parent.glob("*.schema.json")
    if ".editor." not in path.name
)

# What the gate (draft 7) and jsonschema (2020-12) understand in the same way.
SHARED = {
    "definitions",
    "$defs",
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "enum",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "not",
    "oneOf",
    "pattern",
    "properties",
    "propertyNames",
    "required",
    "type",
}
NOTES = {"$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated"}
MAPS = {"properties", "$defs", "definitions"}
ONE = {"additionalProperties", "items", "not", "propertyNames"}
SEVERAL = {"anyOf", "allOf", "oneOf"}


def subschemas(schema: Any, at: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    if not isinstance(schema, dict):
        return
    yield at, schema
    for key, value in schema.items():
        if key in MAPS:
            for name, inner in value.items():
                yield from subschemas(inner, f"{at}/{key}/{name}")
        elif key in ONE:
            yield from subschemas(value, f"{at}/{key}")
        elif key in SEVERAL:
            for index, inner in enumerate(value):
                yield from subschemas(inner, f"{at}/{key}/{index}")


@pytest.mark.parametrize("name", NAMES)
class TestOurSchemas:
    def test_is_a_schema(self, name):
        from jsonschema import Draft202012Validator

        Draft202012Validator.check_schema(resources.schema(name))
        assert resources.schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"

    def test_keeps_to_what_both_libraries_understand(self, name):
        for at, schema in subschemas(resources.schema(name)):
            foreign = {key for key in schema if key not in SHARED | NOTES and not key.startswith("x-")}
            assert not foreign, at

    def test_references_stand_alone(self, name):
        for at, schema in subschemas(resources.schema(name)):
            if "$ref" in schema:
                beside = {key for key in schema if key not in NOTES and not key.startswith("x-")}
                assert beside == {"$ref"}, at

    def test_references_stay_on_the_disk(self, name):
        for at, schema in subschemas(resources.schema(name)):
            assert re.match(r"#/|[\w/-]+(\.schema)?\.json(#|$)", schema.get("$ref", "#/")), at

    def test_gate_compiles_and_says_what_jsonschema_says(self, name):
        for instance in (None, 3, "x", [], {}, {"a": [1]}, [{}], dt.date(2024, 1, 1), {1: 2, None: 3}):
            assert is_valid(name, instance) == (explain(name, instance) == ())

    def test_the_gate_changes_nothing(self, name):
        instance: dict[str, Any] = {}
        is_valid(name, instance)
        assert instance == {}


def values(leaves: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.recursive(leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3))


keys = st.sampled_from(["severity", "with", "license/x", "", "a/b~c"]) | st.text(max_size=4)
anything = values(
    st.none()
    | st.booleans()
    | st.integers(-2, 2)
    | st.floats()
    | st.dates()
    | st.datetimes()
    | st.binary(max_size=2)
    | st.text(max_size=4)
    | st.sampled_from(["error", "warning", "never", "high", "org/name", "org/name\n", "org"])
)
configs = st.dictionaries(
    st.sampled_from(sorted(resources.schema("config")["properties"])) | st.text(max_size=3) | st.integers() | st.none(),
    anything,
    max_size=4,
)


class TestAgreement:
    @settings(max_examples=500)
    @given(instance=configs | anything)
    def test_gate_and_jsonschema_agree_on_configurations(self, instance):
        assert is_valid("config", instance) == (explain("config", instance) == ())

    @pytest.mark.parametrize("name", NAMES)
    @settings(max_examples=50)
    @given(instance=st.dictionaries(st.text(max_size=3) | st.integers(), anything, max_size=3) | anything)
    def test_gate_and_jsonschema_agree_on_anything(self, instance, name):
        assert is_valid(name, instance) == (explain(name, instance) == ())

    @given(instance=configs | anything)
    def test_nothing_is_changed_and_every_error_says_something(self, instance):
        before = copy.deepcopy(instance)
        for error in shape_errors("config", instance):
            assert error.pointer == "" or error.pointer.startswith("/")
            assert error.expected
            assert error.message
        assert repr(instance) == repr(before)


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


def test_what_passes_the_gate_needs_no_jsonschema():
    code = (
        "import sys\nfrom cardcheck.schemas import shape_errors\n"
        "before = {'jsonschema', 'fastjsonschema'} & set(sys.modules)\n"
        "errors = shape_errors('config', {'profile': 'strict'})\n"
        "print(before, errors, 'jsonschema' in sys.modules)"
    )
    folder = Path(schemas.__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=folder)
    assert done.stdout.strip() == "set() () False"
