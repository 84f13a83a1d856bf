"""The card that tests propose fixes to, and where it lies."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

from fakehub import Repo

CARD = "---\nlicense: apache2\ntags:\n- reviews\nlanguage:\n- English\n---\n# Reviews\n\nReviews of 200 films.\n"
CLEAN = CARD.replace("apache2", "apache-2.0").replace("English", "en")
NAME = "acme/reviews"
ADDRESS = f"hf://datasets/{NAME}"


class Said(NamedTuple):
    """What one run said and ended with."""

    code: int
    out: str
    err: str

    @property
    def repos(self) -> list[dict[str, Any]]:
        """The repositories of `--format json`."""
        told: list[dict[str, Any]] = json.loads(self.out)["repositories"]
        return told


Run = Callable[..., Said]


def card_at(repo: Repo, revision: str = "main") -> str:
    """The card of a repository at a revision."""
    commit = repo.at(revision)
    assert commit is not None
    return commit.files["README.md"].data().decode()
