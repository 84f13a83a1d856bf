"""Numbers in the text: every changed one is found at its line, nothing else is said, in any language."""

import pytest
from unscored import unscored

RULES = ("prose/numbers-contradict", "prose/unknown-column", "prose/undocumented-column")
LINTER = unscored(profile="minimal", select=RULES)

METADATA = """\
---
language: [de, en, nb]
dataset_info:
  features:
  - {name: text, dtype: string}
  - {name: mood, dtype: string}
  - name: label
    dtype: {class_label: {names: {0: calm, 1: storm, 2: fog, 3: rain}}}
  splits:
  - {name: train, num_bytes: 9100000, num_examples: 35623}
  - {name: validation, num_bytes: 400000, num_examples: 1165}
  - {name: test, num_bytes: 500000, num_examples: 2042}
  download_size: 4190000
  dataset_size: 10000000
---
"""

ENGLISH = """
# Harbour Remarks

The dataset contains 38,830 rows. Each row has 3 columns, of which one holds a label.
This dataset covers 3 languages. It has four classes.

- **Size of downloaded dataset files:** 4.19 MB
- **Size of the generated dataset:** 10.00 MB

## Data Splits

|      | train  | validation | test  |
|------|-------:|-----------:|------:|
| rows | 35,623 | 1,165      | 2 042 |

The training set has 35.6k examples, and there are 1,165 validation examples. They fall apart into train (35623),
dev (1,165) and test (2,042).

- Train: 35'623 rows
- Test: ~2,000

## Data Fields

- `text`: what was said in 2021, on average 12 words, in 80 % of all cases at noon
- `mood`: how
- `label`: the weather
"""

CHINESE = """
# 港口评论

本数据集包含 38830 条数据。

| 划分 | 样本数 |
|---|---|
| 训练集 | 35,623 |
| 验证集 | 1165 |
| 测试集 | ２０４２ |
"""

GERMAN = """
# Hafengespräche

## Aufteilung

| Split | Anzahl |
|---|---|
| Train | 35.623 |
| Validation | 1.165 |
| Test | 2.042 |
"""

ARABIC = """
# ملاحظات الميناء

|   | train | validation | test |
|---|---|---|---|
| rows | ٣٥٬٦٢٣ | ١٬١٦٥ | ٢٬٠٤٢ |
"""


def found_in(body):
    report = LINTER.check(METADATA + body)
    return [(finding.rule, report.text.position(finding.span.start).line) for finding in report.findings]


@pytest.mark.parametrize("body", [ENGLISH, CHINESE, GERMAN, ARABIC])
def test_a_true_card_is_silent(body):
    assert found_in(body) == []


CHANGES = [
    (ENGLISH, "contains 38,830 rows", "contains 48,830 rows"),
    (ENGLISH, "has 3 columns", "has 4 columns"),
    (ENGLISH, "covers 3 languages", "covers 5 languages"),
    (ENGLISH, "has four classes", "has five classes"),
    (ENGLISH, "** 4.19 MB", "** 41.9 MB"),
    (ENGLISH, "| 35,623 |", "| 35,632 |"),
    (ENGLISH, "| 2 042 |", "| 2 420 |"),
    (ENGLISH, "has 35.6k examples", "has 36.5k examples"),
    (ENGLISH, "1,165 validation", "1,265 validation"),
    (ENGLISH, "train (35623)", "train (35263)"),
    (ENGLISH, "dev (1,165)", "dev (1,156)"),
    (ENGLISH, "Train: 35'623", "Train: 35'263"),
    (ENGLISH, "Test: ~2,000", "Test: ~20,000"),
    (CHINESE, "| 1165 |", "| 1156 |"),
    (CHINESE, "２０４２", "２０２４"),
    (GERMAN, "35.623", "35.632"),
    (ARABIC, "١٬١٦٥", "١٬١٥٦"),
]


@pytest.mark.parametrize(("body", "old", "new"), CHANGES, ids=[new for _, _, new in CHANGES])
def test_a_changed_number_is_found_at_its_line(body, old, new):
    changed = body.replace(old, new)
    assert changed != body
    line = (METADATA + changed)[: (METADATA + changed).index(new)].count("\n") + 1
    assert found_in(changed) == [("prose/numbers-contradict", line)]


@pytest.mark.parametrize(("old", "new"), [("`text`:", "`texts`:"), ("`mood`:", "`moods`:"), ("`label`:", "`lable`:")])
def test_a_changed_column_is_found_at_its_line(old, new):
    changed = ENGLISH.replace(old, new)
    line = (METADATA + changed)[: (METADATA + changed).index(new)].count("\n") + 1
    assert found_in(changed) == [("prose/unknown-column", line)]


def test_a_column_left_out_is_found():
    assert [rule for rule, _ in found_in(ENGLISH.replace("- `mood`: how\n", ""))] == ["prose/undocumented-column"]


@pytest.mark.parametrize("piece", ["1,", "train (", "- train: 1,234 rows\n", "|1|2|\n", "size of ", "` `", "1 234 "])
def test_much_of_the_same_is_read(piece):
    report = LINTER.check(METADATA + "\n## Data Fields\n\n" + piece * 2_000)
    assert not [finding for finding in report.findings if finding.rule == "cardcheck/crashed"]
