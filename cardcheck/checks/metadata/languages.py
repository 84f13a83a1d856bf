"""Which languages the data is in, as far as the metadata tells."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.checks.metadata.language_tags import listed_languages, parse_pair, parse_tag
from cardcheck.editing import yaml_edits, yaml_lists
from cardcheck.model.finding import Confidence, Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression
from cardcheck.topics import spellings

_CODES = "languages"
_FEW = 3
_SHOWN = 5
_BEGINNING = 3000


def missing(
    target: Target, *, tasks: Sequence[str], tags: Sequence[str], unless: Sequence[str], doubtful: Sequence[str]
) -> Iterator[Problem]:
    """Data made of human language says which.

    Tasks and tags tell that it is, others (`unless`) that it is not; `doubtful` words in the text's beginning
    leave it open.
    """
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata else None
    if not isinstance(value, dict) or value.get("language", []) != [] or spellings.is_misspelt("language", value):
        return
    codes = _codes_of(_texts(value.get("language_bcp47")))
    if codes:
        edits = yaml_lists.together(yaml_lists.extend(target.card, "language", codes, after="language_bcp47"))
        shown_codes = ", ".join(codes[:_SHOWN])
        yield target.problem(
            "only-tags", pointer="/language_bcp47", codes=shown_codes, edits=edits, changes=("/language",)
        )
        return
    said = {word.lower() for key in ("task_categories", "tags") for word in _texts(value.get(key))}
    shown = next((word for word in [*tasks, *tags] if word in said), None)
    if shown is not None and said.isdisjoint(unless):
        text = target.card.body.prose[:_BEGINNING]
        is_doubtful = _any_of(tuple(doubtful)).search(text) is not None
        yield target.problem("absent", shown=shown, confidence="low" if is_doubtful else None)


def lookalike(target: Target) -> Iterator[Problem]:
    """The code is not that of another language which the card's name or title names."""
    said = listed_languages(target)
    if not isinstance(target.value, str):
        return
    lookalikes = resources.vocabulary_file(_CODES)["lookalikes"]
    if len(said) > _FEW or target.value not in lookalikes:
        return
    names = resources.vocabulary(_CODES)
    title = _title(target)
    if not title or _is_named(names[target.value], title):
        return
    others = [code for code in lookalikes[target.value] if code not in said and _is_named(names[code], title)]
    if len(others) == 1:
        edits = yaml_edits.set_value(target.entry, others[0])
        yield target.problem(name=names[target.value], other=others[0], other_name=names[others[0]], edits=edits)


def multilinguality(target: Target, *, special: Sequence[str]) -> Iterator[Problem]:
    """One language or several: `multilinguality` and the number of languages say the same."""
    values = _texts(target.value)
    listed = [code for code in listed_languages(target) if isinstance(code, str)]
    languages = {macro_of(code) for code in listed}
    # Several languages in one value are another rule's matter, and no count of them is right.
    if any(map(parse_pair, listed)):
        return
    if len(values) != 1 or not languages or languages & set(special):
        return
    pointer = f"{target.pointer}/0" if isinstance(target.value, list) else target.pointer
    entry = target.card.metadata.entries.get(pointer or "") if target.card.metadata else None
    if values[0] == "monolingual" and len(languages) > 1:
        edits = yaml_edits.set_value(entry, "multilingual")
        yield target.problem("several", pointer=pointer, count=len(languages), edits=edits)
    elif values[0] in {"multilingual", "translation"} and len(languages) == 1 and not _has_varieties(target):
        code = next(iter(languages))
        edits = yaml_edits.set_value(entry, "monolingual") if values[0] == "multilingual" else ()
        # Several dialects of Arabic may well be called multilingual.
        confidence: Confidence | None = "low" if values[0] == "multilingual" and _has_members(code) else None
        yield target.problem("one", pointer=pointer, said=values[0], code=code, edits=edits, confidence=confidence)


def special(target: Target, *, values: Sequence[str]) -> Iterator[Problem]:
    """Some code beside these values names a language."""
    said = listed_languages(target)
    if not all(isinstance(value, str) and value in values for value in said):
        return
    for index, value in enumerate(said):
        pointer = f"{target.pointer}/{index}" if isinstance(target.value, list) else target.pointer
        yield target.problem(pointer=pointer, value=value)


def macro_of(code: str) -> str:
    """Return the language that a code shares with others: `no` for `nb` and `nob`, `en` for `en-US`."""
    first = re.split(r"[-_]", code.lower(), maxsplit=1)[0]
    current = spellings.meant(_CODES, first) or first
    wider: dict[str, str] = resources.vocabulary("macrolanguages")
    return wider.get(current, current)


def _has_members(code: str) -> bool:
    """Whether a code stands for several languages with names of their own, as `ar` does."""
    names = resources.vocabulary(_CODES)
    wider = resources.vocabulary("macrolanguages")
    return any(macro == code and names[one] != names.get(code) for one, macro in wider.items())


def _has_varieties(target: Target) -> bool:
    """Whether several tags of one language are listed: `en-US` and `en-GB` may well be called multilingual."""
    metadata = target.card.metadata
    top = metadata.value(target.reader) if metadata else None
    return isinstance(top, dict) and (len(listed_languages(target)) > 1 or bool(top.get("language_bcp47")))


@functools.cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return expression("|".join(rf"\b{re.escape(word)}" for word in words) or r"(?!)")


def _codes_of(tags: Sequence[str]) -> list[str]:
    """Return the codes of language tags, each once."""
    found = [tag.code if (tag := parse_tag(text)) else text for text in tags]
    return list(dict.fromkeys(code for code in found if code in resources.vocabulary(_CODES)))


def _title(target: Target) -> str:
    """Return the name for people and the first heading, in small letters."""
    metadata = target.card.metadata
    top = metadata.value(target.reader) if metadata else None
    name = top.get("pretty_name") if isinstance(top, dict) else None
    heading = next((section.heading.title for section in target.card.body.sections if section.heading), "")
    return f"{name if isinstance(name, str) else ''}\n{heading}"[:500].lower()


def _is_named(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", text) is not None


def _texts(value: Any) -> list[str]:
    """Return the texts of a list, or a lone one."""
    return [item for item in (value if isinstance(value, list) else [value]) if isinstance(item, str)]
