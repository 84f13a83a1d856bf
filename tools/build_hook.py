"""Build hook of the wheel: ships `rules/` and `schemas/`, and compiles both into what a start reads fast."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The schemas that instances are checked against while cardcheck runs.
GATES = ("config", "crosswalk", "dataset-card", "profile", "rule")


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds `cardcheck/_data/`; an editable install reads the files at the checkout's top and needs none."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the wheel is put together."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, self.root)
        from cardcheck.rulebook.load import compile_rules
        from cardcheck.schemas import gate_code

        folder = Path(tempfile.mkdtemp())
        compiled = folder / "rules.json"
        compiled.write_text(json.dumps(compile_rules(root / "rules")), encoding="utf-8")
        for name in GATES:
            gate = folder / f"{name.replace('-', '_')}.py"
            gate.write_text(gate_code(name), encoding="utf-8")
            build_data["force_include"][str(gate)] = f"cardcheck/_data/gates/{gate.name}"
        build_data["force_include"] |= {
            str(root / "rules"): "cardcheck/_data/rules",
            str(root / "schemas"): "cardcheck/_data/schemas",
            str(compiled): "cardcheck/_data/rules.json",
        }
