"""What a card is worth by the score of one version: points, and what each of them comes from.

Points are whole tenths here, so that sums are exact everywhere; reporters show them with one decimal.
"""

from typing import Literal, NamedTuple

from cardcheck.model.finding import Category
from cardcheck.model.text import Span

Level = Literal["stub", "basic", "useful", "thorough", "exemplary"]
State = Literal["full", "part", "none", "spoiled", "set-aside", "not-asked"]
"""How well an item is answered: spoiled where something is there that a finding makes worthless, set aside where the
card shows that it does not apply, not asked where a fact is not there."""

QUESTIONS: dict[Category, str] = {
    "loads": "Load",
    "findable": "Find",
    "understandable": "Understand",
    "responsible": "Trust",
    "reusable": "Reuse",
}
"""What people ask of a data set, by the category that answers."""


class Item(NamedTuple):
    """Something a card can earn points for; `of` is what it can earn here, `reason` says where or why not."""

    rule: str
    category: Category
    asks: str
    state: State
    tenths: int
    of: int
    reason: str = ""
    span: Span | None = None


class Fault(NamedTuple):
    """Something that takes points away; `of` is what it would take if enough were there to be taken."""

    rule: str
    category: Category
    tenths: int
    of: int
    reason: str
    span: Span | None = None


class Part(NamedTuple):
    """One category: what its items earn, and what is left of that after faults."""

    category: Category
    tenths: int
    of: int


class Step(NamedTuple):
    """Something to do: what it brings by itself, and what the card would have after it and all steps before it."""

    rule: str
    action: str
    tenths: int
    total: int


class Score(NamedTuple):
    """A card's score.

    `basis` tells what it was computed from. `percentile` is the share of community cards with fewer points, None where
    none were measured on this basis. `steps` lead to the next level, `not_asked` are the rules whose facts are not
    there.
    """

    tenths: int
    level: Level
    version: str
    basis: tuple[str, ...]
    percentile: int | None
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    faults: tuple[Fault, ...]
    steps: tuple[Step, ...]
    next_level: Level | None = None
    not_asked: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """The points with one decimal, as JSON has them."""
        return self.tenths / 10

    @property
    def whole(self) -> int:
        """The points as people see them, rounded down: no card seems to have reached a level that it has not."""
        return self.tenths // 10
