"""Whether the values of a column become those of another: what the types do not decide, the values do.

In: two columns, and what is known of the first one's values. Out: yes, no, or None where nobody knows.
"""

from __future__ import annotations

from cardcheck.loading._families import family_of, values_cast
from cardcheck.loading.columns import can_cast
from cardcheck.model.facts import Column, Values


def casts(have: Column, want: Column, values: Values | None) -> bool | None:
    """Whether a column with these values can be cast."""
    answer = can_cast(have, want)
    if answer is not None or values is None or have.children or want.children:
        return answer
    if want.type == "class_label":
        return _labels_cast(have, want, values)
    return values_cast(have.type, want.type, values)


def _labels_cast(have: Column, want: Column, values: Values) -> bool | None:
    family, count = family_of(have.type), len(want.labels)
    if family == "text":
        return None if values.texts is None else all(is_label(text, want.labels) for text in values.texts)
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


def typed_read(have: Column, want: Column, values: Values | None) -> bool | None:
    """Whether pandas reads a column as the type that is asked of it, which allows less than a cast does."""
    one, two = family_of(have.type), family_of(want.type)
    if two in {"timestamp", "date", "duration"}:
        return False
    if one == "null" or two not in {"int", "float", "bool"}:
        return True
    if two == "bool":
        return one == "bool" and not (values is not None and values.has_nulls)
    if two == "float":
        return one in {"int", "float"}
    if one != "int":
        return False
    return values_cast(have.type, want.type, values) if values is not None and have.type != want.type else True
