"""What a near duplicate has left in it of another card: titles of one group in, who bears whose title out.

A card bears another's title where it is the name of the other one's repository, or word by word the other's own title,
and has nothing in common with the name of its own repository.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cardcheck.regex import expression

_WORD = expression(r"[^\W_]+")
_PREFIX = expression(r"(?i)^\W*(?:dataset[ -]?)?card (?:for|of)(?: the)?\b")
_SUFFIX = expression(r"(?i)\bdata ?sets?\W*$")
_SHORTEST = 4
# What templates say where the name belongs, and what names nothing.
_GENERIC = frozenset({
    "a", "an", "card", "data", "dataset", "datasets", "example", "for", "my", "name", "needed", "new", "of",
    "placeholder", "set", "test", "the", "train", "your",
})  # fmt: skip


def copied(keys: Sequence[str], titles: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the cards of a group that bear the title of another one, each with that other one."""
    bare = {key: _bare(titles[key]) for key in keys}
    owners: dict[str, str] = {}
    for key in keys:
        if _names(bare[key], key):
            owners.setdefault(_joined(bare[key]), key)
    for key in keys:
        owners.setdefault(_joined(_name(key)), key)
        owners.setdefault(_joined(key), key)
    found = [(key, owners.get(_joined(bare[key]))) for key in keys if _is_foreign(bare[key], key)]
    return tuple((key, other) for key, other in found if other is not None and other != key)


def _is_foreign(title: str, key: str) -> bool:
    """Whether a title names something, and nothing that its repository is called by."""
    if len(_joined(title)) < _SHORTEST or _GENERIC.issuperset(_words(title)):
        return False
    return not _is_own(title, key)


def _names(title: str, key: str) -> bool:
    """Whether a title plainly names its repository."""
    said, name = _joined(title), _joined(_name(key))
    if not said or not name:
        return False
    return said in name or name in said or not _long(title).isdisjoint(_words(_name(key)))


def _is_own(title: str, key: str) -> bool:
    """Whether a title may have to do with its repository, be it by a part of a word or by initials."""
    said, name = _joined(title), _joined(_name(key))
    has_initials = any(len(initials) > 1 and initials in name for initials in _initials(title))
    parts = {word for word in _words(_name(key)) if len(word) >= _SHORTEST - 1} - _GENERIC
    return (
        has_initials
        or _names(title, key)
        or any(word in name for word in _long(title))
        or any(part in said for part in parts)
    )


def _initials(title: str) -> tuple[str, str]:
    """Return the first letters of all words, and of those that are not as short as `of`."""
    words = _words(title)
    return "".join(word[0] for word in words), "".join(word[0] for word in words if len(word) >= _SHORTEST)


def _long(text: str) -> set[str]:
    return {word for word in _words(text) if len(word) >= _SHORTEST}


def _bare(title: str) -> str:
    return _SUFFIX.sub("", _PREFIX.sub("", title)).strip()


def _name(key: str) -> str:
    return key.rpartition("/")[2]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _joined(text: str) -> str:
    return "".join(_words(text))
