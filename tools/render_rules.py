"""Render `docs/rules.md` from `rules/`: run it after a rule has changed; a test compares the two."""

from __future__ import annotations

from pathlib import Path

from cardcheck import resources
from cardcheck.rulebook.describe import describe
from cardcheck.rulebook.load import rule_pages

TARGET = Path(__file__).resolve().parent.parent / "docs" / "rules.md"
OPENING = """\
# Rules

Rendered from `rules/` by `tools/render_rules.py`; each example below is also a test. `cardcheck explain RULE`
shows the same page in a terminal. In examples `→` is a tab, `␍` a carriage return.
"""


def render() -> str:
    """Return the whole page."""
    files = rule_pages(resources.rules_dir())
    rows = [
        f"| [{rule_id}](#{rule_id.replace('/', '')}) | {data['severity']} | {data['profile']} | {data['title']} |"
        for rule_id, data in files.items()
    ]
    table = "\n".join(["| rule | severity | profile | what is wrong |", "| --- | --- | --- | --- |", *rows])
    pages = "\n".join(describe(rule_id, data, level=2) for rule_id, data in files.items())
    return f"{OPENING}\n{table}\n\n{pages}"


def main() -> None:
    TARGET.write_text(render(), encoding="utf-8")
    print(f"{TARGET.name}: {len(TARGET.read_text(encoding='utf-8').splitlines())} lines")


if __name__ == "__main__":
    main()
