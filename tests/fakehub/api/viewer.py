"""The dataset viewer under `/viewer`: `is-valid`, `splits`, `size`, `info`; its errors are named in `X-Error-Code`.

A repository states it as `viewer={...}` with any of these keys:

- `splits`: `{config: {split: rows}}`, None for rows that are still counted
- `features`: `{config: {column: {"dtype": "string", "_type": "Value"}}}`
- `partial`: configs of which only the first part was read
- `errors`: `{config: {"code": …, "message": …}}` for configs that fail
- `error`: `{"code": …, "message": …, "status": 500}` for a dataset that fails as a whole
- `abilities`: what `is-valid` says yes to; all five by default, none with `error`
- `answers`: `{"splits": …}`, JSON that is answered as it stands

Without it the viewer finds one config `default` with the split `train` where there are data files.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from ..exchange import Answer, Request, error, of_json
from ..repos.repo import Repo
from .context import State

ABILITIES = ("preview", "viewer", "search", "filter", "statistics")
_DATA = frozenset({".csv", ".tsv", ".json", ".jsonl", ".parquet", ".txt", ".arrow"})
_EMPTY = {"code": "EmptyDatasetError", "message": "The dataset is empty."}


def answer(state: State, request: Request, what: str) -> Answer:
    """Answer one of the viewer's questions."""
    repo = state.repos.get(request.one("dataset"))
    if not request.one("dataset"):
        return error(422, "MissingRequiredParameter", "Parameter 'dataset' is required")
    if repo is None or not repo.about.may_read(request.user):
        return _hidden(request)
    if repo.about.disabled:
        return error(501, "DisabledDatasetError", "The dataset is disabled.")
    return _seen(repo, _told(repo), what, request.one("config"))


def _seen(repo: Repo, told: Mapping[str, Any], what: str, config: str) -> Answer:
    if what in told.get("answers", {}):
        return of_json(told["answers"][what])
    if what == "is-valid":
        offered = told.get("abilities", () if "error" in told else ABILITIES)
        return of_json({ability: ability in offered for ability in ABILITIES})
    if what not in _ANSWERS:
        return error(404, None, "Not Found")
    if "error" in told:
        failed = told["error"]
        return error(failed.get("status", 500), failed["code"], failed["message"])
    return of_json(_ANSWERS[what](repo.id, told, config))


def _hidden(request: Request) -> Answer:
    if request.user is None:
        message = "The dataset does not exist, or is not accessible without authentication (private or gated)."
        return error(401, "ExternalUnauthenticatedError", message)
    return error(404, "ExternalAuthenticatedError", "The dataset does not exist, or is not accessible with these keys.")


def _told(repo: Repo) -> Mapping[str, Any]:
    if repo.about.viewer is not None:
        return repo.about.viewer
    rows = [_rows(path, repo) for path in repo.head.paths if PurePosixPath(path).suffix in _DATA]
    if not rows:
        return {"error": _EMPTY}
    counted = None if None in rows else sum(count for count in rows if count is not None)
    return {"splits": {"default": {"train": counted}}}


def _rows(path: str, repo: Repo) -> int | None:
    """How many rows a text file has; None for what is not read here."""
    held = repo.head.files[path]
    if PurePosixPath(path).suffix not in {".csv", ".tsv", ".jsonl", ".txt"} or held.size > 1 << 20:
        return None
    lines = held.data().count(b"\n")
    return max(0, lines - 1) if path.endswith(("csv", "tsv")) else lines


def _each(told: Mapping[str, Any], wanted: str) -> Iterator[tuple[str, str, int | None]]:
    for config, splits in told.get("splits", {}).items():
        if wanted in {"", config}:
            yield from ((config, split, rows) for split, rows in splits.items())


def _failed(name: str, told: Mapping[str, Any], wanted: str) -> list[dict[str, Any]]:
    return [
        {"dataset": name, "config": config, "error": {"error": failed["message"], "error_code": failed["code"]}}
        for config, failed in told.get("errors", {}).items()
        if wanted in {"", config}
    ]


def _splits(name: str, told: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    found = [{"dataset": name, "config": config, "split": split} for config, split, _ in _each(told, wanted)]
    return {"splits": found, "pending": [], "failed": _failed(name, told, wanted)}


def _size(name: str, told: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    partial = set(told.get("partial", ()))
    splits = [
        {
            "dataset": name,
            "config": config,
            "split": split,
            "num_bytes_parquet_files": rows * 10,
            "num_bytes_memory": rows * 20,
            "num_rows": rows,
            "num_columns": len(told.get("features", {}).get(config, {})) or 1,
            "estimated_num_rows": rows * 10 if config in partial else None,
        }
        for config, split, rows in _each(told, wanted)
        if rows is not None
    ]
    configs = [
        _summed({"dataset": name, "config": config}, [one for one in splits if one["config"] == config])
        for config in dict.fromkeys(one["config"] for one in splits)
    ]
    waiting = [
        {"kind": "config-size", "dataset": name, "config": config}
        for config, _, rows in _each(told, wanted)
        if rows is None
    ]
    whole = {"dataset": _summed({"dataset": name}, splits), "configs": configs, "splits": splits}
    return {"size": whole, "pending": waiting, "failed": _failed(name, told, wanted), "partial": bool(partial)}


def _summed(about: dict[str, Any], splits: list[dict[str, Any]]) -> dict[str, Any]:
    names = ("num_bytes_parquet_files", "num_bytes_memory", "num_rows")
    return about | {name: sum(one[name] for one in splits) for name in names}


def _info(name: str, told: Mapping[str, Any], wanted: str) -> dict[str, Any]:
    infos: dict[str, dict[str, Any]] = {}
    for config, split, rows in _each(told, wanted):
        features = told.get("features", {}).get(config, {})
        info = infos.setdefault(config, {"config_name": config, "features": features, "splits": {}})
        info["splits"][split] = {"name": split, "num_examples": rows or 0, "dataset_name": name.rpartition("/")[2]}
    tail = {"pending": [], "failed": _failed(name, told, wanted), "partial": bool(told.get("partial"))}
    return {"dataset_info": infos.get(wanted, {}) if wanted else infos, **tail}


_ANSWERS = {"splits": _splits, "size": _size, "info": _info}
