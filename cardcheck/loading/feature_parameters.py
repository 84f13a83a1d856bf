"""What feature classes ask of their parameters: label names, array shapes, languages, list lengths.

In: the mapping of parameters and its pointer. Out: faults. A parameter that no class knows is ignored by the loader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck.loading.dtypes import advise, is_value_type
from cardcheck.loading.feature_model import EVERY, ONE, Fault, Mend
from cardcheck.loading.subsets import below
from cardcheck.regex import expression

_ARRAY = expression(r"array([2-5])_d")
_MAX_LENGTH = 2**31
_STRUCTURES = ("mmcif", "pdb")


def parameter_faults(key: str, parameters: Mapping[Any, Any], at: str) -> Iterator[Fault]:
    """Yield what is wrong with the parameters of a class, or with those beside a `list`."""
    array = _ARRAY.fullmatch(key)
    if array is not None:
        yield from _array(int(array[1]), parameters, at)
    elif key == "class_label":
        yield from _labels(parameters, at)
    elif key in {"translation", "translation_variable_languages"}:
        yield from _languages(key, parameters, at)
    elif key == "value":
        yield from _value(parameters, at)
    elif key == "list" and "length" in parameters:
        yield from _length(parameters["length"], f"{at}/length")
    elif key == "bio_structure" and parameters.get("format") not in (None, *_STRUCTURES):
        yield _fault("form", f"{at}/format", "ValueError", value=parameters["format"], form="`mmcif` or `pdb`")


def _labels(parameters: Mapping[Any, Any], at: str) -> Iterator[Fault]:
    names, where = parameters.get("names"), f"{at}/names"
    if names is None:
        yield _fault("no-names", where if "names" in parameters else at, "ValueError")
    elif isinstance(names, dict):
        yield from _numbered(names, where)
    elif isinstance(names, list):
        yield from _repeated([(name, f"{where}/{index}") for index, name in enumerate(names)])
    elif isinstance(names, str):
        # A text is a sequence of letters to the loader, and each becomes a label.
        repeats = len(set(names)) < len(names)
        yield _fault("letters", where, "ValueError" if repeats else "", value=names)
    else:
        yield _fault("names-form", where, "TypeError", value=names)


def _numbered(names: Mapping[Any, Any], where: str) -> Iterator[Fault]:
    """Check a mapping of ids to names: whole numbers from 0 without gaps."""
    numbers: dict[Any, int] = {}
    for label in names:
        try:
            numbers[label] = int(label)
        except (TypeError, ValueError, OverflowError):
            yield _not_a_number(label, names, where)
            return
    in_order = sorted(numbers, key=numbers.__getitem__)
    expected = range(len(in_order))
    wrong = next((label for label, number in zip(in_order, expected, strict=True) if numbers[label] != number), None)
    if wrong is not None:
        free = next(number for number in expected if number not in set(numbers.values()))
        yield _fault("gap", below(where, wrong), "ValueError", value=wrong, missing=free)
    else:
        yield from _repeated([(names[label], below(where, label)) for label in in_order])


def _not_a_number(label: Any, names: Mapping[Any, Any], where: str) -> Fault:
    values = list(names.values())
    plain = [value for value in values if isinstance(value, int | str) and not isinstance(value, bool)]
    is_turned = sorted(map(str, plain)) == sorted(map(str, range(len(names)))) and all(
        isinstance(key, str) for key in names
    )
    mend = Mend("swap", where, "", is_sure=True) if is_turned and len(plain) == len(values) else None
    exception = "TypeError" if label is None else "ValueError"
    return Fault(
        "turned" if mend else "not-a-number", below(where, label), exception, {"scope": EVERY, "value": label}, mend
    )


def _repeated(names: list[tuple[Any, str]]) -> Iterator[Fault]:
    counts = Counter(str(name) for name, _ in names)
    seen: dict[str, str] = {}
    for name, at in names:
        text = str(name)
        if counts[text] > 1 and text in seen:
            yield _fault("repeat", at, "ValueError", value=name, first=seen[text])
        seen.setdefault(text, at)


def _array(dimensions: int, parameters: Mapping[Any, Any], at: str) -> Iterator[Fault]:
    missing = [key for key in ("shape", "dtype") if key not in parameters]
    if missing:
        yield _fault("array-missing", at, "TypeError", missing=missing[0], dimensions=dimensions)
        return
    shape, dtype = parameters["shape"], parameters["dtype"]
    if not isinstance(shape, list | str | dict):
        yield _fault("array-shape", f"{at}/shape", "TypeError", value=shape, dimensions=dimensions)
    elif len(shape) != dimensions or None in list(shape)[1:]:
        # Known only when the subset is loaded.
        yield _fault("array-shape", f"{at}/shape", "ValueError", ONE, value=shape, dimensions=dimensions)
    if not isinstance(dtype, str):
        yield _fault("form", f"{at}/dtype", "TypeError", ONE, value=dtype, form="a value type such as `int64`")
    elif not is_value_type(dtype, in_array=True):
        advice = advise(dtype)
        form = {"float": "float32", "double": "float64"}.get(dtype, advice.form)
        mend = Mend("set", f"{at}/dtype", form, is_sure=True) if is_value_type(form, in_array=True) else None
        yield Fault(
            "array-dtype", f"{at}/dtype", "ValueError", {"scope": ONE, "value": dtype, "form": form or "int64"}, mend
        )


def _languages(key: str, parameters: Mapping[Any, Any], at: str) -> Iterator[Fault]:
    where = f"{at}/languages"
    is_free = key == "translation_variable_languages"
    if "languages" not in parameters:
        if not is_free:
            yield _fault("languages", at, "TypeError", value=parameters)
        return
    languages = parameters["languages"]
    if isinstance(languages, str) or (is_free and not languages):
        return
    if not isinstance(languages, list | dict) or not all(isinstance(language, str) for language in languages):
        scope = EVERY if is_free else ONE
        yield _fault("languages", where, "TypeError", scope, value=languages)


def _value(parameters: Mapping[Any, Any], at: str) -> Iterator[Fault]:
    dtype = parameters.get("dtype")
    if "dtype" not in parameters:
        yield _fault("bare-class", at, "TypeError", value="value", form="dtype: int64")
    elif not isinstance(dtype, str) or not is_value_type(dtype):
        advice = advise(dtype) if isinstance(dtype, str) else None
        form = advice.form if advice and is_value_type(advice.form) else ""
        kind = advice.kind if advice and form else "unknown"
        mend = Mend("set", f"{at}/dtype", form, is_sure=kind == "meant") if form else None
        yield Fault(kind, f"{at}/dtype", "ValueError", {"scope": EVERY, "value": dtype, "form": form}, mend)


def _length(length: Any, at: str) -> Iterator[Fault]:
    if not isinstance(length, int | float) or not -1 <= length < _MAX_LENGTH:
        exception = "ValueError" if isinstance(length, int | float) else "TypeError"
        yield _fault("length", at, exception, ONE, value=length)


def _fault(kind: str, pointer: str, exception: str, scope: str = EVERY, **fields: Any) -> Fault:
    return Fault(kind, pointer, exception, {"scope": scope, **fields})
