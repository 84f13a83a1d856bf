"""What a card lacks is added to it: at the end of the front matter and of the text, and nothing twice."""

import pytest
from drafting import complete, splits

from cardcheck.parsing.card import parse_card

FILES = {"train.csv": "id,remark\n1,Fog\n", "test.csv": "id,remark\n2,Calm\n"}
TEXT = "# Remarks of Kiel\n\nRemarks of sailors in the harbour of Kiel, from 1890 on.\n"


def titles(text):
    return [section.heading.title for section in parse_card(text).body.sections if section.heading]


def test_keys_and_sections(tmp_path):
    made = complete(tmp_path, f"---\nlicense: mit # ours\n---\n{TEXT}", FILES)
    assert made.text.startswith("---\nlicense: mit # ours\n")
    assert {"license", "configs", "dataset_info", "size_categories"} == made.metadata.keys()
    assert titles(made.text)[:4] == ["Remarks of Kiel", "Usage", "Data Splits", "Data Fields"]
    assert "License" not in titles(made.text)
    assert splits(made.draft.plan) == splits(made.folder.plan)


def test_a_card_without_front_matter_gets_one(tmp_path):
    made = complete(tmp_path, TEXT, FILES)
    assert made.text.startswith("---\n# Question: What is the data set called")
    assert TEXT in made.text
    assert "configs" in made.metadata


def test_an_empty_card_is_a_new_one(tmp_path):
    made = complete(tmp_path, "", FILES)
    assert titles(made.text)[:2] == [tmp_path.name, "Usage"]
    assert "question summary" in made.text


@pytest.mark.parametrize(
    "front",
    [
        "license: [mit\n",
        "license: mit\nlicense: apache-2.0\n",
        "{license: mit}\n",
        "- mit\n",
        "  license: mit\n",
        "# none\n",
    ],
)
def test_front_matter_that_cannot_be_added_to_is_left_alone(front, tmp_path):
    made = complete(tmp_path, f"---\n{front}---\n{TEXT}", FILES)
    assert made.text.startswith(f"---\n{front}---\n{TEXT}")
    assert "question citation" in made.text


@pytest.mark.parametrize("end", ["```\ncode\n", "<!-- a comment\n", "<pre>\n"])
def test_nothing_is_added_behind_what_is_not_closed(end, tmp_path):
    made = complete(tmp_path, f"---\nlicense: mit\n---\n{TEXT}\n{end}", FILES)
    assert made.text.endswith(end)


def test_questions_that_stand_there_are_not_asked_again(tmp_path):
    text = complete(tmp_path, TEXT, FILES).text
    assert complete(tmp_path, text, FILES).text == text


def test_topics_that_are_spoken_of_are_left_alone(tmp_path):
    more = "\n## Citation\n\n## Fields\n\n- `id`: a number\n\n**Contact:** ann@example.org\n"
    made = complete(tmp_path, f"---\nlicense: mit\n---\n{TEXT}{more}", FILES)
    assert not any(f"question {name}" in made.text for name in ("citation", "fields", "contact"))


def test_line_ends_stay(tmp_path):
    text = f"---\nlicense: mit\n---\n{TEXT}".replace("\n", "\r\n")
    made = complete(tmp_path, text, FILES)
    assert made.text.replace("\r\n", "").count("\n") == 0


def test_a_card_whose_data_does_not_load_is_told_how(tmp_path):
    made = complete(tmp_path, f"---\nlicense: mit\n---\n{TEXT}", {"a.csv": "x\n1\n", "b.csv": "y\nq\n"})
    assert made.folder.plan.outcome == "error"
    assert made.draft.plan.outcome == "ok"
    assert made.paths.keys() == {"a", "b"}


def test_what_it_says_of_subsets_is_not_contradicted(tmp_path):
    info = "dataset_info:\n  features:\n  - name: x\n    dtype: int64\n"
    made = complete(tmp_path, f"---\n{info}---\n{TEXT}", {"a.csv": "x\n1\n", "b.csv": "y\nq\n"})
    assert "configs" not in made.metadata
