"""A card before anybody read it: its bytes, where they came from, or why there are none.

Made by `cardcheck.sources`, read by facts and by the run. No bytes are interpreted here.
"""

from pathlib import Path
from typing import NamedTuple

from cardcheck.model.hub import HubRepo


class Document(NamedTuple):
    """One card with its origin.

    `source` is the name people see. `path` is the file to write a fixed card back to; None where there is none.
    `folder` is the repository folder that facts may come from; None when only the README was given. `fault` is one
    sentence when the card could not be read; `data` is None then. `asked_for` tells that the user named this very
    card or folder, and that it was not merely met while walking. `is_remote` tells that the card lies on the Hub, as
    the file of `repo` at `revision`, which facts may then be asked of; `hub` is what was learned of it on the way.
    """

    source: str
    data: bytes | None
    path: Path | None = None
    folder: Path | None = None
    repo: str | None = None
    revision: str | None = None
    fault: str | None = None
    asked_for: bool = True
    is_remote: bool = False
    hub: HubRepo | None = None


class Passed(NamedTuple):
    """A file that was met and is not checked, and why."""

    path: str
    reason: str


class SourceOptions(NamedTuple):
    """What a source may have to know beside its target.

    The globs `cards` and `exclude` are written as in `.gitignore` and start from `root` (None: the folder walked).
    `takes_only_cards` tells that a file is no card merely because it was named.
    """

    cards: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    root: Path | None = None
    repo_dir: Path | None = None
    repo: str | None = None
    stdin_filename: str | None = None
    takes_only_cards: bool = False


class TargetError(ValueError):
    """A target that cardcheck cannot take; the text is one sentence for people."""


class TargetNotFoundError(TargetError):
    """Nothing lies where the target points."""


class UnknownSchemeError(TargetError):
    """No source serves the target's scheme."""
