"""What a repository holds besides data: the card's own name, scripts, Git attributes, numbers of files.

Files and the load plan in, problems out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import translate

from cardcheck import resources
from cardcheck.checks.data._repo_files import listed
from cardcheck.loading.companions import is_companion
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression

CARD = "README.md"
_SCRIPT = expression(r"[\w-]+\.py")
_NO_SCRIPTS = frozenset({"setup", "main", "app", "utils", "conftest", "__init__", "pipeline", "convert", "download"})
_CARDS = frozenset({"readme.md", "dataset_card.md", "datasetcard.md", "dataset-card.md", "data_card.md", "card.md"})


def loading_script(target: Target) -> Iterator[Problem]:
    """No file is taken for a loading script."""
    error = target.load.error
    if error is not None and error.kind == "script":
        is_sure = target.files.is_complete
        yield target.problem("found", file=error.file, severity=None if is_sure else "warning")
        return
    files = target.files
    at_root = [file.path for file in files.files if _SCRIPT.fullmatch(file.path)]
    named = [path for path in at_root if _names_folder(path, files.folder)]
    # The old library wrote this file when it tested a script.
    if not named and "dataset_infos.json" in files.paths and len(at_root) == 1:
        named = [path for path in at_root if path.removesuffix(".py") not in _NO_SCRIPTS]
    if named:
        yield target.problem("likely", file=named[0], name=named[0].removesuffix(".py"))


def no_data(target: Target) -> Iterator[Problem]:
    """There is something to load."""
    error = target.load.error
    if error is None or error.kind not in {"empty", "no-supported-files"} or error.pointer is not None:
        return
    metadata = target.metadata
    promised = [key for key in ("configs", "dataset_info") if isinstance(metadata, dict) and metadata.get(key)]
    other = [path for path in sorted(target.files.paths) if path != CARD and not is_companion(path)]
    found = f" ({listed(other)})" if other else ""
    if not target.files.is_complete:
        yield target.problem("elsewhere", exception=error.exception)
    elif promised:
        yield target.problem(
            "promised", pointer=f"/{promised[0]}", exception=error.exception, key=promised[0], found=found
        )
    else:
        yield target.problem("none", exception=error.exception, viewer=error.viewer, found=found)


def card_name(target: Target) -> Iterator[Problem]:
    """The card is called `README.md`, in the root."""
    files = target.files
    others = sorted(path for path in files.paths if path.lower() in _CARDS and path != CARD)
    if not others:
        return
    if CARD not in files.paths:
        if files.is_complete:
            yield target.problem("wrong", name=others[0])
    elif target.card.front_matter.span is None:
        yield target.problem("second", name=others[0], severity=None if files.is_complete else "info")


def card_in_lfs(target: Target) -> Iterator[Problem]:
    """Git stores the card as a text."""
    text = target.files.texts.get(".gitattributes")
    if text is None:
        return
    sent: tuple[int, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        pattern, *attributes = line.split() or ["#"]
        if pattern.startswith("#") or not _matches(pattern, CARD):
            continue
        for attribute in attributes:
            if attribute == "filter=lfs":
                sent = number, line.strip()
            elif attribute in {"-filter", "!filter", "filter"} or attribute.startswith("filter="):
                sent = None
    if sent is not None:
        is_sure = target.files.is_complete
        yield target.problem(number=sent[0], line=sent[1], severity=None if is_sure else "warning")


def too_many(
    target: Target, *, vocabulary: str, in_folder: int | None = None, in_all: int | None = None
) -> Iterator[Problem]:
    """A repository and each of its folders hold no more files than the Hub works well with."""
    limits = resources.vocabulary(vocabulary)
    most = in_folder or limits["files_in_folder"]["most"]
    most_in_all = in_all or limits["files_in_repository"]["most"]
    files = target.files.files
    if len(files) > most_in_all:
        yield target.problem("repository", count=f"{len(files):,}", most=f"{most_in_all:,}")
    if len(files) <= most:
        return
    counts = Counter(file.path.rpartition("/")[0] for file in files)
    full = sorted(folder for folder, count in counts.items() if count > most)
    if full:
        shown = listed([f"{folder}/" if folder else "/" for folder in full])
        yield target.problem("folder", folders=shown, count=f"{max(counts.values()):,}", most=f"{most:,}")


def _names_folder(path: str, folder: str | None) -> bool:
    """Whether a script is called like its folder, or like the last part of the folder's name."""
    stem = path.removesuffix(".py")
    return folder is not None and len(stem) > 2 and re.search(rf"(?:^|__|--){re.escape(stem)}$", folder) is not None


def _matches(pattern: str, name: str) -> bool:
    """Whether a line of `.gitattributes` is about a file of the root (gitattributes(5), gitignore(5))."""
    pattern = pattern.strip('"')
    if pattern.endswith("/") or len(pattern) > 200:
        return False
    pattern = re.sub(r"^(?:\*\*/)+", "", pattern.removeprefix("/"))
    if pattern == "**":
        return True
    pattern = re.sub(r"\\(.)", r"[\1]", pattern).replace("[^", "[!")
    return "/" not in pattern and re.match(translate(re.sub(r"\*{2,}", "*", pattern)), name) is not None
