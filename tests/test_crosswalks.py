"""The crosswalks name what there is, and tell where a card answers the questions of another form."""

import json

import pytest

from cardcheck import resources
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.rulebook.load import builtin_rules
from cardcheck.schemas import explain
from cardcheck.topics.crosswalk import FIELD
from cardcheck.topics.lists import topic_list

NAMES = resources.crosswalk_names()
QUESTIONS = [(name, slug) for name in NAMES for slug in resources.crosswalk(name)["questions"]]
# The properties that docs/croissant_rai.ttl of Croissant defines.
RAI = """
annotationsPerItem annotatorDemographics dataAnnotationAnalysis dataAnnotationPlatform dataAnnotationProtocol dataBiases
dataCollection dataCollectionMissingData dataCollectionRawData dataCollectionTimeframe dataCollectionType
dataImputationProtocol dataLimitations dataManipulationProtocol dataPreprocessingProtocol dataReleaseMaintenancePlan
dataSocialImpact dataUseCases machineAnnotationTools personalSensitiveInformation
"""


@pytest.mark.parametrize("name", NAMES)
def test_a_crosswalk_has_its_shape(name):
    assert explain("crosswalk", resources.crosswalk(name)) == ()


@pytest.mark.parametrize(("name", "slug"), QUESTIONS)
class TestEveryQuestion:
    def test_topics_and_keys_exist(self, name, slug):
        question = resources.crosswalk(name)["questions"][slug]
        keys = json.loads(resources.schema_path("dataset-card").read_text(encoding="utf-8"))["properties"]
        known = {*topic_list(FIELD), *(f"/{key}" for key in keys)}
        named = [*question["answers"], *question.get("touches", ())]
        assert [name for name in named if name not in known] == []
        assert len(named) == len(set(named))

    def test_it_is_short_enough_for_the_table(self, name, slug):
        assert len(resources.crosswalk(name)["questions"][slug]["asks"]) <= 44

    def test_it_has_a_rule_of_its_profile(self, name, slug):
        rule = next(rule for rule in builtin_rules() if rule.id == f"{name}/{slug}")
        assert (rule.profile, rule.plain.severity) == (name, "info")


def test_croissant_rai_is_whole():
    names = [question["name"] for question in resources.crosswalk("croissant-rai")["questions"].values()]
    assert sorted(names) == [f"rai:{name}" for name in RAI.split()]


def test_a_datasheet_is_whole():
    parts = [question["part"] for question in resources.crosswalk("datasheet")["questions"].values()]
    assert {part: parts.count(part) for part in dict.fromkeys(parts)} == {
        "Motivation": 3,
        "Composition": 15,
        "Collection": 11,
        "Preprocessing": 3,
        "Uses": 5,
        "Distribution": 6,
        "Maintenance": 7,
    }


def test_every_topic_of_the_list_is_asked_for():
    asked = {
        topic
        for name, slug in QUESTIONS
        for topic in resources.crosswalk(name)["questions"][slug]["answers"]
        if not topic.startswith("/")
    }
    assert set(resources.vocabulary(FIELD)) <= asked


CARD = """\
---
license: mit
annotations_creators:
- expert-generated
---
# T

## Bias, Risks, and Limitations

Men wrote nine of ten letters.

## Annotations

### Annotation process

[More Information Needed]

Two linguists used Label Studio.
"""


def answers(text: str, profile: str = "croissant-rai") -> dict[str, tuple[str, str]]:
    report = Linter.of(Config(profile=profile)).check(text)
    assert report.text is not None
    (table,) = report.coverage
    return {answer.rule.partition("/")[2]: (answer.state, answer.words) for answer in table.answers}


class TestAnswers:
    def test_a_section_answers(self):
        assert answers(CARD)["data-biases"] == ("full", "Bias, Risks, and Limitations")

    def test_words_of_the_text_answer(self):
        assert answers(CARD)["data-annotation-platform"] == ("full", "Label Studio")

    def test_a_key_answers(self):
        assert answers(CARD, "datasheet")["license"] == ("full", "license")

    def test_a_key_touches(self):
        text = "---\nannotations_creators:\n- expert-generated\n---\n# T\n"
        assert answers(text)["data-annotation-protocol"] == ("part", "annotations_creators")

    def test_nothing_answers(self):
        assert answers(CARD)["data-imputation-protocol"] == ("none", "")

    @pytest.mark.parametrize("body", ["[More Information Needed]", "N/A", ""])
    def test_a_placeholder_answers_nothing(self, body):
        assert answers(f"# T\n\n## Biases\n\n{body}\n")["data-biases"] == ("none", "")

    @pytest.mark.parametrize("text", ["", "---\n", "---\na: [\n---\n# T\n", "# T\n"])
    def test_a_card_that_says_nothing(self, text):
        assert {state for state, _ in answers(text).values()} == {"none"}

    def test_what_the_author_sets_aside(self):
        text = f"{CARD}\n<!-- cardcheck: ignore-file[croissant-rai/data-imputation-protocol] nothing was imputed -->\n"
        assert answers(text)["data-imputation-protocol"] == ("set-aside", "")

    def test_years_and_numbers(self):
        found = answers("# T\n\nTaken between 2015 and 2019, rated from 1 to 5 by 12 annotators.\n")
        assert found["data-collection-timeframe"] == ("full", "between 2015 and 2019")
        assert found["annotations-per-item"] == ("full", "12 annotators")

    def test_a_scale_is_no_time(self):
        assert answers("# T\n\nRated from 1 to 5.\n")["data-collection-timeframe"] == ("none", "")

    def test_the_questions_keep_their_order(self):
        assert list(answers(CARD)) == list(resources.crosswalk("croissant-rai")["questions"])

    def test_a_finding_for_each_that_nothing_answers(self):
        report = Linter.of(Config(profile="croissant-rai")).check(CARD)
        unanswered = {answer.rule for answer in report.coverage[0].answers if answer.state == "none"}
        assert {finding.rule for finding in report.findings if finding.rule.startswith("croissant-rai")} == unanswered


def test_no_table_without_the_profile():
    assert Linter.of(Config(profile="strict")).check(CARD).coverage == ()
