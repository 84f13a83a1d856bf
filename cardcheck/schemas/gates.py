"""The compiled gates: a schema's name in, a module out whose `validate` says yes or no.

The one module that imports fastjsonschema. References lead to other files under `schemas/`, never to the network.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from cardcheck import cache, resources


@functools.cache
def gate(name: str) -> Any:
    """Return the module that says yes or no: a wheel carries it, a checkout compiles it once into the cache."""
    shipped = resources.compiled_gate(name)
    if shipped is not None:
        return _module(name, shipped)
    # A schema may refer to any file beside it; this file makes the gate from it.
    files = [*resources.schema_path(name).parent.rglob("*.json"), Path(__file__)]
    stats = [(str(file), (stat := file.stat()).st_mtime_ns, stat.st_size) for file in sorted(files)]
    key = hashlib.sha256(json.dumps(stats).encode()).hexdigest()[:32]
    path, code = cache.text_of(f"gate-{name}", key, ".py", lambda: gate_code(name))
    return _module(name, path, code)


def gate_code(name: str) -> str:
    """Compile a schema to the Python module that is its gate."""
    import fastjsonschema

    # Without its `$id` the schema's function is called `validate`.
    schema = {key: value for key, value in resources.schema(name).items() if key != "$id"}
    handlers = dict.fromkeys(("", "http", "https", "file"), from_disk)
    code: str = fastjsonschema.compile_to_code(
        schema, handlers=handlers, use_default=False, use_formats=False, detailed_exceptions=False
    )
    for imported, own in _OWN_NAMES.items():
        code = code.replace(imported, own)
    # Sentences for people, and the paths they would name, cost ten times the check itself.
    code = re.sub(r"^( +raise JsonSchemaValueException)\(.*\)$", r"\1", code, flags=re.MULTILINE)
    return re.sub(r", custom_formats, \(name_prefix or \"data\"\)(?: \+ .*)?\)$", ")", code, flags=re.MULTILINE)


# The library's exceptions would cost its whole import, and we only ask for yes or no; no value is a Decimal.
_OWN_NAMES = {
    "from fastjsonschema import JsonSchemaValueException, JsonSchemaValuesException": """\
class JsonSchemaValueException(ValueError):
    def __init__(self, *_, **__):
        pass


JsonSchemaValuesException = JsonSchemaValueException
""",
    "from decimal import Decimal": "Decimal = float",
}


def _module(name: str, path: Path | None, code: str = "") -> ModuleType:
    """Load a gate: from its file, so that Python keeps the bytecode, or from its text."""
    full_name = f"cardcheck._gate_{name.replace('-', '_')}"
    if path is None:
        module = ModuleType(full_name)
        exec(code, module.__dict__)  # noqa: S102 (what fastjsonschema.compile does too)
        return module
    spec = spec_from_file_location(full_name, path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def from_disk(uri: str) -> Any:
    """Read what a reference to another file leads to; `schemas/` is all there is."""
    folder = resources.schema_path("any").parent
    path = (folder / uri.rpartition("schemas/")[2]).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise LookupError(f"`{uri}` leads out of schemas/")
    return json.loads(path.read_text(encoding="utf-8"))
