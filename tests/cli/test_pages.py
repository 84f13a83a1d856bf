"""`cardcheck explain` in a terminal: the page without its marks, no wider than the window."""

import pytest

from cardcheck import resources
from cardcheck.cli._pages import terminal_lines
from cardcheck.rulebook.describe import describe
from cardcheck.rulebook.load import rule_pages
from cardcheck.terminal.cells import cells

PAGE = """\
# family/rule

**A title**

Why it is one, told in a sentence that is longer than the window is wide.

- *case*: `{value}` is wrong
- Silent after: `family/first-of-them`, `family/second-of-them`

````markdown
---
license:\tmit
---
````
"""


def shown(width=40, *, is_styled=False):
    return list(terminal_lines(PAGE.splitlines(), width, is_styled=is_styled))


def test_marks_are_gone_and_code_is_set_in():
    assert shown() == [
        "family/rule",
        "",
        "A title",
        "",
        "Why it is one, told in a sentence that",
        "is longer than the window is wide.",
        "",
        "- case: `{value}` is wrong",
        "- Silent after: `family/first-of-them`,",
        "  `family/second-of-them`",
        "",
        "    ---",
        "    license:\tmit",
        "    ---",
    ]


def test_headings_and_values_are_bold():
    lines = shown(is_styled=True)
    assert lines[0] == "\x1b[1mfamily/rule\x1b[0m"
    assert lines[7] == "- case: \x1b[1m`{value}`\x1b[0m is wrong"


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_page_keeps_to_the_window(width):
    for rule_id, data in rule_pages(resources.rules_dir()).items():
        lines = terminal_lines(describe(rule_id, data).splitlines(), width, is_styled=False)
        told = [line for line in lines if not line.startswith("    ")]
        assert max(cells(line) for line in told) <= min(width, 100), rule_id
