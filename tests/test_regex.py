"""Patterns that are compiled late do what compiled ones do."""

import importlib.util
import pkgutil
import re

import pytest

import cardcheck
from cardcheck.regex import expression

Late = type(expression("a"))


def test_it_finds_what_the_compiled_one_finds():
    late, compiled = expression("(?P<tide>EBB)|flood", re.IGNORECASE), re.compile("(?P<tide>EBB)|flood", re.IGNORECASE)
    text = "ebb and Flood"
    assert [match.span() for match in late.finditer(text)] == [match.span() for match in compiled.finditer(text)]
    assert late.sub("slack", text) == compiled.sub("slack", text)
    assert (late.pattern, late.flags, late.groups) == (compiled.pattern, compiled.flags, compiled.groups)


def test_it_is_compiled_when_it_is_used():
    late = expression("(")
    with pytest.raises(re.error):
        late.search("")


def test_it_has_nothing_else():
    with pytest.raises(AttributeError):
        assert expression("a").scanner


def test_every_pattern_of_ours_can_be_compiled():
    # The language server needs an extra, and its patterns stand in the modules that need it.
    apart = {"__main__"} if importlib.util.find_spec("pygls") else {"__main__", "lsp"}
    names = [
        module.name
        for module in pkgutil.walk_packages(cardcheck.__path__, "cardcheck.")
        if apart.isdisjoint(module.name.split("."))
    ]
    late = [value for name in names for value in vars(importlib.import_module(name)).values() if type(value) is Late]
    assert len(late) > 100
    assert all(isinstance(one.groups, int) for one in late)
