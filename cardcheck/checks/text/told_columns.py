"""Columns, labels and splits in the text against those that the metadata or the data have."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cardcheck.checks.text._told_columns import Told, ToldColumns, folded, is_mentioned, is_name, told_columns
from cardcheck.checks.text._true_counts import split_groups
from cardcheck.loading.columns import columns_of
from cardcheck.loading.subsets import configs, feature_lists, info_name, infos
from cardcheck.model.facts import Column, Table
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.load import ConfigPlan
from cardcheck.model.target import Target
from cardcheck.regex import expression

_FEW, _SHOWN = 2, 6
_ALIKE = 0.8
_MOST_LABELS = 20
_MOST_COLUMNS = 200
_MOST_STRANGE = 50
_CODE = expression(r"_.*|[A-Z]{1,5}(?:[._-][A-Z]{1,5})?|[A-Z\d]*\d[A-Z\d]*")
_PLAIN = frozenset({"true", "false", "yes", "no", "none", "null", "other", "unknown"})
_PARTS_OF_SPEECH = frozenset({"NOUN", "ADP", "PRON", "NUM"})
_USUAL = frozenset({"eval", "evaluation", "full", "all", "data", "default"})
_LEFT_BY_TOOLS = ("__index_level_",)


def undocumented(target: Target) -> Iterator[Problem]:
    """A card that documents columns has a word for each of them."""
    known = _columns(target)
    told = told_columns(target.card) if known else None
    if not known or told is None:
        return
    names = {column.name.casefold() for column in known}
    promised = [one for one in told.told if one.is_titled and not one.is_nested]
    if len([one for one in promised if _head(one.name) in names]) < min(_FEW, len(names)):
        return
    exact = {one.name for one in told.told}
    inner = {one.name for one in told.told if one.is_nested}
    silent = [
        column.name
        for column in known[:_MOST_COLUMNS]
        if not (column.name.startswith(_LEFT_BY_TOOLS) or is_mentioned(column.name, told.text))
        # `en` below `sentence` is `sentence_en` once it is flat.
        and column.name.rpartition("_")[2] not in inner
        # Who tells what lies in a column tells the column.
        and exact.isdisjoint(name for child in column.children for name in _names(child))
    ]
    # What is documented under a name close to it is said there; labels as columns are said with the labels.
    slips = set(_slips(target, known, told).values()) if silent else set()
    labels = {label for column in known for label in _all_labels(column)} if silent else set()
    silent = [name for name in silent if name not in slips | labels]
    # A column that the files lack is missing there, not in the text.
    stored = {column.name for table in _tables(target) for column in table.columns} if silent else set()
    silent = [name for name in silent if not stored or name in stored]
    if silent:
        span = told.titles[0] if told.titles else told.told[0].span
        others = tuple(Related("columns are told here too", title) for title in told.titles[1:])
        quotes = target.card.source.slice(span)
        yield target.problem(span=span, quotes=quotes, related=others, names=_listed(silent))


def unknown(target: Target) -> Iterator[Problem]:
    """Every column that a card documents is one of the data's."""
    known = _columns(target, is_all=True)
    told = told_columns(target.card) if known else None
    if not known or told is None or not told.told:
        return
    everything = _all_names(known)
    outer = [one for one in told.told if not one.is_nested]
    found = [one for one in outer if _is_known(one.name, everything)]
    strange = _strange(target, known, told)
    # Where most of them are strange, the list describes another form of the data.
    if not strange or len(strange) > len(found):
        return
    nearest = _slips(target, known, told)
    far = len([one for one in strange if one.name not in nearest])
    free = [column.name for column in known[:_MOST_COLUMNS] if not is_mentioned(column.name, told.text)]
    for one in strange:
        near = nearest.get(one.name)
        if near is None and (len(found) <= far or len(found) < _FEW or not free):
            continue
        span = one.span
        edits = (Edit(span, near),) if near and "`" not in near and "\n" not in near else ()
        have = _listed(free or [column.name for column in known])
        yield target.problem(
            "near" if near else None,
            span=span,
            quotes=target.card.source.slice(span),
            name=one.name,
            near=near or "",
            have=have,
            edits=edits,
        )


def _all_names(columns: Sequence[Column]) -> set[str]:
    """Return what columns are called, and also without `_` at the ends, which may be taken for marks."""
    names = {name.casefold() for column in columns for name in _names(column)}
    return names | {name.strip("_") for name in names}


def _strange(target: Target, known: Sequence[Column], told: ToldColumns) -> list[Told]:
    """Return the first documented names that are no column, nothing in one, and nothing else that lists hold."""
    others = _all_names(known) | _other_names(target, known)
    outer = [one for one in told.told if not one.is_nested]
    return [one for one in outer if is_name(one.name) and not _is_known(one.name, others)][:_MOST_STRANGE]


def _slips(target: Target, known: Sequence[Column], told: ToldColumns) -> dict[str, str]:
    """Return the columns that strange names probably mean."""
    exact = {one.name for one in told.told}
    untold = [column.name for column in known if column.name not in exact]
    near = {one.name: _near(one.name, untold) for one in _strange(target, known, told)}
    return {name: column for name, column in near.items() if column is not None}


def undocumented_labels(target: Target) -> Iterator[Problem]:
    """The text has a word for class labels."""
    if "class_label" not in target.card.source.text or not target.card.body.prose.strip():
        return
    for part in feature_lists(target.metadata):
        for column in columns_of(part.value) or ():
            labels = _telling(_labels(column))
            if not _FEW <= len(labels) <= _MOST_LABELS:
                continue
            told = told_columns(target.card)
            text = folded(target.card.source.slice(target.card.body.span))
            # Beginnings count: `pos` is told by `positive`.
            if any(is_mentioned(name, text) or f" {folded(name).strip()}" in text for name in labels):
                continue
            place = next((one.span for one in told.told if one.name == column.name), None)
            if place is not None and _explains(target.card.source.slice(target.card.source.line_span_at(place.start))):
                continue
            place = place if len(infos(target.metadata)) == 1 else None
            at = [feature.get("name") for feature in part.value].index(column.name)
            yield target.problem(
                "text" if place else None,
                span=place,
                pointer=None if place else f"{part.pointer}/{at}/name",
                quotes=target.card.source.slice(place) if place else None,
                name=column.name,
                names=_listed(labels),
            )
            return


def _telling(labels: Sequence[str]) -> list[str]:
    """Return what labels say: without marks of position, numbers, single letters, yes and no."""
    parts = [label[2:] if label[:2] in {"B-", "I-", "E-", "S-", "L-", "U-"} else label for label in labels]
    # Parts of speech and codes are explained elsewhere, and better.
    if _PARTS_OF_SPEECH.issubset(parts) or sum(bool(_CODE.fullmatch(part)) for part in parts) * 2 > len(parts):
        return []
    return [
        one
        for one in dict.fromkeys(parts)
        if len(one) > 1 and not one.lstrip("-+").isdigit() and one.lower() not in _PLAIN
    ]


def _explains(line: str) -> bool:
    """Whether a line says what each number of a label means, or links to where that is said."""
    return "](" in line or "://" in line or len(set(re.findall(r"(?<![\w.])[0-9](?![\w.]*\w)", line))) >= _FEW


def unexplained_splits(target: Target) -> Iterator[Problem]:
    """The text has a word for every split with a name of its own."""
    if not target.card.body.prose.strip():
        return
    seen: dict[str, str] = {}
    for part in infos(target.metadata):
        listed = part.value.get("splits")
        for index, split in enumerate(listed if isinstance(listed, list) else ()):
            name = split.get("name") if isinstance(split, dict) else None
            if isinstance(name, str):
                seen.setdefault(name, f"{part.pointer}/splits/{index}/name")
    odd = [name for name in seen if name.casefold() not in split_groups() and name.casefold() not in _USUAL]
    if not odd:
        return
    text = folded(target.card.source.slice(target.card.body.span))
    silent = [name for name in odd if not is_mentioned(name, text) and not _are_told(name, text)]
    if silent:
        yield target.problem(pointer=seen[silent[0]], names=_listed(silent), value=silent[0])


def _are_told(name: str, text: str) -> bool:
    """Whether a text speaks of all the words of a split's name that are no usual name of a split."""
    words = [word for word in folded(name).split() if word not in split_groups()]
    return bool(words) and all(is_mentioned(word, text) for word in words)


def _columns(target: Target, *, is_all: bool = False) -> list[Column]:
    """Return the columns of all subsets, from the metadata or else the files; none where some are unknown."""
    listed = list(feature_lists(target.metadata))
    read = [columns_of(part.value) for part in listed]
    is_whole = len(configs(target.metadata)) <= len(infos(target.metadata)) <= len(listed)
    stored = [column for table in _tables(target) for column in table.columns]
    if not listed and stored:
        return _once(stored)
    if not listed or None in read or (is_all and not is_whole):
        return []
    return _once([column for columns in read for column in columns or ()] + (stored if is_all else []))


def _tables(target: Target) -> Sequence[Table]:
    """Return what the files of all subsets hold, where it is known of each of them and they are alike in a subset."""
    plan = target.plan
    if plan is None or plan.error is not None or plan.builder not in {"parquet", "csv", "json"}:
        return ()
    tables: list[Table] = []
    by_path = target.facts.tables
    for config in plan.configs:
        paths = {path for split in config.splits for path in split.files}
        known = [by_path[path] for path in paths if path in by_path]
        # Files of different columns are often notes about the data that lie beside it.
        kinds = {frozenset(column.name for column in table.columns) for table in known}
        if _is_unread(config) or len(known) < len(paths) or len(kinds) != 1 or frozenset() in kinds:
            return ()
        tables.append(known[0])
    return tables


def _is_unread(config: ConfigPlan) -> bool:
    return config.error is not None and config.error.stage not in {"data", "check"}


def _once(columns: Sequence[Column]) -> list[Column]:
    return list({column.name: column for column in reversed(columns)}.values())[::-1]


def _names(column: Column) -> Iterator[str]:
    if column.name:
        yield column.name
    for child in column.children:
        yield from _names(child)


def _labels(column: Column) -> tuple[str, ...]:
    if column.labels or column.type == "struct" or not column.children:
        return column.labels
    return _labels(column.children[0])


def _all_labels(column: Column) -> Iterator[str]:
    yield from column.labels
    for child in column.children:
        yield from _all_labels(child)


def _other_names(target: Target, known: Sequence[Column]) -> set[str]:
    """Return names that lists of columns hold beside columns: subsets, splits, labels, types."""
    named: set[Any] = {label for column in known for label in _all_labels(column)}
    named |= {column.type for column in known}
    for part in infos(target.metadata):
        named.add(info_name(part.value))
        splits = part.value.get("splits")
        named |= (
            {split.get("name") for split in splits if isinstance(split, dict)} if isinstance(splits, list) else set()
        )
    named |= {part.value.get("config_name") for part in configs(target.metadata)}
    named |= {"bytes", "path", "array", "sampling_rate", *split_groups()}
    return {name.casefold() for name in named if isinstance(name, str)}


def _head(name: str) -> str:
    return name.casefold().partition("[")[0].partition(".")[0].partition("/")[0]


def _is_known(name: str, known: set[str]) -> bool:
    folded = name.casefold()
    return folded in known or _head(name) in known or folded.rpartition(".")[2] in known


def _near(name: str, names: Sequence[str]) -> str | None:
    from difflib import SequenceMatcher

    plain = _plain(name)
    for other in names:
        if _plain(other) == plain:
            return other
    rated = [(SequenceMatcher(None, name.casefold(), other.casefold()).ratio(), other) for other in names[:100]]
    best = max(rated, default=(0.0, ""))
    return best[1] if best[0] >= _ALIKE else None


def _plain(name: str) -> str:
    return "".join(char for char in name.casefold() if char.isalnum()).removesuffix("s")


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:_SHOWN])
    return shown + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")
