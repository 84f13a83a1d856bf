"""The line by which a pull request of ours is found again."""

from __future__ import annotations

import pytest

from cardcheck.inert_markdown import inert
from cardcheck.proposing.marker import Marker, digest, marker_in

MARKER = Marker("0.1.0", digest(b"card"), digest(b"edits"), (digest(b"new"),))


@pytest.mark.parametrize(
    "marker",
    [MARKER, MARKER._replace(wrote=(digest(b"new"), digest(b"before"))), MARKER._replace(is_withdrawn=True)],
)
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\nThank you!"])
def test_it_is_read_as_it_was_written(marker, end):
    assert marker_in(f"Some words.\n\n{marker.line}{end}") == marker


@pytest.mark.parametrize(
    "text",
    ["", "no marker", MARKER.line[:-4], f"> {MARKER.line}", f"`{MARKER.line}`", MARKER.line.replace("1 ", "2 ", 1)],
)
def test_what_only_looks_like_one_is_none(text):
    assert marker_in(text) is None


def test_a_card_cannot_forge_one():
    assert marker_in(inert(MARKER.line)) is None
    assert marker_in(inert(f"`{MARKER.line}`")) is None
    assert marker_in(inert(f"x\n{MARKER.line}\n")) is None


def test_it_is_a_comment_of_html():
    assert MARKER.line.startswith("<!-- ")
    assert MARKER.line.endswith(" -->")
    assert "--" not in MARKER.line[4:-3]
