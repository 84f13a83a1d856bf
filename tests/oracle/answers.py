"""What becomes of a repository, in the same plain form whoever says it: the real library or the plan.

An answer is a mapping that JSON keeps as it is: `error` (the exception that stops every subset, or null), `default`
(the subset that no name gives, or null), `unnamed` (what a load without a name raises where it means none), and
`configs`: subsets in the library's order, each with `name`, `error`, `builder`, and `splits`, a list of
`{name, files, rows}`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Answer = Mapping[str, Any]


class Difference(NamedTuple):
    """One field on which two answers differ."""

    field: str
    real: Any
    ours: Any

    def __str__(self) -> str:
        return f"{self.field}: real {self.real!r}, ours {self.ours!r}"


def outcome_class(answer: Answer) -> str:
    """Return the class an answer counts for: the first exception in it, or `ok`."""
    if answer["error"]:
        return str(answer["error"])
    return next((str(config["error"]) for config in answer["configs"] if config["error"]), "ok")


def differences(real: Answer, ours: Answer) -> list[Difference]:
    """Return on what the plan differs from the library."""
    return list(_differences(real, ours))


def _differences(real: Answer, ours: Answer) -> Iterator[Difference]:
    if real["error"] or ours["error"]:
        # Whether one subset alone fails or the whole repository does is no difference where there is but one.
        if _only_error(real) != _only_error(ours):
            yield Difference("error", _verdicts(real), _verdicts(ours))
        return
    names = [[config["name"] for config in answer["configs"]] for answer in (real, ours)]
    if names[0] != names[1]:
        yield Difference("configs", *names)
        return
    if real["default"] != ours["default"]:
        yield Difference("default", real["default"], ours["default"])
    if real["unnamed"] != ours["unnamed"]:
        yield Difference("without a name, outcome", real["unnamed"], ours["unnamed"])
    for one, other in zip(real["configs"], ours["configs"], strict=True):
        yield from _of_config(one, other)


def _only_error(answer: Answer) -> str | None:
    if answer["error"] or len(answer["configs"]) != 1:
        return answer["error"] and str(answer["error"])
    error = answer["configs"][0]["error"]
    return error and str(error)


def _verdicts(answer: Answer) -> Any:
    return answer["error"] or {config["name"]: config["error"] for config in answer["configs"]}


def _of_config(real: Answer, ours: Answer) -> Iterator[Difference]:
    at = f"config {real['name']!r}"
    if real["error"] != ours["error"]:
        yield Difference(f"{at}, outcome", real["error"], ours["error"])
    if real["splits"] is None or (real["error"] and not ours["splits"]):
        return
    if real["builder"] != ours["builder"]:
        yield Difference(f"{at}, builder", real["builder"], ours["builder"])
    names = [[split["name"] for split in answer["splits"]] for answer in (real, ours)]
    if names[0] != names[1]:
        yield Difference(f"{at}, splits", *names)
        return
    for one, other in zip(real["splits"], ours["splits"], strict=True):
        if one["files"] != other["files"]:
            yield Difference(f"{at}, files of {one['name']!r}", one["files"], other["files"])
        if not real["error"] and not ours["error"] and other["rows"] is not None and one["rows"] != other["rows"]:
            yield Difference(f"{at}, rows of {one['name']!r}", one["rows"], other["rows"])
