"""Shape of data: a schema's name and an instance in, shape errors with pointers out.

The only package that imports jsonschema (here) and fastjsonschema (`gates`). A compiled gate says yes or no at once;
only what fails is explained, by jsonschema. Nothing is raised for any instance that YAML, TOML or JSON can hold.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from cardcheck import resources
from cardcheck.schemas.gates import from_disk, gate, gate_code
from cardcheck.schemas.words import one_of, phrase, shown, wanted

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

__all__ = ["ShapeError", "explain", "gate_code", "is_valid", "shape_errors"]

# jsonschema's ValidationError; its fields are typed as unions with "not set yet", which no error that we see has.
_Error = Any

_MAX_ERRORS = 200


class ShapeError(NamedTuple):
    """One way in which an instance differs from its schema.

    `keyword` is the schema's word that fails. `expected` says in words what would do. Where `is_key` is true,
    `pointer` names a key that may not be there, else the value that is wrong. A key that is missing (`required`) is
    reported at the mapping that lacks it. `form` is the whole form that the failing subschema describes in
    `x-expected`, `remedy` what it says in `x-remedy`: how a wrong form becomes the right one.
    """

    pointer: str
    keyword: str
    expected: str
    message: str
    value: Any
    is_key: bool = False
    form: str = ""
    remedy: Mapping[str, Any] = {}


def shape_errors(name: str, instance: Any) -> tuple[ShapeError, ...]:
    """Return how an instance differs from `schemas/<name>.schema.json`, in the schema's order."""
    return () if is_valid(name, instance) else explain(name, instance)


def is_valid(name: str, instance: Any) -> bool:
    """Whether an instance has the shape of a schema, by the gate alone."""
    judge = gate(name)
    try:
        judge.validate(instance)
    except (judge.JsonSchemaValueException, RecursionError):
        return False
    return True


def explain(name: str, instance: Any) -> tuple[ShapeError, ...]:
    """Return how an instance differs from a schema, by jsonschema alone."""
    found: dict[tuple[str, str, str], ShapeError] = {}
    mistyped = set()
    try:
        for error in _validator(name).iter_errors(instance):
            for shape in _shapes(error, resources.schema(name)):
                found.setdefault((shape.pointer, shape.keyword, shape.expected), shape)
                if shape.keyword == "type":
                    mistyped.add(shape.pointer)
            if len(found) >= _MAX_ERRORS:
                break
    except RecursionError:
        return (ShapeError("", "type", "less nesting", "this is nested too deeply", None),)
    # What is of the wrong type is not in the list of values either; once is enough.
    return tuple(
        shape for shape in found.values() if shape.keyword not in {"enum", "const"} or shape.pointer not in mistyped
    )


@functools.cache
def _validator(name: str) -> Validator:
    from jsonschema import Draft202012Validator, ValidationError
    from jsonschema.validators import extend
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    def retrieve(uri: str) -> Resource[Any]:
        return Resource.from_contents(from_disk(uri), default_specification=DRAFT202012)

    def pattern(validator: Any, wanted: str, instance: Any, schema: Any) -> Iterator[ValidationError]:
        del validator, schema
        # Python's `$` also matches before a line feed at the end; JavaScript's and the gate's do not.
        if isinstance(instance, str) and not re.search(re.sub(r"(?<!\\)\$", r"\\Z", wanted), instance):
            yield ValidationError("pattern")

    kind = extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]
    validator: Validator = kind(resources.schema(name), registry=Registry(retrieve=retrieve))  # type: ignore[call-arg]
    return validator


def _shapes(error: _Error, root: Mapping[str, Any]) -> Iterator[ShapeError]:
    """Turn one error into shape errors: of a choice, those of the branch that was meant."""
    branch = _meant(error) if error.validator in {"anyOf", "oneOf"} else None
    if branch is not None:
        for inner in branch:
            yield from _shapes(inner, root)
    elif "propertyNames" in error.absolute_schema_path:
        yield _key_error(error, error.instance, phrase(error.schema, root))
    elif error.validator == "additionalProperties":
        known = error.schema.get("properties", {})
        expected = one_of(known) if known else "no key at all"
        for key in error.instance:
            if key not in known:
                yield _key_error(error, key, expected)
    elif error.validator == "required":
        for key in error.validator_value:
            if key not in error.instance:
                message = f"the key `{key}` is missing"
                yield _error(error, f"the key `{key}`", message)
    else:
        expected = wanted(error, root)
        message = f"{shown(error.instance)} is not {expected}"
        yield _error(error, expected, message)


def _key_error(error: _Error, key: Any, expected: str) -> ShapeError:
    pointer = _pointer((*error.absolute_path, key))
    message = f"the key {shown(key)} is not {expected}"
    return _error(error, expected, message)._replace(pointer=pointer, value=key, is_key=True)


def _error(error: _Error, expected: str, message: str) -> ShapeError:
    form, remedy = error.schema.get("x-expected", ""), error.schema.get("x-remedy", {})
    pointer = _pointer(error.absolute_path)
    return ShapeError(pointer, str(error.validator), expected, message, error.instance, form=form, remedy=remedy)


def _meant(error: _Error) -> list[_Error] | None:
    """Return the errors of the one branch of a choice whose type fits the value best; None where that is open."""
    branches: dict[Any, list[_Error]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    fitting = [errors for errors in branches.values() if not any(_is_misfit(inner) for inner in errors)]
    ranks = [(sum(_is_misfit(inner, depth=1) for inner in errors), len(errors)) for errors in fitting]
    best = [errors for errors, rank in zip(fitting, ranks, strict=True) if rank == min(ranks)]
    return best[0] if len(best) == 1 else None


def _is_misfit(error: _Error, depth: int = 0) -> bool:
    """Whether an error tells that the value as a whole, or its items, are of another kind than a branch wants."""
    if len(error.path) != depth:
        return False
    if error.validator == "enum":
        return not any(type(error.instance) is type(value) for value in error.validator_value)
    if error.validator in {"anyOf", "oneOf"}:
        return all(_is_misfit(inner) for inner in error.context or ())
    return bool(error.validator == "type")


def _pointer(path: Iterable[Any]) -> str:
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in path)
