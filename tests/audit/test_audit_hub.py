"""An audit of an owner on the Hub, through the command line and the real client: what it asks, and what it tells."""

from __future__ import annotations

import json
import math

import pytest
from small_repositories import card_of, files_of

from cardcheck.hub import transport

ALWAYS = math.inf


def told(result) -> dict[str, dict]:
    """The repositories of a JSON-lines report."""
    return {record["key"]: record for record in map(json.loads, result.stdout.splitlines())}


@pytest.fixture
def ask(audit, hub):
    """Audit the owner `org`; what comes back are the records by key, and the whole result."""

    def ask(*args: str):
        result = audit("hf://datasets/org", "--format", "jsonl", *args)
        return told(result), result

    ask.hub = hub
    return ask


class TestBudget:
    def test_two_requests_a_repository_and_the_pages(self, ask):
        for number in range(200):
            ask.hub.add(f"org/set-{number:03}", files_of(f"set{number}"))
        records, result = ask()
        assert result.exit_code == 0
        assert len(records) == 200
        assert {record["outcome"] for record in records.values()} == {"checked"}
        assert {record["card"]["facts"]["files"] for record in records.values()} == {"available"}
        ask.hub.log.assert_budget(200, per_repo=2, page_size=100)
        ask.hub.log.assert_nothing_written()

    def test_one_request_a_repository_without_data(self, ask):
        for number in range(20):
            ask.hub.add(f"org/set-{number}", files_of(f"set{number}"))
        records, _ = ask("--no-data")
        assert len(records) == 20
        ask.hub.log.assert_budget(20, per_repo=1, page_size=100)

    def test_nothing_is_downloaded(self, ask):
        ask.hub.add("org/a", files_of("a"))
        ask()
        assert ask.hub.log.count("/resolve/") == 0

    def test_footers_alone_are_read(self, ask):
        pa = pytest.importorskip("pyarrow")
        pq = pytest.importorskip("pyarrow.parquet")
        sink = pa.BufferOutputStream()
        pq.write_table(pa.table({"a": pa.array(range(300_000))}), sink, compression="none")
        data = sink.getvalue().to_pybytes()
        ask.hub.add("org/a", {"README.md": card_of("a"), "data/train.parquet": data})
        records, result = ask("--parquet")
        assert result.exit_code == 0
        assert records["org/a"]["card"]["facts"]["parquet"] == "available"
        assert len(data) > 2_000_000
        assert ask.hub.log.bytes_sent("/resolve/|cdn|/lfs") < 200_000

    def test_unchanged_repositories_are_not_asked_again(self, ask):
        ask.hub.add("org/a", files_of("a"), downloads=1)
        ask.hub.add("org/b", files_of("b"))
        ask()
        ask.hub.log.clear()
        ask.hub.repos["org/a"].about.downloads = 7
        ask.hub.repos["org/b"].commit({"README.md": card_of("b", "apache-2.0")})
        records, _ = ask()
        assert records["org/a"]["hub"]["downloads"] == 7
        assert ask.hub.log.count("/org/a/") == 0
        assert ask.hub.log.count("/org/b/") == 2

    def test_fresh_asks_all(self, ask):
        ask.hub.add("org/a", files_of("a"))
        ask()
        ask.hub.log.clear()
        ask("--fresh")
        assert ask.hub.log.count("/org/a/") == 2

    def test_since(self, ask):
        ask.hub.add("org/old", files_of("old"), created="2025-01-01T00:00:00.000Z")
        ask.hub.add("org/new", files_of("new"), created="2026-11-02T00:00:00.000Z")
        records, _ = ask("--since", "2026-11-01")
        assert list(records) == ["org/new"]
        assert ask.hub.log.count("/org/old/") == 0

    def test_limit(self, ask):
        for name in "abc":
            ask.hub.add(f"org/{name}", files_of(name))
        records, _ = ask("--limit", "2")
        assert len(records) == 2


OUTCOMES = {
    "gated": ("gated", {}, "gated"),
    "403": ("403", {}, "private"),
    "401": ("401", {}, "private"),
    "404": ("404", {}, "missing"),
    "500": ("500", {}, "unreachable"),
    "502": ("502", {}, "unreachable"),
    "503": ("503", {}, "unreachable"),
    "limited": ("limited", {"retry_after": 600}, "unreachable"),
    "cut": ("cut", {}, "unreachable"),
    "drop": ("drop", {}, "unreachable"),
    "slow": ("slow", {"seconds": 5}, "unreachable"),
}


class TestFaults:
    @pytest.mark.parametrize("name", OUTCOMES)
    def test_it_is_named_and_the_others_are_there(self, ask, name, monkeypatch):
        kind, options, outcome = OUTCOMES[name]
        monkeypatch.setattr(transport, "READ_SECONDS", 0.5)
        for repo in ("a", "bad", "z"):
            ask.hub.add(f"org/{repo}", files_of(repo))
        ask.hub.fail("/org/bad/raw/", kind, times=ALWAYS, **options)
        records, result = ask()
        assert result.exit_code == 3
        assert {key: record["outcome"] for key, record in records.items()} == {
            "org/a": "checked",
            "org/bad": outcome,
            "org/z": "checked",
        }
        assert records["org/bad"]["reason"]
        assert f"org/bad ({outcome}): " in result.stderr

    @pytest.mark.parametrize("kind", ["500", "garbage", "not-json", "cut"])
    def test_a_fact_that_cannot_be_had_is_named_too(self, ask, kind):
        for repo in ("a", "bad"):
            ask.hub.add(f"org/{repo}", files_of(repo))
        ask.hub.fail("/org/bad/tree/", kind, times=ALWAYS)
        records, result = ask()
        assert result.exit_code == 3
        assert records["org/bad"]["outcome"] == "checked"
        assert "org/bad: the list of its files could not be had" in result.stderr

    def test_a_limit_that_ends_is_waited_for(self, ask):
        ask.hub.add("org/a", files_of("a"))
        ask.hub.fail("/org/a/raw/", "limited", times=2, retry_after=0)
        records, result = ask()
        assert result.exit_code == 0
        assert records["org/a"]["outcome"] == "checked"

    def test_the_viewer_is_down(self, ask):
        for repo in ("a", "b"):
            ask.hub.add(f"org/{repo}", files_of(repo))
        ask.hub.fail("^/viewer/", "503", times=ALWAYS)
        records, result = ask("--viewer")
        assert result.exit_code == 3
        assert {record["outcome"] for record in records.values()} == {"checked"}
        assert "org/a: the viewer's verdict could not be had" in result.stderr

    def test_a_repository_that_is_renamed_meanwhile_leads_to_its_card(self, ask):
        ask.hub.add("org/old", files_of("old"))
        ask.hub.add("org/z", files_of("z"))
        ask.hub.before("/org/old/raw/", lambda _: ask.hub.rename("org/old", "org/new"))
        records, result = ask()
        assert result.exit_code == 0
        assert records["org/old"]["outcome"] == "checked"

    def test_a_list_that_changes_between_its_pages_names_nothing_twice(self, ask):
        ask.hub.page_size = 5
        for number in range(12):
            ask.hub.add(f"org/set-{number:02}", files_of(f"set{number}"))
        ask.hub.before(r"^/api/datasets$", lambda _: ask.hub.add("org/aaa", files_of("aaa")), skip=1)
        records, result = ask()
        assert result.exit_code == 0
        assert {f"org/set-{number:02}" for number in range(12)} <= set(records)

    @pytest.mark.parametrize(
        ("kind", "outcome"), [("500", "unreachable"), ("cut", "unreachable"), ("garbage", "unreadable")]
    )
    def test_a_page_that_cannot_be_had(self, ask, kind, outcome):
        ask.hub.page_size = 5
        for number in range(12):
            ask.hub.add(f"org/set-{number:02}", files_of(f"set{number}"))
        ask.hub.fail(r"^/api/datasets$", kind, times=ALWAYS, skip=1)
        records, result = ask()
        assert result.exit_code == 3
        assert len(records) == 6
        assert records["hf://datasets/org"]["outcome"] == outcome
        assert f"hf://datasets/org ({outcome}): " in result.stderr

    def test_a_fault_that_is_gone_is_gone_from_the_next_audit(self, ask):
        for repo in ("a", "bad"):
            ask.hub.add(f"org/{repo}", files_of(repo))
        ask.hub.fail("/org/bad/raw/", "500", times=ALWAYS)
        assert ask()[1].exit_code == 3
        ask.hub.heal()
        ask.hub.log.clear()
        records, result = ask()
        assert result.exit_code == 0
        assert records["org/bad"]["outcome"] == "checked"
        assert ask.hub.log.count("/org/a/") == 0


class TestOutcomes:
    """What is no fault of anybody's, or not of the Hub's."""

    def outcome(self, ask, files, **about) -> tuple[str, int]:
        ask.hub.add("org/a", files_of("a"))
        ask.hub.add("org/odd", files, **about)
        records, result = ask()
        assert records["org/a"]["outcome"] == "checked"
        return records["org/odd"]["outcome"], result.exit_code

    def test_no_card(self, ask):
        assert self.outcome(ask, {"data.csv": "a\n1\n"}) == ("no-card", 0)

    def test_a_card_in_lfs(self, ask):
        assert self.outcome(ask, files_of("odd"), lfs=["README.md"]) == ("lfs-card", 0)

    def test_not_utf8(self, ask):
        assert self.outcome(ask, {"README.md": card_of("odd").encode() + b"caf\xe9\n"}) == ("checked", 0)

    def test_ten_megabytes(self, ask):
        assert self.outcome(ask, {"README.md": card_of("odd") + "word " * 2_100_000}) == ("checked", 0)

    def test_more_than_anybody_reads(self, ask):
        assert self.outcome(ask, {"README.md": card_of("odd") + "x" * (17 << 20)}) == ("unreadable", 3)

    def test_a_binary_file(self, ask):
        assert self.outcome(ask, {"README.md": bytes(range(256)) * 40}) == ("unreadable", 3)

    def test_disabled(self, ask):
        assert self.outcome(ask, files_of("odd"), disabled=True) == ("disabled", 0)

    def test_an_owner_who_has_nothing(self, audit, hub):
        hub.add("org/a", files_of("a"))
        result = audit("nobody", "--format", "jsonl")
        assert result.exit_code == 3
        assert "the Hub shows no dataset of `nobody`" in result.stderr

    def test_a_token_that_is_none_is_not_an_owner_who_has_nothing(self, audit, hub, monkeypatch):
        hub.add("org/a", files_of("a"))
        monkeypatch.setenv("HF_TOKEN", "añ")
        result = audit("org", "--format", "jsonl")
        assert result.exit_code == 3
        assert "the Hub does not accept the token" in result.stderr

    def test_a_dataset_that_is_called_otherwise_by_now(self, audit, hub):
        hub.add("org/new", files_of("new"), renamed_from=["org/old"])
        result = audit("hf://datasets/org/old", "--format", "jsonl")
        assert result.exit_code == 0
        assert told(result)["org/old"]["reason"] == "`org/old` is called `org/new` by now"

    def test_no_token_is_told(self, audit, hub, folder, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", "hf_secretsecretsecretsecretsecret")
        hub.add("org/a", files_of("a"))
        result = audit("hf://datasets/org", "--format", "jsonl")
        assert result.exit_code == 3
        assert "hf_secret" not in result.output + (folder / "journal").read_text()


class TestViewer:
    def test_where_we_and_the_viewer_differ_is_listed(self, audit, hub):
        hub.add("org/a", files_of("a"))
        hub.add("org/odd", files_of("odd"), viewer={"splits": {"default": {"test": 1}}})
        result = audit("hf://datasets/org", "--viewer", "--format", "json")
        assert result.exit_code == 0
        found = json.loads(result.stdout)["summary"]["disagreements"]
        assert {one["key"] for one in found} == {"org/odd"}
        assert "`train`" in found[0]["says"]


class TestTableOnTheHub:
    def test_a_table_of_cards(self, audit, hub):
        pa = pytest.importorskip("pyarrow")
        pq = pytest.importorskip("pyarrow.parquet")
        sink = pa.BufferOutputStream()
        table = {"datasetId": ["x/a", "x/b"], "card": [card_of("a"), card_of("b")], "noise": ["z" * 100_000] * 2}
        pq.write_table(pa.table(table), sink, compression="none", use_dictionary=False)
        hub.add("org/cards", {"README.md": card_of("t"), "data/cards.parquet": sink.getvalue().to_pybytes()})
        result = audit("hf://datasets/org/cards/data/cards.parquet", "--format", "jsonl")
        assert result.exit_code == 0
        assert {key: record["outcome"] for key, record in told(result).items()} == {"x/a": "checked", "x/b": "checked"}
        assert hub.log.bytes_sent("/resolve/|cdn|/lfs") < 150_000

    @pytest.mark.parametrize("path", ["data/none.parquet", "README.md"])
    def test_what_is_no_table(self, audit, hub, path):
        hub.add("org/cards", {"README.md": card_of("t")})
        result = audit(f"hf://datasets/org/cards/{path}", "--format", "jsonl")
        assert result.exit_code == 3
        assert "`org/cards`" in result.stderr
