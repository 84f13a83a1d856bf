"""The comment on a pull request: one, edited in place, removed when there is nothing to say."""

from __future__ import annotations

import pytest
from fake_github import TOKEN
from pull_requests import CARD

WORSE = CARD.replace("license: mit", "license: apache2")
OURS = "github-actions[bot]"


@pytest.fixture
def worse(pull):
    pull.commit({"README.md": WORSE})
    return pull


def bodies(github) -> list[str]:
    return [comment["body"] for comment in github.comments]


@pytest.mark.usefixtures("worse")
def test_one_comment(act, github):
    outcome = act(comment="true")
    assert outcome.code == 1
    (body,) = bodies(github)
    lines = body.splitlines()
    assert len(lines) <= 12
    assert lines[0] == "<!-- cardcheck -->"
    assert lines[1].startswith("**cardcheck**: ")
    assert ", was " in lines[1]
    assert "`apache2` is not a license id" in body
    assert lines[-1].endswith("](https://github.example/acme/logs/actions/runs/11)")
    assert TOKEN not in outcome.log


@pytest.mark.usefixtures("worse")
def test_none_unless_it_is_wanted(act, github):
    act()
    assert github.requests == []


def test_it_is_edited_in_place_and_removed(worse, act, github):
    act(comment="true")
    act(comment="true")
    assert github.writes == ["POST"]
    worse.commit({"README.md": WORSE.replace("apache2", "apache3")})
    act(comment="true")
    assert github.writes == ["POST", "PATCH"]
    assert "apache3" in bodies(github)[0]
    worse.commit({"README.md": CARD})
    assert act(comment="true").code == 0
    assert github.writes == ["POST", "PATCH", "DELETE"]
    assert github.comments == []


def test_none_where_no_card_was_touched(pull, act, github):
    pull.commit({"notes.txt": "x\n"})
    act(comment="true")
    assert github.writes == []


@pytest.mark.usefixtures("worse")
def test_comments_of_others_are_left_alone(act, github):
    for number in range(230):
        github.say("<!-- cardcheck -->\nmine!" if number % 2 else None, "somebody")
    github.say("Something else", OURS)
    github.say("<!-- cardcheck -->\nold", OURS)
    github.say("<!-- cardcheck -->\nolder, by a run at the same time", OURS)
    act(comment="true")
    assert sorted(github.writes) == ["DELETE", "PATCH"]
    own = [comment["body"] for comment in github.comments if comment["user"]["login"] == OURS]
    assert own[0] == "Something else"
    assert "apache2" in own[1]
    assert len(own) == 2


@pytest.fixture
def comments(act, runner, python):
    """Check once, then comment as often as is wanted: what a comment meets says nothing of the check."""
    outputs = {"install": {"python": python}, "check": act(fail_on="never").outputs["check"]}
    return lambda: runner.run({"comment": "true"}, outputs)


@pytest.mark.usefixtures("worse")
@pytest.mark.parametrize("refuses_reading", [True, False])
def test_a_refusal_fails_nothing(comments, github, refuses_reading):
    github.refuses_reading = refuses_reading
    for refusal in (401, 403, 404, 302, 500, 503):
        github.refusal = refusal
        outcome = comments()
        assert outcome.code == 0
        assert outcome.ran == ["Comment on the pull request"]
        assert "title=cardcheck::No comment, for " in outcome.log
        assert "smuggled" not in outcome.log
        assert TOKEN not in outcome.log


@pytest.mark.usefixtures("worse")
def test_a_server_that_is_away_fails_nothing(comments, runner):
    runner.environment["GITHUB_API_URL"] = "http://127.0.0.1:9"
    outcome = comments()
    assert outcome.code == 0
    assert "No comment, for GitHub gave no answer" in outcome.log


def test_the_token_is_for_the_comment_only(runner):
    steps = runner.action["runs"]["steps"]
    assert [step["name"] for step in steps if "GITHUB_TOKEN" in step.get("env", {})] == ["Comment on the pull request"]
