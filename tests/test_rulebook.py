"""The rule files are sound: each rule, its words and its page."""

from __future__ import annotations

import runpy
import string
from collections.abc import Callable
from typing import Any

from jsonschema import Draft202012Validator

from cardcheck import resources, schemas
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.model.facts import RepoFacts
from cardcheck.model.rule import Case, Rule
from cardcheck.rulebook.bind import ENGINE, bind, check_rule
from cardcheck.rulebook.load import builtin_rules, profiles, rule_pages

RULES = {rule.id: rule for rule in builtin_rules()}
FILES = rule_pages(resources.rules_dir())
# fmt: off
FAMILIES = {
    "front-matter", "license", "language", "task", "metadata", "gating", "configs", "features", "sections", "prose",
    "responsible", "citation", "links", "snippets", "repository", "data", "viewer", "hub", "lam", "croissant-rai",
    "datasheet", "cardcheck",
}
# fmt: on


def ways_to_speak(rule: Rule) -> list[Case]:
    return list(rule.cases.values()) or [rule.plain]


def of_every_rule(test: Callable[[Any, Rule], None]) -> Callable[[Any], None]:
    """Make one test of all rules: thousands of tests take longer to be listed than to be run."""

    def tried(self: Any) -> None:
        for rule in RULES.values():
            try:
                test(self, rule)
            except Exception as error:
                error.add_note(f"This is about {rule.id}")
                raise

    return tried


class TestEveryRule:
    @of_every_rule
    def test_binds(self, rule):
        assert rule.check == ENGINE or callable(bind(rule.check))

    @of_every_rule
    def test_options_fit_the_check(self, rule):
        check_rule(rule)

    @of_every_rule
    def test_shape(self, rule):
        assert schemas.shape_errors("rule", FILES[rule.id]) == ()

    @of_every_rule
    def test_shape_by_jsonschema_alone(self, rule):
        assert list(Draft202012Validator(resources.schema("rule")).iter_errors(FILES[rule.id])) == []

    @of_every_rule
    def test_sources(self, rule):
        assert FILES[rule.id]["sources"]

    @of_every_rule
    def test_no_sentence_ends_with_a_full_stop(self, rule):
        said = [rule.title, *(text for case in ways_to_speak(rule) for text in (case.message, case.fix_title))]
        assert [text for text in said if text.endswith(".")] == []

    @of_every_rule
    def test_fields_are_plain_names(self, rule):
        texts = [text for case in ways_to_speak(rule) for text in (case.message, case.fix_title)]
        fields = [field for text in texts for _, field, _, _ in string.Formatter().parse(text) if field is not None]
        assert [field for field in fields if not field.isidentifier()] == []

    @of_every_rule
    def test_no_word_it_asks_for_is_needless(self, rule):
        words = rule.mentions
        assert not [word for word in words for other in words if word != other and other in word]

    @of_every_rule
    def test_the_rules_that_block_it_exist(self, rule):
        assert set(rule.blocked_by) <= RULES.keys() - {rule.id}
        assert set(rule.revealed_by) <= RULES.keys()

    @of_every_rule
    def test_the_rules_that_it_blocks_exist(self, rule):
        categories = {f"topic:{one.category}" for one in RULES.values() if one.topic}
        assert set(rule.blocks) <= (RULES.keys() | categories) - {rule.id}

    @of_every_rule
    def test_a_topic_is_absent_at_most(self, rule):
        assert rule.topic is None or {case.severity for case in ways_to_speak(rule)} == {"info"}

    @of_every_rule
    def test_needs_facts_that_exist(self, rule):
        assert set(rule.needs) <= {*RepoFacts._fields, "load"}

    @of_every_rule
    def test_profile_exists(self, rule):
        assert rule.profile in profiles()

    @of_every_rule
    def test_vocabulary_exists(self, rule):
        names = [value for name, value in rule.options.items() if name == "vocabulary"]
        assert all(resources.vocabulary(name) for name in names)

    @of_every_rule
    def test_family(self, rule):
        assert rule.family in FAMILIES

    @of_every_rule
    def test_examples_have_names_of_their_own(self, rule):
        names = [example["name"] for example in FILES[rule.id]["examples"]]
        assert sorted(names) == sorted(set(names))

    @of_every_rule
    def test_old_ids_are_free(self, rule):
        assert not set(rule.formerly) & RULES.keys()


def test_the_words_of_placeholders_let_every_form_pass():
    rule = next(rule for rule in builtin_rules() if rule.id == "prose/placeholder")
    forms = resources.vocabulary(rule.options["vocabulary"]).values()
    literals = [literal for form in forms for literal in form["literals"]]
    assert [literal for literal in literals if not any(word in literal for word in rule.mentions)] == []


def test_no_rule_blocks_itself_by_way_of_others():
    told = {rule.id: rule for rule in Linter.of(Config(select=tuple(RULES))).rules}

    def blockers(rule_id: str) -> set[str]:
        found: set[str] = set()
        waiting = [*told[rule_id].blocked_by]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += told[name].blocked_by if name in told else ()
        return found

    assert [rule_id for rule_id in RULES if rule_id in told and rule_id in blockers(rule_id)] == []


def test_the_page_of_rules_is_as_rendered():
    tool = runpy.run_path(str(resources.root() / "tools" / "render_rules.py"))
    assert tool["TARGET"].read_text(encoding="utf-8") == tool["render"](), "run tools/render_rules.py"
