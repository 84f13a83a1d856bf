"""Cards full of what can be fixed, in every form that people write: what hypothesis draws in, a card's text out.

Each entry of the metadata and each piece of the body has something to fix, or stands in the way of a fix: comments,
anchors, merge keys, lists over several lines, quotes, tabs. The whole card may have a byte-order mark, line ends of
Windows, and a last line without its end.
"""

from __future__ import annotations

from hypothesis import strategies as st

from cardcheck.model.text import BOM

ENTRIES = (
    "license: apache2",
    "license: MIT # keep",
    "licenses:\n- mit",
    "licence: cc-by-4.0",
    "license:\n  - Apache 2.0\n  # why\n  - mit",
    "license: &l apache2\nlicense_name: *l",
    "license: unknown",
    "license: 'apache2'",
    'license: "gpl3" # 3',
    "license:",
    "language: English",
    "languages:\n- en\n- English # both",
    "language: [en,\n  no, de-DE]",
    "language: no",
    "language:\n- zh-CN\n- xx1",
    "language: &langs [en, english]",
    "language:\n- code: en\n",
    "language: 'en '",
    "language:\n-\ten",
    "task_categories: [conversational,\n  text-scoring]",
    "task_categories:\n- text2text-generation # old\n- text-classification",
    "task_ids:\n- text-classification\n- sentiment-classification",
    "task_ids: [language-modeling, language-modeling]",
    "task_categories: text-classification",
    "task_categories:\n- other\n-\n- sequence-modeling",
    "task_ids:\n- machine-translation",
    "size_categories: 10k<n<100k",
    "size_categories:\n- 100K<n<1M # rows\n- 1M<n<10M",
    "size_categories:\n  a: [n<1K]\n  b: [unknown]",
    "size_categories: [1k<n<10k, 10K<n<100K]",
    "size_categories: 1M<n",
    "multilinguality:\n- fr\n- monolingual",
    "multilinguality: Monolingual",
    "tags: [a, a, license:mit]",
    "tags: &t\n- a\n- a # twice\n- task_categories:text-classification",
    "tags:\n- 2020\n- no\n- NLP",
    "tags: *t",
    "tags:\n- a: b\n- [c]",
    "pretty_name: ''",
    "pretty_name: [Dataset Name]",
    "pretty_name: \tRemarks",
    "pretty_name: Remarks 🎉",
    "annotations_creators:\n- no-annotation\n- expert generated",
    "annotations_creators: []",
    "source_datasets:\n- Original\n- extended|squad",
    "paperswithcode_id:",
    "viewer: 'false'",
    "viewer: off",
    "thumbnail: img.png",
    "version: 1.10",
    "colorFrom: red\nsdk: gradio",
    "title: Remarks",
    (
        "configs:\n- config_name: a\n  data_files: a.csv\n  default: true\n"
        "- config_name: b\n  data_files: b.csv\n  default: true"
    ),
    "configs:\n- data_files: 'data/*.csv' # all\n",
    "configs: [a, b]",
    "configs:\n- config_name: 1.0\n  data_files:\n  - split: Train\n    path: a.csv",
    "configs: [{config_name: a,\n  data_files: a.csv}]",
    "configs:\n- config_name: a\n  data_files:\n    train: a.csv\n    tset: b.csv",
    (
        "dataset_info:\n  features:\n  - name: text\n    dtype: str\n  - name: 1\n    dtype: float\n"
        "  splits:\n  - name: train\n    num_examples: '10'"
    ),
    (
        "dataset_info:\n  features:\n  - name: label\n    dtype:\n      class_label:\n        names: [calm, storm]\n"
        "  splits:\n  - name: train\n    num_bytes: 1\n    num_examples: 1_000"
    ),
    "dataset_info: &i\n- config_name: a\n  features: []\n- <<: *i",
    "train-eval-index:\n- config: default\n  task: x\n  col_mapping: {a: text}",
    "extra_gated_fields:\n- Name: text\n- I agree: Checkbox",
    "extra_gated_fields:\n  Name: str",
    "extra_gated_prompt: >-\n  You agree\n  to it.",
    "base: &base {license: mit}\nmore:\n  <<: *base\n  language: en",
    "license: mit\nlicense: mit",
    "license: mit\nlicense: apache-2.0",
    "# a comment of the author's",
    "# {{ card_data }}",
    "# Doc / guide: https://huggingface.co/docs/hub/datasets-cards",
    "x: |\n  license: apache2\n\n  more",
    "# cardcheck: ignore[license/unknown-id] ours\nlicense: ours",
    "'language': [ 'English' , \"de\" ]",
    "{}",
    "? license\n: mit",
    "language_bcp47: [en-US]",
    "widget:\n- text: a",
    "model-index:\n- name: a",
    "date: 2020-01-01",
    "y: 1",
    "1: a",
    'tags:\n- "a"\n\n\n- b  ',
    "null: ~",
    "license: [ mit,\n\n # c\n mit ]",
)
PIECES = (
    "# Remarks",
    "# Dataset Card for Dataset Name",
    "# Dataset Card Creation Guide",
    (
        "## Table of Contents\n- [Dataset Card Creation Guide](#dataset-card-creation-guide)\n"
        "  - [Uses](#uses)\n  - [Gone](#gone)\n  - [Languages](#languages)"
    ),
    "- [Uses](#uses)\n\n- [Gone](#gone)\n\n- [More](#remarks)\n\n- [None](#none)",
    "- **Homepage:** https://example.org\n- **Paper:**\n- **Point of Contact:** ",
    "- **Paper:**\n- **Leaderboard:**",
    "- **Paper:** []()\n- **Code:** [x]()",
    "### Dataset Summary\n\n[More Information Needed]",
    "## Languages",
    "### Licensing Information\n[More Information Needed]",
    "## Data Fields\n\n## Data Splits",
    "## Data Splits\n\n|a|b|\n-----\n|1|2|",
    "##Uses\n\nFor weather.",
    "#Single Sign",
    "#### Deep\n\nText.",
    "# Second\n\n### Deeper\n\nText.",
    "Setext\n======\n\nOther\n-----\n\nText.",
    "**Bold line**\n\nText.\n\n**Another line**\n\nText.\n\n**A third line**\n\nText.",
    "Text with blanks \nand more\t\n\t\nafter.  ",
    "A [link] (https://example.org) and (https://example.org)[text].",
    "[www](www.example.org) [mail](a@example.org) [m](mailto://a@example.org) ![](img/a_ship.png)",
    "![x](https://huggingface.co/datasets/a/b/blob/main/x.png) [v](https://huggingface.co/datasets/viewer/?dataset=a)",
    "Say <name> and <br> and <DATE> to it.",
    '```\nfrom datasets import load_dataset\nd = load_dataset("a/b", use_auth_token=True)\n```',
    '```json\n{"a": 1,}\n```',
    "```\n{'a': 1}\n```",
    "```python\nopen = 1",
    "@article{lee2021,\n  title={On Bias},\n  author={Lee, A.},\n  year={2021}\n}",
    "Please cite:\n@misc{a, title={T}}",
    "https://arxiv.org/pdf/2101.00001.pdf and https://doi.org/https://doi.org/10.1000/182",
    "a | b\n1 | 2\n\n| a | b |\n| - |\n| 1 | 2 |",
    "### Contributions\n\nThanks to [@github-username](https://github.com/<github-username>) for adding this dataset.",
    "## Curation Rationale\n\nWhat need motivated the creation of this dataset?",
    (
        "Provide the [BibTex](http://www.bibtex.org/)-formatted reference for the dataset. "
        "For example:\n```\n@misc{a, title={T}}\n```"
    ),
    "<!-- cardcheck: ignore[links] why -->\n\nText.",
    "<!-- a comment -->",
    "---\nlicense: mit\n---",
    "> quoted **Paper:** \n> - **Code:**",
    "1. one\n2. two\n   - **Paper:**\n",
    "    code \n    more",
    "<details>\n\n<p>text\n\n</details>",
    "Ein Satz über Schiffe, 船 und 🚢.",
    "> **Question:** Who? <!-- cardcheck: question curators -->\n\nTwo students.",
    "a\u2028b\u0085c\vd",
)


@st.composite
def fixable_cards(draw) -> str:
    """A card with much to fix."""
    entries = draw(st.lists(st.sampled_from(ENTRIES), max_size=7))
    front = ["---", *entries, "---"] if entries or draw(st.booleans()) else []
    blank = draw(st.sampled_from(["", "", "", "\n", "\n\n"]))
    body = f"\n{draw(st.sampled_from(['', chr(10)]))}".join(
        [blank, *draw(st.lists(st.sampled_from(PIECES), max_size=6))]
    )
    ends = draw(st.sampled_from(["\n", "\n", "\n", "", "\n\n", " ", "\n  "]))
    text = "\n".join([*front, body]) + ends
    if draw(st.sampled_from([False, False, True])):
        text = text.replace("\n", "\r\n")
    return BOM * draw(st.sampled_from([0, 0, 0, 1])) + text
