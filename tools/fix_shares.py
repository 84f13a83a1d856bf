"""How much of what is found on real cards a fix mends, by rule.

    python tools/fix_shares.py --corpus DIR                         # the totals, as lines
    python tools/fix_shares.py --corpus DIR --table docs/fixes.md   # the table of all rules besides

`DIR` holds cards as `*.md`, in itself or one folder below, and repositories as `*/*/README.md` with their files. Each
card is judged by the recommended rules and fixed by its safe fixes, those of no points included. A finding counts as
safely fixed only if it has a safe fix, perhaps after another one, and is gone afterwards: a fix that is refused is
none. Unsafe fixes are counted as they are offered. Only figures are written, no text of any card.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cardcheck import resources
from cardcheck.engine.fixing import Wanted, fix_card
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task
from cardcheck.facts import gather
from cardcheck.model.config import Config
from cardcheck.model.document import Document, SourceOptions
from cardcheck.model.facts import RepoFacts
from cardcheck.model.finding import SEVERITIES, Finding, Severity
from cardcheck.model.fixed import FixResult
from cardcheck.model.rule import Rule
from cardcheck.rulebook.load import builtin_rules, rule_pages
from cardcheck.sources import documents

METADATA = ("front-matter", "license", "language", "task", "metadata", "gating", "configs", "features")
RULES = {rule.id: rule for rule in builtin_rules()}
Outcome = Literal["safe", "refused", "unsafe", "none"]


class Met(NamedTuple):
    """A finding as far as it is counted: its rule, how grave it is, and what became of it."""

    rule: str
    severity: Severity
    outcome: Outcome


class Shares(NamedTuple):
    """What some findings add up to."""

    findings: int
    safe: int
    unsafe: int
    refused: int

    @classmethod
    def of(cls, found: Iterable[Met]) -> Shares:
        """Add up findings."""
        counts = Counter(one.outcome for one in found)
        return cls(counts.total(), counts["safe"], counts["unsafe"], counts["refused"])

    @property
    def share(self) -> str:
        """Say which part is fixed safely."""
        return f"{100 * self.safe / self.findings:.1f} %" if self.findings else "–"

    def row(self) -> str:
        """Write the cells of a table."""
        none = self.findings - self.safe - self.unsafe - self.refused
        return f"{self.findings:,} | {self.safe:,} | {self.share} | {self.unsafe:,} | {none:,} | {self.refused:,}"


def tasks(corpus: Path, linter: Linter) -> Iterator[Task]:
    """Yield the cards of a corpus: those that lie alone by themselves, those of repositories with their files."""
    for path in sorted(path for pattern in ("*.md", "*/*.md") for path in corpus.glob(pattern)):
        yield Task(str(path), path.read_bytes(), RepoFacts())
    for path in sorted(corpus.glob("*/*/README.md")):
        for found in documents(str(path), SourceOptions()):
            if isinstance(found, Document) and found.data is not None:
                yield Task(found.source, found.data, gather(linter.needs, found))


def outcomes(result: FixResult) -> Iterator[Met]:
    """Yield what became of each finding on a card as it was."""
    left = Counter(map(_words, result.report.shown))
    applied = {_words(finding) for finding in result.applied}
    for finding in result.before.shown:
        words = _words(finding)
        stays = left[words] > 0
        left[words] -= 1
        yield Met(finding.rule, finding.severity, _outcome(finding, stays=stays, is_applied=words in applied))


def _words(finding: Finding) -> tuple[str, str | None, str]:
    return finding.rule, finding.case, finding.message


def _outcome(finding: Finding, *, stays: bool, is_applied: bool) -> Outcome:
    # Some fixes are offered only after another one.
    if is_applied and not stays:
        return "safe"
    if finding.fix is None:
        return "none"
    if finding.fix.applicability == "unsafe":
        return "unsafe"
    return "refused" if stays else "safe"


def met(corpus: Path) -> Iterator[Met]:
    """Yield what became of all findings on a corpus."""
    linter = Linter.of(Config())
    wanted = Wanted(unsafe=False, cosmetic=True)
    for task in tasks(corpus, linter):
        yield from outcomes(fix_card(linter, task, wanted))


def is_metadata(rule: str) -> bool:
    return rule.partition("/")[0] in METADATA


def is_absence(rule: str) -> bool:
    """Whether a rule tells what is merely not there, which nobody can write who does not know it."""
    return RULES[rule].topic is not None or rule.endswith(("/missing", "-missing"))


def totals(found: Iterable[Met]) -> Iterator[tuple[str, Shares]]:
    """Yield the sums that matter, each with its name."""
    metadata = [one for one in found if is_metadata(one.rule)]
    wrong = [one for one in metadata if not is_absence(one.rule)]
    yield "all findings about metadata", Shares.of(metadata)
    yield "what is merely absent from the metadata", Shares.of(one for one in metadata if is_absence(one.rule))
    yield "metadata that says something wrong", Shares.of(wrong)
    for severity in SEVERITIES:
        yield f"– of these, {severity}", Shares.of(one for one in wrong if one.severity == severity)


def page(found: list[Met], count: int) -> Iterator[str]:
    """Yield the lines of the generated page."""
    yield "# Fixes"
    yield ""
    yield f"Written by `tools/fix_shares.py` on {datetime.datetime.now(tz=datetime.UTC).date()}. Do not edit."
    yield ""
    yield f"{count:,} real cards, judged by the recommended rules and fixed by `cardcheck fix --cosmetic`. A finding"
    yield "counts as fixed safely where it has a safe fix and is gone afterwards; *unsafe* fixes are offered and wait"
    yield "for `--unsafe`; *refused* are safe fixes that were not applied because they would have done harm."
    yield ""
    yield "## How much of it is fixed"
    yield ""
    yield "Two sums say different things. Most of what is found is merely absent: no license, no task, no name. A fix"
    yield "may write such a thing only where the card says it elsewhere. The other sum is of values that are there and"
    yield "wrong."
    yield ""
    yield "| findings | count | fixed safely | share | unsafe | no fix | refused |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    yield from (f"| {name} | {shares.row()} |" for name, shares in totals(found))
    yield ""
    yield "## Rules about metadata"
    yield ""
    yield from _table([one for one in found if is_metadata(one.rule)])
    yield ""
    yield "## Other rules"
    yield ""
    yield from _table([one for one in found if not is_metadata(one.rule)])


def _table(found: list[Met]) -> Iterator[str]:
    yield "| rule | findings | fixed safely | share | unsafe | no fix | refused | why not all |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    by_rule: dict[str, list[Met]] = {}
    for one in found:
        by_rule.setdefault(one.rule, []).append(one)
    said = reasons()
    for rule, some in sorted(by_rule.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        shares = Shares.of(some)
        reason = "" if shares.safe == shares.findings else said[rule]
        yield f"| {rule} | {shares.row()} | {reason} |"


def reasons() -> dict[str, str]:
    """Return why each rule does not fix all that it finds, as far as its file says."""
    pages = rule_pages(resources.rules_dir())
    return {name: pages.get(name, {}).get("unfixed") or _derived(rule) for name, rule in RULES.items()}


def _derived(rule: Rule) -> str:
    return "only a person knows" if is_absence(rule.id) else ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the table of all rules")
    given = parser.parse_args()
    found = list(met(given.corpus))
    for name, shares in totals(found):
        print(f"{name}: {shares.safe:,} of {shares.findings:,} fixed safely ({shares.share})")
    if given.table:
        count = sum(1 for _ in tasks(given.corpus, Linter.of(Config())))
        given.table.write_text("\n".join(page(found, count)) + "\n", encoding="utf-8")
        print(f"{given.table}: written")


if __name__ == "__main__":
    main()
