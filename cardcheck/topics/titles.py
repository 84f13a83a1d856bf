"""Titles and labels in, the topics they name out.

A title is folded (numbering, emoji, emphasis, “[optional]” and the like go), looked up, and taken apart where it
joins several. A slip of one letter is forgiven in titles of some length; two never are, for “Dataset Curators” is not
“Dataset Creation”.
"""

import functools
from collections.abc import Mapping
from typing import NamedTuple

from cardcheck import resources
from cardcheck.regex import expression
from cardcheck.topics.lists import GENERAL, topic_list

_LONGEST = 100
_SHORTEST_FUZZY = 8
_CARD = "dataset card for "
_EDGE = 4

_OPTIONAL = expression(r"[\[(]optional[\])]")
_PLURAL = expression(r"\((?:s|es)\)")
_ASIDE = expression(r"(?<=.)\s*[(（\[][^()（）\[\]]*[)）\]]\s*$")
# `1.`, `2.3`, `a)`, `IV.`
_NUMBERING = expression(r"^(?:\d{1,3}(?:\.\d{1,3})*[.):、]?|[a-z][.)]|[ivx]{1,5}[.)])\s+(?=\S)|^\d{1,2}[.、]")
_SIGNS = expression("[\u200b-\u200f\u2020-\u2027\u2030-\u205e\u20a0-\u2bff\ufe0f\U0001f000-\U0001faff]")
_EDGES = ' \t\u00a0\u3000:：.。．…?？¿!！¡*_~`#|/\\"“”„«»「」『』【】<>،؛؟,，、;；·•–—-+='
_CJK = "\u3040-\u9fff\uac00-\ud7a3"
_JOINTS = (
    r"\s*[,，、;/+|·•–—&＆和與与及와과]\s*(?:and\s|und\s|et\s|y\s|e\s|и\s)?"
    r"|\s(?:and|und|et|y|e|и|و|dan|ve|及び|および|및|और|with|plus)\s"
)
# Besides words that join: the place where Chinese, Japanese or Korean meets Latin, as in “引用 Citation”.
# A title in ASCII is spared the pattern of so many characters, which takes long to compile.
_JOINED = (
    expression(rf"{_JOINTS}|(?<=[{_CJK}])\s+(?=[a-z])|(?<=[a-z])\s+(?=[{_CJK}])"),
    expression(_JOINTS),
)
_BLANKS = expression(r"[\s_‐‑-]+")
_BEFORE = expression(r"^(?:the|our|about(?: the)?|dataset|data|corpus|gem) ")
_AFTER = expression(r" (?:(?:of|for|in|on|about) (?:the |this |our )?(?:dataset|data|corpus|benchmark))$")


class Lexicon(NamedTuple):
    """What names a topic: folded titles and labels, beginnings and ends of titles."""

    titles: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    openings: tuple[tuple[str, str], ...]
    endings: tuple[tuple[str, str], ...]


@functools.cache
def lexicon(field: str = GENERAL) -> Lexicon:
    """Return the names of all topics, also those of a field of work."""
    titles: dict[str, tuple[str, ...]] = {}
    labels: dict[str, tuple[str, ...]] = {}
    openings: list[tuple[str, str]] = []
    endings: list[tuple[str, str]] = []
    for topic, facts in topic_list(field).items():
        for names in facts["titles"].values():
            for name in names:
                _add(titles, name, topic)
        for name in facts.get("labels", ()):
            _add(labels, name, topic)
        openings += [(opening, topic) for opening in facts.get("openings", ())]
        endings += [(ending, topic) for ending in facts.get("endings", ())]
    return Lexicon(titles, {**titles, **labels}, tuple(openings), tuple(endings))


def _add(table: dict[str, tuple[str, ...]], name: str, topic: str) -> None:
    known = table.get(name, ())
    if topic not in known:
        table[name] = (*known, topic)


def folded(title: str) -> str:
    """Return a title without all that says nothing: case, numbering, emoji, emphasis, marks at its ends."""
    text = title.lower()
    if "(" in text or "[" in text:
        text = _PLURAL.sub("s", _OPTIONAL.sub(" ", text))
    if not text.isascii():
        text = _SIGNS.sub(" ", text).replace("’", "'")
    text = _NUMBERING.sub("", text.strip(_EDGES)).replace("&", " and ").strip(_EDGES)
    return _BLANKS.sub(" ", text).replace("data set", "dataset").strip()


@functools.lru_cache(maxsize=8192)
def topics_of_title(title: str, field: str = GENERAL) -> tuple[str, ...]:
    """Return the topics that a heading's title names."""
    if not title or len(title) > _LONGEST:
        return ()
    text = folded(title)
    if text.startswith(_CARD):
        return ()
    found = _whole(text, field) or _whole(_ASIDE.sub("", text), field) or _joined(text, field)
    if found:
        return found
    known = lexicon(field)
    partly = [topic for opening, topic in known.openings if text.startswith(opening)]
    partly += [topic for ending, topic in known.endings if text.endswith(ending)]
    return tuple(partly) or _near(text, field)


@functools.lru_cache(maxsize=8192)
def topics_of_label(label: str, field: str = GENERAL) -> tuple[str, ...]:
    """Return the topics that a label names, spelt as it is known."""
    known = lexicon(field).labels
    text = folded(label)
    return known.get(text) or known.get(_ASIDE.sub("", text), ())


def _whole(text: str, field: str) -> tuple[str, ...]:
    known = lexicon(field).titles
    found = known.get(text)
    if found is None:
        shorter = _AFTER.sub("", _BEFORE.sub("", text))
        found = known.get(shorter) or known.get(_AFTER.sub("", text), ())
    return found


def _joined(text: str, field: str) -> tuple[str, ...]:
    """Return the topics of a title that names several: each part has to be known."""
    parts = [part for part in _JOINED[text.isascii()].split(text) if part]
    if len(parts) < 2:
        return ()
    found: dict[str, None] = {}
    for part in parts:
        topics = _whole(part.strip(_EDGES), field)
        if not topics:
            return ()
        found |= dict.fromkeys(topics)
    return tuple(found)


@functools.cache
def _edges(field: str) -> dict[tuple[bool, str, int], list[str]]:
    """Return known titles by their first and by their last letters and their length.

    One slip leaves one end whole in any title of twice as many letters.
    """
    index: dict[tuple[bool, str, int], list[str]] = {}
    for name in lexicon(field).titles:
        if len(name) >= _SHORTEST_FUZZY:
            index.setdefault((True, name[:_EDGE], len(name)), []).append(name)
            index.setdefault((False, name[-_EDGE:], len(name)), []).append(name)
    return index


def _near(text: str, field: str) -> tuple[str, ...]:
    """Return the topics of the known title that is one slip away."""
    if len(text) < _SHORTEST_FUZZY or text in resources.vocabulary_file("topics")["other words"]:
        return ()
    index = _edges(field)
    for length in (len(text), len(text) - 1, len(text) + 1):
        for at_start, edge in ((True, text[:_EDGE]), (False, text[-_EDGE:])):
            for name in index.get((at_start, edge, length), ()):
                if is_one_slip(text, name):
                    return lexicon(field).titles[name]
    return ()


def is_one_slip(one: str, other: str) -> bool:
    """Whether a letter more, less or other, or two neighbours swapped, is all that parts two words."""
    if len(one) > len(other):
        one, other = other, one
    at = next((index for index, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(one))
    if len(one) < len(other):
        return len(other) == len(one) + 1 and one[at:] == other[at + 1 :]
    if one[at + 1 :] == other[at + 1 :]:
        return True
    return one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]


def is_of_template(title: str) -> bool:
    """Whether a title is one that an official template gives its sections."""
    return folded(title) in _official()


@functools.cache
def _official() -> frozenset[str]:
    every = (facts["titles"] for facts in resources.vocabulary("topics").values())
    return frozenset(name for titles in every for kind in ("hub", "community") for name in titles.get(kind, ()))
