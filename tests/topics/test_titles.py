"""Titles in, topics out."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.topics.reading import parts_of
from cardcheck.topics.titles import folded, is_one_slip, lexicon, topics_of_label, topics_of_title

TOPICS = resources.vocabulary("topics")


class TestList:
    @pytest.mark.parametrize("topic", TOPICS)
    def test_names_are_folded(self, topic):
        names = [name for language in TOPICS[topic]["titles"].values() for name in language]
        names += TOPICS[topic].get("labels", [])
        assert [name for name in names if folded(name) != name] == []

    @pytest.mark.parametrize("topic", TOPICS)
    def test_phrases_are_lower_case(self, topic):
        assert [phrase for phrase in TOPICS[topic].get("phrases", ()) if phrase.lower() != phrase] == []

    def test_parts_are_topics(self):
        assert {part for topic in TOPICS for part in parts_of(topic)} == set(TOPICS)

    def test_no_key_is_given_twice(self):
        def unique(pairs):
            keys = [key for key, _ in pairs]
            assert len(keys) == len(set(keys))
            return dict(pairs)

        path = resources.root() / "schemas" / "vocabulary" / "topics.json"
        json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique)

    def test_main_topics_have_titles_in_many_languages(self):
        wanted = {"en", "zh", "es", "pt", "fr", "de", "ja", "ar", "hi", "ru", "it", "id", "ko"}
        main = ["summary", "intended-use", "languages", "instances", "fields", "collection", "annotation", "license"]
        main += ["personal-data", "bias", "limitations", "citation", "contact", "usage", "source-data", "social-impact"]
        assert [topic for topic in main if wanted - TOPICS[topic]["titles"].keys()] == []

    def test_every_title_of_both_templates_is_known(self):
        titles = [
            "Dataset Details", "Dataset Description", "Dataset Sources [optional]", "Uses", "Direct Use",
            "Out-of-Scope Use", "Dataset Structure", "Dataset Creation", "Curation Rationale", "Source Data",
            "Data Collection and Processing", "Who are the source data producers?", "Annotations [optional]",
            "Annotation process", "Who are the annotators?", "Personal and Sensitive Information",
            "Bias, Risks, and Limitations", "Recommendations", "Citation [optional]", "Glossary [optional]",
            "More Information [optional]", "Dataset Card Authors [optional]", "Dataset Card Contact",
            "Table of Contents", "Dataset Summary", "Supported Tasks and Leaderboards", "Languages",
            "Data Instances", "Data Fields", "Data Splits", "Initial Data Collection and Normalization",
            "Who are the source language producers?", "Considerations for Using the Data", "Social Impact of Dataset",
            "Discussion of Biases", "Other Known Limitations", "Additional Information", "Dataset Curators",
            "Licensing Information", "Citation Information", "Contributions",
        ]  # fmt: skip
        assert [title for title in titles if not topics_of_title(title)] == []


class TestTitles:
    @pytest.mark.parametrize(
        ("title", "topics"),
        [
            ("Data Fields", {"fields"}),
            ("3.2 Data Fields:", {"fields"}),
            ("🗂️ Data fields", {"fields"}),
            ("**DATA FIELDS**", {"fields"}),
            ("Data Fields (train)", {"fields"}),
            ("Fields of the dataset", {"fields"}),
            ("Languages and Intended Use", {"languages", "intended-use"}),
            ("Bias, Risks, and Limitations", {"bias", "limitations", "considerations"}),
            ("Limitations & Biases", {"bias", "limitations"}),
            ("License / Citation", {"license", "citation"}),
            ("引用 Citation", {"citation"}),
            ("License [optional]", {"license"}),
            ("Funded by [Optional]", {"funding"}),
            ("Language(s) (NLP)", {"languages"}),
            ("How to use it with Polars", {"usage"}),
            ("Conversation structure fields", {"fields"}),
            ("已知局限", {"limitations"}),
            ("データフィールド", {"fields"}),
            ("Limitaciones", {"limitations"}),
        ],
    )
    def test_known(self, title, topics):
        assert set(topics_of_title(title)) == topics

    @pytest.mark.parametrize(
        "title",
        [
            "",
            "The harbour",
            "Structured annotations of ships and their crews",
            "Languages of the sea",
            "Dataset Card for Data Splits",
            "Question",
            "Contents of the hold and limitations of barges",
            "x" * 500,
            "[" * 100,
        ],
    )
    def test_unknown(self, title):
        assert topics_of_title(title) == ()

    @pytest.mark.parametrize(
        ("title", "topic"),
        [
            ("Dataset Summry", "summary"),
            ("Dataset Sumamry", "summary"),
            ("Dataset Summaries", None),
            ("Limitatons", "limitations"),
            ("Limttatons", None),
            ("Data Splitss", "splits"),
            ("Anotation process", "annotation"),
            ("Dataset Curation", "creation"),
            ("Dataset Curators", "curators"),
        ],
    )
    def test_one_slip_is_forgiven_and_two_are_not(self, title, topic):
        assert (topic in topics_of_title(title)) if topic else topics_of_title(title) == ()


class TestLabels:
    @pytest.mark.parametrize(
        ("label", "topic"), [("Paper", "paper"), ("Point of Contact", "contact"), ("APA", "citation")]
    )
    def test_known(self, label, topic):
        assert topic in topics_of_label(label)

    def test_slips_are_not_forgiven(self):
        assert topics_of_label("Limitatons") == ()


@given(st.text(max_size=60))
def test_any_title_has_an_answer(title):
    assert isinstance(topics_of_title(title), tuple)
    assert folded(folded(title)) == folded(folded(folded(title)))


@given(st.sampled_from([name for name in lexicon().titles if name.isascii() and len(name) >= 9]), st.data())
def test_a_swap_of_neighbours_leads_back(name, data):
    at = data.draw(st.integers(0, len(name) - 2))
    swapped = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assert swapped == name or is_one_slip(swapped, name)
    assert not is_one_slip(name, name[2:])
