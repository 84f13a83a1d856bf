"""The source in the page of a card: every line as it is, every mark at its span, every fix as the lines it changes."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st
from sample_reports import make_finding, make_report, shown

from cardcheck.editing.apply import apply_edits
from cardcheck.model.finding import Edit, Fix
from cardcheck.model.text import SourceText, Span
from cardcheck.reporters._card_page.changes import changed_lines

LINE = re.compile(r'<span class="line[^"]*" id="L(\d+)" data-line="\d+">(.*?)</span>(?=<span|</span>)', re.DOTALL)
CHIP = re.compile(r'<a class="chip .*?</a>')
MARK = re.compile(r'<a class="found [^>]*data-told="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_signs = st.sampled_from([*"ab<&>\"' #-:日é", "---", "\n", "\n", "\r\n", "\r", "\t"])
texts = st.lists(_signs, min_size=1, max_size=40).map("".join)


def words(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@st.composite
def texts_and_spans(draw):
    text = draw(texts)
    ends = st.integers(0, len(text))
    spans = [Span(*sorted((draw(ends), draw(ends)))) for _ in range(draw(st.integers(1, 5)))]
    return text, [span for span in spans if span.end]


@given(texts_and_spans())
def test_each_line_is_there_and_each_span_is_marked(given_card):
    text, spans = given_card
    marks = [make_finding(f"a/r{number}", "m", span=span, names="text") for number, span in enumerate(spans)]
    source = SourceText.of(text)
    page = shown(make_report(*marks, text=text), "html", show_all=True)
    lines = [CHIP.sub("", line) for _, line in LINE.findall(page)]
    own = [source.slice(source.line_span(index)) for index in range(len(source.line_starts))]
    assert [words(line) for line in lines] == own
    order = sorted(range(len(spans)), key=lambda at: (spans[at].start, f"a/r{at}"))
    for number, at in enumerate(order, start=1):
        marked = [words(shown) for line in lines for told, shown in MARK.findall(line) if f"f{number}" in told.split()]
        assert "".join(marked) == re.sub(r"[\r\n]", "", source.slice(spans[at]))


@st.composite
def texts_and_edits(draw):
    text = draw(texts)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8, unique=True)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    return text, [Edit(Span(*pair), draw(texts | st.just(""))) for pair in pairs]


@given(texts_and_edits())
def test_the_lines_that_change_make_the_new_text_of_the_old(given_card):
    text, edits = given_card
    source = SourceText.of(text)
    finding = make_finding("a/b", "m", fix=Fix("safe", "t", tuple(edits)))
    changes = list(changed_lines(source, [finding]))
    gone = {change.number for change in changes if change.sign == "-"}
    starts = (*source.line_starts, len(source.text))
    built = []
    for number in range(1, len(starts) + 1):
        built += [change.text for change in changes if change.sign == "+" and change.number == number]
        if number < len(starts) and number not in gone:
            built.append(source.text[starts[number - 1] : starts[number]])
    assert "".join(built) == apply_edits(source.text, edits)
    for change in changes:
        if change.sign == "-":
            assert change.text == source.text[starts[change.number - 1] : starts[change.number]]
