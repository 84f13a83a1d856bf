"""What an audit keeps of each repository, and what all of them add up to.

A record is plain data: it is written to the journal as one line of JSON, and every report of an audit is made from
records alone, so that an audit that was interrupted reports as one that was not.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple, Protocol, get_args

from cardcheck.model.hub import HubRepo

Outcome = Literal[
    "checked", "no-card", "lfs-card", "gated", "private", "disabled", "missing", "unreadable", "unreachable", "crashed"
]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

# Outcomes for which the audit ends with exit code 3: something asked for could not be done.
FAULTS: frozenset[Outcome] = frozenset({"gated", "private", "missing", "unreadable", "unreachable", "crashed"})

_ANSWERED = frozenset({"full", "part", "set-aside"})


class AuditRecord(NamedTuple):
    """One repository of an audit.

    `key` names it within the audit (its id on the Hub, else its path or row); records are reported in the order of
    keys. `reason` is one sentence: why it was not checked, or, where it was, what could not be had or that it was asked
    for by another name; None where there is nothing to say. `state` is what tells whether it has changed since: the
    commit on the Hub, else the hash of the card. `card` is its card in the JSON report (CONTRACT section 3), None where
    there is none. `diff` is what the safe fixes would change, as a unified diff; empty where nothing.
    `sketch` is a MinHash of the body by which near duplicates are told; empty where there is too little text.
    `title` is the name that the card gives, `opening` the start of its text.
    """

    key: str
    target: str
    outcome: Outcome
    reason: str | None = None
    state: str | None = None
    hub: HubRepo | None = None
    card: Mapping[str, Any] | None = None
    diff: str = ""
    sketch: tuple[int, ...] = ()
    title: str | None = None
    opening: str = ""

    @property
    def owner(self) -> str:
        """The organisation or user, or the folder, that it belongs to."""
        return self.key.rpartition("/")[0]

    @property
    def findings(self) -> list[Mapping[str, Any]]:
        """The findings to show: all that nobody suppressed or waived; a preview says so and is the least grave."""
        found = [] if self.card is None else self.card["findings"]
        return [
            {**finding, "severity": "info", "message": f"{finding['message']} (preview)"}
            if finding.get("preview")
            else finding
            for finding in found
            if not finding["suppressed"] and finding.get("waived") is None
        ]

    @property
    def points(self) -> float | None:
        """The points of its score, None where it has none."""
        score = None if self.card is None else self.card["score"]
        return None if score is None else float(score["total"])

    @property
    def answered(self) -> list[str] | None:
        """The questions of the score that the card answers at least in part, or that do not apply; None if not known.

        Each goes by the rule that asks it.
        """
        if self.outcome == "no-card":
            return []
        score = None if self.card is None else self.card["score"]
        if score is None:
            return None
        return sorted({item["rule"] for item in score["items"] if item["state"] in _ANSWERED})

    @property
    def load_outcome(self) -> str | None:
        """What becomes of it when it is loaded: `ok`, `partial`, `error` or `empty`; None if not known."""
        load = None if self.card is None else self.card["load"]
        return None if load is None else str(load["outcome"])


class Share(NamedTuple):
    """How many of the repositories that could be judged answer one question, with the SQL that recounts it.

    `name` is one of loads, found, understood, trusted, reusable. `of` leaves out those of which it is not known.
    """

    name: str
    asks: str
    yes: int
    of: int
    sql: str


class RuleCount(NamedTuple):
    """How often a rule found something: findings and repositories, and how many of them a safe fix mends."""

    rule: str
    severity: str
    title: str
    findings: int
    repositories: int
    fixable: int


class Defect(NamedTuple):
    """The same defect in several repositories: one fix for all. `message` is that of one of them."""

    rule: str
    severity: str
    message: str
    fix: str | None
    keys: tuple[str, ...]


class Duplicates(NamedTuple):
    """Cards whose texts are nearly the same, most downloaded first.

    `similarity` is the least of any to the first, 0 to 1. `copied` are cards that bear the title of another one, which
    is left in them: their key, and the key of the other.
    """

    keys: tuple[str, ...]
    similarity: float
    copied: tuple[tuple[str, str], ...] = ()


class Task(NamedTuple):
    """What to do first: a repository, how many points its cheapest step brings, and what weighs it.

    `weight` is downloads (at least 1) times the points that are missing.
    """

    key: str
    downloads: int | None
    points: float | None
    missing: float
    weight: float
    action: str


class AuditSummary(NamedTuple):
    """What an audit's records add up to."""

    repositories: int
    outcomes: Mapping[str, int]
    findings: Mapping[str, int]
    shares: tuple[Share, ...]
    scores: tuple[int, ...]
    """How many scores lie in 0–9, 10–19, …, 90–100."""
    levels: Mapping[str, int]
    median: float | None
    rules: tuple[RuleCount, ...]
    defects: tuple[Defect, ...]
    duplicates: tuple[Duplicates, ...]
    first: tuple[Task, ...]
    disagreements: tuple[tuple[str, str], ...]
    """Where our prediction of loading differs from the viewer's verdict: key and sentence."""


class PastRun(NamedTuple):
    """An earlier audit of the same targets, for the trend."""

    date: str
    repositories: int
    median: float | None
    shares: Mapping[str, float]
    findings: Mapping[str, int]


class Audit(Protocol):
    """An audit that is done, as its reports read it; records may be gone through more than once."""

    targets: tuple[str, ...]
    date: str
    version: str
    spec: str
    summary: AuditSummary
    history: tuple[PastRun, ...]

    def records(self) -> Iterator[AuditRecord]:
        """Yield all records in the order of their keys."""
