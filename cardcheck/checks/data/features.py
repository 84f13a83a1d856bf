"""Features of `dataset_info` and `configs`: what the loader's grammar makes of them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck import resources
from cardcheck.editing import yaml_edits
from cardcheck.loading.column_types import family
from cardcheck.loading.feature_model import Fault, Feature, Mend
from cardcheck.loading.features import read_features
from cardcheck.loading.subsets import Part, configs, feature_lists
from cardcheck.model.finding import Edit, Problem, Related
from cardcheck.model.target import Target
from cardcheck.regex import expression

_SAID_VERSION = expression(r"\bdatasets`?\s*(?:version\s*)?(?:>=|==|~=|≥|v)\s*v?(\d+(?:\.\d+){0,2})")


def faults(target: Target, *, kinds: Sequence[str]) -> Iterator[Problem]:
    """The loader reads every feature; the fault's kind is the case."""
    for _, listed in readings(target):
        for fault in listed.faults:
            if fault.kind in kinds:
                yield _problem(target, fault)


def of_type(target: Target, *, types: Sequence[str], form: str) -> Iterator[Problem]:
    """No feature of this form has one of these types."""
    for feature in _features(target):
        if feature.form == form and feature.type in types:
            yield target.problem(pointer=feature.at, value=feature.type, name=_name(feature))


def reader_version(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """The card says which `datasets` its newest feature type needs."""
    newest = max(_needs(target, vocabulary), key=lambda need: _numbers(need.since), default=None)
    if newest is None:
        return
    needed = _numbers(newest.since)
    text = target.card.source.text[target.card.body.span.start :]
    said = [_numbers(match[1]) for match in _SAID_VERSION.finditer(text)]
    if not any(version >= needed[: len(version)] for version in said):
        shown = ".".join(map(str, max(said))) if said else ""
        case = newest.case or ("older" if said else "untold")
        yield target.problem(case, pointer=newest.pointer, value=newest.value, since=newest.since, said=shown)


class _Need(NamedTuple):
    """The release that a form asks for; `case` is empty for a feature type."""

    since: str
    pointer: str
    value: str
    case: str = ""


def _needs(target: Target, vocabulary: str) -> Iterator[_Need]:
    whole = resources.vocabulary_file(vocabulary)
    for feature in _features(target):
        since = whole["list_since"].get(feature.type) or whole["values"].get(feature.type, {}).get("since")
        if since is not None:
            yield _Need(since, feature.at, feature.type)
    for part in configs(target.metadata):
        if "features" in part.value:
            yield _Need(whole["configs_since"], f"{part.pointer}/features", "features", "in-configs")


def _problem(target: Target, fault: Fault) -> Problem:
    first = target.entry_at(fault.fields["first"]) if "first" in fault.fields else None
    return target.problem(
        fault.kind,
        pointer=fault.pointer,
        edits=_edits(target, fault.mend) if fault.mend else (),
        changes=_changes(fault.mend) if fault.mend else (),
        applicability="unsafe" if fault.mend and not (fault.mend.is_sure and _agrees(target, fault.mend)) else None,
        related=(Related("the first stands here", first.value),) if first else (),
        exception=fault.exception,
        **fault.fields,
    )


def _edits(target: Target, mend: Mend) -> tuple[Edit, ...]:
    entry = target.entry_at(mend.at)
    match mend.verb:
        case "set":
            return yaml_edits.set_value(entry, mend.text)
        case "quote":
            return yaml_edits.quote(target.card, entry)
        case "rename":
            return yaml_edits.rename_key(entry, mend.text)
        case "retype":
            changed = yaml_edits.set_value(entry, mend.text)
            return (*yaml_edits.rename_key(entry, mend.key), *changed) if changed else ()
        case "remove":
            return yaml_edits.remove_entry(target.card, mend.at)
        case "swap":
            return yaml_edits.swap_pairs(target.card, mend.at)


def _agrees(target: Target, mend: Mend) -> bool:
    """Whether the files, as far as their columns are known, do not speak against a mend."""
    have = {column.name: column.type for table in target.facts.tables.values() for column in table.columns}
    if not have or mend.verb not in {"quote", "set", "retype"}:
        return True
    above = mend.at.rpartition("/")[0]
    named = target.entry_at(mend.at if mend.verb == "quote" else f"{above}/name")
    if named is None or named.text not in have:
        return named is None
    stored, meant = family(have[named.text]), family(mend.text)
    return mend.verb != "set" or not stored or not meant or stored == meant


def _changes(mend: Mend) -> tuple[str, ...]:
    """Return what a mend changes: with a key's name that of the mapping's parts, for the key is gone."""
    if mend.verb not in {"rename", "retype"}:
        return (mend.at,)
    name = mend.text if mend.verb == "rename" else mend.key
    return mend.at, f"{mend.at.rpartition('/')[0]}/{name}"


def _features(target: Target) -> Iterator[Feature]:
    return (feature for _, listed in readings(target) for feature in listed.features)


def readings(target: Target) -> Iterator[Part]:
    """Yield every list of features with what the loader reads in it."""
    for part in feature_lists(target.metadata):
        # `dataset_info` may have the key with nothing after it, `configs` may not.
        if part.value is not None or part.pointer.startswith("/configs"):
            yield Part(part.pointer, read_features(part.value, part.pointer))


def _name(feature: Feature) -> str:
    return feature.name if isinstance(feature.name, str) else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if len(part) < 9)
