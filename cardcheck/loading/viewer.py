"""What the dataset viewer refuses although loading may work: switches, tags and limits.

In: metadata and a plan. Out: the viewer's error. Sources: huggingface/dataset-viewer:libs/libcommon/src/libcommon/
operations.py and constants.py, services/worker/src/worker/config.py (snapshot of August 2026).
"""

from __future__ import annotations

from typing import Any

from cardcheck import resources
from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan


def viewer_error(metadata: Any) -> LoadError | None:
    """Return why the viewer does not even begin: the card turns it off."""
    if not isinstance(metadata, dict):
        return None
    switch = metadata.get("viewer")
    # Absent and null count as on, and so does any text but the empty one.
    if switch is not None and not switch:
        said = "`viewer: false` turns the viewer off"
        return LoadError("card", "viewer-off", "", said, "NotSupportedDisabledViewerError", "/viewer")
    tags = metadata.get("tags")
    off = resources.vocabulary("viewer-off-tags")
    for index, tag in enumerate(tags if isinstance(tags, list) else ()):
        if isinstance(tag, str) and tag in off:
            said = f"the tag `{tag}` turns the viewer off for everybody"
            return LoadError("card", "viewer-tag", "", said, "NotSupportedTagNFAAError", f"/tags/{index}")
    return None


def with_viewer_limits(plan: LoadPlan) -> LoadPlan:
    """Add the viewer's refusals of too much: subsets, or splits of a subset."""
    limits = resources.vocabulary("viewer-limits")
    most = limits["subsets"]["most"]
    if plan.viewer is None and len(plan.configs) > most:
        said = f"the viewer takes {most:,} subsets, and here are {len(plan.configs):,}"
        plan = plan._replace(
            viewer=LoadError("subset", "too-many-subsets", "", said, "DatasetWithTooManyConfigsError", "/configs")
        )
    splits = limits["splits"]["most"]
    if all(len(config.splits) <= splits for config in plan.configs):
        return plan
    return plan._replace(configs=tuple(_limited(config, splits) for config in plan.configs))


def _limited(config: ConfigPlan, most: int) -> ConfigPlan:
    if len(config.splits) <= most or config.viewer is not None:
        return config
    said = f"the viewer takes {most} splits of a subset, and `{config.name}` has {len(config.splits)}"
    pointer = f"{config.pointer}/data_files" if config.pointer else None
    return config._replace(
        viewer=LoadError("subset", "too-many-splits", "", said, "DatasetWithTooManySplitsError", pointer)
    )
