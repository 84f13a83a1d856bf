"""Tables and code whose form tells what they are: a table of fields, of splits, of facts; a citation, a sample, a call.

In: what a card says. Out: the topics that a table or a code block answers by itself, wherever it stands.
"""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from cardcheck import resources
from cardcheck.model.card import Cell, Table
from cardcheck.model.text import Span
from cardcheck.model.topics import Form, Substance
from cardcheck.regex import expression
from cardcheck.topics.said import Said
from cardcheck.topics.titles import topics_of_label

_MARKS = " \t*_`:："
_CITATION = expression(r"@[a-z]{3,20}\s{0,3}\{", re.IGNORECASE)
_CALL = expression(
    r"\b(?:load_dataset|load_from_disk|read_csv|read_json|read_parquet|read_table|snapshot_download|hf_hub_download)\("
    r"|\bgit clone\b|\bwget\b|\bcurl\b"
)
# `record  # {'id': …}`, and what `datasets` prints of a data set.
_RECORD = expression(r"#\s?\{['\"]\w{1,40}['\"]:")
_PRINTED = expression(r"\bDatasetDict\(\{|\{['\"](?:train|test|valid\w{0,5})['\"]:\s?\d")
_CALLED = "load_dataset("
_SAMPLE = expression(r"\s*+(?:[{\[]|[\w.]+\s*=\s*\{|>>>)")
# `name`: …, **`name`** (string), `name` is …
_FIELD_ITEM = expression(r"(?:\*\*|__)?`[^`\n]{1,80}+`(?::?(?:\*\*|__)|\s{0,2}(?:[:：(\[=–—,-]|is\b|are\b|contains\b))")
# name: …, **name** (string): …, 'name' - …; written small, or it might be any label.
_PLAIN_ITEM = expression(
    r"(?:\*\*|__|['\"“])?[a-z][\w.]{0,40}(?:\*\*|__|['\"”])?\s?(?:[(\[][^()\[\]\n]{1,40}[)\]]\s?)?"
    r"(?:[:：=][\s*_]|[–—-]{1,2}\s)"
)
_LEAST_ITEMS, _LEAST_PLAIN = 2, 3


class Shape(NamedTuple):
    """What the form of a passage tells."""

    topic: str
    form: Form
    span: Span
    substance: Substance


class _Words(NamedTuple):
    names: frozenset[str]
    meanings: frozenset[str]
    splits: frozenset[str]


@functools.cache
def _table_words() -> _Words:
    words = resources.vocabulary_file("topics")["tables"]
    return _Words(*(frozenset(words[key]) for key in _Words._fields))


def find_shapes(said: Said) -> Iterator[Shape]:
    """Yield the topics that tables, code and lists of a card answer by their form."""
    tables = {table.span.start: table for table in said.body.tables}
    fences = {fence.span.start: fence.content for fence in said.body.fences}
    items: list[int] = []
    plain: list[int] = []
    source = said.card.source.text
    for index, block in enumerate(said.blocks):
        substance = said.substances[index]
        if block.kind == "table" and block.span.start in tables:
            yield from _of_table(tables[block.span.start], substance, said.field)
        elif substance.entries:
            yield Shape("citation", "code", block.span, substance)
        elif substance.code:
            yield from _of_code(source, fences.get(block.span.start, block.span), block.span, substance)
        elif block.depth and substance.words:
            if _FIELD_ITEM.match(source, block.span.start):
                items.append(index)
            elif _PLAIN_ITEM.match(source, block.span.start):
                plain.append(index)
    yield from _of_code_spans(said)
    # One might be anything; several are a list of fields.
    if len(items) >= _LEAST_ITEMS or len(items) + len(plain) >= _LEAST_PLAIN:
        for index in sorted(items + plain):
            yield Shape("fields", "text", said.blocks[index].span, said.substances[index])


def _of_code_spans(said: Said) -> Iterator[Shape]:
    """Take a call within a sentence for an example."""
    source = said.card.source.text
    for span in said.body.code_spans if _CALLED in source else ():
        if source.find(_CALLED, *span) >= 0:
            yield Shape("usage", "code", span, Substance(code=1))


def _of_table(table: Table, substance: Substance, field: str) -> Iterator[Shape]:
    if not substance.rows:
        return
    words = _table_words()
    header = [_plain(cell) for cell in table.rows[0]]
    if header and header[0] in words.names and not words.meanings.isdisjoint(header[1:]):
        yield Shape("fields", "table", table.span, substance)
        return
    first = [_plain(row[0]) for row in table.rows[1:] if row]
    if not words.splits.isdisjoint(header) or not words.splits.isdisjoint(first):
        yield Shape("splits", "table", table.span, substance)
    for row in table.rows:
        if len(row) == 2 and row[1].text.strip(_MARKS):
            for topic in topics_of_label(_plain(row[0]), field):
                yield Shape(topic, "table", Span(row[0].span.start, row[1].span.end), Substance(rows=1))


def _plain(cell: Cell) -> str:
    return cell.text.strip(_MARKS).lower()


def _of_code(source: str, content: Span, span: Span, substance: Substance) -> Iterator[Shape]:
    if _CALL.search(source, *content):
        yield Shape("usage", "code", span, substance)
        if _RECORD.search(source, *content):
            yield Shape("instances", "code", span, substance)
    elif _SAMPLE.match(source, *content):
        yield Shape("instances", "code", span, substance)
    if _PRINTED.search(source, *content):
        yield Shape("splits", "code", span, substance)
