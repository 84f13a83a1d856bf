"""Cards on the Hub: `hf://datasets/ORG/NAME[@REV]` or `hf://datasets/ORG` in, a document for each dataset out.

A card that cannot be had is a document with a fault. Reads the cards alone; facts ask for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.hub.address import HubAddress, parse_address
from cardcheck.hub.faults import HubError, fault_of
from cardcheck.model.document import Document, Passed, SourceOptions, TargetError
from cardcheck.model.hub import HubRepo
from cardcheck.sources import _read


def documents(target: str, options: SourceOptions) -> Iterator[Document | Passed]:
    """Yield the card of a dataset, or the cards of all of an owner's as the Hub lists them."""
    del options
    address = parse_address(target)
    if address is None:
        raise TargetError(
            f"`{target}` is no address of datasets; write `hf://datasets/ORG/NAME` or `hf://datasets/ORG`"
        )
    name = address.repo or address.owner
    if address.path is not None:
        raise TargetError(f"`{target}` is a file, and cards are read by their dataset: `hf://datasets/{name}`")
    try:
        if address.name is None and address.revision is None:
            yield from _of_owner(address.owner)
        else:
            yield _of_dataset(name, address)
    except HubError as error:
        source = f"hf://datasets/{name}" + (f"@{address.revision}" if address.revision else "")
        yield Document(source=source, data=None, repo=address.repo, fault=str(error), is_remote=True)


def read(hub: HubRepo, source: str | None = None) -> Document:
    """Read the card of a dataset that the Hub told of; where it cannot be had, that is a `HubError`."""
    from cardcheck.hub.files import read_card

    if hub.is_disabled:
        raise fault_of("disabled")
    try:
        data = read_card(hub.id, hub.sha or "main")
    except HubError as error:
        if error.kind != "no-file":
            raise
        sentence = "the dataset has no card: there is no `README.md` at this revision"
        raise HubError("no-file", sentence) from None
    fault = _read.fault_of(data)
    return _document(hub, source, None if fault else data, fault)


def _of_owner(owner: str) -> Iterator[Document]:
    from cardcheck.hub.repos import list_repos, repo_info

    is_empty = True
    for hub in list_repos(owner):
        is_empty = False
        yield _read_or_fault(hub)
    if not is_empty:
        return
    try:
        # Datasets of the Hub's own have no owner.
        hub = repo_info(owner)
    except HubError as error:
        if error.kind != "missing":
            raise
        sentence = f"the Hub shows neither datasets of `{owner}` nor one of this name, or not without a token"
        raise HubError("missing", sentence) from None
    yield _read_or_fault(hub)


def _of_dataset(name: str, address: HubAddress) -> Document:
    from cardcheck.hub.repos import repo_info

    hub = repo_info(name, address.revision)
    return _read_or_fault(hub, f"hf://datasets/{hub.id}@{address.revision}" if address.revision else None)


def _read_or_fault(hub: HubRepo, source: str | None = None) -> Document:
    try:
        return read(hub, source)
    except HubError as error:
        return _document(hub, source, None, str(error))


def _document(hub: HubRepo, source: str | None, data: bytes | None, fault: str | None) -> Document:
    source = source or f"hf://datasets/{hub.id}"
    return Document(source, data, repo=hub.id, revision=hub.sha, fault=fault, is_remote=True, hub=hub)
