"""Packs: folders that others fill as we fill `rules/`. Folders in, their rule files and profiles out.

A pack holds `<family>/<rule>.yaml` and `_profiles/<profile>.yaml`, all of it data: its rules name our checks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from cardcheck import resources
from cardcheck.rulebook.errors import RuleError


def pack_files(packs: Sequence[str]) -> list[Path]:
    """List the rule files of some packs; one without rules and profiles is a `RuleError`."""
    files = []
    for pack in map(Path, packs):
        found = sorted(pack.glob("[!_.]*/*.yaml"))
        if not found and not _profiles_in(pack):
            raise RuleError(f"{pack}: no rule and no profile is in it; a pack holds `<family>/<rule>.yaml`")
        files += found
    return files


def profile_files(packs: Sequence[str] = ()) -> Mapping[str, Path]:
    """Return the files of all profiles by name: ours, and those of some packs."""
    files = _profiles_in(resources.rules_dir())
    for pack in map(Path, packs):
        for name, path in _profiles_in(pack).items():
            if name in files:
                raise RuleError(f"{path}: the profile `{name}` exists already; give the file another name")
            files[name] = path
    return files


def check_profile(path: Path, data: Mapping[str, Any], known: Mapping[str, Path]) -> None:
    """Refuse a profile of the wrong shape, or one that extends what is not there."""
    from cardcheck.schemas import shape_errors

    for error in shape_errors("profile", data):
        at = f"`{error.pointer}`: " if error.pointer else ""
        raise RuleError(f"{path}: {at}{error.message}")
    parent = data.get("extends")
    if parent is not None and parent not in known:
        raise RuleError(f"{path}: there is no profile `{parent}` to extend; there are {', '.join(sorted(known))}")


def _profiles_in(folder: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted((folder / "_profiles").glob("*.yaml"))}
