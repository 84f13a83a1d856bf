"""What a change really took out of a card, found without any code of ours: two texts in, three sets out.

Metadata is compared leaf by leaf as PyYAML reads it, texts line by line under their titles, comments by their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

Path = tuple[str, ...]

# What tells items of a list apart.
NAMES = ("config_name", "split", "name")
# Where a key without a value says something: a reader's option that is switched off.
NULL_SPEAKS = "configs"
COMMENT = re.compile(r"(?:^|\s)# (.+)$", re.MULTILINE)
TITLE = re.compile(r"#{1,6} (.+)")
FENCE = re.compile(r"(?:```|~~~)")


class Losses(NamedTuple):
    """Leaves of the metadata by their paths, titles of sections (`""` before the first), comments."""

    leaves: frozenset[Path]
    sections: frozenset[str]
    comments: frozenset[str]


def losses(before: str, now: str) -> Losses:
    (old_front, old_body), (front, body) = halves(before), halves(now)
    held = leaves_of(front)
    is_held = held | {leaf[:length] for leaf in held for length in range(len(leaf))}
    lines = {line.strip() for line in body.splitlines()}
    return Losses(
        frozenset(leaf for leaf in leaves_of(old_front) if leaf not in is_held),
        frozenset(title for title, text in sections(old_body) if not lines.issuperset(text)),
        frozenset(COMMENT.findall(old_front)) - frozenset(COMMENT.findall(front)),
    )


def halves(text: str) -> tuple[str, str]:
    _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    return front, body


def leaves_of(front: str) -> frozenset[Path]:
    return frozenset(leaves(yaml.safe_load(front)))


def leaves(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of everything that is said; of a list of words each word is one."""
    match value:
        case dict():
            for key, inner in value.items():
                yield from leaves(inner, (*path, str(key)))
        case list():
            for index, item in enumerate(value):
                if isinstance(item, dict):
                    name = next((item[key] for key in NAMES if key in item), str(index))
                    yield from leaves(item, (*path, name))
                else:
                    yield (*path, str(item))
        case None if NULL_SPEAKS not in path:
            return
        case _:
            yield path


def sections(body: str) -> Iterator[tuple[str, set[str]]]:
    """Yield titles with the lines directly under them."""
    title, lines, is_code = "", set[str](), False
    for line in body.splitlines():
        is_code ^= bool(FENCE.match(line))
        found = None if is_code else TITLE.fullmatch(line)
        if found is None:
            lines |= {line.strip()} - {""}
        else:
            yield title, lines
            title, lines = found[1], set()
    yield title, lines
