"""Text in, substance out: what says nothing counts as nothing."""

from __future__ import annotations

import pytest

from cardcheck.model.topics import Substance
from cardcheck.parsing.card import parse_card
from cardcheck.topics.reading import read_topics


def below(text: str, title: str = "Dataset Creation") -> Substance:
    """Return what stands below the title of a small card."""
    topics = read_topics(parse_card(f"---\npretty_name: Harbour Remarks\n---\n# Harbour\n\n## {title}\n\n{text}\n"))
    return topics.own[-1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[More Information Needed]",
        "[Needs More Information](https://example.org/CONTRIBUTING.md)",
        "N/A",
        "**None.**",
        "TBD",
        "- TODO",
        "暂无",
        "Não informado",
        "<!-- Describe it. -->",
        "{{ curation_rationale_section }}",
        "Harbour Remarks",
        "Dataset creation.",
        "![how it was made](creation.png)",
        "- [Data Fields](#data-fields)\n- [Data Splits](#data-splits)",
        "<!-- cardcheck: generated -->\n\n- `text`: string\n- `mood`: one of `calm`, `storm`",
        "<!-- cardcheck: generated -->\n\n| Split | Rows |\n| --- | ---: |\n| `train` | 1,200 |",
        "Users should be made aware of the risks. More information needed for further recommendations.",
        "Describe the data collection process. Describe any criteria for data selection or filtering.",
        "State whether the dataset contains data that might be considered sensitive (e.g., names, i.e. of people).",
        "- **Paper:**\n- **Point of Contact:**",
        "**BibTeX:**\n\n[More Information Needed]\n\n**APA:**\n\n[More Information Needed]",
        "|   | train | test |\n|---|---|---|\n| Rows | | |\n| Length | - | n/a |",
        "```\n[More Information Needed]\n```",
        "---\n\n* * *",
    ],
)
def test_nothing(text):
    assert below(text) == Substance()


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("We asked five pilots.", Substance(words=4)),
        ("We asked five pilots. [More Information Needed]", Substance(words=4)),
        ("- **Curated by:** The Port", Substance(words=2)),
        ("`id` and `text`", Substance(words=3)),
        ("See <https://example.org/>", Substance(words=2)),
        ("我们收集了港口的记录", Substance(words=5)),
        ("항구 기록을 모았다", Substance(words=3)),
        ("Мы собрали записи", Substance(words=3)),
        ("| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | `x` |\n| | |", Substance(rows=2)),
        ("```python\nimport os\n\nprint(os)\n```", Substance(code=2)),
        ('```json\n{"id": 1}\n```', Substance(code=1)),
        ("```bibtex\n@misc{a,\n title={x}}\n@misc{b, title={y}}\n```", Substance(entries=2)),
        ("<details>We asked five pilots.</details>", Substance(words=4)),
    ],
)
def test_something(text, substance):
    assert below(text) == substance


def test_a_list_of_contents_is_nothing():
    assert below("1. Fields\n2. Splits\n3. A long chapter on pilots", "Table of Contents") == Substance()


def test_units_weigh_the_forms():
    assert Substance(words=3, rows=2, code=1, entries=1).units == 3 + 10 + 3 + 20
