"""Pages read as a strict browser would: what opens must be closed, and what stands in them is collected."""

from __future__ import annotations

import base64
import hashlib
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


def is_allowed_alone(page):
    """Whether the policy in the head allows the page's own script and styles, and nothing else."""
    policy = next(value for _, _, value in parsed(page).attributes if value and value.startswith("default-src"))
    own = [
        f"{kind}-src 'sha256-{_digest(page.partition(tag)[2].partition(f'</{kind}>')[0])}'"
        for kind, tag in (("script", '<script type="module">'), ("style", "<style>"))
    ]
    return policy.startswith("default-src 'none'; ") and "unsafe" not in policy and all(one in policy for one in own)


def _digest(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
