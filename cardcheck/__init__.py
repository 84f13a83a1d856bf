"""cardcheck: the linter for Hugging Face dataset cards.

The public names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cardcheck.engine.linter import Linter
    from cardcheck.model.finding import Finding
    from cardcheck.model.fixed import FixResult
    from cardcheck.model.report import CardReport
    from cardcheck.run import check, check_many, check_text, fix_text

__version__ = "0.1.0"
__all__ = [
    "CardReport",
    "Finding",
    "FixResult",
    "Linter",
    "__version__",
    "check",
    "check_many",
    "check_text",
    "fix_text",
]

_HOMES = {
    "CardReport": "cardcheck.model.report",
    "Finding": "cardcheck.model.finding",
    "FixResult": "cardcheck.model.fixed",
    "Linter": "cardcheck.engine.linter",
    "check": "cardcheck.run",
    "check_many": "cardcheck.run",
    "check_text": "cardcheck.run",
    "fix_text": "cardcheck.run",
}


def __getattr__(name: str) -> Any:
    """Load a public name (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'cardcheck' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """List the public names before they are loaded."""
    return sorted({*globals(), *__all__})
