"""The journal: what is written is there, whatever happened in between, and belongs to the audit that asks."""

from __future__ import annotations

import hashlib
import json

import pytest
from small_repositories import DATE, HEAD

from cardcheck.audit.entry import Entry
from cardcheck.audit.journal import Journal, Pass
from cardcheck.audit.lines import LinesError
from cardcheck.model.audit import AuditRecord
from cardcheck.model.document import Document
from cardcheck.model.hub import HubRepo

LATER = "2026-11-23T10:00:00Z"
HOSTILE = 'a"b\\\n{"key": "c"}\u2028\udc80\u202e/☃'


def record(key: str, outcome: str = "checked", sha: str | None = "1", **about: object) -> AuditRecord:
    hub = HubRepo(key, sha=sha, tags=("a", "b"), **about) if sha is not None else None
    facts = {"files": "available"}
    return AuditRecord(key, "repos", outcome, state=sha, hub=hub, card={"facts": facts, "findings": []}, sketch=(1, 2))


def entry(key: str, sha: str | None = "1", **about: object) -> Entry:
    return Entry(key, "repos", key, None if sha is None else HubRepo(key, sha=sha, tags=("a", "b"), **about))


def written(folder, *records: AuditRecord, is_over: bool = True) -> None:
    with Journal.open(folder / "journal", HEAD, Pass(DATE)) as journal:
        for one in records:
            journal.add(one)
        if is_over:
            journal.finish()


def reopened(folder, date: str = LATER, **options: object) -> Journal:
    return Journal.open(folder / "journal", options.pop("head", HEAD), Pass(date), **options)


class TestRecords:
    def test_they_come_back_as_they_were(self, journal):
        for key in ("b", "a", HOSTILE):
            journal.add(record(key))
        assert list(journal.records()) == [record(key) for key in sorted(["b", "a", HOSTILE])]

    def test_the_newest_of_a_key_counts(self, journal):
        journal.add(record("a", sha="1"))
        journal.add(record("a", sha="2"))
        assert [one.state for one in journal.records()] == ["2"]

    def test_names_of_files_are_not_kept(self, journal):
        journal.add(record("a"))
        renewed = journal.renew("a", HubRepo("a", sha="1", downloads=9, paths=("x",)))
        assert renewed.hub == HubRepo("a", sha="1", downloads=9)


class TestInterrupted:
    def test_a_run_that_was_cut_off_goes_on(self, folder):
        written(folder, record("a"), is_over=False)
        with reopened(folder) as journal:
            assert journal.is_resumed
            assert journal.run.date == DATE
            assert [one.key for one in journal.records()] == ["a"]

    def test_what_is_done_stands(self, folder):
        written(folder, record("a"), is_over=False)
        with reopened(folder) as journal:
            assert journal.standing(entry("a")) == record("a")
            assert journal.standing(entry("a", sha=None)) == record("a")
            assert journal.standing(entry("b")) is None

    def test_what_has_changed_meanwhile_does_not(self, folder):
        written(folder, record("a"), is_over=False)
        with reopened(folder) as journal:
            assert journal.standing(entry("a", sha="2")) is None
            assert journal.standing(entry("a", gated="auto")) is None

    @pytest.mark.parametrize("outcome", ["gated", "unreachable", "missing", "crashed"])
    def test_a_fault_is_asked_again(self, folder, outcome):
        written(folder, record("a", outcome), is_over=False)
        with reopened(folder) as journal:
            assert journal.standing(entry("a")) is None

    def test_a_fact_that_could_not_be_had_is_asked_again(self, folder):
        lame = record("a")._replace(card={"facts": {"files": "unavailable: the Hub does not answer"}, "findings": []})
        written(folder, lame, is_over=False)
        with reopened(folder) as journal:
            assert journal.standing(entry("a")) is None

    def test_another_share_of_the_targets_is_another_run(self, folder):
        written(folder, record("a"), is_over=False)
        with Journal.open(folder / "journal", HEAD, Pass(LATER, limit=5)) as journal:
            assert not journal.is_resumed
            assert list(journal.records()) == []

    def test_a_run_of_last_week_is_not_gone_on_with(self, folder):
        written(folder, record("a"), is_over=False)
        with reopened(folder, "2026-11-29T10:00:00Z") as journal:
            assert not journal.is_resumed
            assert journal.known(entry("a")) == record("a").hub

    def test_a_card_of_a_table_stands_while_it_is_the_same(self, folder):
        state = hashlib.sha256(b"card").hexdigest()
        written(folder, record("a", sha=None)._replace(state=state), is_over=False)
        with reopened(folder) as journal:
            for data, stands in ((b"card", True), (b"other", False)):
                assert bool(journal.standing(Entry("a", "repos", document=Document("a", data)))) is stands

    def test_a_card_with_files_beside_it_is_judged_again(self, folder):
        state = hashlib.sha256(b"card").hexdigest()
        written(folder, record("a", sha=None)._replace(state=state), is_over=False)
        with reopened(folder) as journal:
            assert journal.standing(Entry("a", "repos", document=Document("a", b"card", folder=folder))) is None

    def test_cut_at_any_byte_it_holds_what_was_whole(self, folder):
        written(folder, record("a"), record(HOSTILE), is_over=False)
        path = folder / "journal"
        whole = path.read_bytes()
        ends = [at + 1 for at, byte in enumerate(whole) if byte == ord("\n")]
        for size in range(len(whole)):
            path.write_bytes(whole[:size])
            with reopened(folder) as journal:
                assert len(journal) == sum(end <= size for end in ends[2:])
                journal.add(record("c"))
                assert [one.key for one in journal.records()][-1] == "c"
            with reopened(folder) as journal:
                assert "c" in {one.key for one in journal.records()}

    def test_what_is_no_line_of_a_journal_ends_it(self, folder):
        written(folder, record("a"), is_over=False)
        with (folder / "journal").open("ab") as file:
            file.write(b'\0\0\0\n{"key": "b", "outcome": "checked"}\n')
        with reopened(folder) as journal:
            assert [one.key for one in journal.records()] == ["a"]


class TestLaterRun:
    def test_it_begins_with_nothing(self, folder):
        written(folder, record("a"))
        with reopened(folder) as journal:
            assert not journal.is_resumed
            assert journal.run.date == LATER
            assert list(journal.records()) == []

    def test_it_knows_what_the_one_before_learned(self, folder):
        written(folder, record("a"))
        with reopened(folder) as journal:
            assert journal.standing(entry("a")) is None
            assert journal.known(entry("a")) == record("a").hub

    def test_an_unchanged_repository_stands_with_new_figures(self, folder):
        written(folder, record("a", downloads=1))
        newer = HubRepo("a", sha="1", tags=("a", "b"), downloads=2)
        with reopened(folder) as journal:
            journal.renew("a", newer)
            assert list(journal.records()) == [record("a")._replace(hub=newer)]
        with reopened(folder) as journal:
            assert journal.is_resumed
            assert list(journal.records()) == [record("a")._replace(hub=newer)]

    def test_what_is_there_no_more_is_reported_no_more(self, folder):
        written(folder, record("a"), record("b"))
        with reopened(folder) as journal:
            journal.add(record("b"))
            assert [one.key for one in journal.records()] == ["b"]

    def test_it_does_not_grow_for_ever(self, folder):
        long = record("a")._replace(opening="x" * 700_000)
        for _ in range(6):
            written(folder, long)
        assert (folder / "journal").stat().st_size < 4 * 700_000
        with reopened(folder) as journal:
            assert journal.known(entry("a")) == long.hub


class TestWhoseItIs:
    @pytest.mark.usefixtures("journal")
    def test_not_two_at_once(self, folder):
        with pytest.raises(LinesError, match="in use"):
            Journal.open(folder / "journal", HEAD, Pass(DATE))

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"settings": "x"}, "other settings"),
            ({"targets": ("b",)}, "other targets"),
            ({"cardcheck": "9"}, "by card"),
        ],
    )
    def test_another_audit_starts_anew_and_the_old_one_is_kept(self, folder, change, words):
        written(folder, record("a"))
        before = (folder / "journal").read_bytes()
        with reopened(folder, head=HEAD._replace(**change)) as journal:
            assert words in (journal.note or "")
            assert list(journal.records()) == []
            assert journal.known(entry("a")) is None
        assert (folder / "journal.old").read_bytes() == before

    def test_fresh_forgets(self, folder):
        written(folder, record("a"))
        with reopened(folder, is_fresh=True) as journal:
            assert journal.known(entry("a")) is None

    @pytest.mark.parametrize("text", ["notes of mine\n", "{}", '{"key": "a"}\n', "\n"])
    def test_a_file_that_is_no_journal_is_left_alone(self, folder, text):
        (folder / "journal").write_text(text)
        for is_fresh in (False, True):
            with pytest.raises(LinesError, match="left alone"):
                reopened(folder, is_fresh=is_fresh)
        assert (folder / "journal").read_text() == text

    def test_its_head_says_what_it_is_of(self, folder):
        written(folder)
        head = json.loads((folder / "journal").read_text().partition("\n")[0])
        assert head == {
            "journal": 1,
            "targets": ["repos"],
            "cardcheck": "0.1.0",
            "spec": "2026-08",
            "settings": "settings",
        }


class TestAnotherHand:
    @pytest.mark.parametrize(
        "about",
        [{"hub": [1]}, {"hub": {"id": 7}}, {"card": 5}, {"diff": None}, {"sketch": None}, {"more": 1}, {"target": 5}],
    )
    def test_what_is_no_record_is_told(self, tmp_path, about):
        written(tmp_path, record("a"), is_over=False)
        path = tmp_path / "journal"
        *lines, last = path.read_bytes().splitlines(keepends=True)
        path.write_bytes(b"".join(lines) + json.dumps(json.loads(last) | about).encode() + b"\n")
        with reopened(tmp_path) as journal, pytest.raises(LinesError, match="by another hand"):
            list(journal.records())

    @pytest.mark.parametrize(
        "line", [b'{"key": 5}', b'{"same": [1]}', b"[" * 100_000, b"\0", b'{"run": {"date": 5, "x": 1}}']
    )
    def test_what_stands_before_a_line_that_is_none_counts(self, tmp_path, line):
        written(tmp_path, record("a"), is_over=False)
        with (tmp_path / "journal").open("ab") as file:
            file.write(line + b"\n")
        with reopened(tmp_path) as journal:
            assert [one.key for one in journal.records()] == ["a"]
