"""Regular expressions that are compiled when they are first used.

A run knows some three hundred, and a clean card needs a third of them; compiling them all would take a quarter of the
time of a run over one card. Texts and flags in, what serves as a compiled pattern out.
"""

from __future__ import annotations

import re
from typing import Any, cast

_PARTS = (
    "search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn",
    "pattern", "flags", "groups", "groupindex",
)  # fmt: skip


class _Late:
    """A pattern that takes all of a compiled one's parts for its own as soon as one of them is asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        if name not in _PARTS:
            raise AttributeError(name)
        compiled = re.compile(self._text, self._flags)
        for part in _PARTS:
            setattr(self, part, getattr(compiled, part))
        return getattr(compiled, name)


def expression(text: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used; a mistake in it shows then."""
    return cast("re.Pattern[str]", _Late(text, flags))
