"""No bytes make cardcheck crash: a card is checked or it is unreadable, and no check of ours fails.

The same bytes are fixed, and what a terminal is shown of it holds nothing that could move a cursor.
"""

from __future__ import annotations

import io

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.cli._diffs import card_diff, shown_diff
from cardcheck.engine.fixing import Wanted, fix_one
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task
from cardcheck.model.config import Config
from cardcheck.model.facts import FileList, RepoFacts, RepoFile
from cardcheck.model.run import Run
from cardcheck.rulebook.load import read_rule_file, rule_files
from cardcheck.terminal.stream import Terminal

LINTER = Linter.of(Config(select=("all",), min_confidence="low"))
FACTS = RepoFacts(files=FileList((RepoFile("README.md", 1), RepoFile("data/a b.csv", 1))))
EXAMPLES = [
    example.get("card", example.get("bytes", "")).encode()
    for path in rule_files(resources.rules_dir())
    for example in read_rule_file(path)["examples"]
]
# What sits between two meanings: of YAML, of Markdown, of encodings, of URLs.
SPLINTERS = [
    *(char.encode() for char in "\0\t\r\n\v\f\x1b\x85\u2028\ufeff#:-?[]{}&*!|>'\"%@`,~<=/\\()$^_"),
    *(text.encode() for text in ("---\n", "\n---\n", "...\n", ": ", "- ", "<<: *a\n", "&a ", "!!binary ", "\r\n")),
    *(text.encode() for text in ("](//[", "[a](#%zz)", "<!--", "-->", "```\n", "<a name=", "| a |\n|--|\n", "[x]: ")),
    *(text.encode() for text in ("1e999", "0x", "2023-02-31", "12:30:45", "9" * 5000, "{}{value}", "é", "🎉")),
    *(b"\xff", b"\xfe\xff", b"\xc3", b"\xed\xa0\x80"),
    *(f"# cardcheck: ignore[{name}]\n".encode() for name in ("*", "license", "[", "", "all,all")),
]


def assert_judged(data: bytes) -> None:
    report = LINTER.check(data, facts=FACTS)
    crashes = [finding.message for finding in report.findings if finding.rule == "cardcheck/crashed"]
    assert (report.status, crashes) == ("checked", [])


@given(st.binary(max_size=300))
def test_any_bytes(data):
    assert_judged(data)


@given(st.lists(st.sampled_from(SPLINTERS), max_size=30))
def test_splinters(pieces):
    assert_judged(b"".join(pieces))


@given(st.lists(st.sampled_from(SPLINTERS), max_size=20), st.lists(st.sampled_from(SPLINTERS), max_size=20))
def test_splinters_in_their_places(front, body):
    assert_judged(b"---\n" + b"".join(front) + b"\n---\n" + b"".join(body))


@st.composite
def mutations(draw) -> bytes:
    """An example of some rule with a few pieces cut out, doubled or put in."""
    data = draw(st.sampled_from(EXAMPLES))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 12)))
        put = draw(st.sampled_from([b"", data[start:end] * 2, *SPLINTERS]))
        data = data[:start] + put + data[end:]
    return data


@given(mutations())
def test_mutated_examples(data):
    assert_judged(data)


TERMINAL = Terminal.of(Run(version="", spec="", docs_url=""), io.StringIO())
PLACES = st.tuples(st.lists(st.sampled_from(SPLINTERS), max_size=20), st.lists(st.sampled_from(SPLINTERS), max_size=20))


@settings(max_examples=50)
@example(b"```\nx\x0b\n")
@given(mutations() | PLACES.map(lambda parts: b"---\n" + b"".join(parts[0]) + b"\n---\n" + b"".join(parts[1])))
def test_fixing(data):
    result = fix_one(LINTER, Task("README.md", data, FACTS), Wanted(unsafe=True, cosmetic=True))
    assert (result.report.status, result.is_our_fault) == ("checked", False)
    if result.applied:
        diff = card_diff(data.decode(), result.text, "README.md")
        assert [line for line in shown_diff(diff.text, TERMINAL) if not line.isprintable()] == []
