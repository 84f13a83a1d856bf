"""What the real libraries drop when they write over a card, and that `check --base` names all of it, and only that.

A rich card lies on a Hub on loopback; each call of the real libraries writes over it there; what comes out is committed
in a git repository and checked against the commit before. What was really lost is found without our own code.
docs/fixes-keep.md has the table.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from fakehub import USER, FakeHub
from losses import Losses, halves, leaves_of, losses
from writers import CALLS

from cardcheck.cli import cli

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "docs" / "fixes-keep.md"
RICH = (HERE / "rich" / "README.md").read_text(encoding="utf-8")
BESIDE = {"data/letters-train.csv": "Bonjour;0\n", "data/letters-test.csv": "Goeden dag;1\n", "LICENSE.txt": "CC BY\n"}
PEOPLE = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
MOST_SHOWN = 3


class Named(NamedTuple):
    """What the findings name: places in the metadata, titles of sections, comments."""

    places: frozenset[tuple[str, ...]] = frozenset()
    sections: frozenset[str] = frozenset()
    comments: frozenset[str] = frozenset()


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return the card that each call leaves behind."""
    pytest.importorskip("datasets", reason="the real library is not installed")
    pytest.importorskip("jinja2", reason="the client needs jinja2 to fill in its template")
    names = {words: f"{USER}/letters-{number}" for number, words in enumerate(CALLS)}
    told = [f"{number}={name}" for number, name in enumerate(names.values())]
    env = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
    env |= {"HF_HOME": str(tmp_path_factory.mktemp("home"))}
    with FakeHub() as hub:
        for name in names.values():
            hub.add(name, {"README.md": RICH, **BESIDE}, writers=(USER,))
        program = [sys.executable, "-W", "ignore", HERE / "writers.py", *told]
        done = subprocess.run(program, env=env | hub.env, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return {words: hub.repos[name].head.files["README.md"].data().decode() for words, name in names.items()}


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Named]]:
    """Commit a card over the rich one, and return what `check --base HEAD~1` names."""
    folder = tmp_path_factory.mktemp("letters")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for name, value in PEOPLE.items() | {("GIT_CONFIG_GLOBAL", os.devnull), ("GIT_CONFIG_NOSYSTEM", "1")}:
            patch.setenv(name, value)
        yield lambda text: names_in(changed(folder, text))


def changed(folder: Path, text: str) -> Iterable[tuple[str, str]]:
    """Return the rules and messages that a change of the rich card shows."""
    git("init", "--quiet", "--initial-branch=main")
    for state in (RICH, text):
        (folder / "README.md").write_text(state, encoding="utf-8")
        git("add", "README.md")
        git("commit", "--quiet", "--allow-empty", "--message=Letters")
    result = CliRunner().invoke(cli, ["check", "README.md", "--isolated", "--base", "HEAD~1", "--format", "json"])
    assert result.exit_code in {0, 1}, result.stderr
    (card,) = json.loads(result.stdout)["cards"]
    return [(finding["rule"], finding["message"]) for finding in card["findings"]]


def git(*command: str) -> None:
    subprocess.run(["git", *command], check=True, capture_output=True)


def names_in(findings: Iterable[tuple[str, str]]) -> Named:
    told = dict(findings)
    places = re.findall(r"`([^`]+)`", told.get("repository/clobbered", ""))
    prose = told.get("repository/clobbered-prose", "")
    before_titles = {""} if "what stood before the first title" in prose else set()
    return Named(
        frozenset(tuple(place.split(" → ")) for place in places),
        frozenset(re.findall("“(.+?)”", prose)) | before_titles,
        frozenset(re.findall("“(.+?)”", told.get("repository/clobbered-comments", ""))),
    )


def is_below(leaf: tuple[str, ...], place: tuple[str, ...]) -> bool:
    return leaf[: len(place)] == place


@pytest.mark.parametrize("words", CALLS)
def test_all_that_is_lost_is_named_and_nothing_that_is_kept(words, written, named):
    lost, said = losses(RICH, written[words]), named(written[words])
    unnamed = {leaf for leaf in lost.leaves if not any(is_below(leaf, place) for place in said.places)}
    assert unnamed == set()
    kept = leaves_of(halves(RICH)[0]) - lost.leaves
    assert {place for place in said.places if any(is_below(leaf, place) for leaf in kept)} == set()
    assert all(any(is_below(leaf, place) for leaf in lost.leaves) for place in said.places)
    assert said.sections == lost.sections
    assert said.comments == lost.comments


def test_each_kind_of_loss_is_met(written):
    lost = [losses(RICH, text) for text in written.values()]
    assert all(one.comments for one in lost)
    assert any(one.leaves and not one.sections for one in lost)
    assert any(not one.leaves for one in lost)
    assert any("" in one.sections for one in lost)
    every = frozenset[tuple[str, ...]]().union(*(one.leaves for one in lost))
    assert {"license_link", "configs", "dataset_info", "extra_gated_prompt", "tags", "viewer"} <= {
        leaf[0] for leaf in every
    }


def test_a_change_by_hand_names_nothing(named):
    sections = RICH.partition("## Thanks")
    text = RICH.replace("license: cc-by-4.0\n", "license: cc0-1.0\n").replace("'harbours'", "harbours")
    text = text.replace("[harbours, letters,", "[ships, letters, harbours,").replace(sections[1] + sections[2], "")
    text += "\nMore is to come.\n\n" + sections[1] + sections[2]
    assert losses(RICH, text) == Losses(frozenset(), frozenset(), frozenset())
    assert named(text) == Named()


def table(written: dict[str, str], named: Callable[[str], Named]) -> str:
    rows = ["| | values of the metadata, and where | sections | comments |", "| --- | --- | --- | --- |"]
    for words, text in written.items():
        lost, places = losses(RICH, text), sorted(f"`{' → '.join(place)}`" for place in named(text).places)
        more = f" and {len(places) - MOST_SHOWN} more places" if len(places) > MOST_SHOWN else ""
        where = f"{len(lost.leaves)}: {', '.join(places[:MOST_SHOWN])}{more}" if places else "none"
        rows.append(f"| {words} | {where} | {len(lost.sections) or 'none'} | {len(lost.comments) or 'none'} |")
    return "\n".join(rows)


def test_the_page_says_what_each_call_drops(written, named):
    assert table(written, named) in PAGE.read_text(encoding="utf-8")
