"""Cards that say little: no text, a few words, words without content, a first paragraph that tells nobody anything.

A card in, at most one problem out. How much is said is measured by `cardcheck.topics`, never by headings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.checks.text._own_words import own_words
from cardcheck.model.card import Card
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.placeholders import placeholders
from cardcheck.topics.reading import read_topics
from cardcheck.topics.titles import topics_of_title
from cardcheck.topics.words import is_unspaced

# Templates and tables of contents alone are no longer; what is longer is not worth counting.
_LONG = 12_000
_WITHOUT = expression(r"[`*_<>#-]+")
_NO_TEXT = ("[", "![", "<", "http")
_LABEL = expression(r"[\s*_>]*[^\n:：]{2,40}[*_]{0,2}[:：]")


def no_body(target: Target) -> Iterator[Problem]:
    """Some text follows the front matter."""
    card = target.card
    if card.is_lfs_pointer or card.body.fences or any(not char.isspace() for char in card.body.prose):
        return
    if not any(html.form != "comment" for html in card.body.html) and card.metadata is not None:
        yield target.problem()


def too_short(target: Target, *, least: int) -> Iterator[Problem]:
    """The card says at least so much: words, or rows, lines of code and entries that stand for some."""
    card = target.card
    if not _is_short(card) or _has_plain_words(card, 2 * least):
        return
    said = read_topics(card).total
    if said.units < least:
        yield target.problem("words" if said.units else "nothing", count=said.words, least=least)


def empty_talk(target: Target, *, least: int, most: int) -> Iterator[Problem]:
    """A short card says something that its title and its metadata do not.

    Of its words at least so many are its own; a card with more than `most` of them is not asked.
    """
    card = target.card
    if not _is_short(card) or is_unspaced(card.body.prose) or _shows_more(card) or _has_plain_words(card, 2 * most):
        return
    said = read_topics(card).total
    if not 0 < said.units <= most or said.units != said.words:
        return
    spans = [block.span for block in card.body.blocks if block.kind == "paragraph"]
    base = card.body.span.start
    text = " ".join(card.body.prose[start - base : end - base] for start, end in spans)
    if spans and len(own_words(card, text)) < least:
        quotes = card.source.slice(spans[0])
        yield target.problem(span=spans[0], quotes=quotes, said=" ".join(quotes.split()))


def first_paragraph(target: Target, *, least: int, rest: int, shown: int, topics: Sequence[str]) -> Iterator[Problem]:
    """What stands first has at least so many words of its own, where the card goes on for more than `rest`.

    Lists show about so many characters of the text, which begins under the title or where one of `topics` is named.
    """
    card = target.card
    if card.is_lfs_pointer or is_unspaced(card.body.prose):
        return
    spans = _first_paragraphs(card, shown, topics)
    base = card.body.span.start
    text = _WITHOUT.sub(" ", " ".join(card.body.prose[start - base : end - base] for start, end in spans))
    if not text.strip() or len(own_words(None, text)) >= least:
        return
    # Text that waits to be replaced is another rule's matter.
    if not placeholders(text, "placeholders") and read_topics(card).total.words > rest:
        quotes = card.source.slice(spans[0])
        yield target.problem(span=spans[0], quotes=quotes, said=" ".join(quotes.split()))


def _is_short(card: Card) -> bool:
    """Whether a card has text, and so little that its words are worth counting."""
    prose = card.body.prose
    return not card.is_lfs_pointer and len(prose) < _LONG and (bool(prose.strip()) or bool(card.body.fences))


def _shows_more(card: Card) -> bool:
    """Whether something besides words is there: links to elsewhere, code, tables, pictures, HTML."""
    body = card.body
    if body.fences or body.tables or body.code_spans or any(html.form != "comment" for html in body.html):
        return True
    return any(link.is_image or not link.target.startswith("#") for link in body.links)


def _has_plain_words(card: Card, enough: int) -> bool:
    """Whether paragraphs without links and labels have so many words: a quick look that most cards pass."""
    prose, base = card.body.prose, card.body.span.start
    count = 0
    for block in card.body.blocks:
        if block.kind == "paragraph":
            text = prose[block.span.start - base : block.span.end - base]
            if "[" not in text and ":" not in text:
                count += len(text.split())
                if count >= enough:
                    return True
    return False


def _first_paragraphs(card: Card, shown: int, topics: Sequence[str]) -> list[Span]:
    """Return the paragraphs that lists show; nothing where a list, a table or code stands among them."""
    until = _first_other(card, topics)
    found: list[Span] = []
    length = 0
    for block in card.body.blocks:
        if block.span.start >= until or length >= shown:
            break
        if block.kind in {"fence", "code", "table"}:
            return []
        written = card.source.slice(block.span) if block.kind == "paragraph" else ""
        if not written or written.startswith(_NO_TEXT) or _LABEL.match(written):
            continue
        if block.depth or "`" in written:
            return []
        found.append(block.span)
        length += len(written)
    return found


def _first_other(card: Card, topics: Sequence[str]) -> int:
    """Return where the first section begins that is about something else than the data set as a whole."""
    headed = [section for section in card.body.sections if section.heading is not None]
    for index, section in enumerate(headed):
        if section.heading is not None and index:
            named = topics_of_title(section.heading.title)
            if not named or not set(named) <= set(topics):
                return section.span.start
    return card.body.span.end
