"""BibTeX: read as BibTeX reads it, whatever stands there, and held against another program that does."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.checks.citation._bibtex import entries
from cardcheck.model.text import Span

TYPES = frozenset({"article", "misc"})


def read(text):
    return list(entries(text, Span(0, len(text)), TYPES))


def fault_of(text):
    (entry,) = read(text)
    return entry.fault and entry.fault.kind


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={T}}",
        "@misc{a, title={T},}",
        '@MISC {a:b/c+d.1, title = {T}, year = 2021, month = jul # "~1"}',
        "@misc(a, title={T})",
        "@misc{a}",
        "@misc{a,}",
        "@misc\n{a,\n title={T}}",
        '@misc{a, title="A {"}quoted{"} word", note={a "b" c}}',
        "@misc{a, title={{T}}, note={}, url={http://a@b.c/#x,y=z}}",
        "@misc{a, author={{\\'E}va and Bo}}",
        "@misc{10.1007/978-3-319-18117-2_2, title={T}}",
        "> @misc{a,\n>  title={T}}",
    ],
)
def test_it_reads(text):
    assert fault_of(text) is None


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("unclosed", "@misc{a, title={T}"),
        ("unclosed", "@misc{a, title={T},\n@misc"),
        ("open-value", "@misc{a, title={T,\n year={1}}"),
        ("open-value", '@misc{a, title="T, year={1}'),
        ("quote", '@misc{a, title="T, year={1}}'),
        ("early-end", "@misc{a, title={T}}, year={1}}"),
        ("no-comma", "@misc{a, title={T} year={1}}"),
        ("no-comma", '@misc{a, title="T"\n year={1}}'),
        ("no-equals", "@misc{a, title {T}}"),
        ("no-equals", "@misc{a, {T}}"),
        ("bare-value", "@misc{a, title=Two Words}"),
        ("bare-value", "@misc{a, title=}"),
        ("quote", '@misc{a, title="A "b" c"}'),
        ("quote", '@misc{a, title="A } c"}'),
        ("no-key", "@misc{title={T}}"),
        ("no-key", "@misc{, title={T}}"),
        ("no-key", "@misc{}"),
        ("key-blank", "@misc{a b, title={T}}"),
        ("key-blank", "@misc{a\n title={T}}"),
    ],
)
def test_it_does_not(kind, text):
    assert fault_of(text) == kind


def test_fields_and_places():
    text = 'x @misc{key, Title = {A {B}}, year = 2021 # "x"} y'
    (entry,) = read(text)
    assert (entry.type, entry.key) == ("misc", "key")
    assert {name: value.text for name, value in entry.fields.items()} == {"title": "A {B}", "year": "2021 x"}
    assert text[entry.span.start : entry.span.end] == '@misc{key, Title = {A {B}}, year = 2021 # "x"}'


def test_after_a_fault_the_next_entry_is_read():
    faults = [entry.fault for entry in read("@misc{a, title={T}\n\n@misc{b, title={U}}\n@misc{c d}")]
    assert [fault and fault.kind for fault in faults] == ["unclosed", None, "key-blank"]


@given(st.text(alphabet='@misc{}(),="#ab \n\\>', max_size=200))
def test_any_text_is_read(text):
    end = 0
    for entry in read(text):
        assert end <= entry.span.start < entry.span.end <= len(text)
        end = entry.span.end
        if entry.fault:
            assert 0 <= entry.fault.span.start <= entry.fault.span.end <= len(text)


@pytest.mark.registry
@given(
    st.lists(
        st.sampled_from(
            ["a", "b1", "title", "=", "{T}", '"T"', "{a {b} c}", ",", ",", " ", "\n", "2021", "{", "}", "#"]
        ),
        max_size=14,
    )
)
def test_pybtex_agrees(pieces):
    parser = pytest.importorskip("pybtex.database.input.bibtex")
    from pybtex.scanner import PybtexSyntaxError

    text = "@misc{key, " + "".join(pieces) + "}"
    try:
        list(
            parser.LowLevelParser(
                text, keyless_entries=False, handle_error=_raise, macros={"a": "", "b1": "", "title": ""}
            )
        )
        refuses = False
    except PybtexSyntaxError:
        refuses = True
    (entry, *_) = read(text)
    fault = entry.fault and entry.fault.kind
    # It takes blanks between two pieces of a value and what follows a closed entry for nothing, as BibTeX does.
    if fault != "early-end":
        assert (fault is not None) == refuses, (text, fault)


def _raise(error, **_):
    raise error
