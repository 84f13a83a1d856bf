"""What a LICENSE file holds: read as a fact, recognised with the library and without it."""

import builtins

import pytest

from cardcheck.facts.files import from_folder
from cardcheck.model.facts import FileList, is_license_file
from cardcheck.topics import license_recognition
from cardcheck.topics.license_terms import Terms

ISC = """ISC License

Copyright (c) 2026 Harbour Office

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH
REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF MERCHANTABILITY
AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM
LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT, NEGLIGENCE OR
OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
"""


@pytest.fixture
def without_library(monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "licenseclassifier":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    license_recognition.recognised.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    yield
    license_recognition.recognised.cache_clear()


def recognised(text: str) -> tuple[Terms, ...]:
    return license_recognition.recognised(text)


def test_a_text_without_its_title():
    pytest.importorskip("licenseclassifier")
    assert recognised(ISC.partition("\n")[2]) == (Terms("isc"),)


@pytest.mark.usefixtures("without_library")
def test_a_title():
    assert recognised(ISC) == (Terms("isc"),)
    assert recognised("Attribution-NonCommercial 4.0 International\n\n=====\n") == (Terms("cc-by-nc", "4.0"),)
    assert recognised("Apache License\n   Version 2.0, January 2004\n") == (Terms("apache", "2.0"),)


@pytest.mark.parametrize(
    "text", ["", "All rights reserved.", "Logs: MIT License\nLists: Apache License 2.0\n", "(" * 9999]
)
def test_what_nobody_recognises(text):
    assert recognised(text) == ()


@pytest.mark.parametrize(
    ("path", "is_one"),
    [
        ("LICENSE", True),
        ("license.md", True),
        ("LICENCE.txt", True),
        ("COPYING", True),
        ("LICENSE-DATA", True),
        ("LICENSE-CODE", False),
        ("data/LICENSE", False),
        ("licenses.csv", False),
    ],
)
def test_names(path, is_one):
    assert is_license_file(path) is is_one


def test_it_is_a_fact(tmp_path):
    (tmp_path / "LICENSE").write_text(ISC)
    (tmp_path / "LICENSE-CODE").write_text(ISC)
    files = from_folder(tmp_path, is_complete=True)
    assert isinstance(files, FileList)
    assert files.license_texts == {"LICENSE": ISC}
