"""What generated data sets are about: words that make each of them a little different from all others."""

from __future__ import annotations

import random
from typing import NamedTuple

_THINGS = (
    ("tide readings", "tide gauges", "height_cm", "The height of the water above the gauge's zero, in centimetres"),
    ("ferry timetables", "printed timetables", "minutes_late", "How many minutes after the printed time a ferry left"),
    ("bird counts", "volunteers with binoculars", "count", "How many birds of the species were seen"),
    ("market prices", "price boards", "price_cent", "The price of one kilogram, in cents"),
    ("street lamps", "the town's lamp register", "watt", "The electric power of the lamp, in watts"),
    ("letters to the editor", "newspaper archives", "words", "How many words the letter has"),
    ("bread recipes", "bakers' notebooks", "minutes", "How long the bread bakes, in minutes"),
    ("bicycle counts", "counting loops in the road", "bicycles", "How many bicycles passed within the hour"),
    ("well levels", "pressure sensors in wells", "level_mm", "The level of the water below ground, in millimetres"),
    ("weather sayings", "a dialect archive", "year", "The year in which the saying was written down"),
    ("library loans", "the loan desk's list", "days", "For how many days the book was out"),
    ("snow depths", "mountain huts", "depth_cm", "The depth of the snow at eight in the morning, in centimetres"),
)
_PLACES = (
    "Arlund",
    "Besthaven",
    "Cormora",
    "Dunnage",
    "Eschwil",
    "Ferrolles",
    "Gandera",
    "Hollum",
    "Ivarsby",
    "Jelovac",
)


class Subject(NamedTuple):
    """What a data set is about: readings of `thing` in `place`, told by `source`, with one measured `column`."""

    thing: str
    source: str
    column: str
    meaning: str
    place: str
    year: int
    rows: int

    @property
    def title(self) -> str:
        return f"{self.thing.capitalize()} of {self.place}, {self.year}"

    @property
    def slug(self) -> str:
        return f"{self.thing.replace(' ', '-')}-{self.place.lower()}-{self.year}"


def subject(number: int, chance: random.Random) -> Subject:
    """The subject of that number; no two of the first thousands are the same."""
    thing = _THINGS[number % len(_THINGS)]
    place = _PLACES[number // len(_THINGS) % len(_PLACES)]
    year = 1990 + number // (len(_THINGS) * len(_PLACES))
    return Subject(*thing, place, year, chance.randrange(20, 60))


def table(about: Subject, chance: random.Random) -> str:
    """The data: a small table with a date, a station, the measured column and a remark."""
    lines = [f"date,station,{about.column},remark"]
    for row in range(about.rows):
        date = f"{about.year}-{row % 12 + 1:02}-{row % 28 + 1:02}"
        lines.append(f"{date},{about.place} {row % 5 + 1},{chance.randrange(1, 400)},{chance.choice(_REMARKS)}")
    return "\n".join(lines) + "\n"


_REMARKS = ("none", "read twice", "strong wind", "read by the deputy", "after the repair")
