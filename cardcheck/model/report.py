"""What one card's judgement is made of."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from cardcheck.model.coverage import Coverage
from cardcheck.model.finding import Finding
from cardcheck.model.hub import Viewer
from cardcheck.model.load import LoadPlan
from cardcheck.model.score import Score
from cardcheck.model.text import SourceText

Status = Literal["checked", "unreadable", "skipped", "crashed"]


class Skipped(NamedTuple):
    """A rule that did not run: `needs` is the fact it wanted, or `card` where another finding blocks it.

    `is_missed` tells that it is mandatory, so that it matters that the fact is not there.
    """

    rule: str
    needs: str
    reason: str
    is_missed: bool = False


class CardReport(NamedTuple):
    """One card judged, or why it could not be.

    `findings` holds suppressed and waived ones too, marked; `reason` is one sentence where `status` is not `checked`.
    `text` is for showing: secrets are masked in it. `facts` tells for each fact whether it was there. `load` is what
    becomes of the repository when it is loaded, None where its files are not known; `viewer` is what the dataset viewer
    says of it, None where it was not asked, and `disagreements` are sentences on where the two differ. `coverage` tells
    which questions of other forms are answered, where rules ask them. `score` is None where the card was not scored.
    `known` counts findings left out because they were there before: in a baseline, or in an earlier version,
    whose score is `earlier_score`.
    """

    source: str
    status: Status
    reason: str | None = None
    repo: str | None = None
    revision: str | None = None
    sha256: str | None = None
    text: SourceText | None = None
    findings: tuple[Finding, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    facts: Mapping[str, str] = {}
    load: LoadPlan | None = None
    viewer: Viewer | None = None
    disagreements: tuple[str, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    score: Score | None = None
    known: int = 0
    earlier_score: Score | None = None

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings to show: all that nobody suppressed or waived."""
        return tuple(finding for finding in self.findings if not finding.is_hidden)

    @property
    def counted(self) -> tuple[Finding, ...]:
        """The findings that can fail a run: those shown, without previews of a later edition."""
        return tuple(finding for finding in self.findings if finding.counts)
