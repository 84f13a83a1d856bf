"""Does the block parse, and do the two YAML dialects read the same values?"""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck.editing import yaml_edits
from cardcheck.model.card import Difference, Metadata, YamlFault
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.regex import expression

# Kinds that already tell which of the readers stumbles.
_ONE_READER = frozenset({"tab-separator", "unconstructable"})
_LOSES_ZERO = expression(r"[0-9]{1,6}\.[0-9]{0,6}0")
# Kinds where putting the value into quotes says what the author meant.
_QUOTABLE = frozenset({"colon", "leading-indicator", "block-scalar-header"})


def unparsable(target: Target, *, kinds: Sequence[str]) -> Iterator[Problem]:
    """Every reader can parse the block; the likely cause is the case."""
    metadata = target.card.metadata
    if metadata is None:
        return
    client, hub = metadata.client_fault, metadata.hub_fault
    fault = client or hub
    if fault is None or fault.kind == "duplicate-key":
        return
    if client and hub:
        case = fault.kind if fault.kind in kinds else "other"
    elif client:
        case = fault.kind if fault.kind in _ONE_READER else "client-only"
    else:
        case = "hub-only"
    yield target.problem(
        case,
        span=fault.span,
        quotes=target.card.source.slice(fault.span),
        edits=_mended(target, fault),
        said=fault.message,
        written=target.card.source.slice(fault.span),
    )


def not_a_mapping(target: Target) -> Iterator[Problem]:
    """The block is a mapping: keys with values."""
    card, metadata = target.card, target.card.metadata
    if metadata is None or metadata.client_fault or isinstance(metadata.client, dict):
        return
    kinds: dict[type, str] = {list: "list", type(None): "blank"}
    yield target.problem(kinds.get(type(metadata.client), "scalar"), span=card.front_matter.span)


def duplicate_keys(target: Target) -> Iterator[Problem]:
    """No key stands twice in one mapping."""
    metadata = target.card.metadata
    if metadata is None:
        return
    for again in metadata.duplicates:
        edits = yaml_edits.remove_pair(target.card, again.first_key, again.first_value)
        line = target.card.source.position(again.first_key.start).line
        yield target.problem(
            "same-value" if again.same_value else "other-value",
            pointer=again.pointer,
            span=again.again_key,
            edits=edits,
            related=(Related(f"`{target.card.source.slice(again.first_key)}` stands here first", again.first_key),),
            key=target.card.source.slice(again.again_key),
            line=line,
        )


def differences(target: Target, *, names: Sequence[str], texts: Sequence[str]) -> Iterator[Problem]:
    """Both YAML dialects read every plain scalar as the same value, and texts that look like numbers as texts.

    `names` are pointer patterns (`*` one part, `**` any) of values that name something: a language, a split,
    a config, a label, a feature. `texts` are pointers of texts such as a version.
    """
    metadata = target.card.metadata
    if metadata is None:
        return
    yield from _lost_zeros(target, metadata, texts)
    patterns = _patterns(tuple(names)) if metadata.differences else ()
    for difference in metadata.differences:
        # Number keys become strings in JavaScript; for the loader `0:` and `'0':` label the same class.
        if difference.is_key and str(difference.client) == str(difference.hub):
            continue
        is_name = any(pattern.fullmatch(difference.pointer) for pattern in patterns)
        part = "key" if difference.is_key else "name" if is_name else "value"
        yield target.problem(
            part,
            pointer=difference.pointer,
            span=difference.span,
            edits=_quoted(target, metadata, difference),
            changes=_names_of(metadata, difference.pointer),
            written=target.card.source.slice(difference.span),
            client=_described(difference.client),
            hub=_described(difference.hub),
        )


def _names_of(metadata: Metadata, pointer: str) -> tuple[str, ...]:
    """Return a pointer as the card is written and as each reader has it, to whom a key above may be no text."""
    names = [pointer, pointer, pointer]
    for key in sorted((one for one in metadata.differences if one.is_key), key=lambda one: -len(one.pointer)):
        if f"{pointer}/".startswith(f"{key.pointer}/"):
            start, end = key.pointer.rfind("/") + 1, len(key.pointer)
            for index, read in enumerate((key.client, key.hub)):
                name = str(read).replace("~", "~0").replace("/", "~1")
                names[index] = names[index][:start] + name + names[index][end:]
    return tuple(dict.fromkeys(names))


def _lost_zeros(target: Target, metadata: Metadata, texts: Sequence[str]) -> Iterator[Problem]:
    """Yield versions such as 1.10, which both dialects read as 1.1."""
    for pointer in texts:
        entry = metadata.entries.get(pointer)
        if entry is not None and entry.style == "plain" and _LOSES_ZERO.fullmatch(entry.text):
            read = f"{float(entry.text):g}"
            edits = yaml_edits.quote(target.card, entry)
            yield target.problem("zero", pointer=pointer, edits=edits, written=entry.text, read=read)


def _quoted(target: Target, metadata: Metadata, difference: Difference) -> tuple[Edit, ...]:
    entry = metadata.entries.get(difference.pointer)
    # Where the key comes again, the entry is that of the last one.
    if entry is None or difference.span != (entry.key if difference.is_key else entry.value):
        return ()
    return yaml_edits.quote_key(target.card, entry) if difference.is_key else yaml_edits.quote(target.card, entry)


def _mended(target: Target, fault: YamlFault) -> tuple[Edit, ...]:
    if fault.kind in _QUOTABLE:
        return yaml_edits.quote_line_value(target.card, fault.span)
    if fault.kind == "tab-separator" and target.card.source.slice(fault.span).strip("\t") == "":
        return (Edit(fault.span, " "),)
    return ()


@functools.cache
def _patterns(names: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(name) for name in names)


def _pattern(name: str) -> re.Pattern[str]:
    parts = {"**": "(/[^/]+)*", "*": "/[^/]+"}
    return expression("".join(parts.get(part, "/" + re.escape(part)) for part in name.split("/")[1:]))


def _described(value: Any) -> str:
    """Say what a value is to one reader."""
    match value:
        case bool():
            return "true" if value else "false"
        case None:
            return "nothing"
        case int() | float():
            return f"the number {value:g}" if isinstance(value, float) else f"the number {value}"
        case datetime.date():
            return f"the date {value}"
        case _:
            return f'the text "{value}"'
