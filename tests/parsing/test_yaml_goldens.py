"""What js-yaml made of blocks of our own (recorded), and what PyYAML makes of them (asked now)."""

from __future__ import annotations

import functools
import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from js_answers import difference
from yaml_reading import client_difference, read

GOLDEN = Path(__file__).with_name("golden") / "js_yaml.jsonl.gz"


@functools.cache
def recorded() -> list[tuple[str, dict[str, Any]]]:
    return [tuple(json.loads(line)) for line in gzip.decompress(GOLDEN.read_bytes()).decode().split("\n") if line]


@pytest.mark.parametrize("part", range(6))
def test_hub_reads_as_js_yaml_did(part: int) -> None:
    found = []
    for block, answer in recorded()[part::6]:
        metadata = read(block).metadata
        differs = difference(answer, metadata.hub, metadata.hub_fault.message if metadata.hub_fault else None)
        if differs:
            found.append((block, differs))
    assert found == []


@pytest.mark.parametrize("part", range(6))
def test_client_reads_as_safe_load_does(part: int) -> None:
    found = [(block, differs) for block, _ in recorded()[part::6] if (differs := client_difference(block))]
    assert found == []


def test_goldens_hold_both_outcomes() -> None:
    answers = [answer for _, answer in recorded()]
    refused = sum("refused" in answer for answer in answers)
    assert 0.3 < refused / len(answers) < 0.7
