"""What a check is given: a place in a card, and the one way to say that something is wrong there."""

from typing import Any, NamedTuple

from cardcheck.model.card import Card, Entry, Reader
from cardcheck.model.facts import FileList, RepoFacts, Sources
from cardcheck.model.finding import Applicability, Confidence, Edit, Problem, Related, Severity
from cardcheck.model.hub import HubRepo, Viewer
from cardcheck.model.load import LoadPlan
from cardcheck.model.text import Span


class Target(NamedTuple):
    """A value of the metadata at `pointer`, read as `reader` reads it, or the whole card (`pointer` None).

    `repo` is the id of the dataset on the Hub, None where nobody knows it.
    """

    card: Card
    facts: RepoFacts
    reader: Reader
    pointer: str | None = None
    value: Any = None
    plan: LoadPlan | None = None
    repo: str | None = None

    @property
    def entry(self) -> Entry | None:
        """Where the value stands; None for the whole card and below an alias."""
        if self.pointer is None or self.card.metadata is None:
            return None
        return self.card.metadata.entries.get(self.pointer)

    @property
    def metadata(self) -> Any:
        """The whole metadata as the reader has it; None where there is none or the reader refuses it."""
        metadata = self.card.metadata
        return None if metadata is None or metadata.fault(self.reader) else metadata.value(self.reader)

    def entry_at(self, pointer: str) -> Entry | None:
        """Return where another value of the metadata stands."""
        return None if self.card.metadata is None else self.card.metadata.entries.get(pointer)

    @property
    def files(self) -> FileList:
        """The repository's files; only for rules that say `needs: [files]`."""
        assert isinstance(self.facts.files, FileList)
        return self.facts.files

    @property
    def load(self) -> LoadPlan:
        """What becomes of the repository when it is loaded; only for rules that say `needs: [load]`."""
        assert self.plan is not None
        return self.plan

    @property
    def viewer(self) -> Viewer:
        """What the dataset viewer says; only for rules that say `needs: [viewer]`."""
        assert isinstance(self.facts.viewer, Viewer)
        return self.facts.viewer

    @property
    def hub(self) -> HubRepo:
        """What the Hub tells of the repository; only for rules that say `needs: [hub]`."""
        assert isinstance(self.facts.hub, HubRepo)
        return self.facts.hub

    @property
    def sources(self) -> Sources:
        """What the data is made of; only for rules that say `needs: [sources]`."""
        assert isinstance(self.facts.sources, Sources)
        return self.facts.sources

    def problem(
        self,
        case: str | None = None,
        *,
        pointer: str | None = None,
        span: Span | None = None,
        quotes: str | None = None,
        edits: tuple[Edit, ...] = (),
        applicability: Applicability | None = None,
        severity: Severity | None = None,
        confidence: Confidence | None = None,
        related: tuple[Related, ...] = (),
        changes: tuple[str, ...] | None = None,
        **fields: Any,
    ) -> Problem:
        """Make a problem here; `fields` fill the message, `value` is there already."""
        if self.pointer is not None:
            fields.setdefault("value", self.value)
        return Problem(
            case=case,
            fields=fields,
            pointer=self.pointer if pointer is None else pointer,
            span=span,
            quotes=quotes,
            edits=edits,
            applicability=applicability,
            severity=severity,
            confidence=confidence,
            related=related,
            changes=changes,
        )
