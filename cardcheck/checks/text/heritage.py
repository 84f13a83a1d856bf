"""What collections of libraries, archives and museums need besides: links to catalogues, standards, rights, engines."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.checks.text._english import is_english
from cardcheck.checks.text.topics import unanswered
from cardcheck.editing import yaml_edits
from cardcheck.loading.subsets import feature_lists
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.reading import read_topics

_STATEMENT = expression(r"https?://(?:www\.)?rightsstatements\.org/(?:vocab|page)/(?P<code>[A-Za-z-]{2,10})/1\.0/?")
_ADDRESS = expression(r"https?://[^\s)>\]\"'}]+")
# The text says that a machine may be taught to read, or that its text was not used.
_NO_READING = expression(r"\s?(?:model|task|system|research|training)|[^.\n]{0,20}\bnot\b")
_NO_READER = expression(r"\b(?:not|than|without|different \w{1,20} from)\b[^.\n]{0,15}$")
_WORDS = expression(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_BEFORE = 90


def collection_linked(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """A persistent identifier, or a link to those who hold the collection, leads out of the card."""
    card = target.card
    if card.is_lfs_pointer or not card.body.prose.strip() or _has_identifier(card, vocabulary):
        return
    elsewhere = resources.vocabulary(vocabulary)["elsewhere"]
    for match in _ADDRESS.finditer(card.source.text, card.body.span.start):
        if not _has(elsewhere, match[0].lower()):
            return
    yield target.problem()


def record_linked(target: Target, *, vocabulary: str, field: str) -> Iterator[Problem]:
    """Where the columns are known, one of them leads from a row to the object in the catalogue."""
    names = list(_columns(target.metadata))
    found = read_topics(target.card, field)
    said = [target.card.source.slice(one.span) for topic in ("fields", "instances") for one in found.of(topic)]
    if not names and not any(one.is_enough for one in found.of("fields")):
        return
    text = " ".join([*(" ".join(_WORDS.findall(name)) for name in names), *said]).lower()
    if not any(_found(vocabulary, "columns", text.replace("_", " "))):
        yield target.problem()


def standards(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """A standard that the text names is linked; each is told once."""
    card = target.card
    text, body = card.source.text, card.body
    targets = [link.target.lower() for link in body.links]
    for name, facts in resources.vocabulary(vocabulary).items():
        if not _has(facts["literals"], text) or any(
            home in address for home in facts["homes"][1:] for address in targets
        ):
            continue
        for match in re.finditer(facts["pattern"], text[body.span.start :]):
            span = Span(body.span.start + match.start(), body.span.start + match.end())
            if not _is_text(card, span):
                continue
            if not _is_in_link(card, span):
                home = facts["homes"][0]
                yield target.problem(
                    span=span,
                    quotes=match[0],
                    said=match[0],
                    home=home,
                    edits=(Edit(span, f"[{match[0]}]({home})"),),
                    name=name,
                )
            break


def digitised(target: Target, *, field: str, topic: str, vocabulary: str) -> Iterator[Problem]:
    """The card says how the originals were digitised and, where a machine read them, which one or how well."""
    card = target.card
    prose = card.body.prose
    if card.is_lfs_pointer or not prose.strip() or not is_english(prose):
        return
    signs = _found(vocabulary, "signs", prose)
    sign = next((one for one in signs if _is_reading(prose, one)), None)
    if sign is not None:
        if not any(next(_found(vocabulary, name, prose), None) for name in ("engines", "quality")):
            span = Span(card.body.span.start + sign.start(), card.body.span.start + sign.end())
            yield target.problem("engine", span=span, quotes=card.source.slice(span), said=card.source.slice(span))
    elif not read_topics(card, field).of(topic):
        yield target.problem("unsaid")


def _is_reading(prose: str, sign: re.Match[str]) -> bool:
    before = prose[max(0, sign.start() - _BEFORE) : sign.start()]
    return not _NO_READING.match(prose, sign.end()) and not _NO_READER.search(before)


def language_stage(
    target: Target, *, field: str, topics: Sequence[str], keys: Sequence[str], others: Sequence[str], past: str
) -> Iterator[Problem]:
    """Text of the past says which spelling, script or stage it has; `others` begin tasks that need no text.

    `past` finds what tells that the text is old.
    """
    metadata = target.metadata if isinstance(target.metadata, dict) else {}
    stated = metadata.get("task_categories")
    tasks = [task for task in (stated if isinstance(stated, list) else [stated]) if isinstance(task, str)]
    is_text = not tasks or not all(task.startswith(tuple(others)) for task in tasks)
    if is_text and re.search(past, target.card.body.prose):
        yield from unanswered(target, topics=topics, keys=keys, field=field)


def rights_in_metadata(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """Rights that the text states stand in the metadata, too, where `other` alone says nothing."""
    metadata = target.metadata
    if target.value not in ("other", ["other"]) or not isinstance(metadata, dict):
        return
    if metadata.get("license_name") or metadata.get("license_link"):
        return
    stated = _stated_rights(target.card, vocabulary)
    if stated is not None:
        said, name, link = stated
        edits = yaml_edits.add_key(target.card, "/license", "license_name", name)
        # Both lines go to one place, so they are one edit.
        edits = tuple(Edit(one.span, f"{one.text}{_second_line(one.text, link)}") for one in edits)
        yield target.problem(said=said, name=name, link=link, edits=edits, changes=("/license_name", "/license_link"))


def _second_line(first: str, link: str) -> str:
    return f"{first.partition('license_name')[0]}license_link: {link}"


def _stated_rights(card: Card, vocabulary: str) -> tuple[str, str, str] | None:
    """Return what is said of rights, with name and link for the metadata."""
    whole = resources.vocabulary_file(vocabulary)
    statement = _STATEMENT.search(card.source.text, card.body.span.start)
    if statement is not None:
        name = whole["values"].get(statement["code"])
        return (statement[0], name, statement[0]) if name else None
    prose = card.body.prose
    for word in whole["words"]:
        at = prose.find(word)
        if at >= 0 and not re.search(whole["denied"], prose[max(0, at - _BEFORE) : at]):
            return word, whole["mark"]["name"], whole["mark"]["link"]
    return None


def _columns(metadata: Any) -> Iterator[str]:
    for part in feature_lists(metadata):
        for feature in part.value if isinstance(part.value, list) else ():
            if isinstance(feature, dict) and isinstance(feature.get("name"), str):
                yield feature["name"]


def _has(words: Iterable[str], text: str) -> bool:
    return any(word in text for word in words)


def _is_text(card: Card, span: Span) -> bool:
    """Whether a place is prose, and no code or address."""
    start = span.start - card.body.span.start
    return bool(card.body.prose[start : start + span.end - span.start].strip())


def _is_in_link(card: Card, span: Span) -> bool:
    return any(link.span.start <= span.start < link.span.end for link in card.body.links)


def _found(vocabulary: str, name: str, text: str) -> Iterator[re.Match[str]]:
    """Yield where words of a list stand in lower-case text; a look for them as they are comes first."""
    if _has(resources.vocabulary(vocabulary)[name], text):
        yield from _word(vocabulary, name).finditer(text)


@functools.cache
def _word(vocabulary: str, name: str) -> re.Pattern[str]:
    words: Sequence[str] = resources.vocabulary(vocabulary)[name]
    joined = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return expression(rf"(?<![^\W_])(?:{joined})(?![^\W_])")


def _has_identifier(card: Card, vocabulary: str) -> bool:
    text = card.source.text.lower()
    known = resources.vocabulary(vocabulary)["identifiers"]
    return any(literal in text and re.search(pattern, text) for literal, pattern in known.items())
