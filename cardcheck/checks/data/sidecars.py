"""Files beside the data: those that are read as rows and should not be, and descriptions that nobody reads.

The load plan in, problems out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cardcheck.checks.data._repo_files import are, are_card_configs, listed
from cardcheck.editing import yaml_blocks, yaml_edits
from cardcheck.loading.companions import describes, read_files
from cardcheck.loading.formats import FOLDERS, metadata_names_of
from cardcheck.model.finding import Edit, Problem, Severity
from cardcheck.model.load import ConfigPlan, LoadError, Pattern
from cardcheck.model.target import Target

_MOST_LISTED = 20


def as_data(target: Target) -> Iterator[Problem]:
    """No file that describes others is read as rows."""
    plan = target.load
    if plan.builder != "json":
        return
    tables = target.facts.tables
    for config in plan.configs:
        by_split = {
            split.name: [path for path in split.files if describes(path, tables.get(path))] for split in config.splits
        }
        found = [path for paths in by_split.values() for path in paths]
        if not found or _is_asked_for(config, found):
            continue
        rest = {
            split.name: [path for path in split.files if path not in by_split[split.name]] for split in config.splits
        }
        is_alone = not any(rest.values())
        error = None if is_alone else _error(config)
        case = "alone" if is_alone else "fails" if error else "rows"
        edits = () if is_alone or config.pointer else _without(target, rest)
        raises = error.exception if error else ""
        # Where the folder is not the whole repository, the data may be on the Hub.
        weaker: Severity | None = "info" if is_alone and not target.files.is_complete else None
        yield target.problem(
            case,
            pointer=config.pointer,
            files=listed(found),
            are=are(found),
            edits=edits,
            raises=raises,
            severity=weaker,
        )


def unreachable(target: Target) -> Iterator[Problem]:
    """Every description of images or sounds is read with them."""
    plan = target.load
    if plan.error is not None or plan.builder not in FOLDERS:
        return
    names = metadata_names_of(plan.builder)
    read = frozenset(read_files(plan))
    lost = [path for path in plan.left_out if path.rpartition("/")[2] in names and path not in read]
    for config in plan.configs:
        has = [any(path.rpartition("/")[2] in names for path in split.files) for split in config.splits]
        # Of a split behind one that has a description, only described files are rows.
        bare = [split.name for at, split in enumerate(config.splits) if not has[at] and any(has[:at])]
        if target.entry_at(f"{config.pointer}/drop_metadata") is not None:
            continue
        if bare:
            yield target.problem("half", pointer=config.pointer, splits=", ".join(f"`{name}`" for name in bare))
        near = [path for path in lost if any(_is_above(path, file) for split in config.splits for file in split.files)]
        if not any(has) and (near or (lost and len(plan.configs) == 1)):
            yield _unread(target, config, near or lost, near)


def _unread(target: Target, config: ConfigPlan, lost: Sequence[str], near: Sequence[str]) -> Problem:
    splits = config.splits
    patterns = splits[0].patterns if len(splits) == 1 else ()
    if len(splits) > 1 or config.pointer is None or not are_card_configs(target):
        folders = sorted({file.rpartition("/")[0] for split in splits for file in split.files})
        return target.problem("splits", pointer=config.pointer, files=listed(lost), folders=listed(folders))
    edits = _beside(target, patterns, near[0]) if len(near) == 1 else ()
    return target.problem("unread", pointer=config.pointer, files=listed(lost), edits=edits)


def _is_above(path: str, file: str) -> bool:
    """Whether a description lies in the folder of a file or in one above, where its `file_name` can lead down."""
    folder = path.rpartition("/")[0]
    return not folder or file.startswith(f"{folder}/")


def _beside(target: Target, patterns: Sequence[Pattern], path: str) -> tuple[Edit, ...]:
    """Return the edits that read a description with the files of the only path."""
    pointer = patterns[0].pointer if len(patterns) == 1 else None
    entry = target.entry_at(pointer) if pointer else None
    written = [yaml_edits.scalar(text) for text in (patterns[0].text, path)] if patterns else []
    if pointer is None or entry is None or entry.key is None or not all(written):
        return ()
    return yaml_edits.replace_value(target.card, pointer, f"[{', '.join(written)}]")


def _is_asked_for(config: ConfigPlan, found: Sequence[str]) -> bool:
    """Whether the card names the very files, so that it means them."""
    named = {pattern.text.removeprefix("./") for split in config.splits for pattern in split.patterns}
    return all(path in named for path in found)


def _error(config: ConfigPlan) -> LoadError | None:
    """Return why the subset fails, if it is a matter of what its files hold."""
    error = config.error
    return error if error is not None and error.stage == "data" else None


def _without(target: Target, rest: Mapping[str, Sequence[str]]) -> tuple[Edit, ...]:
    """Return the edits that declare the other files; many as `**/*.jsonl` where nothing else is so called."""
    if not all(rest.values()):
        return ()
    if sum(map(len, rest.values())) <= _MOST_LISTED:
        return yaml_blocks.write_configs(target.card, rest)
    ends = {path.rpartition(".")[2] for paths in rest.values() for path in paths}
    if len(rest) > 1 or len(ends) > 1 or "json" in ends:
        return ()
    return yaml_blocks.write_configs(target.card, {next(iter(rest)): [f"**/*.{ends.pop()}"]})
