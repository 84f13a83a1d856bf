"""Findings and an organisation's waivers in; findings marked, and what the waivers themselves did wrong, out.

A waiver goes by the repository's id on the Hub. Where nobody knows that, it goes by the path of the card or of its
folder, as the report names it, or by the end of that path.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple, Self

from cardcheck.model.config import Config, Waiver
from cardcheck.model.finding import Finding, Problem, Waived
from cardcheck.rulebook.select import matches

EXPIRED, UNUSED = "cardcheck/expired-waiver", "cardcheck/unused-waiver"
# A waiver that is told about cannot hush that up.
_NEVER_WAIVED = {EXPIRED, UNUSED}

Names = Mapping[str, str]
"""New ids of renamed rules by their old ones."""


class Policy(NamedTuple):
    """What an organisation has decided about findings: mandatory rules, with the file that says so, and waivers.

    `expired` are the waivers whose last day is over, `files` where settings come from, `grantors` by rule those of them
    whose waivers hold for what is mandatory.
    """

    mandatory: Mapping[str, str] = {}
    waivers: tuple[Waiver, ...] = ()
    expired: tuple[Waiver, ...] = ()
    files: frozenset[str] = frozenset()
    grantors: Mapping[str, frozenset[str]] = {}

    @classmethod
    def of(cls, config: Config, mandatory: Mapping[str, str], grantors: Mapping[str, frozenset[str]]) -> Self:
        """Return what settings decide on their day; where nobody has told the day, no waiver is over."""
        today = config.today or datetime.date.min
        ended = tuple(waiver for waiver in config.waivers if waiver.until < today)
        holding = tuple(waiver for waiver in config.waivers if waiver not in ended)
        files = frozenset(layer.origin for layer in config.layers)
        return cls(mandatory, holding, ended, files, grantors)

    def for_card(self, repo: str | None, source: str) -> "Policy":
        """Return what concerns one card."""
        if not self.waivers and not self.expired:
            return self
        waivers, expired = (
            tuple(waiver for waiver in some if _is_about(waiver, repo, source)) for some in (self.waivers, self.expired)
        )
        return self._replace(waivers=waivers, expired=expired)

    def lets(self, waiver: Waiver, finding: Finding, renamed: Names) -> bool:
        """Whether a waiver lets a finding pass: what is mandatory yields only to files that may grant that."""
        if not _covers(waiver, finding, renamed):
            return False
        is_free = not finding.mandatory or waiver.origin not in self.files
        return is_free or waiver.origin in self.grantors.get(finding.rule, ())


def waive(findings: Iterable[Finding], policy: Policy, renamed: Names) -> tuple[list[Finding], frozenset[int]]:
    """Mark what waivers let pass; also tell which of them did so, by number."""
    waivers = policy.waivers
    used: set[int] = set()
    marked = []
    for finding in findings:
        by = [number for number, waiver in enumerate(waivers) if policy.lets(waiver, finding, renamed)]
        used.update(by)
        marked.append(finding._replace(waived=_reason(waivers[by[0]])) if by else finding)
    return marked, frozenset(used)


def expired(findings: Sequence[Finding], waivers: Iterable[Waiver], renamed: Names) -> Iterator[Problem]:
    """Yield the waivers that are over: of one for many repositories, only where it is missed."""
    for waiver in waivers:
        is_missed = any(_covers(waiver, finding, renamed) for finding in findings if not finding.is_hidden)
        if is_missed or not _is_glob(waiver.repository):
            yield Problem("missed" if is_missed else "idle", _fields(waiver))


def unused(waivers: Iterable[Waiver], ran: frozenset[str], known: frozenset[str], renamed: Names) -> Iterator[Problem]:
    """Yield waivers that let nothing pass although all their rules ran; one card cannot tell that for many."""
    for waiver in waivers:
        meant = {rule for rule in known if matches(renamed.get(waiver.rule, waiver.rule), rule)}
        if meant and meant <= ran and not _is_glob(waiver.repository):
            yield Problem(fields=_fields(waiver))


def short(origin: str) -> str:
    """Name a file by its last two parts, which are the same on every machine."""
    return "/".join(origin.replace("\\", "/").split("/")[-2:])


def _is_about(waiver: Waiver, repo: str | None, source: str) -> bool:
    if repo is not None:
        return fnmatchcase(repo, waiver.repository)
    path = source.replace("\\", "/").removeprefix("./")
    glob = waiver.repository.removeprefix("./")
    return any(fnmatchcase(f"/{name}", f"*/{glob}") for name in (path, path.rpartition("/")[0]) if name)


def _covers(waiver: Waiver, finding: Finding, renamed: Names) -> bool:
    return finding.rule not in _NEVER_WAIVED and matches(renamed.get(waiver.rule, waiver.rule), finding.rule)


def _is_glob(text: str) -> bool:
    return any(char in text for char in "*?[")


def _reason(waiver: Waiver) -> Waived:
    return Waived(waiver.reason, waiver.until.isoformat(), short(waiver.origin))


def _fields(waiver: Waiver) -> dict[str, str]:
    return {
        "rule": waiver.rule,
        "repository": waiver.repository,
        "until": waiver.until.isoformat(),
        "origin": short(waiver.origin),
        "reason": waiver.reason,
    }
