"""What else is known of a card's repository: a document and the wanted facts in, RepoFacts out.

One module a fact; only those that are needed are gathered.
"""

from __future__ import annotations

from cardcheck.model.document import Document
from cardcheck.model.facts import FileList, Footers, Heads, RepoFacts, Unavailable

_NOT_ASKED = Unavailable("not asked")


def gather(
    needs: frozenset[str], document: Document, *, is_complete: bool = False, is_data_wanted: bool = True
) -> RepoFacts:
    """Gather the facts that rules need about one document; whoever needs the content of files gets their list too.

    `is_complete` is what the configuration says of the folder; a clone from the Hub is complete without being told.
    `is_data_wanted` is False under `--no-data`.
    """
    if not needs or not is_data_wanted:
        return RepoFacts()
    files = _files(document, is_complete=is_complete)
    return RepoFacts(
        files,
        _heads(document, files) if "heads" in needs else _NOT_ASKED,
        _footers(document, files) if "parquet" in needs else _NOT_ASKED,
    )


def repo_of(document: Document) -> str | None:
    """Return the id of the dataset on the Hub: what the user said, else what the folder's git remote tells."""
    if document.repo is not None or document.folder is None:
        return document.repo
    from cardcheck.facts.files import hub_repo_of

    return hub_repo_of(document.folder)


def _files(document: Document, *, is_complete: bool) -> FileList | Unavailable:
    if document.folder is None:
        return Unavailable("only the README was given")
    from cardcheck.facts.files import from_folder, is_hub_clone

    return from_folder(document.folder, is_complete=is_complete or is_hub_clone(document.folder))


def _heads(document: Document, files: FileList | Unavailable) -> Heads | Unavailable:
    if isinstance(files, Unavailable):
        return files
    assert document.folder is not None
    from cardcheck.facts.contents import heads_of

    return heads_of(document.folder, files)


def _footers(document: Document, files: FileList | Unavailable) -> Footers | Unavailable:
    if isinstance(files, Unavailable):
        return files
    assert document.folder is not None
    from cardcheck.facts.parquet import footers

    return footers(document.folder, files)
