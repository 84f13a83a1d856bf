"""Settings that an example of a rule states: plain data in, fields of Config out. No file is read."""

import datetime
from collections.abc import Mapping
from typing import Any

from cardcheck.model.config import Waiver


def stated_settings(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of `Config` that an example states."""
    waivers = tuple(
        Waiver(**{**waiver, "until": datetime.date.fromisoformat(waiver["until"])}, origin="cardcheck.toml")
        for waiver in stated.get("waivers", ())
    )
    today = datetime.date.fromisoformat(stated["today"]) if "today" in stated else None
    return {
        "mandatory": tuple(stated.get("mandatory", ())),
        "waivers": waivers,
        "today": today,
        "origin": "cardcheck.toml",
    }
