from __future__ import annotations

import re
from pathlib import Path

import yaml

from cardcheck.facts.stated import stated_facts
from cardcheck.model.facts import (
    Column,
    FileList,
    Footer,
    Footers,
    Heads,
    RepoFacts,
    RepoFile,
    Sources,
    Table,
    Unavailable,
    Unreadable,
)
from cardcheck.model.hub import HubRepo, Viewer, ViewerError, ViewerSplit
from cardcheck.schemas import shape_errors

ROOT = Path(__file__).parents[2]


def stated(text: str) -> RepoFacts:
    return stated_facts(yaml.safe_load(text))


class TestStatedFacts:
    def test_nothing_is_stated(self):
        assert stated_facts({}) == RepoFacts()

    def test_paths(self):
        facts = stated("{files: [b, a], complete: false, folder: x}")
        assert facts.files == FileList((RepoFile("a", 1), RepoFile("b", 1)), is_complete=False, folder="x")
        assert facts.heads == Unavailable("not asked") == facts.parquet

    def test_texts_and_sizes(self):
        pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 77\n"
        files = stated_facts({"files": {"a": "é", "b": 7, "c": None, "d": pointer, ".huggingface.yaml": "{}"}}).files
        assert files == FileList(
            (
                RepoFile(".huggingface.yaml", 2),
                RepoFile("a", 2),
                RepoFile("b", 7),
                RepoFile("c", 1),
                RepoFile("d", 77, is_pointer=True),
            ),
            texts={".huggingface.yaml": "{}"},
        )

    def test_heads_list_their_files(self):
        facts = stated(
            "{files: {a.csv: 5}, heads: {a.csv: {rows: 3, whole: false}, b.csv: {fault: {exception: E, reason: r}}}}"
        )
        assert facts.files == FileList((RepoFile("a.csv", 5), RepoFile("b.csv", 1)))
        assert facts.heads == Heads(
            {"a.csv": Table(rows=3, is_whole=False), "b.csv": Table(fault=Unreadable("E", "r"))}
        )

    def test_json_is_an_object_a_line(self):
        facts = stated("heads: {a.jsonl.gz: {columns: {x: string}}, b.json: {rows: 0}, c.csv: {columns: {x: string}}}")
        assert [table.form for table in facts.heads.tables.values()] == ["lines", "", ""]

    def test_footers(self):
        facts = stated(
            "parquet: {p: {columns: {a: {class_label: [x, y]}, b: {list: {struct: {c: image}}}}, rows: 2, bytes: 9,"
            " row_groups: 3, features: true}}"
        )
        item = Column("item", "struct", (Column("c", "image"),))
        columns = (Column("a", "class_label", labels=("x", "y")), Column("b", "list", (item,)))
        assert facts.parquet == Footers(
            {"p": Footer(Table(columns, rows=2), row_groups=3, size_bytes=9, has_features=True)}
        )


class TestWhatTheHubTells:
    def test_the_viewer(self):
        said = stated("viewer: {splits: {a: {train: 5, test: null}}, partial: true, features: {a: {}}}").viewer
        assert said.splits == (
            ViewerSplit("a", "train", 5, is_partial=True),
            ViewerSplit("a", "test", None, is_partial=True),
        )
        assert len(said.abilities) == 5
        assert said.features == {"a": {}}

    def test_an_error_of_the_viewer(self):
        said = stated("viewer: {error: {code: EmptyDatasetError, config: a}}").viewer
        assert said == Viewer(error=ViewerError("EmptyDatasetError", "", "a"))

    def test_the_repository(self):
        facts = stated("{hub: {id: a/b, gated: auto, tags: [x], doi: 10.57967/hf/1}, files: [a.csv]}")
        assert facts.hub == HubRepo("a/b", gated="auto", tags=("x",), doi="10.57967/hf/1")
        assert facts.files.paths == {"a.csv"}
        assert facts.viewer == Unavailable("offline")

    def test_sources(self):
        assert stated("sources: {a/b: [mit]}").sources == Sources({"a/b": ("mit",)})


def test_what_the_guide_shows_has_the_shape_of_a_rule_and_is_read():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    block = next(block for block in re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL) if "heads:" in block)
    examples = yaml.safe_load(block)["examples"]
    rule = {"examples": [*examples, {"name": "another"}]}
    assert not [error for error in shape_errors("rule", rule) if error.pointer.startswith("/examples")]
    facts = stated_facts(examples[0]["facts"])
    assert facts.files.paths >= {"data/a.csv", "data/e.parquet"}
    assert facts.tables["data/e.parquet"].columns[0].labels == ("calm", "storm")


def test_a_column_of_two_types_is_refused():
    column = {"list": "string", "struct": {}}
    rule = {"examples": [{"name": "x", "facts": {"heads": {"a": {"columns": {"a": column}}}}}, {"name": "y"}]}
    assert any(error.pointer.startswith("/examples/0/facts") for error in shape_errors("rule", rule))
