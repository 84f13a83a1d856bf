"""A rule as data: what `rules/<family>/<slug>.yaml` says, after loading."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck.model.coverage import Question
from cardcheck.model.finding import Applicability, Category, Confidence, Consumer, Names, Severity

FIRST_EDITION = "2026.1"


class Graver(NamedTuple):
    """That a rule got graver: the edition since when, and how grave it was before."""

    since: str
    was: Severity


class Coming(NamedTuple):
    """How grave a rule will be, and from which edition on."""

    severity: Severity
    edition: str


class Case(NamedTuple):
    """One way a rule can speak: the rule's own words, changed where the case says so.

    What is `harmless` makes no other rule's findings pointless. `since` is the edition that brought it, `graver` tells
    of the one that made it graver. `preview` and `coming` are so as one edition sees it.
    """

    message: str
    severity: Severity
    confidence: Confidence
    consumers: tuple[Consumer, ...]
    names: Names
    fix: Applicability | None
    fix_title: str
    why: str
    harmless: bool = False
    since: str = FIRST_EDITION
    graver: Graver | None = None
    preview: bool = False
    coming: Coming | None = None


class Rule(NamedTuple):
    """A rule without its examples: all that judging a card needs.

    `at` is a JSON Pointer whose `*` parts stand for every item (or a lone value); None: the whole card.
    Where `mentions` is not empty, only cards that hold one of these lower-case words can be at fault.
    `check` is `folder.module.function` in `cardcheck.checks`, or `engine` for what the engine itself reports.
    `plain` is how the rule speaks where a problem names no case. `topic` names what a rule about absence misses,
    `gap` the topics and keys by which a question left for a person asks for it; `blocks` are rules that its findings
    make pointless, by id or as all those of a category with a topic; `revealed_by` rules whose fix may make it speak.
    `question` is the question of another form that the rule stands for.
    """

    id: str
    title: str
    category: Category
    profile: str
    check: str
    plain: Case
    points: float
    at: str | None = None
    options: Mapping[str, Any] = {}
    cases: Mapping[str, Case] = {}
    mentions: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    blocked_by: tuple[str, ...] = ()
    revealed_by: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    topic: str | None = None
    gap: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    question: Question | None = None

    @property
    def family(self) -> str:
        """The folder the rule lives in."""
        return self.id.rpartition("/")[0]

    def case(self, name: str | None) -> Case:
        """Return how the rule speaks in a case."""
        return self.plain if name is None else self.cases[name]
