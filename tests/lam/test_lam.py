"""The profile for libraries, archives and museums: an exemplary card is silent, each thing taken from it is told."""

from pathlib import Path

import pytest

from cardcheck import resources
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.parsing.card import parse_card
from cardcheck.rulebook.load import builtin_rules
from cardcheck.rulebook.select import select_rules
from cardcheck.topics.lists import topic_list
from cardcheck.topics.reading import read_topics
from cardcheck.topics.titles import folded

FIELD = "topics-lam"
CARD = (Path(__file__).parent / "pilot-logs.md").read_text(encoding="utf-8")
OWN = resources.vocabulary(FIELD)


def found(text, profile="lam"):
    report = Linter.of(Config(profile=profile)).check(text)
    assert report.findings is not None
    return [(finding.rule, finding.case) for finding in report.findings]


def without(*titles):
    """Return the exemplary card without some of its sections."""
    head, *sections = CARD.split("\n## ")
    kept = [section for section in sections if section.partition("\n")[0] not in titles]
    return "\n## ".join([head, *kept])


class TestProfile:
    def test_it_stands_on_the_recommended_one(self):
        names = {rule.id for rule in select_rules(Config(profile="lam")).rules}
        assert {rule.id for rule in select_rules(Config()).rules} < names

    def test_nobody_else_runs_its_rules(self):
        for profile in ("minimal", "recommended", "strict"):
            assert not [rule.id for rule in select_rules(Config(profile=profile)).rules if rule.family == "lam"]

    def test_it_has_its_fourteen_rules(self):
        assert sum(rule.family == "lam" for rule in builtin_rules()) == 14

    def test_what_is_merely_missing_is_info(self):
        severe = {rule.id for rule in builtin_rules() if rule.family == "lam" and rule.plain.severity != "info"}
        assert severe == {"lam/rights-in-metadata", "lam/date-outside-period"}


class TestExemplaryCard:
    def test_it_is_silent(self):
        assert found(CARD) == []

    @pytest.mark.parametrize(
        ("titles", "rule"),
        [
            (["Rights statement"], "lam/rights-statement"),
            (["Harmful language"], "lam/harmful-language"),
            (["Communities and takedown", "Selection"], "lam/reuse-community"),
            (["Selection", "Language", "Digitisation"], "lam/selection"),
        ],
    )
    def test_a_section_that_is_gone_is_missed(self, titles, rule):
        assert (rule, None) in found(without(*titles))

    def test_another_period_is_seen(self):
        text = CARD.replace("between 1872 and 1913", "published between 1872 and 1923")
        assert found(text) == [("lam/date-outside-period", "range")]

    def test_a_sample_of_another_time_is_seen(self):
        assert found(CARD.replace('"year": 1873', '"year": 1973')) == [("lam/date-outside-period", "sample")]

    def test_rights_that_only_the_text_knows(self):
        text = CARD.replace("license: cc-by-4.0", "license: other")
        assert ("lam/rights-in-metadata", None) in found(text)
        assert "license/other-without-name" not in {rule for rule, _ in found(text)}


class TestTopics:
    def test_names_are_written_as_they_are_looked_up(self):
        names = [name for facts in OWN.values() for names in facts["titles"].values() for name in names]
        assert [name for name in names if folded(name) != name] == []

    def test_phrases_are_in_lower_case_and_there_once(self):
        for facts in OWN.values():
            assert [phrase for phrase in facts["phrases"] if phrase != phrase.lower()] == []
            assert len(facts["phrases"]) == len(set(facts["phrases"]))

    def test_the_general_list_does_not_know_them(self):
        assert OWN.keys().isdisjoint(topic_list())
        assert topic_list().keys() | OWN.keys() == topic_list(FIELD).keys()

    def test_a_card_is_read_with_both(self):
        topics = read_topics(parse_card(CARD), FIELD)
        assert all(topics.answers(topic) for topic in [*OWN, "citation", "limitations"])
        assert not any(read_topics(parse_card(CARD)).of(topic) for topic in OWN)
