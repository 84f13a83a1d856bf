"""What the score counts, and what it does not look at."""

from __future__ import annotations

import pytest
from scored import BARE, FULL, KEYS, SECTIONS, card, score

import cardcheck
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, check_one
from cardcheck.model.config import Config, RuleSetting
from cardcheck.model.facts import FileList, RepoFacts, RepoFile

FILES = RepoFacts(files=FileList((RepoFile("README.md", 10), RepoFile("train.csv", 10))))


def state_of(text, rule, category=None):
    """Tell how well an item is answered, and for how many tenths of how many."""
    item = next(one for one in score(text).items if one.rule == rule and category in {None, one.category})
    return item.state, item.tenths, item.of


class TestTheSameForEverybody:
    TEXT = card(("bad license", "old key", "tasks"), ("Summary", "Data Fields", "Leftover", "Links", "Limitations"))

    @pytest.mark.parametrize(
        "config",
        [
            Config(profile="minimal"),
            Config(profile="strict"),
            Config(profile="lam"),
            Config(select=("links/broken-anchor",)),
            Config(ignore=("all",)),
            Config(ignore=("front-matter",)),
            Config(min_confidence="low"),
            Config(min_confidence="high"),
            Config(rules={"prose/placeholder": RuleSetting(severity="error")}),
            Config(rules={"sections/too-short": RuleSetting(options={"least": 5000})}),
        ],
        ids=["minimal", "strict", "lam", "one rule", "none", "no family", "low", "high", "graver", "other options"],
    )
    def test_whatever_somebody_selects(self, config):
        assert score(self.TEXT, Linter.of(config)) == score(self.TEXT, Linter.of())

    def test_whatever_rules_somebody_adds(self, tmp_path):
        own = tmp_path / "acme" / "never.yaml"
        own.parent.mkdir()
        own.write_text(
            "title: No name will do\nseverity: error\nconfidence: high\ncategory: findable\nprofile: minimal\n"
            "names: none\ncheck: text.topics.unanswered\nwith: {topics: [glossary]}\n"
            "message: No name will do here\nwhy: Nobody knows why it is so.\n"
            "points: 50\nsources: [our own choice]\n"
            "examples:\n- {name: bad, card: x, finds: ['1:1']}\n- {name: good, card: y}\n"
        )
        text = card(("name",), ("Summary",))
        linter = Linter.of(Config(rule_files=(str(own),)))
        assert "acme/never" in {finding.rule for finding in linter.check(text).findings}
        assert score(text, linter) == score(text, Linter.of())

    def test_whatever_is_suppressed(self):
        silent = f"{self.TEXT}\n<!-- cardcheck: ignore-file[all] not now -->\n"
        assert score(silent).tenths == score(self.TEXT).tenths

    def test_whatever_the_line_ends(self):
        assert score(FULL.replace("\n", "\r\n")).tenths == score(FULL).tenths

    def test_however_it_comes(self):
        task = Task("README.md", FULL.encode(), RepoFacts())
        assert check_one(Linter.of(), task).score == cardcheck.check_text(FULL).score == score(FULL, Linter.of())


class TestLevels:
    def test_nothing_is_a_stub(self):
        assert (score("").tenths, score("").level, score("").next_level) == (0, "stub", "basic")

    def test_everything_is_exemplary(self):
        found = score(FULL)
        assert found.level == "exemplary"
        assert found.next_level is None
        assert found.tenths > 900

    def test_steps_lead_to_the_next_level(self):
        found = score(BARE)
        assert found.steps[-1].total >= {"basic": 200, "useful": 400, "thorough": 600}[found.next_level]

    def test_the_percentile_is_among_community_cards(self):
        assert score("").percentile == 0
        assert score(FULL).percentile == 99


class TestStates:
    def test_full(self):
        assert state_of(FULL, "sections/fields-missing") == ("full", 80, 80)

    def test_in_passing_is_half(self):
        text = f"{BARE}\nThe data was collected from the log books of a harbour in the north.\n"
        assert state_of(text, "sections/collection-missing") == ("part", 30, 60)

    def test_nothing(self):
        assert state_of(BARE, "sections/fields-missing") == ("none", 0, 80)

    @pytest.mark.parametrize("category", ["findable", "reusable"])
    def test_spoiled(self, category):
        state, tenths, _ = state_of(card(("bad license",)), "license/missing", category)
        assert (state, tenths) == ("spoiled", 0)

    def test_what_does_not_apply_is_left_out(self):
        text = card(("license", "image tasks", "name"), ("Summary",))
        assert state_of(text, "language/missing") == ("set-aside", 0, 0)
        assert next(part.tenths for part in score(text).parts if part.category == "findable") == 220

    def test_silence_is_no_sign_that_it_does_not_apply(self):
        assert state_of(card(("license",), ("Summary",)), "language/missing")[0] == "none"

    def test_what_applies_not_and_is_said_counts(self):
        text = card(("license", "language", "image tasks", "name"), ("Summary",))
        assert state_of(text, "language/missing") == ("full", 50, 50)


class TestBasis:
    def scored(self, text, facts):
        report = Linter.of().check(text, facts=facts)
        assert report.score is not None
        return report.score

    def test_the_card_alone(self):
        found = score(FULL)
        assert found.basis == ("readme",)
        assert state_of(FULL, "repository/no-data") == ("not-asked", 0, 0)
        assert {"repository/missing-data-file", "data/rows-differ"} <= set(found.not_asked)

    def test_with_its_files(self):
        found = self.scored(FULL, FILES)
        assert found.basis == ("readme", "files")
        assert found.percentile is None
        assert [part.of for part in found.parts] == [200, 200, 270, 200, 130]
        assert "repository/missing-data-file" not in found.not_asked

    def test_data_that_is_not_there(self):
        found = self.scored(FULL, RepoFacts(files=FileList((RepoFile("README.md", 10),))))
        assert next(part.tenths for part in found.parts if part.category == "loads") < 120

    def test_a_folder_that_is_not_all_there_proves_nothing(self):
        files = FileList((RepoFile("README.md", 10),), is_complete=False)
        assert self.scored(FULL, RepoFacts(files=files)).basis == ("readme",)


def test_a_rule_that_another_defect_hides_counts_as_lost():
    hidden = [one.rule for one in score("---\nlicense: [mit\n---\n\n# T\n").faults if "hides" in one.reason]
    assert "configs/split-name" in hidden


def test_metadata_that_cannot_be_read_earns_nothing():
    text = FULL.replace("language:", "language: : [")
    parts = {part.category: part.tenths for part in score(text).parts}
    assert parts["loads"] == 0
    assert next(part for part in score(text).parts if part.category == "findable").tenths <= 40


def test_faults_leave_half_of_what_text_has_earned():
    many = "\n".join(f"[a](#gone{n}) ![](p{n}.png) [b]( )" for n in range(50)) + "\n- TODO\n"
    found = score(f"{FULL}\n{many}")
    for part in found.parts:
        gained = sum(item.tenths for item in found.items if item.category == part.category)
        assert part.category == "loads" or part.tenths >= gained // 2


def test_a_card_that_nobody_has_written_earns_its_metadata_block_alone():
    text = card(("license", "language", "tasks")) + (
        "\nThis repository contains model predictions generated by [AutoTrain](https://huggingface.co/autotrain).\n"
    )
    assert score(text).tenths == 80
    assert score(text).steps[0].rule == "prose/generated-family"


@pytest.mark.parametrize("name", ["Data Fields", "Usage", "Limitations"])
def test_what_a_title_names_counts_in_other_words_too(name):
    others = {"Data Fields": "Columns", "Usage": "How to use", "Limitations": "Known issues"}
    one, other = (f"{BARE}\n## {title}\n\n{SECTIONS[name]}\n" for title in (name, others[name]))
    assert score(one).tenths == score(other).tenths


def test_every_key_is_yaml():
    assert all(Linter.of().check(f"---\n{line}\n---\n").status == "checked" for line in KEYS.values())
