"""What an organisation decides, from its file to the exit code: editions, waivers, mandatory rules."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tide_rule import TIDE_RULE

LICENSE = "license: apache2 # cardcheck: ignore[license/unknown-id] ours\n"
CARD = f"---\n{LICENSE}language: qqx1\nsize_categories: [n<1K]\n---\n# Tides\n\nHeights of tides.\n"
WAIVER = """\
[[waiver]]
repository = "harbour/tides"
rule = "language/unknown-code"
reason = "a code of our own"
until = 2026-11-22
"""
# Noon of the last day, and of the one after it.
LAST, AFTER = {"SOURCE_DATE_EPOCH": "1795348800"}, {"SOURCE_DATE_EPOCH": "1795435200"}
NEW_RULE = f'since: "2026.2"\n{TIDE_RULE}'


@pytest.fixture
def card(write):
    """A card of a repository."""
    write("README.md", CARD)


def check(invoke: Any, *options: str, **given: Any) -> Any:
    rules = "license/unknown-id,language/unknown-code,cardcheck"
    return invoke("check", "README.md", "--no-data", "--repo", "harbour/tides", "--select", rules, *options, **given)


def findings(result: Any) -> list[dict[str, Any]]:
    (read,) = json.loads(result.stdout)["cards"]
    return read["findings"]


@pytest.mark.usefixtures("card")
class TestAWaiver:
    @pytest.fixture(autouse=True)
    def config(self, write):
        write("cardcheck.toml", WAIVER)

    def test_fails_nothing_on_its_last_day_and_is_counted(self, invoke):
        result = check(invoke, env=LAST)
        assert result.exit_code == 0
        assert "README.md: nothing to mend (1 suppressed, 1 waived)" in result.stdout

    def test_is_over_on_the_next(self, invoke):
        result = check(invoke, "--format", "concise", env=AFTER)
        assert result.exit_code == 1
        assert "warning cardcheck/expired-waiver The waiver of `language/unknown-code`" in result.stdout

    def test_stands_in_json_with_its_reason(self, invoke):
        result = check(invoke, "--format", "json", env=LAST)
        told = {finding["rule"]: finding for finding in findings(result)}
        waived = told["language/unknown-code"]["waived"]
        assert (waived["reason"], waived["until"]) == ("a code of our own", "2026-11-22")
        assert waived["origin"].endswith("/cardcheck.toml")
        suppressed = told["license/unknown-id"]
        assert (suppressed["suppressed"], suppressed["suppression_reason"]) == (True, "ours")
        summary = json.loads(result.stdout)["summary"]
        assert (summary["findings"]["error"], summary["waived"]) == (0, 1)

    def test_is_a_suppression_from_outside_in_sarif(self, invoke):
        results = json.loads(check(invoke, "--format", "sarif", env=LAST).stdout)["runs"][0]["results"]
        told = {result["ruleId"]: result.get("suppressions") for result in results}
        assert told["license/unknown-id"] == [{"kind": "inSource", "justification": "ours"}]
        (waived,) = told["language/unknown-code"]
        assert (waived["kind"], waived["status"]) == ("external", "accepted")
        assert waived["justification"].startswith("a code of our own (until 2026-11-22, ")

    def test_keeps_fix_from_it(self, invoke, write, folder):
        write("cardcheck.toml", WAIVER.replace("language/unknown-code", "license"))
        write("README.md", "---\nlicense: apache2\n---\n# Tides\n")
        invoke("fix", "README.md", "--no-data", "--repo", "harbour/tides")
        assert "apache2" in (folder / "README.md").read_text()

    def test_does_not_touch_the_score(self, invoke):
        for options in ([], ["--isolated"]):
            assert check(invoke, "--min-score", "10", *options, env=LAST).stderr.count("is below 10") == 1


class TestAPreview:
    @pytest.fixture(autouse=True)
    def config(self, write):
        write("cardcheck.toml", 'rule-files = ["sea/tide.yaml"]\nselect = ["sea/tide"]\n')
        write("sea/tide.yaml", NEW_RULE)
        write("README.md", "---\ntide: ebb\n---\n# Tides\n")

    def run(self, invoke, *options):
        return invoke("check", "README.md", "--no-data", "--fail-on", "info", *options)

    def test_is_shown_and_marked_and_fails_nothing(self, invoke):
        result = self.run(invoke)
        assert result.exit_code == 0
        assert "sea/tide (preview)" in result.stdout
        assert "README.md: 1 preview" in result.stdout

    def test_fails_in_its_edition(self, invoke, write, folder):
        write("cardcheck.toml", f'rules = "2026.2"\n{(folder / "cardcheck.toml").read_text()}')
        result = self.run(invoke)
        assert result.exit_code == 1
        assert "preview" not in result.stdout

    @pytest.mark.parametrize(
        ("format_", "told"),
        [
            ("concise", "README.md:2:7: error sea/tide `ebb` is no tide (preview)\n"),
            ("github", "::notice file=README.md,line=2,endLine=2,col=7,endColumn=10,title=sea/tide (preview)::"),
            ("gitlab", '"description": "`ebb` is no tide (preview)", "check_name": "sea/tide", "severity": "info"'),
            ("junit", '<testsuite name="README.md" tests="1" failures="0"'),
            ("markdown", "1 preview"),
            ("sarif", '"level": "note"'),
            ("json", '"preview": true'),
        ],
    )
    def test_is_marked_in_every_format(self, invoke, format_, told):
        result = self.run(invoke, "--format", format_)
        assert result.exit_code == 0
        assert told in result.stdout

    def test_is_no_comment_on_a_pull_request(self, invoke):
        assert self.run(invoke, "--format", "comment").stdout == ""

    def test_is_named_by_rules_and_explain(self, invoke):
        (line,) = [line for line in invoke("rules").stdout.splitlines() if "sea/tide" in line]
        assert line.split()[:4] == ["*", "sea/tide", "preview", "minimal"]
        assert "2026.2" in line
        assert "- Edition: 2026.2 (a preview until then" in invoke("explain", "sea/tide").stdout

    def test_a_pin_that_is_none_is_one_sentence(self, invoke, write):
        write("cardcheck.toml", 'rules = "2031.1"\n')
        result = self.run(invoke)
        assert result.exit_code == 2
        assert result.stderr.endswith("there are 2026.1 (today's), 2026.2 (to come)\n")
        assert result.stderr.count("\n") == 1


@pytest.mark.usefixtures("card")
class TestAMandatoryRule:
    @pytest.fixture(autouse=True)
    def config(self, write):
        write("policy/cardcheck.toml", 'mandatory = ["license/unknown-id"]\n')
        write("cardcheck.toml", 'extends = "policy"\nignore = ["license"]\n')

    def test_fails_whatever_card_and_configuration_say(self, invoke):
        result = check(invoke, "--ignore", "license", "--format", "concise")
        assert result.exit_code == 1
        assert "error license/unknown-id" in result.stdout
        assert "says policy/cardcheck.toml, and no comment silences it" in result.stdout

    def test_is_marked_in_json(self, invoke):
        told = {finding["rule"]: finding["mandatory"] for finding in findings(check(invoke, "--format", "json"))}
        assert told == {
            "license/unknown-id": True,
            "language/unknown-code": False,
            "cardcheck/overruled-suppression": False,
        }

    def test_is_not_taken_into_a_baseline(self, invoke):
        baseline = ("--baseline", "known.json")
        check(invoke, *baseline, "--write-baseline")
        result = check(invoke, *baseline, "--format", "concise")
        assert [line.split()[2] for line in result.stdout.splitlines()] == ["license/unknown-id"]
        assert result.exit_code == 1

    def test_that_lacks_a_fact_is_an_exit_code_of_its_own(self, invoke, write):
        write("policy/cardcheck.toml", 'mandatory = ["repository/no-data"]\n')
        result = check(invoke, "--fail-on", "never")
        assert result.exit_code == 3
        assert "`repository/no-data` is mandatory and could not judge: load, not asked" in result.stderr
        (read,) = json.loads(check(invoke, "--format", "json").stdout)["cards"]
        assert [skip["rule"] for skip in read["skipped"] if skip["mandatory"]] == ["repository/no-data"]

    def test_holds_in_an_audit(self, invoke, write, folder):
        write("cards/tides/README.md", CARD)
        journal = ("--journal", str(folder / "journal.jsonl"))
        result = invoke("audit", "cards", "--fail-on", "error", "--format", "csv", *journal)
        assert result.exit_code == 1
        assert "license/unknown-id" in result.stdout

    def test_that_lacks_a_fact_is_told_by_an_audit(self, invoke, write, folder):
        write("policy/cardcheck.toml", 'mandatory = ["repository/no-data"]\n')
        write("cards/tides/README.md", CARD)
        journal = ("--journal", str(folder / "journal.jsonl"))
        result = invoke("audit", "cards", "--no-data", *journal)
        assert result.exit_code == 3
        assert "tides: mandatory and without a fact to judge by: repository/no-data" in result.stderr


def test_a_waiver_holds_in_an_audit(invoke, write, folder):
    write("cards/tides/README.md", "---\nlicense: apache2\nsize_categories: [n<1K]\n---\n# Tides\n")
    write("cardcheck.toml", WAIVER.replace("harbour/tides", "cards/*").replace("language/unknown-code", "license"))
    journal = ("--journal", str(folder / "journal.jsonl"))
    result = invoke("audit", "cards", "--fail-on", "error", "--format", "csv", *journal, env=LAST)
    assert (result.exit_code, "license/unknown-id" in result.stdout) == (0, False)
    journal = ("--journal", str(folder / "later.jsonl"))
    result = invoke("audit", "cards", "--fail-on", "error", "--format", "csv", *journal, env=AFTER)
    assert (result.exit_code, "license/unknown-id" in result.stdout) == (1, True)
