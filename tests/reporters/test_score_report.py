"""The score as people, pages and programs see it."""

from __future__ import annotations

import io
import json
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_reports import odd_reports, odd_scores

from cardcheck.engine.linter import Linter
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.score import QUESTIONS, Part
from cardcheck.reporters import formats, writer
from cardcheck.reporters._badge_words import _COLORS, _NONE
from cardcheck.reporters._score import whole_parts
from cardcheck.terminal.cells import cells

CARD = """\
---
license: mit
language: en
---

# Harbour

Short remarks from the log books of a harbour, written by the masters of the ships.

## Limitations

TODO
"""


def shown(reports, name="text", **options):
    out = io.StringIO()
    writer(name)(reports, Run("0", "2026-11", "{rule}", **options), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def report():
    return Linter.of().check(CARD)


class TestPanel:
    @pytest.mark.parametrize("width", [40, 80, 140])
    def test_it_fits(self, report, width):
        assert max(map(cells, shown([report], width=width).splitlines())) <= width

    def test_it_tells_the_questions_the_score_and_one_step(self, report):
        lines = shown([report], width=80).splitlines()
        told = next(at for at, line in enumerate(lines) if line.startswith("Load "))
        assert all(question in lines[told] for question in QUESTIONS.values())
        assert lines[told + 1].startswith(f"Score {report.score.whole} of 100 {report.score.level}")
        assert lines[told + 2].startswith("Next: ")

    def test_who_wants_findings_only_gets_no_score(self, report):
        assert "Score" not in shown([report], quiet=True)

    def test_many_cards_have_theirs_beside_their_names(self, report):
        text = shown([report] * 3, many=True)
        assert f"{report.score.whole} {report.score.level}" in text
        assert f"median {report.score.whole}" in text

    def test_two_have_no_middle(self, report):
        assert f"scores {report.score.whole} and {report.score.whole}" in shown([report] * 2, many=True)

    @given(odd_scores)
    @settings(max_examples=50, deadline=None)
    def test_whole_points_add_up(self, score):
        total = sum(part.tenths for part in score.parts)
        score = score._replace(tenths=total)
        assert sum(whole_parts(score).values()) == total // 10

    def test_a_category_never_seems_to_have_more_than_it_can(self):
        parts = tuple(Part(name, 199, 200) for name in QUESTIONS)
        assert max(whole_parts(SimpleNamespace(parts=parts, whole=99)).values()) <= 20


class TestTrace:
    @pytest.mark.parametrize("width", [60, 80, 140])
    def test_it_fits(self, report, width):
        assert max(map(cells, shown([report], width=width, explain_score=True).splitlines())) <= width

    def test_every_point_is_there(self, report):
        text = shown([report], width=120, explain_score=True)
        assert all(item.asks in text for item in report.score.items)
        assert all(fault.rule in text for fault in report.score.faults if fault.tenths)
        assert f"Score {report.score.points} of 100" in text

    @given(st.lists(odd_reports, min_size=1, max_size=2))
    @settings(max_examples=40, deadline=None)
    def test_no_card_writes_what_it_likes(self, reports):
        text = shown(reports, explain_score=True, width=80)
        assert all(char.isprintable() or char == "\n" for char in text)


class TestBadge:
    def test_it_is_an_image_with_a_name(self, report):
        root = ElementTree.fromstring(shown([report], "badge"))
        told = f"dataset card: {report.score.whole} {report.score.level}"
        assert (root.get("role"), root.get("aria-label")) == ("img", told)
        assert root.findtext("{http://www.w3.org/2000/svg}title") == told

    def test_it_needs_nothing_else(self, report):
        svg = shown([report], "badge")
        assert [name for name in ("href", "<script", "<style", "url(http", "@import") if name in svg] == []

    @pytest.mark.parametrize("color", [*_COLORS.values(), _NONE])
    def test_white_can_be_read_on_it(self, color):
        channels = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
        luminance = sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
        assert 1.05 / (luminance + 0.05) >= 4.5

    def test_the_middle_one_of_several(self, report):
        reports = [CardReport("a", "checked", score=report.score._replace(tenths=tenths)) for tenths in (900, 100, 500)]
        assert "3 dataset cards: 50 " in shown(reports, "badge")

    def test_a_card_without_score(self):
        told = json.loads(shown([CardReport("a", "unreadable")], "badge-json"))
        assert told == {
            "schemaVersion": 1,
            "label": "dataset card",
            "message": "not scored",
            "color": _NONE,
            "isError": True,
        }

    def test_the_endpoint(self, report):
        told = json.loads(shown([report], "badge-json"))
        assert set(told) == {"schemaVersion", "label", "message", "color"}

    def test_both_are_offered(self):
        assert {"badge", "badge-json"} <= set(formats())
