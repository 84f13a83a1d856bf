"""One state of a card that is being fixed."""

from typing import NamedTuple

from cardcheck.model.card import Card
from cardcheck.model.report import CardReport
from cardcheck.model.text import BOM, SourceText


class Version(NamedTuple):
    """The author's own text, secrets and all; what is read from it; how it is judged."""

    source: SourceText
    card: Card
    report: CardReport

    @property
    def text(self) -> str:
        """The whole card, with its byte-order mark where it has one."""
        return BOM * self.source.has_bom + self.source.text
