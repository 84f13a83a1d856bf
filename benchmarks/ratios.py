"""Our time beside floors that nobody can go below, measured in one run.

    python benchmarks/ratios.py --cards FOLDER [--rounds 5]

- *throughput*: cardcheck on every card of a folder beside the bare parse of the same cards (libyaml compose of
  the front matter, full markdown-it parse of the body). Rounds alternate; the medians give the ratio.
- *cold start*: `cardcheck check --no-data` on a 2 kB card in a new process beside `import click, yaml,
  markdown_it` in a new process; then the same with a folder that holds data files.

Without `--cards` the cards are made up, so that the command works anywhere.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

BLOCK = re.compile(r"\s*---(?:\r\n|\r|\n)([\s\S]*?)(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\n|\Z)")
# An installed program has its bytecode; measuring without would measure Python's compiler.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "good"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--cards", type=Path, help="folder of .md files")
    parser.add_argument("--every", type=int, default=1, help="take every n-th card")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    cards = read_cards(options.cards)[:: options.every]
    throughput(cards, options.rounds)
    cold_start(options.rounds * 4)


def read_cards(folder: Path | None) -> list[str]:
    """Return the texts to measure with."""
    if folder is None:
        text = (EXAMPLE / "README.md").read_text(encoding="utf-8")
        return [text.replace("Harbour", f"Harbour {number}") for number in range(300)]
    texts = []
    for path in sorted(folder.glob("*.md")):
        with path.open(encoding="utf-8", newline="") as file:
            texts.append(file.read())
    return texts


def throughput(cards: list[str], rounds: int) -> None:
    """Print milliseconds a card for the floor and for us, and their ratio."""
    import yaml
    from markdown_it import MarkdownIt

    from cardcheck.engine.linter import Linter

    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    linter = Linter.of()

    def bare(text: str) -> None:
        block = BLOCK.match(text)
        if block:
            with contextlib.suppress(yaml.YAMLError):
                yaml.compose(block[1] + "\n", Loader=yaml.CSafeLoader)
        markdown.parse(text[block.end() :] if block else text)

    def ours(text: str) -> None:
        linter.check(text)

    for warm in cards[:20]:
        bare(warm)
        ours(warm)
    pairs = [(each(bare, cards), each(ours, cards)) for _ in range(rounds)]
    floor, used = statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs)
    ratio = statistics.median(pair[1] / pair[0] for pair in pairs)
    print(f"throughput, {len(cards)} cards, {len(linter.rules)} rules, median of {rounds} rounds, CPU time:")
    print(f"  bare parse   {floor:6.2f} ms a card")
    print(f"  cardcheck    {used:6.2f} ms a card")
    print(f"  ratio        {ratio:6.2f}")


def each(work: Callable[[str], None], cards: list[str]) -> float:
    """Return the milliseconds of CPU time that one card costs on average."""
    begun = time.process_time()
    for text in cards:
        work(text)
    return (time.process_time() - begun) / len(cards) * 1000


def cold_start(runs: int) -> None:
    """Print the time of whole processes, in turn, and their ratios."""
    with tempfile.TemporaryDirectory() as folder:
        card = Path(folder) / "README.md"
        card.write_text((EXAMPLE / "README.md").read_text(encoding="utf-8")[:2048], encoding="utf-8")
        check = [sys.executable, "-m", "cardcheck", "check", "--fail-on", "never"]
        commands = {
            "imports": [sys.executable, "-c", "import click, yaml, markdown_it"],
            "one card": [*check, "--no-data", str(card)],
            "data folder": [*check, str(EXAMPLE)],
        }
        for command in commands.values():
            process(command)
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(runs):
            for name, command in commands.items():
                times[name].append(process(command))
    print(f"cold start, median of {runs} runs each, in turn, wall time:")
    for name, taken in times.items():
        ratio = statistics.median(ours / floor for ours, floor in zip(taken, times["imports"], strict=True))
        print(f"  {name:<12} {statistics.median(taken) * 1000:6.0f} ms   ratio {ratio:5.2f}")


def process(command: list[str]) -> float:
    """Return the seconds that a process takes."""
    begun = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
