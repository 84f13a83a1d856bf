"""The features that `datasets` writes into a file's schema: the text under the key `huggingface` in, columns out."""

import functools
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.model.facts import Column, Unreadable
from cardcheck.regex import expression

_MEDIA = Column("", "struct", (Column("bytes", "binary"), Column("path", "string")))
_LONG_NAMES = {"float": "float32", "double": "float64", "bool_": "bool", "utf8": "string", "large_utf8": "large_string"}
_ARRAY = expression(r"array[2-5]_d")
_COMMA = expression(r",\s*")


class Stored(NamedTuple):
    """The stored features by column, or why the loader cannot read them."""

    columns: Mapping[str, Column] = {}
    fault: Unreadable | None = None


def read_stored(text: bytes) -> Stored:
    """Read stored features."""
    try:
        data = json.loads(text)
        features = data["info"]["features"] if "info" in data and "features" in data["info"] else None
        return Stored({name: _column(name, said) for name, said in (features or {}).items()})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        reason = "the features stored in its schema cannot be read"
        return Stored(fault=Unreadable(type(error).__name__, reason, is_early=True))


def stored_as(column: Column) -> Column:
    """Return the Arrow type under which a feature is kept."""
    match column.type:
        case "class_label":
            return Column(column.name, "int64")
        case "translation":
            fields = sorted(column.children)
            return Column(column.name, "struct", tuple(fields))
        case "translation_variable_languages":
            texts = (Column("item", "string"),)
            lists = Column("language", "list", texts), Column("translation", "list", texts)
            return Column(column.name, "struct", lists)
    if column.type in _classes().values() and column.type != "json" and not _ARRAY.fullmatch(column.type):
        return _MEDIA._replace(name=column.name)
    return column._replace(
        type=_LONG_NAMES.get(column.type, column.type), children=tuple(stored_as(child) for child in column.children)
    )


def _column(name: str, said: Any) -> Column:
    """Read one feature; what the loader raises is raised here too."""
    if isinstance(said, list):
        return Column(name, "list", (_column("item", said[0]),))
    if "_type" not in said or isinstance(said["_type"], dict):
        return Column(name, "struct", tuple(_column(key, inner) for key, inner in said.items()))
    type_ = said["_type"]
    if type_ in {"List", "LargeList", "Sequence"}:
        return _list(name, type_, said)
    key = _classes().get(type_)
    if key is None:
        raise ValueError(type_)
    return _class(name, key, said)


def _class(name: str, key: str, said: Mapping[str, Any]) -> Column:
    match key:
        case "value":
            dtype = _COMMA.sub(", ", str(said["dtype"]))
            return Column(name, {"float": "float32", "double": "float64"}.get(dtype, dtype))
        case "class_label":
            return Column(name, key, labels=_labels(said.get("names")))
        case "translation":
            return Column(name, key, tuple(Column(str(language), "string") for language in said["languages"]))
        case "array2_d" | "array3_d" | "array4_d" | "array5_d":
            return Column(name, key, (Column("item", str(said["dtype"])),))
    return Column(name, key)


def _list(name: str, type_: str, said: Mapping[str, Any]) -> Column:
    item = _column("item", said["feature"])
    length = said.get("length", -1)
    kind = "large_list" if type_ == "LargeList" else "list" if length in {-1, None} else f"fixed_size_list[{length}]"
    is_old = type_ == "Sequence" and item.type == "struct" and any(not _is_list(child) for child in item.children)
    if is_old:
        # What was once written for a list of structs means a struct of lists.
        lists = tuple(Column(child.name, kind, (child._replace(name="item"),)) for child in item.children)
        return Column(name, "struct", lists)
    return Column(name, kind, (item,))


def _is_list(column: Column) -> bool:
    return column.type == "list" or column.type.startswith("fixed_size_list[")


def _labels(names: Any) -> tuple[str, ...]:
    if names is None:
        raise ValueError(names)
    if not isinstance(names, list | str):
        raise TypeError(names)
    labels = tuple(str(name) for name in names)
    if len(set(labels)) != len(labels):
        raise ValueError(names)
    return labels


@functools.cache
def _classes() -> dict[str, str]:
    """Return the key of each feature class by its Python name."""
    values = resources.vocabulary("feature-types")
    return {facts["class"]: key for key, facts in values.items() if facts["kind"] == "class"}
