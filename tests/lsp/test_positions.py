from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls")

from lsprotocol.types import Position, PositionEncodingKind, Range

from cardcheck.lsp.positions import Places
from cardcheck.model.text import SourceText, Span

UTF8, UTF16, UTF32 = PositionEncodingKind.Utf8, PositionEncodingKind.Utf16, PositionEncodingKind.Utf32
CODECS = {UTF8: ("utf-8", 1), UTF16: ("utf-16-le", 2), UTF32: ("utf-32-le", 4)}

TEXTS = st.text(st.sampled_from("a\u00e9\u6c34\U0001f30a\u2028\x0c\r\n\ufeff\ud800"), max_size=40)


@pytest.mark.parametrize(("encoding", "character"), [(UTF8, 8), (UTF16, 4), (UTF32, 3)])
def test_columns_count_the_units_both_sides_agreed_on(encoding, character):
    assert Places("---\n\U0001f30a\u6c34a: b\n", encoding).position(7) == Position(1, character)


@pytest.mark.parametrize(("encoding", "character"), [(UTF8, 5), (UTF16, 3), (UTF32, 3)])
def test_a_byte_order_mark_takes_units_of_the_first_line_only(encoding, character):
    places = Places("\ufeffab\ncd", encoding)
    assert places.position(2) == Position(0, character)
    assert places.position(5) == Position(1, 2)
    assert places.offset(Position(0, character)) == 2
    assert places.offset(Position(0, 0)) == 0


def test_lines_end_where_editors_end_them():
    places = Places("a\r\nb\rc\u2028d\x0ce\nf")
    assert [places.position(offset).line for offset in (0, 3, 5, 7, 9, 11)] == [0, 1, 2, 2, 2, 3]


@pytest.mark.parametrize("position", [Position(0, 99), Position(0, 1)])
def test_a_place_behind_the_end_of_its_line_is_that_end(position):
    assert Places("a\r\nb").offset(position) == 1


def test_a_place_below_the_text_is_its_end():
    assert Places("a\nb").offset(Position(9, 9)) == 3


def test_a_place_inside_of_a_character_is_its_beginning():
    assert Places("\U0001f30ab").offset(Position(0, 1)) == 0


def test_a_range_that_ends_before_it_begins_is_empty():
    assert Places("abc").span(Range(Position(0, 2), Position(0, 1))) == Span(2, 2)


@given(TEXTS, st.sampled_from(list(CODECS)))
def test_an_offset_comes_back_from_its_place(text, encoding):
    places = Places(text, encoding)
    source = places.source
    for index in range(len(source.line_starts)):
        line = source.line_span(index)
        for offset in range(line.start, line.end + 1):
            assert places.offset(places.position(offset)) == offset


@given(TEXTS, st.sampled_from(list(CODECS)))
def test_columns_are_as_long_as_the_encoded_text_before_them(text, encoding):
    places = Places(text, encoding)
    codec, size = CODECS[encoding]
    source = SourceText.of(text)
    for offset in range(len(source.text) + 1):
        position = places.position(offset)
        before = source.text[source.line_starts[position.line] : offset]
        if position.line == 0 and source.has_bom:
            before = "\ufeff" + before
        assert position.character == len(before.encode(codec, "surrogatepass")) // size
