"""How many real cards have something under each heading, beside what an independent program counted.

    python tools/content_shares.py --corpus DIR                  # the table
    python tools/content_shares.py --corpus DIR --list fields    # the cards that answer a topic, to read them

`DIR` holds the cards of March 2023 as `cards-2023/*.md` and, beside the folder, `cards-2023.tsv` with their downloads.
A section has content if five words stand below its title or in its parts, rows of tables and lines of code being
counted as `Substance.units` says. Only titles count, as in the other count; “Limitations” without “Considerations for
Using the Data” above it is no content of the latter here (with such sections considerations are 8.5 and 20 percent,
creation, for “Data Collection” stands alone often, 17.7 and 37).
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cardcheck.model.topics import Topics
from cardcheck.parsing.card import parse_card
from cardcheck.topics.reading import read_topics

TOP = 100


class Known(NamedTuple):
    """A topic, how many units make content, and the shares in percent that were counted by another program."""

    topic: str
    least: int
    everywhere: float | None
    top: float | None


KNOWN = (
    Known("summary", 5, None, None),
    Known("fields", 5, 30.0, 82.0),
    Known("splits", 5, 27.0, 79.0),
    Known("instances", 5, None, None),
    Known("creation", 5, 15.7, 35.0),
    Known("considerations", 5, 8.4, 20.0),
    Known("personal-data", 5, None, None),
    Known("license", 1, None, None),
    Known("citation", 1, None, None),
)


def has_content(topics: Topics, known: Known) -> bool:
    return topics.substance(known.topic, ("heading",)).units >= known.least


def downloads(corpus: Path) -> dict[str, int]:
    with (corpus / "cards-2023.tsv").open(encoding="utf-8", newline="") as lines:
        return {row["file"]: int(row["downloads_30d"] or 0) for row in csv.DictReader(lines, delimiter="\t")}


def cards(corpus: Path) -> Iterator[tuple[str, Topics]]:
    for path in sorted((corpus / "cards-2023").glob("*.md")):
        yield path.name, read_topics(parse_card(path.read_bytes()))


def share(names: set[str], among: list[str]) -> float:
    return 100 * sum(name in names for name in among) / len(among)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--list", metavar="TOPIC", help="print the cards that answer one topic")
    args = parser.parse_args()
    found: dict[str, set[str]] = {known.topic: set() for known in KNOWN}
    names = []
    for name, topics in cards(args.corpus):
        names.append(name)
        for known in KNOWN:
            if has_content(topics, known):
                found[known.topic].add(name)
    if args.list:
        print("\n".join(sorted(found[args.list])))
        return
    counts = downloads(args.corpus)
    top = sorted(names, key=lambda name: -counts.get(name, 0))[:TOP]
    print(f"{'topic':16}{'all':>7}{'known':>7}{f'top {TOP}':>9}{'known':>7}")
    for known in KNOWN:
        everywhere, best = share(found[known.topic], names), share(found[known.topic], top)
        others = [f"{value:.1f}" if value is not None else "" for value in (known.everywhere, known.top)]
        print(f"{known.topic:16}{everywhere:7.1f}{others[0]:>7}{best:9.1f}{others[1]:>7}")


if __name__ == "__main__":
    main()
