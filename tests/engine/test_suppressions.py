"""What `cardcheck: ignore[…]` covers, and what it does wrong itself: a card in, the findings that stay out."""

from __future__ import annotations

import pytest
from suppressed import OWN, findings

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.parsing.card import parse_card


def stay(card: str, *rules: str) -> list[str]:
    """The lines that still have a finding, without blanks."""
    text = parse_card(card).source
    return [text.slice(text.line_span_at(finding.span.start)).strip() for finding in findings(card, *rules)]


def codes(front_matter: str) -> list[str]:
    """The language codes that are still reported; every one but `en` is unknown."""
    found = findings(f"---\n{front_matter}---\n# T\n", "language/unknown-code")
    return [str(finding.message.split("`")[1]) for finding in found if finding.rule == "language/unknown-code"]


IGNORE = "# cardcheck: ignore[language]"


class TestAtTheEndOfAYamlLine:
    def test_covers_the_value(self):
        assert codes(f"language: qqx1 {IGNORE}\n") == []

    def test_covers_the_key_with_its_children(self):
        assert codes(f"language: {IGNORE}\n- qqx1\n- qqx2\n") == []

    def test_covers_one_item(self):
        assert codes(f"language:\n- qqx1\n- qqx2 {IGNORE}\n- qqx3\n") == ["qqx1", "qqx3"]

    def test_covers_a_flow_list(self):
        assert codes(f"language: [qqx1, qqx2] {IGNORE}\n") == []

    def test_covers_nothing_of_the_next_line(self):
        assert codes(f"license: mit {IGNORE}\nlanguage: qqx1\n") == ["qqx1"]

    def test_covers_the_item_with_all_its_keys(self):
        card = "---\nconfigs:\n- config_name: no # cardcheck: ignore[front-matter/dialect]\n  default: on\n---\n"
        assert stay(card, "front-matter/dialect") == []

    def test_covers_not_the_items_beside(self):
        card = "---\nconfigs:\n- config_name: no # cardcheck: ignore[front-matter/dialect]\n- config_name: off\n---\n"
        assert stay(card, "front-matter/dialect") == ["- config_name: off"]

    def test_covers_a_finding_at_the_key(self):
        card = "---\nlanguages: en # cardcheck: ignore[front-matter/deprecated-key]\n---\n"
        assert stay(card, "front-matter/deprecated-key") == []


class TestOnAYamlLineOfItsOwn:
    def test_covers_the_next_node(self):
        assert codes(f"{IGNORE}\nlanguage: qqx1\n") == []

    def test_covers_the_next_node_with_its_children(self):
        assert codes(f"{IGNORE}\nlanguage:\n- qqx1\n- qqx2\n") == []

    def test_covers_only_the_next_item(self):
        assert codes(f"language:\n{IGNORE}\n- qqx1\n- qqx2\n") == ["qqx2"]

    def test_an_item_stands_where_its_dash_does(self):
        assert codes(f"language:\n  {IGNORE}\n  - qqx1\n  - qqx2\n") == ["qqx2"]

    def test_a_deeper_node_is_next_too(self):
        assert codes(f"language:\n{IGNORE}\n    - qqx1\n    - qqx2\n") == ["qqx2"]

    def test_blank_lines_and_comments_may_stand_between(self):
        assert codes(f"{IGNORE}\n\n# why: ours\nlanguage: qqx1\n") == []

    def test_deeper_than_what_follows_covers_what_it_stands_in(self):
        assert codes(f"language:\n- qqx1\n- qqx2\n  {IGNORE}\nlicense: mit\n") == ["qqx1"]

    def test_in_an_item_covers_that_item(self):
        card = (
            "---\nconfigs:\n- config_name: no\n  # cardcheck: ignore[front-matter/dialect]\n- config_name: off\n---\n"
        )
        assert stay(card, "front-matter/dialect") == ["- config_name: off"]

    def test_at_the_end_covers_the_parent(self):
        assert codes(f"language: qqx1\nlicense: mit\n{IGNORE}\n") == []

    def test_indented_at_the_end_covers_the_key_above(self):
        assert codes(f"language:\n  - qqx1\n  - qqx2\n  {IGNORE}\n") == []

    def test_a_key_that_is_closed_is_not_covered(self):
        card = "---\na:\n  x: no\nb: off\n  # cardcheck: ignore[front-matter/dialect]\n---\n"
        assert stay(card, "front-matter/dialect") == ["x: no"]


class TestInMarkdown:
    TODO = "prose/placeholder"
    IGNORE = "<!-- cardcheck: ignore[prose] -->"

    def left(self, body: str) -> list[str]:
        return stay(body, self.TODO)

    def test_covers_the_next_block(self):
        assert self.left(f"Text.\n\n{self.IGNORE}\n\nTODO: a\n\nTODO: b\n") == ["TODO: b"]

    def test_nothing_need_stand_between(self):
        assert self.left(f"Text.\n\n{self.IGNORE}\nTODO: a\n\nTODO: b\n") == ["TODO: b"]

    def test_a_list_is_one_block(self):
        assert self.left(f"Text.\n\n{self.IGNORE}\n\n- TODO: a\n- TODO: b\n") == []

    def test_a_table_is_one_block(self):
        assert self.left(f"Text.\n\n{self.IGNORE}\n\n| [TODO] | b |\n|--|--|\n| [TODO] | x |\n") == []

    def test_above_a_heading_it_covers_the_heading(self):
        card = f"# A\n\nText.\n\n{self.IGNORE}\n\n## [TODO]\n\nTODO: b\n"
        assert self.left(card) == ["TODO: b"]

    def test_under_a_heading_it_covers_the_section(self):
        assert self.left(f"# A\n\n{self.IGNORE}\n\nTODO: a\n\n## B\n\nTODO: b\n\n# C\n\nTODO: c\n") == ["TODO: c"]

    def test_on_the_headings_own_line_it_covers_the_section(self):
        assert self.left(f"# A {self.IGNORE}\n\nTODO: a\n\n# C\n\nTODO: c\n") == ["TODO: c"]

    def test_two_comments_under_a_heading_both_cover_the_section(self):
        card = f"# A\n\n<!-- cardcheck: ignore[links] -->\n{self.IGNORE}\n\n[a](#b)\n\nTODO: a\n\n[c](#d)\n\n"
        assert stay(card, self.TODO, "links/broken-anchor") == []

    def test_inside_a_paragraph_it_covers_the_paragraph(self):
        assert self.left(f"TODO: a {self.IGNORE} TODO: b\n\nTODO: c\n") == ["TODO: c"]

    def test_at_the_end_it_covers_nothing(self):
        assert "TODO: a" in self.left(f"TODO: a\n\n{self.IGNORE}\n")

    def test_in_a_code_block_it_is_text(self):
        assert self.left(f"```\n{self.IGNORE}\n```\n\nTODO: a\n") == ["TODO: a"]

    def test_it_says_nothing_about_the_front_matter(self):
        card = "---\nlicense: nope\n---\n# T\n<!-- cardcheck: ignore[license] -->\ntext\n"
        assert "license: nope" in stay(card, "license/unknown-id")


class TestTheWholeCard:
    def test_from_the_front_matter(self):
        card = "---\nlicense: nope\n# cardcheck: ignore-file[license, prose]\n---\nTODO: a\n"
        assert stay(card, "license/unknown-id", "prose/placeholder") == []

    def test_from_the_body(self):
        card = "---\nlicense: nope\n---\n# T\n\n<!-- cardcheck: ignore-file[license] -->\n"
        assert stay(card, "license/unknown-id") == []

    def test_a_finding_about_the_whole_card_yields_to_it(self):
        assert stay("---\nlanguage: en # cardcheck: ignore-file[license]\n---\n", "license/missing") == []

    def test_and_to_nothing_else(self):
        card = "---\n# cardcheck: ignore[license/missing]\nlanguage: en\n---\n"
        assert [finding.rule for finding in findings(card, "license/missing")] == [
            "license/missing",
            "cardcheck/unused-suppression",
        ]

    @pytest.mark.parametrize("card", ["---\na: 'b {}\n---\n", "---\n{}\na: b: c\n---\n", "---\na: [b {}\n---\n"])
    def test_yaml_that_does_not_parse_yields_to_it(self, card):
        rules = "front-matter/syntax"
        assert stay(card.format(""), rules) != []
        assert stay(card.format("# cardcheck: ignore-file[front-matter]"), rules) == []

    def test_yaml_that_does_not_parse_yields_to_nothing_else(self):
        card = "---\n# cardcheck: ignore[front-matter/syntax]\na: b: c # cardcheck: ignore[front-matter/syntax]\n---\n"
        assert "front-matter/syntax" in [finding.rule for finding in findings(card, "front-matter/syntax")]


class TestNames:
    @pytest.mark.parametrize("name", ["license/unknown-id", "license", "license/*", "*/unknown-*", "all", "*"])
    def test_an_id_a_family_a_glob(self, name):
        assert stay(f"---\nlicense: nope # cardcheck: ignore[{name}]\n---\n", "license/unknown-id") == []

    def test_several(self):
        card = "---\n# cardcheck: ignore[license/unknown-id, language/unknown-code]\nlicense: nope\n---\n"
        assert "license: nope" not in stay(card, "license/unknown-id")

    def test_another_rule_is_not_covered(self):
        card = "---\nlicense: nope # cardcheck: ignore[language]\n---\n"
        assert stay(card, "license/unknown-id") == [card.splitlines()[1]]

    def test_none(self):
        card = "---\nlicense: nope # cardcheck: ignore[]\n---\n"
        assert stay(card, "license/unknown-id") == [card.splitlines()[1]]

    def test_one_that_does_not_exist(self):
        found = findings("---\nlicense: mit # cardcheck: ignore[licence/unknown-id]\n---\n")
        assert [(finding.rule, finding.quotes) for finding in found] == [
            ("cardcheck/unknown-rule", "licence/unknown-id"),
        ]

    def test_an_old_one_still_works(self, tmp_path):
        path = tmp_path / "house" / "terms.yaml"
        path.parent.mkdir()
        path.write_text(RENAMED)
        linter = Linter.of(Config(select=("house", *OWN), rule_files=(str(path),)))
        report = linter.check("---\nlicense: nope # cardcheck: ignore[house/old]\n---\n")
        assert [(finding.rule, finding.suppressed) for finding in report.findings] == [("house/terms", True)]


RENAMED = """\
title: The license is not ours
severity: error
confidence: high
category: reusable
profile: minimal
at: /license/*
check: metadata.values.one_of
with: {vocabulary: licenses}
message: "`{value}` is not ours"
why: Nobody may use it.
sources: [the rules of the house]
formerly: [house/old]
cases: {meant: null, guess: null, unknown: null}
examples: [{name: a}, {name: b}]
"""


class TestReasons:
    @pytest.mark.parametrize(
        ("card", "reason"),
        [
            ("---\na: b # cardcheck: ignore[license] ours, since 2019\n---\n", "ours, since 2019"),
            ("---\na: b # cardcheck: ignore[license]\n---\n", ""),
            ("---\na: b # cardcheck:ignore[license]x\r\n---\r\n", "x"),
            ("<!-- cardcheck: ignore[license] it is so -->\n", "it is so"),
            ("<!-- cardcheck: ignore[license]-->\n", ""),
        ],
    )
    def test_what_follows_the_bracket(self, card, reason):
        assert [suppression.reason for suppression in parse_card(card).suppressions] == [reason]


def test_crlf_changes_nothing():
    card = "---\nlicense: nope # cardcheck: ignore[license]\nlanguage: qqx1\n---\n# T\n\nTODO: x\n"
    rules = ("license/unknown-id", "language/unknown-code", "prose/placeholder")
    assert stay(card.replace("\n", "\r\n"), *rules) == stay(card, *rules) == ["language: qqx1", "TODO: x"]


def test_a_hostile_number_of_comments_and_names_is_bounded():
    names = ",".join("abcdefgh")
    card = "---\n" + f"# cardcheck: ignore[{names * 100}]\n" * 3000 + "---\n" + "<!-- cardcheck: ignore[a] -->\n" * 3000
    suppressions = parse_card(card).suppressions
    assert len(suppressions) <= 500
    assert max(len(suppression.rules) for suppression in suppressions) <= 100
