"""Paths and globs of `data_files`, as far as the card alone can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cardcheck.editing import yaml_edits
from cardcheck.loading.globs import BadPatternError, FileTree
from cardcheck.loading.subsets import Part, patterns
from cardcheck.model.facts import FileList
from cardcheck.model.finding import Confidence, Edit, Problem
from cardcheck.model.target import Target
from cardcheck.regex import expression

_MISSING = frozenset({"missing-file", "nothing-matched"})
_REMOTE = expression(r"[a-z][a-z0-9+.-]+://|.*::", re.IGNORECASE)
_MAGIC = expression(r"[*?\[]")
_STUCK_STARS = expression(r"[^/*]\*\*|\*\*[^/*]|\*{3,}")
_BRACES = expression(r"\{([^{}]*,[^{}]*)\}")
_DRIVE = expression(r"[A-Za-z]:[\\/]")


def syntax(target: Target) -> Iterator[Problem]:
    """Every path is written as the loader's globs take it; what is wrong is the case."""
    if not isinstance(target.value, dict):
        return
    for part in patterns(Part(target.pointer or "", target.value)):
        found = _fault(part.value)
        if found is None:
            continue
        case, better = found
        edits = _edits(target, part, better) if _finds(target, part, better) else ()
        yield target.problem(case, pointer=part.pointer, edits=edits, value=part.value, better=_shown(better))


def no_files(target: Target) -> Iterator[Problem]:
    """`data_files` names at least one file for each split."""
    config = target.value
    if not isinstance(config, dict) or "data_files" not in config:
        return
    pointer, files = f"{target.pointer}/data_files", config["data_files"]
    if files is None:
        # Later subsets fall back to the automatic splits.
        if pointer == "/configs/0/data_files":
            yield target.problem("null", pointer=pointer, edits=yaml_edits.remove_entry(target.card, pointer))
    elif files in ([], ""):
        yield target.problem("empty", pointer=pointer, edits=yaml_edits.remove_entry(target.card, pointer))
    elif isinstance(files, list):
        for index, item in enumerate(files):
            at = f"{pointer}/{index}"
            if item == "":
                yield target.problem("empty", pointer=at, edits=yaml_edits.remove_entry(target.card, at))
            elif isinstance(item, dict) and item.get("path") in ([], ""):
                edits = yaml_edits.remove_entry(target.card, at)
                yield target.problem("empty", pointer=f"{at}/path", edits=edits, changes=(at,))


def data_dir(target: Target) -> Iterator[Problem]:
    """A subset does not give both a folder and files that the loader looks for elsewhere."""
    config = target.value
    folder = config.get("data_dir") if isinstance(config, dict) else None
    if not isinstance(folder, str) or folder.strip("./") == "":
        return
    folder = folder.strip("/").removeprefix("./")
    parts = [part for part in patterns(Part(target.pointer or "", config)) if not _REMOTE.match(part.value)]
    inside = [part for part in parts if part.value.removeprefix("./").startswith(f"{folder}/")]
    fails = _fails(target)
    if fails is False:
        return
    if inside:
        edits = yaml_edits.remove_entry(target.card, f"{target.pointer}/data_dir") if inside == parts else ()
        shown = f"{folder}/{inside[0].value}"
        yield target.problem("doubled", pointer=f"{target.pointer}/data_dir", edits=edits, value=folder, path=shown)
        return
    # `**` finds the same files from the root; of later subsets the loader takes the folder into account.
    relative = [part for part in parts if not part.value.startswith("**/")]
    if target.pointer != "/configs/0" or not relative:
        return
    edits = _joined(target, folder, parts)
    first = relative[0].value
    # Without the list of files nobody knows whether there is such a file in the root, too.
    confidence: Confidence | None = None if fails else "medium"
    at = f"{target.pointer}/data_dir"
    changes = (at, *(part.pointer for part in parts))
    yield target.problem(
        "first", pointer=at, edits=edits, confidence=confidence, value=folder, path=first, changes=changes
    )


def _fails(target: Target) -> bool | None:
    """Whether files of a subset are missing, by the load plan; None where the files cannot tell."""
    plan, files = target.plan, target.facts.files
    if plan is None or not isinstance(files, FileList) or not files.is_complete:
        return None
    of_subset = (config.error for config in plan.configs if config.pointer == target.pointer)
    error = plan.error or next(of_subset, None)
    if error is None:
        return False
    is_here = error.pointer is not None and error.pointer.startswith(f"{target.pointer}/")
    return True if is_here and error.kind in _MISSING else None


def _joined(target: Target, folder: str, parts: list[Part]) -> tuple[Edit, ...]:
    """Return the edits that write the folder into every path."""
    gone = yaml_edits.remove_entry(target.card, f"{target.pointer}/data_dir")
    moved = [yaml_edits.set_value(target.entry_at(part.pointer), f"{folder}/{part.value}") for part in parts]
    return (*gone, *(edit for one in moved for edit in one)) if gone and all(moved) else ()


def _fault(pattern: str) -> tuple[str, str | list[str]] | None:
    """Return what is wrong with a path, and how it is probably meant."""
    if _DRIVE.match(pattern):
        return "absolute", ""
    return None if _REMOTE.match(pattern) else _outside(pattern) or _misspelt(pattern)


def _outside(pattern: str) -> tuple[str, str | list[str]] | None:
    """Return why a path does not begin in the repository."""
    if "\\" in pattern:
        return "backslash", pattern.replace("\\", "/")
    if pattern.startswith("/"):
        return "absolute", pattern.lstrip("/")
    depth = 0
    for part in pattern.split("/"):
        depth += {"..": -1, ".": 0, "": 0}.get(part, 1)
        if depth < 0:
            return "parent", ""
    return None


def _misspelt(pattern: str) -> tuple[str, str | list[str]] | None:
    """Return why a glob finds nothing."""
    if _STUCK_STARS.search(pattern):
        return "double-star", _unstuck(pattern)
    braces = _BRACES.search(pattern)
    if braces:
        before, after = pattern[: braces.start()], pattern[braces.end() :]
        return "braces", [f"{before}{one.strip()}{after}" for one in braces[1].split(",")]
    last = pattern.rstrip("/").rpartition("/")[2]
    if pattern and "." not in last.lstrip(".") and not _MAGIC.search(pattern):
        return "folder", f"{pattern.rstrip('/')}/**" if last.strip(".") else "**"
    return None


def _unstuck(pattern: str) -> str:
    """Give `**` a path component of its own, as it was read before fsspec 2023.12."""
    better = re.sub(r"(^|/)\*\*(?=[^/*])", r"\1**/*", pattern)
    return "" if _STUCK_STARS.search(better) else better


def _edits(target: Target, part: Part, better: str | list[str]) -> tuple[Edit, ...]:
    if isinstance(better, str):
        return yaml_edits.set_value(target.entry_at(part.pointer), better) if better else ()
    written = [yaml_edits.scalar(one) for one in better]
    if not all(written) or len(written) > 20 or any("{" in one for one in better):
        return ()
    return yaml_edits.replace_value(target.card, part.pointer, f"[{', '.join(written)}]")


def _finds(target: Target, part: Part, better: str | list[str]) -> bool:
    """Whether what is probably meant finds files that no other path names; nobody can tell where not all are known."""
    files, folder = target.facts.files, target.value.get("data_dir")
    if not isinstance(files, FileList) or not files.is_complete:
        return True
    tree = FileTree(file.path for file in files.files)
    paths = [better] if isinstance(better, str) else better
    try:
        start = folder if isinstance(folder, str) else ""
        others = [one.value for one in patterns(Part(target.pointer or "", target.value)) if one != part]
        taken = {path for text in others if not _REMOTE.match(text) for path in tree.find(text, start).files}
        found = [tree.find(path, start).files for path in paths if path]
        return all(files and taken.isdisjoint(files) for files in found)
    except BadPatternError:
        return False


def _shown(better: str | list[str]) -> str:
    return better if isinstance(better, str) else f"[{', '.join(better)}]"
