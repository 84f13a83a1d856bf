"""What the score of this version counts: `schemas/score/<version>.json` in, points out."""

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.model.finding import Category
from cardcheck.model.score import Level
from cardcheck.topics.credit import Ask

VERSION = "2026.1"


class Earning(NamedTuple):
    """Something that a card can earn points for; `facts` is the fact it needs, None for the card alone.

    It is answered by one of `keys` in the metadata, by `ask` in the text, or by what the engine knows of loading.
    A finding of a rule in `spoiled_by` leaves nothing of it; `unless` tells when it does not apply.
    """

    rules: tuple[str, ...]
    category: Category
    tenths: int
    asks: str
    action: str
    effort: int
    fact: str | None
    keys: tuple[str, ...]
    ask: Ask | None
    spoiled_by: frozenset[str]
    unless: Mapping[str, tuple[str, ...]]


class Book(NamedTuple):
    """All that the score counts, in tenths of points; `of_category` are places in `earnings`.

    `parts` are the categories' points from the card alone (`readme`) and with its repository (`files`). `most_faults`
    is the share of what a category earned that its faults can take, in percent. `gates` are rules that leave nothing of
    what some categories earn, but in the cases that are `ungated`. `percentiles` are the points that one to ninety-nine
    percent of community cards do not reach.
    """

    version: str
    earnings: tuple[Earning, ...]
    of_category: Mapping[Category, tuple[int, ...]]
    faults: Mapping[str, int]
    gates: Mapping[str, frozenset[str]]
    levels: tuple[tuple[Level, int], ...]
    parts: Mapping[str, Mapping[Category, int]]
    ungated: Mapping[str, tuple[str, ...]]
    most_faults: Mapping[str, int]
    percentiles: tuple[int, ...]


@functools.cache
def book() -> Book:
    """Read what the score counts."""
    data = resources.score_file(VERSION)
    earnings = tuple(_earning(item) for item in data["items"])
    return Book(
        version=data["version"],
        earnings=earnings,
        of_category={
            category: tuple(at for at, one in enumerate(earnings) if one.category == category)
            for category in data["most_faults"]
        },
        faults={rule: _tenths(points) for rule, points in data["faults"].items()},
        gates={rule: frozenset(categories) for rule, categories in data["gates"].items()},
        levels=tuple((level, _tenths(bound)) for level, bound in data["levels"].items()),
        parts={
            basis: {category: _tenths(points) for category, points in parts.items()}
            for basis, parts in data["categories"].items()
        },
        ungated={rule: tuple(cases) for rule, cases in data["ungated"].items()},
        most_faults=data["most_faults"],
        percentiles=tuple(resources.score_file(f"quantiles-{VERSION}")["tenths"]),
    )


def _earning(item: Mapping[str, Any]) -> Earning:
    tenths = _tenths(item["points"])
    ask = Ask(tuple(item["topics"]), item["full"], item["least"], tenths) if "topics" in item else None
    return Earning(
        rules=tuple(item["rules"]),
        category=item["category"],
        tenths=tenths,
        asks=item["asks"],
        action=item["action"],
        effort=item["effort"],
        fact=item.get("fact"),
        keys=tuple(item.get("keys", ())),
        ask=ask,
        spoiled_by=frozenset(item.get("spoiled_by", ())),
        unless={key: tuple(values) for key, values in item.get("unless", {}).items()},
    )


def _tenths(points: float) -> int:
    return round(points * 10)
