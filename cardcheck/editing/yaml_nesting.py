"""Changes of nesting in the author's own YAML: a mapping becomes a list of mappings. Card and pointer in, edits out.

Nothing is rewritten: dashes, keys and indentation are put in between what stands there, so comments and quotes
stay. What cannot be done so gives no edits.
"""

from __future__ import annotations

from cardcheck.editing.yaml_edits import replace_value, scalar
from cardcheck.editing.yaml_nodes import below, entry_at, is_bare, is_on_one_line, is_open_text, is_simple, lead_of
from cardcheck.editing.yaml_nodes import children as children_of
from cardcheck.model.card import Card, Entry
from cardcheck.model.finding import Edit
from cardcheck.model.text import Span


def wrap_mapping(card: Card, pointer: str) -> tuple[Edit, ...]:
    """Make a mapping the one item of a list."""
    entry = _mapping(card, pointer)
    if entry is None:
        return ()
    if entry.style == "flow":
        return (_insert(entry.value.start, "["), _insert(entry.value.end, "]"))
    if not _opens_line(card, entry.value):
        return ()
    return (_insert(entry.value.start, "- "), *_indent(card, entry.value))


def items_of_mapping(card: Card, pointer: str, name: str = "split", value: str = "path") -> tuple[Edit, ...]:
    """Make `{train: a.csv}` the list `[{split: train, path: a.csv}]`; a mapping under a key takes in its name."""
    entry = _mapping(card, pointer)
    children = children_of(card, pointer)
    if entry is None or not children:
        return ()
    edits = [_named(card, at, child, name, value, is_flow=entry.style == "flow") for at, child in children.items()]
    inner = tuple(edit for part in edits for edit in part)
    if not all(edits):
        return ()
    if entry.style != "flow":
        return inner
    outside = (_replace(card, entry.value.start, "{", "["), _replace(card, entry.value.end - 1, "}", "]"))
    return (outside[0], *inner, outside[1]) if is_on_one_line(card, entry.value) else ()


def flatten(card: Card, pointer: str) -> tuple[Edit, ...]:
    """Make one list of the texts in lists that lie in a mapping or in a list; each is said once, as it is written."""
    entry = entry_at(card, pointer)
    written: dict[str, str] = {}
    for at, child in below(card, pointer):
        if child.kind == "sequence" and is_bare(child):
            continue
        # A value that is no text would lie among texts, and what a deeper mapping says of them would be lost.
        if not is_simple(child) or at.count("/") > pointer.count("/") + 2 or not is_on_one_line(card, child.value):
            return ()
        if child.style == "plain" and scalar(child.text) != child.text:
            return ()
        written.setdefault(child.text, card.source.slice(child.value))
    if entry is None or entry.kind == "scalar" or not written:
        return ()
    return replace_value(card, pointer, f"[{', '.join(written.values())}]")


def pair_as_mapping(card: Card, pointer: str, name: str, value: str) -> tuple[Edit, ...]:
    """Make the lone pair `text: string` of a mapping two: `name: text` and `dtype: string`."""
    entry = _mapping(card, pointer)
    children = list(children_of(card, pointer).values())
    if entry is None or len(children) != 1 or not _is_path(card, pointer, children[0]):
        return ()
    child = children[0]
    if (
        child.key is None
        or child.kind != "scalar"
        or card.source.text[child.key.end : child.value.start].strip() != ":"
    ):
        return ()
    column = child.key.start - card.source.line_span_at(child.key.start).start
    between = ", " if entry.style == "flow" else card.source.newline + " " * column
    return (
        _insert(child.key.start, f"{name}: "),
        Edit(Span(child.key.end, child.value.start), f"{between}{value}: "),
    )


def _named(card: Card, pointer: str, child: Entry, name: str, value: str, *, is_flow: bool) -> tuple[Edit, ...]:
    """Return the edits that make an item of a list of a key with its value."""
    if child.kind == "mapping":
        return _named_mapping(card, pointer, child, name, is_flow=is_flow)
    if not value or not _is_path(card, pointer, child):
        return ()
    return _flow_item(child, name, value) if is_flow else _block_item(card, child, name, value)


def _named_mapping(card: Card, pointer: str, child: Entry, name: str, *, is_flow: bool) -> tuple[Edit, ...]:
    """Take a key into the mapping under it, as the value of `name`; it may be there already, as the first."""
    inner = children_of(card, pointer)
    first = next(iter(inner.values()), None)
    own = inner.get(f"{pointer}/{name}")
    is_said = own is not None and own is first and own.text == pointer.rpartition("/")[2]
    if child.key is None or not is_bare(child) or first is None or first.key is None:
        return ()
    if (own is not None and not is_said) or card.source.text[child.key.end : child.value.start].strip() != ":":
        return ()
    whole = Span(child.key.start, first.key.start)
    if child.style != "flow":
        return () if is_flow else _named_block(card, child, whole, None if is_said else name)
    head = "{" if is_flow else "- {"
    if is_said:
        return (Edit(whole, head),)
    return (_insert(child.key.start, f"{head}{name}: "), Edit(Span(child.key.end, first.key.start), ", "))


def _named_block(card: Card, child: Entry, whole: Span, name: str | None) -> tuple[Edit, ...]:
    """Put a key as the first of the block mapping under it; `whole` runs from the one to the other."""
    assert child.key is not None
    line, text = card.source.line_span_at(child.key.start), card.source.text
    below = whole.end - card.source.line_span_at(whole.end).start
    shift = child.key.start - line.start + 2 - below
    moved = _shift(card, child.value, shift)
    if text[line.start : child.key.start].strip() or not _opens_line(card, child.value) or moved is None:
        return ()
    if name is None:
        return (Edit(whole, "- "), *moved) if shift == 0 else ()
    colon = Span(child.key.end, child.key.end + len(text[child.key.end : whole.end].split("\n")[0]))
    return (_insert(child.key.start, f"- {name}: "), Edit(colon, _line_end(card, colon)), *moved)


def _line_end(card: Card, span: Span) -> str:
    """Return the carriage return that a span up to a line feed takes in."""
    return "\r" if card.source.slice(span).endswith("\r") else ""


def _shift(card: Card, span: Span, by: int) -> tuple[Edit, ...] | None:
    """Move the lines of a node; None where a line has not so many blanks to lose."""
    if by == 0:
        return ()
    source = card.source
    edits = []
    for index in range(source.line_index(span.start), source.line_index(max(span.start, span.end - 1)) + 1):
        line = source.line_span(index)
        if by < 0 and line.end > line.start and source.text[line.start : line.start - by].strip(" "):
            return None
        if line.end > line.start:
            edits.append(_insert(line.start, " " * by) if by > 0 else Edit(Span(line.start, line.start - by), ""))
    return tuple(edits)


def _flow_item(child: Entry, name: str, value: str) -> tuple[Edit, ...]:
    assert child.key is not None
    between = Span(child.key.end, child.value.start)
    return (_insert(child.key.start, f"{{{name}: "), Edit(between, f", {value}: "), _insert(child.value.end, "}"))


def _block_item(card: Card, child: Entry, name: str, value: str) -> tuple[Edit, ...]:
    """Put a pair of a block mapping as an item of its own; () where its lines do not allow it."""
    assert child.key is not None
    source = card.source
    line = source.line_span_at(child.key.start)
    indent = source.text[line.start : child.key.start]
    between = source.text[child.key.end : child.value.start]
    if indent.strip() or between.strip() != ":":
        return ()
    head = _insert(child.key.start, f"- {name}: ")
    colon = Span(child.key.end, child.key.end + len(between.rstrip()))
    under = f"{source.newline}{indent}  {value}:"
    if _opens_line(card, child.value):
        return (head, Edit(colon, under), *_indent(card, child.value, is_first_too=True))
    return (head, Edit(Span(child.key.end, child.value.start), f"{under} "))


def _is_path(card: Card, pointer: str, child: Entry) -> bool:
    """Whether a value is a path or a list of paths, on one line or as a block list."""
    if child.key is None or not is_bare(child) or is_open_text(child):
        return False
    if child.kind == "sequence":
        return all(_is_plain(item) for item in children_of(card, pointer).values())
    return _is_plain(child) and is_on_one_line(card, child.value)


def _is_plain(entry: Entry) -> bool:
    return entry.kind == "scalar" and is_bare(entry)


def _mapping(card: Card, pointer: str) -> Entry | None:
    entry = entry_at(card, pointer)
    return entry if is_bare(entry) and entry.kind == "mapping" else None


def _opens_line(card: Card, span: Span) -> bool:
    return not lead_of(card, span.start).strip(" ")


def _indent(card: Card, span: Span, *, is_first_too: bool = False) -> tuple[Edit, ...]:
    """Move the lines of a node two columns to the right."""
    source = card.source
    first, last = source.line_index(span.start), source.line_index(max(span.start, span.end - 1))
    lines = (source.line_span(index) for index in range(first if is_first_too else first + 1, last + 1))
    return tuple(_insert(line.start, "  ") for line in lines if line.end > line.start)


def _insert(at: int, text: str) -> Edit:
    return Edit(Span(at, at), text)


def _replace(card: Card, at: int, old: str, new: str) -> Edit:
    assert card.source.text[at] == old
    return Edit(Span(at, at + 1), new)
