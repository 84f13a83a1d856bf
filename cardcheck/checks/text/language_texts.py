"""Which languages the text says the data is in, against what the metadata says."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from cardcheck import resources
from cardcheck.checks.metadata.language_tags import listed_languages
from cardcheck.checks.metadata.languages import macro_of
from cardcheck.editing import yaml_blocks, yaml_edits, yaml_lists
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.same_card import SameCard
from cardcheck.model.target import Target
from cardcheck.topics import spellings
from cardcheck.topics.language_mentions import Statement, read_languages

_CODES = "languages"
_MOST = 60
_SHOWN = 5


def body_knows(target: Target, *, elsewhere: Sequence[str]) -> Iterator[Problem]:
    """Metadata without a language: the text names none either; `elsewhere` are other keys that may tell it."""
    metadata = target.metadata
    if not isinstance(metadata, dict) or metadata.get("language", []) != []:
        return
    if any(metadata.get(key) for key in elsewhere) or spellings.is_misspelt("language", metadata):
        return
    said = statements_of(target.card)
    plain = [one for one in said if one.is_plain]
    codes = tuple(dict.fromkeys(code for one in plain for code in one.codes))
    if not 0 < len(codes) <= _MOST or any(not set(one.codes) <= set(codes) for one in said):
        return
    first = plain[0].named
    yield target.problem(
        span=first,
        quotes=target.card.source.slice(first),
        said=_in_words(codes),
        codes=", ".join(codes[:_SHOWN]),
        edits=_listing(target, codes),
        changes=("/language",),
    )


def contradicts(target: Target, *, special: Sequence[str]) -> Iterator[Problem]:
    """What the text says the data is in is among the languages of the metadata."""
    names = resources.vocabulary(_CODES)
    listed = listed_languages(target)
    if not target.value or not all(isinstance(code, str) and code in names and code not in special for code in listed):
        return
    # `no` is a language to the Hub and false to the client, which another rule says.
    if not all(isinstance(code, str) for code in listed_languages(target._replace(reader="client"))):
        return
    known = {macro_of(code) for code in listed}
    for one in statements_of(target.card):
        if one.is_plain and known.isdisjoint(map(macro_of, one.codes)) and len(one.codes) <= _SHOWN:
            entry = target.entry
            yield target.problem(
                span=one.named,
                quotes=target.card.source.slice(one.named),
                said=_in_words(one.codes),
                listed=_in_words(listed),
                related=(Related("the metadata says this", entry.value),) if entry is not None else (),
            )
            return


def statements_of(card: Card) -> tuple[Statement, ...]:
    """Return what the text says of languages; several rules ask of one card in turn."""
    return _statements(SameCard(card))


@functools.lru_cache(maxsize=2)
def _statements(same: SameCard) -> tuple[Statement, ...]:
    return read_languages(same.card)


def _listing(target: Target, codes: Sequence[str]) -> tuple[Edit, ...]:
    card = target.card
    if target.entry_at("/language") is not None:
        return yaml_lists.extend(card, "language", codes, after="language") or ()
    return yaml_blocks.add_block(card, "language", [f"- {yaml_edits.scalar(code)}" for code in codes])


def _in_words(codes: Sequence[str]) -> str:
    names = resources.vocabulary(_CODES)
    shown = [f"{names.get(code, code)}" for code in codes[:_SHOWN]]
    return ", ".join(shown) + (" and more" if len(codes) > _SHOWN else "")
