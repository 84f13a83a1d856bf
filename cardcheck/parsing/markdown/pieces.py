"""What the blocks of a body hold: headings, links, fences, tables, code spans and HTML, each with its place.

An outline goes in; lists for `Body` come out, and the stretches that are no prose.
"""

from __future__ import annotations

from markdown_it.common.utils import normalizeReference, unescapeAll
from markdown_it.helpers import parseLinkDestination

from cardcheck.model.card import Fence, Heading, Html, Link, Table, Tag
from cardcheck.model.text import Span
from cardcheck.parsing.markdown import html
from cardcheck.parsing.markdown.blocks import Outline, Piece, fence_lines
from cardcheck.parsing.markdown.inline import Mark, find_marks
from cardcheck.parsing.markdown.lines import Content
from cardcheck.parsing.markdown.slugs import Slugger
from cardcheck.parsing.markdown.tables import cell_content, read_table
from cardcheck.parsing.markdown.text import PlainText, address
from cardcheck.regex import expression

_WORTH_A_LOOK = expression(r"[\[`<]")
_CHEAP, _COSTLY = "[`\\", "]<"

# About a second. Of 5,255 real cards the busiest needed 6,500.
_MAX_EFFORT = 100_000


class Pieces:
    """Reads the blocks of one body in order."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self.lines = outline.lines
        self.text = outline.lines.text
        self.references: dict[str, dict[str, str]] = outline.env.get("references", {})
        self.plain = PlainText(outline.env)
        self.slugger = Slugger()
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self.fences: list[Fence] = []
        self.code_spans: list[Span] = []
        self.tables: list[Table] = []
        self.html: list[Html] = []
        self.tags: list[Tag] = []
        self.anchors: set[str] = set()
        self.hidden: list[Span] = []
        self.effort = _MAX_EFFORT
        self.given_up_at: int | None = None

    def _affords(self, start: int, text: str) -> bool:
        """Charge for looking at a text that begins at `start`; once that is too much, nothing more is looked at."""
        if self.given_up_at is None:
            self.effort -= sum(map(text.count, _CHEAP)) + 6 * sum(map(text.count, _COSTLY))
            if self.effort < 0:
                self.given_up_at = start
        return self.given_up_at is None

    def read(self) -> None:
        """Read every block."""
        for piece in self.outline.pieces:
            if piece.content is not None and _WORTH_A_LOOK.search(piece.content.text):
                self._read_inline(piece.content)
            match piece.kind:
                case "heading":
                    self._read_heading(piece)
                case "fence":
                    self._read_fence(piece)
                case "code":
                    self.hidden.append(piece.span)
                case "html":
                    self._read_html(piece)
                case "table":
                    self._read_table(piece)
                case "definition":
                    self._read_definition(piece)

    def _read_heading(self, piece: Piece) -> None:
        written = piece.content.text if piece.content else ""
        shown = self.plain.of(written)
        place = piece.content.span(0, len(written)) if piece.content and written else None
        start = piece.span.start + len(piece.token.markup)
        self._add_heading(int(piece.token.tag[1]), shown, piece, place or Span(start, start))

    def _add_heading(self, level: int, shown: str, piece: Piece, place: Span) -> None:
        slug = self.slugger.unique(shown)
        self.anchors.add(slug)
        if piece.depth == 0:
            self.headings.append(Heading(level, " ".join(shown.split()), slug, piece.span, place))

    def _read_fence(self, piece: Piece) -> None:
        held, is_closed = fence_lines(piece.token)
        span = piece.span
        inner = self.lines.starts[piece.first + 1] if held or is_closed else span.end
        end = self.lines.ends[piece.first + held] if held else inner
        start = min(inner, span.end)
        content = Span(start, max(start, min(end, span.end)))
        self.fences.append(Fence(unescapeAll(piece.token.info).strip(), span, content, is_closed))
        self.hidden.append(span)

    def _read_table(self, piece: Piece) -> None:
        table = read_table(piece.span, piece.first, piece.stop, self.lines)
        self.tables.append(table)
        if _WORTH_A_LOOK.search(self.text, *piece.span) is None:
            return
        columns = len(table.rows[0])
        for row in table.rows:
            for cell in row[:columns]:
                if _WORTH_A_LOOK.search(cell.text):
                    self._read_inline(cell_content(cell))

    def _read_definition(self, piece: Piece) -> None:
        target = str(piece.token.meta["url"])
        rest = self._after_label(piece)
        written = self.text[slice(*rest)].replace("\0", "\ufffd")
        found = parseLinkDestination(written, 0, len(written))
        pointy = int(written.startswith("<"))
        place = None
        if found.ok and address(written[pointy : found.pos - pointy]) == target:
            place = Span(rest.start + pointy, rest.start + found.pos - pointy)
        label = " ".join(str(piece.token.meta["label"]).split())
        self.links.append(Link("definition", False, label, target, piece.span, place))  # noqa: FBT003
        self.hidden.append(piece.span)

    def _after_label(self, piece: Piece) -> Span:
        """Return the rest of the line in which a definition's destination begins: behind the colon or one below."""
        *lines_before, label = str(piece.token.meta["label"]).split("\n")
        index = piece.first + len(lines_before)
        start = self.lines.after_prefix(index) if lines_before else piece.span.start + 1
        start += len(label) + len("]:")
        end = self.lines.ends[index]
        rest = self.text[start:end]
        if not rest.strip(" \t") and index + 1 < piece.stop:
            return Span(self.lines.after_prefix(index + 1), self.lines.ends[index + 1])
        return Span(start + len(rest) - len(rest.lstrip(" \t")), end)

    def _read_html(self, piece: Piece) -> None:
        text, span = self.text, piece.span
        comments = html.comments(text, span.start, span.end, runs_on=text.startswith("<!--", span.start))
        self.html.extend(Html("comment", comment) for comment in comments)
        self.hidden.extend(comments)
        if not _remainder(text, span, comments):
            return
        self.html.append(Html("block", span))
        if not self._affords(span.start, text[slice(*span)]):
            return
        tags = list(html.tags(text, span.start, span.end, comments))
        self.tags.extend(tags)
        self.links.extend(html.links(text, tags, span.end))
        self.anchors.update(html.anchors(tags))
        self.hidden.extend(html.hidden(tags))
        heading = html.heading(text, span)
        if heading is not None:
            level, title = heading
            self._add_heading(level, html.plain(text[slice(*title)]), piece, title)

    def _read_inline(self, content: Content) -> None:
        if not self._affords(content.shifts[0], content.text):
            return
        tags: list[Tag] = []
        for mark in find_marks(content.text, self._is_reference):
            span = content.span(mark.start, mark.end)
            match mark.kind:
                case "code":
                    self.code_spans.append(span)
                    self.hidden.append(span)
                case "html":
                    is_comment = content.text.startswith("<!--", mark.start)
                    self.html.append(Html("comment" if is_comment else "inline", span))
                    self.hidden.append(span)
                    tag = html.tag_at(self.text, span)
                    tags.extend([tag] if tag else [])
                case _:
                    self._add_link(mark, content, span)
        if tags:
            self.tags.extend(tags)
            end = content.span(0, len(content.text)).end
            self.links.extend(html.links(self.text, tags, end))
            self.anchors.update(html.anchors(tags))

    def _is_reference(self, label: str) -> bool:
        return bool(self.references) and normalizeReference(label) in self.references

    def _add_link(self, mark: Mark, content: Content, span: Span) -> None:
        written = content.text
        shown = written[slice(*mark.label)]
        if mark.target is None:
            target = self.references[normalizeReference(mark.key)]["href"]
            place = None
            self.hidden.append(content.span(mark.label[1] + 1, mark.end))
        else:
            raw = written[slice(*mark.target)]
            place = content.span(*mark.target)
            if mark.kind == "autolink":
                target = address(raw) if ":" in raw else address("mailto:" + raw)
                self.hidden.append(span)
            else:
                target = address(raw)
                self.hidden.append(place)
        if mark.kind != "autolink":
            shown = self.plain.of(shown).replace("\n", " ")
        self.links.append(Link(mark.kind, mark.is_image, shown, target, span, place))  # type: ignore[arg-type]


def _remainder(text: str, span: Span, comments: list[Span]) -> bool:
    """Whether a block of HTML holds more than comments."""
    pos = span.start
    for comment in [*comments, Span(span.end, span.end)]:
        if text[pos : comment.start].strip(" \t\r\n>"):
            return True
        pos = comment.end
    return False
