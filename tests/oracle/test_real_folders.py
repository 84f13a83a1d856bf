"""Folders of real data sets: the load plan says what the real library does with each.

Needs the corpus, which is no part of the project, and `datasets`. What a folder lacks stays away; a Git LFS pointer is
replaced by a small file of its format, for the library would read its three lines as data.
"""

import concurrent.futures
import csv
import datetime
import gzip
import importlib.util
import io
import json
import multiprocessing
import os
import shutil
from pathlib import Path

import pytest
from answers import differences
from ask import our_answer_to

from cardcheck.run import check

CORPUS = os.environ.get("CARDCHECK_CORPUS", "")
REPOS = Path(CORPUS) / "repos"
FOLDERS = sorted(path.name for path in REPOS.iterdir() if path.is_dir()) if CORPUS and REPOS.is_dir() else []
POINTER = b"version https://git-lfs.github.com/spec/v1\n"

pytestmark = [
    pytest.mark.skipif(not FOLDERS, reason="needs CARDCHECK_CORPUS with a folder `repos`"),
    pytest.mark.skipif(
        not all(importlib.util.find_spec(name) for name in ("datasets", "PIL")), reason="needs the extra `oracle`"
    ),
]


@pytest.fixture(scope="module")
def library():
    """A process of its own: the library is told to be quiet, and stays so."""
    with concurrent.futures.ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        yield lambda folder: pool.submit(asked, folder).result()


def asked(folder):
    from real import answer, quiet

    quiet()
    return answer(folder)


@pytest.mark.parametrize("are_pointers_filled", [True, False])
@pytest.mark.parametrize("name", FOLDERS)
def test_the_plan_is_what_the_library_does(name, are_pointers_filled, library, tmp_path):
    folder = copied(REPOS / name, tmp_path)
    pointers = sorted(path for path in folder.rglob("*") if path.is_file() and path.read_bytes().startswith(POINTER))
    if not pointers and not are_pointers_filled:
        pytest.skip("no pointers to leave out")
    columns = columns_of(folder / "README.md") if pointers else {}
    for path in pointers:
        if are_pointers_filled:
            path.write_bytes(one_row(path.name, columns))
        else:
            path.unlink()
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


def copied(source, top):
    """Copy a folder, named as its repository is."""
    target = top / source.name.partition("@")[0].rpartition("__")[2]
    shutil.copytree(source, target)
    return target


def columns_of(card):
    """Return the columns that the card promises, with a value for each; one where it promises none."""
    from huggingface_hub import DatasetCard

    info = DatasetCard(card.read_text(encoding="utf-8")).data.to_dict().get("dataset_info") or {}
    info = info[0] if isinstance(info, list) else info
    stated = {column["name"]: sample(column.get("dtype", "")) for column in info.get("features", ())}
    return stated or {"text": "a word"}


def sample(dtype):
    if isinstance(dtype, dict):
        return 0
    kinds = {"int": 0, "float": 0.5, "timestamp": datetime.datetime(2026, 5, 1)}  # noqa: DTZ001 - a file knows no zone
    return next((value for kind, value in kinds.items() if kind in dtype), "a word")


def one_row(name, row):
    """Return a file of one row, in the format that its name promises."""
    if ".parquet" in name:
        import pyarrow
        import pyarrow.parquet

        made = io.BytesIO()
        pyarrow.parquet.write_table(pyarrow.Table.from_pylist([row]), made)
        return made.getvalue()
    if ".json" in name:
        data = (json.dumps(row, default=str) + "\n").encode()
        return gzip.compress(data, mtime=0) if name.endswith(".gz") else data
    assert name.endswith(".csv"), name
    text = io.StringIO()
    csv.writer(text).writerows([row.keys(), row.values()])
    return text.getvalue().encode()
