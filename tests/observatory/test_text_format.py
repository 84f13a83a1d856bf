"""An audit in a terminal: within its width, harmless, and short."""

from __future__ import annotations

import io
import re

import pytest
from made_audit import RUN, MadeAudit, made_audit

from cardcheck.model.audit import AuditRecord
from cardcheck.observatory.text import write
from cardcheck.terminal.cells import cells

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def written(audit: MadeAudit, encoding: str = "utf-8", **settings: object) -> str:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding=encoding, write_through=True)
    write(audit, out, RUN._replace(**settings))
    return raw.getvalue().decode(encoding)


@pytest.fixture(scope="module")
def audit() -> MadeAudit:
    return made_audit(300)


def test_every_part_is_there(audit):
    told = written(audit)
    parts = [
        "Audit of",
        "Loads",
        "Found",
        "Understood",
        "Trusted",
        "Reusable",
        "Median score",
        "Since",
        "What to do first",
    ]
    parts += ["One fix, many repositories", "Found most often", "Nearly the same text", "Where the dataset viewer"]
    places = [told.find(part) for part in parts]
    assert places == sorted(places)
    assert -1 not in places


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_no_line_is_wider_than_the_terminal(audit, width):
    lines = ESCAPE.sub("", written(audit, width=width, color=True)).splitlines()
    assert max(map(cells, lines)) <= min(width, 120)


def test_shares_stand_below_each_other(audit):
    lines = [line for line in written(audit).splitlines() if "█" in line or "░" in line]
    assert len(lines) == 5
    assert len({line.index(" of ") for line in lines}) == 1
    assert len({line.index("%") for line in lines}) == 1


def test_colours_only_where_they_are_wanted(audit):
    plain, painted = written(audit), written(audit, color=True)
    assert "\x1b" not in plain
    assert ESCAPE.sub("", painted) == plain


def test_a_stream_that_knows_only_ascii(audit):
    told = written(audit, encoding="ascii")
    assert "#" in told
    assert "->" in told


def test_it_is_short_and_verbose_tells_more(audit):
    assert len(written(audit, quiet=True).splitlines()) < len(written(audit).splitlines()) < 100
    assert len(written(audit, verbose=True).splitlines()) > 100


def test_what_is_not_known_is_said_so():
    told = written(MadeAudit([AuditRecord("a/b", "a", "gated", "ask for access")], has_history=False))
    assert told.count("not known") == 5
    assert "1 gated" in told
    assert "Median" not in told


def test_no_repository():
    assert written(MadeAudit([], has_history=False)).splitlines()[-1].endswith("0 repositories")
