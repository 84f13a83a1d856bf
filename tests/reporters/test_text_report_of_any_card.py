"""The report for people is harmless and fits, whatever a card holds and whatever a stream can encode."""

from __future__ import annotations

import io

from harmless import SGR, assert_harmless
from hypothesis import given, settings
from hypothesis import strategies as st
from odd_reports import odd_reports
from sample_reports import (
    at,
    license_finding,
    make_finding,
    make_report,
    make_run,
    shown,
)

from cardcheck.reporters import writer


def test_a_stream_that_knows_no_arrows_gets_ascii():
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="cp1252")
    finding = license_finding()._replace(message="`日` is not “known” – 1 … 2 é")
    writer("text")([make_report(finding)], make_run(), out)
    out.flush()

    text = raw.getvalue().decode("cp1252")

    assert "-> Write `apache-2.0`" in text
    assert "`\\u65e5` is not “known” – 1 … 2 é" in text


def test_hostile_text_is_written_out():
    finding = make_finding("a/b", "`\x1b[31m\nx\u202e\ud800\u200b`", span=at("apache2"), names="value")

    text = shown(make_report(finding, source="a\nb.md"))

    assert r"`\x1b[31m\nx\u202e\ud800\u200b`" in text
    assert r"a\nb.md: 1 info" in text


@settings(deadline=None)
@given(odd_reports, st.sampled_from([40, 57, 80, 140]), st.booleans())
def test_any_card_fits_its_screen(report, width, color):
    # A table of questions is as long as its form.
    text = SGR.sub("", shown(report._replace(coverage=()), width=width, color=color))

    assert_harmless(text, width)
    assert text.count("\n") <= 24


@settings(max_examples=40, deadline=None)
@given(st.lists(odd_reports, max_size=3), st.sampled_from([40, 80]), st.booleans(), st.booleans(), st.booleans())
def test_no_option_lets_anything_through(reports, width, show_all, frames, statistics):
    text = shown(reports, width=width, show_all=show_all, frames=frames, statistics=statistics, verbose=True)

    assert_harmless(text, width)


@settings(max_examples=40, deadline=None)
@given(odd_reports, st.sampled_from(["ascii", "cp1252", "utf-8", "shift_jis"]))
def test_any_stream_can_encode_it(report, encoding):
    for format_name in ("text", "concise"):
        out = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
        writer(format_name)([report], make_run(), out)
        out.flush()
