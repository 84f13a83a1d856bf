"""The old `dataset_infos.json`: its text in, its entries in the form of the card's `dataset_info` out.

Versions of `push_to_hub` before 2023 wrote it, and the loader still reads it where the card says nothing. Pointers
into it begin with its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cardcheck.loading.dtypes import feature_class
from cardcheck.loading.settings import stop
from cardcheck.loading.subsets import DEFAULT, Part

LEGACY = "dataset_infos.json"
_LISTS = {"LargeList": "large_list", "List": "list", "Sequence": "sequence"}
_DEPTH = 50


def read_legacy(text: str) -> dict[Any, Part]:
    """Read the entries by subset; the only one counts for `default`, whatever its name."""
    try:
        old = json.loads(text)
    except (ValueError, RecursionError):
        raise stop("settings", "legacy", "JSONDecodeError", f"`{LEGACY}` is no JSON", file=LEGACY) from None
    if not isinstance(old, dict):
        raise stop("settings", "legacy", "AttributeError", f"`{LEGACY}` is no mapping of subsets", file=LEGACY)
    parts = {name: _entry(name, info) for name, info in old.items()}
    return {DEFAULT: next(iter(parts.values()))} if len(parts) == 1 else parts


def _entry(name: str, info: Any) -> Part:
    pointer = f"{LEGACY}/{name}"
    if not isinstance(info, dict):
        raise _fault("AttributeError", f"`{name}` in `{LEGACY}` is no mapping")
    features, keys = info.get("features"), info.get("supervised_keys")
    if isinstance(keys, dict) and not keys.keys() <= {"input", "output"}:
        raise _fault("TypeError", f"`supervised_keys` of `{name}` in `{LEGACY}` are others than `input` and `output`")
    if features is None:
        return Part(pointer, {key: value for key, value in info.items() if key != "features"})
    if not isinstance(features, dict):
        exception = "TypeError" if isinstance(features, list) else "AttributeError"
        raise _fault(exception, f"`features` of `{name}` in `{LEGACY}` is no mapping")
    return Part(pointer, {**info, "features": _columns(features)})


def _columns(fields: Mapping[str, Any], depth: int = 0) -> list[dict[str, Any]]:
    return [{"name": name, **_feature(value, depth)} for name, value in fields.items()]


def _feature(value: Any, depth: int) -> dict[str, Any]:
    """Return a feature as the card states it."""
    if depth > _DEPTH:
        raise _fault("RecursionError", f"`{LEGACY}` is nested too deeply")
    if isinstance(value, list) and value:
        return {"list": _item(value[0], depth)}
    if not isinstance(value, dict):
        raise _fault("AttributeError", f"a feature in `{LEGACY}` is no mapping")
    kind = value.get("_type")
    if not isinstance(kind, str):
        return {"struct": _columns(value, depth + 1)}
    if kind in _LISTS:
        inner = value.get("feature")
        # A sequence of fields is a struct of lists, and so it is in the card.
        is_struct = isinstance(inner, dict) and not isinstance(inner.get("_type"), str)
        item = _columns(inner, depth + 1) if is_struct and isinstance(inner, dict) else _item(inner, depth)
        length = value.get("length", -1)
        return {_LISTS[kind]: item, **({} if length in {-1, None} else {"length": length})}
    if kind == "Value":
        return {"dtype": value.get("dtype")}
    return {"dtype": {_known(kind): _parameters(value)}}


def _item(value: Any, depth: int) -> Any:
    return _feature(value, depth + 1)


def _known(kind: str) -> str:
    known = feature_class(kind)
    if known is None or known["class"] != kind:
        raise _fault("ValueError", f"`{LEGACY}` has a feature of the type `{kind}`, which does not exist")
    key: str = known["key"]
    return key


def _parameters(value: Mapping[str, Any]) -> dict[str, Any]:
    kept = {key: inner for key, inner in value.items() if key not in {"_type", "id", "num_classes", "names_file"}}
    names = kept.get("names")
    if isinstance(names, list):
        kept["names"] = {str(index): name for index, name in enumerate(names)}
    return kept


def _fault(exception: str, said: str) -> Exception:
    return stop("settings", "legacy", exception, said, file=LEGACY)
