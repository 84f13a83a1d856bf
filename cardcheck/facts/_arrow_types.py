"""An Arrow schema as columns with the type names that `datasets` uses.

pyarrow is never imported here: whoever has a schema has pyarrow, and what is asked of it its own objects answer.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from cardcheck.facts._stored_features import Stored, read_stored, stored_as
from cardcheck.model.facts import Column, Unreadable
from cardcheck.regex import expression

MOST_COLUMNS = 100_000

_MOST_LEVELS = 100
# What pyarrow calls otherwise than `datasets`.
_NAMES = {
    "halffloat": "float16",
    "float": "float32",
    "double": "float64",
    "date32[day]": "date32",
    "date64[ms]": "date64",
}
_SAME = expression(
    r"null|bool|u?int(?:8|16|32|64)|(?:large_)?(?:string|binary)|(?:string|binary)_view|time(?:32|64)\[.*"
)
# An older pyarrow shows only what these are kept as; the loader's knows them.
_CANONICAL = frozenset({"arrow.bool8", "arrow.fixed_shape_tensor", "arrow.json", "arrow.opaque", "arrow.uuid"})
_ARRAYS = {f"datasets.features.features.Array{n}DExtensionType": f"array{n}_d" for n in range(2, 6)}


class Schema(NamedTuple):
    """The columns of a file, why the loader cannot name them, and whether `datasets` stored its features.

    `columns` is None where there are too many or they are nested too deeply to be of use.
    """

    columns: tuple[Column, ...] | None
    fault: Unreadable | None = None
    has_features: bool = False


class _TooDeepError(Exception):
    """Types lie in each other deeper than any reader wants."""


def read_schema(schema: Any) -> Schema:
    """Read a `pyarrow.Schema`, with the stored features where they agree with it as the loader wants."""
    if len(schema) > MOST_COLUMNS:
        return Schema(None)
    text = (schema.metadata or {}).get(b"huggingface")
    stored = read_stored(text) if text is not None else Stored()
    reader = _Reader()
    try:
        columns = tuple(_one(reader, stored, field) for field in schema)
    except (_TooDeepError, RecursionError):
        return Schema(None)
    return Schema(columns, stored.fault or reader.fault, has_features=bool(stored.columns))


def _one(reader: _Reader, stored: Stored, field: Any) -> Column:
    reader.is_plain = bool(field.nullable)
    column = reader.column(field.name, field.type, field.metadata, 0)
    feature = stored.columns.get(field.name)
    agrees = feature is not None and reader.is_plain and stored_as(feature) == column
    return feature if feature is not None and agrees else column


class _Reader:
    """Reads types; remembers the first that `datasets` has no name for.

    `is_plain` tells that what was read since it was set has no field without nulls and no dictionary: `datasets`
    never writes either.
    """

    def __init__(self) -> None:
        self.fault: Unreadable | None = None
        self.is_plain = True

    def column(self, name: str, type_: Any, metadata: dict[bytes, bytes] | None, level: int) -> Column:
        """Read one field."""
        if level > _MOST_LEVELS:
            raise _TooDeepError
        extension = _extension(type_, metadata)
        if extension is not None and extension.key is not None:
            return Column(name, extension.key, (Column("item", extension.item),) if extension.item else ())
        if extension is not None and extension.is_read:
            return self._unnamed(name, extension.name)
        kind = type(type_).__name__
        if kind == "StructType":
            fields = [type_.field(index) for index in range(type_.num_fields)]
            return Column(name, "struct", tuple(self._inner(field, field.name, level) for field in fields))
        if kind in {"ListType", "LargeListType", "FixedSizeListType"}:
            own = {"ListType": "list", "LargeListType": "large_list"}.get(kind)
            own = own or f"fixed_size_list[{type_.list_size}]"
            return Column(name, own, (self._inner(type_.value_field, "item", level),))
        if kind == "DictionaryType":
            self.is_plain = False
            return self._value(name, type_.value_type)
        return self._value(name, type_)

    def _inner(self, field: Any, name: str, level: int) -> Column:
        self.is_plain &= bool(field.nullable)
        return self.column(name, field.type, field.metadata, level + 1)

    def _value(self, name: str, type_: Any) -> Column:
        known = _value_type(type_)
        return Column(name, known) if known is not None else self._unnamed(name, type(type_).__name__)

    def _unnamed(self, name: str, type_: str) -> Column:
        reason = f"column `{name}` has an Arrow type that `datasets` does not know ({type_})"
        self.fault = self.fault or Unreadable("ValueError", reason, is_early=True)
        return Column(name, type_)


class _Extension(NamedTuple):
    """An extension type: the feature class it stands for, and the type of an array's items.

    `is_read` tells that pyarrow knows it, so that the loader meets it and not what it is kept as.
    """

    name: str
    key: str | None
    item: str | None
    is_read: bool


def _extension(type_: Any, metadata: dict[bytes, bytes] | None) -> _Extension | None:
    """Return the extension that a type is; pyarrow leaves one that it does not know in the field's metadata."""
    is_read = hasattr(type_, "storage_type")
    metadata = metadata or {}
    name = type_.extension_name if is_read else metadata.get(b"ARROW:extension:name", b"").decode("utf-8", "replace")
    if not name:
        return None
    if name in _ARRAYS:
        said = type_.__arrow_ext_serialize__() if is_read else metadata.get(b"ARROW:extension:metadata", b"")
        return _Extension(name, _ARRAYS[name], _item_of_array(said), is_read)
    return _Extension(name, "json" if name == "arrow.json" else None, None, is_read or name in _CANONICAL)


def _item_of_array(text: bytes) -> str | None:
    try:
        _, item = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
    return item if isinstance(item, str) else None


def _value_type(type_: Any) -> str | None:
    """Return the name that `datasets` has for a type without children, or None."""
    match type(type_).__name__:
        case "TimestampType":
            return f"timestamp[{type_.unit}, tz={type_.tz}]" if type_.tz else f"timestamp[{type_.unit}]"
        case "DurationType":
            return f"duration[{type_.unit}]"
        case "Decimal128Type" | "Decimal256Type":
            return f"decimal{type_.bit_width}({type_.precision}, {type_.scale})"
        case "FixedSizeBinaryType":
            return f"fixed_size_binary[{type_.byte_width}]"
        case "DataType" | "Time32Type" | "Time64Type":
            name = str(type_)
            return _NAMES.get(name, name if _SAME.fullmatch(name) else None)
    return None
