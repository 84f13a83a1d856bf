"""The same defect in many repositories: findings in, groups of them out, "one fix, 214 repositories".

Two findings are the same defect where rule, case, message and fix agree, once the repository's own name is taken out of
their words; where a fix is known, its words tell what is to be done, and the values that the message quotes may differ.
What is merely absent and has no fix is no defect: each author has to write it anew. A finding that stands alone costs a
number, not its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from cardcheck.model.audit import AuditRecord, Defect
from cardcheck.model.finding import SEVERITIES
from cardcheck.regex import expression

_OWN_NAME = "…"
_SHORTEST_NAME = 4
_QUOTED = expression(r"`[^`]*`")


@dataclass(slots=True)
class _Group:
    """One defect that more than one repository has."""

    rule: str
    severity: str
    message: str
    fix: str | None
    at: list[int]


@dataclass(slots=True)
class Defects:
    """All defects so far; repositories go by their number."""

    keys: list[str] = field(default_factory=list)
    _seen: dict[bytes, int | _Group] = field(default_factory=dict)

    def add(self, record: AuditRecord) -> None:
        """Take one more repository."""
        number = len(self.keys)
        self.keys.append(record.key)
        names = _names(record)
        for finding in record.findings:
            if finding["fix"] is not None or finding["severity"] != "info" or finding.get("preview"):
                self._take(finding, number, names)

    def _take(self, finding: Mapping[str, Any], number: int, names: tuple[str, ...]) -> None:
        message = _impersonal(finding["message"], names)
        fix = None if finding["fix"] is None else _impersonal(finding["fix"]["title"], names)
        same = message if fix is None else _QUOTED.sub(_OWN_NAME, message)
        words = "\0".join((finding["rule"], finding["case"] or "", finding["severity"], same, fix or ""))
        mark = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        seen = self._seen.get(mark)
        if seen is None:
            self._seen[mark] = number
        elif isinstance(seen, _Group):
            if seen.at[-1] != number:
                seen.at.append(number)
        elif seen != number:
            self._seen[mark] = _Group(finding["rule"], finding["severity"], message, fix, [seen, number])

    def found(self) -> tuple[Defect, ...]:
        """Return what more than one repository has: the gravest first, then what most of them have."""
        groups = [group for group in self._seen.values() if isinstance(group, _Group)]
        groups.sort(key=lambda one: (SEVERITIES.index(one.severity), -len(one.at), one.rule, one.message))
        return tuple(
            Defect(one.rule, one.severity, one.message, one.fix, tuple(self.keys[at] for at in one.at))
            for one in groups
        )


def _names(record: AuditRecord) -> tuple[str, ...]:
    """Return what a repository is called in messages about it, the longest first."""
    ids = [record.key] if record.hub is None else [record.key, record.hub.id]
    names = {name for one in ids for name in (one, one.rpartition("/")[2]) if len(name) >= _SHORTEST_NAME}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


def _impersonal(words: str, names: tuple[str, ...]) -> str:
    for name in names:
        words = words.replace(name, _OWN_NAME)
    return words
