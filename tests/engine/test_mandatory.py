"""Mandatory findings: no comment, baseline or confidence hides them; a waiver does; a fact they lack is missed."""

from __future__ import annotations

import datetime
from typing import Any

from cardcheck.engine.known import known_of, without_known
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config, Waiver
from cardcheck.model.report import CardReport

CARD = "---\nlicense: apache2 # cardcheck: ignore[license/unknown-id] ours\nlanguage: qqx1\n---\n# Tides\n"
RULE, OVERRULED = "license/unknown-id", "cardcheck/overruled-suppression"


def check(card: str = CARD, **given: Any) -> CardReport:
    settings = {"select": (RULE, "language/unknown-code"), "mandatory": (RULE,), "origin": "/srv/policy/cardcheck.toml"}
    config = Config(**{**settings, **given})
    return Linter.of(config).check(card, repo="harbour/tides")


def shown(report: CardReport) -> list[str]:
    return [finding.rule for finding in report.shown]


class TestAComment:
    def test_does_not_silence_them(self):
        (finding, _) = check().findings
        assert (finding.rule, finding.mandatory, finding.suppressed) == (RULE, True, False)

    def test_silences_what_is_not_mandatory(self):
        card = CARD.replace("qqx1", "qqx1 # cardcheck: ignore[language] ours")
        assert shown(check(card)) == [RULE]

    def test_that_names_one_is_told_with_who_decided(self):
        report = check(select=("language", OVERRULED))
        (told,) = [finding for finding in report.findings if finding.rule == OVERRULED]
        assert told.message.startswith(f"`{RULE}` is mandatory, says policy/cardcheck.toml, and no comment silences it")
        assert report.text is not None
        assert report.text.slice(told.span) == RULE

    def test_that_names_one_is_not_called_unused_too(self):
        card = CARD.replace("apache2", "mit")
        assert shown(check(card, select=("cardcheck",))) == [OVERRULED]

    def test_for_the_whole_card_is_told_as_well(self):
        card = "---\nlicense: apache2\n---\n<!-- cardcheck: ignore-file[license, prose] ours -->\n"
        assert shown(check(card, select=(OVERRULED,))) == [RULE, OVERRULED]


def test_only_a_waiver_hides_them():
    waiver = Waiver("harbour/tides", RULE, "until the move", datetime.date.max, "policy/cardcheck.toml")
    assert RULE not in shown(check(waivers=(waiver,)))


class TestConfidence:
    def test_high_alone_does_not_hide_them(self):
        card = "# Tides\n\nTODO: say more\n"
        name = "prose/placeholder"
        (finding,) = check(card, select=(name,), mandatory=(name,), min_confidence="low").findings
        expected = [] if finding.confidence == "low" else [name]
        assert shown(check(card, select=(name,), mandatory=(name,), min_confidence="high")) == expected


class TestBaseline:
    def test_does_not_hold_them(self):
        assert [known.rule for known in known_of(check())] == ["language/unknown-code"]

    def test_does_not_hide_them(self):
        before = known_of(check(mandatory=(), card=CARD.replace(" # cardcheck: ignore[license/unknown-id] ours", "")))
        assert len(before) == 2
        assert shown(without_known(check(), before).report) == [RULE]


class TestAMissingFact:
    def missed(self, name: str, **given: Any) -> list[str]:
        return [skip.rule for skip in check(select=(name,), mandatory=(name,), **given).skipped if skip.is_missed]

    def test_is_missed(self):
        assert self.missed("repository/no-data") == ["repository/no-data"]

    def test_is_not_missed_by_other_rules(self):
        report = check(select=("repository/no-data",))
        assert [skip.is_missed for skip in report.skipped if skip.rule == "repository/no-data"] == [False]

    def test_is_not_missed_by_a_preview(self):
        assert self.missed("viewer/error") == []
        assert self.missed("viewer/error", edition="2026.2") == ["viewer/error"]

    def test_is_not_missed_where_there_is_no_change_to_judge(self):
        assert self.missed("repository/clobbered") == []
