"""Spellings of a size in, the Hub's bucket out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.checks.metadata.sizes import bucket_of

SIZES = "size-categories"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("1k<10K", "1K<n<10K"),
        ("18K", "10K<n<100K"),
        ("2M<n<3M", "1M<n<10M"),
        ("1K-10K", "1K<n<10K"),
        ("98K<n<98K", "10K<n<100K"),
        ("100M<n<1G", "100M<n<1B"),
        ("0<n<100", "n<1K"),
        ("1.5M", "1M<n<10M"),
        ("1.500M", "1M<n<10M"),
        ("630.709", "100K<n<1M"),
        ("12,345 rows", "10K<n<100K"),
        ("~ 999", "n<1K"),
    ],
)
def test_a_number_or_range_inside_one_bucket_is_certain(written, name):
    found = bucket_of(written, SIZES)
    assert found is not None
    assert found == (name, True)


@pytest.mark.parametrize(
    ("written", "name"),
    [("n>1M", "1M<n<10M"), ("1M<", "1M<n<10M"), ("n<10K", "1K<n<10K"), ("<100K", "10K<n<100K"), ("10K", "10K<n<100K")],
)
def test_an_open_end_or_a_border_is_a_guess(written, name):
    found = bucket_of(written, SIZES)
    assert found is not None
    assert found == (name, False)


@pytest.mark.parametrize(
    "written",
    ["27K<n<341K", "100K<n<100M", "2G<n<1B", "54KB", "n<500MB", "~3120 hours", "721398 clips", "n", "<n<", "", "1e5"],
)
def test_several_buckets_other_units_and_words_have_none(written):
    assert bucket_of(written, SIZES) is None


@given(st.integers(0, 10**15))
def test_the_bucket_of_a_number_holds_it(number):
    found = bucket_of(str(number), SIZES)
    assert found is not None
    facts = resources.vocabulary(SIZES)[found.name]
    assert facts["min"] <= number
    assert facts["below"] is None or number < facts["below"]


@given(st.text(max_size=80))
def test_any_text_has_a_bucket_of_the_list_or_none(text):
    found = bucket_of(text, SIZES)
    assert found is None or found.name in resources.vocabulary(SIZES)
