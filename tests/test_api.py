"""What Python programs are promised: three functions, loaded when they are asked for."""

from __future__ import annotations

import itertools

import pytest

import cardcheck
from cardcheck.model.config import Config
from cardcheck.run import NoCardError

CARD = "---\nlicense: nope\ntask_categories: [other]\n---\n# T\n\nText.\n"


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str = CARD) -> str:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return name

    return write


class TestCheck:
    def test_one_card(self, write):
        report = cardcheck.check(write("README.md"))
        assert isinstance(report, cardcheck.CardReport)
        assert (report.source, report.status) == ("README.md", "checked")

    def test_a_path(self, write, tmp_path):
        write("README.md")
        assert cardcheck.check(tmp_path / "README.md").status == "checked"

    def test_a_folder_with_one_card(self, write):
        write("data/README.md")
        assert cardcheck.check("data").source == "data/README.md"

    def test_findings(self, write):
        report = cardcheck.check(write("README.md"))
        assert all(isinstance(finding, cardcheck.Finding) for finding in report.findings)
        assert "license/unknown-id" in {finding.rule for finding in report.findings}

    def test_two_cards(self, write):
        write("a/README.md")
        write("b/README.md")
        with pytest.raises(ValueError, match="more than one card; use check_many"):
            cardcheck.check(".")

    def test_no_card(self, write):
        write("empty/x.txt")
        with pytest.raises(ValueError, match="holds no dataset card"):
            cardcheck.check("empty")

    def test_no_file(self, write):
        write("x.txt")
        with pytest.raises(ValueError, match="is not there"):
            cardcheck.check("nowhere.md")

    def test_a_file_that_is_no_card(self, write, tmp_path):
        write("README.md")
        (tmp_path / "README.md").write_bytes(bytes(range(256)))
        report = cardcheck.check("README.md")
        assert (report.status, report.reason) == ("unreadable", "this is a binary file, not a card")

    def test_its_configuration_holds(self, write):
        write("cardcheck.toml", 'select = ["prose/placeholder"]\n')
        assert cardcheck.check(write("README.md")).findings == ()

    def test_settings_given_win(self, write):
        write("cardcheck.toml", 'select = ["prose/placeholder"]\n')
        report = cardcheck.check(write("README.md"), Config(select=("license/unknown-id",)))
        assert [finding.rule for finding in report.findings] == ["license/unknown-id"]


class TestCheckText:
    def test_text(self):
        report = cardcheck.check_text(CARD)
        assert (report.source, report.status) == ("<text>", "checked")

    def test_without_files_nothing_is_said_of_them(self):
        report = cardcheck.check_text("[a](a.csv)\n")
        assert "links/missing-file" in {skipped.rule for skipped in report.skipped}

    def test_files(self):
        report = cardcheck.check_text("[a](a.csv) [b](b.csv)\n", files=["b.csv", "README.md"])
        found = [finding.message for finding in report.findings if finding.rule == "links/missing-file"]
        assert [message.split("`")[1] for message in found] == ["a.csv"]

    def test_no_files_at_all(self):
        assert cardcheck.check_text("# T\n", files=[]).facts["files"] == "available"

    def test_it_reads_no_configuration(self, write):
        write("cardcheck.toml", 'select = ["prose/placeholder"]\n')
        assert "license/unknown-id" in {finding.rule for finding in cardcheck.check_text(CARD).findings}


class TestCheckMany:
    def test_in_the_order_of_the_targets(self, write):
        names = [write("b/README.md"), write("a/README.md")]
        assert [report.source for report in cardcheck.check_many(names)] == names

    def test_card_by_card(self, write):
        first = write("README.md")
        reports = cardcheck.check_many(itertools.chain([first], ["nowhere.md"]))
        assert next(reports).source == "README.md"
        with pytest.raises(ValueError, match="nowhere"):
            next(reports)

    def test_no_targets(self):
        assert list(cardcheck.check_many([])) == []

    def test_a_target_without_a_card(self, write):
        write("empty/x.txt")
        with pytest.raises(NoCardError):
            list(cardcheck.check_many(["empty"]))


class TestNames:
    @pytest.mark.parametrize("name", cardcheck.__all__)
    def test_each_is_there(self, name):
        assert getattr(cardcheck, name) is not None

    def test_they_are_listed(self):
        assert set(cardcheck.__all__) <= set(dir(cardcheck))

    def test_another_is_not(self):
        with pytest.raises(AttributeError, match="module 'cardcheck' has no attribute 'chekc'"):
            cardcheck.chekc  # noqa: B018
