"""Files beside the card that steer loading, too: `.huggingface.yaml` and the old `dataset_infos.json`.

The load plan, metadata and the texts of these files in, problems out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cardcheck.loading.beside_card import STANDALONE
from cardcheck.loading.legacy import LEGACY, read_legacy
from cardcheck.loading.settings import Stop
from cardcheck.loading.subsets import Part, info_name, infos
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def standalone(target: Target) -> Iterator[Problem]:
    """What `.huggingface.yaml` says, the card says too."""
    error = target.load.error
    if error is not None and error.file == STANDALONE:
        yield target.problem("fails", exception=error.exception, said=_inside(error.message))
    for key in target.load.replaced:
        yield target.problem(pointer=f"/{key}", key=key)


def legacy_infos(target: Target) -> Iterator[Problem]:
    """What `dataset_infos.json` says is what the card says, and the loader can read it."""
    plan, text = target.load, target.files.texts.get(LEGACY)
    if text is None:
        return
    if plan.error is not None and plan.error.file == LEGACY:
        yield target.problem("fails", exception=plan.error.exception, said=_inside(plan.error.message))
        return
    failed = next((one for one in plan.configs if one.error is not None and one.error.file == LEGACY), None)
    if failed is not None and failed.error is not None:
        said = failed.error.message.replace("`dataset_info`", "it")
        yield target.problem("untrue", name=failed.name, exception=failed.error.exception, said=said)
    yield from _contradictions(target, text)


def _inside(message: str) -> str:
    """Return a sentence about a file for the middle of another."""
    return message[:1].lower() + message[1:]


def _contradictions(target: Target, text: str) -> Iterator[Problem]:
    """Yield the numbers of rows that the old file has otherwise than the card."""
    try:
        old = read_legacy(text)
    except Stop:
        return
    stated = {name: part for part in infos(target.metadata) if isinstance(name := info_name(part.value), str)}
    # The only entry of each is about the only subset there is, whatever they call it.
    pairs = zip(old.values(), stated.values(), strict=True) if len(old) == len(stated) == 1 else ()
    for was, now in pairs or ((old[name], stated[name]) for name in stated if name in old):
        counts = _counts(was)
        for pointer, split, rows in _entries(now):
            if split in counts and counts[split] != rows:
                yield target.problem("rows", pointer=pointer, split=split, rows=rows, old=counts[split])


def _entries(part: Part) -> Iterator[tuple[str, str, Any]]:
    """Yield each split that has a number of rows: where that stands, the name, the number."""
    splits = part.value.get("splits")
    for index, entry in enumerate(splits if isinstance(splits, list) else ()):
        if isinstance(entry, dict) and isinstance(entry.get("name"), str) and _is_count(entry.get("num_examples")):
            yield f"{part.pointer}/splits/{index}/num_examples", entry["name"], entry["num_examples"]


def _counts(part: Part) -> dict[str, Any]:
    splits = part.value.get("splits")
    entries = splits.values() if isinstance(splits, dict) else splits if isinstance(splits, list) else ()
    named = [entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get("name"), str)]
    return {entry["name"]: entry["num_examples"] for entry in named if _is_count(entry.get("num_examples"))}


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
