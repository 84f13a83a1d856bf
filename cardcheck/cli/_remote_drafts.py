"""`cardcheck init --diff hf://…`: a dataset on the Hub in; out comes the card it could have, or what its card lacks.

Nothing is written anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cardcheck.cli._drafts import NothingToDraftError, completed_draft, described, new_draft, print_diff
from cardcheck.cli._options import OptionError, say

if TYPE_CHECKING:
    from cardcheck.model.document import Document

_CARD = "README.md"
_LFS_POINTER = b"version https://git-lfs.github.com/spec/v1"


def init_on_hub(target: str, given: dict[str, Any]) -> int:
    """Print what a dataset's card lacks, or a whole card where it has none."""
    from cardcheck.hub.address import parse_address
    from cardcheck.hub.faults import HubError
    from cardcheck.parsing.card import parse_card

    address = parse_address(target)
    if address is None or address.repo is None or address.path is not None:
        raise OptionError(f"`{target}` is no address of a dataset; write `hf://datasets/ORG/NAME`")
    if not given["diff"]:
        raise OptionError(f"`{target}` lies on the Hub, where nothing is written: `--diff` shows the card")
    try:
        document = _document(address.repo, address.revision)
        card = None if document.data is None or given["force"] else parse_card(document.data)
        folder = described(document, target, card)
        text = new_draft(folder, given).text if card is None else completed_draft(card, folder, given)
        return print_diff(target, _CARD, document if document.data is not None else None, text, given)
    except HubError as error:
        say(f"{target}: {error}")
    except NothingToDraftError as error:
        say(str(error))
    return 3


def _document(repo: str, revision: str | None) -> Document:
    """Return a dataset with its card; without one where it has none."""
    from cardcheck.hub.faults import HubError
    from cardcheck.hub.repos import repo_info
    from cardcheck.model.document import Document
    from cardcheck.sources.hf import read

    hub = repo_info(repo, revision)
    try:
        document = read(hub)
    except HubError as error:
        if error.kind != "no-file":
            raise
        return Document(f"hf://datasets/{repo}", None, repo=hub.id, revision=hub.sha, is_remote=True, hub=hub)
    if document.fault is not None:
        raise NothingToDraftError(f"`{document.source}` has a card that cannot be read: {document.fault}")
    if (document.data or b"").startswith(_LFS_POINTER):
        raise NothingToDraftError(f"the card of `{document.source}` is in Git LFS, so there is only its pointer")
    return document
