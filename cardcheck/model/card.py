"""A dataset card as its readers see it: front matter, metadata in two YAML dialects, body.

Made by `cardcheck.parsing.card.parse_card`, read by checks. Spans are offsets into `Card.source.text`.
"""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from cardcheck.model.text import SourceText, Span

Reader = Literal["hub", "client"]
"""Who reads metadata, by YAML dialect. The loader (`datasets`, the dataset viewer) reads as the client does."""

FlawKind = Literal[
    "blank-before",
    "bom-before",
    "blank-after-opening",
    "blank-after-closing",
    "long-fence",
    "dots-end",
    "text-on-closing",
    "lone-cr",
    "unclosed",
    "swallowed-body",
    "empty-block",
    "misplaced",
    "unfenced",
    "doubled",
]


class FenceFlaw(NamedTuple):
    """One way in which the front matter's fences differ from what every reader takes."""

    kind: FlawKind
    span: Span


class FrontMatter(NamedTuple):
    """Where the front matter lies by the Hub's own grammar, and what is odd about its fences.

    `span` runs from the opening fence's first dash to the closing fence's last, `content` is the YAML
    between them. Both are None where the Hub sees no front matter; `flaws` then says why, when it can.
    `body_start` is the offset where the Markdown begins.
    """

    span: Span | None
    content: Span | None
    flaws: tuple[FenceFlaw, ...]
    body_start: int


class YamlFault(NamedTuple):
    """Why a reader refuses the block.

    `kind` names the likely cause (`tab`, `colon`, `duplicate-key`, `unknown-tag`, `too-deep`, …), `message` is the
    parser's own sentence without place, `span` where to look. `exception` is the class that Python's reader raises.
    """

    kind: str
    message: str
    span: Span
    exception: str = "YAMLError"


class Entry(NamedTuple):
    """One node of the YAML tree, found by its JSON Pointer.

    `key` is None for list items and for the root. `style` is `plain`, `single`, `double`, `literal` or
    `folded` for scalars, `block` or `flow` for collections, `alias` for `*name`. `text` is a scalar's
    content after unescaping and before any dialect gives it a type; empty for collections.
    """

    key: Span | None
    value: Span
    kind: Literal["mapping", "sequence", "scalar", "alias"]
    style: str
    text: str
    tag: str | None = None
    anchor: str | None = None


class DuplicateKey(NamedTuple):
    """A key given twice in one mapping: the Hub refuses it, Python keeps the last."""

    pointer: str
    first_key: Span
    first_value: Span
    again_key: Span
    again_value: Span
    same_value: bool


class Difference(NamedTuple):
    """A plain scalar that the two YAML dialects read as different values.

    `is_key` tells whether the scalar is a mapping key; `pointer` is that of the key's entry then.
    """

    pointer: str
    span: Span
    is_key: bool
    client: Any
    hub: Any


class Metadata(NamedTuple):
    """The front matter as data, once for each dialect.

    `client` and `hub` are plain Python values (dict, list, str, int, float, bool, None, date, datetime; the
    Hub's numbers are doubles where they are not whole, its dates are `datetime`s). Where a reader refuses the
    block its value is None and its fault is set. `entries` maps JSON Pointers to places; below an
    alias there are none. Where a key is given twice, its pointer leads to the last one, as Python reads it.
    """

    client: Any
    hub: Any
    client_fault: YamlFault | None
    hub_fault: YamlFault | None
    entries: Mapping[str, Entry]
    duplicates: tuple[DuplicateKey, ...]
    differences: tuple[Difference, ...]
    comments: tuple[Span, ...]

    def value(self, reader: Reader) -> Any:
        """Return the metadata as one reader has it."""
        return self.hub if reader == "hub" else self.client

    def fault(self, reader: Reader) -> YamlFault | None:
        """Return why one reader refuses the block, or None."""
        return self.hub_fault if reader == "hub" else self.client_fault


class Heading(NamedTuple):
    """A heading: `title` is its plain text, `slug` the anchor the Hub gives it (made unique in the card)."""

    level: int
    title: str
    slug: str
    span: Span
    title_span: Span


class Section(NamedTuple):
    """A heading with what stands under it; the first one has no heading if text comes before any.

    `own` is the text between this heading and the next of any level; `span` runs from the heading to the next one
    of the same or a higher rank. `path` holds the titles from the outermost section down to this one. `children`
    counts the sections directly or indirectly below.
    """

    heading: Heading | None
    path: tuple[str, ...]
    own: Span
    span: Span
    children: int


class Link(NamedTuple):
    """A link, an image, or the definition that reference links go by (its `text` is the label).

    `target` is as a browser gets it (unescaped, percent-encoded
    as Markdown does); `target_span` is where it is written, None where it stands elsewhere
    (a reference's definition is a link of its own, of the form `definition`).
    """

    form: Literal["inline", "reference", "definition", "autolink", "html"]
    is_image: bool
    text: str
    target: str
    span: Span
    target_span: Span | None


class Fence(NamedTuple):
    """A fenced code block: `info` is what follows the opening fence, `content` the lines inside."""

    info: str
    span: Span
    content: Span
    is_closed: bool


class Cell(NamedTuple):
    """A table cell: its source text stripped of blanks, and where it stands."""

    text: str
    span: Span


class Table(NamedTuple):
    """A pipe table, header row first."""

    span: Span
    rows: tuple[tuple[Cell, ...], ...]


class Html(NamedTuple):
    """Raw HTML: a whole block, a tag inside text, or a comment in either place."""

    form: Literal["block", "inline", "comment"]
    span: Span


class Tag(NamedTuple):
    """An HTML tag: lower-case name, the attributes of an opening one with the places of their values."""

    name: str
    is_closing: bool
    span: Span
    attributes: Mapping[str, tuple[str, Span]]


class Block(NamedTuple):
    """A top-level piece of the body, or a leaf inside lists and quotes: paragraph, heading, fence, html, table, …

    `depth` is 0 at the top level.
    """

    kind: str
    depth: int
    span: Span


class Body(NamedTuple):
    """The Markdown after the front matter.

    `prose` is the body with everything that is not prose blanked out by spaces (fences, code spans, HTML, comments,
    link targets, questions left for a person), lower-cased, and of exactly the same length: index i of `prose` is
    offset `span.start + i`. `anchors` are all places a `#fragment` can lead to. `tags` are those of raw HTML, not of
    comments.
    """

    span: Span
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    fences: tuple[Fence, ...]
    code_spans: tuple[Span, ...]
    tables: tuple[Table, ...]
    html: tuple[Html, ...]
    anchors: frozenset[str]
    prose: str
    tags: tuple[Tag, ...] = ()
    truncated_at: int | None = None


class Suppression(NamedTuple):
    """A `cardcheck: ignore[…]` comment.

    `scope` is what it covers (None: the whole card), `rules` the ids, families or globs it names, `span`
    the comment itself, `line_span` what to delete with it so that no empty line stays.
    """

    rules: tuple[str, ...]
    rule_spans: tuple[Span, ...]
    scope: Span | None
    reason: str
    span: Span
    removal: Span


class Secret(NamedTuple):
    """A token, key or password that stood in the card; `what` names it in words.

    `span` runs from what shows its kind to its end, `hidden` is what the text has no more. `is_sure` tells that nothing
    else looks like it.
    """

    what: str
    span: Span
    hidden: Span
    is_sure: bool


class Card(NamedTuple):
    """One dataset card. `metadata` is None where the Hub sees no front matter.

    In `source`, and so in all that is made of it, secrets are masked: whoever writes a card back starts from its bytes.
    """

    source: SourceText
    front_matter: FrontMatter
    metadata: Metadata | None
    body: Body
    suppressions: tuple[Suppression, ...]
    is_lfs_pointer: bool
    secrets: tuple[Secret, ...] = ()
