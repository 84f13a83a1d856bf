"""A file on the Hub of which only parts are read: reads and seeks in, the bytes asked for out.

Of a footer nothing but the footer comes over the line; who reads on and on gets larger parts. Counts what came. Nothing
is read of a server that would send the whole file.
"""

import io
from typing import BinaryIO

from cardcheck.hub.faults import HubError
from cardcheck.hub.repos import quoted, quoted_revision, repo_path
from cardcheck.hub.session import Answer, fetch
from cardcheck.regex import expression

# No reader of footers or of single columns needs more at once.
LIMIT_BYTES = 256 * 1024 * 1024
_AHEAD_BYTES = 1024 * 1024
_CONTENT_RANGE = expression(r"bytes (\d{1,18})-(\d{1,18})/(\d{1,18}|\*)")


class RangeFile(io.RawIOBase, BinaryIO):
    """A file of a dataset, open for reading; `read_bytes` counts what was fetched, `requests` how often."""

    def __init__(self, repo: str, revision: str, path: str, size_bytes: int) -> None:
        super().__init__()
        self.read_bytes = 0
        self.requests = 0
        self._address = repo_path(repo, f"/resolve/{quoted_revision(revision)}/{quoted(path)}")
        # Large files lie on other hosts: where the Hub sent us once, the next part is too, for some minutes.
        self._direct: str | None = None
        self._size = size_bytes
        self._position = 0
        self._part_start = 0
        self._part = b""

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

    def read(self, size: int | None = -1) -> bytes:
        """Return the next bytes, or all that are left."""
        end = self._size if size is None or size < 0 else min(self._position + size, self._size)
        start, self._position = self._position, max(self._position, end)
        return self._bytes(start, end) if start < end else b""

    def peek(self, size: int = 0) -> bytes:
        """Return bytes that the next read begins with, without moving: by these lines are found."""
        at = self._position
        if not self._part_start <= at < self._part_start + len(self._part):
            end = min(at + max(size, 1), self._size)
            return self._bytes(at, end) if at < end else b""
        return self._part[at - self._part_start :]

    def _bytes(self, start: int, end: int) -> bytes:
        if end - start > LIMIT_BYTES:
            raise HubError("too-large", "more of the file than 256 MiB would have to be read at once")
        known_end = self._part_start + len(self._part)
        if not self._part_start <= start < known_end or end > known_end:
            goes_on = start > 0 and self._part_start < start <= known_end
            kept = self._part[start - self._part_start :] if goes_on else b""
            wanted = max(end, min(start + _AHEAD_BYTES, self._size)) if goes_on else end
            self._part = kept + self._fetch(start + len(kept), wanted)
            self._part_start = start
        offset = start - self._part_start
        return self._part[offset : offset + end - start]

    def _fetch(self, start: int, end: int) -> bytes:
        answer = self._answer({"Range": f"bytes={start}-{end - 1}", "Accept-Encoding": "identity"}, end - start)
        self.requests += 1
        self.read_bytes += len(answer.data)
        told = _CONTENT_RANGE.fullmatch(answer.headers.get("content-range", ""))
        if told is None or int(told[1]) != start or len(answer.data) != end - start:
            raise HubError("garbled", "the Hub sends another part of the file than it was asked for")
        if told[3] not in {"*", str(self._size)}:
            raise HubError("garbled", "the file has another size than the Hub's list of files says")
        return answer.data

    def _answer(self, headers: dict[str, str], limit_bytes: int) -> Answer:
        if self._direct is not None:
            try:
                return fetch("GET", self._direct, headers=headers, expect={206}, limit_bytes=limit_bytes)
            except HubError as error:
                # What is signed expires; the Hub signs anew.
                self._direct = None
                if error.kind in {"limited", "unreachable"}:
                    raise
        answer = fetch("GET", self._address, headers=headers, expect={206}, limit_bytes=limit_bytes, absent="no-file")
        if not answer.url.endswith(self._address):
            self._direct = answer.url
        return answer
