"""The one door of parsing: bytes or text in, Card out, nothing raised."""

from __future__ import annotations

import codecs

from cardcheck.model.card import Body, Card, Metadata, Suppression
from cardcheck.model.text import BOM, EncodingFlaw, SourceText, Span
from cardcheck.parsing.front_matter import find_front_matter
from cardcheck.parsing.markdown.body import read_markdown
from cardcheck.parsing.secrets import masked
from cardcheck.parsing.yaml.tree import read_yaml

_LFS_POINTER = "version https://git-lfs.github.com/spec/v1"


def parse_card(data: bytes | str) -> Card:
    """Read one card, whatever it holds."""
    read = decode(data) if isinstance(data, bytes) else SourceText.of(data, _nul_in(data))
    source, secrets = masked(read)
    front_matter = find_front_matter(source)
    content = front_matter.content
    metadata = read_yaml(source.text, content) if content is not None else None
    body = read_markdown(source, front_matter.body_start)
    return Card(
        source=source,
        front_matter=front_matter,
        metadata=metadata,
        body=body,
        suppressions=_suppressions(source, metadata, body),
        is_lfs_pointer=source.text.startswith(_LFS_POINTER),
        secrets=secrets,
    )


def _suppressions(source: SourceText, metadata: Metadata | None, body: Body) -> tuple[Suppression, ...]:
    """Find the suppressions; the few cards that have any pay for the module."""
    if "cardcheck:" not in source.text:
        return ()
    from cardcheck.parsing.suppressions import find_suppressions

    return find_suppressions(source, metadata, body)


def decode(data: bytes) -> SourceText:
    """Turn the bytes of a card into text; what is not UTF-8 is replaced and remembered as a flaw."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
        return SourceText.of(text, EncodingFlaw("utf-16", Span(0, 0), "UTF-16"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        at = len(data[: error.start].decode("utf-8")) - text.startswith(BOM)
        flaw = EncodingFlaw("not-utf8", Span(at, at + 1), f"byte 0x{data[error.start]:02x}")
        return SourceText.of(text, flaw)
    return SourceText.of(text, _nul_in(text))


def _nul_in(text: str) -> EncodingFlaw | None:
    """Return the first NUL character as a flaw; offsets do not count a byte-order mark."""
    at = text.find("\0")
    if at < 0:
        return None
    at -= text.startswith(BOM)
    return EncodingFlaw("nul", Span(at, at + 1), "NUL character")
