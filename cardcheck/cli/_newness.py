"""Only what is new: the options for a baseline and for an earlier revision, and what they make of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._options import OptionError, adding, say

if TYPE_CHECKING:
    from cardcheck.comparing import AgainstBaseline
    from cardcheck.model.report import CardReport
    from cardcheck.run import Linters, Listeners, Wishes

    Settings = tuple[Linters, Wishes]

newness_options = adding(
    click.option("--base", metavar="REV", help="Show only what is new since this git revision."),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="Show only what is not in this file.",
    ),
    click.option("--write-baseline", is_flag=True, help="Put all findings of today into the --baseline."),
    click.option("--prune", is_flag=True, help="Take out of the --baseline what was not found again."),
)


def judged(
    targets: tuple[str, ...], settings: Settings, heard: Listeners, given: dict[str, Any]
) -> Iterator[CardReport]:
    """Judge the cards of targets, and leave out what was known before."""
    for name in ("write_baseline", "prune"):
        if given[name] and given["baseline"] is None:
            raise OptionError(f"`--{name.replace('_', '-')}` needs `--baseline FILE`")
    if given["base"] is None and given["baseline"] is None:
        from cardcheck.run import run

        return run(targets, *settings, heard)
    return _only_new(targets, settings, heard, given)


def _only_new(
    targets: tuple[str, ...], settings: Settings, heard: Listeners, given: dict[str, Any]
) -> Iterator[CardReport]:
    from cardcheck.comparing import AgainstBaseline, since
    from cardcheck.records.baseline import read_baseline
    from cardcheck.run import run

    if given["base"] is None:
        reports = run(targets, *settings, heard)
    else:
        reports = since(targets, *settings, heard, revision=given["base"])
    path: Path | None = given["baseline"]
    if path is None:
        yield from reports
        return
    is_new = given["write_baseline"] and not path.exists()
    against = AgainstBaseline(path, {} if is_new else read_baseline(path), knows_all=given["write_baseline"])
    yield from against.only_new(reports)
    _keep(path, against, given)


def _keep(path: Path, against: AgainstBaseline, given: dict[str, Any]) -> None:
    """Write the baseline back where that was asked for, and tell what is worth telling."""
    from cardcheck.records.baseline import write_baseline

    if given["write_baseline"]:
        baseline = against.written_anew()
        write_baseline(path, baseline)
        say(f"`{path}` knows {sum(map(len, baseline.values())):,} findings now")
    elif given["prune"]:
        write_baseline(path, against.pruned())
        say(f"{against.gone:,} findings were not met again and left `{path}`")
    elif against.gone and not given["quiet"]:
        say(f"{against.gone:,} findings of `{path}` were not met again; `--prune` takes them out")
