"""What holds for every format of an audit: found by its name, the same twice, harmless, and told of nothing at all."""

from __future__ import annotations

import io

import pytest
from made_audit import RUN, MadeAudit, made_audit

from cardcheck import observatory
from cardcheck.observatory import FormatError, formats, is_binary, writer

TEXTS = [name for name in formats() if not is_binary(name)]


def written(name: str, audit: MadeAudit) -> str:
    """Write an audit as a file on disk takes it: a lone surrogate would be an error."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="utf-8", newline="\n", write_through=True)
    writer(name)(audit, out, RUN)
    return raw.getvalue().decode()


def test_all_formats_are_there():
    assert set(formats()) >= {"text", "json", "jsonl", "csv", "parquet", "markdown", "html"}


@pytest.mark.parametrize("name", ["", "yaml", "_flat", "../json", "json.tool"])
def test_what_is_no_format_is_said_so(name):
    with pytest.raises(FormatError, match="there are csv"):
        writer(name)


def test_a_missing_package_is_named_with_its_extra(monkeypatch):
    monkeypatch.setattr(observatory.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(FormatError, match=r"pip install 'cardcheck\[parquet\]'"):
        writer("parquet")


@pytest.mark.parametrize("name", TEXTS)
def test_the_same_audit_is_written_the_same(name):
    assert written(name, made_audit(30)) == written(name, made_audit(30))


@pytest.mark.parametrize("name", TEXTS)
def test_an_audit_of_nothing(name):
    told = written(name, MadeAudit([], has_history=False))
    assert bool(told) == (name != "jsonl")


@pytest.mark.parametrize("name", TEXTS)
def test_hostile_texts_do_nothing(name):
    """The made audit's first repository is hostile in its key, target, reason, title, diff and card."""
    told = written(name, made_audit(3))
    allowed = "\n\r" if name == "csv" else "\n"
    assert not [char for char in told if ord(char) < 0x20 and char not in allowed]
    assert not set(told) & set("\x7f\x9b\u202e\u2066\u2067\u202c")
