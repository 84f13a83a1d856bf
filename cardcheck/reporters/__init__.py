"""Report formats, one module each: the module's name is the format's, with `-` for `_`.

Flows in: reports as they come, and how to show them. Flows out: text on a stream. A format module offers
`write(reports, run, out)`; modules that begin with `_` are parts that formats share. Nothing here is imported
before it is asked for, nor touches disk or network.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import Protocol, TextIO

from cardcheck.model.report import CardReport
from cardcheck.model.run import Run


class Writer(Protocol):
    """What every format offers: it takes reports one by one and writes each as soon as it can."""

    def __call__(self, reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
        """Write all reports to a stream."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(name.replace("_", "-") for name in names if not name.startswith("_"))


def writer(name: str) -> Writer:
    """Load one format."""
    if name not in formats():
        raise ValueError(f"no format `{name}`; there are {', '.join(formats())}")
    write: Writer = importlib.import_module(f"{__name__}.{name.replace('-', '_')}").write
    return write
