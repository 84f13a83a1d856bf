"""What the options of an audit mean: targets and options in; orders, a journal's place and head, a run's date out."""

from __future__ import annotations

import hashlib
import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._options import OptionError, plain
from cardcheck.clock import now

if TYPE_CHECKING:
    from cardcheck.audit.auditing import Orders
    from cardcheck.audit.journal import Head, Pass
    from cardcheck.model.run import Run
    from cardcheck.run import Linters


def orders_for(named: tuple[str, ...], linters: Linters, given: dict[str, Any]) -> Orders:
    """Return what an audit is to do."""
    from cardcheck.audit.auditing import Orders, asking_for
    from cardcheck.audit.entries import Sought, require
    from cardcheck.model.document import Passed, SourceOptions

    def on_passed(passed: Passed) -> None:
        if given["verbose"]:
            click.echo(plain(f"passed over {passed.path}: {passed.reason}"), err=True)

    targets = tuple(dict.fromkeys(require(target) for target in named))
    config = linters.config
    root = Path(config.root) if config.root else None
    options = SourceOptions(cards=config.cards, exclude=config.exclude, root=root)
    asking = asking_for(
        linters,
        is_data_wanted=not given["no_data"],
        has_footers=given["parquet"],
        has_viewer=given["viewer"],
        is_complete=config.is_complete,
    )
    sought = Sought(options, _day(given["since"]), on_passed)
    return Orders(targets, sought, asking, given["limit"], given["jobs"])


def journal_of(orders: Orders, linters: Linters, path: Path | None) -> tuple[Path, Head]:
    """Return where an audit's journal lies, and how it begins."""
    from cardcheck import __version__, cache, resources
    from cardcheck.audit.auditing import settings_hash
    from cardcheck.audit.journal import Head

    endpoint = None
    if not all(map(os.path.lexists, orders.targets)):
        from cardcheck.hub.session import endpoint as hub_endpoint

        endpoint = hub_endpoint()
    settings = settings_hash(linters, orders.asking, endpoint)
    head = Head(orders.targets, __version__, resources.SPEC, settings)
    if path is not None:
        return path, head
    places = [target if target.startswith("hf://") else os.path.abspath(target) for target in orders.targets]  # noqa: PTH100
    key = hashlib.sha256(
        "\0".join([*places, *orders.targets, __version__, settings]).encode("utf-8", "surrogateescape")
    ).hexdigest()
    name = re.sub(r"[^\w.-]+", "-", places[0].rpartition("/")[2], flags=re.ASCII)[:40]
    return cache.folder() / "audits" / f"{name}-{key[:16]}.jsonl", head


def begun(given: dict[str, Any]) -> Pass:
    """Return the run that begins now, or when `SOURCE_DATE_EPOCH` says."""
    from cardcheck.audit.journal import Pass

    return Pass(now().strftime("%Y-%m-%dT%H:%M:%SZ"), _day(given["since"]), given["limit"])


def run_of(given: dict[str, Any], *, width: int = 80, color: bool = False) -> Run:
    """Return how an audit is shown."""
    from cardcheck import __version__, resources
    from cardcheck.model.run import Run

    return Run(
        version=__version__,
        spec=resources.SPEC,
        docs_url="docs/rules.md#{family}{slug}",
        width=width,
        color=color,
        verbose=given["verbose"],
        quiet=given["quiet"],
        many=True,
    )


def _day(text: str | None) -> str | None:
    """Read a date, as the Hub writes dates."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise OptionError(f"`--since {text}`: it takes a date such as 2026-11-01") from None
