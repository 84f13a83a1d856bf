"""Forms of YAML that mean something else than they look, or that a rewrite loses."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.editing.apply import apply_edits
from cardcheck.model.card import Entry
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_TAG = expression(r"!\S+")
_OPENING, _CLOSING = "\u201c\u201d\u201e\u2018\u2019", "\u201c\u201d\u2018\u2019"


def aliases(target: Target) -> Iterator[Problem]:
    """Nothing refers to an anchor; a merge key is a case of its own."""
    for pointer, entry in _entries(target, "*"):
        if entry.kind == "alias":
            case = "merge" if pointer.endswith("/<<") else "alias"
            yield target.problem(case, pointer=pointer, written=target.card.source.slice(entry.value))


def tagged(target: Target, *, plain: Sequence[str]) -> Iterator[Problem]:
    """No value has a YAML tag, but for the `plain` ones, which only say what the value is anyway."""
    for pointer, entry in _entries(target, "!"):
        name = (entry.tag or "").rpartition(":")[2]
        if not name or name in plain:
            continue
        # The tag stands between the key (or the dash) and the value.
        start = max(entry.key.end if entry.key else 0, entry.value.start - 200)
        tags = [Span(*match.span()) for match in _TAG.finditer(target.card.source.text, start, entry.value.start)]
        span = tags[-1] if tags else Span(entry.value.start, entry.value.start)
        yield target.problem(pointer=pointer, span=span, quotes=target.card.source.slice(span), tag=name)


def invisible(target: Target, *, vocabulary: str, ids: Sequence[str]) -> Iterator[Problem]:
    """No key, and no value that names something, holds a character that nobody sees or takes for another.

    `ids` are the keys whose values are words of a list. Free text may hold what it likes inside; only its ends and
    its quotation marks count. `dataset_info` is the data's own.
    """
    content = target.card.front_matter.content
    if content is None or target.card.source.slice(content).isascii():
        return
    metadata = target.card.metadata
    if metadata is not None and metadata.client_fault:
        yield from _where_it_breaks(target, vocabulary, metadata.client_fault.span)
        return
    for pointer, entry in _entries(target, ""):
        top = pointer.split("/")[1] if pointer else ""
        if top == "dataset_info":
            continue
        if entry.key is not None:
            yield from _strange(target, vocabulary, pointer, entry.key, is_id=True)
        if entry.kind == "scalar" and entry.style not in {"literal", "folded"}:
            yield from _strange(target, vocabulary, pointer, entry.value, is_id=top in ids)
            if entry.style == "plain":
                yield from _in_curly_quotes(target, pointer, entry)


def _strange(target: Target, vocabulary: str, pointer: str, span: Span, *, is_id: bool) -> Iterator[Problem]:
    """Yield the first strange character of a key or a value, with all of them mended."""
    written = target.card.source.slice(span)
    if written.isascii():
        return
    table = _table(vocabulary)
    found = [match for match in _pattern(vocabulary).finditer(written) if is_id or _is_edge(table, match, written)]
    if not found:
        return
    edits = tuple(
        Edit(Span(span.start + match.start(), span.start + match.end()), _instead(table, match, written))
        for match in found
    )
    first = Span(span.start + found[0].start(), span.start + found[0].end())
    facts = table[found[0][0]]
    entry = target.entry_at(pointer)
    new = apply_edits(target.card.source.text[: span.end], edits)[span.start :].strip("\"'")
    parent = pointer.rpartition("/")[0]
    changes = (pointer, f"{parent}/{new}") if entry is not None and entry.key == span else None
    yield target.problem(
        facts["kind"],
        pointer=pointer,
        span=first,
        quotes=found[0][0],
        edits=edits,
        changes=changes,
        name=facts["name"],
    )


def _in_curly_quotes(target: Target, pointer: str, entry: Entry) -> Iterator[Problem]:
    """Yield a value whose curly quotes were meant for YAML's own."""
    text = entry.text
    if len(text) > 1 and text[0] in _OPENING and text[-1] in _CLOSING and "\n" not in text:
        inner = yaml_edits.scalar(text[1:-1], "double")
        edits = (Edit(entry.value, inner),) if inner and not set(text[1:-1]) & set(_OPENING) else ()
        written = target.card.source.slice(entry.value)
        yield target.problem("quote", pointer=pointer, span=entry.value, quotes=written, edits=edits, name=written)


def _where_it_breaks(target: Target, vocabulary: str, fault: Span) -> Iterator[Problem]:
    """Yield the strange blank in the line at which the YAML breaks: it is likely the cause."""
    line = target.card.source.line_span_at(fault.start)
    written = target.card.source.slice(line)
    table = _table(vocabulary)
    for match in _pattern(vocabulary).finditer(written):
        facts = table[match[0]]
        if facts["kind"] in {"blank", "hidden"}:
            span = Span(line.start + match.start(), line.start + match.end())
            edits = (Edit(span, facts["as"]),)
            yield target.problem(facts["kind"], span=span, quotes=match[0], edits=edits, name=facts["name"])
            return


def _is_edge(table: Mapping[str, Mapping[str, str]], match: re.Match[str], written: str) -> bool:
    """Whether a character counts in free text: unseen anywhere, a blank only at the ends."""
    kind = table[match[0]]["kind"]
    return kind == "hidden" or (kind == "blank" and match.span() in {(0, 1), (len(written) - 1, len(written))})


def _instead(table: Mapping[str, Mapping[str, str]], match: re.Match[str], written: str) -> str:
    at_an_end = not written[: match.start()].strip() or not written[match.end() :].strip()
    return "" if at_an_end else table[match[0]]["as"]


def _entries(target: Target, mark: str) -> Iterator[tuple[str, Entry]]:
    """Yield all entries of a block that holds a character without which there is nothing to look for."""
    content, metadata = target.card.front_matter.content, target.card.metadata
    if content is not None and metadata is not None and mark in target.card.source.slice(content):
        yield from metadata.entries.items()


def _table(vocabulary: str) -> Mapping[str, Mapping[str, str]]:
    return resources.vocabulary(vocabulary)


@functools.cache
def _pattern(vocabulary: str) -> re.Pattern[str]:
    marks = [mark for mark, facts in _table(vocabulary).items() if facts["kind"] != "quote"]
    return expression("[" + "".join(re.escape(mark) for mark in marks) + "]")
