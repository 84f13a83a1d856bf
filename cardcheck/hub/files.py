"""Files of a dataset on the Hub: an id and a revision in, bytes, names and sizes, or parts of a file out.

Texts are read by the raw path: the Hub counts what is resolved as downloads, and nobody downloads what is only judged
(https://huggingface.co/docs/hub/datasets-download-stats). Data files are read in parts, never as a whole.
"""

from collections.abc import Iterator
from typing import Any

from cardcheck.hub import etags
from cardcheck.hub.ranges import RangeFile
from cardcheck.hub.repos import api_path, count_of, is_inside, quoted, quoted_revision, repo_path
from cardcheck.hub.session import endpoint, fetch, pages
from cardcheck.model.facts import RepoFile

__all__ = ["LIMIT_BYTES", "RangeFile", "list_tree", "read_card", "read_text"]

CARD = "README.md"
LIMIT_BYTES = 16 * 1024 * 1024


def read_card(repo: str, revision: str) -> bytes:
    """Return the card of a dataset as it lies in the repository: of one that is in LFS, its pointer."""
    return read_text(repo, revision, CARD)


def read_text(repo: str, revision: str, path: str) -> bytes:
    """Return a small file of a dataset; one over 16 MiB is a `HubError`."""
    place = repo_path(repo, f"/raw/{quoted_revision(revision)}/{quoted(path)}")
    # Revisions come and go; what a file is called by is its place in the repository.
    address = f"{endpoint()}{repo_path(repo)}/{path}"
    known = etags.kept(address)
    answer = fetch(
        "GET",
        place,
        headers={"If-None-Match": known.etag} if known else {},
        expect={200, 304} if known else {200},
        limit_bytes=LIMIT_BYTES,
        absent="no-file",
    )
    if answer.status == 304 and known:
        return known.data
    etags.keep(address, answer.headers.get("etag", ""), answer.data)
    return answer.data


def list_tree(repo: str, revision: str) -> Iterator[RepoFile]:
    """Yield the files of a dataset with their sizes, a page at a time.

    No data file is a pointer here, for the Hub has its content; only a card in LFS is one to all who read cards.
    """
    path = api_path(repo, f"/tree/{quoted_revision(revision)}")
    for page in pages(path, {"recursive": "true", "expand": "false"}):
        for entry in page:
            file = _file_of(entry)
            if file is not None:
                yield file


def _file_of(entry: Any) -> RepoFile | None:
    if not isinstance(entry, dict) or entry.get("type") != "file":
        return None
    path, lfs = entry.get("path"), entry.get("lfs")
    if not isinstance(path, str) or not is_inside(path):
        return None
    sizes = (count_of(lfs.get("size")) if isinstance(lfs, dict) else None, count_of(entry.get("size")))
    size = next((size for size in sizes if size is not None), 0)
    return RepoFile(path, size, is_pointer=path == CARD and isinstance(lfs, dict))
