"""What goes when a template's sentences are dropped: lines, sections, the sections around them, what leads there."""

import pytest

from cardcheck.editing.apply import apply_edits
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config

LINTER = Linter.of(Config(select=("prose/template-sentence",)))
WHY = "What need motivated the creation of this dataset?"
HOW = "Describe the data collection process."


def fixed(text: str) -> str:
    """Drop what can be dropped, one finding a round."""
    for _ in range(20):
        edits = next((finding.fix.edits for finding in LINTER.check(text).findings if finding.fix), ())
        if not edits:
            return text
        text = apply_edits(text, edits)
    raise AssertionError("no end of fixes")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"# T\n\n## Why\n\n{WHY}\n\n## Use\n\nTalk.\n", "# T\n\n## Use\n\nTalk.\n"),
        (f"# T\n\n## Made\n\n### Why\n\n{WHY}\n\n### How\n\n{HOW}\n\n## Use\n\nTalk.\n", "# T\n\n## Use\n\nTalk.\n"),
        (f"# T\n\n## Made\n\nBy hand.\n\n### Why\n\n{WHY}\n", "# T\n\n## Made\n\nBy hand.\n"),
        ("# T\n\n- [If the dataset supports an active leaderboard, add link here]()\n", "# T\n"),
        (f"# T\n\n- Talk.\n- {HOW}\n\nMore.\n", "# T\n\n- Talk.\n\nMore.\n"),
        (f"# T\n\n{HOW}\n\nTalk.\n", "# T\n\nTalk.\n"),
        (f"# T\n\n- {HOW}\n- Talk.\n", "# T\n\n- Talk.\n"),
        (f"# T\n\n## How\n\n{HOW}\n\n<!-- later -->\n", "# T\n"),
        (f"# T\r\n\r\n{HOW}\r\n\r\nTalk.\r\n", "# T\r\n\r\nTalk.\r\n"),
    ],
)
def test_what_is_left(text: str, left: str):
    assert fixed(text) == left


@pytest.mark.parametrize(
    "text",
    [
        f"# T\n\nSee [why](#why) it was made.\n\n## Why\n\n{WHY}\n",
        "# T\n\n- **Board:** [If the dataset supports an active leaderboard, add link here]()\n",
    ],
)
def test_what_cannot_be_dropped_for_sure_stays(text: str):
    assert LINTER.check(text).findings
    assert fixed(text) == text


def test_the_title_of_a_card_is_never_dropped():
    assert fixed(f"# T\n\n{HOW}\n").startswith("# T\n")
