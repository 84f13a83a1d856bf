"""Whether the values of a column become those of another: what the types do not decide, the values do.

In: two columns, and what is known of the first one's values. Out: yes, no, or None where nobody knows.
"""

from __future__ import annotations

from collections.abc import Mapping

from cardcheck.loading._families import family_of, values_cast
from cardcheck.loading.columns import can_cast
from cardcheck.model.facts import Column, Values


def casts(have: Column, want: Column, values: Mapping[str, Values], path: str = "") -> bool | None:
    """Whether a column with these values can be cast; `path` leads to it from its table, with `/` between names."""
    path = path or have.name
    answer = can_cast(have, want)
    if answer is not None:
        return answer
    if _length_of(want) is not None and _has_other_length(values.get(path), _length_of(want)):
        return False
    if have.children and want.children:
        wanted = {field.name: field for field in want.children}
        is_struct = have.type == "struct"
        pairs = [(one, wanted.get(one.name) if is_struct else want.children[0]) for one in have.children]
        answers = [casts(one, two, values, f"{path}/{one.name}") for one, two in pairs if two is not None]
        if _length_of(want) is not None and path not in values:
            answers.append(None)
        return False if False in answers else None if None in answers else True
    known = values.get(path)
    if known is None:
        return None
    return _labels_cast(have, want, known) if want.type == "class_label" else values_cast(have.type, want.type, known)


def _length_of(column: Column) -> int | None:
    """Return how long the lists of a column have to be."""
    _, is_fixed, length = column.type.partition("fixed_size_list[")
    return int(length[:-1]) if is_fixed and length[:-1].isdecimal() else None


def _has_other_length(lengths: Values | None, wanted: int | None) -> bool:
    return lengths is not None and lengths.low is not None and (lengths.low, lengths.high) != (wanted, wanted)


def _labels_cast(have: Column, want: Column, values: Values) -> bool | None:
    family, count = family_of(have.type), len(want.labels)
    if family == "text":
        are_labels = all(is_label(text, want.labels) for text in values.texts or values.some)
        return are_labels if values.texts is not None or not are_labels else None
    if values.high is None:
        return True
    if family == "int":
        # Only ids that are too large are refused: less than 0 means no label.
        return values.high < count
    return values.is_integral if family == "float" else None


def is_label(text: str, labels: tuple[str, ...]) -> bool:
    """Whether a text is a label, or the id of one."""
    if text in labels or text.strip() in labels:
        return True
    try:
        return -1 <= int(text[:20]) < len(labels)
    except ValueError:
        return False


def typed_read(have: Column, want: Column, values: Mapping[str, Values]) -> bool | None:
    """Whether pandas reads a column as the type that is asked of it, which allows less than a cast does."""
    one, two = family_of(have.type), family_of(want.type)
    if one != "null" and two in {"timestamp", "date", "duration"}:
        return False
    if one == "null" or two not in {"int", "float", "bool"}:
        return True
    known = values.get(have.name)
    has_nulls = known is not None and known.has_nulls
    if one == "bool":
        return None if two == "float" and has_nulls else not has_nulls
    if two == "float":
        return one in {"int", "float"}
    if one != "int" or two == "bool":
        return False
    return values_cast(have.type, want.type, known) if known is not None and have.type != want.type else True
