"""What the text says of use and licenses that the metadata leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck.checks.text.license_texts import contradicting, gate_mentions, licenses_of, mentions_of
from cardcheck.editing import yaml_blocks, yaml_edits, yaml_lists
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression
from cardcheck.topics import spellings
from cardcheck.topics.license_mentions import Mention, Passages, license_texts, lowered
from cardcheck.topics.license_subjects import names_sources, subject_of
from cardcheck.topics.license_terms import Terms
from cardcheck.topics.use_restrictions import find_restrictions, is_advice, is_free

# What extends other data names it no further, and a sentence is another rule's matter.
_SOURCE = expression(r"(?!extended)[\w.-]{1,100}(?:/[\w.-]{1,100})?|https?://\S{1,300}")
_MOST = 50
_APART = frozenset({"source", "part", "another"})
_ABOUT_DATA = frozenset({"data", "part", "unclear"})


def use_restricted(target: Target, *, gate: Sequence[str]) -> Iterator[Problem]:
    """A license that lets everybody use and share is not taken back by the text or the gate."""
    ids, known = licenses_of(target.value)
    if not known or not all(is_free(terms.kind) for terms in known):
        return
    found = [*_restricted_by_gate(target, gate), *_restricted_in_text(target)]
    # Where another license is named, that says it already.
    if not found or any(not is_free(one.terms.kind) for one in contradicting(target, known, gate)):
        return
    said, first = found[0]
    entry = target.entry
    related = [Related("the metadata says this", entry.value)] if entry is not None else []
    related += [Related(words, span) for words, span in found[1:]]
    yield target.problem(
        span=first,
        quotes=target.card.source.slice(first),
        said=said,
        ids=", ".join(ids),
        related=tuple(related),
    )


def _restricted_by_gate(target: Target, keys: Sequence[str]) -> Iterator[tuple[str, Span]]:
    for key in keys:
        entry = target.entry_at(f"/{key}")
        if entry is not None and entry.kind == "scalar":
            for one in find_restrictions(lowered(target.card.source.slice(entry.value))):
                yield one.words, Span(entry.value.start + one.start, entry.value.start + one.end)


def _restricted_in_text(target: Target) -> Iterator[tuple[str, Span]]:
    card = target.card
    base = card.body.span.start
    # Prose has no code and no addresses, so most cards are done here.
    if not find_restrictions(card.body.prose):
        return
    text = lowered(card.source.text[base : card.body.span.end])
    passages = Passages(card, text)
    for one in find_restrictions(text)[:_MOST]:
        found = passages.passage(one.start + base, one.end + base)
        if found is not None and not is_advice(found[0].sentence):
            about, _ = subject_of(found[0])
            if about in _ABOUT_DATA:
                yield one.words, Span(one.start + base, one.end + base)


def body_knows(target: Target) -> Iterator[Problem]:
    """Metadata without a license: the text names none for the data either."""
    metadata = target.metadata
    if not isinstance(metadata, dict) or spellings.is_misspelt("license", metadata):
        return
    value = metadata.get("license", [])
    if value not in ([], "unknown", ["unknown"]):
        return
    found = _of_data(target)
    if found is None:
        return
    mention, others = found
    name = mention.terms.hub_id
    known = "unknown" if value else "absent"
    yield target.problem(
        known if name else "no-id" if mention.terms.version else "vague",
        span=mention.span,
        quotes=target.card.source.slice(mention.span),
        said=mention.terms.words,
        id=name or "",
        edits=_stating(target, value, name) if name else (),
        changes=("/license",),
        related=tuple(Related(f"{one.terms.words} here", one.span) for one in others),
    )


def _of_data(target: Target) -> tuple[Mention, list[Mention]] | None:
    """Return the mention that says most of the data's license, and the others; None where they do not agree."""
    mentions = [one for one in mentions_of(target.card) if one.about == "data"]
    said = [one for one in mentions if one.is_declared]
    if not said:
        return None
    most = max(said, key=lambda one: (one.terms.hub_id is not None, one.terms.version is not None, -one.span.start))
    if not all(one.terms.agrees(most.terms) for one in mentions):
        return None
    return most, [one for one in said if one.sentence != most.sentence]


def _stating(target: Target, value: Any, name: str) -> tuple[Edit, ...]:
    """Return the edits that write a license into the metadata."""
    card = target.card
    if value == []:
        if target.entry_at("/license") is not None:
            return yaml_lists.extend(card, "license", [name], after="license") or ()
        return yaml_blocks.add_block(card, "license", [f"- {name}"])
    entry = target.entry_at("/license/0") or target.entry_at("/license")
    return yaml_edits.set_value(entry, name)


def several(target: Target, *, explained_by: Sequence[str], gate: Sequence[str]) -> Iterator[Problem]:
    """Of several licenses the card says what each covers."""
    value = target.value
    ids, known = licenses_of(value)
    metadata = target.metadata
    # What `other` is may well be said in words that name no license: `known` is empty then.
    if len(set(ids)) < 2 or not known:
        return
    if not isinstance(metadata, dict) or any(metadata.get(key) for key in explained_by):
        return
    mentions = [*gate_mentions(target, gate), *mentions_of(target.card)]
    named = [one for one in mentions if any(one.terms.agrees(terms) for terms in known)]
    covered = {terms for terms in known for one in named if one.terms.agrees(terms)}
    if len(covered) < 2 and not any(one.about in {"part", "source", "code"} for one in mentions):
        yield target.problem(ids=", ".join(dict.fromkeys(ids)))


def sources_unstated(target: Target, *, own: Sequence[str]) -> Iterator[Problem]:
    """Data made of other data says what their licenses are."""
    given = target.value if isinstance(target.value, list) else [target.value]
    named = [one for one in given if isinstance(one, str) and _SOURCE.fullmatch(one) and one.lower() not in own][:_MOST]
    sources = [one for one in named if one != target.repo and not _is_cited(target, one)]
    metadata = target.metadata
    if not sources or not isinstance(metadata, dict):
        return
    ids, known = licenses_of(metadata.get("license"))
    if len(ids) != 1 or len(known) != 1 or _speaks_of_sources(target, known):
        return
    shown = ", ".join(f"`{one}`" for one in sources[:3]) + (", …" if len(sources) > 3 else "")
    yield target.problem(sources=shown, id=ids[0])


def _is_cited(target: Target, source: str) -> bool:
    """Whether the entry to cite the data by leads to a data set: it is the card's own then."""
    card = target.card
    return any(f"datasets/{source}" in card.source.slice(fence.content) for fence in card.body.fences)


def _speaks_of_sources(target: Target, known: Sequence[Terms]) -> bool:
    """Whether the text tells of licenses what the metadata does not: a source's, a part's, another one."""
    card = target.card
    mentions = mentions_of(card)
    if any(one.about in _APART or not any(one.terms.agrees(terms) for terms in known) for one in mentions):
        return True
    sentences = (lowered(card.source.slice(one.sentence)) for one in mentions)
    return any(map(names_sources, sentences)) or any(map(names_sources, license_texts(card)))
