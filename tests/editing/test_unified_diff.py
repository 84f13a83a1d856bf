"""Diffs are right when the real programs make the new text of them, byte for byte."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cardcheck.editing.unified_diff import discreet_diff, unified_diff

CARD = "---\nlicense: mit\nlanguage: en\ntags:\n- a\n- b\n---\n# Title\n\nText.\n\n## Use\n\nMore text.\n"
PROGRAMS = [["git", "apply", "--whitespace=nowarn", "-"], ["patch", "-p1", "--force", "--fuzz=0", "--silent"]]

pytestmark = pytest.mark.skipif(
    not (shutil.which("git") and shutil.which("patch")), reason="the programs that apply diffs are not there"
)


def applied(program: list[str], folder: Path, diff: str, name: str, old: bytes) -> bytes:
    """What a program makes of a file in a folder of its own."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(old)
    process = subprocess.run(program, cwd=folder, input=diff.encode("utf-8", "surrogateescape"), capture_output=True)
    assert process.returncode == 0, (process.stdout, process.stderr, diff)
    return path.read_bytes()


def assert_applies(folder: Path, old: str, new: str, name: str = "README.md") -> None:
    diff = unified_diff(old, new, name)
    if old == new:
        assert diff == ""
        return
    for program in PROGRAMS:
        assert applied(program, folder, diff, name, old.encode()) == new.encode()


# Each changes a card whole or in one place.
ENDS = {
    "line feeds": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "a BOM": lambda text: f"\ufeff{text}",
    "a BOM and CRLF": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
    "no line end": lambda text: text.rstrip("\n"),
    "a lone CR": lambda text: text.replace("Text.", "Te\rxt."),
    "lone CRs only": lambda text: text.replace("\n", "\r"),
    "line ends of Unicode": lambda text: text.replace("Text.", "Te\u2028x\x85t\x0c.\x1c"),
    "mixed ends": lambda text: text.replace("\n", "\r\n", 4),
}


@pytest.mark.parametrize("kind", ENDS)
def test_every_kind_of_line_end(tmp_path, kind):
    old = ENDS[kind](CARD)
    for new in (
        old.replace("mit", "apache-2.0"),
        old.replace("More", "Much more") + "\n## Last\n",
        old.removeprefix("---"),
        old + "x",
        old.rstrip(),
    ):
        assert_applies(tmp_path, old, new)


@pytest.mark.parametrize("kind", ENDS)
def test_from_one_kind_of_line_end_to_another(tmp_path, kind):
    for other in ENDS.values():
        assert_applies(tmp_path, ENDS[kind](CARD), other(CARD))


@pytest.mark.parametrize(("old", "new"), [("a\n", ""), ("a", "a\n"), ("a\n", "a"), ("\n", "\n\n"), ("a\n\n", "\n")])
def test_small_texts(tmp_path, old, new):
    assert_applies(tmp_path, old, new)


@pytest.mark.parametrize(
    "name",
    [
        "a b.md",
        " leading and trailing ",
        'quote"d.md',
        "back\\slash.md",
        "tab\there.md",
        "ünï/日本.md",
        "line\nend.md",
        "right\u202eto-left.md",
        "b/a/b.md",
        "x 2020-01-01 10:00:00.000 +0000",
        "-dash.md",
        "data\x7f.md",
    ],
)
def test_odd_names(tmp_path, name):
    assert_applies(tmp_path, CARD, CARD.replace("mit", "bsd"), name)


def test_a_name_that_is_not_utf8(tmp_path):
    name = b"caf\xe9.md".decode("utf-8", "surrogateescape")
    assert_applies(tmp_path, CARD, CARD.replace("mit", "bsd"), name)


def test_in_a_folder_of_a_repository_the_path_counts_from_there(tmp_path):
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    assert_applies(tmp_path / "below", CARD, CARD.replace("mit", "bsd"))


lines = st.lists(
    st.sampled_from(["", "a", "b", "c", "- x", "a\r", "\ufeff", " ", "\x0c", "\u2028", "+", "-- a", "@@ -1 +1 @@"]),
    max_size=30,
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines, st.data(), st.booleans(), st.booleans())
def test_any_two_texts(tmp_path, old, data, ends, new_ends):
    new = list(old)
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(new)))
        new[at : at + data.draw(st.integers(0, 3))] = data.draw(lines)[:3]
    assert_applies(tmp_path, "\n".join(old) + "\n" * ends, "\n".join(new) + "\n" * new_ends)


def test_long_texts_of_few_kinds_of_lines(tmp_path):
    chance = random.Random(7)
    old = [chance.choice("abc") for _ in range(3000)]
    new = [line for line in old if chance.random() > 0.01]
    assert_applies(tmp_path, "\n".join(old), "\n".join(new))


def test_a_change_of_few_lines_is_told_in_few(tmp_path):
    old = [f"line {number}" for number in range(60_000)]
    new = [line.upper() if number % 9_000 == 0 else line for number, line in enumerate(old)]
    diff = unified_diff("\n".join(old), "\n".join(new), "README.md")
    assert sum(line.startswith(("-", "+")) for line in diff.splitlines()) == 2 + 2 * 7
    assert applied(PROGRAMS[0], tmp_path, diff, "README.md", "\n".join(old).encode()) == "\n".join(new).encode()


def test_lines_that_moved(tmp_path):
    old = [f"line {number}" for number in range(500)]
    assert_applies(tmp_path, "\n".join(old), "\n".join(old[250:] + old[:250]))


def test_what_it_looks_like():
    assert unified_diff("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nd\nE\nf", "data/README.md") == (
        "--- a/data/README.md\n+++ b/data/README.md\n@@ -2,5 +2,5 @@\n b\n c\n d\n-e\n-f\n+E\n+f\n"
        "\\ No newline at end of file\n"
    )


class TestHidden:
    """Lines that hold `hide` stand in no diff; what is told can be applied all the same."""

    @staticmethod
    def diff(old: list[str], new: list[str]):
        return discreet_diff("\n".join(old), "\n".join(new), "README.md", lambda line: "hide" in line)

    def test_no_line_of_context(self, tmp_path):
        for at in (0, 2, 6, 8):
            old = list("123456789")
            old[at] = "hide"
            new = [line.replace("5", "five") for line in old]
            diff = self.diff(old, new)
            assert "hide" not in diff.text
            assert "+five" in diff.text
            assert diff.left_out == ()
            for program in PROGRAMS:
                folder = tmp_path / str(at)
                assert applied(program, folder, diff.text, "README.md", "\n".join(old).encode()).split() == [
                    line.encode() for line in new
                ]

    @pytest.mark.parametrize("change", ["hide", "hide it"])
    def test_a_change_of_such_a_line_is_left_out(self, tmp_path, change):
        old = [*"123456789", change, *"abcdefghijkl"]
        new = [line.replace("hide", "hidden").replace("2", "two").replace("k", "kay") for line in old]
        diff = self.diff(old, new)
        assert diff.left_out == (10,)
        wanted = [*"1", "two", *"3456789", change, *"abcdefghij", "kay", "l"]
        for program in PROGRAMS:
            assert applied(program, tmp_path, diff.text, "README.md", "\n".join(old).encode()).decode() == "\n".join(
                wanted
            )

    def test_a_change_just_before_such_a_line_is_left_out(self):
        # `git apply` takes a change without a line after it to be at the end of the file.
        assert self.diff([*"123", "hide", "5"], [*"12", "three", "hide", "5"]) == ("", (3,))

    def test_between_two_changes(self, tmp_path):
        old = [*"123", "4", "hide", "6", *"789"]
        new = [*"12", "three", "4", "hide", "6", *"7", "eight", "9"]
        diff = self.diff(old, new)
        assert (diff.text.count("@@ -"), diff.left_out) == (2, ())
        for program in PROGRAMS:
            assert applied(program, tmp_path, diff.text, "README.md", "\n".join(old).encode()).decode() == "\n".join(
                new
            )
