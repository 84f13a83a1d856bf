"""A page without its data: the files of a folder in; one HTML text out that needs no other file.

`page.html` names its parts in comments, and its style sheets and first script as any page does; all of them move into
it here. Each script becomes a function of its own, in the order in which they import each other. What a folder lacks is
taken from the files that all pages share. The policy in the head allows exactly these styles and this script, by their
hashes, and nothing from anywhere.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Callable
from importlib import resources
from typing import NamedTuple

_PART = re.compile(r"<!-- ([a-z]+\.(?:html|svg)) -->\n")
_STYLE_SHEET = re.compile(r'<link rel="stylesheet" href="([a-z_]+\.css)">\n')
_FIRST_SCRIPT = re.compile(r'<script type="module" src="([a-z_]+)\.js"></script>\n')
_IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([a-z_]+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:const|function) (\w+))", re.MULTILINE)
_DATA = "<!-- data -->\n"
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src {script}; style-src {style}; '
    "base-uri 'none'; form-action 'none'\">\n"
)


class Shell(NamedTuple):
    """The page before and after its data."""

    before: str
    after: str


@functools.cache
def shell(package: str) -> Shell:
    """Return the page in the folder `_page` of a package in two parts, between which the data go."""
    read = functools.partial(_read, package)
    page = _PART.sub(lambda part: read(part[1]), read("page.html"))
    styles = "".join(map(read, _STYLE_SHEET.findall(page)))
    first = _FIRST_SCRIPT.search(page)
    assert first is not None
    script = _bundled(first[1], read)
    policy = _POLICY.format(script=_hash(script), style=_hash(styles))
    page = _STYLE_SHEET.sub("", page).replace("<title>", f"{policy}<title>")
    page = page.replace("</head>", f"<style>{styles}</style>\n</head>")
    page = page.replace(first[0], f'<script type="module">{script}</script>\n')
    before, _, after = page.partition(_DATA)
    return Shell(before, after)


def _read(package: str, name: str) -> str:
    """Return one of a page's own files, or of those that all pages share."""
    own = resources.files(package) / "_page" / name
    return (own if own.is_file() else resources.files(__package__) / "_page" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _bundled(first: str, read: Callable[[str], str]) -> str:
    """Return one script of a script and all that it imports, each once and before those that import it."""
    done: dict[str, str] = {}

    def take(name: str) -> None:
        if name in done:
            return
        source = read(f"{name}.js")
        for imported in _IMPORT.finditer(source):
            take(imported[2])
        done[name] = _as_function(name, source)

    take(first)
    return "\n".join(done.values())


def _as_function(name: str, source: str) -> str:
    offered = ", ".join(_EXPORT.findall(source))
    source = _IMPORT.sub(r"const { \1 } = \2_js;", source)
    source = _EXPORT.sub("", source)
    return f"const {name}_js = (() => {{\n{source}return {{ {offered} }};\n}})();\n"
