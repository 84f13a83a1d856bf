"""Types of columns compared and put into words: which are one type to everybody who reads them.

In: columns. Out: whether two are alike, and words for people.
"""

from __future__ import annotations

from cardcheck.loading._families import family_of
from cardcheck.model.facts import Column

_LISTS = ("list", "large_list", "fixed_size_list", "array")


def family(kind: str) -> str:
    """Return the family of a plain type (`int`, `float`, `text`, …); empty where it is none."""
    return family_of(kind)


def is_alike(have: Column, want: Column) -> bool:
    """Whether a stored column is what readers of the stated one expect.

    A feature class is alike what it is stored in; texts and lists come in several widths.
    """
    if have == want or have.type == "null":
        return True
    if _is_list(have) and _is_list(want):
        return not have.children or not want.children or is_alike(have.children[0], want.children[0])
    if have.type == "struct" and want.type == "struct":
        inner = {field.name: field for field in want.children}
        return all(field.name in inner and is_alike(field, inner[field.name]) for field in have.children)
    one, two = family_of(have.type), family_of(want.type)
    if not one or not two:
        # A class beside what it is stored in, or beside another class.
        return _is_class(want) or _is_class(have)
    return one == two and (have.type == want.type or one in {"text", "binary", "timestamp", "date", "time", "duration"})


def type_words(column: Column) -> str:
    """Return a column's type in words."""
    if _is_list(column):
        inner = type_words(column.children[0]) if column.children else "something"
        return f"a list of {inner}"
    plain = {"struct": "a struct", "null": "nothing", "class_label": "a class label"}
    return plain.get(column.type, f"`{column.type}`")


def _is_list(column: Column) -> bool:
    return column.type.startswith(_LISTS)


def _is_class(column: Column) -> bool:
    return not family_of(column.type) and not _is_list(column) and column.type != "struct"
