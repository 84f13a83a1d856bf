"""A YAML block of a page in, what is wrong with it out: each is held against what reads such a file.

A workflow or a step of one, a list of pre-commit hooks, a rule, a profile, or the front matter of a card.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from docs_blocks import ROOT, Block

import cardcheck
from cardcheck import schemas
from cardcheck.testing import broken_promises

_PACK = ROOT / "tests" / "packs" / "seal-archive" / "house"
_RULE_KEYS = {"title", "severity", "check"}


def complaints(block: Block, folder: Path) -> list[str]:
    """Return what the readers of such a file have against a block."""
    return list(_complaints(yaml.safe_load(block.text), block, folder))


def _complaints(data: Any, block: Block, folder: Path) -> Iterator[str]:
    match data:
        case [{"repo": _}, *_] | {"repos": _}:
            yield from _of_hooks(data)
        case [{"uses": _}, *_] | [{"id": _}, *_] | {"jobs": _} | {"uses": _}:
            yield from _of_steps(data)
        case {"each": _}:
            yield from _of_form(data, folder)
        case dict() if data.keys() >= _RULE_KEYS:
            yield from _of_rule(block, folder)
        case {"extends": str()} | {"select": list()}:
            yield from (error.message for error in schemas.shape_errors("profile", data))
        case dict():
            yield from _of_front_matter(block)
        case _:
            yield "it is none of the files that cardcheck knows; say why it is not run"


def _of_hooks(data: Any) -> Iterator[str]:
    ours = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))}
    for repository in data["repos"] if isinstance(data, dict) else data:
        for hook in repository["hooks"]:
            if hook["id"] not in ours:
                yield f"there is no hook `{hook['id']}`"


def _of_steps(data: Any) -> Iterator[str]:
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    jobs = data.get("jobs", {}).values() if isinstance(data, dict) else ()
    steps = [step for job in jobs for step in job["steps"]] or (data if isinstance(data, list) else [data])
    for step in steps:
        if "cardcheck@" in step.get("uses", ""):
            yield from (f"the action has no input `{name}`" for name in step.get("with", {}) if name not in inputs)


def _of_rule(block: Block, folder: Path) -> list[str]:
    path = folder / (block.title or f"rules/line-{block.line}.yaml")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, encoding="utf-8")
    return broken_promises(path, f"{path.parent.name}/{path.stem}")


def _of_form(data: Any, folder: Path) -> list[str]:
    """Complete a form, of which a page shows the questions, by what the whole one in our tests says of a rule."""
    whole = yaml.safe_load((_PACK / "handover" / "_each.yaml").read_text(encoding="utf-8"))
    shutil.copytree(_PACK / "_profiles", folder / "form" / "_profiles", dirs_exist_ok=True)
    path = folder / "form" / "handover" / "_each.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(whole | data), encoding="utf-8")
    return broken_promises(path, "handover/_each")


def _of_front_matter(block: Block) -> Iterator[str]:
    report = cardcheck.check_text(f"---\n{block.text}\n---\n")
    yield from (finding.message for finding in report.shown if finding.severity == "error")
