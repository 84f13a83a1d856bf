"""A repository as the server holds it: files in commits, branches and pull requests that name them, all in memory."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from . import cards
from .about import About
from .content import Content, content
from .threads import Thread, from_told

MAIN = "refs/heads/main"
Stated = str | bytes | Path | int | Content
Files = Mapping[str, Content]


@dataclass(frozen=True, eq=False)
class Commit:
    """The files of a repository at one time."""

    repo: str
    files: Files
    title: str
    date: str
    parent: str = ""
    description: str = ""
    author: str = "somebody"

    @cached_property
    def sha(self) -> str:
        digest = hashlib.sha1(f"{self.repo}\0{self.parent}\0{self.title}\0{self.date}".encode(), usedforsecurity=False)
        for path in sorted(self.files):
            digest.update(f"\0{path}\0{self.files[path].oid}".encode())
        return digest.hexdigest()

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Its files, in the order in which the Hub lists them."""
        return tuple(sorted(self.files))

    @cached_property
    def metadata(self) -> dict[str, Any]:
        """The front matter of its card as the server reads it; empty where there is none to read."""
        card = self.files.get("README.md")
        return cards.metadata(card.data().decode("utf-8", "replace")) if card else {}


@dataclass
class Repo:
    """A dataset repository; `files` are those of its first commit, paths to text, bytes, a file on disk or a size."""

    id: str
    files: Mapping[str, Stated] = field(default_factory=dict)
    about: About = field(default_factory=About)
    commits: list[Commit] = field(init=False)
    refs: dict[str, Commit] = field(init=False)
    threads: dict[int, Thread] = field(init=False)
    bases: dict[int, Commit] = field(init=False)

    def __post_init__(self) -> None:
        held = {path: content(path, stated, self.about.lfs) for path, stated in self.files.items()}
        first = Commit(self.id, held, "initial commit", self.about.created)
        self.commits = [first]
        self.refs = {MAIN: first}
        self.threads = {num: from_told(num, told) for num, told in enumerate(self.about.discussions, 1)}
        self.bases = {}
        for thread, told in zip(self.threads.values(), self.about.discussions, strict=True):
            if thread.is_pull:
                self.branch(thread.num, first)
                if "changes" in told:
                    self.commit_to_pull(thread, told["changes"], thread.title, "", thread.author)

    @property
    def head(self) -> Commit:
        """The newest commit of the main branch."""
        return self.refs[MAIN]

    @property
    def owner(self) -> str | None:
        """Who owns it; None for a dataset of the Hub's own."""
        return self.id.partition("/")[0] if "/" in self.id else None

    def at(self, revision: str) -> Commit | None:
        """The commit that a branch, tag, pull request or hash names."""
        for ref in (revision, f"refs/heads/{revision}", f"refs/tags/{revision}"):
            if ref in self.refs:
                return self.refs[ref]
        is_hash = len(revision) >= 7
        return next((commit for commit in self.commits if is_hash and commit.sha.startswith(revision)), None)

    def ref(self, revision: str) -> str | None:
        """The branch or pull request that a commit to this revision lands on."""
        return next((ref for ref in (revision, f"refs/heads/{revision}") if ref in self.refs), None)

    def tick(self) -> str:
        """The time of the next event: the repository's own clock, an hour on with each."""
        count = len(self.commits) + sum(len(thread.events) for thread in self.threads.values())
        start = datetime.datetime.fromisoformat(self.about.created)
        return f"{start + datetime.timedelta(hours=count):%Y-%m-%dT%H:%M:%S.000Z}"

    def commit(
        self,
        changes: Mapping[str, Stated | None],
        *,
        ref: str = MAIN,
        title: str = "Update",
        description: str = "",
        author: str = "somebody",
    ) -> Commit:
        """Add a commit; None deletes a file."""
        parent = self.refs.get(ref, self.head)
        files = dict(parent.files)
        for path, stated in changes.items():
            if stated is None:
                files.pop(path, None)
            else:
                files[path] = content(path, stated, self.about.lfs)
        made = Commit(self.id, files, title, self.tick(), parent.sha, description, author)
        self.commits.append(made)
        self.refs[ref] = made
        return made

    def branch(self, num: int, base: Commit) -> None:
        """Start the branch of a pull request."""
        self.bases[num] = base
        self.refs[f"refs/pr/{num}"] = base

    def open_thread(self, title: str, author: str, text: str, *, pull: bool, status: str = "open") -> Thread:
        """Open a discussion or a pull request."""
        date = self.tick()
        thread = Thread(max(self.threads, default=0) + 1, title, author, date, pull, status)
        thread.say(author, date, text)
        self.threads[thread.num] = thread
        if pull:
            self.branch(thread.num, self.head)
        return thread

    def commit_to_pull(
        self, thread: Thread, changes: Mapping[str, Stated | None], title: str, description: str, author: str
    ) -> Commit:
        """Add a commit to a pull request."""
        ref = f"refs/pr/{thread.num}"
        made = self.commit(changes, ref=ref, title=title, description=description, author=author)
        thread.add("commit", author, made.date, {"subject": title, "oid": made.sha})
        return made

    def changes(self, num: int) -> dict[str, Content | None]:
        """What a pull request changes; None is a file that it deletes."""
        old, new = self.bases[num].files, self.refs[f"refs/pr/{num}"].files
        paths = sorted({*old, *new})
        return {path: new.get(path) for path in paths if _oid(old.get(path)) != _oid(new.get(path))}

    def conflicts(self, num: int) -> list[str]:
        """The files that both a pull request and the main branch changed since they parted."""
        old, main = self.bases[num].files, self.head.files
        return [path for path in self.changes(num) if _oid(old.get(path)) != _oid(main.get(path))]

    @property
    def last_modified(self) -> str:
        """When the main branch changed last."""
        return self.head.date

    @property
    def tags(self) -> list[str]:
        """Its tags as the Hub makes them: from the front matter, the DOI and what the test states."""
        return [
            *self.about.tags,
            *cards.tags(self.head.metadata),
            *([f"doi:{self.about.doi}"] if self.about.doi else []),
        ]


def _oid(held: Content | None) -> str | None:
    return held.oid if held else None
