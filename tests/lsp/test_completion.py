"""Completion: what an editor is offered at a place of a card, and what stands there when it is taken."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls")

from lsp_cards import edited, marked
from lsprotocol.types import Position

from cardcheck import resources
from cardcheck.lsp.completion import complete
from cardcheck.lsp.positions import Places
from cardcheck.lsp.repository import Known
from cardcheck.model.facts import Column, FileList, Footer, Footers, Heads, RepoFacts, RepoFile, Table
from cardcheck.model.load import ConfigPlan, LoadPlan, SplitPlan

RULES = {"license/unknown-id": "The license id is not one the Hub knows", "links/empty-link": "A link leads nowhere"}
FILES = FileList(
    tuple(
        RepoFile(path, 1) for path in ("LICENSE", "README.md", "data/test.csv", "data/train-0.csv", "data/train-1.csv")
    ),
    texts={"LICENSE": "MIT"},
)
KNOWN = Known(
    RepoFacts(
        files=FILES,
        parquet=Footers({"a.parquet": Footer(Table((Column("tide", "float64"), Column("at", "timestamp[s]"))))}),
        heads=Heads({"b.csv": Table((Column("remark", "string"),))}),
    ),
    LoadPlan("ok", configs=(ConfigPlan("north", splits=(SplitPlan("dev", rows=12),)),)),
)


def items(card: str, known: Known = KNOWN):
    text, position = marked(card)
    return complete(Places(text), position, known, RULES).items


def labels(card: str, known: Known = KNOWN):
    return [item.label for item in items(card, known)]


def chosen(card: str, label: str) -> str:
    """Return the card after a proposal was taken."""
    text, _ = marked(card)
    item = next(item for item in items(card) if item.label == label)
    return edited(text, [item.text_edit])


def fenced(lines: str) -> str:
    return f"---\n{lines}\n---\n# T\n"


LISTS = {
    "license": "licenses",
    "language": "languages",
    "task_categories": "task-categories",
    "task_ids": "task-ids",
    "size_categories": "size-categories",
    "multilinguality": "multilinguality",
    "annotations_creators": "annotations-creators",
    "language_creators": "language-creators",
    "language_bcp47": "languages",
    "tags": "modalities",
}


@pytest.mark.parametrize(("key", "name"), LISTS.items())
@pytest.mark.parametrize("form", ["{}:\n- {}¦", "{}:\n  - {}¦", "{}: [{}¦]"])
def test_every_value_of_every_list_can_be_completed(key, name, form):
    values = list(resources.vocabulary(name))
    for value in values[:: 1 + len(values) // 20]:
        assert value in labels(fenced(form.format(key, value)))


@pytest.mark.parametrize("key", ["task_categories", "task_ids", "tags", "configs"])
def test_keys_of_the_top_level(key):
    assert key in labels(fenced(f"{key[:3]}¦"))


def test_every_key_of_the_schema_is_offered_but_old_names():
    offered = set(labels(fenced("¦")))
    assert offered >= {"pretty_name", "license", "configs", "dataset_info", "extra_gated_prompt"}
    assert not offered & {"languages", "licenses", "title"}


def test_keys_that_are_there_already_are_not_offered():
    assert "license" not in labels(fenced("license: mit\nli¦"))


def test_a_license_is_found_by_its_name():
    assert "cc-by-4.0" in labels(fenced("license: attrib¦"))
    assert "cy" in labels(fenced("language:\n- welsh¦"))


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("license", "licenses"),
        ("language", "languages"),
        ("task_categories", "task-categories"),
        ("task_ids", "task-ids"),
    ],
)
def test_a_value_is_found_by_any_word_of_its_name_and_shown_with_it(key, name):
    named = resources.vocabulary(name)
    for value in list(named)[:: 1 + len(named) // 20]:
        shown = named[value]["name"] if isinstance(named[value], dict) else named[value]
        word = max(re.findall(r"\w+", shown), key=len).lower()
        found = {item.label: item.detail for item in items(fenced(f"{key}:\n- {word}¦"))}
        assert value in found
        assert shown in found[value]


def test_what_begins_so_comes_first():
    assert labels(fenced("license: mit¦"))[0] == "mit"


def test_a_long_list_is_cut_and_asked_for_again():
    text, position = marked(fenced("language: ¦"))
    found = complete(Places(text), position, KNOWN, RULES)
    assert found.is_incomplete
    assert len(found.items) == 200


def test_a_value_takes_the_place_of_the_whole_word():
    assert chosen(fenced("license: apa¦xx # why"), "apache-2.0") == fenced("license: apache-2.0 # why")


def test_a_value_that_yaml_would_read_as_another_is_quoted():
    assert chosen(fenced("language: no¦"), "no") == fenced('language: "no"')
    assert chosen(fenced('language: "no¦"'), "no") == fenced('language: "no"')


def test_a_lone_value_of_a_list_gets_brackets():
    assert chosen(fenced("task_ids: abs¦"), "abstractive-qa") == fenced("task_ids: [abstractive-qa]")


def test_a_key_gets_its_colon_once():
    assert chosen(fenced("lice¦"), "license") == fenced("license: ")


@pytest.mark.parametrize(
    ("lines", "offered"),
    [
        ("configs:\n- ¦", "config_name"),
        ("configs:\n- config_name: n¦", "north"),
        ("configs:\n- data_files: ¦", "data/test.csv"),
        ("configs:\n- data_files:\n  - ¦", "data/*.csv"),
        ("configs:\n- data_files:\n  - split: ¦", "dev"),
        ("configs:\n- data_files:\n  - split: train\n    path: data/tr¦", "data/train-1.csv"),
        ("configs:\n- data_files:\n  - split: train\n    path:\n    - data/te¦", "data/test.csv"),
        ("configs: [{config_name: a, data_dir: ¦", "data"),
        ("configs:\n- default: ¦", "true"),
        ("dataset_info:\n  features:\n  - name: ¦", "tide"),
        ("dataset_info:\n- features:\n  - name: re¦", "remark"),
        ("dataset_info:\n  features:\n  - name: a\n    dtype: int¦", "int64"),
        ("dataset_info:\n  splits:\n  - name: ¦", "validation"),
        ("license_link: ¦", "LICENSE"),
        ("source_datasets:\n- ¦", "original"),
        ("viewer: ¦", "false"),
        ("extra_gated_fields:\n  Country: ¦", "country"),
        ("license: mit # cardcheck: ignore[¦", "license/unknown-id"),
    ],
)
def test_what_the_schema_and_the_repository_know(lines, offered):
    assert offered in labels(fenced(lines))


def test_a_rule_in_a_comment_of_the_text():
    assert labels("---\nlicense: mit\n---\n<!-- cardcheck: ignore[a, links/¦") == ["links/empty-link"]


def test_a_column_tells_its_type():
    item = next(item for item in items(fenced("dataset_info:\n  features:\n  - name: ti¦")) if item.label == "tide")
    assert item.detail == "float64"


@pytest.mark.parametrize("card", [fenced("pretty_name: ¦"), "---\na: 1\n---\n# li¦", fenced("license: mit # ¦")])
def test_where_nothing_is_known_nothing_is_offered(card):
    assert labels(card) == []


@given(st.text(st.sampled_from("---\n [{]},:#'\"al*\U0001f30a"), max_size=50), st.integers(0, 9), st.integers(0, 60))
def test_no_text_and_no_place_stops_it(text, line, character):
    complete(Places(f"---\n{text}"), Position(line, character), KNOWN, RULES)
