"""What is remembered of a finding, so that it is not told again."""

from typing import NamedTuple


class Known(NamedTuple):
    """A finding that was there before: its rule, and hashes of what it is about, with the place and without."""

    rule: str
    placed: str
    words: str
