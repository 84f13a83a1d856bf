"""Addresses of the Hub: text in, parts out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.hub.address import HubAddress, parse_address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("hf://datasets/org", HubAddress("org")),
        ("hf://datasets/org/", HubAddress("org")),
        ("hf://datasets/squad@main", HubAddress("squad", revision="main")),
        ("hf://datasets/org/name", HubAddress("org", "name")),
        ("hf://datasets/org/name/", HubAddress("org", "name")),
        ("hf://datasets/o-r.g_1/na.me", HubAddress("o-r.g_1", "na.me")),
        ("hf://datasets/org/name@v1.0", HubAddress("org", "name", "v1.0")),
        ("hf://datasets/org/name@refs/pr/3", HubAddress("org", "name", "refs/pr/3")),
        ("hf://datasets/org/name@refs%2Fpr%2F3", HubAddress("org", "name", "refs/pr/3")),
        ("hf://datasets/org/name@refs/convert/parquet", HubAddress("org", "name", "refs/convert/parquet")),
        ("hf://datasets/org/name@refs/pr/3/data/x.csv", HubAddress("org", "name", "refs/pr/3", "data/x.csv")),
        ("hf://datasets/org/name/data/x.parquet", HubAddress("org", "name", None, "data/x.parquet")),
        ("hf://datasets/org/name@main/x.parquet", HubAddress("org", "name", "main", "x.parquet")),
        ("hf://datasets/squad@main/x.parquet", HubAddress("squad", None, "main", "x.parquet")),
    ],
)
def test_an_address_is_read(text, address):
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "",
        "org/name",
        "hf://org/name",
        "hf://models/org/name",
        "hf://datasets/",
        "hf://datasets//name",
        "hf://datasets/org/na me",
        "hf://datasets/org/name@",
        "hf://datasets/örg",
        "HF://datasets/org",
    ],
)
def test_what_is_none_is_none(text):
    assert parse_address(text) is None


def test_a_dataset_has_an_id_and_an_owner_has_none():
    assert (HubAddress("org", "name").repo, HubAddress("org").repo) == ("org/name", None)


@given(st.text())
def test_nothing_is_too_strange_to_be_looked_at(text):
    parse_address(text)
    parse_address("hf://datasets/" + text)
