"""What loads, told to people: harmless and within its width, whatever the plan."""

from __future__ import annotations

import io

import pytest
import sample_plans
from harmless import SGR, assert_harmless
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_plans import odd_plans
from sample_plans import told
from sample_reports import make_report, make_run

from cardcheck.reporters import writer

PLANS = ["two_subsets", "shards", "folders", "empty_pattern", "one_fails", "script", "no_default", "many_subsets"]


@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("width", [40, 80, 140])
def test_every_plan_fits(name: str, width: int):
    plan = getattr(sample_plans, name)()

    plain, coloured = (told(plan, width=width, color=color) for color in (False, True))

    assert_harmless(plain, width)
    assert SGR.sub("", coloured) == plain


def test_a_name_cannot_end_its_quotation():
    plan = sample_plans.folders()._replace(left_out=("a` `b.csv",))

    assert "`a' 'b.csv`" in told(plan)


@settings(max_examples=60, deadline=None)
@given(odd_plans, st.sampled_from([40, 57, 80, 140]), st.booleans(), st.booleans())
def test_any_plan_is_harmless(plan, width, color, show_all):
    text = SGR.sub("", told(plan, width=width, color=color, show_all=show_all))

    assert_harmless(text, width)


@settings(max_examples=20, deadline=None)
@given(odd_plans, st.sampled_from(["ascii", "cp1252", "shift_jis"]))
def test_any_stream_can_encode_it(plan, encoding):
    out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    writer("text")([make_report(load=plan)], make_run(explain_load=True), out)
    out.flush()
