"""The audit as Markdown, for a job summary or an issue: what many repositories share, and what to do first.

In: an audit; out: Markdown that shows names and texts as they are and lets them do nothing. Long lists are folded, so
that it stays under what GitHub takes for one comment.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TextIO

from cardcheck.inert_markdown import inert, inert_code
from cardcheck.model.audit import FAULTS, Audit, AuditSummary, Defect, Duplicates
from cardcheck.model.run import Run
from cardcheck.observatory import _words as words
from cardcheck.regex import expression

# A bar that is not escaped: before it stands an even number of backslashes.
_BAR = expression(r"(?<!\\)((?:\\\\)*)\|")
_MOST, _MOST_NAMES, _MOST_FAULTS = 10, 30, 20


def write(audit: Audit, out: TextIO, run: Run) -> None:  # noqa: ARG001 (what every format takes)
    """Write the summary of an audit, and name the repositories that could not be looked at."""
    encoding = getattr(out, "encoding", None) or "utf-8"
    out.writelines(line.encode(encoding, "replace").decode(encoding) + "\n" for line in _page(audit))


def _page(audit: Audit) -> Iterator[str]:
    targets, more = words.named(audit.targets, 3)
    said = ", ".join(inert_code(target) for target in targets) + (f" and {more} more" if more else "")
    yield f"# Audit of {said}"
    yield ""
    counted = [words.day(audit.date), words.repositories(audit.summary.repositories), *words.outcomes(audit)]
    yield " · ".join(inert(one) for one in counted)
    if not audit.summary.repositories:
        return
    parts = (_shares(audit), _first(audit.summary), _defects(audit.summary), _rules(audit.summary))
    for part in (*parts, _duplicates(audit.summary), _disagreements(audit.summary), _faults(audit)):
        lines = list(part)
        if lines:
            yield ""
            yield from lines


def _shares(audit: Audit) -> Iterator[str]:
    yield from _head("", "Share", "Repositories", "What that means", right=(1, 2))
    for share in audit.summary.shares:
        count = f"{share.yes:,} of {share.of:,}" if share.of else "not known"
        yield _row(f"**{words.NAMES[share.name]}**", words.percent(share.yes, share.of), count, share.asks)
    yield ""
    yield "<details><summary>SQL that recounts them</summary>"
    yield ""
    yield "```sql"
    yield from (f"{share.sql};" for share in audit.summary.shares)
    yield "```"
    yield ""
    yield "</details>"
    yield ""
    levels = ", ".join(f"{count:,} {level}" for level, count in words.levels(audit))
    scores = [] if audit.summary.median is None else [f"median score **{audit.summary.median:g}** of 100 ({levels})"]
    yield " · ".join([*scores, *words.finding_counts(audit)])
    changed = words.changes(audit)
    if changed:
        yield ""
        yield f"Since {inert(words.day(audit.history[-1].date))}: {' · '.join(changed)}"


def _first(summary: AuditSummary) -> Iterator[str]:
    rows = []
    for task in summary.first[:_MOST]:
        downloads = "" if task.downloads is None else f"{task.downloads:,}"
        step = inert(task.action) + words.gain(task.points)
        rows.append(_row(inert_code(task.key), f"{100 - task.missing:.0f}", downloads, step))
    if rows:
        yield "## What to do first"
        yield ""
        yield from (*_head("Repository", "Score", "Downloads", "Step", right=(1, 2)), *rows)


def _defects(summary: AuditSummary) -> Iterator[str]:
    found = summary.defects
    more = words.number(len(found) - _MOST, "defect")
    return _listed("One fix, many repositories", map(_defect, found), f"{more} more that several repositories have.")


def _listed(title: str, entries: Iterable[Iterable[str]], more: str) -> Iterator[str]:
    """Yield a list of the first entries, each some lines; `more` says how many there are beyond."""
    rest = iter(entries)
    shown = list(itertools.islice(rest, _MOST))
    if shown:
        yield f"## {title}"
    for lines in shown:
        yield ""
        yield from lines
    if next(rest, None) is not None:
        yield ""
        yield more


def _defect(defect: Defect) -> Iterator[str]:
    step = "" if defect.fix is None else f" → {inert(defect.fix)}"
    count = words.repositories(len(defect.keys))
    yield f"- **{count}**, {defect.severity}, {inert_code(defect.rule)}: {inert(defect.message)}{step}"
    yield from _folded(defect.keys, "  ")


def _rules(summary: AuditSummary) -> Iterator[str]:
    if summary.rules:
        yield "## Found most often"
        yield ""
        yield from _head("Repositories", "Findings", "Severity", "Rule", "", right=(0, 1))
    for rule in summary.rules[:_MOST]:
        counts = (f"{rule.repositories:,}", f"{rule.findings:,}")
        yield _row(*counts, rule.severity, inert_code(rule.rule), inert(rule.title))


def _duplicates(summary: AuditSummary) -> Iterator[str]:
    found = summary.duplicates
    return _listed(
        "Nearly the same text", map(_family, found), f"{words.number(len(found), 'family', 'families')} in all."
    )


def _family(group: Duplicates) -> Iterator[str]:
    least = words.percent(round(100 * group.similarity), 100)
    yield f"- **{words.number(len(group.keys), 'card')}**, at least {least} like that of {inert_code(group.keys[0])}"
    for key, other in group.copied[:_MOST]:
        yield f"  - {inert_code(key)} bears the title of {inert_code(other)}"
    yield from _folded(group.keys, "  ")


def _disagreements(summary: AuditSummary) -> Iterator[str]:
    found = words.by_sentence(summary.disagreements)
    entries = (_disagreement(said, keys) for said, keys in found)
    more = words.number(len(found) - _MOST, "sentence")
    return _listed("Where the dataset viewer says otherwise", entries, f"{more} more.")


def _disagreement(said: str, keys: Sequence[str]) -> Iterator[str]:
    yield f"- **{words.repositories(len(keys))}**: {inert(said)}"
    yield from _folded(keys, "  ")


def _faults(audit: Audit) -> Iterator[str]:
    count = sum(audit.summary.outcomes.get(outcome, 0) for outcome in FAULTS)
    if not count:
        return
    yield "## Not looked at"
    yield ""
    faults = (record for record in audit.records() if record.outcome in FAULTS)
    for record in itertools.islice(faults, _MOST_FAULTS):
        yield f"- {inert_code(record.key)}: {inert(record.reason or words.OUTCOMES[record.outcome])}"
    if count > _MOST_FAULTS:
        yield f"- and {count - _MOST_FAULTS:,} more"


def _folded(keys: Sequence[str], indent: str) -> Iterator[str]:
    """Name repositories; behind a line to be opened where they are many."""
    shown, more = words.named(keys, _MOST_NAMES)
    told = ", ".join(inert_code(key) for key in shown) + (f" and {more:,} more" if more else "")
    if len(keys) <= 3:
        yield f"{indent}{told}"
    else:
        yield ""
        yield f"{indent}<details><summary>which</summary>"
        yield ""
        yield f"{indent}{told}"
        yield ""
        yield f"{indent}</details>"


def _head(*names: str, right: Sequence[int]) -> Iterator[str]:
    yield _row(*names)
    yield _row(*("--:" if index in right else "---" for index in range(len(names))))


def _row(*cells: str) -> str:
    """Return a row of a table; no bar in a cell ends it."""
    return f"| {' | '.join(_BAR.sub(_escaped, cell) for cell in cells)} |"


def _escaped(bar: re.Match[str]) -> str:
    return f"{bar[1]}\\|"
