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


class TestWhatWouldKeepThemQuiet:
    NAME = "license/missing"

    def found(self, card: str, **given: Any) -> bool:
        given = {"select": (), "extend_select": ("all",), "mandatory": (self.NAME,), **given}
        return self.NAME in shown(check(card, **given))

    def test_no_front_matter(self):
        assert self.found("# Tides\n\n<!-- cardcheck: ignore-file[front-matter/missing] ours -->\n")
        assert self.found("# Tides\n", ignore=("front-matter",))

    def test_a_misspelt_key(self):
        assert self.found("---\nlicesne: mit # cardcheck: ignore[front-matter] ours\n---\n")

    def test_a_finding_that_blocks(self):
        assert self.found("---\nlicense: TODO # cardcheck: ignore[front-matter, prose] ours\n---\n") == self.found(
            "---\nlicense: TODO\n---\n", ignore=("front-matter",)
        )

    def test_a_question_that_waits(self):
        assert self.found("---\nlanguage: en\n# Question: which one? (license)\n---\n")

    def test_a_mandatory_finding_speaks_for_them(self):
        assert not self.found("# Tides\n", mandatory=(self.NAME, "front-matter/missing"))

    def test_who_is_not_mandatory_keeps_quiet(self):
        assert not self.found("# Tides\n", mandatory=())

    def test_the_score_is_the_same(self):
        for card in ("# Tides\n", "---\nlicesne: mit\n---\n", "---\nlicense: [mit\n---\n"):
            assert check(card, mandatory=("all",)).score == check(card, mandatory=()).score

    def missed(self, card: str, name: str) -> list[str]:
        return [skip.reason for skip in check(card, select=(name,), mandatory=(name,)).skipped if skip.is_missed]

    def test_front_matter_that_cannot_be_read_is_missed(self):
        for name in (self.NAME, RULE):
            assert self.missed("---\nlicense: [mit\n---\n", name) == ["the front matter cannot be read"]

    def test_a_card_in_git_lfs_is_missed(self):
        card = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12\n"
        for name in (self.NAME, "responsible/no-bias"):
            assert self.missed(card, name) == ["it is a Git LFS pointer and not a text"]
        assert self.missed(card, "front-matter/lfs-pointer") == []
