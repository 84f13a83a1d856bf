"""The names of feature types: which ones `datasets` knows, and what an unknown one probably means.

In: a type as somebody wrote it. Out: facts of the vocabulary `feature-types`. Nothing here looks at nesting.
"""

import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.regex import expression

_VOCABULARY = "feature-types"
# `list<string>`, `List[str]`, `sequence(int32)`, `string[]`.
_LIST = expression(
    r"(?:list|array|sequence)\s*[<\[(]\s*(?:(?:element|item)\s*:\s*)?([\w\[\]]+)\s*[>\])]|(\w+)\[\]", re.IGNORECASE
)
_WORD_BREAK = expression(r"(?<!_)_(?!_)")


class Advice(NamedTuple):
    """What an unknown type probably means.

    `kind` is `meant` (one type without doubt), `guess`, `list-form` (a list of `form`), `composite` (`form` is the
    outline of what to write), `unit` (`form` is an example) or `unknown`.
    """

    kind: str
    form: str = ""


def is_value_type(text: str, *, in_array: bool = False) -> bool:
    """Whether a text is the type of plain values; inside an array `float` and `double` are none."""
    facts = resources.vocabulary(_VOCABULARY).get(text)
    if facts is not None:
        return facts["kind"] == "value" and not (in_array and facts.get("not_in_arrays", False))
    return _parametric().fullmatch(text) is not None


def feature_class(text: str) -> Mapping[str, Any] | None:
    """Return the facts of the class that a key or a bare type stands for (`image`, `class_label`, `Image`)."""
    return _classes().get("".join(part.capitalize() for part in _WORD_BREAK.split(text)))


def type_of_key(key: str) -> str | None:
    """Return the key that another spelling of a type key means, such as `dtype` for `type`."""
    meant: str | None = resources.vocabulary_file(_VOCABULARY)["key_aliases"].get(key.lower())
    return meant


def exception_of(text: str) -> str:
    """Return what `datasets` raises for an unknown type: it calls what pyarrow has under that name."""
    raised: str = resources.vocabulary_file(_VOCABULARY)["exceptions"].get(text, "ValueError")
    return raised


def advise(text: str) -> Advice:
    """Return what an unknown type probably means."""
    folded = text.strip().lower()
    whole = resources.vocabulary_file(_VOCABULARY)
    if is_value_type(folded) or (folded in whole["values"] and not whole["values"][folded].get("required")):
        return Advice("meant", folded)
    said = whole["aliases"].get(folded)
    if said is not None:
        return Advice(said["kind"], said["form"])
    listed = _LIST.fullmatch(text.strip())
    if listed is not None:
        inner = listed[1] or listed[2]
        resolved = inner if is_value_type(inner) else advise(inner).form if _LIST.fullmatch(inner) is None else ""
        return Advice("list-form", resolved) if is_value_type(resolved) else Advice("composite", "list: …")
    for name, form in whole["examples"].items():
        if re.match(rf"{name}\s*[\[(]", folded):
            return Advice("unit", form)
    return _near(folded)


def _near(folded: str) -> Advice:
    if not 4 < len(folded) < 30:
        return Advice("unknown")
    from difflib import get_close_matches

    near = get_close_matches(folded, resources.vocabulary(_VOCABULARY), n=1, cutoff=0.8)
    return Advice("guess", near[0]) if near else Advice("unknown")


@functools.cache
def _parametric() -> re.Pattern[str]:
    """Return the one pattern of all types with parameters."""
    return expression("|".join(f"(?:{form})" for form in resources.vocabulary_file(_VOCABULARY)["patterns"]))


@functools.cache
def _classes() -> dict[str, Mapping[str, Any]]:
    """Return the facts of each feature class by its Python name."""
    values = resources.vocabulary(_VOCABULARY)
    return {facts["class"]: {"key": key, **facts} for key, facts in values.items() if facts["kind"] == "class"}
