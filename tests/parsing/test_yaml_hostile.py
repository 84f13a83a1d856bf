"""Blocks made to hurt: answered, not raised, in work that grows with their length."""

from __future__ import annotations

import pytest
from yaml_reading import read

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{earlier}'] * 9)}]\n"
    for earlier, name in zip("abcdefghi", "bcdefghij", strict=True)
)
CHAIN = "a0: &a0 [x]\n" + "".join(f"a{number}: &a{number} [*a{number - 1}]\n" for number in range(1, 1000))
MERGES = "a: &a {x: 1}\nb:\n" + "  <<: *a\n" * 6000


@pytest.mark.parametrize(
    ("block", "client", "hub"),
    [
        pytest.param("- " * 40_000, "too-deep", "too-deep", id="dashes"),
        pytest.param("[" * 40_000, "too-deep", "too-deep", id="brackets"),
        pytest.param("{a: " * 40_000, "too-deep", "too-deep", id="braces"),
        pytest.param("? " * 40_000, "too-deep", "too-deep", id="explicit keys"),
        pytest.param("\n".join(" " * n + "a:" for n in range(400)), "too-deep", "too-deep", id="indentation"),
        pytest.param("[" * 150 + "]" * 150, None, "too-deep", id="between the limits"),
        pytest.param(BOMB, "alias-expansion", "alias-expansion", id="alias bomb"),
        pytest.param(CHAIN, "too-deep", "too-deep", id="chain of aliases"),
        pytest.param("a: &a [*a]", "alias-expansion", "alias-expansion", id="list in itself"),
        pytest.param("a: &a {b: *a}", "alias-expansion", "alias-expansion", id="mapping in itself"),
        pytest.param(MERGES, None, "merge", id="merges"),
        pytest.param("a: " + "x" * 4_200_000, "too-large", "too-large", id="huge"),
        pytest.param("a: " + "1:" * 100_000 + "1", "too-large", None, id="base 60"),
        pytest.param("a: " + "1" * 100_000, "unconstructable", None, id="digits"),
        pytest.param("a: " + "0" * 100_000, None, None, id="zeros"),
        pytest.param("a: x\0y", "control-character", "control-character", id="NUL"),
        pytest.param("a: \x07", "control-character", "control-character", id="bell"),
        pytest.param("a: \ud800", "control-character", "control-character", id="lone surrogate"),
        pytest.param("# \x07", "control-character", None, id="bell in a comment"),
        pytest.param('a: "\x7f"', "control-character", None, id="DEL in quotes"),
        pytest.param("a: " + "[x, " * 30 + "]" * 30 + "\n" + "b: [c]\n" * 3000, None, "duplicate-key", id="many lists"),
    ],
)
def test_hostile_blocks_are_answered(block: str, client: str | None, hub: str | None) -> None:
    metadata = read(block).metadata
    assert (metadata.client_fault and metadata.client_fault.kind) == client
    assert (metadata.hub_fault and metadata.hub_fault.kind) == hub


def test_merging_a_mapping_into_itself_is_nothing() -> None:
    metadata = read("a: &a\n  x: 1\n  <<: *a").metadata
    assert metadata.client == metadata.hub == {"a": {"x": 1}}


def test_a_fault_says_nothing_of_the_other_reader() -> None:
    metadata = read("license:\tmit").metadata
    assert metadata.client_fault
    assert metadata.client is None
    assert metadata.hub == {"license": "mit"}
    assert metadata.entries["/license"].text == "mit"
