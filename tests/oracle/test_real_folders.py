"""Folders of real data sets: the load plan says what the real library does with each.

Needs the corpus, which is no part of the project, and `datasets`.
"""

import importlib.util
import os
from pathlib import Path

import pytest
from answers import differences
from ask import our_answer_to
from real_folders import copied, folders, settle_pointers

from cardcheck.run import check

CORPUS = os.environ.get("CARDCHECK_CORPUS", "")
REPOS = Path(CORPUS) / "repos"
FOLDERS = [path.name for path in folders(Path(CORPUS))] if CORPUS else []

pytestmark = [
    pytest.mark.skipif(not FOLDERS, reason="needs CARDCHECK_CORPUS with a folder `repos`"),
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in ("datasets", "PIL")), reason="needs the extra `oracle`"
    ),
]


def asked(folder):
    from real import answer, quiet

    quiet()
    return answer(folder)


@pytest.mark.parametrize("are_pointers_filled", [True, False])
@pytest.mark.parametrize("name", FOLDERS)
def test_the_plan_is_what_the_library_does(name, are_pointers_filled, library, tmp_path):
    folder = copied(REPOS / name, tmp_path)
    if not settle_pointers(folder, are_filled=are_pointers_filled) and not are_pointers_filled:
        pytest.skip("no pointers to leave out")
    assert [str(one) for one in differences(library(folder), our_answer_to(folder))] == []


@pytest.mark.parametrize(
    ("name", "rule", "said"),
    [
        ("jasmadata__synthetic-news-classified", "repository/missing-data-file", "train-00000-of-00001.parquet"),
        ("ironlam__psg-diaspora-dataset__data_huggingface", "data/size-bucket", "1,165 rows"),
        ("LogeshChandran__newsroom_dataset", "repository/uncovered-data-file", "dev-00000-of-00001.parquet"),
        ("jakartaresearch__hf-datasets__indonews", "repository/loading-script", "indonews.py"),
        ("klusai__open-weight-judges__hf_dataset", "data/files-disagree", "tf1_generation_length_summary.csv"),
    ],
)
def test_what_is_known_to_be_wrong_is_found(name, rule, said):
    findings = check(REPOS / name).findings
    assert [finding.message for finding in findings if finding.rule == rule and said in finding.message]
