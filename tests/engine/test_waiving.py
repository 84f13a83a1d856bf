"""Waivers: what they let pass, on which cards and to which day, and what is wrong with them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config, Waiver
from cardcheck.model.finding import Finding, Waived
from cardcheck.model.report import CardReport
from cardcheck.rulebook.errors import RuleError

CARD = "---\nlicense: apache2\nlanguage: qqx1\n---\n# Tides\n"
LAST = datetime.date(2026, 11, 22)
RULES = ("license/unknown-id", "language/unknown-code", "cardcheck")


def waiver(**given: Any) -> Waiver:
    said = {"repository": "harbour/tides", "rule": "license/unknown-id", "reason": "renamed in May", "until": LAST}
    return Waiver(**{**said, "origin": "/home/ann/policy/cardcheck.toml", **given})


def check(
    *waivers: Waiver,
    card: str = CARD,
    today: datetime.date | None = LAST,
    repo: str | None = "harbour/tides",
    **given: Any,
) -> CardReport:
    source = given.pop("source", "README.md")
    config = Config(**{"select": RULES, "waivers": waivers, "today": today, **given})
    return Linter.of(config).check(card, source, repo=repo)


def waived(report: CardReport) -> list[str]:
    return [finding.rule for finding in report.findings if finding.waived is not None]


def about(report: CardReport) -> list[Finding]:
    return [finding for finding in report.shown if finding.rule.startswith("cardcheck/")]


class TestAWaivedFinding:
    def test_is_not_shown_and_does_not_count(self):
        report = check(waiver())
        assert waived(report) == ["license/unknown-id"]
        assert [finding.rule for finding in report.shown] == ["language/unknown-code"]
        assert report.counted == report.shown

    def test_tells_why_until_when_and_by_whom(self):
        (finding, _) = check(waiver()).findings
        assert finding.waived == Waived("renamed in May", "2026-11-22", "policy/cardcheck.toml")

    def test_by_several_has_the_reason_of_the_first(self):
        report = check(waiver(repository="*", reason="one"), waiver(reason="two"))
        assert report.findings[0].waived is not None
        assert report.findings[0].waived.reason == "one"
        assert about(report) == []

    def test_is_fixed_by_nobody(self):
        from cardcheck.engine.fixing import Wanted, fix_card
        from cardcheck.engine.pool import Task
        from cardcheck.model.facts import RepoFacts

        linter = Linter.of(Config(select=RULES, waivers=(waiver(),)))
        task = Task("README.md", CARD, RepoFacts(), "harbour/tides")
        assert fix_card(linter, task, Wanted(unsafe=True)).text == CARD
        assert fix_card(linter, task._replace(repo=None), Wanted()).text != CARD


@pytest.mark.parametrize("rule", ["license/unknown-id", "license", "*/unknown-*", "all"])
def test_a_rule_goes_by_id_family_or_glob(rule):
    assert "license/unknown-id" in waived(check(waiver(rule=rule)))


def test_a_rule_that_is_none_is_a_mistake_of_the_settings():
    with pytest.raises(RuleError, match=r"cardcheck\.toml: the waiver for `harbour/tides`: there is no rule `licence`"):
        check(waiver(rule="licence"))


class TestRepository:
    @pytest.mark.parametrize("glob", ["harbour/tides", "harbour/*", "*/tides", "*", "h?rbour/[st]ides"])
    def test_goes_by_its_id(self, glob):
        assert waived(check(waiver(repository=glob)))

    @pytest.mark.parametrize("glob", ["harbour/tide", "tides", "Harbour/tides", "harbour", "arbour/tides"])
    def test_another(self, glob):
        assert not waived(check(waiver(repository=glob)))

    @pytest.mark.parametrize(
        "glob", ["cards/tides", "./cards/tides", "cards/*", "cards/tides/README.md", "tides/README.md"]
    )
    @pytest.mark.parametrize(
        "source", ["cards/tides/README.md", "./cards/tides/README.md", "/srv/cards/tides/README.md"]
    )
    def test_that_nobody_knows_goes_by_the_path_of_the_card_or_its_folder(self, glob, source):
        assert waived(check(waiver(repository=glob), repo=None, source=source))

    def test_that_is_known_does_not_go_by_the_path(self):
        assert not waived(check(waiver(repository="cards/tides"), source="cards/tides/README.md"))


class TestItsLastDay:
    @pytest.mark.parametrize("today", [LAST, LAST - datetime.timedelta(1), None])
    def test_counts_itself(self, today):
        assert waived(check(waiver(), today=today))

    def test_is_over_on_the_next(self):
        report = check(waiver(), today=LAST + datetime.timedelta(1))
        assert waived(report) == []
        (told,) = about(report)
        assert (told.rule, told.case, told.severity) == ("cardcheck/expired-waiver", "missed", "warning")
        assert told.message == (
            "The waiver of `license/unknown-id` for `harbour/tides` held until 2026-11-22, and there is something to"
            " mend again; mend it, or agree on a new day in policy/cardcheck.toml"
        )

    def test_is_told_where_nothing_is_left_to_mend(self):
        (told,) = about(check(waiver(), today=datetime.date.max, card="---\nlicense: mit\n---\n"))
        assert told.case == "idle"

    def test_of_one_for_many_is_told_only_where_it_is_missed(self):
        glob = waiver(repository="harbour/*")
        assert about(check(glob, today=datetime.date.max))
        assert not about(check(glob, today=datetime.date.max, card="---\nlicense: mit\n---\n"))

    def test_no_waiver_hides_that_it_is_over(self):
        everything = waiver(repository="*", rule="all", until=datetime.date.max)
        report = check(waiver(), everything, today=datetime.date.max)
        assert [finding.rule for finding in report.shown] == ["cardcheck/expired-waiver"]


class TestUnused:
    def test_is_told_where_its_rule_found_nothing(self):
        (told,) = about(check(waiver(), card="---\nlicense: mit\n---\n"))
        assert (told.rule, told.severity) == ("cardcheck/unused-waiver", "info")

    def test_is_not_told_of_what_lets_something_pass(self):
        assert about(check(waiver())) == []

    def test_is_not_told_where_the_rule_did_not_run(self):
        assert about(check(waiver(rule="license/missing"))) == []

    def test_is_not_told_of_many_by_one(self):
        assert about(check(waiver(repository="harbour/*"), card="---\nlicense: mit\n---\n")) == []

    def test_is_not_told_where_only_a_comment_hides_the_finding(self):
        card = CARD.replace("apache2", "apache2 # cardcheck: ignore[license/unknown-id] ours")
        report = check(waiver(), card=card)
        assert about(report) == []
        assert report.findings[0].suppressed
        assert report.findings[0].suppression_reason == "ours"
