"""What a run says: to people, to machines, to the log of a workflow."""

from __future__ import annotations

import re

import pytest
from fakehub import TOKEN
from proposals import ADDRESS, CARD, NAME

from cardcheck.hub import pulls
from cardcheck.proposing import settle

KEYS = {"repo", "outcome", "reason", "number", "url", "revision", "problems", "title", "description", "diff"}
pytestmark = pytest.mark.usefixtures("repo")


def test_a_quiet_run_has_one_line_for_each(run):
    said = run("propose", ADDRESS, "--quiet")
    assert (said.out, said.err) == (f"{NAME}: would open a pull request\n", "")


def test_title_then_description_then_diff(run):
    out = run("propose", ADDRESS).out
    assert out.index("Title: [bot]") < out.index("**I am a bot.**") < out.index("--- a/README.md")


def test_the_marker_is_for_nobody_to_read(run):
    assert "cardcheck-propose" not in run("propose", ADDRESS).out


@pytest.mark.parametrize("args", [(), ("--open",)])
@pytest.mark.parametrize("target", [ADDRESS, "hf://datasets/acme/missing"])
def test_machines_get_the_same_keys_whatever_became_of_it(run, args, target):
    told = run("propose", target, "--format", "json", *args).repos
    assert [set(one) for one in told] == [KEYS]


def test_machines_get_nothing_but_json(run):
    said = run("propose", ADDRESS, "--format", "json")
    assert said.err == ""
    assert said.repos


def test_rules_link_to_their_pages_where_those_are_named(run):
    out = run("propose", ADDRESS, "--docs-url", "https://docs.example/rules#{family}{slug}").out
    assert "(https://docs.example/rules#licenseunknown-id)" in out


def test_a_page_with_another_place_is_a_wrong_option(run):
    said = run("propose", ADDRESS, "--docs-url", "https://docs.example/{nowhere}")
    assert said.code == 2
    assert "--docs-url" in said.err


def test_a_card_gives_no_command_to_a_workflow(hub, run, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    listed = "- reviews\n- |\n  ::error::owned\n- '##[error] @x'\n"
    card = CARD.replace("- reviews\n", listed)
    hub.add(NAME, {"README.md": card})
    out = run("propose", ADDRESS).out
    assert "would open" in out
    assert re.search(r"(?m)^\s*::|##\[", out) is None


def test_no_token_is_told(run):
    for args in ((), ("--open",), ("--open", "--format", "json"), ("--verbose",)):
        said = run("propose", ADDRESS, *args)
        assert TOKEN not in said.out + said.err


def test_who_stops_it_is_told_that_nothing_is_left_by_halves(repo, run, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(pulls, "open_pull", stop)
    said = run("propose", "--open", ADDRESS)
    assert said.code == 130
    assert "run again to go on" in said.err
    assert not repo.threads


def test_a_card_that_breaks_us_is_our_fault_and_the_others_are_done(hub, run, monkeypatch):
    hub.add("acme/films", {"README.md": CARD})
    real = settle.plan

    def broken(document, *rest):
        if document.repo == NAME:
            raise settle.NoProposalError("cardcheck crashed", is_fault=True, is_ours=True)
        return real(document, *rest)

    monkeypatch.setattr(settle, "plan", broken)
    said = run("propose", "--open", ADDRESS, "hf://datasets/acme/films")
    assert said.code == 2
    assert said.err.splitlines()[-1] == "opened 1; 1 not done"
