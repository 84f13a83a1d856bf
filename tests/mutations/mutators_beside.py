"""What a card says that only its files can refute, and what it shows or hides of people."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mutated_cards import Change, Repository
from mutators_claims import LICENSES
from mutators_metadata import Mutator
from mutators_text import PARAGRAPH, behind, text

_IDS = ("mit", "apache-2.0", "cc0-1.0", "cc-by-4.0", "gpl-3.0")
_ABOUT_PEOPLE = re.compile(r"personal|privacy|named\b", re.IGNORECASE)


def _licenses(repository: Repository, chance: random.Random) -> Iterator[Change]:
    """Write another license where a file holds the text of the true one, and let no sentence name it."""
    lines = list(repository.prose(rf"^[^\n]*(?:{LICENSES})[^\n]*$"))
    if not getattr(repository.facts.files, "texts", {}).keys() & {"LICENSE", "LICENSE.md", "LICENSE.txt"}:
        return
    for place in repository.values("/license"):
        if len(lines) == 1 and place.text in _IDS:
            new = chance.choice([one for one in _IDS if one != place.text])
            between = repository.text[place.end : lines[0].start]
            yield Change(place.start, lines[0].end, f"{new}{between}See the file.")


def _read_files(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Read a file in the card's code that is not there."""
    for match in repository.fences():
        if match[0].startswith("```python\n"):
            end = match.end() - 3
            yield Change(end, end, 'import pandas as pd\n\nextra = pd.read_csv("extra-rows.csv")\n')


def _interviews(repository: Repository, chance: random.Random) -> Iterator[Change]:
    """Tell of people where nothing is said of what can be known of them."""
    is_english = repository.text.count(" the ", repository.body_start) > 5
    if is_english and not _ABOUT_PEOPLE.search(repository.text, repository.body_start):
        said = " Parts of it were made of interview transcripts."
        yield from text("", PARAGRAPH, behind(said)).changes(repository, chance)


_ROWS = "\n\n```text\n{'from': 'a.harms@hafenamt-nord.de', 'to': 'lotse.k@seewarte.net'}\n```"

BESIDE = (
    Mutator("a license beside its text", ("license/file-contradicts",), _licenses),
    text("a notice", PARAGRAPH, behind(" See the `NOTICE` file for details."), "prose/unknown-file"),
    Mutator("a file that code reads", ("prose/unknown-file",), _read_files),
    Mutator("people in the data", ("responsible/personal-data-unsaid",), _interviews),
    text("addresses of people", PARAGRAPH, behind(_ROWS), "responsible/personal-data-in-card"),
)
