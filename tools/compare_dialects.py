"""Measure how well `read_yaml` agrees with the real readers.

In: a folder of cards (`*.md`, searched deeply), a seed. Out: figures on standard output, and the first
disagreements. js-yaml answers for the Hub (`record_js_yaml.mjs`), `huggingface_hub` and `yaml.safe_load` for
the client.

    python tools/compare_dialects.py --corpus DIR --seed 1 --mutated 10000
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from js_yaml import ask

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "parsing")]

from js_answers import difference  # noqa: E402
from yaml_mutations import block, mutated  # noqa: E402

from cardcheck.model.card import Metadata  # noqa: E402
from cardcheck.model.text import SourceText, Span  # noqa: E402
from cardcheck.parsing.front_matter import find_front_matter  # noqa: E402
from cardcheck.parsing.yaml.tree import read_yaml  # noqa: E402

# Long blocks leave a mutation little to hit, and cost js-yaml's answers much text.
LONGEST_TO_MUTATE = 6_000


class Card(NamedTuple):
    """A card of the corpus and its block."""

    path: Path
    text: str
    block: str


def cards(corpus: Path) -> list[Card]:
    """Return the cards that have a block."""
    found = []
    for path in sorted(corpus.rglob("*.md")):
        source = SourceText.of(path.read_bytes().decode("utf-8", "replace"))
        content = find_front_matter(source).content
        if content is not None:
            found.append(Card(path, source.text, source.slice(content)))
    return found


def read(text: str) -> Metadata:
    """Read a block that is not at the start of its text, so that a lost offset shows."""
    return read_yaml(f"---\n{text}\n---", Span(4, 4 + len(text)))


def hub_disagreements(blocks: list[str]) -> tuple[float, list[str]]:
    """Return the share of blocks js-yaml refuses, and what differs from it."""
    answers = ask(blocks)
    found = []
    for text, answer in zip(blocks, answers, strict=True):
        metadata = read(text)
        fault = metadata.hub_fault
        differs = difference(answer, metadata.hub, fault.message if fault else None)
        if differs:
            found.append(f"{text!r}\n    {differs}")
    return sum("refused" in answer for answer in answers) / len(answers), found


def outcome(load: Any, text: str) -> tuple[bool, Any]:
    """Return whether a reader takes a text, and what it makes of it."""
    try:
        return True, load(text)
    except Exception as error:  # noqa: BLE001 - any error is a refusal
        return False, repr(error)


def client_disagreements(blocks: Iterable[str]) -> list[str]:
    """Return what differs from `yaml.safe_load`."""
    found = []
    for text in blocks:
        is_taken, value = outcome(yaml.safe_load, text)
        metadata = read(text)
        if is_taken != (metadata.client_fault is None) or (is_taken and repr(value) != repr(metadata.client)):
            found.append(f"{text!r}\n    safe_load: {value!r}; we: {metadata.client_fault or metadata.client!r}")
    return found


def card_disagreements(real: list[Card]) -> list[str]:
    """Return what differs from `huggingface_hub.DatasetCard`, which also wants a mapping with string keys."""
    from huggingface_hub import DatasetCard

    found = []
    for card in real:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            is_taken, taken = outcome(DatasetCard, card.text)
        metadata = read(card.block)
        value = metadata.client
        if value is None and metadata.client_fault is None:
            value = {}
        is_ours = (
            metadata.client_fault is None and isinstance(value, dict) and all(isinstance(key, str) for key in value)
        )
        if is_taken != is_ours:
            found.append(
                f"{card.path.name}: DatasetCard {taken if not is_taken else 'takes it'}; we: {metadata.client_fault}"
            )
        elif is_taken and not _same_data(taken.data.to_dict(), value):
            found.append(f"{card.path.name}: DatasetCard has other data")
    return found


def _same_data(theirs: dict[str, Any], ours: dict[str, Any]) -> bool:
    """Compare what the client keeps: it drops nulls, and tidies tags."""
    kept = {key: value for key, value in ours.items() if value is not None and key != "tags"}
    return all(key in theirs and repr(theirs[key]) == repr(value) for key, value in kept.items())


def report(title: str, total: int, found: list[str], show: int) -> None:
    """Print one figure and the first disagreements behind it."""
    print(f"{title}: {total - len(found)} of {total} agree ({1 - len(found) / max(total, 1):.4%})")
    for text in itertools.islice(found, show):
        print(f"  {text[:1500]}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--mutated", type=int, default=10_000)
    parser.add_argument("--show", type=int, default=3, help="how many disagreements to print for each figure")
    options = parser.parse_args()

    real = cards(options.corpus)
    blocks = [card.block for card in real]
    share, found = hub_disagreements(blocks)
    report(f"js-yaml, real blocks ({share:.1%} refused)", len(blocks), found, options.show)
    report("safe_load, real blocks", len(blocks), client_disagreements(blocks), options.show)
    report("DatasetCard, real cards", len(real), card_disagreements(real), options.show)

    rng = random.Random(options.seed)  # noqa: S311 - test data
    short = [text for text in blocks if len(text) <= LONGEST_TO_MUTATE]
    damaged = [mutated(rng, rng.choice(short) if rng.random() < 0.5 else block(rng)) for _ in range(options.mutated)]
    share, found = hub_disagreements(damaged)
    report(f"js-yaml, mutated blocks of seed {options.seed} ({share:.1%} refused)", len(damaged), found, options.show)
    report("safe_load, the same mutated blocks", len(damaged), client_disagreements(damaged), options.show)


if __name__ == "__main__":
    main()
