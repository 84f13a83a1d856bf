"""From keystroke to diagnostics: how long an editor waits for the language server, beside what parsing alone takes.

    python benchmarks/lsp.py [CARD] [--keys 60] [--pause 0.15]

Without a card it writes one of 50 kB. A client starts the real server, opens the card and types into it, one character
at a time: a word of its text, then of its metadata. The clock runs from sending the change to receiving the diagnostics
of just this version. Printed are median, 90th percentile and the longest, and the same for parsing the card here. Where
others use the machine too, the CPU time that the server took for a keystroke says more.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "lsp")]

SIZE = 50_000
HEAD = """---
license: apache2
language:
- en
pretty_name: Tides of the North Sea
size_categories:
- 1K<n<10K
task_categories:
- text-classification
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train.csv
---
# Tides of the North Sea

"""
TALK = """The gauge at station {number} writes the level of the *sea* every ten minutes, and has done so since the
winter in which the old one was lost. Readings between 19{year:02} and 2020 were taken by hand, and **two people**
compared them at the end of each week; where they did not agree, the reading was left out and the gap is told in the
column of remarks. See [the station](https://example.org/stations/{number}) for how its height was measured, and by
whom.

"""
TABLE = """| field | type | meaning |
|---|---|---|
| `level_{number}` | float64 | height in metres above the chart datum |
| `at_{number}` | timestamp[s] | when the reading was taken |

"""
CODE = """```python
from datasets import load_dataset

tides = load_dataset("example/tides", "station-{number}", split="train")
```

"""


def card() -> str:
    """Return a card of the size that the promise is about, with about as much of everything as real ones have."""
    text = HEAD
    number = 0
    while len(text) < SIZE:
        number += 1
        section = f"## Station {number}\n\n" + TALK * 3 + TABLE * (number % 4 == 0) + CODE * (number % 8 == 0)
        text += section.replace("{number}", str(number)).replace("{year:02}", f"{number % 100:02}")
    return text


def main() -> None:
    parser = argparse.ArgumentParser(description="From keystroke to diagnostics, beside the bare parse.")
    parser.add_argument("card", nargs="?", type=Path)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--pause", type=float, default=0.15, help="seconds between keystrokes")
    options = parser.parse_args()
    text = options.card.read_text(encoding="utf-8") if options.card else card()
    waits = typed(text, options.keys, options.pause)
    alone = [seconds_alone(text + "x" * index, options.pause) for index in range(15)]
    print(f"{len(text.encode()):,} bytes, {options.keys} keystrokes")
    cpu = waits.pop("CPU")
    told("keystroke to diagnostics", [seconds for answers in waits.values() for seconds in answers])
    told("  CPU time of the server", [sum(cpu) / len(cpu)] if any(cpu) else [])
    for where, answers in waits.items():
        told(f"  typing in the {where}", answers)
    told("parsing alone", [parse for parse, _ in alone])
    told("parsing and judging without an editor", [parse + judge for parse, judge in alone])


def told(what: str, seconds: list[float]) -> None:
    ordered = sorted(seconds)
    if len(ordered) < 2:
        print(f"{what:45} " + (f"{1000 * ordered[0]:6.1f} ms on average" if ordered else "is not told here"))
        return
    high = ordered[int(0.9 * (len(ordered) - 1))]
    print(
        f"{what:45} {1000 * statistics.median(ordered):6.1f} ms  p90 {1000 * high:6.1f}  max {1000 * ordered[-1]:6.1f}"
    )


def typed(text: str, keys: int, pause: float) -> dict[str, list[float]]:
    """Type into a card, half into its text and half into its metadata, and return how long each answer took."""
    from lsp_editor import Editor

    answers: dict[str, list[float]] = {"text": [], "metadata": [], "CPU": []}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "README.md"
        path.write_text(text, encoding="utf-8")
        editor = Editor()
        uri = editor.open(path)
        editor.found(uri)
        version = 1
        server = editor.process
        for where, place in (("text", len(text)), ("metadata", text.index("\n---"))):
            word = "\n\n" + "The water rises and falls. " * keys if where == "text" else "\nx_" + "ab" * keys
            for length in range(1, keys // 2 + 1):
                time.sleep(pause)
                version += 1
                changed = text[:place] + word[:length] + text[place:]
                began, worked = time.perf_counter(), cpu_seconds(server)
                editor.change(uri, changed, version)
                editor.run(editor.published_for(uri, version))
                answers[where].append(time.perf_counter() - began)
                answers["CPU"].append(cpu_seconds(server) - worked)
        editor.close()
    return answers


def cpu_seconds(process: int) -> float:
    """Return the CPU time that a process has taken so far; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def seconds_alone(text: str, pause: float) -> tuple[float, float]:
    """Return how long parsing takes here, and judging after it."""
    from cardcheck.engine.linter import Linter
    from cardcheck.parsing.card import parse_card

    linter = Linter.of()
    time.sleep(pause)
    began = time.perf_counter()
    card = parse_card(text)
    parsed = time.perf_counter()
    linter.check_parsed(card)
    return parsed - began, time.perf_counter() - parsed


if __name__ == "__main__":
    main()
