"""The front matter's YAML as data, once for each of its two readers: the one door.

In: the text of a card and where its block is. Out: `Metadata`, always. The client reads with PyYAML's
`safe_load` (YAML 1.1), the Hub with js-yaml 4. An ordinary block is composed once, by libyaml, and both values are
taken from its nodes; a block with anything on which the grammars part is put to both grammars.
"""

from __future__ import annotations

from typing import Any

from cardcheck.model.card import Metadata, YamlFault
from cardcheck.model.text import Span
from cardcheck.parsing.yaml_comments import find_comments, guess_comments
from cardcheck.parsing.yaml_compose import Composed, Refusal, compose_events, compose_fast
from cardcheck.parsing.yaml_faults import fault_of
from cardcheck.parsing.yaml_guard import MAX_CHARACTERS, check_expansion, is_shallow
from cardcheck.parsing.yaml_walk import Reading


def read_yaml(text: str, span: Span) -> Metadata:
    """Read the block at `span` as both readers do."""
    if span.end - span.start > MAX_CHARACTERS:
        place = Span(span.start, span.start)
        fault = YamlFault("too-large", f"the block is longer than {MAX_CHARACTERS} characters", place)
        return Metadata(None, None, fault, fault, {}, (), (), ())
    block = text[span.start : span.end] + "\n"
    try:
        composed = _composed(block)
        check_expansion(composed)
    except Refusal as refusal:
        fault = fault_of(block, span, refusal)
        return Metadata(None, None, fault, fault, {}, (), (), tuple(guess_comments(text, span)))
    reading = Reading(block, span.start, composed)
    return _metadata(text, span, reading)


def _composed(block: str) -> Composed:
    if "&" in block or "*" in block or not is_shallow(block):
        return compose_events(block, pure=False)
    return compose_fast(block)


def _metadata(text: str, span: Span, reading: Reading) -> Metadata:
    client: Any = None if reading.client_fault else reading.client
    hub: Any = None if reading.hub_fault else reading.hub
    return Metadata(
        client,
        hub,
        reading.client_fault,
        reading.hub_fault,
        reading.entries,
        tuple(reading.duplicates),
        tuple(reading.differences),
        tuple(find_comments(text, span, reading.leaves)),
    )
