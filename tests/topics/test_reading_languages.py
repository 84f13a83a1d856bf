"""Cards in other languages than English: the same topics."""

from __future__ import annotations

import pytest

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
    topics = read_topics(parse_card(card))
    assert [topic for topic in answered if not topics.answers(topic)] == []
    assert [topic for topic in silent if topics.answers(topic)] == []
