from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.sources._recognise import front_keys, is_dataset_card


@pytest.mark.parametrize(
    ("head", "keys"),
    [
        ("---\na: 1\nb-c:\n---\nd: 1\n", {"a", "b-c"}),
        ("---\r\na: 1\r\n---\r\n", {"a"}),
        ("\ufeff\n\n---\na: 1\n---\n", {"a"}),
        ("---\n'a': 1\n\"b\" : 2\n---", {"a", "b"}),
        ("---\nx:\n  a: 1\n- b: 1\n# c: 1\n---", {"x"}),
        ("---\na: 1\n", {"a"}),
        ("# Title\n---\na: 1\n---\n", set()),
        ("---\nhttp://x\n---", set()),
        ("", set()),
    ],
)
def test_keys(head, keys):
    assert front_keys(head.encode()) == keys


def test_utf16():
    assert front_keys("---\na: 1\n---\n".encode("utf-16")) == {"a"}


def test_a_block_longer_than_the_head_is_still_seen():
    assert "dataset_info" in front_keys(b"---\ndataset_info:\n" + b"- x: 1\n" * 100_000 + b"---\n")


@pytest.mark.parametrize("key", ["license", "language", "tags", "language_bcp47", "thumbnail"])
def test_keys_that_models_share_say_nothing(key):
    assert not is_dataset_card(f"---\n{key}: x\n---\n".encode())


@pytest.mark.parametrize("key", ["configs", "dataset_info", "task_categories", "size_categories", "pretty_name"])
def test_keys_of_datasets_alone(key):
    assert is_dataset_card(f"---\n{key}: x\n---\n".encode())


@given(st.binary(max_size=300))
def test_any_bytes_will_do(data):
    assert isinstance(front_keys(data), frozenset)
