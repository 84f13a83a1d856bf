"""Does the score go with use? Beside an unweighted checklist, plain words and the five headings, on real cards.

    python benchmarks/score.py --corpus FOLDER [--resamples 1000] [--bots]

FOLDER holds `cards-2023/*.md` and `cards-2023.tsv` (dataset, created, downloads_30d, family, canonical). Community
cards are those of no family and with an owner. Spearman with downloads given the age of the repository, given age and
words, and the area under the curve for any downloads; intervals are those of a bootstrap over owners, since cards of
one owner are not independent, and the same resamples serve all features. Nothing is fitted. What this shows and what
not stands in docs/score.md.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import operator
import random
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from cardcheck.engine.linter import Linter
from cardcheck.model.card import Card
from cardcheck.parsing.card import parse_card
from cardcheck.topics.reading import read_topics

FEATURES = ("score", "checklist", "words", "headings")
TESTS = ("given age", "given age and words", "AUC, downloads > 0")
KEYS = ("license", "language", "task_categories", "size_categories", "pretty_name")
HEADINGS = (
    "Dataset Description",
    "Dataset Structure",
    "Dataset Creation",
    "Considerations for Using the Data",
    "Additional Information",
)
NAMED = ("heading", "label", "table", "code")


class Row(NamedTuple):
    """One card: who owns it, how old its repository is, how often it is fetched, and what the features say."""

    file: str
    owner: str
    family: str
    created: float
    downloads: int
    score: int
    checklist: int
    words: int
    headings: int


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--bots", action="store_true", help="also tell where machine-made cards stand")
    options = parser.parse_args()
    rows = read_rows(options.corpus, with_all=options.bots)
    community = [row for row in rows if not row.family]
    owners = {row.owner for row in community}
    print(f"{len(community):,} community cards of {len(owners):,} owners\n")
    compare(community, options.resamples)
    if options.bots:
        tell_families(rows, community)


def read_rows(corpus: Path, *, with_all: bool) -> list[Row]:
    """Read and score the cards: the community's, or all."""
    linter = Linter.of()
    rows = []
    with (corpus / "cards-2023.tsv").open(encoding="utf-8") as file:
        for line in csv.DictReader(file, delimiter="\t"):
            family = line["family"] or ("canonical" if line["canonical"] == "1" else "")
            if family and not with_all:
                continue
            card = parse_card((corpus / "cards-2023" / line["file"]).read_bytes())
            report = linter.check_parsed(card, line["file"])
            assert report.score is not None
            created = datetime.strptime(line["created"], "%a %b %d %H:%M:%S %Y %z").timestamp()
            words = read_topics(card).total.words
            rows.append(
                Row(
                    file=line["file"],
                    owner=line["dataset"].partition("/")[0],
                    family=family,
                    created=created,
                    downloads=int(line["downloads_30d"]),
                    score=report.score.tenths,
                    checklist=checklist(card, words),
                    words=words,
                    headings=int({one.heading.title for one in card.body.sections if one.heading} >= set(HEADINGS)),
                )
            )
    return rows


def checklist(card: Card, words: int) -> int:
    """Count the twelve unweighted yes or no items: five keys, seven things said."""
    data = card.metadata.client if card.metadata else None
    keys = sum(bool(data.get(key)) for key in KEYS) if isinstance(data, dict) else 0
    topics = read_topics(card)
    said = [
        topics.answers("citation"),
        topics.answers("usage"),
        topics.answers("fields", NAMED),
        topics.answers("splits", NAMED),
        any(topics.substance(topic).units >= 5 for topic in ("creation", "collection", "source-data", "annotation")),
        any(topics.substance(topic).units >= 5 for topic in ("considerations", "bias", "limitations", "social-impact")),
        words >= 100,
    ]
    return keys + sum(said)


def compare(rows: Sequence[Row], resamples: int) -> None:
    """Print each feature's figures, and the differences to the checklist with their intervals."""
    here = measure(rows)
    drawn = [measure(sample) for sample in bootstrap(rows, resamples)]
    print(f"{'':12}" + "".join(f"{test:>32}" for test in TESTS))
    for feature, figures in here.items():
        cells = []
        for at, figure in enumerate(figures):
            low, high = interval([one[feature][at] for one in drawn])
            cells.append(f"{figure:.3f} [{low:.3f}, {high:.3f}]")
        print(f"{feature:12}" + "".join(f"{cell:>32}" for cell in cells))
    print("\nscore less checklist, on the same resamples")
    for at, test in enumerate(TESTS):
        low, high = interval([one["score"][at] - one["checklist"][at] for one in drawn])
        difference = here["score"][at] - here["checklist"][at]
        verdict = "not worse" if high >= 0 else "worse"
        print(f"  {test:22} {difference:+.3f} [{low:+.3f}, {high:+.3f}]  {verdict}")


def bootstrap(rows: Sequence[Row], resamples: int) -> list[list[Row]]:
    """Draw owners with replacement, each with all its cards."""
    by_owner: dict[str, list[Row]] = {}
    for row in rows:
        by_owner.setdefault(row.owner, []).append(row)
    groups = list(by_owner.values())
    chance = random.Random(2401_13822)  # noqa: S311 (a fixed seed, so that two runs tell the same)
    return [[row for group in chance.choices(groups, k=len(groups)) for row in group] for _ in range(resamples)]


def measure(rows: Sequence[Row]) -> dict[str, tuple[float, float, float]]:
    """Return each feature's three figures on some cards."""
    downloads = ranks([row.downloads for row in rows])
    age = ranks([-row.created for row in rows])
    words = ranks([row.words for row in rows])
    used = [row.downloads > 0 for row in rows]
    figures = {}
    for feature in FEATURES:
        own = ranks([getattr(row, feature) for row in rows])
        given_both = float("nan") if feature == "words" else partial(own, downloads, [age, words])
        figures[feature] = (partial(own, downloads, [age]), given_both, auc(own, used))
    return figures


def ranks(values: Sequence[float]) -> list[float]:
    """Return the ranks of values from 1 on; equal ones share theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    found = [0.0] * len(values)
    at = 0
    for _, same in itertools.groupby(order, key=values.__getitem__):
        group = list(same)
        for index in group:
            found[index] = at + (len(group) + 1) / 2
        at += len(group)
    return found


def partial(one: Sequence[float], other: Sequence[float], given: Sequence[Sequence[float]]) -> float:
    """Return the correlation of two rankings, with others held constant."""
    if not given:
        return pearson(one, other)
    *rest, last = given
    both, left, right = partial(one, other, rest), partial(one, last, rest), partial(other, last, rest)
    return (both - left * right) / ((1 - left**2) * (1 - right**2)) ** 0.5


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the correlation of two rows of numbers."""
    mean, mean_other = sum(one) / len(one), sum(other) / len(other)
    left = [value - mean for value in one]
    right = [value - mean_other for value in other]
    product = sum(map(float.__mul__, left, right))
    return product / (sum(value * value for value in left) * sum(value * value for value in right)) ** 0.5


def auc(own: Sequence[float], used: Sequence[bool]) -> float:
    """Return how often a card that is used ranks above one that is not."""
    yes = sum(used)
    total = sum(rank for rank, is_used in zip(own, used, strict=True) if is_used)
    return (total - yes * (yes + 1) / 2) / (yes * (len(used) - yes))


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the middle 95 percent."""
    ordered = sorted(values)
    return ordered[int(0.025 * len(ordered))], ordered[int(0.975 * (len(ordered) - 1))]


def tell_families(rows: Sequence[Row], community: Sequence[Row]) -> None:
    """Print where machine-made and bulk cards stand among the community's, and the ends of the list."""
    ordered = sorted(row.score for row in community)
    tenth = ordered[len(ordered) // 10]
    print(f"\n10th percentile of community cards: {tenth / 10}")
    by_family = operator.attrgetter("family")
    for family, same in itertools.groupby(sorted(rows, key=by_family), key=by_family):
        scores = sorted(row.score for row in same)
        below = sum(score <= tenth for score in scores) / len(scores)
        middle = scores[len(scores) // 2] / 10
        print(f"  {family or 'community':32} {len(scores):5} median {middle:5.1f}  at or below {below:.0%}")
    ends = sorted(rows, key=lambda row: (row.score, row.file))
    for name, some in (("worst", ends[:10]), ("best", ends[-10:])):
        print(f"\nten {name}:")
        for row in some:
            print(f"  {row.score / 10:5.1f}  {row.file}")


if __name__ == "__main__":
    main()
