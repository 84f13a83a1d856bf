"""The reports of an audit: a journal in, every format that is wanted out, to files or to standard output."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

import click

from cardcheck.cli._audit_settings import run_of
from cardcheck.cli._options import OptionError, plain, terminal_width, wants_color
from cardcheck.observatory import formats

if TYPE_CHECKING:
    from cardcheck.audit.auditing import Orders
    from cardcheck.audit.journal import Journal
    from cardcheck.model.audit import Audit
    from cardcheck.run import Linters

_FORMATS_BY_SUFFIX = {".md": "markdown", ".htm": "html", ".ndjson": "jsonl"}


def outputs(given: dict[str, Any]) -> list[tuple[str, Path | None]]:
    """Return the formats that are wanted and where to; None is standard output."""
    wanted: list[tuple[str, Path | None]] = [_output(text, given["format_"]) for text in given["outputs"]]
    if not wanted:
        wanted = [(given["format_"], None)]
    from cardcheck.observatory import FormatError, is_binary, writer

    for format_, path in wanted:
        try:
            writer(format_)
        except FormatError as error:
            raise OptionError(str(error)) from None
        if path is None and is_binary(format_) and sys.stdout.isatty():
            raise OptionError(f"`--format {format_}` is not for terminals; name a file: `--output {format_}=FILE`")
    return wanted


def write_audit(
    journal: Journal, linters: Linters, orders: Orders, wanted: list[tuple[str, Path | None]], given: dict[str, Any]
) -> None:
    """Write an audit in every format that is wanted, and keep what it came to."""
    from cardcheck.audit.done import DoneAudit
    from cardcheck.audit.history import Comparable, keep, past_runs
    from cardcheck.engine.scoring.book import VERSION

    comparable = Comparable(orders.targets, tuple(sorted(orders.asking.remote | orders.asking.local)), VERSION)
    folder = given["history"]
    history = () if folder is None else past_runs(folder, comparable, journal.run.date)
    audit = DoneAudit(journal, linters.titles, history)
    for format_, path in wanted:
        _write(audit, format_, path, given)
    if folder is not None:
        keep(folder, comparable, audit.date, audit.summary)


def _write(audit: Audit, format_: str, path: Path | None, given: dict[str, Any]) -> None:
    from cardcheck.observatory import is_binary, writer

    out: TextIO | BinaryIO = sys.stdout
    if path is None:
        color = wants_color(given["color"], sys.stdout)
        run = run_of(given, width=terminal_width(), color=color)
        if is_binary(format_):
            out = sys.stdout.buffer
        writer(format_)(audit, out, run)
        out.flush()
        return
    try:
        with _replacing(path, is_binary=is_binary(format_)) as out:
            writer(format_)(audit, out, run_of(given))
    except OSError as error:
        raise OptionError(f"`{path}` cannot be written ({(error.strerror or str(error)).lower()})") from None
    if not given["quiet"]:
        click.echo(f"wrote {plain(str(path))}", err=True)


@contextmanager
def _replacing(path: Path, *, is_binary: bool) -> Iterator[TextIO | BinaryIO]:
    """Open a file to write: a report that is not written to its end leaves the one that was there."""
    is_special = path.exists() and not path.is_file()
    real = path if is_special else Path(os.path.realpath(path))
    fresh = real if is_special else real.with_name(f".{real.name}.tmp")
    try:
        with fresh.open("wb") if is_binary else fresh.open("w", encoding="utf-8", newline="\n") as out:
            yield out
        if not is_special:
            fresh.replace(real)
    finally:
        if not is_special:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)


def _output(text: str, default: str) -> tuple[str, Path]:
    """Read `FORMAT=FILE` or `FILE`, whose suffix may name the format."""
    name, sign, path = text.partition("=")
    if sign and name in formats():
        return name, Path(path)
    suffix = Path(text).suffix.lower()
    told = _FORMATS_BY_SUFFIX.get(suffix, suffix[1:])
    return told if told in formats() else default, Path(text)
