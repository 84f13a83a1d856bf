"""Whose title is left in whose card: only what names another one plainly, and has nothing to do with its own name."""

from __future__ import annotations

import pytest

from cardcheck.audit.copies import copied


def found(**titles: str) -> tuple[tuple[str, str], ...]:
    """Ask for `owner/name` keys, written `owner__name`."""
    named = {key.replace("__", "/").replace("_", "-"): title for key, title in titles.items()}
    return copied(list(named), named)


def test_the_name_of_another_repository():
    assert found(acme__tides="Tides", acme__notes="Dataset Card for tides") == (("acme/notes", "acme/tides"),)


def test_the_id_of_another_repository():
    assert found(acme__tides="", acme__notes='Dataset Card for "acme/tides"') == (("acme/notes", "acme/tides"),)


def test_the_own_title_of_another_repository():
    said = "Tides of Kiel and Bergen"
    assert found(acme__tides_2020=said, acme__notes=said) == (("acme/notes", "acme/tides-2020"),)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("notes", "Notes"),
        ("tides_small", "Tides"),
        ("tk", "Tides of Kiel"),
        ("hc3_chinese", "Human ChatGPT Comparison Corpus (HC3)"),
        ("bc2_test", "Bc2Corpus"),
        ("notes", ""),
        ("notes", "Dataset Card for [Dataset Name]"),
        ("notes", "Dataset"),
    ],
)
def test_what_may_be_its_own_is_not_told(name, title):
    others = {"acme__tides": title, "acme__dataset_name": "", "acme__dataset": "Dataset"}
    assert not [pair for pair in found(**others, **{f"zoo__{name}": title}) if pair[0].startswith("zoo/")]


def test_a_title_that_names_nobody_here_is_not_told():
    assert found(acme__tides="Birds", acme__notes="Birds") == ()
