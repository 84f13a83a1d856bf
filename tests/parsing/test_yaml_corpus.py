"""Blocks of real cards, where a corpus is at hand: the client's value is `yaml.safe_load`'s."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from yaml_reading import client_difference

from cardcheck.model.text import SourceText
from cardcheck.parsing.front_matter import find_front_matter

CORPUS = os.environ.get("CARDCHECK_CORPUS")


@pytest.mark.skipif(not CORPUS, reason="CARDCHECK_CORPUS names no folder of cards")
@pytest.mark.parametrize("part", ["modern/*.md", "cards-2023/[a-d]*.md"])
def test_client_reads_real_cards_as_safe_load_does(part: str) -> None:
    found = []
    for path in sorted(Path(CORPUS or ".").glob(part)):
        source = SourceText.of(path.read_bytes().decode("utf-8", "replace"))
        content = find_front_matter(source).content
        if content is not None and (differs := client_difference(source.slice(content))):
            found.append((path.name, differs))
    assert found == []
