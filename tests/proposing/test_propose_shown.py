"""A proposal as a terminal shows it."""

import io

from cardcheck.cli._proposals import _shown_description
from cardcheck.model.run import Run
from cardcheck.terminal.stream import Terminal


def test_what_parts_a_name_from_its_sign_is_not_shown():
    terminal = Terminal.of(Run(version="0", spec="2026-08", docs_url="", width=80), io.StringIO())
    assert list(_shown_description("npm @\u2060ann\n\x1b[2J", terminal)) == ["npm @ann", "\\x1b[2J"]
