"""What travels while a card is drafted: the folder as it is known, subsets to declare, and what is said of them."""

from collections.abc import Mapping
from typing import NamedTuple

from cardcheck.loading.beside_card import STANDALONE
from cardcheck.model.facts import RepoFacts
from cardcheck.model.load import LoadPlan


class Folder(NamedTuple):
    """A folder of data: its facts, what becomes of it without a card, and what else is told of it.

    `repo` is its id on the Hub, `license` the Hub's id of the license that its LICENSE file holds, `language` the code
    of the language that its texts are in. `answers` are what a person said, by the names of the questions.
    """

    facts: RepoFacts
    plan: LoadPlan
    repo: str | None = None
    license: str | None = None
    language: str | None = None
    answers: Mapping[str, str] = {}

    @property
    def name(self) -> str:
        """What the data set is called: by its id, else by its folder."""
        folder = getattr(self.facts.files, "folder", None)
        return (self.repo or folder or "").rpartition("/")[2] or "Data set"

    @property
    def is_steered(self) -> bool:
        """Whether a file beside the card says how the others are loaded, which counts for more than the card."""
        return STANDALONE in getattr(self.facts.files, "texts", ())


class Subset(NamedTuple):
    """A subset to declare: its name, and the paths or globs of each split."""

    name: str
    splits: tuple[tuple[str, tuple[str, ...]], ...]


class Parts(NamedTuple):
    """How the card is to describe the loading: which subsets it declares, and whether it states their columns."""

    subsets: tuple[Subset, ...] = ()
    has_features: bool = False
