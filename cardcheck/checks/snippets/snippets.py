"""Code blocks of the card by themselves: can Python and JSON read them, do they import what they use?"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator
from typing import Any

from cardcheck.checks.data._own_subsets import known_subsets
from cardcheck.checks.snippets._calls import calls
from cardcheck.checks.snippets._python import is_program, is_python, language, next_opening, snippets
from cardcheck.model.card import Card, Fence
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_IMPORTS = expression(
    r"^\s*(?:>>> ?)?(?:import +datasets|from +datasets[\w.]* +import|import +.*\bdatasets\b)", re.MULTILINE
)
_BIBTEX = expression(r"\s*@[A-Za-z]+\s*[{(]\s*[^\s,]+\s*,")
_SHELL = expression(r"\s*(?:\$ +\w|pip3? install |git (?:clone|lfs) |huggingface-cli |wget http|curl -)")
# A sketch says so, outside of its texts: dots, words in angle brackets, types in the place of values, comments. A part
# of a row begins with a key.
_SKETCH = expression(
    r"\.\.|…|<[^<>\"]{1,80}>|//|#|\[(?:str|int|float|bool|list)\]|:\s*(?:str|int|float|bool|list|string|array)\b|\bnan\b|<PIL|<class",
    re.IGNORECASE,
)
_PART = expression(r'\s*"[^"\n]*"\s*:')
_STRING = expression(r'"[^"\n]*"')
# What Python writes and JSON does not; two strings side by side are one to Python, and a lost comma here.
_PYTHON = expression(r"'|\b(?:None|True|False)\b|^\s*(?:import|from|print|\w+ =)|\(", re.MULTILINE)
_DOUBLED = expression(r'(?<!")""\w')
_NO_COMMA = "Expecting ',' delimiter"
_LONGEST, _MOST_COMMAS, _MOST_COLUMNS = 50_000, 20, 100


def syntax(target: Target) -> Iterator[Problem]:
    """Python reads every block that evidently is a program."""
    for snippet in snippets(target.card):
        if snippet.fault is not None:
            reason, span = snippet.fault
            yield target.problem(span=span, quotes=target.card.source.slice(span), reason=reason)


def missing_import(target: Target) -> Iterator[Problem]:
    """Some block imports `load_dataset` before it is called."""
    found = calls(target.card)
    text = target.card.source.text
    if found and not any(
        _IMPORTS.search(text, fence.content.start, fence.content.end) for fence in target.card.body.fences
    ):
        call = found[0]
        span = call.snippet.span(call.node.func)
        yield target.problem(span=span, quotes=target.card.source.slice(span))


def no_language(target: Target) -> Iterator[Problem]:
    """Every code block says its language."""
    for fence in target.card.body.fences:
        if fence.info.strip() or not target.card.source.slice(fence.content).strip():
            continue
        line = target.card.source.line_span_at(fence.span.start)
        told = _told(target.card, fence)
        edits = (
            (Edit(Span(line.end, line.end), told),) if told and not target.card.source.slice(line).endswith(" ") else ()
        )
        span = Span(fence.span.start, line.end)
        yield target.problem(
            "told" if told else None,
            span=span,
            quotes=target.card.source.slice(span),
            language=told or "text",
            edits=edits,
        )


def json_instance(target: Target) -> Iterator[Problem]:
    """A block that says it is JSON is, and a row that it shows has columns that there are."""
    source = target.card.source
    for fence in target.card.body.fences:
        if language(fence) != "json" or fence.content.end - fence.content.start > _LONGEST:
            continue
        text = source.slice(fence.content)
        value, at, reason = _read(text)
        if reason and next_opening(target.card, fence) is None and not _is_sketch(text):
            yield _unread(target, fence, text, at, reason)
        if isinstance(value, dict):
            yield from _columns(target, fence, text, value)


def _unread(target: Target, fence: Fence, text: str, at: int, reason: str) -> Problem:
    source = target.card.source
    commas = _last_commas(text)
    if commas:
        edits = tuple(Edit(Span(fence.content.start + one, fence.content.start + one + 1), "") for one in commas)
        return target.problem("comma", span=edits[0].span, quotes=",", edits=edits)
    if _PYTHON.search(text) and (_is_literal(text) or is_program(text)):
        span = Span(fence.span.start, source.line_span_at(fence.span.start).end)
        written = source.slice(span)
        start = span.start + written.lower().index("json")
        related = (Related("JSON stops here", source.line_span_at(fence.content.start + at)),)
        edits = (Edit(Span(start, start + 4), "python"),)
        return target.problem("python", span=span, quotes=written, edits=edits, related=related)
    if reason == _NO_COMMA:
        # The comma is missing behind what stands before.
        at = len(text[:at].rstrip()) - 1
    line = source.line_span_at(min(fence.content.start + at, max(fence.content.start, fence.content.end - 1)))
    return target.problem("broken", span=line, quotes=source.slice(line), reason=reason[:1].lower() + reason[1:])


def _columns(target: Target, fence: Fence, text: str, row: dict[str, Any]) -> Iterator[Problem]:
    """Yield a problem where a row evidently is one of the data, with keys that no subset has."""
    known = known_subsets(target)
    if known is None or not row or len(row) < 2:
        return
    stated = [own.columns for own in known.subsets.values()]
    if not stated or None in stated:
        return
    keys = set(row)
    best = max((columns for columns in stated if columns), key=lambda columns: len(columns & keys), default=frozenset())
    wrong, absent = sorted(keys - best), best - keys
    # Rows are often shown in part; names that there are not, beside others that are, are a slip.
    if wrong and absent and (len(keys & best) > len(wrong) or _is_slip(wrong, absent)):
        at = fence.content.start + max(0, text.find(json.dumps(wrong[0], ensure_ascii=False)))
        written = json.dumps(wrong[0], ensure_ascii=False)
        span = Span(at, at + len(written))
        if target.card.source.slice(span) == written:
            have = ", ".join(f"`{name}`" for name in sorted(absent)[:4])
            yield target.problem("columns", span=span, quotes=written, name=wrong[0], have=have)


def _is_slip(wrong: list[str], absent: Collection[str]) -> bool:
    """Whether one key alone is wrong, and evidently means a column that is not shown."""
    from difflib import get_close_matches

    return len(wrong) == 1 and len(absent) < _MOST_COLUMNS and bool(get_close_matches(wrong[0], absent, cutoff=0.8))


def _read(text: str) -> tuple[Any, int, str]:
    """Return what a text holds as JSON, or where and why it does not."""
    try:
        return json.loads(text), 0, ""
    except json.JSONDecodeError as error:
        return None, error.pos, error.msg
    except (RecursionError, ValueError):  # too deep, or a number of too many digits
        return None, 0, ""


def _is_sketch(text: str) -> bool:
    """Whether a text is no whole JSON and need not be: it shows a part, leaves out, or holds several rows."""
    return bool(_PART.match(text) or _SKETCH.search(_STRING.sub('""', text))) or _is_lines(text)


def _is_lines(text: str) -> bool:
    """Whether every line is JSON of its own, or objects follow one another."""
    decoder, at, count = json.JSONDecoder(), 0, 0
    stripped = text.strip()
    try:
        while at < len(stripped) and count < 1_000:
            _, at = decoder.raw_decode(stripped, at)
            while at < len(stripped) and stripped[at] in " \t\r\n,":
                at += 1
            count += 1
    except (ValueError, RecursionError):
        return False
    return True


def _last_commas(text: str) -> list[int]:
    """Return the commas before closing brackets where nothing else keeps a text from being JSON."""
    commas: list[int] = []
    while len(commas) < _MOST_COMMAS:
        _, at, reason = _read(text)
        if not reason:
            return commas
        before = text[:at].rstrip()
        if text[at : at + 1] not in {"}", "]"} or not before.endswith(","):
            return []
        commas.append(len(before) - 1)
        text = f"{before[:-1]} {text[len(before) :]}"
    return []


def _is_literal(text: str) -> bool:
    # Python joins "a ""b"" c" from texts that stand side by side, where a table's quotes were doubled.
    if _DOUBLED.search(text):
        return False
    try:
        ast.literal_eval(text.strip())
    except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
        return False
    return True


def _told(card: Card, fence: Fence) -> str:
    """Return the language that a block's content tells; empty where it does not."""
    text = card.source.slice(fence.content)
    if _BIBTEX.match(text):
        return "bibtex"
    if _SHELL.match(text):
        return "bash"
    begun = text.lstrip()[:1]
    if begun in "{[" and len(text) <= _LONGEST and not _read(text)[2]:
        return "json"
    if not is_python(card, fence):
        return ""
    trees = [snippet.tree for snippet in snippets(card) if snippet.fence == fence]
    return "python" if trees and trees[0] is not None else ""
