"""What tests of the Hub say again and again: which fault a question ends with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from cardcheck.hub.faults import HubError

INFO = "/api/datasets/org/name"
CARD = "/datasets/org/name/raw/main/README.md"


def fault(kind: str, ask: Callable[..., Any], *args: Any, **options: Any) -> str:
    """Ask, and return the sentence of the fault that is to come of it."""
    with pytest.raises(HubError) as caught:
        ask(*args, **options)
    assert caught.value.kind == kind
    return str(caught.value)
