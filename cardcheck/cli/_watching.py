"""`check --watch`: a check run again whenever a file that it rests on changes, until somebody stops it.

Files are asked for their times and sizes over and over: that needs no dependency and works on every disk, in containers
and over the network, where the notices of the system do not come.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._options import OptionError, say
from cardcheck.cli._targets import REMOTE

if TYPE_CHECKING:
    from cardcheck.model.config import Config
    from cardcheck.model.report import CardReport

Stamp = tuple[int, int] | None
Folder = dict[str, Stamp]

_PAUSE_S, _SETTLED_S = 0.25, 0.1
# Of the files beside the cards no more are looked at, and looking takes a twentieth of the time at most. It is `os`
# that is asked, thousands of times: a Path for each file costs more than asking.
_MOST_FILES, _SHARE = 20_000, 20


class Rest:
    """What the runs of a check rest on: cards, settings, rules and data, as they were before they were read last."""

    def __init__(self, targets: tuple[str, ...], given: dict[str, Any]) -> None:
        self._start = Path(targets[0])
        self._is_data_wanted = not given["no_data"]
        self._written = {_absolute(text.partition("=")[2] or text) for text in given["outputs"]}
        named = [_absolute(name) for name in (*targets, given["config_path"], given["baseline"]) if name]
        self._files: dict[str, Stamp] = {path: None for path in named if not os.path.isdir(path)}  # noqa: PTH112
        self._folders: dict[str, Folder | None] = {path: None for path in named if path not in self._files}
        self._config: Path | None = None

    def take_stamps(self) -> None:
        """Remember how everything that is known is now, before it is read."""
        self._config = self._found_config()
        self._files = {path: _stamp(path) for path in self._files}
        self._folders = {top: self._inside(top) for top in self._folders}

    def add_settings(self, config: Config) -> None:
        """Add the files that settings and rules come from."""
        from cardcheck.model.config import COMMAND_LINE
        from cardcheck.rulebook.select import own_files

        origins = [config.origin or COMMAND_LINE, *(layer.origin for layer in config.layers)]
        for path in [*map(Path, origins), *own_files(config)]:
            if path.name != COMMAND_LINE:
                self._add(_absolute(path))
        self._folders |= {path: None for path in map(_absolute, config.packs) if path not in self._folders}

    def add_cards(self, reports: Iterable[CardReport]) -> Iterator[CardReport]:
        """Pass reports on, and add the cards that they are about, with the data beside them."""
        for report in reports:
            path = Path(_absolute(report.source))
            self._add(str(path))
            if self._is_data_wanted and not any(str(above) in self._folders for above in path.parents):
                self._folders[str(path.parent)] = None
            yield report

    def wait(self, tell: Callable[[int], None]) -> None:
        """Tell how many files are watched, and return when something has changed and nothing changes any more."""
        self._folders = {top: self._inside(top) if held is None else held for top, held in self._folders.items()}
        tell(len({*self._files, *(path for held in self._folders.values() for path in held or ())}))
        looked_at, took = time.monotonic(), 0.0
        while not self._is_changed():
            time.sleep(_PAUSE_S)
            begun = time.monotonic()
            if begun - looked_at > _SHARE * took:
                if any(self._inside(top) != held for top, held in self._folders.items()):
                    break
                looked_at = time.monotonic()
                took = looked_at - begun
        self._settle()

    def _add(self, path: str) -> None:
        if path not in self._files:
            self._files[path] = _stamp(path)

    def _is_changed(self) -> bool:
        is_same = all(_stamp(path) == stamp for path, stamp in self._files.items())
        return not is_same or self._found_config() != self._config

    def _settle(self) -> None:
        """Wait until whoever is writing has done, for a second at most."""
        seen = None
        for _ in range(10):
            now = [_stamp(path) for path in self._files]
            if now == seen:
                break
            seen = now
            time.sleep(_SETTLED_S)

    def _found_config(self) -> Path | None:
        from cardcheck.config_file import find_config

        return find_config(self._start if self._start.exists() else Path())

    def _inside(self, top: str) -> Folder:
        return dict(islice(self._files_below(top), _MOST_FILES))

    def _files_below(self, top: str) -> Iterator[tuple[str, Stamp]]:
        """Yield the files of a folder; what is hidden, or written by the check itself, is none."""
        for folder, inner, names in os.walk(top):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            for name in names:
                path = os.path.join(folder, name)  # noqa: PTH118
                if not name.startswith(".") and not name.endswith("~") and path not in self._written:
                    yield path, _stamp(path)


def require_watchable(targets: tuple[str, ...], given: dict[str, Any]) -> None:
    """Raise where there is nothing that could be watched, and for what is done once."""
    for target in targets:
        if target == "-" or target.startswith(REMOTE):
            raise OptionError(f"`--watch` watches files, and `{target}` is none")
    for name in ("write_baseline", "prune", "show_settings"):
        if given[name]:
            raise OptionError(f"`--watch` does not go with `--{name.replace('_', '-')}`, which is for one run")


def watch(rest: Rest, check: Callable[[], int]) -> int:
    """Check, and again after every change; return the last exit code when somebody stops it."""
    code = 128 + signal.SIGINT
    try:
        while True:
            rest.take_stamps()
            _clear(sys.stdout)
            code = _code_of(check)
            sys.stdout.flush()
            rest.wait(lambda count: say(f"watching {count:,} file{'s' * (count != 1)}; Ctrl-C ends it"))
    except KeyboardInterrupt:
        click.echo(err=True)
        return code


def _code_of(check: Callable[[], int]) -> int:
    """Run a check; a mistake in a configuration that is being written ends its round, not the watching."""
    from cardcheck.rulebook.select import read_profile

    # Profiles of packs are read once for a run.
    read_profile.cache_clear()
    try:
        return check()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1


def _clear(out: Any) -> None:
    if out.isatty() and os.environ.get("TERM") != "dumb":
        click.echo("\x1b[2J\x1b[H", file=out, nl=False, color=True)


def _stamp(path: str) -> Stamp:
    try:
        told = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return None
    return told.st_mtime_ns, told.st_size


def _absolute(path: str | Path) -> str:
    return os.path.abspath(path)  # noqa: PTH100 (no link is followed)
