"""Settings in force as a page for people: plain data in, lines out, set to a measure."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby, zip_longest
from typing import Any

import click

from cardcheck.cli._in_force import DEFAULT
from cardcheck.cli._options import plain
from cardcheck.terminal.cells import cells, wrap

_MOST_CARDS = 3
_WIDEST_VALUE, _NARROWEST_PLACE = 30, 12
_INDENT = "  "


def page(told: Mapping[str, Any], width: int) -> Iterator[str]:
    """Yield the lines of the page."""
    files = told["files"]
    if files:
        yield _heading("Files, the nearest last" if len(files) > 1 else "File")
        yield from (_INDENT + plain(file) for file in files)
    else:
        yield _heading("No configuration file")
    for group in told["settings"]:
        yield ""
        yield from map(_heading, wrap(plain(_title(group)), width))
        yield from _settings(group["values"], width)
        yield ""
        yield _heading(f"Rules that run: {len(group['rules'])}")
        yield from _rules(group["rules"], width)


def _heading(text: str) -> str:
    return click.style(plain(text), bold=True)


def _title(group: Mapping[str, Any]) -> str:
    cards = group["cards"]
    if not cards:
        return "Settings"
    named = ", ".join(cards[:_MOST_CARDS])
    more = f" and {len(cards) - _MOST_CARDS:,} more cards" if len(cards) > _MOST_CARDS else ""
    by = f", by {', '.join(group['overrides'])}" if group["overrides"] else ""
    return f"Settings for {named}{more}{by}"


def _settings(values: list[dict[str, Any]], width: int) -> Iterator[str]:
    """Yield lines for each value: its setting, itself, and where it comes from, in three columns."""
    rows = [(value["setting"], plain(_shown(value)), tuple(map(plain, value["from"]))) for value in values]
    first = max(len(setting) for setting, _, _ in rows) + 2
    second = min(_WIDEST_VALUE, max(cells(value) for _, value, _ in rows)) + 2
    third = max(_NARROWEST_PLACE, width - len(_INDENT) - first - second)
    before = None
    for setting, value, named in rows:
        name = setting if setting != before else ""
        before = setting
        *longer, last = wrap(value, width - len(_INDENT) - first)
        if cells(last) + 2 > second:
            longer, last = [*longer, last], ""
        places = wrap(", ".join(_fitted(place, third) for place in named), third)
        pairs = [(line, "") for line in longer] + list(zip_longest([last], places, fillvalue=""))
        for number, (left, right) in enumerate(pairs):
            filled = left + " " * (second - cells(left)) if right else left
            shown = click.style(right, dim=True) if named == (DEFAULT,) else right
            yield f"{_INDENT}{'' if number else name:<{first}}{filled}{shown}"


def _fitted(place: str, room: int) -> str:
    """Return a place, or as many of its last parts as there is room for; the list of files has it whole."""
    parts = place.split("/")
    while cells(place) > room and len(parts) > 2:
        parts = parts[1:]
        place = "/".join(("...", *parts))
    return place


def _shown(row: Mapping[str, Any]) -> str:
    """Return a value as people read it."""
    match row["value"]:
        case {"repository": repository, "rule": rule, "reason": reason, "until": until}:
            said = f"{rule} of {repository} until {until}: {reason}"
        case {"files": files, "repositories": repositories, "holds": holds}:
            said = f"{', '.join([*files, *repositories])} ({'holds' if holds else 'does not hold'} here)"
        case {"rule": rule, "severity": severity}:
            said = f"{rule}: {severity}"
        case {"rule": rule, "option": option, "value": inner}:
            said = f"{rule}: {option} {json.dumps(inner, ensure_ascii=False)}"
        case bool() as value:
            said = "true" if value else "false"
        case value:
            said = str(value) if value else "-"
    return said


def _rules(rules: list[dict[str, Any]], width: int) -> Iterator[str]:
    """Yield the rules by their families; in brackets what is not as a rule has it by itself."""
    families = {
        family: ", ".join(_marked(rule) for rule in members)
        for family, members in groupby(rules, key=lambda rule: rule["id"].rpartition("/")[0])
    }
    first = max(map(cells, families), default=0) + 2
    for family, members in families.items():
        for number, line in enumerate(wrap(plain(members), width - len(_INDENT) - first)):
            name = plain(family) if number == 0 else ""
            yield f"{_INDENT}{name:<{first}}{line}"


def _marked(rule: Mapping[str, Any]) -> str:
    slug = rule["id"].rpartition("/")[2]
    marks = [f"{rule['severity']}, not {rule['was']}"] if "was" in rule else []
    marks += [name for name in ("mandatory", "preview") if rule.get(name)]
    return f"{slug} ({'; '.join(marks)})" if marks else str(slug)
