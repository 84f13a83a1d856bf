"""A pull request in a git repository, with a card that has one old defect."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

CARD = (
    "---\nlicense: mit\ntask_ids: []\n---\n# Harbour logs\n\nWhat the harbour master of Hull wrote.\n\nSee [it](#it).\n"
)
ENVIRONMENT = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"} | {
    f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}


class PullRequest:
    """A git repository: what is on main, and one commit more on the pull request's branch, which is checked out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        self.commit({"README.md": CARD, "train.csv": "a\n1\n"})
        self.base = self.git("rev-parse", "HEAD")
        self.git("checkout", "-q", "-b", "change")

    def git(self, *command: str) -> str:
        done = subprocess.run(["git", *command], check=True, capture_output=True, text=True, cwd=self.folder)
        return done.stdout.strip()

    def commit(self, files: dict[str, str | None]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text) if text is not None else path.unlink()
        self.git("add", ".")
        self.git("commit", "-q", "-m", "change")
