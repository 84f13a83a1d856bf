"""Language values that say more than a code: `pt-BR`, `zh_Hans_CN`, `de-en`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.checks.metadata import values
from cardcheck.editing import yaml_lists
from cardcheck.model.finding import Applicability, Edit, Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression
from cardcheck.topics import spellings

_CODES = "languages"
_SUBTAGS = "language-subtags"
_KEY, _TAGS = "language", "language_bcp47"
_LONGEST = 60
_JOINT = expression(r"\s+and\s+|\s*[-_/,;&+|:]\s*", re.IGNORECASE)


class Tag(NamedTuple):
    """A language tag: the code the Hub takes, and the whole in the form of BCP 47."""

    code: str
    written: str


def region(target: Target) -> Iterator[Problem]:
    """Every value is a bare code; region, script and variant have a key of their own.

    All tags of a list move at once, for each of them adds to the same other list.
    """
    places = list(_places(target))
    found = {index: tag for index, place in enumerate(places) if (tag := parse_tag(place.value))}
    edits = _moved(target, places, found) if found else ()
    changes = yaml_lists.moved_pointers(target.card, _KEY, _TAGS, [tag.written for tag in found.values()])
    for index, tag in found.items():
        yield places[index].problem(code=tag.code, tag=tag.written, edits=edits, changes=changes)


def unknown_code(target: Target, *, vocabulary: str, groups: str) -> Iterator[Problem]:
    """Every value is one of the Hub's codes; a country, several languages in one value and a group have cases."""
    known = resources.vocabulary(vocabulary)
    places = list(_places(target))
    pairs = {
        index: pair
        for index, place in enumerate(places)
        if isinstance(place.value, str)
        and place.value not in known
        and not parse_tag(place.value)
        and (pair := parse_pair(place.value))
    }
    edits = _split(target, places, pairs) if pairs else ()
    for index, place in enumerate(places):
        if index in pairs:
            # `en-EN` says one language twice.
            if len(pairs[index]) == 1:
                yield place.problem("meant", near=pairs[index][0], edits=edits, changes=(f"/{_KEY}",))
                continue
            applicability: Applicability | None = "unsafe" if _may_be_region(place.value) else None
            codes = ", ".join(pairs[index])
            yield place.problem("pair", codes=codes, edits=edits, applicability=applicability, changes=(f"/{_KEY}",))
            continue
        country = _countries().get(place.value.strip().lower()) if isinstance(place.value, str) else None
        if country is not None and place.value not in known:
            yield place.problem("country", near=country, edits=values.replaced(place, country))
        else:
            # In a list as long as this one may be, nobody can tell which of two like items is gone.
            for problem in values.one_of(place, vocabulary=vocabulary, elsewhere={"group": groups}):
                yield problem._replace(changes=(f"/{_KEY}",))


def parse_tag(value: Any) -> Tag | None:
    """Read a language tag that is more than a code; None for anything else, two languages in one value included."""
    if not isinstance(value, str) or len(value) > _LONGEST or spellings.meant(_CODES, value):
        return None
    first, *rest = re.split(r"[-_:]", value.strip().strip("`"))
    code = _code(first)
    subtags = [_subtag(part) for part in rest]
    known = [subtag for subtag in subtags if subtag is not None]
    if code is None or not rest or len(known) < len(subtags) or _is_pair(value):
        return None
    return Tag(code, "-".join([code, *known]))


def parse_pair(value: str) -> tuple[str, ...]:
    """Read several languages out of one value; nothing where a part is no language."""
    if len(value) > _LONGEST or spellings.meant(_CODES, value):
        return ()
    parts = _JOINT.split(value.strip().strip("`"))
    codes = [_code(part) or (spellings.meant(_CODES, part) if len(part) > 3 else None) for part in parts]
    known = [code for code in codes if code is not None]
    return tuple(dict.fromkeys(known)) if len(parts) > 1 and len(known) == len(codes) else ()


def _code(text: str) -> str | None:
    """Return the code that two or three letters stand for, also those of a country instead of its language."""
    lowered = text.lower()
    if not re.fullmatch(r"[a-z]{2,3}", lowered):
        return None
    return spellings.meant(_CODES, lowered) or _countries().get(lowered)


def _subtag(text: str) -> str | None:
    """Return a script, region or variant as it is written in a tag."""
    lowered = text.lower()
    whole = resources.vocabulary_file(_SUBTAGS)
    written: str | None = whole["values"].get(lowered) or whole["aliases"].get(lowered)
    return written


def _is_pair(value: str) -> bool:
    """Whether two codes in the same case are two languages and not a language with its country (`de-fr`, `pt-br`)."""
    parts = re.split(r"[-_:]", value.strip().strip("`"))
    lowered = [part.lower() for part in parts]
    if len(parts) != 2 or lowered[0] == lowered[1] or not (value.islower() or value.isupper()):
        return False
    is_language = lowered[1] in resources.vocabulary(_CODES)
    return is_language and "-".join(lowered) not in resources.vocabulary_file(_SUBTAGS)["locales"]


def _may_be_region(value: str) -> bool:
    parts = re.split(r"[-_:]", value.strip().strip("`"))
    return len(parts) == 2 and _subtag(parts[1]) is not None


def _countries() -> dict[str, str]:
    countries: dict[str, str] = resources.vocabulary_file(_CODES)["countries"]
    return countries


def listed_languages(target: Target) -> list[Any]:
    """Return what `language` holds, a lone value as a list of one."""
    metadata = target.card.metadata
    top = metadata.value(target.reader) if metadata else None
    said = top.get("language") if isinstance(top, dict) else None
    return said if isinstance(said, list) else [said]


def _places(target: Target) -> Iterator[Target]:
    """Yield the values of `language`, or the lone one."""
    if not isinstance(target.value, list):
        yield target
        return
    for index, value in enumerate(target.value):
        yield target._replace(pointer=f"{target.pointer}/{index}", value=value)


def _moved(target: Target, places: Sequence[Target], found: Mapping[int, Tag]) -> tuple[Edit, ...]:
    """Return the edits that leave codes in `language` and put every tag into `language_bcp47`."""
    changes = _changes({index: [tag.code] for index, tag in found.items()}, places)[0]
    tags = [tag.written for tag in found.values()]
    return yaml_lists.together(
        yaml_lists.change_items(target.card, _KEY, changes),
        yaml_lists.extend(target.card, _TAGS, tags, after=_KEY),
    )


def _split(target: Target, places: Sequence[Target], pairs: Mapping[int, Sequence[str]]) -> tuple[Edit, ...]:
    """Return the edits that list the languages of every value that holds several."""
    changes, added = _changes(pairs, places)
    return yaml_lists.together(yaml_lists.change_items(target.card, _KEY, changes, added))


def _changes(new: Mapping[int, Sequence[str]], places: Sequence[Target]) -> tuple[dict[int, str | None], Sequence[str]]:
    """Return what to put in the place of each item, and what to add, so that no code stands twice."""
    there = {place.value for place in places if isinstance(place.value, str)}
    changes: dict[int, str | None] = {}
    added: list[str] = []
    for index, codes in new.items():
        fresh = [code for code in codes if code not in there]
        there |= set(fresh)
        changes[index] = fresh[0] if fresh else None
        added += fresh[1:]
    return changes, added
