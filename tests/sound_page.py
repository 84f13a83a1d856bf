"""Pages read as a strict browser would: what opens must be closed, and what stands in them is collected."""

from __future__ import annotations

from html.parser import HTMLParser

_VOID = {"meta", "link", "br", "img", "input"}


class Sound(HTMLParser):
    """Follows which elements are open; what is left open or closed twice is a fault."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.blocks: list[tuple[str, str]] = []
        self.attributes: list[tuple[str, str, str | None]] = []
        self._block: str | None = None

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]
        if tag not in _VOID:
            self.open.append(tag)
        if tag == "script":
            self._block = dict(attrs).get("data-block") or ""
            self.blocks.append((self._block, ""))

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open
        assert self.open.pop() == tag
        self._block = None

    def handle_data(self, data):
        if self._block is not None:
            name, before = self.blocks.pop()
            self.blocks.append((name, before + data))


def parsed(page):
    parser = Sound()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser
