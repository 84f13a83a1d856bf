"""The five plain shares: is a repository loaded, found, understood, trusted, reused? A record in, yes or no out.

Each question comes with the SQL that recounts it over the audit's Parquet (DuckDB's dialect). A card answers by the
items of the score that it earns at least in part, or that do not apply to it.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from cardcheck.model.audit import AuditRecord, Share

TABLE = "audit.parquet"


class Question(NamedTuple):
    """One of the five: `all_of` are the rules that a card has to answer, and at least one of `any_of`."""

    name: str
    asks: str
    all_of: tuple[str, ...] = ()
    any_of: tuple[str, ...] = ()

    def answer(self, record: AuditRecord) -> bool | None:
        """Whether it holds for a repository; None where that is not known."""
        answered = record.answered
        if answered is None:
            return None
        has_any = not self.any_of or not set(self.any_of).isdisjoint(answered)
        return has_any and set(self.all_of) <= set(answered)

    @property
    def sql(self) -> str:
        """The statement that recounts it."""
        wanted = f"list_has_all(answered, {_list(self.all_of)})"
        if self.any_of:
            wanted += f" AND list_has_any(answered, {_list(self.any_of)})"
        return _statement(wanted, "answered")


class Loading(NamedTuple):
    """The one question that the files answer."""

    name: str
    asks: str

    def answer(self, record: AuditRecord) -> bool | None:
        """Whether all of it loads; None where the files are not known."""
        outcome = record.load_outcome
        return None if outcome is None else outcome == "ok"

    @property
    def sql(self) -> str:
        """The statement that recounts it."""
        return _statement("load = 'ok'", "load")


def _list(rules: tuple[str, ...]) -> str:
    return "[" + ", ".join(f"'{rule}'" for rule in rules) + "]"


def _statement(condition: str, known: str) -> str:
    # Nothing in it comes from a card.
    return f"SELECT count(*) FILTER ({condition}) AS yes, count({known}) AS \"of\" FROM '{TABLE}'"  # noqa: S608


QUESTIONS: tuple[Question | Loading, ...] = (
    Loading("loads", "`load_dataset` loads every subset"),
    Question(
        "found",
        "the card names license, language and task in the Hub's words",
        ("license/missing", "language/missing", "task/missing"),
    ),
    Question(
        "understood",
        "the card says what the data is and what its columns mean",
        ("sections/summary-missing", "sections/fields-missing"),
    ),
    Question(
        "trusted",
        "the card says how the data came about, and what is wrong in it",
        ("sections/collection-missing",),
        ("responsible/no-limitations", "responsible/no-bias"),
    ),
    Question(
        "reusable",
        "the card names a license, and says how to cite the data",
        ("license/missing", "citation/missing"),
    ),
)


@dataclass(slots=True)
class Tally:
    """Answers to the five questions, counted."""

    yes: Counter[str] = field(default_factory=Counter)
    known: Counter[str] = field(default_factory=Counter)

    def add(self, record: AuditRecord) -> None:
        """Take one more repository."""
        for question in QUESTIONS:
            answer = question.answer(record)
            if answer is not None:
                self.known[question.name] += 1
                self.yes[question.name] += answer

    def shares(self) -> tuple[Share, ...]:
        """Return what was counted."""
        return tuple(Share(one.name, one.asks, self.yes[one.name], self.known[one.name], one.sql) for one in QUESTIONS)
