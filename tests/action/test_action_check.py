"""The action's main step: what is new in a pull request, at its line, in the summary and in files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pull_requests import CARD

MORE = "\nSee [that](#that).\n"
WORSE = CARD.replace("license: mit", "license: apache2") + MORE


def found(outcome) -> list[str]:
    (card,) = json.loads(Path(outcome.outputs["check"]["json"]).read_text())["cards"]
    return [finding["rule"] for finding in card["findings"]]


def test_only_what_is_new(pull, act):
    pull.commit({"README.md": CARD + MORE})
    outcome = act(fail_on="warning")
    assert found(outcome) == ["links/broken-anchor"]
    (told,) = outcome.commands
    assert told.startswith("::warning file=README.md,line=11,endLine=11,col=")
    assert outcome.code == 1
    assert f"Only what is new since `{pull.base[:12]}`" in outcome.summary
    assert "#that" in outcome.summary
    assert "#it" not in outcome.summary


def test_the_score_before_and_after_and_the_fix(pull, act):
    pull.commit({"README.md": WORSE})
    outcome = act()
    assert outcome.code == 1
    assert "score **" in outcome.summary
    assert ", was " in outcome.summary
    assert "```diff" in outcome.summary
    assert "+license: apache-2.0" in outcome.summary
    assert outcome.commands[0].startswith("::error file=README.md,line=2,")


def test_all_of_it_where_nothing_is_compared(act, pull):
    pull.commit({"README.md": CARD + MORE})
    assert found(act(base="none")).count("links/broken-anchor") == 2


def test_a_push_is_not_compared(act, runner):
    Path(runner.environment["GITHUB_EVENT_PATH"]).write_text('{"ref": "refs/heads/main"}')
    assert "links/broken-anchor" in found(act())


def test_a_merge_commit_is_compared_with_what_it_goes_into(pull, act, runner):
    pull.commit({"notes.txt": "x\n"})
    pull.git("checkout", "-q", "main")
    pull.commit({"README.md": CARD + MORE})
    newer = pull.git("rev-parse", "HEAD")
    pull.git("merge", "-q", "--no-edit", "change")
    runner.environment["GITHUB_SHA"] = pull.git("rev-parse", "HEAD")
    outcome = act()
    assert found(outcome) == []
    assert f"`{newer[:12]}`" in outcome.summary


def test_a_branch_that_took_up_main_is_compared_with_main(pull, act):
    pull.commit({"README.md": CARD + MORE})
    pull.git("checkout", "-q", "main")
    pull.commit({"notes.txt": "x\n"})
    pull.git("checkout", "-q", "change")
    pull.git("merge", "-q", "--no-edit", "main")
    assert found(act()) == ["links/broken-anchor"]


def test_a_branch_that_is_behind_is_compared_with_where_it_began(pull, act, runner):
    pull.commit({"notes.txt": "x\n"})
    pull.git("checkout", "-q", "main")
    pull.commit({"README.md": CARD.replace("See [it](#it).", "")})
    tip = pull.git("rev-parse", "HEAD")
    pull.git("checkout", "-q", "change")
    Path(runner.environment["GITHUB_EVENT_PATH"]).write_text(
        json.dumps({"pull_request": {"number": 7, "base": {"sha": tip}}})
    )
    assert found(act()) == []


def test_a_shallow_clone_is_filled_up(pull, act, runner, tmp_path):
    pull.commit({"README.md": CARD + MORE})
    shallow = tmp_path / "shallow"
    pull.git("clone", "-q", "--depth=1", "--branch=change", f"file://{pull.folder}", str(shallow))
    runner.workspace = shallow
    assert found(act()) == ["links/broken-anchor"]


@pytest.mark.parametrize("sha", ["0" * 40, "--upload-pack=touch x", ""])
def test_what_was_before_cannot_be_told(pull, act, runner, sha):
    pull.commit({"README.md": CARD + MORE})
    Path(runner.environment["GITHUB_EVENT_PATH"]).write_text(
        json.dumps({"pull_request": {"number": 7, "base": {"sha": sha}}})
    )
    outcome = act(comment="true")
    assert found(outcome).count("links/broken-anchor") == 2
    assert "What was there before cannot be told" in outcome.log
    assert "Comment on the pull request" not in outcome.ran


def test_a_clean_change(pull, act):
    pull.commit({"README.md": CARD + "\nMore words.\n"})
    outcome = act()
    assert (outcome.code, outcome.commands) == (0, [])
    assert "nothing to mend" in outcome.summary


def test_a_card_that_became_better(pull, act):
    pull.commit({"README.md": CARD.replace("task_ids: []", "language: en\npretty_name: Harbour logs of Hull")})
    summary = act().summary
    assert ", was " in summary
    assert "nothing new to mend · " in summary


def test_files_for_other_actions(pull, act, runner):
    pull.commit({"README.md": WORSE})
    outcome = act()
    log = json.loads(Path(outcome.of("sarif", runner.action)).read_text())
    assert log["runs"][0]["results"][0]["ruleId"]
    assert json.loads(Path(outcome.of("json", runner.action)).read_text())["format"] == 1


def test_inputs_are_options(pull, act):
    pull.commit({"README.md": WORSE, "x.toml": 'ignore = ["license"]\n'})
    assert "license/unknown-id" not in found(act(config="x.toml"))
    assert act(min_score="100", fail_on="never").code == 1
    assert act(fail_on="never").code == 0
    assert act(profile="none such").code == 2


def test_a_job_that_cannot_be_done(act):
    outcome = act(min_score="many", comment="true")
    assert outcome.code == 2
    assert "could not do its job" in outcome.commands[0]
    assert outcome.ran == ["Check dataset cards"]


def test_a_summary_is_no_longer_than_github_takes(pull, act):
    pull.commit({f"c/{number}/dataset_card.md": WORSE * 3 for number in range(150)})
    summary = act(paths="c", base="none").summary
    assert len(summary.encode()) < 1024**2
