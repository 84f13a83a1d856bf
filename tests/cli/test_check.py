"""`cardcheck check`: what each option changes in what is said."""

from __future__ import annotations

import json
from unittest import mock

import pytest

from cardcheck import resources
from cardcheck.model.facts import FACTS
from cardcheck.reporters import formats
from cardcheck.schemas import shape_errors

BAD = "---\nlicense: apache2\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nTODO: say more\n"
GOOD = "---\nlicense: mit\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nText.\n"


def found(result) -> list[str]:
    return [finding["rule"] for card in json.loads(result.stdout)["cards"] for finding in card["findings"]]


class TestExitCodes:
    def test_0_nothing_found(self, write, invoke):
        write("README.md", GOOD)
        assert invoke("check", "README.md").exit_code == 0

    def test_0_what_is_found_is_below_fail_on(self, write, invoke):
        write("README.md", BAD.replace("apache2", "mit"))
        assert invoke("check", "README.md").exit_code == 0

    def test_1_an_error_is_found(self, write, invoke):
        write("README.md", BAD)
        assert invoke("check", "README.md").exit_code == 1

    @pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
    def test_fail_on(self, write, invoke, level, code):
        write("README.md", BAD.replace("apache2", "mit"))
        assert invoke("check", "README.md", "--fail-on", level).exit_code == code

    def test_a_suppressed_finding_does_not_count(self, write, invoke):
        write("README.md", BAD.replace("apache2", "apache2 # cardcheck: ignore[license]"))
        assert invoke("check", "README.md").exit_code == 0

    def test_2_no_such_file(self, invoke):
        assert invoke("check", "nowhere.md").exit_code == 2

    def test_2_a_check_crashed(self, write, invoke, monkeypatch):
        monkeypatch.setattr("cardcheck.engine.linter.call", mock.Mock(side_effect=ZeroDivisionError))
        write("README.md", GOOD)
        result = invoke("check", "README.md", "--select", "license")
        assert result.exit_code == 2
        assert "ZeroDivisionError" in result.stdout

    def test_2_even_if_fail_on_says_never(self, invoke):
        assert invoke("check", "nowhere.md", "--fail-on", "never").exit_code == 2

    def test_3_a_file_that_is_no_card(self, write, invoke):
        write("README.md", bytes(range(256)))
        result = invoke("check", "README.md")
        assert result.exit_code == 3
        assert "this is a binary file, not a card" in result.stdout

    def test_3_a_folder_without_a_card(self, write, invoke):
        write("empty/x.txt", "")
        result = invoke("check", "empty")
        assert result.exit_code == 3
        assert result.stderr.startswith("cardcheck: `empty` holds no dataset card; `cardcheck init` writes one")

    def test_3_a_required_fact_that_cannot_be_had(self, write, invoke):
        write("other.md", GOOD)
        assert invoke("check", "other.md", "--require", "files").exit_code == 3

    def test_0_a_required_fact_that_is_there(self, write, invoke):
        write("README.md", GOOD)
        assert invoke("check", "README.md", "--require", "files").exit_code == 0

    def test_3_weighs_more_than_1(self, write, invoke):
        write("README.md", BAD)
        write("binary.md", bytes(range(256)))
        assert invoke("check", "README.md", "binary.md").exit_code == 3

    def test_2_weighs_more_than_3(self, write, invoke):
        write("binary.md", bytes(range(256)))
        assert invoke("check", "binary.md", "nowhere.md").exit_code == 2

    @pytest.mark.parametrize("target", ["nowhere.md", "empty"])
    def test_the_other_targets_are_checked_all_the_same(self, write, invoke, target):
        write("empty/x.txt", "")
        write("README.md", BAD)
        result = invoke("check", target, "README.md", "--format", "json")
        assert "license/unknown-id" in found(result)
        assert f"`{target}`" in result.stderr


class TestTargets:
    def test_the_current_folder_by_default(self, write, invoke):
        write("README.md", BAD)
        assert "license/unknown-id" in found(invoke("check", "--format", "json"))

    def test_standard_input(self, invoke):
        result = invoke("check", "-", "--format", "concise", stdin=BAD)
        assert "<stdin>:2:10: error license/unknown-id" in result.stdout

    def test_its_name(self, invoke):
        result = invoke("check", "-", "--stdin-filename", "card.md", "--format", "concise", stdin=BAD)
        assert "card.md:2:10: " in result.stdout

    def test_a_glob(self, write, invoke):
        write("a/one.md", BAD)
        write("a/b/two.md", BAD)
        result = invoke("check", "a/**/*.md", "--format", "json")
        assert sorted(card["source"] for card in json.loads(result.stdout)["cards"]) == ["a/b/two.md", "a/one.md"]


class TestFacts:
    CARD = GOOD + "\n![x](x.png)\n"

    def test_the_folder_of_a_readme(self, write, invoke):
        write("README.md", self.CARD)
        assert "links/missing-file" in found(invoke("check", "README.md", "--format", "json"))

    def test_no_data(self, write, invoke):
        write("README.md", self.CARD)
        result = invoke("check", "README.md", "--format", "json", "--no-data")
        card = json.loads(result.stdout)["cards"][0]
        assert card["facts"] == dict.fromkeys(FACTS, "not asked")
        assert {"rule": "links/missing-file", "needs": "files", "reason": "not asked", "mandatory": False} in card[
            "skipped"
        ]

    def test_repo_dir(self, write, invoke):
        write("card.md", self.CARD)
        write("repo/x.png", "")
        result = invoke("check", "card.md", "--format", "json", "--repo-dir", "repo", "--require", "files")
        assert "links/missing-file" not in found(result)
        assert result.exit_code == 0

    def test_repo(self, write, invoke):
        write("README.md", GOOD)
        result = invoke("check", "README.md", "--format", "json", "--repo", "org/name")
        assert json.loads(result.stdout)["cards"][0]["repo"] == "org/name"


class TestRules:
    def test_select(self, write, invoke):
        write("README.md", BAD)
        assert found(invoke("check", "--format", "json", "--select", "prose/placeholder")) == ["prose/placeholder"]

    def test_several_by_comma_and_again(self, write, invoke):
        write("README.md", BAD)
        args = ("--select", "prose/placeholder , links/broken-anchor", "--select", "license/unknown-id")
        assert found(invoke("check", "--format", "json", *args)) == ["license/unknown-id", "prose/placeholder"]

    def test_ignore(self, write, invoke):
        write("README.md", BAD)
        assert "license/unknown-id" not in found(invoke("check", "--format", "json", "--ignore", "license"))

    def test_profile(self, write, invoke):
        write("README.md", BAD)
        assert "prose/placeholder" not in found(invoke("check", "--format", "json", "--profile", "minimal"))

    def test_the_configuration_holds(self, write, invoke):
        write("README.md", BAD)
        write("cardcheck.toml", 'ignore = ["license"]\n')
        assert "license/unknown-id" not in found(invoke("check", "--format", "json"))

    def test_isolated_reads_none(self, write, invoke):
        write("README.md", BAD)
        write("cardcheck.toml", 'ignore = ["license"]\n')
        assert "license/unknown-id" in found(invoke("check", "--format", "json", "--isolated"))

    def test_config_names_another(self, write, invoke):
        write("README.md", BAD)
        path = write("conf/mine.toml", 'select = ["prose/placeholder"]\n')
        assert found(invoke("check", "--format", "json", "--config", str(path))) == ["prose/placeholder"]

    def test_the_command_line_wins_over_what_the_file_ignores_by_the_same_name(self, write, invoke):
        write("README.md", BAD)
        write("cardcheck.toml", 'ignore = ["prose"]\n')
        assert "prose/placeholder" in found(invoke("check", "--format", "json", "--extend-select", "prose"))

    def test_the_command_line_adds_to_what_the_file_ignores(self, write, invoke):
        write("README.md", BAD)
        write("cardcheck.toml", 'ignore = ["prose"]\n')
        rules = found(invoke("check", "--format", "json", "--ignore", "license"))
        assert {rule.partition("/")[0] for rule in rules}.isdisjoint({"license", "prose"})

    def test_fail_on_from_the_file(self, write, invoke):
        write("README.md", BAD)
        write("cardcheck.toml", 'fail-on = "never"\n')
        assert invoke("check").exit_code == 0


class TestFormats:
    @pytest.mark.parametrize("name", formats())
    @pytest.mark.parametrize("card", [BAD, GOOD, ""])
    def test_each_writes_something_or_nothing_and_ends_well(self, write, invoke, name, card):
        write("README.md", card)
        assert invoke("check", "README.md", "--format", name).exit_code in {0, 1}

    def test_json_fits_its_schema(self, write, invoke):
        write("README.md", BAD)
        write("binary/README.md", bytes(range(256)))
        report = json.loads(invoke("check", "README.md", "binary/README.md", "--format", "json").stdout)
        assert shape_errors("report", report) == ()

    def test_json_is_whole_even_where_there_is_no_card(self, invoke):
        report = json.loads(invoke("check", "nowhere.md", "--format", "json").stdout)
        assert (report["cards"], shape_errors("report", report)) == ([], ())

    def test_a_file(self, write, invoke, folder):
        write("README.md", BAD)
        result = invoke("check", "README.md", "--format", "concise", "--output", "out.txt")
        assert result.stdout == ""
        assert "README.md:2:10: " in (folder / "out.txt").read_text()

    def test_several_files_of_several_formats(self, write, invoke, folder):
        write("README.md", BAD)
        invoke("check", "README.md", "--output", "json=a.json", "--output", "concise=b.txt", "--output", "c.txt")
        assert json.loads((folder / "a.json").read_text())["summary"]["cards"] == 1
        assert "README.md:2:10: " in (folder / "b.txt").read_text()
        assert "Stops people" in (folder / "c.txt").read_text()

    def test_an_equals_sign_in_a_name(self, write, invoke, folder):
        write("README.md", BAD)
        invoke("check", "README.md", "--output", "a=b.txt")
        assert (folder / "a=b.txt").is_file()

    def test_a_file_is_utf8_with_plain_line_ends(self, write, invoke, folder):
        write("README.md", BAD.replace("apache2", "ünknown"))
        invoke("check", "README.md", "--output", "out.txt")
        data = (folder / "out.txt").read_bytes()
        assert "ünknown" in data.decode()
        assert b"\r" not in data


class TestJobs:
    @pytest.mark.parametrize("jobs", ["1", "2", "auto"])
    def test_the_report_is_the_same(self, write, invoke, jobs):
        for number in range(5):
            write(f"{number}/README.md", BAD)
        targets = [f"{number}/README.md" for number in range(5)]
        reports = [invoke("check", *targets, "--format", "json", "--jobs", n).stdout for n in ("1", jobs)]
        assert reports[0] == reports[1]


def test_the_examples_of_the_repository(invoke):
    examples = resources.root() / "examples"
    assert invoke("check", str(examples / "good")).exit_code == 0
    assert invoke("check", str(examples / "bad")).exit_code == 1
