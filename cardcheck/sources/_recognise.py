"""Is this Markdown file a dataset card, is this folder a dataset repository? A quick look, no parsing.

In goes the head of a file or the names in a folder, out comes a claim. Only walking asks; what is named is read.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from cardcheck import resources
from cardcheck.regex import expression
from cardcheck.sources._folders import entries, is_folder

HEAD_BYTES = 64 * 1024
_LIMIT_FILES = 1000

_OPENING = expression(r"\s*---[ \t]*(?:\r\n?|\n)")
_CLOSING = expression(r"^---[ \t]*$", re.MULTILINE)
_KEY = expression(r"""^["']?([A-Za-z_][\w-]*)["']?[ \t]*:(?=\s|$)""", re.MULTILINE)
# https://huggingface.co/docs/hub/repositories-getting-started: each new repository on the Hub gets these lines
_HUB_LFS = expression(r"^[ \t]*\*\.(?:parquet|arrow)[ \t].*\bfilter=lfs\b", re.MULTILINE)

# Keys that make the Hub read the repository as a model or a Space.
_OTHER_REPO_KEYS = frozenset({"library_name", "pipeline_tag", "base_model", "model-index", "sdk", "app_file"})

_BUILD_FILES = frozenset(
    {
        "CMakeLists.txt",
        "Cargo.toml",
        "DESCRIPTION",
        "Gemfile",
        "Makefile",
        "Package.swift",
        "build.gradle",
        "build.gradle.kts",
        "build.sbt",
        "composer.json",
        "deno.json",
        "go.mod",
        "meson.build",
        "mix.exs",
        "package.json",
        "pom.xml",
        "pyproject.toml",
        "setup.cfg",
        "setup.py",
    }
)
_DATA = r"csv|tsv|jsonl|ndjson|parquet|geoparquet|arrow|lance|h5|hdf5|conllu?"
_MEDIA = r"png|jpe?g|webp|gif|bmp|tiff?|wav|mp3|flac|ogg|opus|mp4|mkv|mov|avi|webm|pdf"
_PACKED = r"zip|tar|tgz|gz|zst|bz2|lz4|xz"
_ROOT_DATA = expression(
    rf".+\.(?:{_DATA}|zip|tar|tgz)(?:\.(?:{_PACKED}))?"
    r"|(?:train|test|validation|valid|val|dev|data)[^.]*\.(?:json|txt)|dataset_(?:dict|infos?)\.json",
    re.IGNORECASE,
)
# A folder called `data` is there for data, so what would be code or decoration elsewhere counts in it.
_FOLDER_DATA = expression(rf".+\.(?:{_DATA}|json|txt|xml|{_MEDIA}|{_PACKED})", re.IGNORECASE)


def is_dataset_card(head: bytes) -> bool:
    """Whether the front matter has a key that only dataset cards have."""
    return not front_keys(head).isdisjoint(resources.vocabulary("dataset-only-keys"))


def is_other_card(head: bytes) -> bool:
    """Whether the front matter is a model's or a Space's: keys of theirs and none of a dataset's."""
    keys = front_keys(head)
    return not keys.isdisjoint(_OTHER_REPO_KEYS) and keys.isdisjoint(resources.vocabulary("dataset-only-keys"))


def front_keys(head: bytes) -> frozenset[str]:
    """Return the top-level keys in the first `---` block of a file's head, by their look alone."""
    encoding = "utf-16" if head.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    text = head[:HEAD_BYTES].decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")
    opening = _OPENING.match(text)
    if opening is None:
        return frozenset()
    closing = _CLOSING.search(text, opening.end())
    # Without a closing fence in the head the block is long, as a large `dataset_info` makes it.
    block = text[opening.end() : closing.start() if closing else len(text)]
    return frozenset(match[1] for match in _KEY.finditer(block))


def looks_like_dataset_repository(folder: Path, names: Iterable[str]) -> bool:
    """Whether a folder with these names looks like a dataset repository, whatever its README says."""
    names = frozenset(names)
    if ".gitattributes" in names and _has_hub_lfs_lines(folder / ".gitattributes"):
        return True
    if not _BUILD_FILES.isdisjoint(names):
        return False
    if any(_ROOT_DATA.fullmatch(name) for name in names):
        return True
    return "data" in names and _holds_data(folder / "data")


def _has_hub_lfs_lines(path: Path) -> bool:
    try:
        if not path.is_file() or path.is_symlink():
            return False
        with path.open("rb") as file:
            text = file.read(HEAD_BYTES).decode("utf-8", "replace")
    except OSError:
        return False
    return _HUB_LFS.search(text) is not None


def _holds_data(folder: Path) -> bool:
    """Whether `data/` or a folder right below it holds a data file."""
    if folder.is_symlink():
        return False
    found = entries(folder)[:_LIMIT_FILES]
    if any(_FOLDER_DATA.fullmatch(entry.name) for entry in found):
        return True
    inner = (entry for entry in found if is_folder(entry))
    return any(
        _FOLDER_DATA.fullmatch(deeper.name)
        for _, entry in zip(range(10), inner, strict=False)
        for deeper in entries(Path(entry.path))[:_LIMIT_FILES]
    )


def read_head(path: Path) -> bytes:
    """Return the first bytes of a file; none where it is no regular file or cannot be read."""
    try:
        if not os.path.isfile(path):  # noqa: PTH113  # raises nothing, and keeps pipes from hanging us
            return b""
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except OSError:
        return b""
