"""Rebuild lists in `schemas/vocabulary/` from published packages, or say with `--check` what differs.

    npm install @huggingface/languages @huggingface/tasks language-subtag-registry spdx-license-list
    python tools/refresh_vocabulary.py node_modules

Needs Node. Aliases and notes in the lists are ours and stay as they are.
"""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent.parent / "schemas" / "vocabulary"
# Filipino is standardised Tagalog; the registry does not say so.
SAME_LANGUAGE = {"fil": "tl"}
SPECIAL = {"code": "programming languages", "multilingual": "many languages, not enumerated"}
PRINT = "import(process.argv[1]).then(m => console.log(JSON.stringify(process.argv.slice(2).map(name => m[name]))))"

Values = dict[str, Any]


def exported(modules: Path, entry: str, *names: str) -> list[Any]:
    """Return what a JavaScript package exports under some names."""
    command = ["node", "-e", PRINT, str(modules / entry), *names]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)
    exports: list[Any] = json.loads(answer.stdout)
    return exports


def languages(modules: Path) -> Values:
    """Return the language codes the Hub takes, two letters first."""
    entry = "@huggingface/languages/dist/index.mjs"
    two, three = exported(modules, entry, "LANGUAGES_ISO_639_1", "LANGUAGES_ISO_639_3")
    return {code: said["name"] for code, said in {**two, **three}.items()} | SPECIAL


def pipelines(modules: Path) -> dict[str, Any]:
    found: dict[str, Any] = exported(modules, "@huggingface/tasks/dist/esm/index.js", "PIPELINE_DATA")[0]
    return found


def task_categories(modules: Path) -> Values:
    """Return the task categories; `hidden` ones are no filter for datasets."""
    return {
        task: {"name": said["name"]} | ({"hidden": True} if said.get("hideInDatasets") else {})
        for task, said in pipelines(modules).items()
    }


def task_ids(modules: Path) -> Values:
    """Return the subtasks with the categories they belong to."""
    subtasks: Values = {}
    for task, said in pipelines(modules).items():
        for subtask in said.get("subtasks", ()):
            subtasks.setdefault(subtask["type"], {"name": subtask["name"], "parents": []})["parents"].append(task)
    return dict(sorted(subtasks.items()))


def dataset_libraries(modules: Path) -> Values:
    """Return the libraries that a tag of a dataset can name."""
    found = exported(modules, "@huggingface/tasks/dist/esm/index.js", "DATASET_LIBRARIES_UI_ELEMENTS")[0]
    return {library: said["prettyLabel"] for library, said in found.items()}


def registry(modules: Path) -> list[dict[str, Any]]:
    path = modules / "language-subtag-registry" / "data" / "json" / "registry.json"
    entries: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return entries


def language_groups(modules: Path) -> Values:
    """Return codes that stand for a group of languages and that the Hub does not take."""
    known = languages(modules)
    groups = [entry for entry in registry(modules) if entry.get("Scope") == "collection"]
    return {entry["Subtag"]: entry["Description"][0] for entry in groups if entry["Subtag"] not in known}


def macrolanguages(modules: Path) -> Values:
    """Return codes that share a language with a wider or shorter one: `nb` and `nob` with `no`, `ckb` with `ku`."""
    known = languages(modules)
    by_name: dict[str, str] = {}
    for code, name in known.items():
        by_name.setdefault(name, code)
    wider = {entry["Subtag"]: entry["Macrolanguage"] for entry in registry(modules) if "Macrolanguage" in entry}
    found = dict(SAME_LANGUAGE)
    for code, name in known.items():
        short = by_name[name]
        macro = wider.get(short, short)
        if macro != code and macro in known:
            found[code] = macro
    return found


def language_subtags(modules: Path) -> Values:
    """Return scripts, regions and variants by their lower case, each as it is written in a tag."""
    kinds = {"script", "region", "variant"}
    found = [entry["Subtag"] for entry in registry(modules) if entry["Type"] in kinds and ".." not in entry["Subtag"]]
    return {subtag.lower(): subtag for subtag in found}


def spdx_licenses(modules: Path) -> Values:
    """Return the names of the licenses that SPDX has ids for."""
    path = modules / "spdx-license-list" / "spdx.json"
    licenses: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {spdx: licenses[spdx]["name"] for spdx in sorted(licenses, key=str.lower)}


LISTS: dict[str, tuple[Callable[[Path], Values], str, str]] = {
    "languages": (languages, "Language codes the Hub takes", "@huggingface/languages"),
    "language-groups": (language_groups, "Codes of groups of languages", "language-subtag-registry"),
    "language-subtags": (language_subtags, "Scripts, regions and variants of BCP 47", "language-subtag-registry"),
    "macrolanguages": (macrolanguages, "Codes that share a language with another", "language-subtag-registry"),
    "task-categories": (task_categories, "Task categories the Hub knows", "@huggingface/tasks"),
    "task-ids": (task_ids, "Subtasks the Hub knows", "@huggingface/tasks"),
    "dataset-libraries": (dataset_libraries, "Libraries a tag can name", "@huggingface/tasks"),
    "spdx-licenses": (spdx_licenses, "Licenses that SPDX has ids for", "spdx-license-list"),
}


def refresh(name: str, modules: Path) -> tuple[str, str]:
    """Return a list's file as it is and as the packages have it."""
    read, title, package = LISTS[name]
    path = FOLDER / f"{name}.json"
    before = path.read_text(encoding="utf-8") if path.exists() else "{}"
    old = json.loads(before)
    values = read(modules)
    # A list that says the same keeps its source and date.
    if list(old.get("values", {}).items()) == list(values.items()):
        return before, before
    version = json.loads((modules / package / "package.json").read_text(encoding="utf-8"))["version"]
    fresh = {
        "title": title,
        "source": [f"npm {package} {version}"],
        "date": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
        "values": values,
        **{key: old[key] for key in old if key not in {"title", "source", "date", "values"}},
    }
    return before, json.dumps(fresh, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    if len(arguments) != 1:
        sys.exit("usage: python tools/refresh_vocabulary.py [--check] node_modules")
    modules = Path(arguments[0]).resolve()
    stale = []
    for name in LISTS:
        before, after = refresh(name, modules)
        print(f"{name}: {len(json.loads(after)['values'])} values{'' if before == after else ', changed'}")
        if before != after:
            stale.append(name)
            if "--check" not in sys.argv:
                (FOLDER / f"{name}.json").write_text(after, encoding="utf-8")
    if "--check" in sys.argv and stale:
        sys.exit(f"out of date: {', '.join(stale)}")


if __name__ == "__main__":
    main()
