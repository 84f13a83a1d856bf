"""Formats for reports of an audit, one module each: the module's name is the format's.

Flows in: an audit that is done, and how to show it. Flows out: text, or bytes where a module says `IS_BINARY`. A format
offers `write(audit, out, run)`, and names in `REQUIRES` the packages it is written with and the extras that bring them;
modules that begin with `_` are parts that formats share. All that is told comes from the audit: no clock, no disk, no
network. Nothing here is imported before it is asked for.
"""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from typing import Any, Protocol

from cardcheck.model.audit import Audit
from cardcheck.model.run import Run


class FormatError(ValueError):
    """A format that there is not, or that cannot be written here; the text is one sentence for people."""


class Writer(Protocol):
    """What every format offers: it goes through the audit's records as they come, and holds few of them at once."""

    def __call__(self, audit: Audit, out: Any, run: Run) -> None:
        """Write an audit to a stream: of bytes where the format is binary, else of text."""


def formats() -> tuple[str, ...]:
    """Return the names of all formats."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(name for name in names if not name.startswith("_"))


def writer(name: str) -> Writer:
    """Load one format; a `FormatError` where it lacks a package of an optional extra."""
    module = _module(name)
    for package, extra in getattr(module, "REQUIRES", {}).items():
        if importlib.util.find_spec(package) is None:
            raise FormatError(f"`{name}` is written with {package}: `pip install 'cardcheck[{extra}]'`")
    write: Writer = module.write
    return write


def is_binary(name: str) -> bool:
    """Whether a format is written as bytes."""
    return bool(getattr(_module(name), "IS_BINARY", False))


def _module(name: str) -> Any:
    if name not in formats():
        raise FormatError(f"no format `{name}`; there are {', '.join(formats())}")
    return importlib.import_module(f"{__name__}.{name}")
