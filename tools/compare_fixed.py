"""Measure what `cardcheck fix` does to loading, by the real `datasets`, on random repositories and real folders.

    pip install -e '.[oracle,test]'
    python tools/compare_fixed.py --seed 1 --count 1000

In: a seed, and a corpus of folders if there is one. Out, for safe fixes and for all: the repositories whose card
changed, what loaded before and does not after, what loads otherwise though no finding says so, and of each failure row
how many repositories failed, had a fix, and load now. Fails where anything that loaded does not any more or loads
otherwise, or where less than 90 % of those with a fix load.

A repository has a fix where all that was found to stop it was fixed. One that was changed in several ways may fail
again for what could not be seen before; it counts unless what is found then has no fix at all. One that was changed in
a single way always counts, and has a rate of its own.
"""

from __future__ import annotations

import argparse
import collections
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "oracle")]

from answers import Answer, outcome_class  # noqa: E402
from comparing import asked  # noqa: E402
from failure_rows import ROWS  # noqa: E402
from mending import Effect, Mended, effect, mended  # noqa: E402
from real_folders import real_repositories  # noqa: E402
from repositories import Repository, repositories  # noqa: E402

from cardcheck.engine.fixing import Wanted  # noqa: E402
from cardcheck.engine.linter import Linter  # noqa: E402
from cardcheck.model.config import Config  # noqa: E402

LEAST_LOADING = 0.9


class Judged(NamedTuple):
    """One repository: fixed, what the library said before and after, and what that comes to."""

    mended: Mended
    before: Answer
    after: Answer
    effect: Effect


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2, help="processes that ask the library")
    parser.add_argument("--corpus", type=Path, help="a folder whose `repos` holds folders of real data sets")
    parser.add_argument("--profile", default="recommended")
    parser.add_argument("--answers", type=Path, help="keep the library's answers here, and ask only about the rest")
    parser.add_argument("--show", type=int, default=10, help="how many of what went wrong to print")
    return parser.parse_args()


def judged(made: Sequence[Repository], wanted: Wanted, options: argparse.Namespace) -> list[Judged]:
    """Fix all, and ask the library before and after."""
    linter = Linter.of(Config(profile=options.profile))
    fixed = [mended(one, linter, wanted) for one in made]
    is_kept = options.answers is not None and options.answers.exists()
    known = json.loads(options.answers.read_text(encoding="utf-8")) if is_kept else {}
    before = asked(made, options.jobs, known)
    after = asked([one.after for one in fixed], options.jobs, known)
    if options.answers is not None:
        options.answers.write_text(json.dumps(known), encoding="utf-8")
    return [Judged(one, old, new, effect(one, old, new)) for one, old, new in zip(fixed, before, after, strict=True)]


def has_fix(one: Judged) -> bool:
    """Whether a repository failed, and all that was found to stop it has been fixed."""
    found = one.mended.blocking
    applied = one.mended.result.applied if one.mended.result else ()
    gone = {(finding.rule, finding.pointer) for finding in applied}
    is_fixed = bool(found) and all((finding.rule, finding.pointer) in gone for finding in found)
    is_other = not is_single(one) and any(finding.fix is None for finding in one.mended.blocking_after)
    return one.effect.failed and is_fixed and not is_other


def is_single(one: Judged) -> bool:
    """Whether a repository was made faulty in one way only."""
    return len(one.mended.before.changes) == 1


def print_rows(found: Sequence[Judged]) -> None:
    """Print for each failure row how many failed, how many of these had a fix, and how many load now."""
    failed, fixable, loading = (collections.Counter[str]() for _ in range(3))
    for one in found:
        rows = one.mended.before.aims if one.effect.failed else ()
        failed.update(rows)
        fixable.update(rows if has_fix(one) else ())
        loading.update(rows if one.effect.loads else ())
    print("\n failed  fix for all  load now")
    for name, row in ROWS.items():
        if failed[name]:
            print(f"  {failed[name]:5} {fixable[name]:12} {loading[name]:9}  {name:24} {row.what}")


def print_worst(title: str, found: Sequence[Judged], most: int) -> None:
    print(f"{len(found):6} {title}")
    for one in found[:most]:
        told = "; ".join((*one.effect.lost, *one.effect.changed)) or f"{_why(one.before)} → {_why(one.after)}"
        left = sorted({finding.rule for finding in one.mended.blocking_after})
        print(f"       {one.mended.before.folder} {one.mended.before.changes} {one.mended.rules} left {left}: {told}")


def _why(answer: Answer) -> str:
    whys = [str(one["why"]) for one in (answer, *answer["configs"]) if one.get("why")]
    return f"{outcome_class(answer)} ({whys[0][:160] if whys else ''})"


def print_one(title: str, found: list[Judged], options: argparse.Namespace) -> bool:
    """Print all about one set of fixes; whether the bounds are kept."""
    changed = [one for one in found if one.mended.is_changed]
    failed = [one for one in found if one.effect.failed]
    fixable = [one for one in failed if has_fix(one)]
    some = [one for one in failed if any(finding.fix for finding in one.mended.blocking)]
    lost, other = [one for one in found if one.effect.lost], [one for one in found if one.effect.changed]
    print(f"\n=== {title}: {len(found)} repositories")
    print(f"{len(changed):6} cards changed")
    print_worst("lost something that loaded", lost, options.show)
    print_worst("load otherwise than before", other, options.show)
    print(f"{len(failed):6} failed before, {sum(one.effect.loads for one in failed)} of them load now")
    print(f"{len(some):6} of them have some fix for it, {sum(one.effect.loads for one in some)} of these load now")
    rate = sum(one.effect.loads for one in fixable) / len(fixable) if fixable else 1.0
    print(f"{len(fixable):6} of them have a fix for all that was found, {rate:.1%} of these load now")
    single = [one.effect.loads for one in fixable if is_single(one)]
    print(f"{len(single):6} of these are faulty in one way, {sum(single) / max(1, len(single)):.1%} of these load now")
    print_worst("do not", [one for one in fixable if not one.effect.loads], options.show)
    print_rows(found)
    return not lost and not other and rate >= LEAST_LOADING


def main() -> None:
    options = arguments()
    made = list(repositories(options.seed, options.count))
    if options.corpus:
        made += real_repositories(options.corpus)
    kept = [
        print_one(title, judged(made, wanted, options), options)
        for title, wanted in (("safe fixes", Wanted()), ("all fixes", Wanted(unsafe=True)))
    ]
    sys.exit(0 if all(kept) else 1)


if __name__ == "__main__":
    main()
