"""Laws of reading a block: it agrees with PyYAML, its places slice back to what they name, it never raises."""

from __future__ import annotations

import pickle
import random

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from yaml_mutations import block, mutated
from yaml_reading import BEFORE, Read, client_difference, read

from cardcheck.model.card import Entry
from cardcheck.model.text import Span
from cardcheck.parsing.js_yaml.grammar import compose_hub
from cardcheck.parsing.yaml.scalars import TYPED_STARTS, TYPED_WORDS, hub_plain

PIECES = (
    "a", "b", "k:", "k: ", "- ", "-", " ", "  ", "\n", "\n ", "\n  ", "\n- ", "\n  - ", ": ", ":", "# c", " # c", "? ",
    "&a ", "*a", "!!str ", "!x ", "!", "[", "]", "{", "}", ", ", ",", "|", "|-\n ", ">\n  ", "|2\n", "'", "'x'", '"',
    '"y"', '"\\n"', "%", "@", "`", "1", "no", "2024-01-01", "<<: ", "=", "~", "\t", "\r\n", "...\n", "---\n", "---",
    "\\", "é", "\x85", "\u2028", "\ufeff",
)  # fmt: skip
MARKS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
LAW = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def blocks(draw: st.DrawFn) -> str:
    rng = random.Random(draw(st.integers(0, 2**32)))
    text = block(rng)
    return mutated(rng, text) if draw(st.booleans()) else text


@LAW
@given(blocks())
def test_client_value_is_safe_loads(text: str) -> None:
    assert client_difference(text) is None


@LAW
@given(MARKS)
def test_client_value_is_safe_loads_on_any_marks(text: str) -> None:
    differs = client_difference(text)
    assert differs is None or "stands inside the node it names" in differs


def source_text(source: str) -> str:
    """Read one scalar alone, by the grammar that does not care for its indentation."""
    root = compose_hub(source).root
    assert root is not None
    return root.value


def check_place(text: Read, entry: Entry) -> None:
    source = text.slice(entry.value)
    match entry.style:
        case "plain":
            assert " ".join(source.split()) == " ".join(entry.text.split())
        case "single" | "double":
            assert source[0] == source[-1] == ("'" if entry.style == "single" else '"')
            assert "\n" in source or source_text(source) == entry.text
        case "literal" | "folded":
            assert source[0] == ("|" if entry.style == "literal" else ">")
        case "flow":
            assert source[0] + source[-1] in {"[]", "{}"} or entry.kind == "mapping"
        case "alias":
            assert source == f"*{entry.text}"
        case _:
            assert source.strip() == source


@LAW
@given(blocks())
def test_places_slice_back(block_text: str) -> None:
    text = read(block_text)
    for pointer, entry in text.metadata.entries.items():
        check_place(text, entry)
        token = pointer.rpartition("/")[2].replace("~1", "/").replace("~0", "~")
        if entry.key is not None and "\\" not in text.slice(entry.key):
            key = text.slice(entry.key)
            assert token in {key, key[1:-1].replace("''", "'")} or key[:1] in "?[{&!*" or "\n" in key


@LAW
@given(blocks())
def test_places_lie_inside_their_parents(block_text: str) -> None:
    entries = read(block_text).metadata.entries
    for pointer, entry in entries.items():
        if pointer:
            parent = entries[pointer.rpartition("/")[0]]
            assert parent.value.covers(entry.value)
            assert entry.key is None or parent.value.covers(entry.key)


@LAW
@given(blocks())
def test_faults_and_comments_lie_inside_the_block(block_text: str) -> None:
    text = read(block_text)
    whole = Span(len(BEFORE), len(BEFORE) + len(block_text))
    for fault in (text.metadata.client_fault, text.metadata.hub_fault):
        assert fault is None or (whole.covers(fault.span) and fault.span.start < fault.span.end and fault.message)
    for comment in text.metadata.comments:
        assert whole.covers(comment)
        assert text.slice(comment)[0] == "#"


@LAW
@given(blocks())
def test_differences_are_plain_scalars_with_two_values(block_text: str) -> None:
    text = read(block_text)
    for difference in text.metadata.differences:
        source = text.slice(difference.span)
        assert yaml.safe_load(source) == difference.client or "\n" in source or difference.client != difference.client
        assert difference.client != difference.hub or type(difference.client) is not type(difference.hub)


@LAW
@given(st.text(max_size=60))
def test_any_text_is_answered_and_can_be_pickled(text: str) -> None:
    metadata = read(text).metadata
    assert pickle.loads(pickle.dumps(metadata)) == metadata


@LAW
@given(st.text(alphabet="yYnNesoOfFtTrRuUaAlL~<=+-.0123456789_:xbeEinI ", min_size=1, max_size=12))
def test_only_marked_starts_and_words_are_more_than_text(text: str) -> None:
    text = text.strip()
    if text and text[0] not in TYPED_STARTS and text not in TYPED_WORDS:
        assert hub_plain(text) == text
        tag = yaml.resolver.Resolver().resolve(yaml.ScalarNode, text, (True, False))
        assert tag == "tag:yaml.org,2002:str"
