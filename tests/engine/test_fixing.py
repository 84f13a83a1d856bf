"""A card in, its fixed text out; what a fix must not do is seen with rules that do it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from cardcheck.engine.fixing import Wanted, fix_card
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task
from cardcheck.model.config import Config
from cardcheck.model.facts import RepoFacts
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.fixed import FixResult
from cardcheck.model.rule import Rule
from cardcheck.model.target import Target

Check = Callable[[Target], Iterator[Problem]]


def fixed(card: bytes | str, *select: str, unsafe: bool = False, cosmetic: bool = False) -> FixResult:
    linter = Linter.of(Config(select=select) if select else None)
    return fix_card(linter, Task("README.md", card, RepoFacts()), Wanted(unsafe, cosmetic))


@pytest.fixture
def rule_that(monkeypatch):
    """Let `license/unknown-id` do whatever a test says; it stands at `/license`."""

    def rule_that(check: Check, card: bytes | str = "---\nlicense: mit\nviewer: true\n---\nText.\n") -> FixResult:
        def call(rule: Rule, target: Target) -> Iterator[Problem]:
            return check(target) if rule.id == "license/unknown-id" else iter(())

        monkeypatch.setattr("cardcheck.engine.linter.call", call)
        return fixed(card, "license/unknown-id", "language/missing")

    return rule_that


class TestFixing:
    def test_every_safe_fix_goes_in_and_the_rest_stays(self):
        result = fixed("---\nlicense: apache2  # ours\nlanguage: no\n---\n\nText.  \n")
        assert result.text == '---\nlicense: apache-2.0  # ours\nlanguage: "no"\n---\n\nText.  \n'
        assert {finding.rule for finding in result.applied} == {"license/unknown-id", "front-matter/dialect"}
        assert not {"license/unknown-id", "front-matter/dialect"} & {f.rule for f in result.report.findings}

    def test_a_clean_card_comes_back_as_it_was(self):
        card = "---\nlicense: mit\n---\nText.\n"
        result = fixed(card, "license")
        assert (result.text, result.applied, result.refused, result.fault) == (card, (), (), None)

    def test_a_second_round_fixes_what_the_first_uncovered(self):
        card = "license: apache2\nlanguage: en\n\n# Sea\n\nText.\n"
        result = fixed(card, "front-matter", "license")
        assert result.text == "---\nlicense: apache-2.0\nlanguage: en\n---\n\n# Sea\n\nText.\n"

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("bom", ["", "\ufeff"])
    @pytest.mark.parametrize("end", ["", "\n"])
    def test_newlines_mark_and_end_stay(self, newline, bom, end):
        lines = ["---", "license: {}", "---", "", "# Sea", "", "Text."]
        card = bom + newline.join(lines) + end.replace("\n", newline)
        result = fixed(card.format("apache2").encode(), "license/unknown-id")
        assert result.text == card.format("apache-2.0")

    def test_unsafe_fixes_are_asked_for(self):
        card = "---\nlicense: openrai\n---\n"
        assert fixed(card, "license").text == card
        assert fixed(card, "license", unsafe=True).text == "---\nlicense: openrail\n---\n"

    def test_cosmetic_fixes_are_asked_for(self):
        card = "---\nlicense: mit\n---\nText."
        assert fixed(card, "links/final-newline").text == card
        assert fixed(card, "links/final-newline", cosmetic=True).text == card + "\n"

    def test_what_is_suppressed_is_left_alone(self):
        card = "---\nlicense: apache2  # cardcheck: ignore[license/unknown-id] as our lawyers write it\n---\n"
        assert fixed(card).text == card

    def test_bytes_that_are_no_text_are_left_alone(self):
        result = fixed(b"---\nlicense: apache2\n---\ncaf\xe9\n")
        assert (result.applied, result.fault) == (
            (),
            "the card is not UTF-8, and only a person can tell what it should say",
        )

    def test_a_secret_stays_in_the_card_and_out_of_the_report(self):
        token = "hf_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567"
        result = fixed(f"---\nlicense: apache2\n---\n\nUse `{token}`.\n")
        assert result.text == f"---\nlicense: apache-2.0\n---\n\nUse `{token}`.\n"
        assert result.report.text is not None
        assert token not in result.report.text.text

    def test_two_secrets_that_look_alike_under_their_masks_are_no_repetition(self):
        keys = ["hf_" + letters * 2 for letters in ("aBcDeFgHiJkLmNoPq", "zYxWvUtSrQpOnMlKj")]
        card = "---\ntags: [" + ", ".join(keys) + "]\n---\n"
        assert fixed(card, "metadata/duplicate-item", cosmetic=True, unsafe=True).text == card


class TestHarm:
    """A rule that errs is named, and the card is as it was."""

    def test_metadata_that_nobody_can_read(self, rule_that):
        result = rule_that(lambda target: iter([target.problem(edits=_instead(target, "{"), case="meant", near="")]))
        assert _refusal(result) == "would leave metadata that the client cannot read"

    def test_a_key_that_is_not_named(self, rule_that):
        edits = "mit\nlanguage: en"
        result = rule_that(lambda target: iter([target.problem(edits=_instead(target, edits), case="meant", near="")]))
        assert _refusal(result) == "would change `/language` too"

    def test_a_new_finding(self, rule_that):
        def check(target: Target) -> Iterator[Problem]:
            if target.value == "mit":
                yield target.problem(case="meant", near="", edits=_instead(target, "bsd"))
            else:
                yield target.problem(case="unknown")

        assert _refusal(rule_that(check)).startswith("would bring `license/unknown-id`: ")

    def test_fixes_that_undo_each_other(self, rule_that):
        def check(target: Target) -> Iterator[Problem]:
            yield target.problem(case="meant", near="", value="", edits=_instead(target, f"{target.value}a"))

        result = rule_that(check)
        assert result.fault == "after 10 rounds there are still fixes to apply; please report it"
        assert result.text == "---\nlicense: mit\nviewer: true\n---\nText.\n"

    def test_one_bad_fix_of_many_does_not_cost_the_others(self, rule_that):
        def check(target: Target) -> Iterator[Problem]:
            if len(target.value) == 3:
                new = "{" if target.value == "ddd" else "x"
                yield target.problem(case="meant", near="", edits=_instead(target, new))

        result = rule_that(check, "---\nlicense: [aaa, bbb, ccc, ddd, eee, fff]\n---\n")
        assert result.text == "---\nlicense: [x, x, x, ddd, x, x]\n---\n"
        assert len(result.refused) == 1

    def test_a_fix_that_does_harm_beside_another_waits_for_it(self, rule_that):
        def check(target: Target) -> Iterator[Problem]:
            if target.value == "aaa":
                yield target.problem(case="meant", near="", edits=_instead(target, "x"))
            elif target.value == "bbb":
                # Beside the other's text this is a key given twice.
                new = "y" if "[x" in target.card.source.text else "{x: 1, x: 2}"
                yield target.problem(case="meant", near="", edits=_instead(target, new))

        result = rule_that(check, "---\nlicense: [aaa, bbb]\n---\n")
        assert (result.text, result.refused) == ("---\nlicense: [x, y]\n---\n", ())


def _instead(target: Target, text: str) -> tuple[Edit, ...]:
    assert target.entry is not None
    return (Edit(target.entry.value, text),)


def _refusal(result: FixResult) -> str:
    assert result.text == "---\nlicense: mit\nviewer: true\n---\nText.\n"
    (refused,) = result.refused
    return refused.reason
