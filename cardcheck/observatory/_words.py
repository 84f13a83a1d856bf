"""What reports for people say of an audit: numbers and outcomes in, phrases out. Others clean names and texts."""

from __future__ import annotations

from collections.abc import Sequence

from cardcheck.model.audit import Audit, PastRun, Share, Task

_DATASETS = "hf://datasets/"

NAMES = {
    "loads": "Loads",
    "found": "Found",
    "understood": "Understood",
    "trusted": "Trusted",
    "reusable": "Reusable",
}

OUTCOMES: dict[str, str] = {
    "checked": "with a card",
    "no-card": "without a card",
    "lfs-card": "with the card in Git LFS",
    "gated": "gated",
    "private": "private",
    "disabled": "disabled by the Hub",
    "missing": "not there",
    "unreadable": "unreadable",
    "unreachable": "not reached",
    "crashed": "not judged, cardcheck failed",
}


def number(count: int, noun: str, many: str | None = None) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun if count == 1 else many or noun + 's'}"


def day(date: str) -> str:
    """Return the day of a date with a time."""
    return date[:10]


def repositories(count: int) -> str:
    """Count repositories."""
    return number(count, "repository", "repositories")


def percent(yes: int, of: int) -> str:
    """Return a share in whole percent; what is not quite all or not quite nothing does not look so."""
    if not of:
        return "–"
    whole = round(100 * yes / of)
    return f"{min(whole, 99) if yes < of else 100} %" if whole or not yes else "< 1 %"


def share_of(share: Share) -> float:
    """Return a share as a fraction."""
    return share.yes / share.of if share.of else 0.0


def outcomes(audit: Audit) -> list[str]:
    """Return what became of the repositories, most first."""
    counts = sorted(audit.summary.outcomes.items(), key=lambda item: -item[1])
    return [f"{count:,} {OUTCOMES.get(outcome, outcome)}" for outcome, count in counts]


def levels(audit: Audit) -> list[tuple[str, int]]:
    """Return how many cards have each level that there are any of."""
    return [(level, count) for level, count in audit.summary.levels.items() if count]


def by_sentence(said: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Put together what is said of several repositories in the same words, of most first."""
    keys: dict[str, list[str]] = {}
    for key, sentence in said:
        keys.setdefault(sentence, []).append(key)
    return sorted(keys.items(), key=lambda item: (-len(item[1]), item[0]))


def owner_of_all(audit: Audit) -> str:
    """Return what every name begins with where all of one owner is audited, else nothing."""
    owners = {target.removeprefix(_DATASETS) for target in audit.targets if target.startswith(_DATASETS)}
    only = owners.pop() if len(audit.targets) == 1 and owners else ""
    return f"{only}/" if only and "/" not in only else ""


def finding_counts(audit: Audit) -> list[str]:
    """Return how many findings there are, the gravest first."""
    return [number(count, severity) for severity, count in audit.summary.findings.items()]


def named(keys: Sequence[str], most: int) -> tuple[list[str], int]:
    """Return the first of some names, and how many are left; one is not left alone."""
    shown = list(keys) if len(keys) <= most + 1 else list(keys[:most])
    return shown, len(keys) - len(shown)


def weighed(task: Task) -> str:
    """Say why a repository comes early: its points and its downloads."""
    points = f"{100 - task.missing:.0f} of 100"
    return points if task.downloads is None else f"{points}, {number(task.downloads, 'download')}"


def gain(points: float | None) -> str:
    """Say what a step brings."""
    return "" if points is None else f" (+{points:g})"


def changes(audit: Audit) -> list[str]:
    """Say what has changed since the last run; nothing where there is none, or nothing has."""
    past = audit.history[-1] if audit.history else None
    if past is None:
        return []
    told = [_change("median score", past.median, audit.summary.median, "")]
    known = [share for share in audit.summary.shares if share.of]
    told += [_change(share.name, _past(past, share), 100 * share_of(share), " %") for share in known]
    told.append(_change("repositories", past.repositories, audit.summary.repositories, ""))
    return [one for one in told if one]


def _past(past: PastRun, share: Share) -> float | None:
    fraction = past.shares.get(share.name)
    return None if fraction is None else 100 * fraction


def _change(name: str, before: float | None, now: float | None, unit: str) -> str:
    if before is None or now is None:
        return ""
    old, new = (f"{round(value, 0 if unit else 1):g}" for value in (before, now))
    return "" if old == new else f"{name} {old} → {new}{unit}"
