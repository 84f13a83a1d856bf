"""What shows that something is in the data: a task, a tag, a column, words of the text.

In: a card and a list of signs (`schemas/vocabulary/`). Out: signs with their places. Metadata is asked first, for it
costs nothing; words are looked for only where their root stands in the text, and English ones in English alone.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.checks.text._english import is_english
from cardcheck.loading.subsets import below, feature_lists
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression


class Sign(NamedTuple):
    """A sign: how it is told (`value` of a key, `column`, `text`), what it shows, what is written, and where."""

    form: str
    shows: str
    written: str
    pointer: str | None = None
    span: Span | None = None


def signs(target: Target, vocabulary: str) -> Iterator[Sign]:
    """Yield the signs of a list that a card gives, those of the metadata first."""
    known = resources.vocabulary(vocabulary)
    metadata = target.metadata
    if isinstance(metadata, dict):
        for key in known.get("keys", ()):
            if metadata.get(key):
                yield from _of_key(key, metadata[key], known["keys"][key])
        if "columns" in known:
            yield from _of_columns(metadata, known["columns"])
    if "text" in known:
        yield from _of_text(target, known["text"], vocabulary)


def _of_key(key: str, value: Any, shown: Mapping[str, str]) -> Iterator[Sign]:
    is_list = isinstance(value, list)
    for index, item in enumerate(value if is_list else [value]):
        shows = shown.get(item.strip().lower()) if isinstance(item, str) else None
        if shows is not None:
            yield Sign("value", shows, item, f"/{key}/{index}" if is_list else f"/{key}")


def _of_columns(metadata: Mapping[str, Any], shown: Mapping[str, str]) -> Iterator[Sign]:
    for part in feature_lists(metadata):
        for index, feature in enumerate(part.value if isinstance(part.value, list) else ()):
            name = feature.get("name") if isinstance(feature, dict) else None
            if isinstance(name, str) and name in shown:
                yield Sign("column", shown[name], name, f"{below(part.pointer, index)}/name")


def _of_text(target: Target, roots: Mapping[str, Mapping[str, str]], vocabulary: str) -> Iterator[Sign]:
    body = target.card.body
    for root in roots:
        if root in body.prose and is_english(body.prose):
            for match in _pattern(vocabulary, root).finditer(body.prose):
                span = Span(body.span.start + match.start(), body.span.start + match.end())
                # The text of a link is mostly the title of somebody else's work.
                if any(link.span.start <= span.start < link.span.end for link in body.links):
                    continue
                yield Sign("text", roots[root][" ".join(match[0].split())], target.card.source.slice(span), span=span)


@functools.cache
def _pattern(vocabulary: str, root: str) -> re.Pattern[str]:
    """Return what finds the phrases with a root; a line may break within them."""
    phrases = sorted(resources.vocabulary(vocabulary)["text"][root], key=len, reverse=True)
    joined = "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in phrases)
    return expression(rf"\b(?:{joined})\b")
