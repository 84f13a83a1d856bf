"""The body of a new card: a folder and what becomes of it in, sections of Markdown out.

What files tell stands below the mark of generated text, and what only a person knows as a question in its place.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cardcheck.drafting.contents import columns_of, has_words, size_words, stated
from cardcheck.drafting.model import Folder
from cardcheck.drafting.questions import (
    CLOSING,
    FIELDS,
    LANGUAGE,
    LICENSE,
    LOADING,
    SUMMARY,
    UNREAD,
    Question,
)
from cardcheck.editing.known_facts import text_of
from cardcheck.editing.markdown_edits import code, escaped, table
from cardcheck.loading.companions import unread_data
from cardcheck.model.load import LoadPlan
from cardcheck.regex import expression
from cardcheck.topics.open_questions import question_line
from cardcheck.topics.said import GENERATED

_INNER_UNDERSCORES = expression(r"(?<=[^\W_]|_)\\_(?=[^\W_]|\\_)")
_MARKUP = expression(r"[<>\[\]|]|``")
_MOST_ROWS = 100
_MOST_NAMES = 10
_LONGEST_TITLE = 120


class Section(NamedTuple):
    """A section: the topic it answers, its title, its lines, and the question that it asks, if any."""

    topic: str
    title: str
    lines: list[str]
    question: Question | None = None


def title_line(folder: Folder) -> str:
    """Return the card's title."""
    said = folder.answers.get("name") or folder.name
    plain = " ".join("".join(char if char.isprintable() else " " for char in said[:_LONGEST_TITLE]).split())
    # Within a word `_` marks nothing.
    return f"# {_INNER_UNDERSCORES.sub('_', escaped(plain)) or 'Data set'}"


def summary(folder: Folder) -> list[str]:
    """Return the first paragraph."""
    return _asked(folder, SUMMARY)


def sections(folder: Folder, plan: LoadPlan, metadata: Mapping[Any, Any]) -> Iterator[Section]:
    """Yield the sections of a card that says no more than its metadata."""
    yield Section("usage", "Usage", _usage(folder, plan))
    splits = _splits(folder, plan)
    if splits:
        yield Section("splits", "Data Splits", [GENERATED, "", *splits])
    fields = _fields(folder, plan, metadata)
    if fields:
        yield Section("fields", "Data Fields", [*_asked(folder, FIELDS), "", GENERATED, "", *fields], FIELDS)
    if metadata.get("language"):
        yield _known("languages", LANGUAGE, metadata)
    elif has_words(folder, plan):
        yield _open(folder, LANGUAGE)
    for question in CLOSING:
        if question is LICENSE and metadata.get("license"):
            yield _known("license", LICENSE, metadata)
        else:
            yield _open(folder, question)


def _known(topic: str, question: Question, metadata: Mapping[Any, Any]) -> Section:
    lines = text_of(topic, metadata)
    return Section(topic, question.title or "", [GENERATED, "", *lines] if lines else [])


def _open(folder: Folder, question: Question) -> Section:
    return Section(question.names.split()[0], question.title or "", _asked(folder, question), question)


def _asked(folder: Folder, question: Question) -> list[str]:
    """Return the answer to a question, or the question."""
    said = folder.answers.get(question.name)
    return [" ".join(said.split())] if said else [question_line(question.names, question.in_card)]


def _usage(folder: Folder, plan: LoadPlan) -> list[str]:
    """Show how to load the data, where that works."""
    if plan.outcome != "ok":
        error = plan.error or next((config.error for config in plan.configs if config.error), None)
        why = f"`load_dataset` cannot read them as they lie here: {_said_plainly(error.message)}." if error else ""
        return [question_line(LOADING.names, f"{LOADING.text} {why}".strip())]
    where = _string(folder.repo or "path/to/folder")
    names = [_string(config.name) for config in plan.configs]
    call = f"load_dataset({where})" if plan.default is not None else f"load_dataset({where}, {names[0]})"
    lines = ["```python", "from datasets import load_dataset", "", f"dataset = {call}", "```"]
    if len(names) > 1:
        shown = ", ".join(code(config.name) for config in plan.configs[:_MOST_NAMES]) + _and_more(len(names))
        lines += ["", f"The subsets are {shown}."]
    left = unread_data(plan)
    if left:
        shown = ", ".join(map(code, left[:_MOST_NAMES])) + _and_more(len(left))
        lines += ["", question_line(UNREAD.names, f"{UNREAD.text} No subset reads {shown}.")]
    return lines


def _and_more(count: int) -> str:
    return f" and {count - _MOST_NAMES:,} more" if count > _MOST_NAMES else ""


def _splits(folder: Folder, plan: LoadPlan) -> list[str]:
    rows = [
        (
            code(config.name),
            code(split.name),
            "" if split.rows is None else f"{split.rows:,}",
            f"{len(split.files):,}",
            size_words(folder, split.files),
        )
        for config in plan.configs
        for split in config.splits
    ]
    if plan.outcome != "ok" or not 0 < len(rows) <= _MOST_ROWS:
        return []
    header = ("Subset", "Split", "Rows", "Files", "Size")
    are_rows_known = any(row[2] for row in rows)
    kept = [0] * (len(plan.configs) > 1) + [1] + [2] * are_rows_known + [3, 4]
    return table([header[at] for at in kept], [[row[at] for at in kept] for row in rows], ("Rows", "Files", "Size"))


def _fields(folder: Folder, plan: LoadPlan, metadata: Mapping[Any, Any]) -> list[str]:
    """Return the table of columns: what the metadata says of them, else what the files hold."""
    if metadata.get("dataset_info"):
        return text_of("fields", metadata)
    found = {config.name: columns_of(folder, config) for config in plan.configs}
    if plan.outcome != "ok" or not all(found.values()):
        return []
    infos = [{"config_name": name, "features": list(map(stated, columns))} for name, columns in found.items()]
    return text_of("fields", {"dataset_info": infos})


def _said_plainly(message: str) -> str:
    """Return a sentence that no markup in the name of a file gets out of."""
    is_plain = message.isprintable() and not _MARKUP.search(message) and message.count("`") % 2 == 0
    return message if is_plain else code(message.replace("`", "'"))


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
