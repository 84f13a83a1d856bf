"""The lists that topics are known by: the general one, and that of a field of work on top of it.

Name of a list in, what it says of each topic out. Whoever asks for no field pays for none.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from cardcheck import resources

GENERAL = "topics"
"""The list of what any card may answer."""


@functools.cache
def topic_list(name: str = GENERAL) -> Mapping[str, Any]:
    """Return what is known of each topic: of the general list, and of a field's where it is named."""
    general = resources.vocabulary(GENERAL)
    return general if name == GENERAL else {**general, **resources.vocabulary(name)}
