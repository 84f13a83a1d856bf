"""Begin a rule: `python tools/new_rule.py family/slug` writes its file with every field to fill."""

from __future__ import annotations

import re
import sys
from pathlib import Path

RULES = Path(__file__).resolve().parent.parent / "rules"
FORM = """\
title: What is wrong, as a heading
severity: info                     # error: somebody is stopped | warning: misled | info: left without
confidence: medium                 # high: a fact | medium: a strong heuristic | low: a hint
category: understandable           # loads | findable | understandable | responsible | reusable
consumers: [hub]                   # who acts on it, first the one whose reading counts: hub, client, loader
profile: recommended               # the smallest of minimal < recommended < strict that runs it
at: /pretty_name                   # JSON Pointer, `*` for every item; leave out for the whole card
check: metadata.values.one_of               # cardcheck/checks/metadata/values.py, function one_of
with: {vocabulary: licenses}       # the check's options
names: value                       # what the place shows: value, key, line, block, text, none
message: "`{value}` is wrong; write what to do"
why: Who is hurt and how.
points: 0
sources:
  - where the fact comes from, with its date
examples:
  - {name: what it finds, card: "---\\npretty_name: x\\n---\\n", finds: ["2:14"]}
  - {name: what is fine, card: "---\\nlicense: mit\\n---\\n"}
"""


def main() -> None:
    name = sys.argv[1] if len(sys.argv) == 2 else ""
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*", name):
        sys.exit("usage: python tools/new_rule.py family/slug")
    path = RULES / f"{name}.yaml"
    if path.exists():
        sys.exit(f"{path.name} exists already")
    path.parent.mkdir(exist_ok=True)
    path.write_text(FORM, encoding="utf-8")
    print(f"rules/{name}.yaml: fill it, then run `pytest tests/test_rules.py -k {name.partition('/')[2]}`")


if __name__ == "__main__":
    main()
