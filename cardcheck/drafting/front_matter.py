"""The front matter of a new card: a folder and the parts to declare in, lines of YAML by key out.

A key whose value cannot be written for sure has no lines.
"""

from __future__ import annotations

from collections.abc import Mapping

from cardcheck.drafting.contents import bucket_of, columns_of
from cardcheck.drafting.features import feature_lines
from cardcheck.drafting.model import Folder, Parts, Subset
from cardcheck.drafting.questions import IN_YAML, LANGUAGE, LICENSE, PRETTY_NAME, TASKS
from cardcheck.editing.yaml_blocks import split_lines
from cardcheck.editing.yaml_edits import scalar
from cardcheck.model.load import LoadPlan
from cardcheck.topics.open_questions import question_comment

Keys = Mapping[str, list[str]]


def keys_of(folder: Folder, parts: Parts, plan: LoadPlan) -> Keys:
    """Return what the files and a person tell, in the order in which it is written; `plan` is that of the card."""
    said = folder.answers
    bucket = bucket_of(plan) if plan.outcome == "ok" else None
    keys = {
        "pretty_name": _one("pretty_name", said.get(PRETTY_NAME.name)),
        "license": _one("license", said.get(LICENSE.name) or folder.license),
        "language": _several("language", said.get(LANGUAGE.name) or folder.language),
        "task_categories": _several("task_categories", said.get(TASKS.name)),
        "size_categories": _several("size_categories", bucket),
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
    for key in dict.fromkeys([*(key for key in asked if key), *_ORDER]):
        if key in keys:
            lines += keys[key]
        elif key in asked:
            lines.append(asked[key])
    return ["---", *lines, "---"]


_ORDER = ("pretty_name", "license", "language", "task_categories", "size_categories", "configs", "dataset_info")


def _one(key: str, text: str | None) -> list[str]:
    written = scalar(" ".join(text.split())) if text else ""
    return [f"{key}: {written}"] if written else []


def _several(key: str, text: str | None) -> list[str]:
    """Write a list of what stands between commas."""
    values = [scalar(value.strip()) for value in (text or "").split(",") if value.strip()]
    return [f"{key}:", *(f"- {value}" for value in values)] if values and all(values) else []


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
    if not parts.has_features or plan.outcome != "ok":
        return []
    found = [(config.name, feature_lines(columns_of(folder, config))) for config in plan.configs]
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
