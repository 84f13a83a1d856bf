"""Anchors are github-slugger's: its answers, recorded by tools/record_slugs.mjs, are the golden ones."""

import json
import sys
import unicodedata
from functools import cache
from pathlib import Path

import pytest

from cardcheck.parsing.markdown.slugs import Slugger, _kept

GOLDEN = json.loads((Path(__file__).parent / "golden" / "slugs.json").read_text(encoding="utf-8"))

# github-slugger 2.0.0 knows Unicode 13; each Python knows a later one.
NEW_IN_UNICODE_14 = 638


def lost_code_points() -> set[int]:
    lost: set[int] = set()
    for piece in " ".join(GOLDEN["lost"]).split():
        first, _, last = piece.partition("-")
        lost.update(range(int(first, 16), int(last or first, 16) + 1))
    return lost


@cache
def differences() -> tuple[frozenset[int], frozenset[int]]:
    """Return the code points that only we keep, and those that only github-slugger keeps."""
    lost = lost_code_points()
    ours = {code for code in range(sys.maxunicode + 1) if not _kept.__wrapped__(chr(code))}
    return frozenset(lost - ours), frozenset(ours - lost)


@pytest.mark.parametrize("document", GOLDEN["documents"], ids=lambda document: repr(document[0][0]))
def test_headings_get_the_anchors_that_github_slugger_gives(document):
    slugger = Slugger()
    assert [[heading, slugger.unique(heading)] for heading, _ in document] == document


def test_several_hundred_headings_are_recorded():
    assert sum(len(document) for document in GOLDEN["documents"]) > 500


def test_no_code_point_is_lost_that_github_slugger_keeps():
    _, lost_by_us_alone = differences()
    assert lost_by_us_alone == set()


def test_code_points_kept_by_us_alone_are_letters_marks_and_digits_newer_than_its_table():
    kept_by_us_alone, _ = differences()
    assert {unicodedata.category(chr(code))[0] for code in kept_by_us_alone} <= {"L", "M", "N"}
    if unicodedata.unidata_version == "14.0.0":
        assert len(kept_by_us_alone) == NEW_IN_UNICODE_14


@pytest.mark.parametrize("block", [range(0x2600, 0x27C0), range(0x1F300, 0x1F700), range(0x1F900, 0x1FB00)])
def test_emoji_agree_wholly(block):
    kept_by_us_alone, lost_by_us_alone = differences()
    assert not (kept_by_us_alone | lost_by_us_alone).intersection(block)


def test_a_duplicate_gets_a_number_that_is_free():
    slugger = Slugger()
    assert [slugger.unique(title) for title in ("foo", "foo-1", "foo")] == ["foo", "foo-1", "foo-2"]
