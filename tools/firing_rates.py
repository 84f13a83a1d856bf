"""How often each rule fires on real cards, and whether the default text stays humane.

    python tools/firing_rates.py --corpus DIR                                # the humane figures, as one line
    python tools/firing_rates.py --corpus DIR --table docs/firing-rates.md   # the table of all rules besides

`DIR` holds cards as `*.md`, in itself or one folder below, and lists of machine-made cards as `*.tsv` with the columns
`file` and `family`. A report that `cardcheck check … --no-data --format jsonl` wrote spares a run: `--report FILE` of
the default rules, `--report-all FILE` of all (`--select all`). What the text reporter shows is counted by its own
code: one entry a rule and cause, and one for the topics that are merely absent. Only figures are written, no text of
any card. The exit code is 1 where the default text says too much: a median above 6 entries, or more than 12 at the 95th
percentile.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cardcheck.model.config import Config
from cardcheck.model.finding import Finding
from cardcheck.model.rule import Rule
from cardcheck.model.text import Span
from cardcheck.reporters._grouping import groups
from cardcheck.rulebook.load import builtin_rules
from cardcheck.run import Linters, Wishes, run

MOST_MEDIAN, MOST_P95 = 6, 12
RULES = {rule.id: rule for rule in builtin_rules()}


class Judged(NamedTuple):
    """One card's findings as the default confidence shows them."""

    card: str
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Cards:
    """What some cards add up to: how many there are, entries by card, findings and cards by rule."""

    entries: list[int] = field(default_factory=list)
    findings: Counter[str] = field(default_factory=Counter)
    cards: Counter[str] = field(default_factory=Counter)

    def add(self, judged: Judged) -> None:
        """Take one more card."""
        self.entries.append(entries_of(judged.findings))
        self.findings.update(finding.rule for finding in judged.findings)
        self.cards.update({finding.rule for finding in judged.findings})

    def share(self, rule: str) -> str:
        """Say on what share of the cards a rule fires."""
        return f"{100 * self.cards[rule] / len(self.entries):.1f} %" if self.entries else "–"


def entries_of(findings: Iterable[Finding]) -> int:
    """Count what the text reporter shows of one card; absent topics share one line."""
    return sum(len(group.entries) + (group.absent is not None) for group in groups(findings, each=False))


def percentile(numbers: list[int], percent: int) -> int:
    """Return the least number that so many percent do not exceed."""
    ordered = sorted(numbers)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)] if ordered else 0


def card_files(corpus: Path) -> list[str]:
    return sorted(str(path) for pattern in ("*.md", "*/*.md") for path in corpus.glob(pattern))


def judged_by(config: Config, corpus: Path, jobs: int) -> Iterator[Judged]:
    """Lint the corpus."""
    wishes = Wishes(is_data_wanted=False, jobs=jobs)
    for report in run(card_files(corpus), Linters(config), wishes):
        yield Judged(Path(report.source).name, report.shown)


def judged_from(report: Path) -> Iterator[Judged]:
    """Read a report that was kept."""
    with report.open(encoding="utf-8") as lines:
        for line in lines:
            card = json.loads(line)
            findings = tuple(_finding(one) for one in card["findings"] if not one["suppressed"])
            yield Judged(Path(card["source"]).name, findings)


def _finding(one: dict[str, Any]) -> Finding:
    rule = RULES[one["rule"]]
    start, end = (one["location"][name]["offset"] for name in ("start", "end"))
    return Finding(
        rule=rule.id,
        case=one["case"],
        severity=one["severity"],
        confidence=one["confidence"],
        category=one["category"],
        consumers=tuple(one["consumers"]),
        message=one["message"],
        why=one["why"],
        pointer=one["pointer"],
        section=one["section"],
        span=Span(start, end),
        names="none",
        quotes=None,
        fingerprint=one["fingerprint"],
        related=(),
        fix=None,
        topic=rule.topic,
        points=rule.points,
    )


def machine_made(corpus: Path) -> set[str]:
    """Return the files of cards that a program wrote in series."""
    found = set()
    for path in corpus.glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as lines:
            found |= {row["file"] for row in csv.DictReader(lines, delimiter="\t") if row.get("family")}
    return found


def counted(judged: Iterable[Judged], machine: set[str]) -> tuple[Cards, Cards]:
    """Add up all cards, and those outside machine-made families."""
    everywhere, others = Cards(), Cards()
    for one in judged:
        everywhere.add(one)
        if one.card not in machine:
            others.add(one)
    return everywhere, others


def humane(cards: Cards) -> str:
    median, p95 = statistics.median(cards.entries or [0]), percentile(cards.entries, 95)
    return f"median {median:g}, 95th percentile {p95}, most {max(cards.entries or [0])}"


def is_humane(cards: Cards) -> bool:
    return statistics.median(cards.entries or [0]) <= MOST_MEDIAN and percentile(cards.entries, 95) <= MOST_P95


def page(corpus: Path, default: tuple[Cards, Cards], every: tuple[Cards, Cards]) -> Iterator[str]:
    """Yield the lines of the generated page."""
    everywhere, others = every
    folders = Counter(Path(path).parent.name for path in card_files(corpus))
    named = ", ".join(f"`{name}` ({count:,})" for name, count in sorted(folders.items()))
    day = datetime.datetime.now(tz=datetime.UTC).date()
    yield "# Firing rates"
    yield ""
    yield f"Written by `tools/firing_rates.py` on {day}. Do not edit."
    yield ""
    yield f"Cards: {len(everywhere.entries):,} real ones, {named}; {len(others.entries):,} of them outside the"
    yield "machine-made families that the corpus lists. Each was judged by itself, without the files of its repository,"
    yield "so rules that need those stay silent here. Findings of medium confidence and above."
    yield ""
    yield "## What the default text says of a card"
    yield ""
    yield "Entries as the text report shows them, with the profile `recommended`: one a rule and cause, one for all"
    yield f"topics that are merely absent. Humane are at most {MOST_MEDIAN} in the median and {MOST_P95} at the 95th"
    yield "percentile."
    yield ""
    yield "| cards | entries | nothing to say |"
    yield "| --- | --- | --- |"
    for name, cards in zip(("all", "outside machine-made families"), default, strict=True):
        silent = sum(not count for count in cards.entries)
        yield f"| {name} | {humane(cards)} | {silent:,} cards ({100 * silent / max(1, len(cards.entries)):.1f} %) |"
    plain = [rule for rule in RULES.values() if rule.question is None]
    asking = [rule for rule in RULES.values() if rule.question is not None]
    yield ""
    yield "## Rules"
    yield ""
    yield from _table(plain, everywhere, others)
    yield from _silent(plain, everywhere)
    yield "## Questions of other forms"
    yield ""
    yield "These rules run in the profile of their form alone, where a table takes the place of their findings."
    yield ""
    yield from _table(asking, everywhere, others)
    yield from _silent(asking, everywhere)


def _table(rules: list[Rule], everywhere: Cards, others: Cards) -> Iterator[str]:
    yield "| rule | severity | confidence | profile | findings | cards | share of all | share outside families |"
    yield "| --- | --- | --- | --- | ---: | ---: | ---: | ---: |"
    firing = [rule for rule in rules if everywhere.cards[rule.id]]
    for rule in sorted(firing, key=lambda rule: (-everywhere.cards[rule.id], rule.id)):
        yield (
            f"| {rule.id} | {rule.plain.severity} | {rule.plain.confidence} | {rule.profile}"
            f" | {everywhere.findings[rule.id]:,} | {everywhere.cards[rule.id]:,}"
            f" | {everywhere.share(rule.id)} | {others.share(rule.id)} |"
        )
    yield ""


def _silent(rules: list[Rule], everywhere: Cards) -> Iterator[str]:
    """Name the rules that fire on no card, those that need more than the README apart."""
    silent = [rule for rule in rules if not everywhere.cards[rule.id]]
    groups_of = {
        "Silent, for they need the files": [rule for rule in silent if rule.needs],
        "Silent, for they are hints (low confidence)": [
            rule for rule in silent if not rule.needs and rule.plain.confidence == "low"
        ],
        "Silent on all of these cards": [rule for rule in silent if not rule.needs and rule.plain.confidence != "low"],
    }
    for words, some in groups_of.items():
        if some:
            yield f"{words} ({len(some)}): {', '.join(rule.id for rule in some)}."
            yield ""


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True, metavar="DIR")
    parser.add_argument("--table", type=Path, metavar="FILE", help="write the table of all rules")
    parser.add_argument("--report", type=Path, metavar="FILE", help="findings of the default rules as jsonl")
    parser.add_argument("--report-all", type=Path, metavar="FILE", help="findings of all rules as jsonl")
    parser.add_argument("--jobs", type=int, default=1)
    given = parser.parse_args()
    machine = machine_made(given.corpus)
    by_default = judged_from(given.report) if given.report else judged_by(Config(), given.corpus, given.jobs)
    default = counted(by_default, machine)
    print(f"entries in the default text, {len(default[0].entries):,} cards: {humane(default[0])}")
    print(f"outside machine-made families, {len(default[1].entries):,} cards: {humane(default[1])}")
    if given.table:
        every = Config(select=("all",))
        by_all = judged_from(given.report_all) if given.report_all else judged_by(every, given.corpus, given.jobs)
        lines = page(given.corpus, default, counted(by_all, machine))
        given.table.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
        print(f"{given.table}: written")
    sys.exit(0 if is_humane(default[0]) else 1)


if __name__ == "__main__":
    main()
