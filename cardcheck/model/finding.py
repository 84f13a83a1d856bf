"""What checks say and what reports carry: problem, edit, fix, finding."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cardcheck.model.text import Span

Severity = Literal["error", "warning", "info"]
Confidence = Literal["high", "medium", "low"]
Consumer = Literal["hub", "client", "loader"]
Category = Literal["loads", "findable", "understandable", "responsible", "reusable"]
Applicability = Literal["safe", "unsafe"]
Names = Literal["value", "key", "line", "block", "text", "none"]
"""What a finding's span slices to: a YAML value or key, whole lines, a whole block of the card, a piece of
text that the check quotes, or nothing (the finding is about the card as a whole)."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")


class Edit(NamedTuple):
    """One replacement in the original text; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that belong together: all or none.

    `pointers` name what the edits change in the metadata: nothing else may differ afterwards.
    """

    applicability: Applicability
    title: str
    edits: tuple[Edit, ...]
    pointers: tuple[str, ...] = ()


class Related(NamedTuple):
    """A second place that explains a finding."""

    message: str
    span: Span


class Problem(NamedTuple):
    """What a check yields: no id, no severity, only what is wrong and where.

    `fields` fill the rule's message. `span` wins over the place of `pointer`. `quotes` is the text
    the span is expected to stand for where the case names `text`. `confidence`, `severity` and `applicability` may
    only weaken what the rule declares. `changes` are the pointers that the edits change in the metadata; None
    where that is `pointer` alone, or the whole metadata for a problem without one.
    """

    case: str | None = None
    fields: Mapping[str, Any] = {}
    pointer: str | None = None
    span: Span | None = None
    quotes: str | None = None
    edits: tuple[Edit, ...] = ()
    applicability: Applicability | None = None
    severity: Severity | None = None
    confidence: Confidence | None = None
    related: tuple[Related, ...] = ()
    changes: tuple[str, ...] | None = None


class Waived(NamedTuple):
    """Why a finding is let pass: the reason, the last day (as 2026-12-31), and the file that grants it."""

    reason: str
    until: str
    origin: str


class Finding(NamedTuple):
    """A problem with its rule, severity and place: what reports carry.

    `topic` names what is absent where the rule is about that, `points` what it is worth. `suppression_reason` is what
    the comment says that suppresses it. A `preview` is shown and fails nothing until a later edition of the rules; what
    is `mandatory` yields to nothing but a waiver.
    """

    rule: str
    case: str | None
    severity: Severity
    confidence: Confidence
    category: Category
    consumers: tuple[Consumer, ...]
    message: str
    why: str
    pointer: str | None
    section: str | None
    span: Span
    names: Names
    quotes: str | None
    fingerprint: str
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    suppressed: bool = False
    topic: str | None = None
    points: float = 0
    suppression_reason: str | None = None
    waived: Waived | None = None
    preview: bool = False
    mandatory: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether somebody does not want it shown: by a comment in the card, or by a waiver."""
        return self.suppressed or self.waived is not None

    @property
    def standing(self) -> str:
        """What a report adds to it in a word; nothing for most."""
        words = [word for word, holds in (("mandatory", self.mandatory), ("preview", self.preview)) if holds]
        return f" ({', '.join(words)})" if words else ""

    @property
    def counts(self) -> bool:
        """Whether it can fail a run."""
        return not (self.suppressed or self.preview or self.waived is not None)
