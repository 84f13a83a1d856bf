"""Cards on the Hub: `hf://datasets/ORG/NAME[@REV]` or `hf://datasets/ORG` in, a document for each dataset out.

A card that cannot be read is a document with a fault. Reads the card alone; facts ask for the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.hub.address import HubAddress, parse_address
from cardcheck.hub.faults import HubError
from cardcheck.model.document import Document, Passed, SourceOptions, TargetError
from cardcheck.model.hub import HubRepo


def documents(target: str, options: SourceOptions) -> Iterator[Document | Passed]:
    """Yield the cards of a dataset on the Hub, or of all of an owner's."""
    del options
    address = parse_address(target)
    if address is None:
        raise TargetError(f"`{target}` is no address on the Hub; write `hf://datasets/ORG/NAME` or `hf://datasets/ORG`")
    if address.path is not None:
        raise TargetError(f"`{target}` is a file on the Hub; name its dataset, `hf://datasets/{address.repo}`")
    try:
        yield from _of(address)
    except HubError as error:
        yield Document(source=target, data=None, repo=address.repo, fault=str(error), is_remote=True)


def read(hub: HubRepo, source: str | None = None) -> Document:
    """Read the card of a dataset that the Hub told of; a card that cannot be had is a `HubError`."""
    from cardcheck.hub.files import read_card
    from cardcheck.sources._read import fault_of

    if hub.is_disabled:
        from cardcheck.hub.faults import fault_of as hub_fault_of

        raise hub_fault_of("disabled")
    data = read_card(hub.id, hub.sha or "main")
    fault = fault_of(data)
    return Document(
        source=source or f"hf://datasets/{hub.id}",
        data=None if fault else data,
        repo=hub.id,
        revision=hub.sha,
        fault=fault,
        is_remote=True,
        hub=hub,
    )


def _of(address: HubAddress) -> Iterator[Document]:
    from cardcheck.hub.repos import list_repos, repo_info

    if address.repo is None and address.revision is None:
        is_empty = True
        for hub in list_repos(address.owner):
            is_empty = False
            yield _read(hub)
        if not is_empty:
            return
    name = address.repo or address.owner
    hub = repo_info(name, address.revision)
    yield _read(hub, address.revision)


def _read(hub: HubRepo, revision: str | None = None) -> Document:
    source = f"hf://datasets/{hub.id}" + (f"@{revision}" if revision else "")
    try:
        return read(hub, source)
    except HubError as error:
        return Document(
            source=source, data=None, repo=hub.id, revision=hub.sha, fault=str(error), is_remote=True, hub=hub
        )
