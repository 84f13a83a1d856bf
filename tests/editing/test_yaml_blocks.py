"""Whole blocks put into the author's own YAML: text in, text out."""

import pytest
import yaml

from cardcheck.editing import yaml_blocks
from cardcheck.editing.apply import apply_edits
from cardcheck.parsing.card import parse_card


def edited(text, change):
    card = parse_card(text)
    return apply_edits(card.source.text, change(card))


SPLITS = {"train": ["data/a.csv", "data/b c.csv"], "test": ["no.csv"]}
WRITTEN = """configs:
- config_name: default
  data_files:
  - split: train
    path:
    - data/a.csv
    - data/b c.csv
  - split: test
    path: no.csv
"""


@pytest.mark.parametrize(
    "before",
    [
        "license: mit\n",
        "license: mit # free\n",
        "tags:\n- a\n- b\n",
        "tags: [a]\n",
        "license: mit\n\n# the end\n",
        "license:\n",
    ],
)
def test_configs_are_written_behind_what_is_there(before):
    after = edited(f"---\n{before}---\n# T\n", lambda card: yaml_blocks.write_configs(card, SPLITS))
    block = after.split("---\n")[1]
    assert WRITTEN in block
    assert block.replace(WRITTEN, "") == before
    assert yaml.safe_load(block)["configs"][0]["data_files"] == [
        {"split": "train", "path": SPLITS["train"]},
        {"split": "test", "path": "no.csv"},
    ]


def test_configs_take_the_newlines_of_the_card():
    after = edited("---\r\na: b\r\n---\r\n", lambda card: yaml_blocks.write_configs(card, {"train": ["a.csv"]}))
    assert after.count("\n") == after.count("\r\n") == 8


@pytest.mark.parametrize(
    "text",
    [
        "# No front matter\n",
        "---\n---\n",
        "---\n{license: mit}\n---\n",
        "---\n  license: mit\n---\n",
        "---\nconfigs: []\n---\n",
        "---\nlicense: mit\nlicense: mit\n---\n",
        "---\ndescription: |\n  long\n---\n",
        "---\n- a\n---\n",
        "---\na: [\n---\n",
    ],
)
def test_configs_are_not_written_where_that_is_unsure(text):
    assert yaml_blocks.write_configs(parse_card(text), SPLITS) == ()


@pytest.mark.parametrize(
    "splits", [{}, {"train": []}, {"train": ["a\n.csv"]}, {"train": [f"{n}.csv" for n in range(41)]}]
)
def test_splits_that_cannot_be_written(splits):
    assert yaml_blocks.write_configs(parse_card("---\na: b\n---\n"), splits) == ()


@pytest.mark.parametrize("lead", ["", "  ", "    "])
def test_a_split_is_written_as_those_before(lead):
    before = (
        f"configs:\n- config_name: x\n  data_files:\n{lead}  - split: train\n{lead}    path: a # first\nlicense: mit\n"
    )
    after = edited(
        f"---\n{before}---\n", lambda card: yaml_blocks.add_split(card, "/configs/0/data_files", "test", ["b", "c"])
    )
    assert yaml.safe_load(after.split("---\n")[1]) == {
        "configs": [
            {"config_name": "x", "data_files": [{"split": "train", "path": "a"}, {"split": "test", "path": ["b", "c"]}]}
        ],
        "license": "mit",
    }
    assert "path: a # first\n" in after


def test_a_split_keeps_blank_lines_and_wide_dashes():
    before = "configs:\n- config_name: x\n  data_files:\n  -   split: train\n      path: a\n\nlicense: mit\n"
    after = edited(
        f"---\n{before}---\n", lambda card: yaml_blocks.add_split(card, "/configs/0/data_files", "test", ["b"])
    )
    assert "      path: a\n  -   split: test\n      path: b\n\nlicense: mit\n" in after


@pytest.mark.parametrize(
    "files", ["a.csv", "[{split: train, path: a}]", "\n  - a.csv", "\n  - {split: train, path: a}", ""]
)
def test_a_split_is_not_added_to_other_shapes(files):
    card = parse_card(f"---\nconfigs:\n- config_name: x\n  data_files: {files}\n---\n")
    assert yaml_blocks.add_split(card, "/configs/0/data_files", "test", ["b"]) == ()
