"""Numbers as people write them: one table of how they are written and what they may stand for."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.topics.numbers import find_numbers, number_in

MANY = math.inf
MB, MIB = 1000**2, 1024**2

STYLES = [
    # written, kind, value, true values it may stand for, true values it cannot
    ("1165 rows", "count", 1_165, [1_165], [1_164, 1_265]),
    ("1,165 rows", "count", 1_165, [1_165], [1_166]),
    ("1,234,567", "count", 1_234_567, [1_234_567], [1_234_568]),
    ("630.709 zeilen", "count", 630_709, [630_709], [631, 630_708]),
    ("1.234.567", "count", 1_234_567, [1_234_567], [1_234_000]),
    ("35'623", "count", 35_623, [35_623], [35_624]),
    ("35’623", "count", 35_623, [35_623], [35]),
    ("1 234 lignes", "count", 1_234, [1_234], [234]),
    ("1\u202f234\u202f567", "count", 1_234_567, [1_234_567], [567]),
    ("12,34,567", "count", 1_234_567, [1_234_567], [12]),
    ("14m", "count", 14_000_000, [13_700_000, 14_900_000], [12_000_000, 16_000_000]),
    ("3.5k examples", "count", 3_500, [3_471, 3_549], [3_700, 3_000]),
    ("392.7k", "count", 392_700, [392_702], [395_000]),
    ("1.234m", "count", 1_234_000, [1_234_456], [1_240_000]),
    ("2 million", "count", 2_000_000, [1_600_000, 2_900_000], [1_000_000, 4_000_000]),
    ("14 millionen", "count", 14_000_000, [14_200_000], [11_000_000]),
    ("5,8 mio.", "count", 5_800_000, [5_840_000], [6_100_000]),
    ("20 тыс.", "count", 20_000, [20_400], [2_000]),
    ("3 lakh", "count", 300_000, [310_000], [3_000_000]),
    ("12万", "count", 120_000, [123_456], [12_000, 150_000]),
    ("1.2亿", "count", 120_000_000, [121_000_000], [140_000_000]),
    ("包含1165条", "count", 1_165, [1_165], [1_166]),
    ("١٬٢٣٤", "count", 1_234, [1_234], [1_235]),
    ("１２３４", "count", 1_234, [1_234], [1_235]),
    ("१२,३४,५६७", "count", 1_234_567, [1_234_567], [1_234_568]),
    ("~1,000", "count", 1_000, [912, 1_165], [400, 2_500]),
    ("about 1,165", "count", 1_165, [1_100, 1_200], [1_500]),
    ("rund 5.000", "count", 5_000, [5_312], [2_000]),
    ("约 1000", "count", 1_000, [1_165], [3_000]),
    ("10k+", "count", 10_000, [10_412, 50_000], [8_000]),
    ("over 10k", "count", 10_000, [12_000, 90_000], [9_000]),
    ("more than 10,000", "count", 10_000, [10_001], [8_000]),
    ("up to 500", "count", 500, [3, 500], [900]),
    ("10,000", "count", 10_000, [9_998, 10_412], [9_000, 11_000]),
    ("10", "count", 10, [10], [9, 11]),
    ("4.19 mb", "bytes", 4_190_000, [4_190_000, 4.19 * MIB], [4_000_000, 5_000_000]),
    ("4.19 mib", "bytes", 4.19 * MIB, [4.19 * MIB], [4.19 * MB]),
    ("512 bytes", "bytes", 512, [512], [520]),
    ("1.2gb", "bytes", 1_200_000_000, [1_200_000_000], [1_500_000_000]),
    ("12.5%", "share", 12.5, [], []),
    ("80 percent", "share", 80, [], []),
    ("80 ％", "share", 80, [], []),
]


@pytest.mark.parametrize(("written", "kind", "value", "allowed", "refused"), STYLES, ids=[one[0] for one in STYLES])
def test_how_a_number_is_written(written, kind, value, allowed, refused):
    number = next(find_numbers(written))
    assert (number.kind, number.value) == (kind, pytest.approx(value))
    assert [count for count in allowed if not number.allows(count)] == []
    assert [count for count in refused if number.allows(count)] == []


@pytest.mark.parametrize(
    "text",
    [
        "in 2021 we began",
        "since 1999",
        "(kay et al., 2021)",
        "cc by 4.0",
        "version 3",
        "v1.0.2",
        "gpt-4",
        "2020-03-01",
        "12:30",
        "600/575",
        "5-way",
        "100x100",
        "16khz",
        "1st",
        "table 3",
        "1,000-2,000",
        "10.18653/v1",
        "#1234",
        "$500",
        "a1b2",
        "1.5 per row",
    ],
)
def test_what_is_no_count(text):
    assert [number for number in find_numbers(text) if number.kind == "count"] == []


@pytest.mark.parametrize(
    ("cell", "value"),
    [("1,165", 1_165), ("**1,165**", 1_165), (" 1165 (80%) ", 1_165), ("2019", 2_019), ("~10k", 10_000)],
)
def test_a_cell_that_is_a_number(cell, value):
    number = number_in(cell)
    assert number is not None
    assert (number.kind, number.value) == ("count", value)


@pytest.mark.parametrize("cell", ["", "-", "train", "1,165 of 2,000", "3 or 4", "1,165 (80)"])
def test_a_cell_that_is_more(cell):
    assert number_in(cell) is None


def test_the_place_includes_words_and_units():
    text = "holds about 14 million rows and 3.5 gb"
    assert [text[number.start : number.end] for number in find_numbers(text)] == ["about 14 million", "3.5 gb"]


@given(st.text(alphabet="0123456789.,' kmb%~+万٣-/\n", max_size=60))
def test_any_text_is_read(text):
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert number.low <= number.high


@given(st.integers(min_value=1, max_value=10**9), st.sampled_from([",", ".", " ", "'"]))
def test_groups_change_nothing(count, mark):
    number = next(find_numbers(f"{count:,}".replace(",", mark) + " rows"))
    assert number.value == count or number.kind == "year"
