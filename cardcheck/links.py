"""Where links may lead: a path and the tree it lies in, in; whether it leads out of that tree, out.

Reading and writing cards both ask here. Nothing is opened.
"""

from __future__ import annotations

import os
from pathlib import Path


def git_root(folder: Path) -> Path | None:
    """Return the nearest folder, this one or above, that holds `.git`."""
    absolute = Path(os.path.abspath(folder))  # noqa: PTH100  # `resolve` would leave the tree by a link
    return next((at for at in (absolute, *absolute.parents) if os.path.lexists(at / ".git")), None)


def leads_out(path: Path, tree: Path | None) -> bool:
    """Whether a link takes a path out of its repository, or out of a tree where there is no repository."""
    absolute = os.path.abspath(path)  # noqa: PTH100  # `resolve` would follow the very link we ask about
    real = os.path.realpath(path)
    if real == absolute:
        return False
    tree = git_root(Path(absolute).parent) or tree
    return tree is not None and not Path(real).is_relative_to(os.path.realpath(tree))
