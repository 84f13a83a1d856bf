"""What a target comes to: cards that are found, and what is passed over."""

from __future__ import annotations

from cardcheck.model.document import Document, Passed, SourceOptions
from cardcheck.sources import documents

CARD = "---\ntask_categories:\n- other\n---\n# Data\n"
PLAIN = "# A project\n"


def found(target: str = ".", **options) -> list[str]:
    return [item.source for item in documents(target, SourceOptions(**options)) if isinstance(item, Document)]


def passed(target: str = ".", **options) -> dict[str, str]:
    return {item.path: item.reason for item in documents(target, SourceOptions(**options)) if isinstance(item, Passed)}


def only(target: str, **options) -> Document:
    (item,) = documents(target, SourceOptions(**options))
    assert isinstance(item, Document)
    return item
