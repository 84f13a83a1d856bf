"""Formats are found by their names."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cardcheck.model.run import Run
from cardcheck.reporters import formats, writer


def test_every_module_without_underscore_is_a_format():
    assert {"text", "concise", "json", "jsonl"} <= set(formats())
    assert not any(name.startswith("_") for name in formats())


@pytest.mark.parametrize("name", formats())
def test_every_format_writes(name: str):
    assert callable(writer(name))


@pytest.mark.parametrize("name", ["", "yaml", "_page", "../json", "json.tool"])
def test_an_unknown_format_names_the_known_ones(name: str):
    with pytest.raises(ValueError, match=r"concise, .*json, jsonl"):
        writer(name)


def test_listing_formats_imports_none_of_them():
    code = (
        "import sys; from cardcheck.reporters import formats; formats(); "
        "print('cardcheck.reporters.text' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "False\n"


def test_the_docs_address_is_filled():
    run = Run(version="1", spec="2026-11", docs_url="https://x.example/{family}#{slug}?{rule}")

    assert run.docs("acme/license/missing") == "https://x.example/acme/license#missing?acme/license/missing"
