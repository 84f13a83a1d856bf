"""What the metadata could say in the place of an empty section: license, languages, splits, columns.

Metadata in, Markdown out, or nothing where the metadata does not know or there would be too much. Only facts are told,
never what they mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.editing.markdown_edits import code, table

_MOST_LANGUAGES = 40
_MOST_LINES = 60
_MOST_LABELS = 12
_MOST_NAMES = 10
_LONGEST = 200
_DEEPEST = 2
_LISTS = ("list", "sequence", "large_list")
_UNSAID = frozenset({"other", "unknown"})

Metadata = Mapping[Any, Any]

COLUMNS = ("Column", "Type")
SPLITS = ("Split", "Rows")
"""The headers of tables; where subsets differ, theirs is the first column."""


def headers(topic: str) -> tuple[str, ...]:
    """Return the first lines that a table of a topic may have, as they are written; none for a topic without one."""
    header = {"fields": COLUMNS, "splits": SPLITS}.get(topic)
    return tuple(table(names, ())[0] for names in (header, ("Subset", *header))) if header else ()


def one_of(labels: Iterable[str]) -> str:
    """Say that a value is one of some labels."""
    return f"one of {', '.join(map(code, labels))}"


def struct_of(names: Sequence[str]) -> str:
    """Say what a struct holds."""
    more = f" and {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
    return f"struct of {', '.join(map(code, names[:_MOST_NAMES]))}{more}" if names else "struct"


def text_of(topic: str, metadata: Metadata) -> list[str]:
    """Return lines that say what the metadata knows of a topic; none where it knows nothing."""
    lines = _TELLERS[topic](metadata) if topic in _TELLERS else []
    return lines if len(lines) <= _MOST_LINES and all(len(line) <= 5 * _LONGEST for line in lines) else []


def _license(metadata: Metadata) -> list[str]:
    known = resources.vocabulary("licenses")
    values = _listed(metadata.get("license"), known)
    if not values or not _UNSAID.isdisjoint(values):
        return []
    return [", ".join(f"{known[value]['name']} (`{value}`)" for value in values)]


def _languages(metadata: Metadata) -> list[str]:
    known = resources.vocabulary("languages")
    values = _listed(metadata.get("language"), known)
    if not 0 < len(values) <= _MOST_LANGUAGES:
        return []
    return [", ".join(f"{known[value]} (`{value}`)" for value in values)]


def _listed(said: Any, known: Mapping[str, Any]) -> list[str]:
    """Return the values of a key, a lone one as a list; nothing where one of them is not known."""
    values = said if isinstance(said, list) else [said]
    listed = [value for value in values if isinstance(value, str) and value in known]
    return listed if len(listed) == len(values) else []


def _splits(metadata: Metadata) -> list[str]:
    rows = []
    for name, info in _subsets(metadata):
        splits = info.get("splits")
        for split in splits if isinstance(splits, list) else ():
            count = split.get("num_examples") if isinstance(split, dict) else None
            if not isinstance(count, int) or isinstance(count, bool) or not isinstance(split.get("name"), str):
                return []
            rows.append((code(name), code(split["name"]), f"{count:,}"))
    if not rows:
        return []
    if len({name for name, _, _ in rows}) == 1:
        return table(SPLITS, [row[1:] for row in rows], numbers=("Rows",))
    return table(("Subset", *SPLITS), rows, numbers=("Rows",))


def _fields(metadata: Metadata) -> list[str]:
    told: dict[str, list[tuple[str, str]]] = {}
    for name, info in _subsets(metadata):
        features = info.get("features")
        rows = list(_columns(features)) if isinstance(features, list) else []
        if not rows or len(rows) != len(features or ()):
            return []
        told[name] = rows
    parts = list(told.values())
    if not parts:
        return []
    if all(rows == parts[0] for rows in parts):
        return table(COLUMNS, parts[0])
    return table(("Subset", *COLUMNS), [(code(name), *row) for name, rows in told.items() for row in rows])


def _columns(features: list[Any]) -> Iterator[tuple[str, str]]:
    for feature in features:
        kind = _kind(feature) if isinstance(feature, dict) else None
        if kind is not None and isinstance(feature.get("name"), str):
            yield code(feature["name"]), kind


def _kind(feature: Mapping[Any, Any], depth: int = 0) -> str | None:
    """Name a column's type; None where it is not plain."""
    inner = next((feature[key] for key in _LISTS if key in feature), None)
    if isinstance(inner, list):
        return f"list of {_struct(inner)}"
    if inner is not None:
        named = code(inner) if isinstance(inner, str) else None
        named = _kind(inner, depth + 1) if isinstance(inner, dict) and depth < _DEEPEST else named
        return f"list of {named}" if named else None
    return _struct(feature["struct"]) if "struct" in feature else _value_kind(feature.get("dtype"))


def _struct(fields: Any) -> str:
    names = [field.get("name") for field in fields if isinstance(field, dict)] if isinstance(fields, list) else []
    return struct_of([name for name in names if isinstance(name, str)])


def _value_kind(dtype: Any) -> str | None:
    """Name the type of a value; None where it is none."""
    if isinstance(dtype, str):
        return code(dtype)
    if not isinstance(dtype, dict) or len(dtype) != 1:
        return None
    ((name, parameters),) = dtype.items()
    names = parameters.get("names") if isinstance(parameters, dict) else None
    listed = list(names.values()) if isinstance(names, dict) else names if isinstance(names, list) else []
    if name == "class_label" and 0 < len(listed) <= _MOST_LABELS:
        return one_of(map(str, listed))
    return code(str(name).replace("_", " "))


def _subsets(metadata: Metadata) -> Iterator[tuple[str, Mapping[Any, Any]]]:
    infos = metadata.get("dataset_info")
    for info in infos if isinstance(infos, list) else [infos]:
        if isinstance(info, dict):
            yield str(info.get("config_name", "default")), info


_TELLERS: Mapping[str, Callable[[Metadata], list[str]]] = {
    "license": _license,
    "languages": _languages,
    "splits": _splits,
    "fields": _fields,
}
