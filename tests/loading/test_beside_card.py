"""`.huggingface.yaml` and `dataset_infos.json`: what they change, as `datasets` 5.2.0 was seen to take them."""

import json

import pytest

from cardcheck.loading.plan import plan_load
from cardcheck.model.facts import Column, FileList, Heads, RepoFacts, RepoFile, Table
from cardcheck.model.text import Span
from cardcheck.parsing.card import parse_card
from cardcheck.parsing.yaml.tree import read_yaml

TABLE = Table((Column("a", "int64"), Column("b", "string")), rows=2, form="lines")
SPLIT = {"train": {"name": "train", "num_bytes": 10, "num_examples": 2, "dataset_name": "harbour"}}


def value(dtype):
    return {"dtype": dtype, "id": None, "_type": "Value"}


def plan(card="license: mit\n", *, standalone=None, legacy=None):
    texts = {".huggingface.yaml": standalone, "dataset_infos.json": legacy}
    texts = {name: text for name, text in texts.items() if text is not None}
    files = FileList((RepoFile("data/train.csv", 14), RepoFile("en/a.csv", 14)), texts=texts, folder="harbour")
    extra = None if standalone is None else read_yaml(standalone, Span(0, len(standalone)))
    metadata = parse_card(f"---\n{card}---\n").metadata
    heads = Heads({"data/train.csv": TABLE, "en/a.csv": TABLE})
    return plan_load(metadata, RepoFacts(files=files, heads=heads), None, extra)


class TestLegacy:
    @pytest.mark.parametrize(
        ("entry", "raised"),
        [
            ({"features": {"a": value("int64"), "b": value("string")}, "splits": SPLIT}, None),
            ({"features": {"a": value("int"), "b": value("string")}}, "ValueError"),
            ({"features": {"a": {"_type": "Harbour"}}}, "ValueError"),
            ({"features": [1]}, "TypeError"),
            ({"features": "x"}, "AttributeError"),
            ({"splits": "x"}, "AttributeError"),
            ({"splits": {"train": {**SPLIT["train"], "colour": 1}}}, "TypeError"),
            ({"version": "1.0"}, "ValueError"),
            ({"version": 1.0}, "AttributeError"),
            ({"version": {"version_str": "1.0.0", "major": 1}}, None),
            ({"supervised_keys": {"first": "a"}}, "TypeError"),
            (None, "AttributeError"),
            ([], "AttributeError"),
            ({}, None),
        ],
    )
    def test_an_entry_is_refused_as_the_loader_refuses_it(self, entry, raised):
        error = plan(legacy=json.dumps({"default": entry})).error
        assert (error and error.exception) == raised
        assert error is None or (error.file, error.pointer) == ("dataset_infos.json", None)

    @pytest.mark.parametrize("text", ["{", "", "\ufeff{}", "[" * 100_000])
    def test_what_is_no_json_is_refused(self, text):
        assert plan(legacy=text).error.exception == "JSONDecodeError"

    def test_fields_in_a_sequence_are_a_struct_of_lists(self):
        nested = {"feature": {"x": value("int64")}, "length": -1, "_type": "Sequence"}
        done = plan(legacy=json.dumps({"default": {"features": {"a": nested, "b": value("string")}}}))
        assert done.configs[0].error.exception == "DatasetGenerationError"

    def test_the_only_entry_counts_whatever_its_name(self):
        wrong = {"train": {**SPLIT["train"], "num_examples": 3}}
        error = plan(legacy=json.dumps({"user--harbour": {"splits": wrong}})).configs[0].error
        assert (error.exception, error.file, error.pointer) == (
            "NonMatchingSplitsSizesError",
            "dataset_infos.json",
            None,
        )

    def test_what_the_card_says_counts_more(self):
        card = "dataset_info:\n  splits:\n  - name: train\n    num_bytes: 10\n    num_examples: 2\n"
        done = plan("configs:\n- config_name: default\n  data_files: data/train.csv\n" + card, legacy='{"default": {}}')
        assert done.outcome == "ok"


class TestStandalone:
    def test_its_keys_take_the_place_of_the_cards(self):
        done = plan(
            "configs:\n- config_name: a\n  data_files: data/train.csv\n",
            standalone="configs:\n- config_name: z\n  data_files: en/a.csv\nlicense: gpl\n",
        )
        assert [config.name for config in done.configs] == ["z"]
        assert done.replaced == ("configs",)
        # Nothing in the card stands where the pointers of the other file would lead.
        assert done.configs[0].pointer is None
        assert done.configs[0].splits[0].patterns[0].pointer is None

    def test_what_is_wrong_there_names_the_file(self):
        error = plan(standalone="configs:\n- config_name: z\n  data_files: gone.csv\n").error
        assert (error.exception, error.pointer) == ("FileNotFoundError", None)

    @pytest.mark.parametrize(
        ("text", "raised"),
        [
            ("- a\n", "ValueError"),
            ("5\n", "TypeError"),
            ("a: [\n", "ParserError"),
            ("", None),
            ("- [license, mit]\n", None),
        ],
    )
    def test_what_is_no_mapping(self, text, raised):
        error = plan(standalone=text).error
        assert (error and error.exception) == raised

    def test_what_is_the_same_replaces_nothing(self):
        card = "configs:\n- config_name: a\n  data_files: data/train.csv\n"
        assert plan(card, standalone=card).replaced == ()
