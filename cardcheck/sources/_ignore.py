"""What walking leaves out: `.gitignore` files and globs of the configuration in, yes or no out.

Lines that could make matching slow are dropped: a repository under check may have written them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cardcheck.links import git_root

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_LIMIT_BYTES = 256 * 1024
# Each `*` in one part of a pattern multiplies the work for a long file name.
_MAX_STARS = 3


class Globs:
    """Globs as in `.gitignore` that start from one folder."""

    __slots__ = ("_root", "_spec")

    def __init__(self, patterns: tuple[str, ...], root: Path) -> None:
        self._root = _absolute(root)
        self._spec = _spec(patterns) if patterns else None

    def take(self, path: Path, *, is_folder: bool = False) -> bool:
        """Whether a glob takes this path."""
        if self._spec is None:
            return False
        verdict = _verdict(self._spec, self._root, _absolute(path), is_folder=is_folder)
        return verdict is True


class _Layer(NamedTuple):
    """The rules of one `.gitignore` and the folder they start from."""

    folder: str
    spec: GitIgnoreSpec


class Ignored:
    """The `.gitignore` files that hold for a folder: its own, and those above it in the repository."""

    __slots__ = ("_layers",)

    def __init__(self, layers: tuple[_Layer, ...] = ()) -> None:
        self._layers = layers

    @classmethod
    def above(cls, folder: Path) -> Ignored:
        """Return what the repository's folders above this one say; nothing where they ignore the folder itself."""
        root = git_root(folder)
        absolute = Path(_absolute(folder))
        if root is None or root == absolute:
            return cls()
        ignored = cls()
        for parent in reversed(absolute.parents):
            if parent.is_relative_to(root):
                ignored = ignored.inside(parent)
        # Whoever names an ignored folder wants its cards.
        return cls() if any(ignored.take(at, is_folder=True) for at in (absolute, *absolute.parents)) else ignored

    def inside(self, folder: Path, *, has_file: bool | None = None) -> Ignored:
        """Return the rules that hold in a folder, its own `.gitignore` last."""
        if has_file is False:
            return self
        lines = _read_lines(folder / ".gitignore")
        spec = _spec(lines) if lines else None
        return self if spec is None else Ignored((*self._layers, _Layer(_absolute(folder), spec)))

    def take(self, path: Path, *, is_folder: bool = False) -> bool:
        """Whether git would leave this path out; the nearest file that says anything decides."""
        absolute = _absolute(path)
        for layer in reversed(self._layers):
            verdict = _verdict(layer.spec, layer.folder, absolute, is_folder=is_folder)
            if verdict is not None:
                return verdict
        return False


def _absolute(path: Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100  # `resolve` would follow links out of the tree


def _verdict(spec: GitIgnoreSpec, root: str, path: str, *, is_folder: bool) -> bool | None:
    prefix = root if root.endswith(os.sep) else root + os.sep
    if not path.startswith(prefix):
        return None
    relative = path[len(prefix) :].replace(os.sep, "/")
    return spec.check_file(relative + "/" if is_folder else relative).include


def _spec(lines: tuple[str, ...]) -> GitIgnoreSpec | None:
    from pathspec import GitIgnoreSpec

    kept = []
    for line in lines:
        if any(part != "**" and part.count("*") > _MAX_STARS for part in line.split("/")):
            continue
        try:
            GitIgnoreSpec.from_lines([line])
        except ValueError:
            continue
        kept.append(line)
    return GitIgnoreSpec.from_lines(kept) if kept else None


def _read_lines(path: Path) -> tuple[str, ...]:
    try:
        if path.is_symlink() or not path.is_file():
            return ()
        with path.open("rb") as file:
            text = file.read(_LIMIT_BYTES).decode("utf-8", "replace")
    except OSError:
        return ()
    return tuple(line for line in text.split("\n") if line.strip())
