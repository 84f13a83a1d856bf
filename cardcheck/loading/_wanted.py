"""What an entry of `configs` asks for, before any file is looked for: splits as patterns, a folder, options.

In: the entry. Out: what it says, or the error that it stops the loader with.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.loading.settings import stop
from cardcheck.loading.subsets import Part, below
from cardcheck.model.load import Layout

_BAD_NAME = "<>:/\\|?*"
_SETTINGS_KEYS = ("config_name", "default", "data_files", "data_dir")


class Wanted(NamedTuple):
    """The splits of a subset as patterns, before any file is looked for."""

    patterns: Mapping[str, Sequence[tuple[Any, str | None]]]
    layout: Layout | None = None


def declared(part: Part) -> Wanted:
    """Return the splits that `data_files` names."""
    files, at = part.value["data_files"], f"{part.pointer}/data_files"
    if files is None:
        raise stop("files", "files-null", "TypeError", "`data_files` is empty", at)
    if isinstance(files, str):
        return Wanted({"train": [(files, at)]})
    if not any(isinstance(item, dict) for item in files):
        return Wanted({"train": [(item, f"{at}/{index}") for index, item in enumerate(files)]})
    if not all(isinstance(item, dict) for item in files):
        said = "`data_files` mixes paths with pairs of `split` and `path`"
        raise stop("subset", "files-mixed", "ValueError", said, at)
    splits: dict[str, list[tuple[Any, str | None]]] = {}
    for index, item in enumerate(files):
        name, path, where = item["split"], item["path"], f"{at}/{index}/path"
        if name in splits:
            raise stop("subset", "split-twice", "ValueError", f"the split `{name}` stands twice", f"{at}/{index}/split")
        paths = [(path, where)] if isinstance(path, str) else [(one, f"{where}/{n}") for n, one in enumerate(path)]
        splits[name] = list(paths)
    return Wanted(splits)


def folder_of(part: Part) -> str:
    """Return the folder that a subset keeps to."""
    folder = part.value.get("data_dir")
    if folder and not isinstance(folder, str):
        raise stop(
            "subset", "data-dir-type", "TypeError", f"`data_dir: {folder}` is no text", f"{part.pointer}/data_dir"
        )
    return folder or ""


def check_subset(name: Any, part: Part) -> None:
    """Refuse what cannot be the settings of a builder."""
    at = f"{part.pointer}/config_name"
    if not isinstance(name, str):
        raise stop("subset", "name-type", "TypeError", f"the subset's name `{name}` is no text", at)
    bad = next((mark for mark in _BAD_NAME if mark in name), None)
    if bad is not None:
        raise stop("subset", "name-characters", "InvalidConfigName", f"the subset's name `{name}` holds `{bad}`", at)
    for key in part.value:
        breaking = resources.vocabulary_file("builder-options")["breaking"]
        if not isinstance(key, str) or key in breaking:
            said = f"the key `{key}` breaks the setting up of the subset"
            raise stop("subset", "option", "TypeError", said, below(part.pointer, key))


def options_of(part: Part | None) -> dict[str, Any]:
    """Return what a subset hands to its builder."""
    given = part.value if part else {}
    return {key: value for key, value in given.items() if key not in _SETTINGS_KEYS}
