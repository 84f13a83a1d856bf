"""The fake Hub as people start it: from a folder, from generated repositories, as a program."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from fakehub import FakeHub
from fakehub.generated import generate
from fakehub.repos.folders import read_folder
from huggingface_hub import HfApi

ROOT = Path(__file__).parents[2]
CARD = "---\nlicense: mit\n---\n# Harbours\n"


def write(folder, files):
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def test_a_folder_holds_owners_and_what_has_none(tmp_path):
    write(
        tmp_path,
        {
            "org/b/README.md": CARD,
            "org/b/data/train.csv": "a\n1\n",
            "org/b/.git/config": "secret",
            "org/a/data/train.csv": "a\n1\n",
            "squad/README.md": CARD,
        },
    )
    repos = {repo.id: repo for repo in read_folder(tmp_path)}
    assert list(repos) == ["org/a", "org/b", "squad"]
    assert repos["org/b"].head.paths == ("README.md", "data/train.csv")


def test_what_files_cannot_tell_stands_in_a_file_of_its_own(tmp_path):
    told = {"downloads": 7, "gated": "manual", "doi": "10.57967/hf/1", "lfs": ["notes.md"], "renamed_from": ["org/z"]}
    write(tmp_path, {"org/a/hub.json": json.dumps(told), "org/a/README.md": CARD, "org/a/notes.md": "n"})
    (repo,) = read_folder(tmp_path)
    assert (repo.about.downloads, repo.about.gated) == (7, "manual")
    assert repo.head.paths == ("README.md", "notes.md")
    assert repo.head.files["notes.md"].is_lfs
    assert FakeHub([repo]).renamed == {"org/z": "org/a"}


@pytest.mark.parametrize("told", ["{", '{"download": 1}'])
def test_nonsense_is_named_with_its_file(tmp_path, told):
    write(tmp_path, {"org/a/hub.json": told})
    with pytest.raises(ValueError, match=r"hub\.json"):
        list(read_folder(tmp_path))


def test_links_out_of_the_folder_are_not_served(tmp_path):
    write(tmp_path, {"outside.txt": "secret", "hub/org/a/README.md": CARD})
    (tmp_path / "hub/org/a/link.txt").symlink_to(tmp_path / "outside.txt")
    (repo,) = read_folder(tmp_path / "hub")
    assert repo.head.paths == ("README.md",)


def test_generated_repositories_are_the_same_at_every_start_and_all_different():
    first, second = (list(generate(500)) for _ in range(2))
    assert [repo.head.sha for repo in first] == [repo.head.sha for repo in second]
    assert len({repo.id for repo in first}) == 500
    assert {repo.id for repo in generate(20)} < {repo.id for repo in first}


def test_generated_repositories_are_served(hub):
    for repo in generate(46):
        hub.add(repo)
    told = list(HfApi(endpoint=hub.endpoint).list_datasets(author="fair-harbour", expand=["cardData", "siblings"]))
    assert len(told) == 46
    without = [info for info in told if "README.md" not in {sibling.rfilename for sibling in info.siblings}]
    assert len(without) == 2


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_program_says_what_to_export_and_prints_requests(tmp_path, ending):
    write(tmp_path, {"org/a/README.md": CARD})
    command = [sys.executable, "-m", "tests.fakehub", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        stop = threading.Timer(60, program.kill)
        stop.start()
        assert program.stdout.readline() == "# 1 repositories of org\n"
        assert program.stdout.readline().startswith("# in another terminal")
        exported = dict(item.split("=", 1) for item in program.stdout.readline().removeprefix("export ").split())
        assert exported["CARDCHECK_VIEWER_ENDPOINT"] == f"{exported['HF_ENDPOINT']}/viewer"
        ask = "from huggingface_hub import HfApi; print([one.id for one in HfApi().list_datasets(author='org')])"
        told = subprocess.run(
            [sys.executable, "-c", ask], env=os.environ | exported, capture_output=True, text=True, check=True
        )
        assert told.stdout == "['org/a']\n"
        for _ in range(2):
            assert program.stdout.readline().startswith("# ")
        assert program.stdout.readline().startswith("hub GET /api/datasets?author=org with token -> 200, ")
        program.send_signal(ending)
        assert program.wait() == 0
        stop.cancel()
        stop.join()


def test_a_folder_that_is_not_there_ends_in_one_sentence(tmp_path):
    command = [sys.executable, "-m", "tests.fakehub", str(tmp_path / "none")]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert (told.returncode, told.stderr.startswith("fakehub: "), told.stderr.count("\n")) == (2, True, 1)
