from __future__ import annotations

import io
from types import SimpleNamespace

import pytest

from cardcheck.model.document import Document, SourceOptions, UnknownSchemeError
from cardcheck.sources import documents, schemes, source_for


def module_of(target: str) -> str:
    return source_for(target).__name__.rpartition(".")[2]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("target", "module"),
    [("-", "stdin"), ("README.md", "paths"), ("C:\\data\\README.md", "paths"), ("c:/data", "paths"), ("./-", "paths")],
)
def test_module(target, module):
    assert module_of(target) == module


@pytest.mark.parametrize("target", ["hf://datasets/a/b", "HF:x"])
def test_cards_on_the_hub(target):
    assert module_of(target) == "hf"


@pytest.mark.parametrize("target", ["ftp:x", "https://huggingface.co/datasets/a/b", "s3://bucket/README.md"])
def test_what_is_not_read(target):
    with pytest.raises(UnknownSchemeError, match="cards are read from paths, `-` and `hf:`"):
        source_for(target)


def test_the_address_of_a_page_is_read_for_its_dataset():
    with pytest.raises(UnknownSchemeError, match=r"write `hf://datasets/a/b\.c`$"):
        source_for("https://huggingface.co/datasets/a/b.c/")


def test_a_private_module_is_no_scheme():
    assert module_of("_read:x") == "paths"


def test_a_file_that_looks_like_a_scheme_is_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes:2024.md").touch()
    assert module_of("notes:2024.md") == "paths"


def test_private_modules_and_those_without_scheme_are_no_schemes():
    assert not {name for name in schemes() if name.startswith("_")}
    assert schemes().isdisjoint({"paths", "stdin"})


def piped(monkeypatch, data: bytes, **options) -> Document:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    (document,) = documents("-", SourceOptions(**options))
    assert isinstance(document, Document)
    return document


def test_standard_input(monkeypatch):
    document = piped(monkeypatch, b"# x\n")
    assert (document.source, document.data, document.folder, document.path) == ("<stdin>", b"# x\n", None, None)


def test_standard_input_with_a_name_and_a_folder(monkeypatch, tmp_path):
    document = piped(monkeypatch, b"", stdin_filename="a/README.md", repo_dir=tmp_path)
    assert (document.source, document.folder) == ("a/README.md", tmp_path)


def test_binary_standard_input(monkeypatch):
    assert piped(monkeypatch, b"\0\1\2\3").fault == "this is a binary file, not a card"
