"""A file on the Hub of which only parts are read: reads and seeks in, the bytes asked for out.

Made for footers: the end of the file is fetched once and kept. Counts what came over the line. Nothing is read of a
server that would send the whole file.
"""

import io
from typing import BinaryIO
from urllib.parse import quote

from cardcheck.hub.faults import HubError
from cardcheck.hub.repos import repo_path
from cardcheck.hub.session import fetch
from cardcheck.regex import expression

TAIL_BYTES = 64 * 1024
# More than any footer; what needs more than this reads data.
LIMIT_BYTES = 64 * 1024 * 1024
_CONTENT_RANGE = expression(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


class RangeFile(io.RawIOBase, BinaryIO):
    """A file of a dataset, open for reading; `read_bytes` counts what was fetched, `requests` how often."""

    def __init__(self, repo: str, revision: str, path: str, size_bytes: int) -> None:
        super().__init__()
        self.read_bytes = 0
        self.requests = 0
        self._address = repo_path(repo, f"/resolve/{quote(revision, safe='')}/{quote(path, errors='replace')}")
        self._size = size_bytes
        self._position = 0
        self._tail = b""

    def readable(self) -> bool:
        """Whether it can be read: always."""
        return True

    def seekable(self) -> bool:
        """Whether one can move in it: always."""
        return True

    def tell(self) -> int:
        """Return where the next read begins."""
        return self._position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Move to where the next read begins."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        self._position = max(0, start + offset)
        return self._position

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Read as much as fits into a buffer."""
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, or all that are left."""
        end = self._size if size < 0 else min(self._position + size, self._size)
        start, self._position = self._position, max(self._position, end)
        return self._part(start, end) if start < end else b""

    def _part(self, start: int, end: int) -> bytes:
        tail_start = self._size - len(self._tail)
        if start < tail_start:
            if end <= self._size - TAIL_BYTES:
                return self._fetch(start, end)
            # What lies before the tail and what lies in it come as one.
            first = min(start, max(0, self._size - TAIL_BYTES))
            self._tail = self._fetch(first, tail_start) + self._tail
            tail_start = first
        return self._tail[start - tail_start : end - tail_start]

    def _fetch(self, start: int, end: int) -> bytes:
        if self.read_bytes + end - start > LIMIT_BYTES:
            raise HubError("too-large", "more than 64 MiB of the file would have to be read")
        answer = fetch(
            "GET",
            self._address,
            headers={"Range": f"bytes={start}-{end - 1}", "Accept-Encoding": "identity"},
            expect={206},
            limit_bytes=end - start,
            absent="no-file",
        )
        self.requests += 1
        self.read_bytes += len(answer.data)
        told = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
        if told is None or int(told[1]) != start or len(answer.data) != end - start:
            raise HubError("garbled", "the Hub sends another part of the file than it was asked for")
        if told[3] not in {"*", str(self._size)}:
            raise HubError("garbled", "the file has another size than the Hub's list of files says")
        return answer.data
