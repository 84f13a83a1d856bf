"""The fact `files`: a dataset folder, or a repository on the Hub, in; its list of files out, or why there is none.

Reads names and sizes, of files as small as an LFS pointer the size it states, and the few small texts that steer
loading or hold the license. Follows no link out of the repository and lists a bounded number of entries. What the
loader passes over (hidden names, `__pycache__`) is listed: loading decides.
"""

from __future__ import annotations

import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

from cardcheck.model.facts import FileList, RepoFile, Unavailable, is_license_file

MAX_ENTRIES = 100_000
LOADING = (".huggingface.yaml", "dataset_infos.json")
"""The files of the root that change what loading gives."""
STEERING = (".gitattributes", *LOADING)
"""The files of the root that say how the others are stored or loaded."""

_STEERING_LIMIT_BYTES = 1024 * 1024
_CONFIG_LIMIT_BYTES = 64 * 1024
_POINTER_SIZES = range(100, 200)
# https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
_POINTER = re.compile(rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?size (\d{1,18})\n")
_SECTION = re.compile(r"""\s*\[\s*([^\s"\]]+)(?:\s+"((?:[^"\\]|\\.)*)")?\s*\]""")
_URL = re.compile(r"""\s*url\s*=\s*"?([^"\s]+)""")
_HUB_URL = re.compile(
    r"(?:^|//|@)(?:www\.)?(?:huggingface\.co|hf\.co)(?::\d+/|[/:])/?datasets/([\w.-]+(?:/[\w.-]+?)?)(?:\.git)?/?$",
    re.ASCII,
)


def from_folder(folder: Path, *, is_complete: bool, max_entries: int = MAX_ENTRIES) -> FileList | Unavailable:
    """List a dataset folder."""
    files = []
    count = 0
    try:
        for entry in _entries(folder):
            count += 1
            if count > max_entries:
                return Unavailable(f"the folder holds more than {max_entries:,} entries", asked=True)
            file = _file(entry, folder)
            if file is not None:
                files.append(file)
    except OSError as error:
        return Unavailable(f"the folder cannot be read ({(error.strerror or str(error)).lower()})", asked=True)
    return FileList(
        tuple(sorted(files)),
        is_complete=is_complete,
        texts=_texts(folder, files),
        folder=_printable(Path(os.path.realpath(folder)).name) or None,
    )


def from_hub(
    repo: str, revision: str, told: tuple[str, ...] | None = None, *, is_brief: bool, max_entries: int = MAX_ENTRIES
) -> FileList | Unavailable:
    """List a repository on the Hub; a fault of the Hub is a `HubError`.

    `told` are its paths where the Hub has told them already: then nothing is asked for, and sizes are 0. A brief list
    holds of the texts only those without which loading would come out otherwise, and most repositories have none.
    """
    from cardcheck.hub.files import list_tree

    found = (RepoFile(path, 0) for path in told) if told is not None else list_tree(repo, revision)
    files = list(itertools.islice(found, max_entries + 1))
    if len(files) > max_entries:
        return Unavailable(f"the repository holds more than {max_entries:,} files", asked=True)
    wanted = [file for file in files if (file.path in LOADING if is_brief else is_read(file.path))]
    return FileList(
        tuple(sorted(files)), texts=dict(_texts_on_hub(repo, revision, wanted)), folder=repo.rpartition("/")[2]
    )


def is_read(path: str) -> bool:
    """Whether the content of a file is kept as a text."""
    return path in STEERING or is_license_file(path)


def pointer_size(data: bytes) -> int | None:
    """Return the size that an LFS pointer states; None for what is no pointer."""
    match = _POINTER.match(data) if len(data) in _POINTER_SIZES else None
    return int(match[1]) if match else None


def is_hub_clone(folder: Path) -> bool:
    """Whether a git remote of the folder is a dataset on the Hub."""
    return hub_repo_of(folder) is not None


def hub_repo_of(folder: Path) -> str | None:
    """Return the id of the dataset on the Hub that the folder is a clone of, by its git remotes, `origin` first."""
    text = _git_config(folder)
    repos: dict[str, str] = {}
    remote = None
    for line in text.splitlines():
        section = _SECTION.match(line)
        if section is not None:
            remote = section[2] if section[1].lower() == "remote" else None
            continue
        url = _URL.match(line) if remote is not None else None
        match = _HUB_URL.search(url[1]) if url is not None else None
        if remote is not None and match is not None:
            repos.setdefault(remote, match[1])
    return repos.get("origin") or next(iter(repos.values()), None)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    """Yield everything below a folder but what git, the Hub's client and virtual environments keep there."""
    waiting = [os.fspath(folder)]
    while waiting:
        at = waiting.pop()
        with os.scandir(at) as found:
            for entry in found:
                if not _is_housekeeping(entry):
                    yield entry
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)


def _is_housekeeping(entry: os.DirEntry[str]) -> bool:
    if entry.name == ".git":
        return True
    if entry.name == "huggingface":
        return Path(entry.path).parent.name == ".cache"
    # A virtual environment is a folder with this file; only likely names are asked, to spare a look into each.
    return entry.name.lower() in {".venv", "venv", "env", ".env"} and os.path.lexists(Path(entry.path, "pyvenv.cfg"))


def _file(entry: os.DirEntry[str], folder: Path) -> RepoFile | None:
    """Return a file of the repository; None for a folder, a link out of it, a pipe and the like."""
    if entry.is_symlink() and not _leads_inside(entry, folder):
        return None
    try:
        if not entry.is_file():
            return None
        size_bytes = entry.stat().st_size
    except OSError:
        return None
    stated = _size_behind_pointer(entry.path) if size_bytes in _POINTER_SIZES else None
    name = _printable(Path(entry.path).relative_to(folder).as_posix())
    return RepoFile(name, size_bytes) if stated is None else RepoFile(name, stated, is_pointer=True)


def _printable(name: str) -> str:
    """Return a name of the file system as text that can be written anywhere."""
    return os.fsencode(name).decode("utf-8", "replace")


def _leads_inside(entry: os.DirEntry[str], folder: Path) -> bool:
    """Whether a link stays in the repository; a snapshot in the Hub's cache keeps its files in `blobs` beside it."""
    tree = Path(os.path.realpath(folder))
    if tree.parent.name == "snapshots":
        tree = tree.parents[1]
    return Path(os.path.realpath(entry.path)).is_relative_to(tree)


def _size_behind_pointer(path: str) -> int | None:
    """Return the size that an LFS pointer states; None for a file that is none."""
    try:
        with Path(path).open("rb") as file:
            return pointer_size(file.read(_POINTER_SIZES.stop))
    except OSError:
        return None


def _texts(folder: Path, files: list[RepoFile]) -> dict[str, str]:
    """Read the texts that steer loading; one that is cut off would say something else, so a longer one is left out."""
    wanted = [
        file.path
        for file in files
        if is_read(file.path) and not file.is_pointer and file.size_bytes <= _STEERING_LIMIT_BYTES
    ]
    texts = {path: _read(folder / path, _STEERING_LIMIT_BYTES) for path in sorted(wanted)}
    return {path: text for path, text in texts.items() if text is not None}


def _texts_on_hub(repo: str, revision: str, files: list[RepoFile]) -> Iterator[tuple[str, str]]:
    """Yield the small ones of some texts, by path."""
    from cardcheck.hub.files import read_text

    for file in sorted(files):
        if file.size_bytes <= _STEERING_LIMIT_BYTES:
            data = read_text(repo, revision, file.path)
            if len(data) <= _STEERING_LIMIT_BYTES:
                yield file.path, data.decode("utf-8", "replace")


def _git_config(folder: Path) -> str:
    """Return the git configuration of the very repository at this folder; empty where there is none."""
    git = folder / ".git"
    text = _read(git) or ""
    # Submodules and worktrees have a file that names the real place.
    if text.startswith("gitdir:"):
        git = folder / text.removeprefix("gitdir:").strip()
        common = (_read(git / "commondir") or "").strip()
        git = git / common if common else git
    return _read(git / "config") or ""


def _read(path: Path, limit_bytes: int = _CONFIG_LIMIT_BYTES) -> str | None:
    """Return the beginning of a text file; None where it cannot be read."""
    try:
        # A pipe of that name would keep us waiting.
        if not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(limit_bytes).decode("utf-8", "replace")
    except (OSError, ValueError):
        return None
