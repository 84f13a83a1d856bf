"""Text made from metadata: told safely, known again, worth nothing, and kept in step until its mark is gone."""

import pytest

import cardcheck
from cardcheck.editing.known_facts import text_of
from cardcheck.model.config import Config
from cardcheck.parsing.card import parse_card
from cardcheck.topics.reading import read_topics
from cardcheck.topics.said import GENERATED

FACTS = {
    "license": "license: mit",
    "languages": "language: [en, de]",
    "fields": "dataset_info:\n  features:\n  - {name: text, dtype: string}\n  - {name: day, dtype: date32}",
    "splits": "dataset_info:\n  splits:\n  - {name: train, num_examples: 1200}\n  - {name: test, num_examples: 30}",
}
TITLES = {"license": "License", "languages": "Languages", "fields": "Data Fields", "splits": "Data Splits"}


def filled(topic: str, front: str | None = None) -> str:
    card = f"---\n{front or FACTS[topic]}\n---\n# Remarks of sailors\n\nWhat sailors said.\n\n## {TITLES[topic]}\n"
    return cardcheck.fix_text(card, config=Config(select=("sections/metadata-knows",))).text


@pytest.mark.parametrize("topic", FACTS)
def test_what_is_made_says_nothing_new(topic):
    card = parse_card(filled(topic))
    assert GENERATED in card.source.text
    assert not any(one.is_enough for one in read_topics(card).of(topic))


def test_what_the_author_adds_below_counts():
    own = "\n`text` holds what was said, `day` the day of the watch in local time.\n"
    assert read_topics(parse_card(filled("fields") + own)).answers("fields")


def test_tables_of_several_subsets_were_made_too():
    tables = "`a`:\n\n| Column | Type |\n| --- | --- |\n| `x` | `int64` |\n"
    card = parse_card(f"# T\n\n## Data Fields\n\n{GENERATED}\n\n{tables}\n{tables}")
    assert not any(one.is_enough for one in read_topics(card).of("fields"))


@pytest.mark.parametrize("topic", FACTS)
def test_what_was_just_made_is_not_stale(topic):
    report = cardcheck.check_text(filled(topic))
    assert "sections/generated-stale" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize(
    "name", ["a|b", "`a`", "``", "<b>x</b>", "a\nb", "[x](y)", "*a*", "|", "\\|", "a\u202eb", "<!--"]
)
def test_names_cannot_leave_their_cell(name):
    metadata = {"dataset_info": {"features": [{"name": name, "dtype": "string"}, {"name": "z", "dtype": name}]}}
    lines = text_of("fields", metadata)
    body = parse_card("\n".join(["# T", "", *lines, ""])).body
    assert [len(row) for row in body.tables[0].rows] == [2, 2, 2]
    assert body.html == ()
    assert body.links == ()


def test_without_its_mark_text_is_the_authors():
    own = filled("license").replace(f"{GENERATED}\n\n", "").replace("license: mit", "license: apache-2.0")
    report = cardcheck.check_text(own)
    assert "sections/generated-stale" not in {finding.rule for finding in report.findings}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay_when_it_is_made_anew(newline):
    old = filled("splits").replace("1200", "1300").replace("\n", newline)
    fixed = cardcheck.fix_text(old, config=Config(select=("sections/generated-stale",))).text
    assert f"| `train` | 1,300 |{newline}" in fixed
    assert fixed.count("\n") == fixed.count(newline)
