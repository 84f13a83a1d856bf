"""`cardcheck audit` from the command line: what is said where, what is written, and the exit code."""

from __future__ import annotations

import json
import signal
import threading
from unittest import mock

import pytest
from click.testing import CliRunner
from small_repositories import card_of, files_of

from cardcheck.audit import record
from cardcheck.cli import cli


def keys(text: str) -> list[str]:
    return [json.loads(line)["key"] for line in text.splitlines()]


class TestExitCodes:
    def test_0_though_there_are_findings(self, audit, repositories):
        repositories("org/a", license_="apache2")
        assert audit("repos").exit_code == 0

    def test_1_where_asked_for(self, audit, repositories):
        repositories("org/a", license_="apache2")
        assert audit("repos", "--fail-on", "error").exit_code == 1

    @pytest.mark.parametrize(
        "args", [["no/such/folder"], ["repos", "--since", "yesterday"], ["repos", "--format", "sarif"], [], ["hf://x"]]
    )
    def test_2_for_what_cannot_be_meant(self, audit, repositories, args):
        repositories("org/a")
        result = audit(*args)
        assert result.exit_code == 2
        assert result.stdout == ""

    def test_2_for_a_check_that_crashed(self, audit, repositories, monkeypatch):
        repositories("org/a")
        monkeypatch.setattr("cardcheck.engine.linter.call", mock.Mock(side_effect=ZeroDivisionError))
        assert audit("repos", "--select", "license").exit_code == 2

    def test_3_for_a_card_on_which_everything_fails_and_the_others_are_there(self, audit, repositories, monkeypatch):
        def parse(data):
            if b"bad" in data:
                raise ZeroDivisionError
            return parse_card(data)

        parse_card = record.parse_card
        monkeypatch.setattr(record, "parse_card", parse)
        repositories("org/a", "org/bad")
        result = audit("repos", "--format", "jsonl")
        assert result.exit_code == 3
        assert keys(result.stdout) == ["org/a", "org/bad"]
        assert "org/bad (crashed): ZeroDivisionError" in result.stderr

    def test_3_for_a_card_that_is_none(self, audit, repositories, folder):
        repositories("org/a", "org/b")
        (folder / "repos/org/b/README.md").write_bytes(b"---\nlicense: mit\n---\n" + bytes(range(256)) * 40)
        result = audit("repos")
        assert result.exit_code == 3
        assert "org/b (unreadable): " in result.stderr


class TestReports:
    def test_the_suffix_names_the_format(self, audit, repositories, folder):
        repositories("org/a")
        assert audit("repos", "--output", "a.csv", "--output", "b.md", "--output", "json=c.txt").stdout == ""
        assert (folder / "a.csv").read_text().startswith("repo,")
        assert (folder / "b.md").read_text().startswith("#")
        assert json.loads((folder / "c.txt").read_text())

    def test_a_file_that_cannot_be_written(self, audit, repositories):
        repositories("org/a")
        result = audit("repos", "--output", "no/such/folder/a.csv")
        assert result.exit_code == 2
        assert "cannot be written" in result.stderr

    def test_a_report_that_is_not_written_to_its_end_leaves_the_old_one(self, audit, repositories, folder, monkeypatch):
        repositories("org/a")
        (folder / "a.csv").write_text("old")
        monkeypatch.setattr("cardcheck.observatory.csv.write", mock.Mock(side_effect=OSError(28, "No space left")))
        assert audit("repos", "--output", "a.csv").exit_code == 2
        assert (folder / "a.csv").read_text() == "old"
        assert not list(folder.glob(".a.csv*"))

    def test_they_are_in_the_order_of_keys(self, audit, repositories):
        repositories("z/1", "a/2", "m/3")
        assert keys(audit("repos", "--format", "jsonl").stdout) == ["a/2", "m/3", "z/1"]

    def test_a_run_is_kept_for_the_trend(self, audit, repositories, folder, monkeypatch):
        repositories("org/a", license_="apache2")
        audit("repos", "--history", "runs")
        repositories("org/a")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795428000")
        told = json.loads(audit("repos", "--history", "runs", "--format", "json").stdout)
        assert [run["date"] for run in told["history"]] == ["2026-11-22T10:00:00Z"]
        assert len(list((folder / "runs").iterdir())) == 2


class TestWhoseRules:
    def test_a_repository_under_audit_does_not_choose_them(self, audit, repositories, folder):
        repositories("org/a", license_="apache2")
        for place in ("repos", "repos/org/a"):
            (folder / place / "cardcheck.toml").write_text('ignore = ["license"]\n')
        assert audit("repos", "--fail-on", "error").exit_code == 1

    def test_who_audits_does(self, audit, repositories, folder):
        repositories("org/a", license_="apache2")
        (folder / "cardcheck.toml").write_text('ignore = ["license"]\n')
        assert audit("repos", "--fail-on", "error").exit_code == 0


class TestJournal:
    def test_without_being_told_it_lies_in_the_cache(self, repositories, folder, monkeypatch):
        monkeypatch.setenv("CARDCHECK_CACHE_DIR", str(folder / "cache"))
        repositories("org/a")
        result = CliRunner().invoke(cli, ["audit", "repos"])
        assert result.exit_code == 0
        (journal,) = (folder / "cache" / "audits").iterdir()
        assert journal.name.startswith("repos-")

    def test_other_settings_start_anew(self, audit, repositories):
        repositories("org/a")
        audit("repos")
        result = audit("repos", "--ignore", "license")
        assert "with other settings: the audit starts anew" in result.stderr
        assert result.exit_code == 0

    def test_a_file_of_somebody_else_is_left_alone(self, audit, repositories, folder):
        repositories("org/a")
        (folder / "notes").write_text("mine\n")
        assert audit("repos", "--journal", "notes").exit_code == 2
        assert (folder / "notes").read_text() == "mine\n"


class TestInterrupted:
    def test_one_sentence_and_the_journal_is_kept(self, own_hub, started, folder):
        for number in range(12):
            own_hub.add(f"org/set-{number}", files_of(f"set{number}"))
        is_time, is_over = threading.Event(), threading.Event()

        def hold(_: object) -> None:
            is_time.set()
            is_over.wait()

        own_hub.before("/raw/", hold, skip=8)
        args = ["hf://datasets/org", "--journal", str(folder / "journal"), "--jobs", "2", "--format", "jsonl"]
        process = started(*args, **own_hub.env)
        while not is_time.wait(0.05) and process.poll() is None:
            pass
        process.send_signal(signal.SIGINT)
        out, errors = process.communicate()
        is_over.set()
        assert process.returncode == 130
        assert out == b""
        assert errors.count(b"\n") == 1
        assert b"the same command goes on from there" in errors
        process = started(*args, **own_hub.env)
        out, errors = process.communicate()
        assert process.returncode == 0
        assert len(keys(out.decode())) == 12
        assert b"going on with the audit" in errors


class TestHostile:
    NAME = "a\x1b[2J\u202eb"

    def test_nothing_smuggled_reaches_a_terminal(self, audit, repositories, folder):
        repositories(f"org/{self.NAME}", "org/b")
        (folder / "repos/org/b/README.md").write_bytes(b"---\nlicense: \x1b[31m\n---\n\0\0" + bytes(range(32)) * 99)
        result = audit("repos", "--verbose")
        assert "\x1b" not in result.output
        assert "\u202e" not in result.output

    def test_a_table_may_hold_anything(self, audit, folder):
        rows = [{"id": name, "card": card_of("x")} for name in (self.NAME, "../../etc", "\udc80", "=1+1", "<script>")]
        (folder / "cards.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
        for format_ in ("text", "markdown", "csv", "html", "json"):
            result = audit("cards.jsonl", "--format", format_)
            assert result.exit_code == 0, result.output
            assert "\x1b" not in result.stdout

    def test_no_secret_of_a_card_is_kept(self, audit, folder, repositories):
        token = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567"[:34]
        repositories("org/a", license_="apache2")
        card = folder / "repos/org/a/README.md"
        card.write_text(card.read_text().replace("license: apache2", f"license: apache2 # {token}"))
        result = audit("repos", "--format", "json")
        assert result.exit_code == 0
        assert token not in result.output
        assert token not in (folder / "journal").read_text()
