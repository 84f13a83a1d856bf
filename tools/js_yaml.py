"""Ask js-yaml, the Hub's YAML parser, through `record_js_yaml.mjs`.

In: blocks. Out: answers as decoded JSON. Node.js is needed, and js-yaml (`npm ci` in this folder, or NODE_PATH).
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

RECORDER = Path(__file__).with_name("record_js_yaml.mjs")


def ask(blocks: Iterable[str]) -> list[dict[str, Any]]:
    """Return js-yaml's answer for each block."""
    lines = "".join(json.dumps(block) + "\n" for block in blocks)
    done = subprocess.run(["node", str(RECORDER)], input=lines, stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in done.stdout.split("\n") if line]
