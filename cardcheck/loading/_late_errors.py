"""Errors that the loader meets around the reading of files: versions, sizes and licences that cannot be used.

In: the entries of `configs` and `dataset_info`. Out: the error, or None.
"""

from __future__ import annotations

from typing import Any

from cardcheck.loading.settings import Settings
from cardcheck.loading.subsets import Part
from cardcheck.model.load import LoadError


def version_error(part: Part | None) -> LoadError | None:
    """Return why the subset's version stops it, which the loader sees last unless there is none."""
    version = part.value.get("version", "0.0.0") if part else "0.0.0"
    if version and isinstance(version, dict):
        return None
    if isinstance(version, str) and version.count(".") == 2 and all(one.isdecimal() for one in version.split(".")):
        return None
    exception = "ValueError" if isinstance(version, str) or not version else "AttributeError"
    pointer = f"{part.pointer}/version" if part else None
    return LoadError(
        "data", "version", exception, f"the version `{version}` does not have three numbers", None, pointer
    )


def size_error(info: Part | None) -> LoadError | None:
    """Return why the room on the disk cannot be compared with the size, which is done before anything is read."""
    size = info.value.get("size_in_bytes") if info else None
    if not size or isinstance(size, int | float) or info is None:
        return None
    said = f"`size_in_bytes: {size}` is no number"
    return LoadError("data", "size", "TypeError", said, None, f"{info.pointer}/size_in_bytes")


def license_error(info: Part | None) -> LoadError | None:
    """Return why the licence cannot be written beside the data, which is done in the end."""
    text = info.value.get("license") if info else None
    if not text or isinstance(text, str) or info is None:
        return None
    said = f"`license: {text}` in `dataset_info` is no text"
    return LoadError("data", "license", "AttributeError", said, None, f"{info.pointer}/license")


def unnamed(default: Any, names: tuple[str, ...], settings: Settings) -> LoadError | None:
    """Return why `load_dataset(path)` without a name fails although subsets load."""
    if default in names:
        return None
    if default is None:
        said = "no subset is the default, so a name must be given"
        return LoadError("subset", "no-default", "ValueError", said, None, "/configs")
    said = f"`dataset_info` makes `{default}` the default, and there is no such subset"
    exception = "ValueError" if isinstance(default, str) else "TypeError"
    part = settings.infos[default]
    return LoadError("subset", "default-gone", exception, said, None, part.pointer or None)
