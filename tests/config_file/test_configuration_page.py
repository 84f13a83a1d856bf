"""The page about the configuration: its schema is the source, and what stands there can be read."""

from __future__ import annotations

import re

import pytest

from cardcheck import resources

PAGE = (resources.root() / "docs" / "configuration.md").read_text(encoding="utf-8")
SCHEMA = resources.schema("config")
SECTIONS = {
    title: " ".join(text.split())
    for title, text in re.findall(r"^### `([\w-]+)`\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
}


def test_every_setting_has_a_section_in_the_order_of_the_schema():
    assert list(SECTIONS) == list(SCHEMA["properties"])


@pytest.mark.parametrize("key", SCHEMA["properties"])
def test_a_section_begins_as_the_schema_describes_the_setting(key):
    assert SECTIONS[key].startswith(SCHEMA["properties"][key]["description"])


@pytest.mark.parametrize("key", SCHEMA["properties"])
def test_a_section_has_an_example_of_its_setting(key):
    example = re.search(r"```toml (.*?) ```", SECTIONS[key])
    assert example is not None
    assert re.search(rf"^{key} = |^\[+{key}\b", example[1])


@pytest.mark.parametrize("name", ["rule", "waiver", "override"])
def test_every_key_of_a_table_is_described(name):
    for key, schema in SCHEMA["$defs"][name]["properties"].items():
        row = f"`{key}` | {schema['description']} |" if "description" in schema else f"`{key}`"
        assert row in SECTIONS[name]


def test_what_adds_up_is_told():
    from cardcheck.config_file import field_of
    from cardcheck.model.config import _ADDED

    told = re.search(r"^- lists add up: (.*?);", PAGE, re.MULTILINE | re.DOTALL)
    assert told is not None
    assert {field_of(key) for key in re.findall(r"`([\w-]+)`", told[1])} == set(_ADDED)
