"""The name that a card's title gives."""

import pytest

from cardcheck.parsing.card import parse_card
from cardcheck.topics.names import name_in_title

GENERIC = ("dataset", "readme", "autotrain evaluator")
NOUNS = ("dataset", "corpus")


def name_in(text: str) -> str | None:
    return name_in_title(parse_card(text), GENERIC, NOUNS)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Dataset Card for Harbour Remarks", "Harbour Remarks"),
        ("Dataset Card for the Harbour Remarks", "Harbour Remarks"),
        ('Dataset Card for "Harbour Remarks"', "Harbour Remarks"),
        ("Dataset Card for TidesOfKiel", "TidesOfKiel"),
        ("Dataset Card for TIDES-KIEL", "TIDES-KIEL"),
        ("The corpus of Kiel", "The corpus of Kiel"),
        ("Harbour **Remarks** Dataset", "Harbour Remarks Dataset"),
    ],
)
def test_titles_that_name_something(title, name):
    assert name_in(f"# {title}\n\nText.\n") == name


@pytest.mark.parametrize(
    "title",
    [
        "Dataset Card for [Dataset Name]",
        "Dataset Card for {{ pretty_name }}",
        "Dataset Card for Dataset Name",
        "Dataset Card for AutoTrain Evaluator",
        'Dataset Card for "tides"',
        "Dataset Card for acme/tides",
        "Dataset Card for tides_of_kiel",
        "Dataset Card for tides-of-kiel",
        "Dataset Card for",
        "Dataset Description",
        "Dataset",
        "README",
        "Notes of a harbour master",
        "This dataset holds remarks.",
        f"Corpus {'of remarks ' * 20}",
    ],
)
def test_titles_that_name_nothing(title):
    assert name_in(f"# {title}\n\nText.\n") is None


@pytest.mark.parametrize(
    "text",
    ["", "Text.\n", "Text.\n# Tides Dataset\n", "## Tides Dataset\n", "# Tides Dataset\n# Tides Corpus\n"],
)
def test_only_the_one_heading_at_the_top_is_a_title(text):
    assert name_in(text) is None
