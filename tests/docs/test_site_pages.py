"""Pages of the site that are made from data: they hold what the program says, and figures that the repository has."""

from __future__ import annotations

import json
import re
import sys

import pytest
from docs_blocks import ROOT

from cardcheck import resources
from cardcheck.rulebook.load import rule_pages

sys.path[:0] = [str(ROOT / "tools" / "site"), str(ROOT / "tools")]

# They are no package, so they are found only now.
from command_pages import commands_page  # noqa: E402
from evidence import evidence  # noqa: E402
from figures import firing_rates, read_findings  # noqa: E402
from record_figures import MEASURES, entry_of  # noqa: E402
from rule_pages import rule_page, rules_page, visible  # noqa: E402

RULES = rule_pages(resources.rules_dir())


@pytest.fixture(scope="module")
def license_page():
    return rule_page("license/unknown-id", RULES, read_findings(), firing_rates())


def test_a_rule_is_told_with_what_cardcheck_says_of_its_examples(license_page):
    bad = license_page.split("## Bad: a nickname")[1].split("## Good")[0]
    assert "2:10  `apache2` is not a license id the Hub knows; it is written\n        `apache-2.0`" in bad
    assert "→ Use `apache-2.0`" in bad
    assert "-license: apache2 # keep\n+license: apache-2.0 # keep" in bad
    assert 'hl_lines="2"' in bad


def test_a_rule_is_told_with_its_figures_and_kin(license_page):
    read = read_findings()["license/unknown-id"]
    assert f"{read.total} of its findings on real cards were read" in license_page
    assert f"On real cards: {firing_rates()['license/unknown-id'].findings} findings" in license_page
    assert "- [license/case](../license/case.md): " in license_page


def test_a_rule_without_figures_says_so():
    page = rule_page("license/unknown-id", RULES, {}, {})
    assert "None of its findings on real cards was read yet" in page
    assert "not counted" in page


def test_what_no_eye_can_see_is_written_out():
    assert visible("a\tb\r\n\u200b") == "a→b␍\n\\u200b"


def test_every_rule_is_in_the_table():
    page = rules_page(RULES)
    assert [rule for rule in RULES if f"[{rule}](rules/{rule}.md)" not in page] == []


def test_every_command_and_option_is_told():
    page = commands_page()
    assert {"## cardcheck check", "## cardcheck audit", "### cardcheck spec diff"} <= set(page.split("\n"))
    assert (
        "| `--fail-on [error\\|warning\\|info\\|never]` | Exit with 1 from this severity on (default: error). |" in page
    )


class TestHowWeKnow:
    PAGE = (ROOT / "docs" / "how-we-know.md").read_text(encoding="utf-8")

    def test_each_table_that_the_page_wants_is_made(self):
        assert set(re.findall(r"<!-- made: (\w+) -->", self.PAGE)) == evidence(RULES, read_findings()).keys()

    def test_recorded_cases_are_counted(self):
        assert "| 3,000 blocks | the value, or that it is refused |" in evidence(RULES, read_findings())["recorded"]

    def test_every_family_is_told_read_or_not(self):
        table = evidence(RULES, read_findings())["precision"]
        assert set(re.findall(r"^\| \[([a-z-]+)\]", table, re.MULTILINE)) == {rule.partition("/")[0] for rule in RULES}
        assert "| – | – | – |" in table

    def test_tests_and_tools_that_are_named_are_there(self):
        told = self.PAGE + "".join(evidence(RULES, read_findings()).values())
        named = set(re.findall(r"(?:tests|tools|benchmarks)/[\w/.]+", told))
        assert [name for name in named if not (ROOT / name.rstrip(".")).exists()] == []


class TestKeptFigures:
    KEPT = json.loads((ROOT / "tools" / "figures.json").read_text(encoding="utf-8"))["figures"]

    def test_each_can_be_measured_anew(self):
        assert [one for one in self.KEPT if MEASURES[one["name"]].command != one["command"]] == []

    def test_figures_are_taken_out_of_what_a_command_prints(self):
        said = "js-yaml, real blocks (0.0% refused): 4668 of 4669 agree (99.9786%)\n"
        assert entry_of(MEASURES["js-yaml-real"], said)["figure"] == "4,668 of 4,669 agree"

    def test_a_command_that_prints_no_figure_is_a_fault(self):
        with pytest.raises(SystemExit, match="no figure"):
            entry_of(MEASURES["loading"], "Traceback")


def test_braces_of_a_message_are_no_attributes():
    page = rule_page("data/files-disagree", RULES, {}, {})
    assert "`{file}`\\{further} \\{difference}\\{more}, unlike `{first}`, so" in page
