"""The schema that editors are given: fresh, whole, and of one mind with what cardcheck judges by."""

import importlib.util
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from cardcheck import resources, schemas

TOOL = Path(__file__).parent.parent / "tools" / "bundle_schema.py"
SCHEMA = resources.schema("dataset-card.editor")


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("bundle_schema", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_is_fresh(tool):
    written = tool.TARGET.read_text(encoding="utf-8")
    assert written == tool.bundle(), "run tools/bundle_schema.py"


def test_it_stands_alone():
    Draft202012Validator.check_schema(SCHEMA)
    text = json.dumps(SCHEMA)
    assert '"x-' not in text
    assert text.count('"$ref": "') == text.count('"$ref": "#/$defs/')
    assert SCHEMA["$id"].startswith("urn:")
    assert SCHEMA["additionalProperties"] is True


def test_every_known_key_is_there_and_described():
    known = set(resources.vocabulary("card-keys"))
    told = {name for name, said in SCHEMA["properties"].items() if not said.get("deprecated")}
    assert told == known
    assert [name for name in told if not SCHEMA["properties"][name].get("description")] == []


def test_older_names_lead_to_the_new_ones():
    assert SCHEMA["properties"]["languages"]["deprecationMessage"] == "write `language`"


@pytest.mark.parametrize("name", ["languages", "licenses", "task-categories", "task-ids", "size-categories"])
def test_lists_are_those_of_the_vocabulary(name):
    lists = [said["enum"] for said in _subschemas(SCHEMA) if "enum" in said]
    assert list(resources.vocabulary(name)) in lists


def test_a_description_for_each_value():
    for said in _subschemas(SCHEMA):
        assert len(said.get("enum", ())) == len(said.get("enumDescriptions", ()))


@pytest.mark.parametrize(
    ("metadata", "is_right"),
    [
        ({"license": "mit", "language": ["en", "fr"], "tags": ["a"]}, True),
        ({"license": "apache2"}, False),
        ({"language": ["xx"]}, False),
        # The Hub warns of these and takes them.
        ({"task_categories": ["foo"], "size_categories": ["foo"]}, True),
        ({"task_categories": "translation"}, False),
        ({"pretty_name": 3}, False),
        ({"configs": [{"config_name": "a", "data_files": [{"split": "train", "path": ["a"]}]}]}, True),
        ({"configs": [{"config_name": 2020}]}, False),
        ({"configs": [{"data_files": "a"}]}, False),
        ({"dataset_info": {"features": [{"name": "a", "dtype": {"class_label": {"names": {"0": "a"}}}}]}}, True),
        ({"dataset_info": {"splits": {"train": {}}}}, False),
        ({"extra_gated_fields": {"Name": "text", "Use": {"type": "select", "options": ["a"]}}}, True),
        ({"extra_gated_fields": {"Name": "string"}}, False),
        ({"viewer": "no"}, False),
        ({"anything": {"else": 1}}, True),
    ],
)
def test_what_an_editor_says(metadata, is_right):
    assert Draft202012Validator(SCHEMA).is_valid(metadata) is is_right
    if is_right:
        assert schemas.is_valid("dataset-card", metadata)


def _subschemas(schema):
    if isinstance(schema, list):
        for inner in schema:
            yield from _subschemas(inner)
    elif isinstance(schema, dict):
        yield schema
        for inner in schema.values():
            yield from _subschemas(inner)
