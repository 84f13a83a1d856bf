"""What kind of data a repository holds where the Hub cannot find out by reading it. Files and tags in, problems out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from cardcheck import resources
from cardcheck.loading.companions import is_companion
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target


def unforced(
    target: Target, *, kinds: Mapping[str, str], builders: Mapping[str, str], modalities: str
) -> Iterator[Problem]:
    """A tag says the modality of data that the viewer cannot read.

    `kinds` and `builders` lead from what a file holds, and from what would read it, to a modality.
    """
    error = target.load.error
    # Of a folder that is not all there nobody knows what the Hub reads.
    if error is None or error.viewer is None or not target.files.is_complete:
        return
    metadata = target.metadata
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    known = resources.vocabulary(modalities)
    listed = tags if isinstance(tags, list) else [tags]
    if any(isinstance(tag, str) and tag.removeprefix("modality:") in known for tag in listed):
        return
    unread, read = resources.vocabulary("unsupported-suffixes"), resources.vocabulary("data-formats")
    counts: Counter[str] = Counter()
    for file in target.files.files:
        suffix = f".{file.path.rpartition('.')[2].lower()}"
        if is_companion(file.path) or "." not in file.path:
            continue
        modality = kinds.get(unread.get(suffix, {}).get("kind", "")) or builders.get(
            read.get(suffix, {}).get("builder", "")
        )
        counts.update([modality] if modality else [])
    if counts:
        modality, count = max(counts.items(), key=lambda one: (one[1], one[0]))
        yield target.problem(modality=modality, count="1 file" if count == 1 else f"{count:,} files")
