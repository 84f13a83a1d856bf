"""The front matter of a new card: a folder and the parts to declare in, lines of YAML by key out.

A key whose value cannot be written for sure has no lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cardcheck.drafting.contents import bucket_of, columns_of
from cardcheck.drafting.model import Folder, Parts, Subset
from cardcheck.drafting.questions import IN_YAML, LANGUAGE, LICENSE, PRETTY_NAME, TASKS
from cardcheck.editing.yaml_blocks import split_lines
from cardcheck.editing.yaml_edits import scalar
from cardcheck.editing.yaml_features import feature_lines
from cardcheck.loading.dtypes import is_value_type
from cardcheck.model.load import LoadPlan
from cardcheck.topics.open_questions import question_comment

Keys = Mapping[str, list[str]]


def known_values(folder: Folder) -> dict[str, Any]:
    """Return what is known of license and languages, from files or from a person."""
    license_ = folder.answers.get(LICENSE.name) or folder.license
    languages = _parts(folder.answers.get(LANGUAGE.name) or folder.language)
    return {key: value for key, value in (("license", license_), ("language", languages)) if value}


def keys_of(folder: Folder, parts: Parts, plan: LoadPlan) -> Keys:
    """Return what the files and a person tell, in the order in which it is written; `plan` is that of the card."""
    said, known = folder.answers, known_values(folder)
    bucket = bucket_of(plan) if plan.outcome == "ok" else None
    keys = {
        "pretty_name": _one("pretty_name", said.get(PRETTY_NAME.name)),
        "license": _one("license", known.get("license")),
        "language": _several("language", known.get("language", [])),
        "task_categories": _several("task_categories", _parts(said.get(TASKS.name))),
        "size_categories": _several("size_categories", _parts(bucket)),
        "configs": _configs(parts.subsets),
        "dataset_info": _info(folder, parts, plan),
    }
    return {key: lines for key, lines in keys.items() if lines}


def front_matter(folder: Folder, parts: Parts, plan: LoadPlan) -> list[str]:
    """Return the whole block, with a question in the place of each key that only a person knows."""
    keys = dict(keys_of(folder, parts, plan))
    asked = {question.key: question_comment(question.key or "", question.text) for question in IN_YAML}
    if not keys:
        # The Hub refuses a block that holds nothing but comments, and the card's title is what it calls itself.
        keys = {"pretty_name": _one("pretty_name", folder.name) or ["pretty_name: Data set"]}
    lines = []
    for key in _ORDER:
        if key in keys:
            lines += keys[key]
        elif key in asked:
            lines.append(asked[key])
    return ["---", *lines, "---"]


_ORDER = ("pretty_name", "license", "language", "task_categories", "size_categories", "configs", "dataset_info")


def _one(key: str, text: str | None) -> list[str]:
    written = scalar(" ".join(text.split())) if text else ""
    return [f"{key}: {written}"] if written else []


def _several(key: str, texts: Sequence[str]) -> list[str]:
    values = [scalar(text) for text in texts]
    return [f"{key}:", *(f"- {value}" for value in values)] if values and all(values) else []


def _parts(text: str | None) -> list[str]:
    """Return what stands between commas."""
    return [part.strip() for part in (text or "").split(",") if part.strip()]


def _configs(subsets: tuple[Subset, ...]) -> list[str]:
    lines = ["configs:"]
    for subset in subsets:
        texts = [subset.name, *(text for split, paths in subset.splits for text in (split, *paths))]
        if not all(map(scalar, texts)):
            return []
        lines += [f"- config_name: {scalar(subset.name)}", "  data_files:"]
        for split, paths in subset.splits:
            lines += [f"  {line}" for line in split_lines(split, paths)]
    return lines if subsets else []


def _info(folder: Folder, parts: Parts, plan: LoadPlan) -> list[str]:
    """Write the columns of each subset; without `splits`, for these want sizes in memory that no file tells."""
    if not parts.has_features or plan.outcome != "ok" or folder.is_steered:
        return []
    found = [(config.name, feature_lines(columns_of(folder, config), is_value_type)) for config in plan.configs]
    if not found or not all(lines for _, lines in found):
        return []
    is_alone = len(found) == 1 and found[0][0] == "default"
    lines = ["dataset_info:"]
    for name, features in found:
        if is_alone:
            lines += ["  features:", *(f"  {line}" for line in features or ())]
        else:
            lines += [f"- config_name: {scalar(name)}", "  features:", *(f"  {line}" for line in features or ())]
    return lines
