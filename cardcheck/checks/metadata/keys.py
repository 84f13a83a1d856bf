"""The names of metadata keys."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.model.card import Entry, Metadata
from cardcheck.model.finding import Applicability, Edit, Problem
from cardcheck.model.target import Target
from cardcheck.topics import spellings

_MANY = 200
_KINDS = {bool: "true or false", int: "a number", float: "a number", type(None): "nothing"}


def deprecated(target: Target, *, vocabulary: str, others: str) -> Iterator[Problem]:
    """No top-level key is an old name; the key's status in the list is the case.

    A name that is only ignored here may be one that a Space or a site generator reads: a card with such a key of
    the list `others` is theirs too.
    """
    metadata = target.card.metadata
    if metadata is None:
        return
    is_shared = any(f"/{key}" in metadata.entries for key in resources.vocabulary(others))
    for key, facts in resources.vocabulary(vocabulary).items():
        pointer = f"/{key}"
        entry = metadata.entries.get(pointer)
        if entry is None or (is_shared and facts["status"] == "ignored"):
            continue
        new = facts["new"]
        is_free = f"/{new}" not in metadata.entries
        edits = yaml_edits.rename_key(entry, new) if facts["same_form"] and is_free else ()
        yield target.problem(
            facts["status"], pointer=pointer, edits=edits, key=key, new=new, changes=(pointer, f"/{new}")
        )


def misspelt(
    target: Target,
    *,
    vocabulary: str,
    others: Sequence[str],
    never: Sequence[str],
    lists: Sequence[str],
    closed: Mapping[str, str],
    loader_keys: Sequence[str],
) -> Iterator[Problem]:
    """No top-level key is a slip of the pen for a key of cards.

    `others` are lists of keys that have rules of their own, `never` keys that nobody means, `lists` keys that take
    lists only. Renaming is safe where the Hub takes the value under the right key (`closed`: key → its list) and
    where the loader (`loader_keys`) does not begin to read it.
    """
    metadata = _mapping(target)
    known = resources.vocabulary(vocabulary)
    # Looking for near names takes a while; a block of a thousand keys is no metadata of ours.
    for key, value in itertools.islice(metadata.items(), _MANY):
        if not isinstance(key, str) or key in known or any(key in resources.vocabulary(other) for other in others):
            continue
        case, right = _meant(vocabulary, key, never)
        if right is None:
            continue
        entry = _entry(target, key)
        edits = _renamed(target, entry, right, is_list=right in lists) if right not in metadata else ()
        case = case if right not in metadata else "beside"
        is_taken = right not in loader_keys and _all_listed(value, closed.get(right))
        applicability: Applicability | None = None if is_taken else "unsafe"
        pointer = _pointer(key)
        changes = (pointer, _pointer(right))
        yield target.problem(
            case, pointer=pointer, edits=edits, applicability=applicability, key=key, right=right, changes=changes
        )


def foreign(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No top-level key belongs to another kind of repository; the case tells whether there is one to use instead."""
    metadata = _mapping(target)
    for key, facts in resources.vocabulary(vocabulary).items():
        if key in metadata:
            instead = facts["instead"]
            edits = yaml_edits.remove_entry(target.card, _pointer(key))
            case = "instead" if instead else "no-use"
            pointer = _pointer(key)
            yield target.problem(case, pointer=pointer, edits=edits, key=key, of=facts["of"], instead=instead or "")


def listed(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No top-level key is one of a list that says what each is."""
    metadata = _mapping(target)
    for key, detail in resources.vocabulary(vocabulary).items():
        if key in metadata:
            edits = yaml_edits.remove_entry(target.card, _pointer(key)) if _something_stays(metadata) else ()
            yield target.problem(pointer=_pointer(key), edits=edits, key=key, detail=detail)


def not_text(target: Target) -> Iterator[Problem]:
    """Every top-level key is a text to Python."""
    metadata = target.card.metadata
    keys = list(_mapping(target))
    if metadata is None or all(isinstance(key, str) for key in keys):
        return
    pointers = [pointer for pointer in metadata.entries if pointer and "/" not in pointer[1:]]
    if len(pointers) != len(keys):
        return
    hub = list(metadata.hub) if isinstance(metadata.hub, dict) else []
    for index, (key, pointer) in enumerate(zip(keys, pointers, strict=True)):
        if not isinstance(key, str):
            entry = metadata.entries[pointer]
            written = target.card.source.slice(entry.key) if entry.key else str(key)
            edits = yaml_edits.quote_key(target.card, entry)
            # What was no text has another name for each reader, and none of them afterwards.
            names = [str(key), written, *(map(str, hub[index : index + 1]) if len(hub) == len(keys) else ())]
            kind = _KINDS.get(type(key), "no text")
            yield target.problem(
                pointer=pointer, edits=edits, key=written, kind=kind, changes=(pointer, *map(_pointer, names))
            )


def _something_stays(metadata: Mapping[Any, Any]) -> bool:
    """Whether the block says something besides what may be removed, for an empty one is refused."""
    known = resources.vocabulary("card-keys")
    return any(key in known and value not in (None, "", [], {}) for key, value in metadata.items())


def _meant(vocabulary: str, key: str, never: Sequence[str]) -> tuple[str, str | None]:
    """Return how sure it is which key is meant, and which."""
    aliases = resources.vocabulary_file(vocabulary)["aliases"]
    known = resources.vocabulary(vocabulary)
    folded = re.sub(r"[\s-]+", "_", key.strip().lower())
    old = resources.vocabulary("deprecated-keys").get(folded)
    right = aliases.get(folded) or (folded if folded in known else None) or (old["new"] if old else None)
    if right is None and len(folded) > 5:
        offered = [name for name in known if name not in never]
        right = next((name for name in offered if spellings.is_one_slip(folded, name)), None)
        if right is None:
            return "guess", next(iter(_close(folded, offered)), None)
    return "slip", right if right not in never else None


def _close(written: str, names: Sequence[str]) -> list[str]:
    """Return the name that looks nearly the same: `dataset_link` does not mean `dataset_info`."""
    from difflib import get_close_matches

    return get_close_matches(written, names, n=1, cutoff=0.87) if len(written) < 60 else []


def _renamed(target: Target, entry: Entry | None, right: str, *, is_list: bool) -> tuple[Edit, ...]:
    """Rename a key; a lone value becomes a list where the right key takes nothing else."""
    edits = yaml_edits.rename_key(entry, right)
    if not is_list or entry is None or entry.kind == "sequence":
        return edits
    wrapped = yaml_edits.wrap_in_list(target.card, entry)
    return edits + wrapped if wrapped else ()


def _all_listed(value: Any, vocabulary: str | None) -> bool:
    values = value if isinstance(value, list) else [value]
    known = resources.vocabulary(vocabulary) if vocabulary else None
    return known is None or all(isinstance(item, str) and item in known for item in values)


def _mapping(target: Target) -> Mapping[Any, Any]:
    """Return the metadata as the rule's reader has it; nothing where it is no mapping."""
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata and not metadata.fault(target.reader) else None
    return value if isinstance(value, dict) else {}


def _entry(target: Target, key: str) -> Entry | None:
    metadata: Metadata | None = target.card.metadata
    return metadata.entries.get(_pointer(key)) if metadata else None


def _pointer(key: str) -> str:
    return "/" + key.replace("~", "~0").replace("/", "~1")
