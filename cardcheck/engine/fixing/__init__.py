"""Fixing: a linter and one card in, the fixed card out."""

from cardcheck.engine.fixing.rounds import Wanted, fix_card, fix_one

__all__ = ["Wanted", "fix_card", "fix_one"]
