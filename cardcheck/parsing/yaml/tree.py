"""The front matter's YAML as data, once for each of its two readers: the one door.

In: the text of a card and where its block is. Out: `Metadata`, always. The client reads with PyYAML's
`safe_load` (YAML 1.1), the Hub with js-yaml 4. An ordinary block is parsed once, by libyaml, and both values are
taken from its nodes; a block with anything on which the grammars part is put to each grammar.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml.nodes import ScalarNode

from cardcheck.model.card import Metadata, YamlFault
from cardcheck.model.text import Span
from cardcheck.parsing.yaml.comments import find_comments, guess_comments
from cardcheck.parsing.yaml.compose import Composed, Refusal, compose_events, compose_fast
from cardcheck.parsing.yaml.entries import Entries
from cardcheck.parsing.yaml.guard import MAX_CHARACTERS, MAX_ODD, MAX_PURE, check_expansion
from cardcheck.parsing.yaml.ordinary import is_ordinary
from cardcheck.parsing.yaml.walk import Reading


def read_yaml(text: str, span: Span) -> Metadata:
    """Read the block at `span` as both readers do."""
    if span.end - span.start > MAX_CHARACTERS:
        return _too_large(span, MAX_CHARACTERS)
    block = text[span.start : span.end] + "\n"
    if is_ordinary(block) and (reading := _ordinary_reading(block, span)):
        return _metadata(text, span, reading, reading)
    if len(block) > MAX_ODD:
        return _too_large(span, MAX_ODD)
    return _metadata(text, span, _client_reading(block, span), _hub_reading(block, span))


def _too_large(span: Span, limit: int) -> Metadata:
    fault = YamlFault("too-large", f"the block is longer than {limit:,} characters", Span(span.start, span.start))
    return Metadata(None, None, fault, fault, {}, (), (), ())


def _ordinary_reading(block: str, span: Span) -> Reading | None:
    """Read a block once for both readers; None where they may part after all."""
    try:
        composed = compose_fast(block)
        # js-yaml ends a scalar that is the whole block by its indentation, PyYAML does not.
        reading = None if isinstance(composed.root, ScalarNode) else Reading(block, span.start, composed)
    except (Refusal, RecursionError):
        return None
    # The block's last line has no end here: js-yaml adds one, PyYAML does not.
    return None if reading and reading.ends_in_block_scalar else reading


def _client_reading(block: str, span: Span) -> Reading | YamlFault:
    # PyYAML's own parser takes some twenty seconds for a million characters; libyaml differs from it in corners.
    return _reading(block, span, lambda: compose_events(block[:-1], pure=len(block) <= MAX_PURE))


def _hub_reading(block: str, span: Span) -> Reading | YamlFault:
    # Few blocks are odd: ordinary ones must not pay for a second grammar.
    from cardcheck.parsing.js_yaml.grammar import compose_hub

    return _reading(block, span, lambda: compose_hub(block[:-1]))


def _reading(block: str, span: Span, compose: Callable[[], Composed]) -> Reading | YamlFault:
    try:
        composed = compose()
        check_expansion(composed)
        return Reading(block, span.start, composed)
    except Refusal as error:
        refusal = error
    except RecursionError:
        # Our limits of depth fit into Python's, unless the caller has used most of it.
        refusal = Refusal("nesting is too deep to be read", 0, "too-deep")
    from cardcheck.parsing.yaml.faults import fault_of

    return fault_of(block, span, refusal)


def _metadata(text: str, span: Span, client: Reading | YamlFault, hub: Reading | YamlFault) -> Metadata:
    """Put two readings together; places come from the client's where there is one."""
    client_value, client_fault = _outcome(client, "client")
    hub_value, hub_fault = _outcome(hub, "hub")
    places = client if isinstance(client, Reading) else hub
    if not isinstance(places, Reading):
        comments = tuple(guess_comments(text, span))
        return Metadata(None, None, client_fault, hub_fault, {}, (), (), comments)
    return Metadata(
        client_value,
        hub_value,
        client_fault,
        hub_fault,
        Entries(places.places),
        tuple(places.duplicates),
        tuple(places.differences),
        tuple(find_comments(text, span, places.leaves)) if places.leaves is not None else (),
    )


def _outcome(reading: Reading | YamlFault, reader: str) -> tuple[Any, YamlFault | None]:
    if isinstance(reading, YamlFault):
        return None, reading
    value, fault = (reading.client, reading.client_fault) if reader == "client" else (reading.hub, reading.hub_fault)
    return (None, fault) if fault else (value, None)
