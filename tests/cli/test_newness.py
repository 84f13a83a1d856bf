"""Only what is new: one defect among two hundred old ones is shown alone, with a baseline or against a revision."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

OLD = "---\nlicense: mit\n---\n# Harbour logs\n\nWhat the harbour master of Hull wrote down.\n\n" + "".join(
    f"See [part {number}](#part-{number}).\n\n" for number in range(200)
)
NEW_LINE = "See [the tides](#tides).\n\n"
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | {
    f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


@pytest.fixture
def git(tmp_path, monkeypatch):
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    def run(*command: str) -> None:
        subprocess.run(["git", *command], check=True, capture_output=True, cwd=tmp_path)

    run("init", "-q", "-b", "main")
    return run


@pytest.fixture
def committed(git, write):
    write("README.md", OLD)
    write("data/train.csv", "a\n1\n")
    git("add", ".")
    git("commit", "-q", "-m", "old")
    return git


def with_line(at: int) -> str:
    lines = OLD.splitlines(keepends=True)
    return "".join([*lines[:at], NEW_LINE, *lines[at:]])


def shown(result) -> list[tuple[int, str]]:
    (card,) = json.loads(result.stdout)["cards"]
    return [(finding["location"]["start"]["line"], finding["rule"]) for finding in card["findings"]]


def check(invoke, *options: str):
    return invoke("check", "README.md", "--isolated", "--fail-on", "warning", "--format", "json", *options)


class TestBase:
    @pytest.mark.usefixtures("committed")
    def test_exactly_the_new_one(self, write, invoke):
        write("README.md", with_line(207))
        assert len(shown(check(invoke))) > 200
        result = check(invoke, "--base", "HEAD")
        assert shown(result) == [(208, "links/broken-anchor")]
        assert result.exit_code == 1

    @pytest.mark.usefixtures("committed")
    def test_nothing_where_nothing_changed(self, invoke):
        result = check(invoke, "--base", "HEAD")
        assert (shown(result), result.exit_code) == ([], 0)

    def test_a_data_file_that_is_gone_is_new(self, git, write, invoke, tmp_path):
        write("README.md", OLD.replace("---\n#", "configs:\n- config_name: a\n  data_files: data/train.csv\n---\n#"))
        write("data/train.csv", "a\n1\n")
        git("add", ".")
        git("commit", "-q", "-m", "old")
        (tmp_path / "data" / "train.csv").rename(tmp_path / "data" / "other.csv")
        result = check(invoke, "--base", "HEAD", "--config", write("cardcheck.toml", "complete = true\n"))
        assert "repository/missing-data-file" in [rule for _, rule in shown(result)]

    @pytest.mark.usefixtures("committed")
    def test_what_the_change_drops_is_named(self, write, invoke):
        write("README.md", OLD.replace("license: mit", "pretty_name: Harbour logs"))
        assert "repository/clobbered" in [rule for _, rule in shown(check(invoke, "--base", "HEAD"))]

    def test_everything_that_is_dropped_is_named_however_much_it_is(self, git, write, invoke):
        keys = [f"the_{number}th_key" for number in range(30)]
        write("README.md", "".join(["---\n", *(f"{key}: said  # by {key}\n" for key in keys), "---\n"]))
        git("add", ".")
        git("commit", "-q", "-m", "old")
        write("README.md", "# Harbour logs\n")
        (card,) = json.loads(check(invoke, "--base", "HEAD").stdout)["cards"]
        told = {finding["rule"]: finding["message"] for finding in card["findings"]}
        assert all(f"`{key}`" in told["repository/clobbered"] for key in keys)
        assert all(f"“by {key}”" in told["repository/clobbered-comments"] for key in keys)
        report = invoke("check", "README.md", "--isolated", "--base", "HEAD", "--all").stdout
        assert all(f"`{key}`" in report and f"by {key}" in " ".join(report.split()) for key in keys)

    @pytest.mark.usefixtures("committed")
    def test_a_moved_section_shows_none(self, git, write, invoke):
        head, first, second = OLD + "## Tides\n\nTODO\n\n", "## Ships\n\nTODO\n\n", "## Crews\n\n[part](#crew)\n\n"
        write("README.md", head + first + second)
        git("commit", "-q", "-a", "-m", "sections")
        write("README.md", head + second + first)
        result = check(invoke, "--base", "HEAD")
        assert len(shown(check(invoke))) > 200
        assert (shown(result), result.exit_code) == ([], 0)

    @pytest.mark.usefixtures("committed")
    def test_moved_text_shows_none_and_a_new_defect_in_it_alone(self, git, write, invoke):
        parts = OLD.partition("See [part 150]")
        moved = parts[1] + parts[2] + "\n" + "## Ships\n\nWhat came in.\n\n"
        write("README.md", parts[0] + "## Ships\n\nWhat came in.\n\n" + parts[1] + parts[2])
        git("commit", "-q", "-a", "-m", "sections")
        write("README.md", parts[0] + moved)
        assert shown(check(invoke, "--base", "HEAD")) == []
        write("README.md", parts[0] + moved + NEW_LINE)
        assert [rule for _, rule in shown(check(invoke, "--base", "HEAD"))] == ["links/broken-anchor"]

    @pytest.mark.usefixtures("committed")
    def test_a_new_card_is_shown_whole(self, write, invoke):
        write("more/README.md", OLD)
        result = invoke("check", "more/README.md", "--isolated", "--format", "json", "--base", "HEAD")
        assert len(shown(result)) > 200

    @pytest.mark.usefixtures("committed")
    def test_no_such_revision(self, invoke):
        result = check(invoke, "--base", "nowhere")
        assert result.exit_code == 2
        assert "`nowhere` is no revision of the git repository here" in result.stderr


class TestBaseline:
    def test_exactly_the_new_one(self, write, invoke):
        write("README.md", OLD)
        written = check(invoke, "--baseline", "known.json", "--write-baseline")
        assert (shown(written), written.exit_code) == ([], 0)
        assert shown(check(invoke, "--baseline", "known.json")) == []
        write("README.md", with_line(107))
        assert len(shown(check(invoke))) > 200
        result = check(invoke, "--baseline", "known.json")
        assert (shown(result), result.exit_code) == ([(108, "links/broken-anchor")], 1)

    def test_a_moved_section_shows_none(self, write, invoke):
        head, first, second = OLD + "## Tides\n\nTODO\n\n", "## Ships\n\nTODO\n\n", "## Crews\n\n[part](#crew)\n\n"
        write("README.md", head + first + second)
        check(invoke, "--baseline", "known.json", "--write-baseline")
        write("README.md", head + second + first)
        assert len(shown(check(invoke))) > 200
        assert shown(check(invoke, "--baseline", "known.json")) == []

    def test_what_is_gone_can_be_pruned(self, write, invoke, tmp_path):
        write("README.md", OLD)
        check(invoke, "--baseline", "known.json", "--write-baseline")
        write("README.md", OLD.replace("See [part 7](#part-7).\n\n", ""))
        assert "findings of `known.json` were not met again" in check(invoke, "--baseline", "known.json").stderr
        before = (tmp_path / "known.json").read_text().count("links/broken-anchor")
        check(invoke, "--baseline", "known.json", "--prune")
        assert (tmp_path / "known.json").read_text().count("links/broken-anchor") == before - 1
        assert shown(check(invoke, "--baseline", "known.json")) == []

    def test_other_cards_stay_in_it(self, write, invoke, tmp_path):
        write("a/README.md", OLD)
        write("README.md", OLD)
        for path in ("README.md", "a/README.md"):
            invoke("check", path, "--isolated", "--baseline", "known.json", "--write-baseline")
        assert set(json.loads((tmp_path / "known.json").read_text())["cards"]) == {"README.md", "a/README.md"}

    @pytest.mark.parametrize("option", ["--write-baseline", "--prune"])
    def test_they_need_the_file(self, write, invoke, option):
        write("README.md", OLD)
        result = check(invoke, option)
        assert result.exit_code == 2
        assert f"`{option}` needs `--baseline FILE`" in result.stderr

    def test_a_baseline_that_is_not_there(self, write, invoke):
        write("README.md", OLD)
        result = check(invoke, "--baseline", "gone.json")
        assert result.exit_code == 2
        assert "`--write-baseline` makes it" in result.stderr
