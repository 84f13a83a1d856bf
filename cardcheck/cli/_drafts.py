"""What `cardcheck init` reads and shows: a folder in, what is known of it out; drafts as diffs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardcheck.cli._options import say

if TYPE_CHECKING:
    from cardcheck.drafting.model import Folder
    from cardcheck.engine.drafting import Draft
    from cardcheck.model.card import Card
    from cardcheck.model.document import Document
    from cardcheck.model.facts import FileList
    from cardcheck.model.load import LoadPlan


class NothingToDraftError(Exception):
    """A folder for which no card can be written; the text is one sentence for people."""


def standing_card(path: Path) -> Document | None:
    """Return the card that lies at a path, None where nothing lies there."""
    from cardcheck.model.document import Document, SourceOptions
    from cardcheck.sources.paths import documents

    if not os.path.lexists(path):
        return None
    document = next(iter(documents(str(path), SourceOptions())))
    assert isinstance(document, Document)
    if document.fault is not None or document.data is None:
        raise NothingToDraftError(f"`{path}` is there and cannot be read: {document.fault}")
    return document


def folder_of(path: Path, repo: str | None, card: Card | None = None) -> Folder:
    """Return what is known of a folder, and what becomes of it with a card or without one."""
    from cardcheck.model.document import Document

    card_path = path / "README.md"
    return described(Document(str(card_path), None, path=card_path, folder=path, repo=repo), str(path), card)


def described(document: Document, name: str, card: Card | None = None) -> Folder:
    """Return what is known of the repository of a card, wherever it lies."""
    from cardcheck.drafting.contents import texts_in
    from cardcheck.drafting.model import Folder
    from cardcheck.engine.loads import load_plan
    from cardcheck.facts import gather, repo_of
    from cardcheck.model.facts import FILE_FACTS, FileList
    from cardcheck.parsing.card import parse_card
    from cardcheck.topics.language_recognition import language_of
    from cardcheck.topics.license_recognition import license_in

    facts = gather(frozenset(FILE_FACTS), document, is_complete=True)
    if not isinstance(facts.files, FileList):
        raise NothingToDraftError(f"`{name}` cannot be described: {facts.files.reason}")
    id_ = repo_of(document)
    plan = load_plan(card or parse_card(b""), facts, id_)
    if plan is None:
        raise NothingToDraftError(f"`{name}` has so many files and globs that nobody can tell how they load")
    if card is None:
        _require_data(name, facts.files, plan)
    folder = Folder(facts, plan, id_, license_in(facts.files.license_texts))
    return folder._replace(language=language_of(texts_in(folder, plan)))


def _require_data(name: str, files: FileList, plan: LoadPlan) -> None:
    """Stop at a folder that holds nothing that could be data."""
    from cardcheck import resources

    if plan.outcome != "empty":
        return
    suffixes = resources.vocabulary("unsupported-suffixes")
    if not any(os.path.splitext(file.path)[1].lower() in suffixes for file in files.files):  # noqa: PTH122
        why = "no files" if not files.files else "no file in a format that `datasets` reads"
        raise NothingToDraftError(f"`{name}` holds no data: {why}")


def print_diff(source: str, name: str, standing: Document | None, new: str, given: dict[str, Any]) -> int:
    """Print how a card would change, by its name in the diff, or what a new one would be, and how to make it so."""
    from cardcheck.cli._diffs import card_diff, print_text, shown_diff, shown_text, tell_left_out

    if standing is None:
        print_text(new, given | {"color": "never"}, shown_text)
        return 0
    old = (standing.data or b"").decode("utf-8", "surrogateescape")
    if "\udc80" <= max(old, default="") <= "\udcff":
        raise NothingToDraftError(f"`{source}` is not UTF-8, and only a person can tell what it should say")
    diff = card_diff(old, new, name)
    tell_left_out(source, diff)
    if not diff.text:
        say(f"`{source}` lacks nothing that the files tell or that could be asked")
        return 0
    print_text(diff.text, given, shown_diff)
    say("nothing is written; to apply this, give it to `git apply` or `patch -p1`, or see `--force` for a new card")
    return 0


def new_draft(folder: Folder, given: dict[str, Any]) -> Draft:
    """Draft a card, and ask its questions where that is wanted."""
    from cardcheck.cli._asking import answered
    from cardcheck.engine.drafting import asked_in, drafted

    draft = drafted(folder)
    return drafted(answered(folder, asked_in(draft.text))) if given["interactive"] else draft


def completed_draft(card: Card, folder: Folder, given: dict[str, Any]) -> str:
    """Return a card with what it lacks, after asking the new questions where that is wanted."""
    from cardcheck.cli._asking import answered
    from cardcheck.engine.drafting import asked_in, completed

    draft = completed(card, folder)
    if given["interactive"]:
        draft = completed(card, answered(folder, asked_in(draft.text) - asked_in(card.source.text)))
    return draft.text


def tell(draft: Draft, folder: Folder) -> None:
    """Tell a person what the card could not tell, and why."""
    from cardcheck.model.facts import Unavailable

    files = folder.facts.files
    pointers = sum(file.is_pointer for file in getattr(files, "files", ()))
    if pointers:
        count = "1 file" if pointers == 1 else f"{pointers:,} files"
        say(f"Git LFS pointers stand for {count}, so nobody knows what is in there; try `git lfs pull`")
    for fact in (folder.facts.heads, folder.facts.parquet):
        if isinstance(fact, Unavailable):
            say(f"not all is known of the files: {fact.reason}")
    error = draft.plan.error or next((config.error for config in draft.plan.configs if config.error), None)
    if error is not None:
        say(f"`load_dataset` cannot read the folder: {error.message}")
