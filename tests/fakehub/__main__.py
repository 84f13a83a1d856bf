"""`python -m tests.fakehub [FOLDER]`: a Hub to try `cardcheck audit` and `cardcheck propose` on, without an account.

Prints what to export, then each request as it comes, until it is interrupted. Everything is kept in memory: what is
proposed changes no file on disk.
"""

from __future__ import annotations

import argparse
import dataclasses
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

from .generated import OWNER, generate
from .hub import TOKEN, FakeHub
from .repos.about import About
from .repos.folders import read_folder
from .repos.repo import Repo


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until interrupted."""
    options = _parser().parse_args(arguments)
    try:
        hub = FakeHub(_repos(options), port=options.port, on_line=None if options.quiet else _print)
        with hub:
            _greet(hub)
            _wait()
    except (OSError, ValueError) as trouble:
        sys.stderr.write(f"fakehub: {trouble}\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    keys = ", ".join(field.name for field in dataclasses.fields(About))
    parser = argparse.ArgumentParser(
        prog="python -m tests.fakehub",
        description="Serves dataset repositories on loopback as the Hub does, for the real client.",
        epilog=f"A repository may hold a hub.json of what its files cannot tell: {keys}.",
    )
    parser.add_argument(
        "folder", nargs="?", type=Path, help="a folder of ORG/NAME/; without it, generated repositories"
    )
    parser.add_argument("--port", type=int, default=0, help="the port to listen on; any free one by default")
    parser.add_argument("--generate", type=int, metavar="N", help=f"make N repositories of the owner {OWNER}")
    parser.add_argument("--repos", type=int, metavar="N", help="serve the first N repositories only")
    parser.add_argument("--quiet", action="store_true", help="do not print the requests")
    return parser


def _repos(options: argparse.Namespace) -> Iterator[Repo]:
    count = options.generate if options.generate is not None else None if options.folder else options.repos or 40
    found = [*(read_folder(options.folder) if options.folder else ()), *(generate(count) if count else ())]
    yield from found[: options.repos]


def _greet(hub: FakeHub) -> None:
    owners = sorted({repo.owner for repo in hub.repos.values() if repo.owner})
    _print(f"# {len(hub.repos)} repositories of {', '.join(owners[:5])}{', …' if len(owners) > 5 else ''}")
    _print("# in another terminal:")
    exported = {**hub.env, "HF_TOKEN": TOKEN}
    _print("export " + " ".join(f"{name}={value}" for name, value in exported.items()))
    if owners:
        _print(f"# then: cardcheck audit hf://datasets/{owners[0]}")
    _print("# requests, until you press Ctrl-C:")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _wait() -> None:
    ended = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: ended.set())
    try:
        ended.wait()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    sys.exit(main())
