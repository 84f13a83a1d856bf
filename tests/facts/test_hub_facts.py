"""Facts of a repository on the Hub, asked of the fake one by the real client."""

from __future__ import annotations

import io
import os
import re

import pytest
from fakehub import FakeHub
from fakehub.fixtures import hub  # noqa: F401

from cardcheck.engine.linter import Linter
from cardcheck.facts import gather
from cardcheck.facts.files import from_hub
from cardcheck.facts.parquet import footers_on_hub
from cardcheck.hub.repos import repo_info
from cardcheck.model.config import Config
from cardcheck.model.document import Document, SourceOptions
from cardcheck.model.facts import FileList, Footers, RepoFile, Sources, Unavailable
from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit
from cardcheck.sources import documents

REPO = "ann/remarks"
ALL = frozenset({"files", "heads", "parquet", "viewer", "hub"})
CARD = "---\nlicense: mit\n---\n# Remarks\n"


@pytest.fixture
def server(hub: FakeHub) -> FakeHub:  # noqa: F811
    return hub


def the_document(target: str = REPO) -> Document:
    (found,) = documents(f"hf://datasets/{target}", SourceOptions())
    assert isinstance(found, Document)
    return found


def gathered(server: FakeHub, *needs: str, target: str = REPO, **options: bool):
    document = the_document(target)
    server.log.clear()
    return gather(frozenset(needs), document, **options)


def parquet_of(rows: int, padding: int = 0) -> bytes:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    out = io.BytesIO()
    # Random bytes, so that no compression makes them few.
    table = pyarrow.table({"a": list(range(rows)), "text": [os.urandom(padding).hex() for _ in range(rows)]})
    parquet.write_table(table, out)
    return out.getvalue()


class TestFiles:
    def test_the_whole_repository(self, server):
        server.add(REPO, {"README.md": CARD, "data/a.csv": 5_000_000_000, "LICENSE": "MIT License", "b.py": "x"})
        facts = gathered(server, "files")
        assert facts.files == FileList(
            (
                RepoFile("LICENSE", 11),
                RepoFile("README.md", len(CARD)),
                RepoFile("b.py", 1),
                RepoFile("data/a.csv", 5_000_000_000),
            ),
            texts={"LICENSE": "MIT License"},
            folder="remarks",
        )
        assert facts.heads == facts.parquet == facts.viewer == Unavailable("not asked")

    def test_a_brief_list_takes_one_request(self, server):
        server.add(
            REPO, {"README.md": CARD, ".gitattributes": "*.md -text", "LICENSE": "MIT License", "a.csv": "a\n1\n"}
        )
        listed = the_document()._replace(hub=None)
        server.log.clear()
        facts = gather(frozenset({"files"}), listed, is_brief=True)
        assert facts.files.paths == {"README.md", ".gitattributes", "LICENSE", "a.csv"}
        assert facts.files.texts == {}
        assert len(server.log) == 1

    def test_what_changes_loading_is_read_even_so(self, server):
        server.add(REPO, {"README.md": CARD, ".huggingface.yaml": "configs: []", "a.csv": "a\n1\n"})
        assert gathered(server, "files", is_brief=True).files.texts == {".huggingface.yaml": "configs: []"}

    def test_paths_that_the_hub_has_told_are_not_asked_for(self, server):
        server.add(REPO, {"README.md": CARD, "a.csv": "a\n1\n"})
        facts = gathered(server, "files", is_brief=True)
        assert facts.files.paths == {"README.md", "a.csv"}
        assert len(server.log) == 0

    def test_a_large_text_is_left_out(self, server):
        server.add(REPO, {"README.md": CARD, "LICENSE": "x" * (1024 * 1024 + 1)})
        assert gathered(server, "files").files.texts == {}
        assert server.log.count("/raw/") == 0

    def test_too_many_files(self, server):
        server.tree_page_size = 10
        server.add(REPO, {"README.md": CARD, **{f"a/{number}.csv": 1 for number in range(100)}})
        files = from_hub(REPO, "main", is_brief=True, max_entries=25)
        assert files == Unavailable("the repository holds more than 25 files", asked=True)
        assert server.log.count("/tree/") == 3

    def test_an_earlier_revision(self, server):
        repo = server.add(REPO, {"README.md": CARD, "a.csv": "a\n1\n"})
        first = repo.head.sha
        repo.commit({"b.csv": "a\n1\n"})
        facts = gathered(server, "files", "viewer", target=f"{REPO}@{first}")
        assert facts.files.paths == {"README.md", "a.csv"}
        assert facts.viewer == Unavailable("the dataset viewer tells only of the main branch")

    def test_a_fault(self, server):
        server.add(REPO, {"README.md": CARD})
        server.fail("/tree/", "gated", times=9)
        files = gathered(server, "files", "parquet").files
        assert isinstance(files, Unavailable)
        assert files.asked

    def test_no_data_wanted(self, server):
        server.add(REPO, {"README.md": CARD}, gated="auto", readers=("tester",))
        document = Document("x", b"", repo=REPO, is_remote=True, hub=repo_info(REPO))
        server.log.clear()
        facts = gather(ALL, document, is_data_wanted=False)
        assert facts.hub.gated == "auto"
        assert facts.files == facts.viewer == Unavailable("not asked")
        assert len(server.log) == 0


class TestFooters:
    def test_no_byte_but_those_of_footers_is_read(self, server):
        files = {f"data/train-{number:05}-of-00003.parquet": parquet_of(100, padding=4000) for number in range(3)}
        server.add(REPO, {"README.md": CARD, **files})
        facts = gathered(server, "parquet")
        assert [footer.table.rows for footer in facts.parquet.footers.values()] == [100, 100, 100]
        footers = sum(int.from_bytes(data[-8:-4], "little") + 8 for data in files.values())
        parts = server.log.matching(status=206)
        assert sum(entry.sent for entry in parts) == footers
        assert {entry.status for entry in server.log.matching(r"\.parquet$")} <= {206, 302}
        assert footers < sum(map(len, files.values())) / 100
        assert all(re.fullmatch(r"bytes=\d+-\d+", entry.headers["range"]) for entry in parts)

    def test_what_is_no_parquet_is_a_fault_of_the_file(self, server):
        server.add(REPO, {"README.md": CARD, "a.parquet": "no Parquet file", "b.parquet": parquet_of(3)})
        tables = gathered(server, "parquet").tables
        assert tables["a.parquet"].fault.exception == "ArrowInvalid"
        assert tables["b.parquet"].rows == 3

    def test_of_many_files_each_series_has_some(self, server):
        data = parquet_of(2)
        shards = {f"{split}-{number:05}-of-00009.parquet": data for split in ("test", "train") for number in range(9)}
        server.add(REPO, {"README.md": CARD, **shards})
        files = from_hub(REPO, "main", is_brief=True)
        footers = footers_on_hub(REPO, "main", files, most=4)
        assert sorted(footers.footers) == [
            f"{split}-0000{number}-of-00009.parquet" for split in ("test", "train") for number in (0, 1)
        ]

    def test_a_fault_of_the_hub(self, server):
        server.add(REPO, {"README.md": CARD, "a.parquet": parquet_of(3)})
        server.fail("resolve", "gated", times=9)
        facts = gathered(server, "parquet")
        assert isinstance(facts.files, FileList)
        assert isinstance(facts.parquet, Unavailable)
        assert facts.parquet.asked

    def test_without_such_files_nothing_is_asked(self, server):
        server.add(REPO, {"README.md": CARD, "a.csv": "a\n1\n", "b.arrow": "x"})
        assert gathered(server, "parquet", is_brief=True).parquet == Footers()
        assert len(server.log) == 1

    def test_heads_are_not_fetched(self, server):
        server.add(REPO, {"README.md": CARD, "a.csv": "a\n1\n"})
        facts = gathered(server, *ALL)
        assert facts.heads == Unavailable("contents of text files are not fetched from the Hub")
        assert server.log.count("a.csv") == 0


class TestViewer:
    def test_what_it_shows(self, server):
        server.add(REPO, {"README.md": CARD}, viewer={"splits": {"default": {"train": 7}}})
        assert gathered(server, "viewer").viewer.splits == (ViewerSplit("default", "train", 7),)

    def test_its_error(self, server):
        server.add(REPO, {"README.md": CARD}, viewer={"error": {"code": "ConfigNamesError", "message": "why"}})
        assert gathered(server, "viewer").viewer.error == ViewerError("ConfigNamesError", "why")

    def test_it_does_not_answer(self, server):
        server.add(REPO, {"README.md": CARD})
        server.fail("is-valid", "not-json", times=9)
        viewer = gathered(server, "viewer").viewer
        assert isinstance(viewer, Unavailable)
        assert viewer.asked


class TestSources:
    def sources(self, server):
        return gathered(server, "sources").sources

    def test_the_licenses_of_what_it_is_made_of(self, server):
        tags = ("source_datasets:original", "source_datasets:bo/tides", "source_datasets:extended|cy/winds")
        server.add(REPO, {"README.md": CARD}, tags=tags)
        server.add("bo/tides", {"README.md": "---\nlicense: cc-by-nc-4.0\n---\n"})
        server.add("cy/winds", {"README.md": "# Winds\n"})
        assert self.sources(server) == Sources({"bo/tides": ("cc-by-nc-4.0",), "cy/winds": ()})
        assert len(server.log) == 2

    def test_what_nobody_may_see_is_left_out(self, server):
        server.add(REPO, {"README.md": CARD}, tags=("source_datasets:bo/gone", "source_datasets:bo/tides"))
        server.add("bo/tides", {"README.md": CARD})
        assert self.sources(server) == Sources({"bo/tides": ("mit",)})

    def test_not_more_than_a_few_are_asked_for(self, server):
        server.add(REPO, {"README.md": CARD}, tags=tuple(f"source_datasets:bo/n{number}" for number in range(99)))
        assert self.sources(server) == Sources()
        assert len(server.log) == 8

    def test_a_fault(self, server):
        server.add(REPO, {"README.md": CARD}, tags=("source_datasets:bo/tides",))
        server.fail("bo/tides", "not-json", times=9)
        assert self.sources(server).asked


class TestJudged:
    """One repository from its address to its findings."""

    def report(self, *rules):
        linter = Linter.of(Config(select=rules))
        document = the_document()
        facts = gather(linter.needs | ALL, document)
        return linter.check(document.data, document.source, facts, document.repo, document.revision)

    def test_our_prediction_against_the_viewers_word(self, server):
        server.add(
            REPO,
            {"README.md": CARD, "train.csv": "a\n1\n", "test.csv": "a\n1\n"},
            viewer={"splits": {"default": {"train": 1}}},
        )
        report = self.report("viewer", "hub")
        assert isinstance(report.viewer, Viewer)
        assert report.disagreements == (
            "Subset `default`: we expect the splits `train`, `test`, and the viewer shows the split `train`",
        )

    def test_a_verdict(self, server):
        server.add(REPO, {"README.md": CARD, "a.csv": "a\n1\n"}, card_error='"thumbnail" must be a string')
        assert [finding.rule for finding in self.report("hub").findings] == ["hub/verdict"]

    def test_a_data_set_that_does_not_load_is_told_once(self, server):
        error = {"code": "EmptyDatasetError", "message": "The dataset is empty."}
        server.add(REPO, {"README.md": CARD}, viewer={"error": error})
        report = self.report("viewer", "repository")
        assert [finding.rule for finding in report.findings] == ["repository/no-data"]
        assert report.disagreements == ()
