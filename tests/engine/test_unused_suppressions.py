"""Suppressions that suppress nothing: what is said of them, and how they go."""

from __future__ import annotations

import pytest
from suppressed import OWN, findings

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.testing import fix_all


class TestUnused:
    def unused(self, card: str, *rules: str) -> list[str]:
        return [str(f.quotes) for f in findings(card, *rules) if f.rule == "cardcheck/unused-suppression"]

    def mended(self, card: str, *rules: str) -> str:
        report = Linter.of(Config(select=(*rules, *OWN))).check(card)
        assert report.text is not None
        return fix_all(report.text, [f for f in report.findings if f.rule == "cardcheck/unused-suppression"])

    CARD = "---\nlicense: mit # cardcheck: ignore[license/unknown-id] why\n---\n"

    def test_is_a_finding_if_its_rule_ran(self):
        assert self.unused(self.CARD, "license/unknown-id") == ["# cardcheck: ignore[license/unknown-id] why"]

    def test_is_none_if_its_rule_did_not_run(self):
        assert self.unused(self.CARD, "prose") == []

    def test_is_none_if_its_rule_was_skipped(self):
        card = "<!-- cardcheck: ignore[links/missing-file] -->\n\n[a](a.md)\n"
        assert self.unused(card, "links/missing-file") == []

    def test_a_family_is_unused_only_if_all_its_rules_ran(self):
        card = "<!-- cardcheck: ignore[links] -->\n\ntext\n"
        assert self.unused(card, "links") == []

    def test_a_glob_whose_rules_all_ran(self):
        card = "<!-- cardcheck: ignore[prose/placeh*] -->\n\ntext\n"
        assert self.unused(card, "prose/placeholder") == ["<!-- cardcheck: ignore[prose/placeh*] -->"]

    def test_one_of_two_names(self):
        card = "---\n# cardcheck: ignore[license/unknown-id, language/unknown-code]\nlicense: nope\n---\n"
        assert self.unused(card, "license/unknown-id", "language/unknown-code") == ["language/unknown-code"]

    @pytest.mark.parametrize(
        ("card", "fixed"),
        [
            ("---\nlicense: mit # cardcheck: ignore[license/unknown-id] why\n---\n", "---\nlicense: mit\n---\n"),
            ("---\n  # cardcheck: ignore[license/unknown-id]\na: b\n---\n", "---\na: b\n---\n"),
            ("---\r\n# cardcheck: ignore[license/unknown-id]\r\na: b\r\n---\r\n", "---\r\na: b\r\n---\r\n"),
            ("# T\n\n<!-- cardcheck: ignore[license/unknown-id] -->\ntext\n", "# T\n\ntext\n"),
            ("# T <!-- cardcheck: ignore[license/unknown-id] -->\n", "# T \n"),
        ],
    )
    def test_the_fix_takes_the_comment_with_its_line(self, card, fixed):
        assert self.mended(card, "license/unknown-id") == fixed

    def test_it_can_be_suppressed_itself(self):
        card = f"---\n# cardcheck: ignore-file[cardcheck/unused-suppression]\n{self.CARD.splitlines()[1]}\n---\n"
        assert self.unused(card, "license/unknown-id") == []
