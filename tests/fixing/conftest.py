"""The cards that other tests make are fixed here, too."""

from __future__ import annotations

import sys
from pathlib import Path

TESTS = Path(__file__).resolve().parent.parent
sys.path += [str(TESTS), str(TESTS / "mutations"), str(TESTS / "parsing")]
