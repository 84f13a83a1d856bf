"""What the metadata says about the license: ids, names and links, each and together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from posixpath import normpath
from typing import Any

from cardcheck import regex, resources
from cardcheck.checks.metadata import values
from cardcheck.editing import yaml_edits, yaml_lists
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.topics import spellings

_SPDX_FORM = regex.expression(r"(?P<base>.*[^+\s])(?P<form>-only|-or-later|\+)", re.IGNORECASE)
_JOINT = regex.expression(r"\s+(?:or|and)\s+|\s*[,;/&|]\s*", re.IGNORECASE)
_ADDRESS = regex.expression(r"https?://[^\s/?#]+\.[^\s/?#]+(?:[/?#]\S*)?", re.IGNORECASE)
_BARE_ADDRESS = regex.expression(r"(?:www\.|(?:[a-z0-9-]+\.)+(?:com|org|net|io|eu|edu|gov)(?:/|$))\S*", re.IGNORECASE)
_FILE = regex.expression(r"(?:\./)?[\w.@+-]+(?:/[\w.@+-]+)*")
# What files of terms are called, or any name with an ending.
_FILE_NAME = regex.expression(r".*licen[cs]e.*|copying.*|notice|terms.*|.+\.\w{1,8}", re.IGNORECASE)
_LONGEST_LINK = 500


def spdx_form(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The id is not an SPDX form (`-only`, `-or-later`, `+`) of one the Hub knows without it."""
    value = target.value
    if not isinstance(value, str) or value in resources.vocabulary(vocabulary):
        return
    match = _SPDX_FORM.fullmatch(value.strip())
    near = match and (spellings.meant(vocabulary, match["base"]) or spellings.likely(vocabulary, match["base"]))
    if match is None or near is None:
        return
    case = "only" if match["form"].lower() == "-only" else "or-later"
    yield target.problem(case, near=near, edits=yaml_edits.set_value(target.entry, near))


def expression(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The value is one id and not several in one text (`MIT OR Apache-2.0`)."""
    value = target.value
    if not isinstance(value, str) or len(value) > 200 or spellings.meant(vocabulary, value):
        return
    parts = [spellings.meant(vocabulary, part) for part in _JOINT.split(value.strip(" ()"))]
    ids = [part for part in parts if part is not None]
    if len(ids) < 2 or len(ids) < len(parts):
        return
    index = int(target.pointer.rpartition("/")[2]) if target.pointer and target.pointer.count("/") == 2 else 0
    edits = yaml_lists.together(yaml_lists.change_items(target.card, "license", {index: ids[0]}, ids[1:]))
    yield target.problem(ids=", ".join(dict.fromkeys(ids)), edits=edits, changes=("/license",))


def too_vague(target: Target, *, vocabulary: str, families: Mapping[str, Sequence[str]]) -> Iterator[Problem]:
    """The id is a license and not a family of them; link or name may tell which one it is."""
    value = target.value
    if not isinstance(value, str) or value not in families:
        return
    metadata = _metadata(target)
    said = [metadata.get(key) for key in ("license_link", "license_name", "license_details")]
    known = [spellings.meant(vocabulary, text) for text in said if isinstance(text, str)]
    precise = next((found for found in known if found and found.startswith(value) and found != value), None)
    if precise is not None:
        yield target.problem("told", near=precise, edits=yaml_edits.set_value(target.entry, precise))
    else:
        yield target.problem("untold", such_as=values.in_words(families[value]))


def other_unnamed(target: Target) -> Iterator[Problem]:
    """A license the Hub has no id for has a name and a link; what is absent is the case."""
    if target.value != "other":
        return
    metadata = _metadata(target)
    name, link = metadata.get("license_name"), metadata.get("license_link")
    if not (name and link):
        yield target.problem("neither" if not (name or link) else "link" if name else "name")


def name_needless(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """Name and link stand beside an id that says less than they do."""
    facts = resources.vocabulary(vocabulary)
    metadata = _metadata(target)
    ids = _as_list(metadata.get("license"))
    if not ids or any(one not in facts or not _is_precise(facts[one]) for one in ids if isinstance(one, str)):
        return
    for key in ("license_name", "license_link"):
        if metadata.get(key) and all(isinstance(one, str) for one in ids):
            yield target.problem(pointer=f"/{key}", key=key, ids=", ".join(ids))


def name_as_number(target: Target) -> Iterator[Problem]:
    """The license's name is a text to every reader."""
    metadata = target.card.metadata
    if metadata is None or isinstance(target.value, bool) or not isinstance(target.value, int | float):
        return
    entry = target.entry
    written = target.card.source.slice(entry.value) if entry else str(target.value)
    yield target.problem(written=written, edits=yaml_edits.quote(target.card, entry))


def link_unusable(target: Target) -> Iterator[Problem]:
    """The link is a web address or the name of a file."""
    text = target.value.strip() if isinstance(target.value, str) else ""
    if not 0 < len(text) <= _LONGEST_LINK or _ADDRESS.fullmatch(text):
        return
    if _BARE_ADDRESS.fullmatch(text):
        yield target.problem("bare", edits=yaml_edits.set_value(target.entry, f"https://{text}"))
    elif _file_of(text) is None:
        yield target.problem("neither")


def link_missing_file(target: Target) -> Iterator[Problem]:
    """The file that the link names is in the repository."""
    text = target.value.strip() if isinstance(target.value, str) else ""
    path = _file_of(text) if len(text) <= _LONGEST_LINK else None
    if path is None or _BARE_ADDRESS.fullmatch(path):
        return
    paths = target.files.paths
    if path in paths:
        return
    folded = [name for name in paths if name.lower() == path.lower()]
    stems = [name for name in paths if name.rpartition(".")[0] == path or name == path.rpartition(".")[0]]
    near = folded or stems
    if len(near) == 1:
        yield target.problem("near", near=near[0], edits=yaml_edits.set_value(target.entry, near[0]))
    else:
        yield target.problem("gone" if target.files.is_complete else "not-here")


def _file_of(text: str) -> str | None:
    """Return the path of the repository that a link names, None where it is none."""
    if not _FILE.fullmatch(text) or not _FILE_NAME.fullmatch(text.rpartition("/")[2]):
        return None
    path = normpath(text)
    return None if path.startswith("..") else path


def _is_precise(facts: Mapping[str, Any]) -> bool:
    """Whether an id names one license and not a family, `other` or `unknown`."""
    return not (facts.get("family") or facts.get("special"))


def _metadata(target: Target) -> Mapping[Any, Any]:
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata else None
    return value if isinstance(value, dict) else {}


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value is not None else []
