"""What reading a `features` list gives: features, faults, and how a fault could be mended."""

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

EVERY = "every subset"
ONE = "this subset"


class Feature(NamedTuple):
    """One feature: a column, a field of a struct, or what a list holds (then `name` is None).

    `pointer` leads to the mapping that states it, `at` to the value that says its type. `type` is a value type, the
    key of a feature class, or the key that holds other features. `parameters` are what stands beside or inside.
    """

    pointer: str
    at: str
    name: Any
    form: Literal["value", "class", "list", "struct", "sequence-of-structs"]
    type: str
    parameters: Any
    depth: int


class Mend(NamedTuple):
    """What would mend a fault.

    `set` a text, `quote` it, `rename` a key, `retype` (both), `swap` keys and values, `remove` an item.
    """

    verb: Literal["set", "quote", "rename", "retype", "swap", "remove"]
    at: str
    text: str
    is_sure: bool
    key: str = ""


class Fault(NamedTuple):
    """A place where the loader stops or goes astray.

    `exception` is the class it raises, empty where it reads on; `fields` say more, among them `scope`: whether the
    fault stops every subset of the data set or only the one that is described.
    """

    kind: str
    pointer: str
    exception: str
    fields: Mapping[str, Any]
    mend: Mend | None = None


class Reading(NamedTuple):
    """Everything a `features` list says."""

    features: tuple[Feature, ...]
    faults: tuple[Fault, ...]
