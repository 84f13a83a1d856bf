"""What day it is: the environment and the system's clock in, a moment out. Nobody else asks them.

`SOURCE_DATE_EPOCH` stops the clock, so that what depends on the day can be made again as it was.
https://reproducible-builds.org/specs/source-date-epoch/
"""

import os
from datetime import UTC, date, datetime


def now() -> datetime:
    """Return the moment, in UTC."""
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_told = told.isascii() and told.isdecimal() and len(told) < 12
    return datetime.fromtimestamp(int(told), UTC) if is_told else datetime.now(UTC)


def today() -> date:
    """Return the day, in UTC."""
    return now().date()
