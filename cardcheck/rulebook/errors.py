"""What a person can get wrong about rules."""

from __future__ import annotations


class RuleError(Exception):
    """A rule file, or a name for a rule, that cannot be used; the message is one sentence with the place."""
