"""What must not change what is said of a card: a paragraph more, and the order of its sections."""

from __future__ import annotations

import random
import re
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from mutated_cards import repositories
from mutators_claims import CLAIMS
from mutators_code import CODE
from mutators_text import TEXT

ENGLISH = [repository for repository in repositories() if repository.text.isascii() or "## How" in repository.text]
# An open fence swallows whatever comes below it.
MUTATORS = [mutator for mutator in (*TEXT, *CODE, *CLAIMS) if mutator.name != "an open fence"]
SENTENCES = (
    "The gate is painted green, and the gate keeper likes it so.",
    "Nobody knows why the bell rings at noon.",
    "On Sundays the ferry waits for the last guest.",
    "Bread was baked in the house behind the mill.",
)
_SECTION = re.compile(r"(?=^## )", re.MULTILINE)


def wrong_cards(draw):
    """Draw a card with one thing wrong; the card itself where nothing of the kind is in it."""
    repository = draw(st.sampled_from(ENGLISH))
    mutator = draw(st.sampled_from(MUTATORS))
    changes = list(mutator.changes(repository, random.Random(draw(st.integers(0, 99)))))
    return repository, draw(st.sampled_from(changes)).applied(repository.text) if changes else repository.text


def warnings(repository, text):
    found = [finding for finding in repository.report(text).findings if finding.severity != "info"]
    return Counter((finding.rule, finding.case, text[slice(*finding.span)]) for finding in found)


@settings(max_examples=60)
@given(st.data())
def test_a_paragraph_more_takes_no_warning_away(data):
    repository, text = wrong_cards(data.draw)
    said = " ".join(data.draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4)))
    longer = f"{text}\n## Colophon\n\n{said}\n"
    assert warnings(repository, text) - warnings(repository, longer) == Counter()


@settings(max_examples=60)
@given(st.data())
def test_the_order_of_sections_does_not_matter(data):
    repository, text = wrong_cards(data.draw)
    top, *sections = _SECTION.split(text.rstrip("\n") + "\n\n")
    shuffled = data.draw(st.permutations(sections))
    moved = "".join([top, *shuffled]).rstrip("\n") + "\n"
    rules = [finding.rule for finding in repository.report(text).findings]
    assert sorted(finding.rule for finding in repository.report(moved).findings) == sorted(rules)
