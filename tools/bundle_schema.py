"""Write `schemas/dataset-card.editor.schema.json`: the card's schema in one file, with the Hub's lists, for editors.

The schema that cardcheck judges by, `dataset-card.schema.json`, knows shape alone. What editors are told beyond it
stands there under `x-editor`, whose keys win over those beside it (null removes one); in it `vocabulary` names a closed
list, `suggest` a list that other values may stand beside. A test holds the file fresh.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

SCHEMAS = Path(__file__).resolve().parent.parent / "schemas"
TARGET = SCHEMAS / "dataset-card.editor.schema.json"


def bundle() -> str:
    """Return the whole file."""
    source = json.loads((SCHEMAS / "dataset-card.schema.json").read_text(encoding="utf-8"))
    schema = _plain(source)
    schema |= {
        "$id": "urn:cardcheck:dataset-card",
        "description": "Metadata in the front matter of a README.md on the Hugging Face Hub, with the Hub's lists.",
    }
    for old, said in _vocabulary("deprecated-keys")["values"].items():
        message = f"write `{said['new']}`"
        schema["properties"][old] = {"deprecated": True, "deprecationMessage": message, "doNotSuggest": True}
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _plain(schema: Any) -> Any:
    """Put what editors are told in its place, and drop what only cardcheck reads."""
    if isinstance(schema, list):
        return [_plain(inner) for inner in schema]
    if not isinstance(schema, dict):
        return schema
    merged = {key: value for key, value in schema.items() if not key.startswith("x-")} | schema.get("x-editor", {})
    closed, open_ = merged.pop("vocabulary", None), merged.pop("suggest", None)
    plain = {key: _plain(value) for key, value in merged.items() if value is not None}
    if closed:
        plain |= _listed(closed)
    if open_:
        plain |= {"anyOf": [{"type": "string", **_listed(open_)}, {"type": "string"}]}
    return plain


def _listed(name: str) -> dict[str, Any]:
    values = _vocabulary(name)["values"]
    # An empty description keeps the two lists in step.
    return {"enum": list(values), "enumDescriptions": [_words(value, about) for value, about in values.items()]}


def _words(value: str, about: Any) -> str:
    said = about.get("name", "") if isinstance(about, Mapping) else about if isinstance(about, str) else ""
    return "" if said == value else said


def _vocabulary(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((SCHEMAS / "vocabulary" / f"{name}.json").read_text(encoding="utf-8"))
    return data


def main() -> None:
    TARGET.write_text(bundle(), encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
