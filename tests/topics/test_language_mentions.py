"""Which languages a text says the data is in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.parsing.card import parse_card
from cardcheck.topics.language_mentions import read_languages

SAID = [
    ("## Languages\n\nDanish and Faroese", ("da", "fo"), True),
    ("## Languages\n\nThe associated BCP-47 code is `en`.", ("en",), True),
    ("## Languages\n\nThe BCP-47 code for the dataset's language is en.", ("en",), True),
    ("## Languages\n\nda, fo", ("da", "fo"), True),
    ("## Sprachen\n\nDeutsch", ("de",), True),
    ("## 语言\n\n中文和英语", ("zh", "en"), True),
    ("## 言語\n\n日本語", ("ja",), True),
    ("## اللغات\n\nالعربية", ("ar",), True),
    ("## भाषाएँ\n\nहिन्दी", ("hi",), True),
    ("## Languages\n\nMostly Danish", ("da",), False),
    ("## Languages\n\nTranslated from Danish", ("da",), False),
    ("## Languages\n\nJapanese English", ("ja", "en"), False),
    ("## Languages\n\nBrazilian Portuguese", ("pt",), True),
    ("- **Language(s) (NLP):** Danish", ("da",), True),
    ("Remarks. The texts are all in Danish.", ("da",), True),
    ("The language of the dataset is Danish.", ("da",), True),
]


@pytest.mark.parametrize(("text", "codes", "is_plain"), SAID)
def test_what_is_said(text, codes, is_plain):
    (found,) = read_languages(parse_card(f"# Remarks\n\n{text}\n"))
    assert (found.codes, found.is_plain) == (codes, is_plain)


@pytest.mark.parametrize(
    "text",
    [
        "## Languages\n\n[More Information Needed]",
        "## Languages\n\nPython and Java",
        "## Languages\n\nThe BCP-47 code for the dataset's language is unk.",
        "## Languages\n\nLatin script",
        "The class labels in the dataset are in English.",
        "Comments in the code are in English.",
        "Harbours in Danish waters.",
    ],
)
def test_what_says_nothing(text):
    assert read_languages(parse_card(f"# Remarks\n\n{text}\n")) == ()


def test_names_lead_to_codes():
    codes = resources.vocabulary("languages")
    assert [code for code in resources.vocabulary("language-names") if code not in codes] == []


PIECES = ["## Languages\n\n", "Language: ", "the texts are in ", "Danish", "中文", "`en`", "\n", " ", "İ", ".", "- "]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_places_lie_in_the_text(text):
    card = parse_card(text)
    for one in read_languages(card):
        assert 0 <= one.span.start <= one.named.start < one.named.end <= len(card.source.text)
        assert one.codes
