"""What the `text` builder of `datasets` makes of a text file: a row a line, in one column."""

from __future__ import annotations

import io
from itertools import islice

from cardcheck.facts._cells import MAX_TEXTS
from cardcheck.model.facts import Column, Table, Values

_MAX_SAMPLES = 20
_MAX_TEXT = 200


def read_text(text: str, *, is_whole: bool) -> Table:
    """Read a text file, or its beginning, line by line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.rstrip("\n") for line in islice(io.StringIO(text), MAX_TEXTS + 1)]
    rows = text.count("\n") + bool(text and not text.endswith("\n"))
    texts = frozenset(lines) if len(lines) == rows and sum(map(len, lines)) < 10_000 else None
    return Table(
        (Column("text", "string"),),
        rows=rows if is_whole else None,
        is_whole=is_whole,
        samples=tuple({"text": line[:_MAX_TEXT]} for line in lines[:_MAX_SAMPLES]),
        values={"text": Values(is_integral=False, texts=texts if is_whole else None)},
    )
