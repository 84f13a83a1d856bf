"""Record what js-yaml makes of our own blocks: `tests/parsing/golden/js_yaml.jsonl.gz`.

In: nothing but the seed below. Out: one line for each block, `[block, answer]`, answers as `record_js_yaml.mjs`
writes them.
The same seed and js-yaml version give the same file to the byte.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

from js_yaml import ask

TESTS = Path(__file__).resolve().parent.parent / "tests" / "parsing"
sys.path.insert(0, str(TESTS))

from yaml_mutations import block, mutated  # noqa: E402

GOLDEN = TESTS / "golden" / "js_yaml.jsonl.gz"
SEED = 2026
UNDAMAGED, DAMAGED = 600, 2_400


def blocks() -> list[str]:
    """Write the blocks."""
    rng = random.Random(SEED)  # noqa: S311 - test data
    return [block(rng) for _ in range(UNDAMAGED)] + [mutated(rng, block(rng)) for _ in range(DAMAGED)]


def main() -> None:
    """Write the file."""
    written = blocks()
    lines = [
        json.dumps([text, answer], ensure_ascii=True, separators=(",", ":"))
        for text, answer in zip(written, ask(written), strict=True)
    ]
    GOLDEN.parent.mkdir(exist_ok=True)
    # No time stamp and no name in the header, so that an unchanged record is an unchanged file.
    GOLDEN.write_bytes(gzip.compress(("\n".join(lines) + "\n").encode(), mtime=0))
    refused = sum('"refused":' in line for line in lines)
    print(f"{len(lines)} blocks, {refused / len(lines):.1%} refused, {GOLDEN.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
