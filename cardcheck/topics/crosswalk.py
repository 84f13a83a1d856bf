"""Whether a card answers a question of another form, such as Croissant RAI: in full, in part, or not at all.

In: a card, and by what it answers: topics, and keys of the front matter as pointers. Out: the state and the place that
tells. Which question that is, nobody here asks.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.model.card import Card
from cardcheck.model.coverage import State
from cardcheck.model.text import Span
from cardcheck.model.topics import Evidence, Form
from cardcheck.topics.own_words import titled, worded
from cardcheck.topics.reading import read_topics

FIELD = "topics-documentation"
"""The list of topics that such forms ask for beside the general ones."""

# Where the author names the topic is the better place to look.
_BEST: tuple[Form, ...] = ("heading", "label", "table", "code", "text")
_LONGEST = 60


class Place(NamedTuple):
    """How far a question is answered; `span` and `words` (a title, label, phrase or key) tell where."""

    state: State
    span: Span | None = None
    words: str = ""


def answer(
    card: Card,
    *,
    answers: Sequence[str] = (),
    touches: Sequence[str] = (),
    titles: Sequence[str] = (),
    phrases: Sequence[str] = (),
) -> Place:
    """Tell how far a card answers what topics, keys, titles or phrases stand for.

    A general topic that the text merely mentions answers in part: in full it does where the author names it.
    """
    full = _first(card, answers)
    if full is not None and full.state == "full":
        return full
    own = (titles and titled(card, titles)) or (phrases and worded(card, phrases))
    if own:
        return Place("full", *own)
    part = full or _first(card, touches)
    return Place("none") if part is None else part._replace(state="part")


def _first(card: Card, names: Iterable[str]) -> Place | None:
    """Return the best place of the first name that is answered, where one is in full, else in part."""
    found = read_topics(card, FIELD)
    part: Place | None = None
    for name in names:
        if name.startswith("/"):
            if _is_stated(card, name):
                return Place("full", _key_span(card, name), name[1:])
            continue
        enough = sorted((one for one in found.of(name) if one.is_enough), key=_rank)
        if not enough:
            continue
        best = enough[0]
        # The words of a general topic stand in many sentences; those of a form's own questions are chosen for them.
        if best.form != "text" or name in resources.vocabulary(FIELD):
            return Place("full", best.names, _words(card, best))
        part = part or Place("part", best.names, _words(card, best))
    return part


def _rank(one: Evidence) -> tuple[int, int]:
    return _BEST.index(one.form), one.span.start


def _words(card: Card, one: Evidence) -> str:
    """Return what names a topic, on one line; a table or a block of code has no name."""
    if one.form in {"table", "code"}:
        return one.form
    return " ".join(card.source.slice(one.names)[: 2 * _LONGEST].split())[:_LONGEST]


def _is_stated(card: Card, pointer: str) -> bool:
    return any(bool(value) for value in _values(card, pointer))


def _values(card: Card, pointer: str) -> Iterator[Any]:
    metadata = card.metadata
    if metadata is None or metadata.client_fault is not None:
        return
    value = metadata.client
    for part in pointer.split("/")[1:]:
        if not isinstance(value, dict) or part not in value:
            return
        value = value[part]
    yield value


def _key_span(card: Card, pointer: str) -> Span:
    entry = card.metadata.entries.get(pointer) if card.metadata else None
    return entry.key or entry.value if entry else Span(0, 0)
