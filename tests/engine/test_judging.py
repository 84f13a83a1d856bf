"""What the engine does between rules and findings: blocking, skipping, going on after a crash, weakening."""

from __future__ import annotations

import pickle
from unittest import mock

import pytest

from cardcheck.engine.findings import make_finding
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config, RuleSetting
from cardcheck.model.facts import FileList, RepoFacts, RepoFile, Unavailable
from cardcheck.model.finding import Problem
from cardcheck.model.report import CardReport, Skipped
from cardcheck.parsing.card import parse_card
from cardcheck.rulebook import bind

BROKEN = "---\nlicense: 'mit\nlanguage: xx-nope\n---\n# T\n"


def check(card: str | bytes, *select: str, facts: RepoFacts | None = None, **settings) -> CardReport:
    return Linter.of(Config(select=select or None, **settings)).check(card, facts=facts)


def rules_of(report: CardReport) -> list[str]:
    return [finding.rule for finding in report.findings]


class TestMentions:
    """A rule runs only where the card holds one of its words."""

    WITHOUT = "---\nlicense: mit\n---\n# Tides\n"

    @staticmethod
    def names(card: str, *words: str) -> bool:
        """Whether a rule that finds every card at fault is asked at all."""
        linter = Linter.of(Config(select=("metadata/pretty-name-missing",)))
        rule = linter.rules[0]._replace(mentions=words)
        return bool(linter._replace(rules=(rule,)).check(card).findings)

    def test_without_words_always(self):
        assert self.names(self.WITHOUT)

    @pytest.mark.parametrize("words", [("tides",), ("ebb", "tides")])
    def test_one_is_enough(self, words):
        assert self.names(self.WITHOUT, *words)

    def test_none(self):
        assert not self.names(self.WITHOUT, "ebb", "flood")

    def test_the_front_matter_counts(self):
        assert self.names(self.WITHOUT, "mit")

    def test_case_makes_no_difference(self):
        assert self.names(self.WITHOUT.replace("Tides", "TIDES"), "tides")

    def test_the_check_is_not_loaded(self):
        linter = Linter.of(Config(select=("snippets/wrong-repo",)))
        with mock.patch("cardcheck.engine.linter.call", side_effect=AssertionError):
            assert linter.check(self.WITHOUT, repo="ebb/flood").findings == ()

    def test_a_rule_without_its_words_misses_no_fact(self):
        linter = Linter.of(Config(select=("links/missing-file",)))
        linter = linter._replace(rules=(linter.rules[0]._replace(mentions=("ebb",)),))
        assert linter.check(self.WITHOUT).skipped == ()


class TestBlocking:
    def test_a_finding_about_the_whole_card_blocks_the_whole_rule(self):
        report = check("# T\n", "front-matter/missing", "license/missing")
        assert rules_of(report) == ["front-matter/missing"]

    def test_a_blocked_rule_is_named(self):
        report = check("# T\n", "front-matter/missing", "license/missing")
        assert report.skipped == (Skipped("license/missing", "card", "blocked by another finding"),)

    def test_the_order_of_names_does_not_matter(self):
        report = check("# T\n", "license/missing", "front-matter/missing")
        assert rules_of(report) == ["front-matter/missing"]

    def test_a_rule_that_does_not_run_blocks_nothing(self):
        report = check("---\ntask_categories: no\n---\n", "front-matter/wrong-shape")
        assert rules_of(report) == ["front-matter/wrong-shape"]

    def test_a_finding_blocks_at_its_own_place(self):
        report = check("---\ntask_categories: no\n---\n", "front-matter/dialect", "front-matter/wrong-shape")
        assert rules_of(report) == ["front-matter/dialect"]

    def test_and_nowhere_else(self):
        card = "---\nviewer: off\ntask_categories: translation\n---\n"
        report = check(card, "front-matter/dialect", "front-matter/wrong-shape")
        assert rules_of(report) == ["front-matter/dialect", "front-matter/wrong-shape"]

    def test_a_pointer_is_not_below_another_that_only_begins_alike(self):
        card = "---\nviewer: off\nviewer_x: off\n---\n"
        assert rules_of(check(card, "front-matter/dialect")) == ["front-matter/dialect"] * 2


class TestStandingForMany:
    STUB = "---\ndataset_info: {features: []}\n---\n# Dataset Card for Remarks\n"
    LINK = "[More Information needed](https://github.com/huggingface/datasets/blob/main/CONTRIBUTING.md#how-to-contribute-to-the-dataset-cards)\n"

    def test_one_finding_instead_of_many(self):
        report = check(f"{self.STUB}\n{self.LINK}", profile="strict")
        absent = {"license/missing", "task/missing", "metadata/pretty-name-missing"}
        assert set(rules_of(report)) - absent - {"language/missing"} == {"prose/generated-family"}

    def test_it_blocks_by_id_and_by_topic(self):
        selected = ("prose/generated-family", "prose/placeholder", "sections/maintenance-missing")
        linter = Linter.of(Config(select=selected))
        blocked = {rule.id: rule.blocked_by for rule in linter.rules}
        assert "prose/generated-family" in blocked["prose/placeholder"]
        assert "prose/generated-family" in blocked["sections/maintenance-missing"]

    def test_a_rule_that_does_not_run_blocks_nothing(self):
        report = check(f"{self.STUB}\n{self.LINK}", "sections/maintenance-missing")
        assert rules_of(report) == ["sections/maintenance-missing"]

    @pytest.mark.parametrize(
        ("swallowed", "found"),
        [
            ("## Contact\n\nAsk.\n", ["links/fence-unclosed"]),
            ("", ["sections/maintenance-missing", "links/fence-unclosed"]),
        ],
    )
    def test_a_harmless_case_blocks_nothing(self, swallowed, found):
        report = check(f"# T\n\n```\nx\n\n{swallowed}", "links/fence-unclosed", "sections/maintenance-missing")
        assert rules_of(report) == found

    def test_a_finding_carries_its_topic_and_points(self):
        (finding,) = check("# T\n\nText.\n", "sections/maintenance-missing").findings
        assert (finding.topic, finding.points) == ("who keeps it up to date", 5)


class TestSkipping:
    def test_without_its_fact(self):
        report = check("![x](x.png)\n", "links/missing-file")
        assert report.skipped == (Skipped("links/missing-file", "files", "not asked"),)

    def test_the_facts_own_reason(self):
        facts = RepoFacts(files=Unavailable("the folder cannot be read", asked=True))
        report = check("# T\n", "links/missing-file", facts=facts)
        assert report.skipped[0].reason == "the folder cannot be read"
        assert report.facts["files"] == "unavailable: the folder cannot be read"

    def test_with_its_fact(self):
        facts = RepoFacts(files=FileList((RepoFile("README.md", 1),)))
        report = check("![x](x.png)\n", "links/missing-file", facts=facts)
        assert (rules_of(report), report.skipped) == (["links/missing-file"], ())

    def test_unreadable_front_matter_skips_rules_about_values(self):
        report = check(BROKEN, "language/unknown-code")
        assert report.skipped == (Skipped("language/unknown-code", "card", "the front matter cannot be read"),)

    def test_no_front_matter_is_no_reason_to_skip(self):
        report = check("# T\n", "language")
        assert (report.findings, report.skipped) == ((), ())

    def test_each_reader_has_its_own_reasons(self):
        # The Hub refuses a key that stands twice; rules of the Hub's values are skipped, Python's are not.
        report = check("---\nlicense: mit\nlicense: nope\n---\n", "license/unknown-id")
        assert [skipped.rule for skipped in report.skipped] == ["license/unknown-id"]


def crashing(rule_id: str):
    """Make one rule's check fail after its first finding."""

    def call(rule, target):
        yield from bind.call(rule, target)
        if rule.id == rule_id:
            raise ZeroDivisionError("secret")

    return mock.patch("cardcheck.engine.linter.call", call)


class TestCrash:
    CARD = "---\nlicense: nope\nlanguage: nope-nope\n---\n"

    def test_is_a_finding(self):
        with crashing("license/unknown-id"):
            report = check(self.CARD, "license/unknown-id", "language/unknown-code")
        crash = next(finding for finding in report.findings if finding.rule == "cardcheck/crashed")
        assert "`license/unknown-id` failed with ZeroDivisionError" in crash.message

    def test_the_run_goes_on(self):
        with crashing("license/unknown-id"):
            report = check(self.CARD, "license/unknown-id", "language/unknown-code")
        assert "language/unknown-code" in rules_of(report)
        assert report.status == "checked"

    def test_what_the_exception_says_is_not_shown(self):
        with crashing("license/unknown-id"):
            report = check(self.CARD, "license/unknown-id")
        assert "secret" not in str(report.findings)

    def test_it_is_said_even_if_ignored(self):
        with crashing("license/unknown-id"):
            report = check(self.CARD, "license/unknown-id", ignore=("cardcheck",))
        assert rules_of(report) == ["cardcheck/crashed"]

    def test_a_suppression_of_a_crashed_rule_is_not_unused(self):
        card = "---\nlicense: mit # cardcheck: ignore[license/unknown-id] ours\n---\n"
        with crashing("license/unknown-id"):
            report = check(card, "license/unknown-id", "cardcheck")
        assert rules_of(report) == ["cardcheck/crashed"]


class TestWeakening:
    def made(self, rule_id: str, **said):
        rule = Linter.of(Config(select=(rule_id,))).rules[0]
        problem = Problem(fields={"value": "x", "key": "x", "said": "x"}, **said)
        return make_finding(parse_card("# T\n"), rule, problem)

    @pytest.mark.parametrize(
        ("rule_id", "said", "severity"),
        [
            ("license/unknown-id", "info", "info"),
            ("license/unknown-id", "warning", "warning"),
            ("license/missing", "error", "info"),
            ("prose/placeholder", "error", "warning"),
        ],
    )
    def test_severity(self, rule_id, said, severity):
        assert self.made(rule_id, severity=said).severity == severity

    def test_confidence(self):
        assert self.made("license/missing", confidence="low").confidence == "low"

    def test_a_configured_severity_holds_for_every_case(self):
        rules = {"license/unknown-id": RuleSetting(severity="info")}
        report = check("---\nlicense: [apache2, nope]\n---\n", "license/unknown-id", rules=rules)
        assert [finding.severity for finding in report.findings] == ["info", "info"]


class TestReport:
    def test_findings_come_by_place(self):
        report = check("---\nviewer: off\nlicense: nope\n---\n# T\n\nTODO: more\n", min_confidence="low")
        places = [finding.span for finding in report.findings]
        assert places == sorted(places)
        assert len(set(places)) > 2

    def test_low_confidence_is_not_shown_by_default(self):
        rule = Linter.of(Config(select=("license/missing",))).rules[0]
        linter = Linter.of(Config(select=("license/missing",)))
        unsure = linter._replace(rules=(rule._replace(plain=rule.plain._replace(confidence="low")),))
        assert unsure.check("---\nlanguage: en\n---\n").findings == ()

    def test_bytes_and_text_are_one(self):
        card = "\ufeff---\r\nlicense: nöpe\r\n---\r\n# T\r\n\r\nTODO: x\r\n"
        assert check(card.encode()) == check(card)

    @pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"\xff", b"\0", b"---", b"---\n", b"\xef\xbb\xbf"])
    def test_the_smallest_cards(self, data):
        assert check(data).status == "checked"

    def test_linter_and_reports_travel(self):
        linter = Linter.of(Config(profile="strict"))
        report = linter.check("---\nlicense: nope # cardcheck: ignore[license]\n---\n# T\n")
        assert pickle.loads(pickle.dumps(linter)) == linter
        assert pickle.loads(pickle.dumps(report)) == report


def test_judging_a_card_again_tells_the_same():
    # What is kept of one reading of a text serves the next, whose parts are other objects.
    text = "---\nlanguage: en\n---\n# Remarks\n\nOf pilots.\n\n## Languages\n\n## Uses\n\nOf no use at all.\n"
    linter = Linter.of(Config(profile="strict"))
    assert linter.check(text) == linter.check(text)
