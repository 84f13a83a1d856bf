"""`cardcheck fix`: which fixes go in, what is said, and what the exit code means."""

from __future__ import annotations

import json
from unittest import mock

import pytest

from cardcheck import resources
from cardcheck.engine.fixing import rounds

BAD = "---\nlicense: apache2  # ours\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nText.\n"
GOOD = BAD.replace("apache2", "apache-2.0")
LEFT = BAD.replace("apache2", "[apache2, nonsense-of-ours]")
STUCK = LEFT.replace("apache2", "apache-2.0")
UNSAFE = GOOD.replace("apache-2.0", "cc\nlicense_link: https://creativecommons.org/licenses/by/4.0/")
COSMETIC = GOOD.removesuffix("\n")


class TestWhatIsFixed:
    def test_safe_fixes_in_place(self, write, invoke):
        path = write("README.md", BAD)
        result = invoke("fix")
        assert path.read_text() == GOOD
        assert result.stderr == "Fixed 1 problem in 1 card\n"

    def test_line_ends_and_the_byte_order_mark_stay(self, write, invoke):
        path = write("README.md", "\ufeff" + BAD.replace("\n", "\r\n"))
        invoke("fix", "README.md")
        assert path.read_bytes().decode() == "\ufeff" + GOOD.replace("\n", "\r\n")

    def test_twice_is_once(self, write, invoke):
        path = write("README.md", BAD)
        invoke("fix")
        before = path.stat()
        result = invoke("fix")
        assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
        assert result.stderr == "Nothing to fix in 1 card\n"

    def test_unsafe_fixes_when_asked_for(self, write, invoke):
        path = write("README.md", UNSAFE)
        assert invoke("fix").stderr == "Nothing to fix in 1 card (1 with --unsafe)\n"
        assert path.read_text() == UNSAFE
        assert invoke("fix", "--unsafe").stderr == "Fixed 1 problem in 1 card\n"
        assert path.read_text() != UNSAFE

    def test_cosmetic_fixes_when_asked_for(self, write, invoke):
        path = write("README.md", COSMETIC)
        assert "Nothing to fix" in invoke("fix").stderr
        assert path.read_text() == COSMETIC
        assert "Fixed 1 problem" in invoke("fix", "--cosmetic").stderr
        assert path.read_text() == GOOD

    def test_cosmetic_adds_nothing_that_is_ignored_or_not_selected(self, write, invoke):
        write("README.md", COSMETIC)
        assert "Nothing" in invoke("fix", "--cosmetic", "--ignore", "links").stderr
        assert "Nothing" in invoke("fix", "--cosmetic", "--select", "license").stderr

    def test_a_cosmetic_problem_that_is_found_is_offered(self, write, invoke):
        write("README.md", COSMETIC)
        told = invoke("fix", "--select", "links/final-newline").stderr
        assert told == "Nothing to fix in 1 card (1 with --cosmetic)\n"

    def test_only_what_is_selected(self, write, invoke):
        path = write("README.md", BAD)
        invoke("fix", "--select", "task")
        assert path.read_text() == BAD

    def test_nothing_that_is_suppressed(self, write, invoke):
        path = write("README.md", BAD.replace("# ours", "# cardcheck: ignore[license]"))
        invoke("fix")
        assert "apache2" in path.read_text()

    def test_several_cards(self, write, invoke):
        paths = [write(f"{name}/README.md", BAD) for name in "abc"]
        assert invoke("fix", "a", "b/README.md", "c/*.md").stderr == "Fixed 3 problems in 3 cards\n"
        assert {path.read_text() for path in paths} == {GOOD}

    def test_one_that_is_named_twice(self, write, invoke):
        write("README.md", BAD)
        result = invoke("fix", "README.md", "README.md")
        assert (result.stderr, result.exit_code) == ("Fixed 1 problem in 1 card\n", 0)

    def test_facts_beside_the_card_count(self, write, invoke):
        write("README.md", BAD)
        cards = [
            json.loads(invoke("fix", *args, "--format", "json").stdout)["cards"][0] for args in ([], ["--no-data"])
        ]
        assert [card["facts"]["files"] for card in cards] == ["available", "not asked"]


class TestWhatIsSaid:
    def test_what_is_left_is_reported_as_by_check(self, write, invoke):
        write("README.md", LEFT)
        said = invoke("fix", "--format", "json")
        assert "`apache2`" not in said.stdout
        assert json.loads(said.stdout)["cards"] == json.loads(invoke("check", "--format", "json").stdout)["cards"]

    def test_into_files_too(self, write, invoke, folder):
        write("README.md", LEFT)
        invoke("fix", "--output", "json=a.json", "--output", "concise=b.txt")
        assert "license/unknown-id" in (folder / "a.json").read_text()
        assert "license/unknown-id" in (folder / "b.txt").read_text()

    def test_quiet_says_nothing_of_what_went_well(self, write, invoke):
        write("README.md", BAD)
        result = invoke("fix", "--quiet", "--select", "license")
        assert (result.stdout, result.stderr) == ("", "")

    def test_verbose_tells_each_fix(self, write, invoke):
        write("README.md", BAD)
        assert "fixed README.md: license/unknown-id: " in invoke("fix", "--verbose").stderr

    def test_a_fix_that_is_refused_is_our_bug(self, write, invoke, monkeypatch):
        path = write("README.md", BAD)
        monkeypatch.setattr(rounds, "harm_done", lambda *_: "would change `/name` too")
        result = invoke("fix")
        assert result.stderr == (
            "cardcheck: README.md: the fix of `license/unknown-id` was refused, for it would change `/name` too;"
            " please report it\nNothing to fix in 1 card\n"
        )
        assert (path.read_text(), result.exit_code) == (BAD, 1)

    def test_a_reason_cannot_smuggle_anything_in(self, write, invoke, monkeypatch):
        write("README.md", BAD)
        monkeypatch.setattr(rounds, "harm_done", lambda *_: "would say \x1b[31m\u202e" + "x" * 9999)
        told = invoke("fix").stderr
        assert "\x1b" not in told
        assert "\u202e" not in told
        assert len(told) < 600

    def test_no_fixed_point_is_our_bug(self, write, invoke, monkeypatch):
        path = write("README.md", BAD)
        monkeypatch.setattr(rounds, "_MOST_ROUNDS", 0)
        result = invoke("fix")
        assert (
            "README.md was left alone: after 0 rounds there are still fixes to apply; please report it" in result.stderr
        )
        assert (path.read_text(), result.exit_code) == (BAD, 2)

    def test_what_is_not_utf8_is_for_a_person(self, write, invoke):
        path = write("README.md", BAD.encode() + b"\xff")
        result = invoke("fix", "--format", "json")
        assert "README.md was left alone: the card is not UTF-8, and only a person can tell" in result.stderr
        assert json.loads(result.stdout)["cards"] == json.loads(invoke("check", "--format", "json").stdout)["cards"]
        assert path.read_bytes() == BAD.encode() + b"\xff"
        assert result.exit_code == invoke("check").exit_code

    def test_a_crash_is_told_and_the_others_are_fixed(self, write, invoke, monkeypatch):
        paths = [write(f"{name}/README.md", BAD) for name in "ab"]
        real = rounds.fix_card
        crash = mock.Mock(
            side_effect=lambda linter, task, *rest: real(linter, task, *rest) if "b" in task.source else 1 / 0
        )
        monkeypatch.setattr(rounds, "fix_card", crash)
        result = invoke("fix", "a/README.md", "b/README.md")
        assert result.exit_code == 2
        assert "ZeroDivisionError" in result.stdout
        assert [path.read_text() for path in paths] == [BAD, GOOD]


class TestExitCodes:
    @pytest.mark.parametrize(
        ("card", "args", "code"),
        [
            (BAD, [], 0),
            (LEFT, [], 1),
            (LEFT, ["--fail-on", "never"], 0),
            (BAD.replace("Text.", "TODO"), ["--fail-on", "warning"], 1),
            (bytes(range(256)), [], 3),
            (bytes(range(256)), ["--diff"], 3),
            (BAD, ["--diff"], 1),
            (BAD, ["--diff", "--fail-on", "never"], 0),
            (GOOD, ["--diff"], 0),
            (STUCK, ["--diff"], 0),
            (STUCK, ["--diff", "--output", "left.txt"], 1),
            (GOOD, ["--require", "files"], 0),
        ],
    )
    def test_they_are(self, write, invoke, card, args, code):
        write("README.md", card)
        assert invoke("fix", "README.md", *args).exit_code == code

    def test_3_a_required_fact_is_not_there(self, write, invoke):
        write("card.md", BAD)
        assert invoke("fix", "card.md", "--require", "files").exit_code == 3

    @pytest.mark.parametrize("options", [[], ["--diff"]])
    def test_2_no_such_file_and_the_others_are_fixed(self, write, invoke, options):
        write("README.md", BAD)
        result = invoke("fix", "nowhere.md", "README.md", *options)
        assert result.exit_code == 2
        assert "`nowhere.md` is not there" in result.stderr
        assert "1 problem in 1 card" in result.stderr

    def test_3_a_folder_without_a_card(self, write, invoke):
        write("empty/x.txt", "")
        assert invoke("fix", "empty").exit_code == 3

    def test_3_a_card_that_cannot_be_written(self, write, invoke):
        path = write("README.md", BAD)
        path.chmod(0o444)
        result = invoke("fix", "--format", "concise")
        assert result.stderr == "cardcheck: `README.md` is read-only, so it was left alone\n"
        assert "license/unknown-id" in result.stdout
        assert (path.read_text(), result.exit_code) == (BAD, 3)


class TestStandardInput:
    def test_the_card_comes_out_and_the_report_beside_it(self, invoke):
        result = invoke("fix", "-", "--format", "concise", stdin=LEFT)
        assert result.stdout == STUCK
        assert "<stdin>:2:" in result.stderr
        assert result.exit_code == 1

    @pytest.mark.parametrize("card", [BAD.encode() + b"\xff", "\ufeffx\r\ny\rz".encode(), b"", b"\0", GOOD.encode()])
    def test_what_is_not_fixed_comes_out_as_it_was(self, spawn, card):
        assert spawn("fix", "-", stdin=card).stdout == card

    def test_to_the_byte(self, spawn):
        card = "\ufeff" + BAD.replace("\n", "\r\n")
        assert spawn("fix", "-", stdin=card.encode()).stdout.decode() == "\ufeff" + GOOD.replace("\n", "\r\n")

    def test_what_cannot_be_read_does_not_come_out(self, spawn):
        process = spawn("fix", "-", stdin=bytes(range(256)) * 10)
        assert (process.stdout, process.returncode) == (b"", 3)

    def test_a_crash_loses_nothing(self, invoke, monkeypatch):
        monkeypatch.setattr(rounds, "fix_card", mock.Mock(side_effect=ZeroDivisionError))
        result = invoke("fix", "-", stdin=BAD)
        assert (result.stdout, result.exit_code) == (BAD, 2)

    def test_its_name(self, invoke):
        result = invoke("fix", "-", "--stdin-filename", "card.md", "--format", "concise", stdin=LEFT)
        assert "card.md:2:" in result.stderr

    def test_nothing_is_written(self, invoke, folder):
        invoke("fix", "-", "--stdin-filename", "card.md", stdin=BAD)
        assert list(folder.iterdir()) == []


def test_the_hook_is_one_that_pre_commit_takes():
    import yaml

    hooks = yaml.safe_load((resources.root() / ".pre-commit-hooks.yaml").read_text())
    assert {hook["id"]: hook["entry"] for hook in hooks} == {
        "cardcheck": "cardcheck check --only-cards",
        "cardcheck-fix": "cardcheck fix --only-cards",
    }
