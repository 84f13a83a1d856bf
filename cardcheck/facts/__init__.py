"""What else is known of a card's repository: a document and the wanted facts in, RepoFacts out.

One module a fact, which knows how to ask a folder and how to ask the Hub; only those that are needed are gathered. What
the Hub does not give is a fact that is not there, never an exception.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from cardcheck.model.document import Document
from cardcheck.model.facts import FileList, Footers, Heads, RepoFacts, Sources, Unavailable
from cardcheck.model.hub import HubRepo, Viewer

_Fact = TypeVar("_Fact")

_NOT_ASKED = Unavailable("not asked")
_NO_HEADS = Unavailable("contents of text files are not fetched from the Hub")
_NOT_MAIN = Unavailable("the dataset viewer tells only of the main branch")


def gather(
    needs: frozenset[str],
    document: Document,
    *,
    is_complete: bool = False,
    is_data_wanted: bool = True,
    is_brief: bool = False,
) -> RepoFacts:
    """Gather the facts that rules need about one document; whoever needs the content of files gets their list too.

    `is_complete` is what the configuration says of the folder; a clone from the Hub is complete without being told.
    `is_data_wanted` is False under `--no-data`. `is_brief` spares requests to the Hub: `files` takes none where the Hub
    has told the paths already, else one for each thousand files, and has no texts of licenses; `heads` never asks the
    Hub, `parquet` takes two requests for each file, `viewer` four, `sources` one for each, `hub` none.
    """
    if document.is_remote:
        return _from_hub(needs if is_data_wanted else frozenset(), document, is_brief=is_brief)
    if not needs or not is_data_wanted:
        return RepoFacts()
    return _from_folder(needs, document, is_complete=is_complete)


def repo_of(document: Document) -> str | None:
    """Return the id of the dataset on the Hub: what the user said, else what the folder's git remote tells."""
    if document.repo is not None or document.folder is None:
        return document.repo
    from cardcheck.facts.files import hub_repo_of

    return hub_repo_of(document.folder)


def _from_folder(needs: frozenset[str], document: Document, *, is_complete: bool) -> RepoFacts:
    files = _files(document, is_complete=is_complete)
    return RepoFacts(
        files,
        _heads(document, files) if "heads" in needs else _NOT_ASKED,
        _footers(document, files) if "parquet" in needs else _NOT_ASKED,
    )


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


def _from_hub(needs: frozenset[str], document: Document, *, is_brief: bool) -> RepoFacts:
    """Ask the Hub; what it has told on the way is a fact whoever needs it."""
    repo = document.repo
    hub = document.hub or _NOT_ASKED
    if repo is None or document.fault is not None:
        return RepoFacts(hub=hub)
    files = _files_on_hub(repo, needs, document, is_brief=is_brief)
    return RepoFacts(
        files,
        _NO_HEADS if "heads" in needs else _NOT_ASKED,
        _footers_on_hub(repo, document, files) if "parquet" in needs else _NOT_ASKED,
        _viewer(repo, document) if "viewer" in needs else _NOT_ASKED,
        hub,
        _sources(hub) if "sources" in needs else _NOT_ASKED,
    )


def _files_on_hub(repo: str, needs: frozenset[str], document: Document, *, is_brief: bool) -> FileList | Unavailable:
    if needs.isdisjoint({"files", "heads", "parquet"}):
        return _NOT_ASKED
    from cardcheck.facts.files import from_hub

    hub = document.hub
    # Who reads files by ranges must know their sizes.
    is_told = is_brief and "parquet" not in needs and hub is not None and hub.sha == document.revision
    told = hub.paths if is_told and hub is not None else None
    return _asked(lambda: from_hub(repo, document.revision or "main", told, is_brief=is_brief))


def _footers_on_hub(repo: str, document: Document, files: FileList | Unavailable) -> Footers | Unavailable:
    if isinstance(files, Unavailable):
        return files
    from cardcheck.facts.parquet import footers_on_hub

    return _asked(lambda: footers_on_hub(repo, document.revision or "main", files))


def _viewer(repo: str, document: Document) -> Viewer | Unavailable:
    # A name has no `@`; behind it the user asked for another revision.
    if "@" in document.source:
        return _NOT_MAIN
    from cardcheck.facts.viewer import from_hub

    return _asked(lambda: from_hub(repo))


def _sources(hub: HubRepo | Unavailable) -> Sources | Unavailable:
    if isinstance(hub, Unavailable):
        return hub
    from cardcheck.facts.sources import from_hub

    return _asked(lambda: from_hub(hub))


def _asked(ask: Callable[[], _Fact | Unavailable]) -> _Fact | Unavailable:
    """Ask the Hub; what it does not give is not there, and says why."""
    from cardcheck.hub.faults import HubError

    try:
        return ask()
    except HubError as error:
        return Unavailable(str(error), asked=True)
