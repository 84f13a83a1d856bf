"""Will it load? A card and a list of files in, the plan out; each verdict was seen with datasets 5.2.0."""

import pytest

from cardcheck.engine.linter import Linter
from cardcheck.loading import globs
from cardcheck.model.config import Config
from cardcheck.model.facts import FileList, RepoFacts, RepoFile

LINTER = Linter.of(Config(select=("front-matter/syntax",)))


def plan(block, files, *, folder="remarks", texts=None, repo=None):
    paths = {*files, *(texts or {})}
    listed = FileList(tuple(RepoFile(path, 10) for path in sorted(paths)), texts=texts or {}, folder=folder)
    text = f"---\n{block}---\n" if block else "# Remarks\n"
    return LINTER.check(text, facts=RepoFacts(files=listed), repo=repo).load


def splits(config):
    return {split.name: list(split.files) for split in config.splits}


def lone(*files):
    done = plan("", files)
    assert done.error is None
    return splits(done.configs[0])


class TestAutomaticSplits:
    def test_everything_is_train_where_nothing_names_a_split(self):
        assert lone("a.csv", "deep/b.csv") == {"train": ["a.csv", "deep/b.csv"]}

    def test_a_keyword_in_a_name_leaves_the_other_files_out(self):
        assert lone("train.csv", "other.csv") == {"train": ["train.csv"]}

    def test_a_folder_named_after_a_split_wins_over_names(self):
        assert lone("train/a.csv", "test.csv") == {"train": ["train/a.csv"]}

    def test_eval_means_test_even_around_a_file_named_train(self):
        assert lone("eval/train.csv") == {"test": ["eval/train.csv"]}

    def test_letter_case_counts(self):
        assert lone("Train.csv", "Test.csv") == {"train": ["Test.csv", "Train.csv"]}

    def test_a_keyword_needs_a_delimiter(self):
        assert lone("testfile.csv", "a_test.csv") == {"test": ["a_test.csv"]}

    def test_a_file_with_two_keywords_is_in_two_splits(self):
        assert lone("train validation.csv") == {
            "train": ["train validation.csv"],
            "validation": ["train validation.csv"],
        }

    def test_shards_may_have_any_name_and_win_over_all(self):
        assert lone("data/extra-00000-of-00001.csv", "train.csv") == {"extra": ["data/extra-00000-of-00001.csv"]}

    def test_shards_with_a_dash_in_their_name_stop_everything(self):
        error = plan("", ["data/train-clean-00000-of-00001.csv"]).error
        assert (error.exception, error.viewer) == ("ValueError", "ConfigNamesError")


class TestBuilder:
    @pytest.mark.parametrize(
        ("files", "builder"),
        [
            (["a.csv"], "csv"),
            (["a.tsv"], "csv"),
            (["a.json", "b.csv", "c.csv"], "csv"),
            (["a.json", "b.csv"], "json"),
            (["a.parquet", "b.json"], "parquet"),
            (["a.png", "metadata.csv", "x/metadata.csv"], "imagefolder"),
            (["a.csv.gz"], "csv"),
        ],
    )
    def test_the_most_frequent_suffix_decides_and_ties_have_favourites(self, files, builder):
        assert plan("", files).builder == builder

    def test_splits_of_two_formats_stop_everything(self):
        error = plan("", ["train.csv", "test.json"]).error
        assert (error.kind, error.exception) == ("mixed-formats", "ValueError")
        assert error.viewer == "FileFormatMismatchBetweenSplitsError"

    def test_tabs_and_commas_are_two_formats(self):
        assert plan("", ["train.csv", "test.tsv"]).error.kind == "mixed-formats"

    def test_the_first_subset_decides_for_all(self):
        block = "configs:\n- {config_name: a, data_files: a.csv}\n- {config_name: b, data_files: b.jsonl}\n"
        done = plan(block, ["a.csv", "b.jsonl"])
        assert done.builder == "csv"
        assert [config.format for config in done.configs] == ["csv", "json"]

    def test_what_an_archive_holds_decides_if_it_is_known(self):
        assert plan("", ["a.zip"]).builder is None


class TestNothingToLoad:
    def test_a_card_alone_is_empty(self):
        done = plan("license: mit\n", ["README.md"])
        assert (done.outcome, done.error.exception, done.error.viewer) == (
            "empty",
            "EmptyDatasetError",
            "EmptyDatasetError",
        )

    def test_files_of_no_format_are_no_data(self):
        done = plan("", ["README.md", "LICENSE", "a.CSV"])
        assert (done.outcome, done.error.exception) == ("empty", "DataFilesNotFoundError")

    def test_hidden_files_are_no_data(self):
        assert plan("", [".hidden.csv", ".git/x.csv", "__cache__/y.csv"]).outcome == "empty"


class TestSubsets:
    BLOCK = "configs:\n- {config_name: en, data_files: en.csv}\n- {config_name: de, data_files: de.csv}\n"

    def test_a_missing_path_of_the_first_subset_stops_all(self):
        done = plan(self.BLOCK, ["de.csv"])
        assert (done.outcome, done.error.exception, done.error.pointer) == (
            "error",
            "FileNotFoundError",
            "/configs/0/data_files",
        )

    def test_a_missing_path_of_a_later_one_stops_only_that(self):
        done = plan(self.BLOCK, ["en.csv"])
        assert done.outcome == "partial"
        assert [config.outcome for config in done.configs] == ["ok", "error"]

    def test_none_is_the_default_of_two(self):
        done = plan(self.BLOCK, ["en.csv", "de.csv"])
        assert (done.default, done.unnamed.kind) == (None, "no-default")

    def test_the_only_described_subset_becomes_the_default(self):
        done = plan(f"{self.BLOCK}dataset_info: {{config_name: de}}\n", ["en.csv", "de.csv"])
        assert done.default == "de"

    def test_a_later_subset_of_the_same_name_takes_the_place(self):
        block = "configs:\n- {config_name: a, data_files: x.csv}\n- {config_name: a, data_files: y.csv}\n"
        done = plan(block, ["x.csv", "y.csv"])
        assert [splits(config) for config in done.configs] == [{"train": ["y.csv"]}]

    def test_a_folder_is_searched_by_the_automatic_rules(self):
        block = "configs:\n- {config_name: a, data_dir: en}\n"
        done = plan(block, ["en/test.csv", "en/train.csv", "train.csv"])
        assert splits(done.configs[0]) == {"train": ["en/train.csv"], "test": ["en/test.csv"]}


class TestOtherFiles:
    def test_a_script_stops_everything(self):
        error = plan("", ["a.csv", "remarks.py"]).error
        assert (error.stage, error.exception, error.file) == ("script", "RuntimeError", "remarks.py")

    def test_on_the_hub_the_script_is_named_after_the_repository(self):
        assert plan("", ["a.csv", "talk.py"], repo="org/talk").error.file == "talk.py"

    def test_keys_of_the_standalone_file_take_the_place_of_the_cards(self):
        texts = {".huggingface.yaml": "configs:\n- config_name: a\n  data_files: b.csv\n"}
        done = plan("configs:\n- {config_name: a, data_files: a.csv}\n", ["a.csv", "b.csv"], texts=texts)
        assert splits(done.configs[0]) == {"train": ["b.csv"]}

    def test_a_standalone_file_that_is_no_mapping_stops_everything(self):
        error = plan("", ["a.csv"], texts={".huggingface.yaml": "- a\n"}).error
        assert (error.stage, error.file) == ("card", ".huggingface.yaml")


class TestViewer:
    def test_a_switch_turns_it_off(self):
        assert plan("viewer: false\n", ["a.csv"]).viewer.viewer == "NotSupportedDisabledViewerError"

    def test_a_text_does_not(self):
        assert plan('viewer: "false"\n', ["a.csv"]).viewer is None

    def test_a_tag_turns_it_off(self):
        error = plan("tags:\n- nsfw\n", ["a.csv"]).viewer
        assert (error.viewer, error.pointer) == ("NotSupportedTagNFAAError", "/tags/0")

    def test_it_takes_thirty_splits(self):
        files = [f"data/s{n}-00000-of-00001.csv" for n in range(31)]
        done = plan("", files)
        assert (done.outcome, done.configs[0].viewer.viewer) == ("ok", "DatasetWithTooManySplitsError")


def test_more_globs_than_anybody_would_wait_for_are_not_followed(monkeypatch):
    monkeypatch.setattr(globs, "_MOST_WORK", 2000)
    files = FileList(tuple(RepoFile(f"d{number:03}/x.csv", 1) for number in range(100)))
    subsets = "".join(f"- {{config_name: c{n}, data_files: ['**/x{n}*', d000/x.csv]}}\n" for n in range(100))
    report = Linter.of(Config(select=("repository/mixed-formats",))).check(
        f"---\nconfigs:\n{subsets}---\n", facts=RepoFacts(files=files)
    )
    assert report.load is None
    assert [(skipped.needs, skipped.reason) for skipped in report.skipped] == [
        ("load", "too many globs for so many files")
    ]
