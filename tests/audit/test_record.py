"""What is kept of one repository, and that it comes back from JSON as it was."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_repositories import card_of

from cardcheck.audit.entry import Entry, Fault
from cardcheck.audit.reading import Reading, missing_facts, unlike
from cardcheck.audit.record import from_object, is_settled, record_of, to_line
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task
from cardcheck.model.audit import AuditRecord
from cardcheck.model.facts import FileList, RepoFacts, RepoFile, Unavailable
from cardcheck.model.hub import HubRepo
from cardcheck.model.run import Run

LINTER = Linter.of()
RUN = Run("0.1.0", "2026-08", "docs")


def kept(card: str | bytes, hub: HubRepo | None = None, facts: RepoFacts | None = None) -> AuditRecord:
    data = card if isinstance(card, bytes) else card.encode()
    task = Task("org/a", data, facts or RepoFacts(), "org/a")
    return record_of(Reading(Entry("org/a", "t"), task, hub), LINTER, RUN)


class TestTitle:
    def test_the_name_for_people(self):
        assert kept("---\npretty_name: Tides of  the\n  coast\n---\n# Other\n").title == "Tides of the coast"

    def test_else_the_first_heading(self):
        assert kept("# *Tides* of\n\n## Two\n").title == "Tides of"

    @pytest.mark.parametrize("card", ["", "Text.\n", "---\npretty_name: [a]\n---\n", "---\n: :\n---\n", "#\n"])
    def test_none(self, card):
        assert kept(card).title is None

    def test_it_is_short(self):
        assert len(kept(f"# {'x' * 5000}\n").title or "") == 120


class TestOpening:
    def test_the_first_paragraph_that_says_something(self):
        card = "# T\n\n<p align=center></p>\n\n![](a.png)\n\nTides of\nthe coast.\n\nMore.\n"
        assert kept(card).opening == "Tides of the coast."

    def test_none(self):
        assert kept("# T\n").opening == ""


class TestDiff:
    def test_the_safe_fixes(self):
        diff = kept("---\nlicense: apache2\n---\n# T\n").diff
        assert diff.startswith("--- a/README.md\n+++ b/README.md\n")
        assert "-license: apache2\n+license: apache-2.0\n" in diff

    def test_nothing_to_fix(self):
        assert kept("---\nlicense: mit\n---\n# T\n").diff == ""

    def test_a_secret_beside_a_fix_is_in_nothing(self):
        token = "hf_" + "AbCdEfGhIjKlMnOpQrStUvWxYz01234567"[:34]
        record = kept(f"---\nlicense: apache2\n---\n# T\n\n{token}\n")
        assert token not in to_line(record).decode()


class TestOutcome:
    def test_a_card_in_lfs(self):
        record = kept("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
        assert record.outcome == "lfs-card"
        assert is_settled(record)

    def test_a_fault(self):
        reading = Reading(Entry("a", "t"), hub=HubRepo("a", sha="1"), fault=Fault("gated", "it is gated"))
        record = record_of(reading, LINTER, RUN)
        assert (record.outcome, record.reason, record.state) == ("gated", "it is gated", "1")
        assert not is_settled(record)

    def test_a_fact_that_was_asked_for(self):
        record = kept(card_of("a"), facts=RepoFacts(files=Unavailable("no answer", asked=True)))
        assert record.outcome == "checked"
        assert record.reason == "the list of its files could not be had: no answer"
        assert not is_settled(record)

    def test_every_fact_has_words(self):
        assert missing_facts({"anything": "unavailable: why"}) == "the fact `anything` could not be had: why"

    def test_what_changed_its_name(self):
        assert kept(card_of("a"), HubRepo("org/b", asked_as="org/a")).reason == "`org/a` is called `org/b` by now"

    def test_the_state_is_the_commit_else_the_hash(self):
        assert kept("x", HubRepo("a", sha="1")).state == "1"
        assert len(kept("x").state or "") == 64


class TestJson:
    @settings(max_examples=40)
    @given(st.text(max_size=60), st.text(max_size=60))
    def test_it_comes_back(self, name, text):
        facts = RepoFacts(files=FileList((RepoFile("a.csv", 1),)))
        hub = HubRepo(name, sha="1", tags=(text,), paths=("a.csv",))
        record = kept(text.encode("utf-8", "surrogatepass"), hub, facts)._replace(key=name)
        line = to_line(record)
        assert line.count(b"\n") == 1
        assert line.startswith(b'{"key": ')
        assert from_object(json.loads(line)) == record


class TestUnlike:
    def test_figures_are_not_what_a_repository_is(self):
        assert not unlike(HubRepo("a", "1", downloads=1, likes=2), HubRepo("a", "1", downloads=9, last_modified="x"))

    @pytest.mark.parametrize("change", [{"sha": "2"}, {"gated": "auto"}, {"tags": ("x",)}, {"is_disabled": True}])
    def test_these_are(self, change):
        assert unlike(HubRepo("a", "1"), HubRepo("a", "1")._replace(**change))
