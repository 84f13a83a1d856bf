"""Our prediction beside the viewer's word: a load plan and what the viewer says in, where they differ out.

What is not known on either side is no difference: rows of which the viewer has read a part, files whose content nobody
looked at, an error that passes by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cardcheck import resources
from cardcheck.model.hub import Viewer, ViewerError
from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan

_ERRORS = "viewer-errors"
_MOST = 20
_LONGEST, _MOST_NAMES = 80, 4


def disagreements(plan: LoadPlan, viewer: Viewer) -> list[str]:
    """Return each difference as a sentence; a long list ends with how many more there are."""
    found = list(_all(plan, viewer))
    more = len(found) - _MOST
    return found if more <= 0 else [*found[:_MOST], f"{more:,} more differences like these"]


def foretold(plan: LoadPlan, config: str | None = None) -> LoadError | None:
    """Return what we expect the viewer to stop at: with all of the repository, or with one subset of it."""
    stopped = [error for error in (plan.viewer, plan.error) if error is not None and error.viewer]
    for one in plan.configs if not stopped else ():
        if config in {None, one.name} and (error := _of_config(one)) is not None:
            return error
    return stopped[0] if stopped else None


def same_code(code: str, other: str | None) -> bool:
    """Whether two codes of the viewer are one, by former names too."""
    aliases: dict[str, str] = resources.vocabulary_file(_ERRORS)["aliases"]
    return other is not None and aliases.get(code, code) == aliases.get(other, other)


def matter_of(code: str) -> str:
    """Return what an error of the viewer is about; one that is not listed is about the data."""
    facts: dict[str, Any] = resources.vocabulary(_ERRORS).get(code, {})
    return str(facts.get("matter", "data"))


def _all(plan: LoadPlan, viewer: Viewer) -> Iterator[str]:
    said = viewer.error
    if said is not None and said.config is None and not viewer.splits:
        yield from _refused(plan, said)
        return
    shown = _splits(viewer)
    if not shown and said is None:
        return
    expected = foretold(plan)
    if expected is not None and expected in {plan.viewer, plan.error}:
        yield f"{_expected(expected)}, but the viewer shows data"
        return
    if plan.error is not None:
        return
    if said is not None:
        yield from _refused_config(plan, said)
    yield from _subsets(plan, viewer, shown)


def _refused(plan: LoadPlan, said: ViewerError) -> Iterator[str]:
    """Tell of a repository of which the viewer shows nothing."""
    expected = foretold(plan)
    if matter_of(said.code) == "passing":
        return
    if expected is None:
        yield f"{_loads(plan)}, but the viewer says `{_crop(said.code)}`"
    elif not same_code(said.code, expected.viewer):
        yield f"{_expected(expected)}, but the viewer says `{_crop(said.code)}`"


def _refused_config(plan: LoadPlan, said: ViewerError) -> Iterator[str]:
    """Tell of a subset that the viewer does not show; where several are, it tells of one."""
    config = next((config for config in plan.configs if config.name == said.config), None)
    if config is None or matter_of(said.code) == "passing":
        return
    expected = _of_config(config)
    begin = f"Subset `{_crop(config.name)}`: "
    if expected is None:
        loads = _loads(plan._replace(configs=(config,)))
        yield f"{begin}{_lower(loads)}, but the viewer says `{_crop(said.code)}`"
    # Of single subsets the viewer tells the exception, and no code of its own.
    elif not same_code(said.code, expected.viewer) and said.code != expected.exception:
        yield f"{begin}{_lower(_expected(expected))}, but the viewer says `{_crop(said.code)}`"


def _subsets(plan: LoadPlan, viewer: Viewer, shown: dict[str, dict[str, int | None]]) -> Iterator[str]:
    """Tell of subsets, their splits and rows."""
    planned = {config.name: config for config in plan.configs}
    for name in shown:
        if name not in planned:
            yield f"The viewer shows a subset `{_crop(name)}`, and we expect {_names(planned, 'subset')}"
    for name, config in planned.items():
        expected = _of_config(config)
        if name in shown and expected is not None:
            yield f"Subset `{_crop(name)}`: {_lower(_expected(expected))}, but the viewer shows it"
        elif name in shown:
            yield from _splits_of(config, shown[name])
        # Of several subsets that fail the viewer's answer names one.
        elif expected is None and viewer.error is None:
            yield f"We expect a subset `{_crop(name)}`, which the viewer does not show"


def _splits_of(config: ConfigPlan, shown: dict[str, int | None]) -> Iterator[str]:
    planned = {split.name: split for split in config.splits}
    begin = f"Subset `{_crop(config.name)}`: "
    if planned.keys() != shown.keys():
        yield f"{begin}we expect {_names(planned, 'split')}, and the viewer shows {_names(shown, 'split')}"
    for name, split in planned.items():
        rows = shown.get(name)
        if rows is not None and split.rows is not None and rows != split.rows:
            yield f"{begin}the files give {split.rows:,} rows of `{_crop(name)}`, and the viewer counts {rows:,}"


def _splits(viewer: Viewer) -> dict[str, dict[str, int | None]]:
    """Return what the viewer shows: the rows of each split by subset, None where it has not read all of them."""
    shown: dict[str, dict[str, int | None]] = {}
    for one in viewer.splits:
        shown.setdefault(one.config, {})[one.split] = None if one.is_partial else one.rows
    return shown


def _of_config(config: ConfigPlan) -> LoadError | None:
    return next((error for error in (config.viewer, config.error) if error is not None and error.viewer), None)


def _expected(error: LoadError) -> str:
    return f"We expect `{error.viewer}` of the viewer"


def _loads(plan: LoadPlan) -> str:
    is_seen = all(split.rows is not None for config in plan.configs for split in config.splits)
    return "We expect data" if is_seen else "We expect data, without having seen what all files hold"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _names(names: Iterable[str], noun: str) -> str:
    listed = list(names)
    if not listed:
        return f"no {noun}"
    told = ", ".join(f"`{_crop(name)}`" for name in listed[:_MOST_NAMES])
    more = f" and {len(listed) - _MOST_NAMES} more" if len(listed) > _MOST_NAMES else ""
    return f"the {noun}{'s' if len(listed) > 1 else ''} {told}{more}"


def _crop(name: str) -> str:
    """Return a name that does not end its own quotation, in one short line."""
    plain = " ".join(name.replace("`", "'").split())
    return plain if len(plain) <= _LONGEST else f"{plain[: _LONGEST - 1]}…"
