"""Where a text restricts what data may be used for."""

import pytest

from cardcheck.topics.license_terms import terms_of_id
from cardcheck.topics.use_restrictions import find_restrictions, is_advice, is_free

RESTRICTIONS = [
    ("for non-commercial use only", "non-commercial"),
    ("released for non-commercial research", "non-commercial"),
    ("commercial use is strictly prohibited", "non-commercial"),
    ("must not be used for commercial purposes", "non-commercial"),
    ("for academic research purposes only", "research"),
    ("solely for research purposes", "research"),
    ("research-only", "research"),
    ("redistribution of the data is not allowed", "no-redistribution"),
    ("you may not redistribute the files", "no-redistribution"),
]


@pytest.mark.parametrize(("text", "kind"), RESTRICTIONS)
def test_restrictions(text, kind):
    assert kind in {one.kind for one in find_restrictions(text)}


@pytest.mark.parametrize("text", ["for research and products", "the only research on ships", "distributed widely"])
def test_what_restricts_nothing(text):
    assert find_restrictions(text) == []


def test_advice():
    assert is_advice("we recommend to use it for research purposes only")
    assert not is_advice("for research purposes only")


@pytest.mark.parametrize(
    ("name", "free"), [("mit", True), ("cc-by-sa-4.0", True), ("cc-by-nc-4.0", False), ("gemma", False)]
)
def test_free_licenses(name, free):
    assert is_free(terms_of_id(name).kind) is free
