"""How the card says that it wants to be cited, and how it names papers: links to arXiv and DOIs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cardcheck.checks.citation._bibtex import in_order
from cardcheck.checks.citation.bibtex import found
from cardcheck.model.card import Card, Link
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics.placeholders import template_sentences
from cardcheck.topics.reading import read_topics
from cardcheck.topics.words import word_set

_ARXIV = expression(r"https?://(?:www\.|export\.|[a-z]{2}\.)?arxiv\.org/", re.IGNORECASE)
_PAGE = expression(r"(abs|pdf|html|ftp|format|ps|src|e-print)/([^?#]*)", re.IGNORECASE)
_NEW_ID = expression(r"(\d\d)(\d\d)\.(\d{4,5})(?:v\d+)?")
_OLD_ID = expression(r"[a-z-]+(?:\.[A-Za-z]{2})?/\d{7}(?:v\d+)?")
_DOI = expression(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
_DOI_NAME = expression(r"10\.\d{4,9}(?:\.\d+)*(?:/|%2f)\S", re.IGNORECASE)
_PAPER = expression(
    r"https?://\S{0,40}?(?:arxiv\.org/(?:abs|pdf)/|aclanthology\.org/|aclweb\.org/anthology/|openreview\.net/"
    r"|doi\.org/10\.|huggingface\.co/papers/)",
    re.IGNORECASE,
)
# DOIs of archives name data and not papers: Zenodo, Dryad, figshare, Dataverse, the Hub itself.
_DATA = ("/10.5281", "/10.5061", "/10.6084", "/10.7910", "/10.57967")
_MOST_PAPERS = 20
_REFERENCE = expression(r"\bet\.? al\b")
# What ends a sentence or a bracket is no part of an address.
_REST = expression(r"[^\s<>\"'(){}\[\]`|]*[^\s<>\"'(){}\[\]`|.,;:!?*_]")
_INSIDE = frozenset("\"'=/[<")
# arXiv numbers papers with five digits since January 2015, with four since April 2007.
_FIRST, _LONGER = (7, 4), (15, 1)


def missing(target: Target) -> Iterator[Problem]:
    """A card that links a paper says how to cite it."""
    card = target.card
    papers = _without_templates(card, [link for link in card.body.links if _is_paper(link)])
    if not papers or found(card) or _is_referred(card, papers[:_MOST_PAPERS]):
        return
    if read_topics(card).answers("citation"):
        return
    link = papers[0]
    span = link.target_span or link.span
    yield target.problem(span=span, quotes=card.source.slice(span), paper=link.target)


def arxiv_form(target: Target) -> Iterator[Problem]:
    """Every link to arXiv names a paper there can be, in the form from which the Hub makes a tag."""
    if "rxiv.org" not in target.card.source.text:
        return
    for address, span in _addresses(target.card, _ARXIV):
        begun = _ARXIV.match(address)
        page = _PAGE.fullmatch(address.partition("#")[0].partition("?")[0], begun.end()) if begun else None
        if page is None:
            continue
        kind, name = page[1].lower(), page[2].rstrip("/")
        bare = name.removesuffix(".pdf")
        quotes = target.card.source.slice(span)
        if not _is_id(bare):
            if kind in {"abs", "pdf"} and bare and "{" not in bare and "..." not in bare:
                yield target.problem("id", span=span, quotes=quotes, id=bare)
        elif kind not in {"abs", "pdf"} or (kind == "abs" and bare != name):
            edits = (Edit(span, f"https://arxiv.org/abs/{bare}"),) if quotes == address else ()
            yield target.problem("form", span=span, quotes=quotes, edits=edits, id=bare)


def doi_form(target: Target) -> Iterator[Problem]:
    """Every DOI is one, and stands where it is asked for without the address of its resolver."""
    card = target.card
    for address, span in _addresses(card, _DOI) if "doi.org/" in card.source.text.lower() else ():
        begun = _DOI.match(address)
        name = address[begun.end() :] if begun else ""
        if name and _DOI_NAME.match(name) is None and "{" not in name:
            inner = _DOI.match(name.replace("%3A", ":"))
            quotes = card.source.slice(span)
            edits = (Edit(span, name),) if inner and quotes == address else ()
            yield target.problem("twice" if inner else None, span=span, quotes=quotes, edits=edits, doi=name)
    for entry, _ in found(card):
        value = entry.fields.get("doi")
        if value is not None and value.text.strip().lower().startswith(("http://", "https://", "doi:", "doi.org")):
            yield target.problem("field", span=value.span, quotes=value.text, doi=value.text.strip())


def _addresses(card: Card, begins: re.Pattern[str]) -> Iterator[tuple[str, Span]]:
    """Yield addresses and where they are written: of links, and those that stand in the text as they are."""
    source, body = card.source, card.body
    spans = []
    for link in body.links:
        spans.append(link.span)
        if link.target_span is not None:
            yield link.target, link.target_span
    spans.sort()
    at = 0
    while (match := begins.search(body.prose, at)) is not None:
        rest = _REST.match(body.prose, match.end())
        at = rest.end() if rest else match.end()
        span = Span(body.span.start + match.start(), body.span.start + match.end() + len(rest[0] if rest else ""))
        if in_order(spans, span.start) is None and body.prose[max(0, match.start() - 1) : match.start()] not in _INSIDE:
            yield source.slice(span), span


def _is_paper(link: Link) -> bool:
    if link.is_image or _PAPER.match(link.target) is None:
        return False
    return not any(part in link.target for part in _DATA)


def _without_templates(card: Card, papers: list[Link]) -> list[Link]:
    """Leave out the papers that a template recommends to authors."""
    if not papers:
        return papers
    prose, base = card.body.prose, card.body.span.start
    said = template_sentences(prose, word_set(prose).words)
    return [link for link in papers if not any(start <= link.span.start - base < end for start, end in said)]


def _is_referred(card: Card, papers: Iterable[Link]) -> bool:
    """Whether a paper is linked from its full reference, which can be cited as it stands."""
    prose, base = card.body.prose, card.body.span.start
    if "proceedings" in prose:
        return True
    lines = (card.source.line_span_at(link.span.start) for link in papers)
    return any(_REFERENCE.search(prose, max(line.start - base, 0), max(line.end - base, 0)) for line in lines)


def _is_id(name: str) -> bool:
    match = _NEW_ID.fullmatch(name)
    if match is None:
        return _OLD_ID.fullmatch(name) is not None
    when = (int(match[1]), int(match[2]))
    digits = 5 if when >= _LONGER else 4
    return when >= _FIRST and 1 <= when[1] <= 12 and len(match[3]) == digits
