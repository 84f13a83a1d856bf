"""Measure how well the load plan agrees with the real `datasets` on random repositories.

    pip install -e '.[oracle,test]'
    python tools/compare_loading.py --seed 1 --count 3000

In: a seed. Out: the rate of agreement, the count of every failure row, agreement per outcome, and the first
disagreements, made small. Fails under 99.5 % of all repositories or 98 % of any outcome.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "oracle")]

from answers import Answer  # noqa: E402
from comparing import Judged, asked, judged, minimised, shown  # noqa: E402
from failure_rows import ROWS  # noqa: E402
from recorded import write_case, write_golden  # noqa: E402
from repositories import Repository, repositories  # noqa: E402

OVERALL, PER_OUTCOME, PER_ROW = 0.995, 0.98, 30


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=2, help="processes that ask the library")
    parser.add_argument("--show", type=int, default=10, help="how many disagreements to print, each of another cause")
    parser.add_argument("--answers", type=Path, help="keep the library's answers here, and ask only about the rest")
    parser.add_argument("--record", type=Path, help="write repositories and answers to a golden file")
    parser.add_argument("--keep", type=Path, help="write what is shown to this folder, a case each")
    return parser.parse_args()


def real(made: list[Repository], options: argparse.Namespace) -> list[Answer]:
    """Return the library's answers, asked now or before."""
    is_kept = options.answers is not None and options.answers.exists()
    known = json.loads(options.answers.read_text(encoding="utf-8")) if is_kept else {}
    found = asked(made, options.jobs, known)
    if options.answers is not None:
        options.answers.write_text(json.dumps(known), encoding="utf-8")
    return found


def print_rows(made: list[Repository]) -> None:
    counts = collections.Counter(row for repository in made for row in repository.aims)
    print("\nfailure rows (times met):")
    for name, row in ROWS.items():
        rare = "  < rare" if counts[name] < PER_ROW else ""
        print(f"  {counts[name]:5} {row.section:13} {name:24} {row.what}{rare}")


def print_surprises(found: list[Judged]) -> None:
    """Name the rows that, met alone, do not end as the table says: the table, or the repository, is wrong."""
    alone: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for one in found:
        if len(one.repository.changes) == 1:
            for row in one.repository.aims:
                expected = {str(said or "ok") for said in ROWS[row].raises}
                alone[row]["as told" if one.outcome in expected else one.outcome] += 1
    print("\nrows met alone that end otherwise than their table says:")
    for name, outcomes in alone.items():
        if set(outcomes) - {"as told"}:
            print(f"  {name}: {dict(outcomes)}")


def print_outcomes(found: list[Judged]) -> float:
    """Print agreement per outcome, and return the worst."""
    total = collections.Counter(one.outcome for one in found)
    agreed = collections.Counter(one.outcome for one in found if not one.differences)
    rates = {outcome: agreed[outcome] / count for outcome, count in total.items()}
    print("\nagreement per outcome:")
    for outcome, count in total.most_common():
        print(f"  {agreed[outcome]:5} of {count:5} {rates[outcome]:8.2%}  {outcome}")
    worst = min(rates, key=lambda outcome: rates[outcome])
    print(f"worst: {worst} ({rates[worst]:.2%})")
    return rates[worst]


def print_disagreements(found: list[Judged], options: argparse.Namespace) -> None:
    differ = [one for one in found if one.differences]
    causes = collections.Counter(one.cause for one in differ)
    print("\ndisagreements by kind:")
    for cause, count in causes.most_common():
        print(f"  {count:5} {cause}")
    firsts = {one.cause: one for one in reversed(differ)}
    for number, (cause, count) in enumerate(causes.most_common(options.show)):
        small = minimised(firsts[cause])
        print(f"\n--- {count} times: {cause}; first in {firsts[cause].repository.folder}\n{shown(small)}")
        if options.keep:
            options.keep.mkdir(exist_ok=True, parents=True)
            name = re.sub(r"\W+", "-", cause).strip("-").lower()[:60]
            write_case(options.keep / f"{number:02}-{name}.yaml", cause, small.repository, small.real)


def versions() -> str:
    import importlib.metadata as installed

    names = ("datasets", "huggingface_hub", "pyarrow", "pandas", "fsspec")
    return ", ".join(f"{name} {installed.version(name)}" for name in names)


def main() -> None:
    options = arguments()
    made = list(repositories(options.seed, options.count))
    answers = real(made, options)
    found = list(judged(made, answers))
    if options.record:
        print(f"{options.record}: {write_golden(options.record, zip(made, answers, strict=True)):,} bytes")
    agreeing = sum(not one.differences for one in found)
    print_rows(made)
    print_surprises(found)
    worst = print_outcomes(found)
    print_disagreements(found, options)
    rate = agreeing / len(found)
    print(f"\nseed {options.seed}: {agreeing} of {len(found)} repositories agree ({rate:.2%}); {versions()}")
    sys.exit(0 if rate >= OVERALL and worst >= PER_OUTCOME else 1)


if __name__ == "__main__":
    main()
