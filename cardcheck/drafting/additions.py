"""What a card lacks, put into it: a card and a folder in, edits out. Nothing that stands there is touched.

Keys go to the end of the front matter, sections to the end of the text. A topic that the card speaks of, or that a
question in it asks for, is left to its author.
"""

from __future__ import annotations

from cardcheck import resources
from cardcheck.drafting.body import sections, summary, title_line
from cardcheck.drafting.front_matter import front_matter, keys_of
from cardcheck.drafting.model import Folder, Parts
from cardcheck.drafting.questions import IN_YAML, SUMMARY
from cardcheck.editing.yaml_blocks import add_lines
from cardcheck.loading.subsets import info_name, infos
from cardcheck.model.card import Card
from cardcheck.model.finding import Edit
from cardcheck.model.load import LoadPlan
from cardcheck.model.text import Span
from cardcheck.topics.open_questions import asked, question_comment
from cardcheck.topics.reading import read_topics

_IN_METADATA = frozenset({"license", "languages"})


def added_keys(card: Card, folder: Folder, parts: Parts, plan: LoadPlan) -> tuple[Edit, ...]:
    """Return the edits that say what the files tell in the front matter, or () where there is none to add to."""
    if card.front_matter.span is None:
        if card.front_matter.flaws:
            return ()
        lines = front_matter(folder, parts, plan)
        return (Edit(Span(0, 0), "".join(line + card.source.newline for line in [*lines, ""])),)
    there = card.metadata.client if card.metadata else None
    if not isinstance(there, dict):
        return ()
    said = {*there, *(facts["new"] for name, facts in resources.vocabulary("deprecated-keys").items() if name in there)}
    blocks = {key: lines for key, lines in keys_of(folder, parts, plan).items() if key not in said}
    if not {info_name(part.value) for part in infos(there)} <= {subset.name for subset in parts.subsets}:
        # What the card describes under other names would be contradicted.
        blocks.pop("configs", None)
    waiting = asked(card)
    for question in IN_YAML:
        if question.key and question.key not in {*said, *blocks, *waiting}:
            blocks[question.key] = [question_comment(question.key, question.text)]
    return add_lines(card, blocks)


def added_sections(card: Card, folder: Folder, plan: LoadPlan) -> tuple[Edit, ...]:
    """Return the edits that put the missing sections below the text."""
    lines = _missing(card, folder, plan)
    text = card.source.text
    if not lines or card.body.truncated_at is not None:
        return ()
    newline, end = card.source.newline, len(text)
    is_blank = not text.strip() or text.endswith((newline * 2, "\n\n"))
    before = "" if is_blank else newline if text.endswith(("\n", "\r")) else newline * 2
    return (Edit(Span(end, end), before + newline.join(lines) + newline),)


def _missing(card: Card, folder: Folder, plan: LoadPlan) -> list[str]:
    topics, waiting = read_topics(card), asked(card)
    client = card.metadata.client if card.metadata else None
    metadata = client if isinstance(client, dict) else {}
    lines: list[str] = []
    if not card.source.slice(card.body.span).strip():
        lines = [title_line(folder), "", *summary(folder)]
    elif not topics.of(SUMMARY.names) and SUMMARY.names not in waiting and not _has_prose(card):
        lines = ["## Summary", "", *summary(folder)]
    for section in sections(folder, plan, metadata):
        names = section.question.names.split() if section.question else [section.topic]
        if any(topics.of(name) or name in waiting or metadata.get(name) for name in names):
            continue
        # What the metadata says by itself stands on the page already.
        if section.lines and not (section.topic in _IN_METADATA and section.question is None):
            lines += [*([""] if lines else []), f"## {section.title}", "", *section.lines]
    return lines


def _has_prose(card: Card) -> bool:
    return len(card.body.prose.split()) > 20
