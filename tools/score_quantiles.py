"""Measure how community cards score, for the percentile that a score is told with.

    python tools/score_quantiles.py --corpus FOLDER

FOLDER holds `cards-2023/*.md` and `cards-2023.tsv`. Community cards are those of no family and with an owner. Writes
`schemas/score/quantiles-<version>.json`: the points that one to ninety-nine percent of them do not reach, and no text.
"""

from __future__ import annotations

import argparse
import csv
import json
from datetime import UTC, datetime
from pathlib import Path

from cardcheck import resources
from cardcheck.engine.linter import Linter
from cardcheck.engine.scoring.book import VERSION


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    corpus = parser.parse_args().corpus
    tenths = sorted(scores(corpus))
    path = resources.root() / "schemas" / "score" / f"quantiles-{VERSION}.json"
    told = {
        "title": "How community cards of March 2023 score, from the card alone",
        "version": VERSION,
        "source": "arXiv 2401.13822: cards of 16 March 2023, without those of no owner, in bulk or by machines",
        "date": datetime.now(UTC).date().isoformat(),
        "cards": len(tenths),
        "note": "Tenths of points that one to ninety-nine percent of the cards do not reach.",
        "tenths": [tenths[len(tenths) * percent // 100] for percent in range(1, 100)],
    }
    lines = [f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in told.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{path}: {len(tenths):,} cards, median {tenths[len(tenths) // 2] / 10}")


def scores(corpus: Path) -> list[int]:
    """Return the scores of the community cards, in tenths."""
    linter = Linter.of()
    found = []
    with (corpus / "cards-2023.tsv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            if not line["family"] and line["canonical"] != "1":
                report = linter.check((corpus / "cards-2023" / line["file"]).read_bytes(), line["file"])
                assert report.score is not None
                found.append(report.score.tenths)
    return found


if __name__ == "__main__":
    main()
