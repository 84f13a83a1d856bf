"""The observatory: an audit as one page that needs no other file, no server and no network.

In: an audit that is done; out: HTML. Records are written as they come, in blocks that the page reads when it needs
them, so that thousands need no more memory than a few.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, TextIO

from cardcheck.model.audit import FAULTS, Audit, AuditSummary
from cardcheck.model.run import Run
from cardcheck.observatory._page_data import COLUMNS, Words, as_json, detail, name, row
from cardcheck.webpage.shell import shell

_BLOCK = 100
_LONGEST_LIST = 100
_MOST_KEYS, _MOST_COPIED = 1_000, 10


def write(audit: Audit, out: TextIO, run: Run) -> None:  # noqa: ARG001 (what every format takes)
    """Write the page of an audit."""
    page = shell("cardcheck.observatory")
    out.write(page.before)
    _write_block(out, "head", _head(audit))
    words = Words()
    records = audit.records()
    while block := list(itertools.islice(records, _BLOCK)):
        _write_block(out, "rows", [row(record, words) for record in block])
        _write_block(out, "details", [detail(record, words) for record in block])
    titles = {rule.rule: {"title": rule.title, "severity": rule.severity} for rule in audit.summary.rules}
    _write_block(out, "words", words.as_object(titles))
    out.write(page.after)


def _write_block(out: TextIO, name: str, data: Any) -> None:
    out.write(f'<script type="application/json" data-block="{name}">{as_json(data)}</script>\n')


def _head(audit: Audit) -> Mapping[str, Any]:
    return {
        "targets": audit.targets,
        "date": audit.date,
        "version": audit.version,
        "spec": audit.spec,
        "faults": sorted(FAULTS),
        "columns": COLUMNS,
        "block": _BLOCK,
        "summary": _summary(audit.summary),
        "history": [run._asdict() for run in audit.history],
    }


def _summary(summary: AuditSummary) -> Mapping[str, Any]:
    """Return the summary by names, the widest defects first; lists without end are cut, for the table has it all."""
    widest = sorted(summary.defects, key=lambda defect: -len(defect.keys))
    short = {
        "shares": [share._asdict() for share in summary.shares],
        "rules": [rule._asdict() for rule in summary.rules],
        "defects": [
            {**defect._asdict(), "keys": _names(defect.keys), "number": len(defect.keys)}
            for defect in widest[:_LONGEST_LIST]
        ],
        "duplicates": [
            {
                **group._asdict(),
                "keys": _names(group.keys),
                "number": len(group.keys),
                "copied": [_names(pair) for pair in group.copied[:_MOST_COPIED]],
            }
            for group in summary.duplicates[:_LONGEST_LIST]
        ],
        "first": [{**task._asdict(), "key": name(task.key)} for task in summary.first[:_LONGEST_LIST]],
        "disagreements": [(name(key), said) for key, said in summary.disagreements[:_LONGEST_LIST]],
    }
    return {**summary._asdict(), **short}


def _names(keys: tuple[str, ...]) -> list[str]:
    return [name(key) for key in keys[:_MOST_KEYS]]
