"""A repository as the server holds it: files in commits, branches and pull requests that name them, all in memory."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

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
        return read_metadata(card.data().decode("utf-8", "replace")) if card else {}


@dataclass
class Repo:
    """A dataset repository; `files` are those of its first commit, paths to text, bytes, a file on disk or a size."""

    id: str
    files: Mapping[str, Stated] = field(default_factory=dict)
    about: About = field(default_factory=About)
    commits: list[Commit] = field(init=False)
    refs: dict[str, Commit] = field(init=False)
    threads: dict[int, Thread] = field(init=False)

    def __post_init__(self) -> None:
        held = {path: content(path, stated, self.about.lfs) for path, stated in self.files.items()}
        first = Commit(self.id, held, "initial commit", self.about.created)
        self.commits = [first]
        self.refs = {MAIN: first}
        self.threads = {num: from_told(num, told) for num, told in enumerate(self.about.discussions, 1)}
        for thread in self.threads.values():
            if thread.is_pull:
                self.refs[f"refs/pr/{thread.num}"] = first

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
        start = datetime.datetime.fromisoformat(self.about.created.replace("Z", "+00:00"))
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
        parent = self.refs[ref] if ref in self.refs else self.head
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

    @property
    def last_modified(self) -> str:
        """When the main branch changed last."""
        return self.head.date

    @property
    def tags(self) -> list[str]:
        """Its tags as the Hub makes them: from the front matter, the DOI and what the test states."""
        return [*self.about.tags, *tags_of(self.head.metadata), *([f"doi:{self.about.doi}"] if self.about.doi else [])]


def read_metadata(text: str) -> dict[str, Any]:
    """The front matter of a card; empty where the server would refuse or miss it."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != "---":
        return {}
    stop = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if stop is None:
        return {}
    try:
        told = yaml.load("\n".join(lines[1:stop]), Loader=_PlainDates)
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


class _PlainDates(yaml.SafeLoader):
    """YAML as JSON holds it: a date is the text that stands there."""


_PlainDates.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

TAGGED = (
    "annotations_creators",
    "language_creators",
    "task_categories",
    "task_ids",
    "multilinguality",
    "source_datasets",
    "language",
    "license",
    "size_categories",
)


def tags_of(metadata: Mapping[str, Any]) -> Iterator[str]:
    """The tags that the Hub makes of front matter."""
    for name in TAGGED:
        value = metadata.get(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield f"{name}:{item}"
    written = metadata.get("tags")
    yield from (item for item in written if isinstance(item, str)) if isinstance(written, list) else ()
    yield "region:us"
