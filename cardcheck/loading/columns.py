"""Columns as a card states them, and which columns `datasets` casts to which.

In: a `features` list as YAML gives it, or two columns. Out: columns, or whether a cast works. As in datasets 5.2.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cardcheck.loading._families import family_of, plain_cast
from cardcheck.loading.dtypes import feature_class, is_value_type
from cardcheck.model.facts import Column

_NAMES = {
    "utf8": "string",
    "large_utf8": "large_string",
    "float": "float32",
    "double": "float64",
    "halffloat": "float16",
}
_LISTS = frozenset(("list", "large_list", "sequence"))
MEDIA = frozenset(("audio", "bio_sequence", "bio_structure", "image", "mesh", "nifti", "pdf", "video"))
"""Feature types whose values are files: their bytes, or paths to them."""
# What takes paths also from texts of 64 bits, as pandas makes them.
_LARGE = frozenset(("image", "mesh"))
_MISSHAPEN = " with a shape of other dimensions"
_MAX_DEPTH = 100

_BYTES_AND_PATH = (Column("bytes", "binary"), Column("path", "string"))


def columns_of(features: Any) -> tuple[Column, ...] | None:
    """Return the columns of a `features` list; None where it is none, or holds what cannot be read."""
    if not isinstance(features, list):
        return () if isinstance(features, dict) and not features else None
    try:
        return _columns(features, 0)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _columns(items: list[Any], depth: int) -> tuple[Column, ...]:
    if depth > _MAX_DEPTH:
        raise ValueError
    columns = {}
    for item in items:
        name = item["name"]
        if not isinstance(name, str):
            raise TypeError
        columns[name] = _column(name, {key: value for key, value in item.items() if key != "name"}, depth)
    return tuple(columns.values())


def _column(name: str, item: Mapping[Any, Any], depth: int) -> Column:
    """Read what stands beside a name: the first key decides."""
    if not item:
        return Column(name, "struct")
    key = next(iter(item))
    value = item[key]
    if key in _LISTS:
        return _list(name, key, item, depth)
    if key == "struct":
        return Column(name, "struct", _columns(value, depth + 1))
    if key == "dtype":
        return _of_type(name, value, depth)
    return _of_class(name, key, value)


def _list(name: str, key: str, item: Mapping[Any, Any], depth: int) -> Column:
    value = item[key]
    length = item.get("length", -1)
    kind = "large_list" if key == "large_list" else "list" if length == -1 else f"fixed_size_list[{length}]"
    if key == "sequence" and isinstance(value, list):
        # The old form of a list of structs is a struct of lists.
        fields = _columns(value, depth + 1)
        return Column(name, "struct", tuple(Column(one.name, kind, (one._replace(name="item"),)) for one in fields))
    if isinstance(value, list):
        return Column(name, kind, (Column("item", "struct", _columns(value, depth + 1)),))
    return Column(name, kind, (_of_type("item", value, depth + 1),))


def _of_type(name: str, value: Any, depth: int) -> Column:
    if depth > _MAX_DEPTH:
        raise ValueError
    if isinstance(value, list):
        return Column(name, "struct", _columns(value, depth + 1))
    if isinstance(value, dict):
        return _column(name, value, depth + 1)
    if is_value_type(value):
        return Column(name, _NAMES.get(value, value))
    return _of_class(name, value, {})


def _of_class(name: str, key: str, parameters: Mapping[Any, Any]) -> Column:
    known = feature_class(key)
    if known is None:
        raise ValueError
    kind = known["key"]
    if kind == "value":
        return _of_type(name, parameters["dtype"], _MAX_DEPTH)
    if kind == "class_label":
        return Column(name, kind, labels=_labels(parameters["names"]))
    if kind == "translation":
        return Column(name, kind, tuple(Column(str(one), "string") for one in parameters["languages"]))
    if kind.startswith("array") and len(parameters["shape"]) != int(kind[5]):
        return Column(name, f"{kind}{_MISSHAPEN}")
    return Column(name, kind)


def _labels(names: Any) -> tuple[str, ...]:
    if isinstance(names, dict):
        return tuple(str(names[key]) for key in sorted(names, key=int))
    return tuple(str(name) for name in names)


def has_storage_cast(column: Column) -> bool:
    """Whether a feature, or one inside it, has a way of its own to be made from what is stored."""
    return column.type in MEDIA | {"class_label", "json"} or any(map(has_storage_cast, column.children))


def can_cast(have: Column, want: Column) -> bool | None:
    """Whether `datasets` casts one column to another; None where its values decide, or nobody knows."""
    if want.type.endswith(_MISSHAPEN):
        return False
    have = _stored(have)._replace(type="string") if have.type == "json" else _stored(have)
    if have.type == "null" or want.type == "json":
        return want.type != "null" or have.type == "null"
    if want.type == "null":
        return False
    if want.type in MEDIA:
        return _to_media(have, want)
    if _is_list(have):
        return _from_list(have, want)
    return _from_struct(have, want) if have.type == "struct" else _from_plain(have, want)


def _from_plain(have: Column, want: Column) -> bool | None:
    if want.type == "class_label":
        return None if family_of(have.type) in {"int", "float", "text"} else plain_cast(have.type, "int64")
    if family_of(want.type) == "":
        return False if family_of(have.type) else None
    return plain_cast(have.type, want.type)


def _stored(column: Column) -> Column:
    """Return what is stored for a feature class."""
    if column.type in MEDIA:
        return Column(column.name, "struct", _BYTES_AND_PATH)
    if column.type == "class_label":
        return Column(column.name, "int64")
    return column._replace(type="struct") if column.type == "translation" else column


def is_stored_alike(have: Sequence[Column], want: Sequence[Column]) -> bool:
    """Whether columns are stored as others are, in the same order: then `datasets` casts none and checks no value."""
    return len(have) == len(want) and all(
        one.name == two.name and _is_alike(_stored(one), _stored(two)) for one, two in zip(have, want, strict=True)
    )


def _is_alike(one: Column, two: Column) -> bool:
    if one.type != two.type or len(one.children) != len(two.children):
        return False
    if one.type == "struct":
        return is_stored_alike(one.children, two.children)
    pairs = zip(one.children, two.children, strict=True)
    return all(_is_alike(_stored(have), _stored(want)) for have, want in pairs)


def _is_list(column: Column) -> bool:
    return column.type in {"list", "large_list"} or column.type.startswith("fixed_size_list")


def _depth(column: Column) -> int:
    """Count the lists within each other; of empty ones nobody knows what they would hold."""
    if column.type == "null":
        return _MAX_DEPTH
    return 1 + _depth(column.children[0]) if _is_list(column) and column.children else 0


def _to_media(have: Column, want: Column) -> bool | None:
    if have.type == "large_string" and want.type not in _LARGE:
        return False
    if family_of(have.type) in {"text", "binary"}:
        return True
    return False if family_of(have.type) else None


def _from_list(have: Column, want: Column) -> bool | None:
    if want.type.startswith("array"):
        return None if _depth(have) >= int(want.type[5]) else False
    if not _is_list(want):
        return False
    if not have.children or not want.children:
        return None
    inner = can_cast(have.children[0], want.children[0])
    if want.type.startswith("fixed") and inner:
        return None if have.type != want.type else inner
    return inner


def _from_struct(have: Column, want: Column) -> bool | None:
    if want.type not in {"struct", "translation"}:
        return False if family_of(want.type) or _is_list(want) or want.type == "class_label" else None
    wanted = {field.name: field for field in want.children}
    names = {field.name for field in have.children}
    if not names <= wanted.keys() or (want.type == "translation" and names != wanted.keys()):
        return False
    answers = [can_cast(field, wanted[field.name]) for field in have.children]
    return False if False in answers else None if None in answers else True
