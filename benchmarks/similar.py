"""Near-duplicate cards: how fast they are found, and how that compares with comparing every pair.

`CARDCHECK_CORPUS=… python benchmarks/similar.py [--sample 400]`; the corpus is a folder with `cards-2023/*.md`. For a
sample of cards each is compared exactly with all others; a card counts as a duplicate where another one shares 80 % of
its runs of four words.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from cardcheck.audit.similar import groups, sketch
from cardcheck.parsing.card import parse_card

LEAST = 0.8


def bodies() -> dict[str, str]:
    folder = Path(os.environ["CARDCHECK_CORPUS"]) / "cards-2023"
    return {path.name: parse_card(path.read_bytes()).body.prose for path in sorted(folder.glob("*.md"))}


def runs(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text)
    return frozenset(tuple(words[at : at + 4]) for at in range(len(words) - 3))


def has_duplicate(name: str, shingles: dict[str, frozenset[tuple[str, ...]]]) -> bool:
    own = shingles[name]
    for other, theirs in shingles.items():
        if other != name and min(len(own), len(theirs)) >= LEAST * max(len(own), len(theirs)):
            shared = len(own & theirs)
            if shared >= LEAST * (len(own) + len(theirs) - shared):
                return True
    return False


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=400)
    texts = bodies()
    started = time.process_time()
    sketches = {name: sketch(text) for name, text in texts.items()}
    per_card = (time.process_time() - started) / len(texts)
    started = time.process_time()
    found = groups(sketches.items())
    print(f"{len(texts):,} cards: {1000 * per_card:.2f} ms a sketch, {time.process_time() - started:.2f} s to group")
    grouped = {key for group in found for key in group.keys}
    print(f"{len(grouped):,} cards in {len(found):,} families, the largest of {len(found[0].keys):,}")
    shingles = {name: runs(texts[name]) for name, numbers in sketches.items() if numbers}
    chance = random.Random(1)  # noqa: S311
    sample = chance.sample(sorted(shingles), parser.parse_args().sample)
    right = {name for name in sample if has_duplicate(name, shingles)}
    told = grouped.intersection(sample)
    both = len(told & right)
    print(f"of {len(sample)}: {len(right)} by exact comparing, {len(told)} found, {both} by both")
    print(f"precision {both / len(told):.3f}, recall {both / len(right):.3f}")


if __name__ == "__main__":
    main()
