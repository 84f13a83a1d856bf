"""Files beside the data that hold none: paths in, answers out. Names tell, by a list of words."""

import functools
from collections.abc import Sequence

from cardcheck import resources
from cardcheck.loading.formats import FOLDERS, builder_of, metadata_names
from cardcheck.model.facts import Table
from cardcheck.regex import expression

_WORDS = expression(r"[a-z]+|[0-9]+")


def is_sidecar(path: str) -> bool:
    """Whether a JSON file describes others, by its name."""
    name = path.rpartition("/")[2]
    stem, dot, suffix = name.lower().rpartition(".")
    words = _WORDS.findall(stem)
    return dot == "." and suffix == "json" and bool(words) and _last_word(words) in _companions("values")


def describes(path: str, table: Table | None) -> bool:
    """Whether a file is a description by its name, and nothing that is known of its content speaks for rows."""
    if not is_sidecar(path):
        return False
    return table is None or table.fault is not None or table.rows is None or table.rows <= 1 or table.form == "values"


def is_companion(path: str) -> bool:
    """Whether a file is about the data or about the repository, by its name and its folder."""
    *folders, name = path.lower().split("/")
    words = _WORDS.findall(name.partition(".")[0])
    first = words[0] if words else ""
    if any(folder in _companions("folders") or folder.startswith((".", "__")) for folder in folders):
        return True
    if name in metadata_names() or name.startswith(".") or is_sidecar(path):
        return True
    if name.endswith((".txt", ".md", ".toml", ".xml", ".pdf")) and first in _companions("texts"):
        return True
    return builder_of(path) in FOLDERS and first in _companions("pictures")


def _last_word(words: Sequence[str]) -> str:
    """Return the last word of a name that is no number."""
    return next((word for word in reversed(words) if not word.isdigit()), "")


@functools.cache
def _companions(part: str) -> frozenset[str]:
    return frozenset(resources.vocabulary_file("companion-files")[part])
