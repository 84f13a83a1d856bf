"""Files of several formats where the loader reads all with one builder. The load plan in, problems out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck import resources
from cardcheck.checks.data._repo_files import are, are_card_configs, listed
from cardcheck.editing import yaml_blocks, yaml_edits
from cardcheck.loading.companions import is_companion, read_files
from cardcheck.loading.formats import FOLDERS, format_of, metadata_names
from cardcheck.loading.globs import FileTree, has_known_suffix
from cardcheck.loading.layouts import automatic_splits
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.load import ConfigPlan
from cardcheck.model.target import Target
from cardcheck.regex import expression

_TEXT = frozenset({"csv", "tsv", "json", "text", "parquet", "arrow"})
_MOST_LISTED = 20
_FORMATS = expression(r"`([^`]*)`: (\w+)")
_MEDIA = frozenset({"image", "audio", "video"})
_SEPARATORS = {"csv": '","', "tsv": r'"\t"'}
_NOTHING_FOUND = frozenset({"empty", "no-supported-files"})
_KINDS = {
    "csv": "table",
    "json": "table",
    "parquet": "table",
    "arrow": "table",
    "text": "text",
    "imagefolder": "image",
    "audiofolder": "audio",
    "videofolder": "video",
}


def mixed(target: Target) -> Iterator[Problem]:
    """All splits are of one format."""
    error = target.load.error
    if error is None or error.kind != "mixed-formats":
        return
    if error.pointer is not None and are_card_configs(target):
        # A split that finds nothing is told where its path stands.
        if ": nothing" not in error.message:
            yield target.problem("declared", pointer=error.pointer, said=_said(error.message))
        return
    by_split = _automatic(target)
    alien = [path for files in by_split.values() for path in files if not has_known_suffix(path)]
    if ": nothing" in error.message:
        yield target.problem("no-data", files=listed(alien), edits=_kept(target, by_split))
    else:
        yield target.problem("automatic", said=_said(error.message), edits=_kept(target, by_split))


def one_builder(target: Target) -> Iterator[Problem]:
    """Every subset is of the format of the first, for all are read with its builder."""
    plan = target.load
    if plan.error is not None or plan.builder is None or not plan.configs or not are_card_configs(target):
        return
    first = plan.configs[0]
    for config in plan.configs:
        if config.pointer is None:
            continue
        at = _place(target, config)
        if config is not first and config.format and first.format and config.format != first.format:
            if not _has_separator(target, config):
                yield _other_builder(target, config, first, at)
            continue
        yield from _mixed_in(target, config, first, at)


def unsupported(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """Data is in formats that some builder reads, with suffixes that it knows."""
    known = resources.vocabulary(vocabulary)
    data = resources.vocabulary("data-formats")
    capital: list[str] = []
    other: Counter[str] = Counter()
    for file in target.files.files:
        if has_known_suffix(file.path) or is_companion(file.path) or "." not in file.path.rpartition("/")[2]:
            continue
        suffix = f".{file.path.rpartition('.')[2]}"
        if suffix.lower() in data and suffix not in data:
            capital.append(file.path)
        elif suffix.lower() in known:
            other[suffix] += 1
    read = read_files(target.load)
    if capital:
        yield target.problem("capitals", files=listed(capital), suffix=f".{capital[0].rpartition('.')[2]}")
    error = target.load.error
    if error is not None and error.kind not in _NOTHING_FOUND:
        # Whether other data is read cannot be told.
        return
    kind = _KINDS.get(target.load.builder or "")
    counts = {suffix: count for suffix, count in other.items() if not read or known[suffix.lower()]["kind"] == kind}
    # A few beside much data are no part of it, and a table in another format is mostly a copy.
    enough = len(read) // 20 if kind in _MEDIA else len(read)
    if sum(counts.values()) > enough:
        most = sorted(counts, key=lambda suffix: -counts[suffix])
        said = ", ".join(f"{counts[suffix]:,} × `{suffix}`" for suffix in most[:4])
        yield target.problem("unknown", counts=said, advice=known[most[0].lower()]["advice"])


def _said(message: str) -> str:
    """Name two splits of different formats from the sentence that lists the formats of all."""
    formats = _FORMATS.findall(message)
    split, form = formats[0] if formats else ("", "")
    other, another = next(((split, one) for split, one in formats if one != form), ("", ""))
    return f"`{split[:20]}` holds {form.upper()} and `{other[:20]}` {another.upper()}"


def _automatic(target: Target) -> Mapping[str, list[str]]:
    """Return all files that the names of splits lead to, known suffixes or not."""
    tree = FileTree(file.path for file in target.files.files)
    found = automatic_splits(tree)
    if found is None:
        return {}
    return {
        split: sorted({path for text in texts for path in (*tree.find(text).files, *tree.find(text).others)})
        for split, texts in found.patterns.items()
    }


def _kept(target: Target, by_split: Mapping[str, list[str]]) -> tuple[Edit, ...]:
    """Return the edits that declare, of each split, the files of the commonest format."""
    formats = Counter(format_of([path], {}).words for files in by_split.values() for path in files)
    for word in ("", "harbor"):
        formats.pop(word, None)
    if not formats or target.metadata is None:
        return ()
    chosen = formats.most_common(1)[0][0]
    kept = {split: [one for one in files if format_of([one], {}).words == chosen] for split, files in by_split.items()}
    kept = {split: files for split, files in kept.items() if files}
    lost = any(
        split not in kept and any(format_of([one], {}).words not in {"", "harbor"} for one in files)
        for split, files in by_split.items()
    )
    is_short = sum(map(len, kept.values())) <= _MOST_LISTED and chosen not in FOLDERS
    return yaml_blocks.write_configs(target.card, kept) if is_short and not lost else ()


def _other_builder(target: Target, config: ConfigPlan, first: ConfigPlan, at: str) -> Problem:
    own, shared = config.format or "", first.format or ""
    fields: dict[str, Any] = {"name": config.name, "own": own.upper(), "shared": shared.upper(), "first": first.name}
    if {own, shared} == {"csv", "tsv"}:
        edits = yaml_edits.add_key(target.card, f"{config.pointer}/config_name", "sep", _SEPARATORS[own])
        return target.problem("separator", pointer=at, edits=edits, changes=(f"{config.pointer}/sep",), **fields)
    error = config.error
    if error is None:
        return target.problem("builder", pointer=at, **fields)
    return target.problem("raises", pointer=at, exception=error.exception, **fields)


def _mixed_in(target: Target, config: ConfigPlan, first: ConfigPlan, at: str) -> Iterator[Problem]:
    """Yield where files of other formats are among those of a subset whose paths the card gives."""
    shared = first.format
    if config.layout is not None or shared not in _TEXT:
        return
    strange = [
        path
        for split in config.splits
        for path in split.files
        if (words := format_of([path], {}).words)
        and words != shared
        and path.rpartition("/")[2] not in metadata_names()
    ]
    if strange:
        yield target.problem(
            "among",
            pointer=at,
            files=listed(strange),
            are=are(strange),
            severity=None if config.error else "warning",
            shared=shared.upper(),
            name=config.name,
        )


def _has_separator(target: Target, config: ConfigPlan) -> bool:
    return any(target.entry_at(f"{config.pointer}/{key}") is not None for key in ("sep", "delimiter"))


def _place(target: Target, config: ConfigPlan) -> str:
    """Return where a subset's files are named, or the subset where they are not."""
    at = f"{config.pointer}/data_files"
    return at if target.entry_at(at) is not None else config.pointer or ""
