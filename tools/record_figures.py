"""Measure what takes real cards or a while, and keep the figures with day and command: `tools/figures.json`.

    python tools/record_figures.py --corpus DIR                        # all of it, some twenty minutes
    python tools/record_figures.py --corpus DIR loading                # one
    python tools/record_figures.py --corpus DIR loading --said FILE    # of what the command has printed already

`DIR` is as the tools want it that are called here; each says so at its top. The page "How we know" shows the figures.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FIGURES = ROOT / "tools" / "figures.json"


class Measure(NamedTuple):
    """A command whose output holds figures: `finds` takes them out of it, `figure` puts them into words."""

    what: str
    command: str
    finds: str
    figure: str


MEASURES = {
    "js-yaml-real": Measure(
        "Blocks of real cards, read as js-yaml reads them",
        "python tools/compare_dialects.py --corpus DIR --seed 1 --mutated 2000",
        r"js-yaml, real blocks [^:]*: (?P<agree>\d+) of (?P<all>\d+) agree",
        "{agree} of {all} agree",
    ),
    "js-yaml-mutated": Measure(
        "Blocks changed at random, read as js-yaml reads them",
        "python tools/compare_dialects.py --corpus DIR --seed 1 --mutated 2000",
        r"js-yaml, mutated blocks of seed 1 \((?P<refused>[\d.]+)% refused\): (?P<agree>\d+) of (?P<all>\d+) agree",
        "{agree} of {all} agree; {refused} % of them are refused",
    ),
    "client-real": Measure(
        "Real cards, read as `DatasetCard` of huggingface_hub reads them",
        "python tools/compare_dialects.py --corpus DIR --seed 1 --mutated 2000",
        r"DatasetCard, real cards: (?P<agree>\d+) of (?P<all>\d+) agree",
        "{agree} of {all} agree",
    ),
    "loading": Measure(
        "Random repositories, loaded as `datasets` loads them",
        "python tools/compare_loading.py --seed 1 --count 1000",
        r"seed 1: (?P<agree>\d+) of (?P<all>\d+) repositories agree .*; datasets (?P<release>[\d.]+)",
        "{agree} of {all} agree, with datasets {release}",
    ),
    "precision": Measure(
        "Findings of medium confidence and above that were read one by one and that fire today",
        "python tools/precision.py report --corpus DIR",
        r"above: (?P<read>\d+) read, (?P<right>[\d.]+)% right; weighed by findings (?P<weighed>[\d.]+)%",
        "{read} read, {right} % right; weighed by how often each fires, {weighed} %",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="what to measure; all by default")
    parser.add_argument("--corpus", required=True, help="folder of real cards")
    parser.add_argument("--said", type=Path, help="what the command has printed already")
    given = parser.parse_args()
    kept = {entry["name"]: entry for entry in read()}
    kept |= {entry["name"]: entry for entry in measured(given.names or list(MEASURES), given.corpus, given.said)}
    entries = [kept[name] for name in MEASURES if name in kept]
    FIGURES.write_text(json.dumps({"figures": entries}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read() -> list[dict[str, Any]]:
    """Return what is kept today."""
    if not FIGURES.exists():
        return []
    kept: list[dict[str, Any]] = json.loads(FIGURES.read_text(encoding="utf-8"))["figures"]
    return kept


def measured(names: list[str], corpus: str, said: Path | None) -> Iterator[dict[str, Any]]:
    """Run each command once, and yield the figures in what it prints."""
    outputs: dict[str, str] = {}
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    for name in names:
        measure = MEASURES[name]
        if measure.command not in outputs:
            outputs[measure.command] = said.read_text(encoding="utf-8") if said else output_of(measure.command, corpus)
        yield {"name": name, "date": today, **entry_of(measure, outputs[measure.command])}


def entry_of(measure: Measure, output: str) -> dict[str, str]:
    """Take the figures of a measure out of what its command printed."""
    found = re.search(measure.finds, output)
    if found is None:
        sys.exit(f"no figure in what `{measure.command}` printed:\n{output[-2000:]}")
    figures = {key: grouped(value) for key, value in found.groupdict().items()}
    return {"what": measure.what, "figure": measure.figure.format(**figures), "command": measure.command}


def grouped(number: str) -> str:
    """Write thousands apart."""
    return f"{int(number):,}" if number.isdecimal() else number


def output_of(command: str, corpus: str) -> str:
    words = [{"python": sys.executable, "DIR": corpus}.get(word, word) for word in shlex.split(command)]
    print(f"{command} …", file=sys.stderr)
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    main()
