"""Questions left for a person: written, found again, and held for no answer."""

import pytest

import cardcheck
from cardcheck.model.card import Card
from cardcheck.parsing.card import parse_card
from cardcheck.rulebook.load import builtin_rules
from cardcheck.topics.open_questions import asked, open_questions, question_comment, question_line
from cardcheck.topics.reading import read_topics

LIMITS = question_line("limitations", "What is wrong or missing?")
LICENSE = question_comment("license", "Under which license may the data be used?")


def card_of(body: str, front: str = "language: en") -> Card:
    return parse_card(f"---\n{front}\n---\n{body}")


def test_what_is_written_is_found():
    card = card_of(f"# T\n\n{LIMITS}\n", f"language: en\n{LICENSE}")
    assert [(one.names, one.text, one.key, one.answer) for one in open_questions(card)] == [
        (("license",), "Under which license may the data be used?", "license", None),
        (("limitations",), "What is wrong or missing?", None, None),
    ]
    assert asked(card) == {"license", "limitations"}


def test_blanks_and_line_ends_of_a_question_are_one():
    assert "\n" not in question_line("bias", "Which\nbiases?") + question_comment("license", "Which\nlicense?")


def test_a_question_may_name_several_topics_and_be_wrapped():
    card = card_of(
        "> **Question:** Who collected\n> them,\r\n> and how? <!-- cardcheck: question collection, creation -->\n"
    )
    (one,) = open_questions(card)
    assert (one.names, one.text) == (("collection", "creation"), "Who collected them, and how?")


@pytest.mark.parametrize("answer", ["Nothing is known of forms.", "```\ncode\n```", "| a | b |\n|---|---|\n| c | d |"])
def test_what_stands_below_answers(answer):
    card = card_of(f"# T\n\n## Limitations\n\n{LIMITS}\n\n{answer}\n\n## Uses\n\nMany.\n")
    assert [one.answer for one in open_questions(card)] == ["text"]


@pytest.mark.parametrize(
    "below",
    [
        "",
        "<!-- write here -->",
        "[More Information Needed]",
        "## Uses\n\nMany.",
        "<!-- cardcheck: generated -->\n\nMIT (`mit`)",
        question_line("bias", "Which biases?") + "\n\nNone that we know.",
    ],
)
def test_what_says_nothing_answers_nothing(below):
    assert open_questions(card_of(f"# T\n\n{LIMITS}\n\n{below}\n"))[0].answer is None


def test_the_words_of_a_question_answer_no_topic():
    text = "Which limitations, biases, languages and licenses are there, and please cite whom?"
    card = card_of(f"# T\n\n## Limitations\n\n{question_line('limitations', text)}\n")
    assert not read_topics(card).answers("limitations")
    assert read_topics(card).total.units == 0
    assert "biases" not in card.body.prose


@pytest.mark.parametrize(
    "body",
    [
        "> **Question:** What is the capital of France?\n>\n> **Answer:** Paris.\n",
        "Mentioned: <!-- cardcheck: question license -->\n",
        "```\n> **Question:** Why? <!-- cardcheck: question bias -->\n```\n",
        "> **Question:** `<!-- cardcheck: question bias -->`\n",
    ],
)
def test_other_text_is_no_question(body):
    assert open_questions(card_of(body)) == ()


def test_one_gap_is_one_finding():
    body = f"# Remarks of sailors\n\nWhat sailors of Kiel said in May.\n\n## Limitations\n\n{LIMITS}\n"
    report = cardcheck.check_text(f"---\nlanguage: en\n{LICENSE}\n---\n{body}")
    found = {finding.rule for finding in report.findings}
    assert "cardcheck/open-question" in found
    silent = {"license/missing", "responsible/no-limitations", "sections/empty-section", "sections/too-short"}
    assert not found & silent
    assert silent - {"sections/empty-section"} <= {skipped.rule for skipped in report.skipped}


def test_every_absent_topic_can_be_asked_for():
    assert [rule.id for rule in builtin_rules() if rule.topic and not rule.gap] == []


def test_an_answered_question_goes_and_nothing_else():
    text = f"---\nlicense: mit # ours\n{LICENSE}\n---\r\n# T\r\n\r\n{LIMITS}\r\n\r\nSome remarks are missing.\r\n"
    fixed = cardcheck.fix_text(text).text
    assert LICENSE not in fixed
    assert LIMITS not in fixed
    assert "license: mit # ours\n---\r\n# T\r\n\r\nSome remarks are missing.\r\n" in fixed


def test_many_marks_without_a_quote_cost_little_each():
    card = card_of("> a\n" * 3000 + "> <!-- cardcheck: question bias -->\n" * 3000)
    assert open_questions(card) == ()
