"""The GitHub Action's main step: inputs as environment variables in; annotations, a job summary and files out.

Runs the cardcheck of its own environment and exits as that does. Nothing here goes through a shell, and what a card or
a repository is called cannot become a workflow command.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

# GitHub takes 1 MiB for each step.
MAX_SUMMARY_CHARACTERS = 250_000
# Where the exit code is another one, the report does not tell how all cards are.
_JUDGED = frozenset({0, 1})
_OPTIONS = ("profile", "fail-on", "min-score", "config", "baseline")
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def main() -> int:
    """Check the cards, and tell GitHub of them in every way it has."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # that of Windows lacks most signs
    place = Path(tempfile.mkdtemp(prefix="cardcheck-", dir=os.environ["RUNNER_TEMP"]))
    files = {name: place / f"cards.{name}" for name in ("github", "markdown", "comment", "sarif", "json")}
    base = base_revision()
    code = _check(base, files)
    if all(path.exists() for path in files.values()):
        print(files["github"].read_text(encoding="utf-8"), end="")
        _append("GITHUB_STEP_SUMMARY", _summary(files["markdown"].read_text(encoding="utf-8"), base))
        told = ["sarif", "json"]
        if base is not None and code in _JUDGED:
            told.append("comment")
        _append("GITHUB_OUTPUT", "".join(f"{name}={files[name]}\n" for name in told))
    else:
        print("::error title=cardcheck::cardcheck could not do its job; the log of this step says why")
    return code


def base_revision() -> str | None:
    """Return the revision to compare with: the one asked for, else what the pull request would be merged into."""
    asked = os.environ.get("CARDCHECK_BASE", "")
    if asked:
        return None if asked == "none" else asked
    pull = event().get("pull_request")
    if not pull:
        return None
    # The merge commit that GitHub makes; `ref:` for actions/checkout takes another, which may be a merge of its own.
    if os.environ.get("GITHUB_REF", "").endswith("/merge") and _git("rev-parse", "HEAD") == os.environ["GITHUB_SHA"]:
        target = _git("rev-parse", "--verify", "--quiet", "HEAD^1")
        if target is not None:
            return target
    sha = _fetched(str(pull["base"]["sha"]))
    if sha is None:
        print(
            "::warning title=cardcheck::What was there before cannot be told, so everything is shown;"
            " `fetch-depth: 2` for actions/checkout mends that"
        )
        return None
    return _git("merge-base", sha, "HEAD") or sha


def _fetched(sha: str) -> str | None:
    """Return a commit once it is here; None where it cannot be had."""
    if not _COMMIT.fullmatch(sha):
        return None
    if _git("cat-file", "-e", f"{sha}^{{commit}}") is None:
        _git("fetch", "--quiet", "--no-tags", "--depth=1", "origin", sha)
    return None if _git("cat-file", "-e", f"{sha}^{{commit}}") is None else sha


def event() -> dict[str, Any]:
    """Return what GitHub tells of the event that started the workflow."""
    path = os.environ.get("GITHUB_EVENT_PATH", "")
    if not path or not Path(path).is_file():
        return {}
    told = json.loads(Path(path).read_text(encoding="utf-8"))
    return told if isinstance(told, dict) else {}


def _check(base: str | None, files: dict[str, Path]) -> int:
    """Run cardcheck; what it says of itself stands in the log as plain text."""
    given = {name: os.environ.get(f"CARDCHECK_{name.replace('-', '_').upper()}", "") for name in _OPTIONS}
    options = [f"--{name}={value}" for name, value in given.items() if value]
    options += [f"--base={base}"] * (base is not None)
    options += [f"--output={name}={path}" for name, path in files.items()]
    paths = [line.strip() for line in os.environ.get("CARDCHECK_PATHS", "").splitlines() if line.strip()]
    ending = secrets.token_hex(16)
    print(f"::stop-commands::{ending}", flush=True)
    try:
        return subprocess.run(
            [sys.executable, "-I", "-m", "cardcheck", "check", *options, "--", *(paths or ["."])],
            stdin=subprocess.DEVNULL,
            check=False,
        ).returncode
    finally:
        print(f"::{ending}::", flush=True)


def _summary(told: str, base: str | None) -> str:
    since = f"Only what is new since `{base[:12]}`.\n\n" if base and _COMMIT.fullmatch(base) else ""
    if len(told) > MAX_SUMMARY_CHARACTERS:
        # Cards begin with such a heading, and nothing that a card holds can.
        end = told.rfind("\n### `", 0, MAX_SUMMARY_CHARACTERS)
        told = f"{told[: max(0, end)]}\n\nMore than a summary holds; the rest is in the SARIF and JSON files.\n"
    return f"## Dataset cards\n\n{since}{told}\n"


def _append(name: str, text: str) -> None:
    """Add to one of the files by which a step talks to the runner."""
    with Path(os.environ[name]).open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)


def _git(*command: str) -> str | None:
    """Ask git; None where it has no answer."""
    environment = os.environ | {"GIT_TERMINAL_PROMPT": "0"}
    try:
        done = subprocess.run(["git", *command], capture_output=True, text=True, check=False, env=environment)
    except FileNotFoundError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
