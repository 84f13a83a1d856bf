"""Cards in, topics out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardcheck.model.topics import Substance
from cardcheck.parsing.card import parse_card
from cardcheck.topics.reading import read_topics

GERMAN = """# Hafenprotokolle

Gespräche von Lotsen im Hamburger Hafen, zehn Jahre lang aufgeschrieben und geprüft.

## Datenstruktur

### Datenfelder

| Feld | Beschreibung |
| --- | --- |
| text | das Gesagte |

### Aufteilung

Nur ein Teil mit allen Zeilen.

## Datenerhebung

Die Aufnahmen wurden an Bord von zwölf Schiffen gemacht.

## Einschränkungen

Es fehlen alle Nächte und der ganze Winter.

**Lizenz:** CC BY 4.0
"""
SPANISH = """# Notas del puerto

## Resumen

Conversaciones de prácticos del puerto de Vigo, con su hora y su lugar.

## Campos de datos

- `texto`: lo que se dijo
- `hora`: cuándo se dijo

## Sesgos

Sólo hablan hombres mayores de cincuenta años.

## Cómo citar

Por favor, citen el informe del puerto de 2020.
"""
CHINESE = """# 港口记录

## 数据集简介

这个数据集收集了港口领航员十年来的对话记录。

## 数据字段

- `text`：说的话
- `time`：时间

## 个人和敏感信息

所有姓名都已经被替换为代号，不能识别个人。

## 许可证

CC BY 4.0
"""
JAPANESE = """# 港の記録

## 概要

港の水先案内人の会話を十年間にわたって記録したデータセットです。

## データ分割

訓練用と評価用に分けられている。

## 制限事項

夜間の会話は含まれていません。

## ライセンス

CC BY 4.0
"""
ARABIC = """# سجلات الميناء

## ملخص

محادثات مرشدي السفن في ميناء الإسكندرية خلال عشر سنوات.

## حقول البيانات

- `text`: ما قيل في المحادثة
- `time`: وقت المحادثة

## القيود

لا توجد محادثات ليلية في هذه السجلات.
"""
HINDI = """# बंदरगाह अभिलेख

## सारांश

मुंबई बंदरगाह के पायलटों की दस साल की बातचीत का संग्रह।

## सीमाएँ

रात की बातचीत इसमें शामिल नहीं है।

## लाइसेंस

CC BY 4.0
"""


def topics_of(text: str):
    return read_topics(parse_card(text))


@pytest.mark.parametrize(
    ("card", "answered", "silent"),
    [
        (
            GERMAN,
            ["summary", "structure", "fields", "splits", "collection", "limitations", "license"],
            ["citation", "annotation"],
        ),
        (SPANISH, ["summary", "fields", "bias", "citation"], ["license", "splits", "contact"]),
        (CHINESE, ["summary", "fields", "personal-data", "license"], ["splits", "citation", "contact"]),
        (JAPANESE, ["summary", "splits", "limitations", "license"], ["fields", "citation"]),
        (ARABIC, ["summary", "fields", "limitations"], ["license", "citation"]),
        (HINDI, ["summary", "limitations", "license"], ["fields", "splits", "citation"]),
    ],
    ids=["de", "es", "zh", "ja", "ar", "hi"],
)
def test_other_languages(card, answered, silent):
    topics = topics_of(card)
    assert [topic for topic in answered if not topics.answers(topic)] == []
    assert [topic for topic in silent if topics.answers(topic)] == []


class TestTitles:
    def test_a_child_counts_for_its_parent_and_not_twice(self):
        topics = topics_of(
            "# T\n\n## Dataset Creation\n\nTwo words.\n\n### Source Data\n\n#### Data Collection\n\nThree more words.\n"
        )
        assert topics.substance("creation") == Substance(words=5)
        assert topics.substance("source-data") == Substance(words=3)

    def test_a_section_within_one_of_its_topic_is_told_by_the_outer_one(self):
        topics = topics_of("# T\n\n## Limitations\n\nTwo words.\n\n### Known limitations\n\nThree more words.\n")
        (only,) = topics.of("limitations")
        assert only.substance == Substance(words=5)

    def test_a_child_of_another_topic_counts_for_what_it_belongs_to(self):
        text = "### Annotations\n\n#### Personal and Sensitive Information\n\nAll names are codes.\n"
        topics = topics_of(f"# T\n\n## Dataset Creation\n\n{text}")
        assert not topics.answers("annotation")
        assert topics.answers("personal-data")
        assert topics.substance("creation") == Substance(words=4)

    def test_an_unknown_child_counts(self):
        assert topics_of("# T\n\n## Splits\n\n### Winter\n\nTrain only, as it was cold.\n").answers("splits")

    def test_one_title_answers_several_topics(self):
        topics = topics_of("# T\n\n## Bias, Risks, and Limitations\n\nOnly men over fifty speak here.\n")
        assert topics.answers("bias")
        assert topics.answers("limitations")

    def test_an_empty_section_is_found_and_answers_nothing(self):
        topics = topics_of("# T\n\n## Limitations\n\n[More Information Needed]\n")
        (only,) = topics.of("limitations")
        assert not only.is_enough
        assert only.section == 1

    def test_titles_go_with_sections(self):
        card = parse_card("Lead.\n\n# T\n\n## License\n\nMIT\n")
        topics = read_topics(card)
        assert len(topics.titles) == len(topics.own) == len(card.body.sections)
        assert topics.titles[-1] == ("license",)


class TestLabels:
    @pytest.mark.parametrize(
        ("text", "topic", "words"),
        [
            ("- **Paper:** https://example.org/p.pdf\n", "paper", 1),
            ("- **Paper**: [The Harbour](https://example.org/p.pdf)\n", "paper", 2),
            ("License: MIT\n", "license", 1),
            ("**Homepage:** a\n**License:** b c\n", "license", 2),
            ("**Limitations**\n\nIt has no nights.\n\nNo winters.\n\n**Other**\n\nText.\n", "limitations", 6),
            ("- **Languages:**\n  - German\n  - Low German\n- **Other:** thing\n", "languages", 3),
            ("**许可证：** MIT\n", "license", 1),
        ],
    )
    def test_value(self, text, topic, words):
        (only,) = [one for one in topics_of(f"# T\n\n{text}").of(topic) if one.form == "label"]
        assert only.substance.words == words
        assert only.is_enough

    @pytest.mark.parametrize(
        "text", ["- **Paper:**\n", "- **Paper:** [More Information Needed]\n", "- **Paper:** N/A\n"]
    )
    def test_without_value(self, text):
        assert not topics_of(f"# T\n\n{text}- **Repository:** x\n").answers("paper")

    def test_columns_are_no_labels(self):
        text = "- **Summary:** the summary\n- **License:** the license of the image\n- language: its code\n"
        topics = topics_of(f"# T\n\n## Data Fields\n\n{text}")
        assert not topics.answers("license")
        assert not topics.answers("languages")

    def test_a_link_that_names_where_it_leads(self):
        assert topics_of("# T\n\n[Paper](https://example.org/p.pdf) · [Code](https://example.org/c)\n").answers(
            "repository"
        )


class TestShapes:
    @pytest.mark.parametrize(
        ("text", "topic"),
        [
            ("| Column | Type |\n|---|---|\n| id | int |\n", "fields"),
            ("| | train | test |\n|---|---|---|\n| rows | 5 | 6 |\n", "splits"),
            ("| Split | Rows |\n|---|---|\n| train | 5 |\n", "splits"),
            ("| License | MIT |\n|---|---|\n| Languages | German |\n", "languages"),
            ("- `id`: a number\n- `text` (string): the words\n", "fields"),
            ("- ship_id - its number\n- **text**: the words\n- 'time' (int): the hour\n", "fields"),
            ('```json\n{"id": 1}\n```\n', "instances"),
            ('```python\nds = load_dataset("a/b")\n```\n', "usage"),
            ("```\n@misc{a, title={x}}\n```\n", "citation"),
        ],
    )
    def test_tells(self, text, topic):
        assert topics_of(f"# T\n\n## Thing\n\n{text}").answers(topic)

    @pytest.mark.parametrize(
        "text",
        [
            "| Model | F1 |\n|---|---|\n| a | 5 |\n",
            "- `id`: one\n",
            "- Paper: a b c\n- Code: d e f\n- Other: g h\n",
            "| | train | test |\n|---|---|---|\n| rows | | |\n",
        ],
    )
    def test_tells_nothing(self, text):
        topics = topics_of(f"# T\n\n## Thing\n\n{text}")
        assert not any(topics.answers(topic) for topic in ("fields", "splits", "instances", "usage"))


class TestPhrases:
    @pytest.mark.parametrize(
        ("text", "topic"),
        [
            ("The notes were collected from twelve ships.", "collection"),
            ("The notes were collected\nfrom twelve ships.", "collection"),
            ("It is released under the terms of the port.", "license"),
            ("Names have been anonymized.", "personal-data"),
            ("It contains no personal data.", "personal-data"),
            ("Ask us at pilots@example.org", "contact"),
            ("该数据集收集自港口。", "collection"),
            ("Please cite the report.", "citation"),
        ],
    )
    def test_answers(self, text, topic):
        (only,) = topics_of(f"# T\n\n{text}\n").of(topic)
        assert only.form == "text"
        assert only.is_enough

    def test_titles_are_no_text(self):
        assert not topics_of("# We collected from ships\n\n## Things that were annotated by people\n").by_topic


TEMPLATE = [
    "[More Information Needed]",
    "Harbour Remarks",
    "Users should be made aware of the risks, biases and limitations of the dataset.",
    "Describe the data collection process.",
    "N/A",
    "- **Paper:**",
]
SECTIONS = [
    "## Limitations\n\nIt has no nights and no winters.\n",
    "## Data Splits\n\n| | train |\n|---|---|\n| rows | 5 |\n",
    "## Citation\n\n```\n@misc{a, title={x}}\n```\n",
    "## Empty\n",
    "## Licence\n\nMIT, as agreed upon with the port.\n",
    "## Zweck\n\nEs dient der Lehre an Schulen.\n",
]


def measured(sections: list[str]) -> dict[str, Substance]:
    topics = topics_of("# Harbour Remarks\n\n" + "\n".join(sections))
    return {topic: topics.substance(topic, ("heading", "label", "table", "code", "text")) for topic in topics.by_topic}


@settings(deadline=None)
@given(st.permutations(SECTIONS))
def test_the_order_of_sections_does_not_matter(sections):
    assert measured(sections) == measured(SECTIONS)


@settings(deadline=None)
@given(st.integers(0, len(SECTIONS)), st.sampled_from(TEMPLATE))
def test_template_text_adds_nothing(at, text):
    grown = [*SECTIONS]
    if at < len(SECTIONS):
        grown[at] += f"\n{text}\n"
    else:
        grown.append(f"## Bias\n\n{text}\n")
    before, after = measured(SECTIONS), measured(grown)
    assert {topic: units for topic, units in after.items() if units.units} == before


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="#*_-|`:[]()<>!@{}\\ \nabc数é1", max_size=200))
def test_any_card_has_topics(text):
    card = parse_card(text)
    topics = read_topics(card)
    for found in topics.by_topic.values():
        assert all(0 <= one.span.start <= one.span.end <= len(card.source.text) for one in found)


def test_a_card_is_read_once():
    card = parse_card("# T\n\n## License\n\nMIT\n")
    assert read_topics(card) is read_topics(card)


def test_a_phrase_over_the_end_of_a_line_is_found_whatever_the_line_ends():
    text = "# T\n\nSome words come first.\nThe texts were\ncollected from old papers of the harbour.\n"
    for card in (text, text.replace("\n", "\r\n")):
        (found,) = read_topics(parse_card(card)).of("collection")
        assert card[found.names.start : found.names.end].split() == ["were", "collected"]
