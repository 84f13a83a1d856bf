"""x"""

from __future__ import annotations

import copy
import datetime as dt
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
from cardcheck.schemas import explain, is_valid, shape_errors

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
# Neither library is asked to look at a `format`; editors are.
NOTES = {"$schema", "$id", "$comment", "title", "description", "default", "examples", "deprecated", "format"}
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
