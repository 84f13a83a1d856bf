"""True cards in other languages: nothing is said of them that is wrong because of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cardcheck.engine.linter import Linter
from cardcheck.facts.stated import stated_facts
from cardcheck.model.config import Config
from cardcheck.parsing.card import parse_card
from cardcheck.topics.reading import read_topics

FOLDER = Path(__file__).parent / "repositories"
CARDS = sorted(FOLDER.glob("*.md"))
DEFAULT = Linter.of(Config())
STRICT = Linter.of(Config(profile="strict", min_confidence="low"))
# What is truly left out.
RIGHT = {f"prose/contact-missing of {name}" for name in ("ar-proverbs", "de-vereinssatzungen", "hi-lok-kathayen")}
RIGHT |= {f"prose/contact-missing of {name}" for name in ("ja-station-names", "pt-cordel")}
TOPICS = (
    "summary",
    "intended-use",
    "fields",
    "splits",
    "instances",
    "collection",
    "personal-data",
    "bias",
    "limitations",
    "maintenance",
    "license",
    "citation",
    "usage",
)


def report_of(linter, path):
    said = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    return linter.check(path.read_text("utf-8"), facts=stated_facts(said["facts"]), repo=said["repo"])


def test_eight_languages_are_there():
    assert [path.stem[:2] for path in CARDS] == ["ar", "de", "es", "hi", "ja", "pt", "ru", "zh"]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_true_card_is_silent_by_default(path):
    report = report_of(DEFAULT, path)
    assert [f"{finding.rule}: {finding.message}" for finding in report.findings] == []
    assert report.load.outcome == "ok"


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_strict_reader_misses_only_what_is_left_out(path):
    found = {f"{finding.rule} of {path.stem}" for finding in report_of(STRICT, path).findings}
    assert found == {right for right in RIGHT if right.endswith(path.stem)}


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_its_topics_are_read(path):
    topics = read_topics(parse_card(path.read_text("utf-8")))
    assert [topic for topic in TOPICS if not topics.answers(topic)] == []


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_section_that_is_cut_is_missed(path):
    # A check that is silent because it cannot read the language would stay silent.
    lines = path.read_text("utf-8").split("\n")
    kept = "\n".join([*lines[: lines.index("---", 1) + 1], "", *[line for line in lines if line.startswith("# ")], ""])
    said = yaml.safe_load(path.with_suffix(".yaml").read_text("utf-8"))
    report = STRICT.check(kept, facts=stated_facts(said["facts"]), repo=said["repo"])
    topics = read_topics(parse_card(kept))
    assert not any(topics.answers(topic) for topic in TOPICS if topic not in {"license", "summary", "intended-use"})
    assert report.findings
