"""The feature grammar: what `datasets` makes of a `features` list, and where it stops.

In: the value under a key `features` as the loader reads it, and its pointer. Out: every feature it states, and every
fault, in order; reading goes on after a fault where the real loader raises. Held against `datasets` 5.2.0 by recorded
answers (`tools/record_datasets.py`).
"""

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck.loading.dtypes import advise, exception_of, feature_class, is_value_type, type_of_key
from cardcheck.loading.feature_model import EVERY, Fault, Feature, Mend, Reading
from cardcheck.loading.feature_parameters import parameter_faults
from cardcheck.loading.subsets import below

# The first key beside `name` decides; these hold other features.
_LISTS = ("large_list", "list", "sequence")
_LIST_PARAMETERS = {"large_list": {"id"}, "list": {"id", "length"}, "sequence": {"id", "length"}}


class _Same:
    """A value known by its identity: eight rules ask about one list, and reading it once is enough."""

    __slots__ = ("pointer", "value")

    def __init__(self, value: Any, pointer: str) -> None:
        self.value, self.pointer = value, pointer

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.value is self.value and other.pointer == self.pointer


def read_features(value: Any, pointer: str) -> Reading:
    """Read a `features` list as the loader does; metadata does not change once it is read."""
    return _read(_Same(value, pointer))


# A data set rarely describes more subsets; what the cache holds on to is dropped with the next cards.
@functools.lru_cache(maxsize=64)
def _read(same: _Same) -> Reading:
    value, pointer = same.value, same.pointer
    reader = _Reader()
    if isinstance(value, list):
        reader.columns(value, pointer, 0)
    elif not isinstance(value, dict) or value:
        exception = _exception_of_mapping(value) if isinstance(value, dict) else "TypeError"
        reader.fault("form", pointer, exception, value=value, form="a list of columns with `name` and `dtype`")
    return Reading(tuple(reader.features), tuple(reader.faults))


def _exception_of_mapping(value: Mapping[Any, Any]) -> str:
    """Return what is raised over columns in a mapping: its first key is taken for a type."""
    key, inner = next(iter(value.items()))
    is_type = key in {"dtype", "struct", *_LISTS} or not isinstance(key, str) or feature_class(key) is not None
    return "ValueError" if isinstance(inner, dict) and not is_type else "TypeError"


class _Place(NamedTuple):
    """Where a feature is stated: the pointer of its mapping, its name if it has one, how deep it lies."""

    at: str
    name: Any
    depth: int


class _Reader:
    """What was read so far."""

    def __init__(self) -> None:
        self.features: list[Feature] = []
        self.faults: list[Fault] = []

    def fault(self, kind: str, pointer: str, exception: str, mend: Mend | None = None, **fields: Any) -> None:
        self.faults.append(Fault(kind, pointer, exception, {"scope": EVERY, **fields}, mend))

    def columns(self, items: list[Any], pointer: str, depth: int) -> None:
        """Read the columns of a data set, or the fields of a struct."""
        seen: dict[str, str] = {}
        for index, item in enumerate(items):
            at = f"{pointer}/{index}"
            if not isinstance(item, dict):
                self.fault("form", at, "AttributeError", value=item, form="a mapping with `name` and `dtype`")
                continue
            name = self._name(item, at)
            if isinstance(name, str):
                if name in seen:
                    is_same = item == items[int(seen[name].rpartition("/")[2])]
                    mend = Mend("remove", at, "", is_sure=True) if is_same else None
                    self.fault("duplicate", f"{at}/name", "", mend, name=name, first=f"{seen[name]}/name")
                seen[name] = at
            self._feature({key: inner for key, inner in item.items() if key != "name"}, _Place(at, name, depth))

    def _name(self, item: Mapping[Any, Any], at: str) -> Any:
        if "name" not in item:
            self.fault("name-missing", at, "KeyError")
            return None
        name = item["name"]
        if not isinstance(name, str):
            mend = None if isinstance(name, list | dict | None) else Mend("quote", f"{at}/name", "", is_sure=True)
            self.fault("name-type", f"{at}/name", "TypeError", mend, value=name)
        return name

    def _feature(self, item: Mapping[Any, Any], place: _Place) -> None:
        """Read what stands beside a name, or inside a list."""
        if not item:
            if place.name is not None:
                self.fault("no-type", place.at, "", name=place.name)
            return
        key = next(iter(item))
        if key in _LISTS:
            self._list(key, item, place)
        elif key == "struct":
            where = f"{place.at}/struct"
            self._seen(place, where, "struct", "struct", None)
            self._inner(item[key], where, place.depth + 1)
        elif key == "dtype":
            self._dtype(item, place)
        else:
            self._class(key, item, place)

    def _list(self, key: str, item: Mapping[Any, Any], place: _Place) -> None:
        inner, where = item[key], f"{place.at}/{key}"
        is_legacy = key == "sequence" and isinstance(inner, list)
        self._seen(place, where, "sequence-of-structs" if is_legacy else "list", key, item)
        if isinstance(inner, str):
            self._plain(inner, where, item, _Place(place.at, None, place.depth + 1))
        else:
            self._inner(inner, where, place.depth + 1)
        if is_legacy and not inner:
            return
        for extra in item.keys() - {key} - _LIST_PARAMETERS[key]:
            self.fault("extra", below(place.at, extra), "TypeError", key=extra, list=key)
        self.faults.extend(parameter_faults("list", item, place.at))

    def _inner(self, value: Any, at: str, depth: int) -> None:
        """Read what stands under `list`, `struct` or a nested `dtype`."""
        if isinstance(value, list):
            self.columns(value, at, depth)
        elif isinstance(value, dict):
            self._feature(value, _Place(at, None, depth))
        else:
            self.fault("form", at, "TypeError", value=value, form="a type, or a list of fields")

    def _dtype(self, item: Mapping[Any, Any], place: _Place) -> None:
        value, where = item["dtype"], f"{place.at}/dtype"
        if isinstance(value, str):
            self._plain(value, where, item, place)
        elif isinstance(value, dict) and value:
            self._feature(value, place._replace(at=where))
        else:
            self._inner(value, where, place.depth)

    def _plain(self, text: str, where: str, item: Mapping[Any, Any], place: _Place) -> None:
        """Read a type that is one word."""
        if is_value_type(text):
            self._seen(place, where, "value", text, None)
            return
        known = feature_class(text)
        if known is not None and not known["required"]:
            self._seen(place, where, "class", known["key"], {})
        elif known is not None:
            exception = "ValueError" if known["key"] == "class_label" else "TypeError"
            self.fault("bare-class", where, exception, value=text, form=known["form"])
        else:
            self._unknown(text, where, item)

    def _unknown(self, text: str, where: str, item: Mapping[Any, Any]) -> None:
        advice = advise(text)
        mend = None
        if advice.kind in {"meant", "guess"}:
            mend = Mend("set", where, advice.form, is_sure=advice.kind == "meant")
        elif advice.kind == "list-form" and where.endswith("/dtype") and item.keys() <= {"name", "dtype"}:
            mend = Mend("retype", where, advice.form, is_sure=True, key="list")
        self.fault(advice.kind, where, exception_of(text), mend, value=text, form=advice.form)

    def _class(self, key: Any, item: Mapping[Any, Any], place: _Place) -> None:
        """Read a class with its parameters, such as `class_label: {names: […]}`."""
        where, parameters = below(place.at, key), item[key]
        known = feature_class(key) if isinstance(key, str) else None
        if known is None:
            self.faults.append(_strange_key(key, item, where))
        elif not isinstance(parameters, dict):
            self.fault("no-mapping", where, "TypeError", key=key, value=parameters)
        else:
            self._seen(place, where, "class", known["key"], parameters)
            self.faults.extend(parameter_faults(known["key"], parameters, where))

    def _seen(self, place: _Place, where: str, form: Any, kind: str, parameters: Any) -> None:
        self.features.append(Feature(place.at, where, place.name, form, kind, parameters, place.depth))


def _strange_key(key: Any, item: Mapping[Any, Any], where: str) -> Fault:
    """Say what a first key means that is no type."""
    value = item[key]
    exception = "ValueError" if isinstance(value, dict) and isinstance(key, str) else "TypeError"
    meant = type_of_key(key) if isinstance(key, str) else None
    later = next((other for other in item if other in {"dtype", "struct", *_LISTS}), None)
    fields = {"scope": EVERY, "key": key, "meant": meant or "", "later": later or ""}
    if later is not None:
        return Fault("key-order", where, exception, fields, None)
    if meant is not None:
        is_sure = meant != "dtype" or (isinstance(value, str) and (is_value_type(value) or bool(feature_class(value))))
        return Fault("key-meant", where, exception, fields, Mend("rename", where, meant, is_sure=is_sure))
    return Fault("key-unknown", where, exception, fields, None)
