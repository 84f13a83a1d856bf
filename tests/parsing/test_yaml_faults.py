"""Why a block is refused: the kind of cause and the place, for each reader."""

from __future__ import annotations

import pytest
from yaml_reading import read

OK = None


@pytest.mark.parametrize(
    ("block", "client", "hub"),
    [
        ("a: b\n\tc: d", ("tab", "\t"), ("tab", "\t")),
        ("license:\tmit", ("tab-separator", "\t"), OK),
        ("a: b\t# c", ("tab-separator", "\t"), OK),
        ("pretty_name: Foo: bar", ("colon", ":"), ("colon", ":")),
        ("a: @x", ("leading-indicator", "@"), ("leading-indicator", "@")),
        ("a: `x`", ("leading-indicator", "`"), ("leading-indicator", "`")),
        ("a: %x", ("leading-indicator", "%"), ("leading-indicator", "%")),
        ("files: *.csv", ("leading-indicator", "*.csv"), ("leading-indicator", "*.csv")),
        ("files: *x", ("undefined-alias", "*x"), ("undefined-alias", "*x")),
        ("a: &", ("leading-indicator", "&"), ("leading-indicator", "&")),
        ("a: !x y", ("unknown-tag", "!x"), ("unknown-tag", "!x")),
        ("- >1T", ("block-scalar-header", ">1T"), ("block-scalar-header", ">1T")),
        ("a\x07: b", ("control-character", "\x07"), ("control-character", "\x07")),
        ("a: b\n...\nc: d", ("second-document", "c:"), ("second-document", "c")),
        ("a: 'b\nc: d", ("unclosed-quote", "'"), ("unclosed-quote", "'")),
        ('a: "b\nc: d', ("unclosed-quote", '"'), ("unclosed-quote", '"')),
        ("a: [b, c\nd: e", ("unclosed-bracket", "["), ("unclosed-bracket", "[")),
        ("a: {b: c", ("unclosed-bracket", "{"), ("unclosed-bracket", "{")),
        ("a: [b c: d: e]", ("missing-comma", ":"), ("missing-comma", ":")),
        ("a: b\n  c: d", ("indentation", "c"), ("indentation", "c")),
        ("  a: b\nc: d", ("indentation", "c:"), ("indentation", "c:")),
        ("a: b\nfoo bar\nc: d", ("missing-colon", "foo bar"), ("missing-colon", "foo bar")),
        ("a:b\nc: d", ("missing-space", "b"), ("missing-space", "b")),
        ('a: "b" c', ("after-quote", "c"), ("after-quote", "c")),
        ("a: 'it's'", ("after-quote", "s'"), ("after-quote", "s'")),
        ("a: [b] c", ("after-bracket", "c"), ("after-bracket", "c")),
        ("a: - b", ("dash", "-"), ("dash", "-")),
        ('a: "\\q"', ("escape", "q"), ("escape", "q")),
        ("a: 1\na: 2", OK, ("duplicate-key", "a")),
        ("a: =", ("unconstructable", "="), OK),
        ("a: 2023-02-30", ("unconstructable", "2023-02-30"), OK),
        ("? [a]\n: b", ("unconstructable", "[a]"), OK),
        ("<<: 3", ("merge", "<<"), ("merge", "<<")),
        ("a: !!int x", ("unconstructable", "x"), ("unconstructable", "x")),
    ],
)
def test_cause_and_place(block: str, client: tuple[str, str] | None, hub: tuple[str, str] | None) -> None:
    text = read(block)
    faults = text.metadata.client_fault, text.metadata.hub_fault
    assert [fault and (fault.kind, text.slice(fault.span)) for fault in faults] == [client, hub]


@pytest.mark.parametrize(
    ("block", "client", "hub"),
    [
        ("a: b: c", "mapping values are not allowed here", "bad indentation of a mapping entry"),
        ("a: 1\na: 2", None, "duplicated mapping key"),
        ("a: !x y", "could not determine a constructor for the tag '!x'", "unknown tag !<!x>"),
        ("a: *b", "found undefined alias 'b'", 'unidentified alias "b"'),
    ],
)
def test_messages_are_the_parsers_own(block: str, client: str | None, hub: str | None) -> None:
    metadata = read(block).metadata
    assert (metadata.client_fault and metadata.client_fault.message) == client
    assert (metadata.hub_fault and metadata.hub_fault.message) == hub
