"""What the data is for: task categories and their subtasks, as far as the metadata tells."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cardcheck import resources
from cardcheck.checks.metadata import values
from cardcheck.editing import yaml_lists
from cardcheck.model.finding import Edit, Problem
from cardcheck.model.target import Target
from cardcheck.topics import spellings

_CATEGORIES, _SUBTASKS, _RETIRED = "task-categories", "task-ids", "retired-task-categories"
# Edits, and the pointers they change.
_Change = tuple[tuple[Edit, ...], tuple[str, ...]]


def swapped(target: Target) -> Iterator[Problem]:
    """Categories stand in `task_categories`, subtasks in `task_ids`."""
    yield from _categories_among_subtasks(target)
    yield from _subtasks_among_categories(target)


def _categories_among_subtasks(target: Target) -> Iterator[Problem]:
    found = {
        index: (name, near)
        for index, name in _listed(target, "task_ids")
        if spellings.meant(_SUBTASKS, name) is None and (near := spellings.meant(_CATEGORIES, name))
    }
    if not found:
        return
    new = {index: near for index, (_, near) in found.items()}
    edits = yaml_lists.together(yaml_lists.move_items(target.card, "task_ids", "task_categories", new))
    changes = yaml_lists.moved_pointers(target.card, "task_ids", "task_categories", new.values())
    for index, (name, near) in found.items():
        pointer = _pointer(target, "task_ids", index)
        yield target.problem("category", pointer=pointer, value=name, near=near, edits=edits, changes=changes)


def _subtasks_among_categories(target: Target) -> Iterator[Problem]:
    found = {
        index: (name, near)
        for index, name in _listed(target, "task_categories")
        if not _is_retired(name)
        and spellings.meant(_CATEGORIES, name) is None
        and (near := spellings.meant(_SUBTASKS, name))
    }
    if not found:
        return
    edits, changes = _subtasks_moved(target, found)
    for index, (name, near) in found.items():
        pointer = _pointer(target, "task_categories", index)
        parents = _parents(near)
        own = edits if len(parents) == 1 else ()
        parent = values.in_words(parents)
        yield target.problem(
            "subtask", pointer=pointer, value=name, near=near, parent=parent, edits=own, changes=changes
        )


def retired(target: Target) -> Iterator[Problem]:
    """No category is one that the Hub's list has no longer."""
    found = [(index, name) for index, name in _listed(target, "task_categories") if _is_retired(name)]
    told = _told_by_subtasks(target) if found else frozenset()
    renewed = {certain: _renewed(target, told, certain=certain) for certain in (True, False)} if found else {}
    for index, name in found:
        facts = _retired()[spellings.folded(name)]
        is_certain = facts["certain"] or facts["new"] in told
        edits, changes = renewed[is_certain]
        yield target.problem(
            "successor" if is_certain else "guess",
            pointer=_pointer(target, "task_categories", index),
            value=name,
            near=facts["new"],
            when=facts["when"],
            edits=edits,
            changes=changes,
        )


def without_category(target: Target, *, ambiguous: Sequence[str] = ()) -> Iterator[Problem]:
    """Each subtask's category is listed too; `ambiguous` are subtasks that are used for something else besides."""
    metadata = _metadata(target)
    if metadata is None or not metadata.get("task_ids") or spellings.is_misspelt("task_categories", metadata):
        return
    present = {category for _, category in _listed(target, "task_categories")}
    known = resources.vocabulary(_CATEGORIES)
    # A slip in a category is another rule's matter.
    present |= {near for name in present if name not in known and (near := spellings.guessed(_CATEGORIES, name))}
    present |= {facts["new"] for name in present if (facts := _retired().get(spellings.folded(name)))}
    present |= {parent for name in present if (near := _subtask(name)) for parent in _parents(near)}
    lacking = {
        index: subtask
        for index, subtask in _listed(target, "task_ids")
        if subtask in resources.vocabulary(_SUBTASKS) and present.isdisjoint(_parents(subtask))
    }
    if not lacking:
        return
    sure = {index for index, name in lacking.items() if len(_parents(name)) == 1 and name not in ambiguous}
    edits = {is_sure: _with_parents(target, lacking, sure, is_sure=is_sure) for is_sure in (True, False)}
    for index, subtask in lacking.items():
        yield target.problem(
            pointer=_pointer(target, "task_ids", index),
            value=subtask,
            parent=values.in_words(_parents(subtask)),
            edits=edits[index in sure],
            applicability=None if index in sure else "unsafe",
            changes=("/task_categories",),
        )


def hidden(target: Target) -> Iterator[Problem]:
    """At least one category is offered as a filter for data sets."""
    known = resources.vocabulary(_CATEGORIES)
    listed = [category for _, category in _listed(target, "task_categories")]
    if listed and all(known.get(category, {}).get("hidden") for category in listed):
        for index, category in _listed(target, "task_categories"):
            yield target.problem(pointer=_pointer(target, "task_categories", index), value=category)


def missing(target: Target) -> Iterator[Problem]:
    """Categories, subtasks or tags say what the data is for."""
    metadata = _metadata(target)
    if metadata is None or metadata.get("task_categories") or metadata.get("task_ids"):
        return
    if spellings.is_misspelt("task_categories", metadata) or spellings.is_misspelt("task_ids", metadata):
        return
    if not any(_category(tag) or _subtask(tag) or _is_retired(tag) for _, tag in _listed(target, "tags")):
        yield target.problem()


def made_up(target: Target) -> Iterator[Problem]:
    """No subtask is made up by the old form `<category>-other-<text>`; such a text is a tag."""
    found = {
        index: (name, text)
        for index, name in _listed(target, "task_ids")
        if "-other-" in name and not _subtask(name) and (text := name.partition("-other-")[2])
    }
    if not found:
        return
    free = {index: text for index, (_, text) in found.items()}
    changes = yaml_lists.moved_pointers(target.card, "task_ids", "tags", free.values())
    kept = {"other", *(category for _, category in _listed(target, "task_categories"))}
    edits = yaml_lists.together(yaml_lists.move_items(target.card, "task_ids", "tags", free))
    # The category that each was made of must be listed, or moving the rest would lose it.
    is_kept = all(name.partition("-other-")[0] in kept for name, _ in found.values())
    for index, (name, text) in found.items():
        yield target.problem(
            pointer=_pointer(target, "task_ids", index),
            value=name,
            free=text,
            edits=edits,
            applicability=None if is_kept else "unsafe",
            changes=changes,
        )


def unknown_id(target: Target) -> Iterator[Problem]:
    """Every subtask is one of the Hub's; what is none moves to `tags`, all of a list at once."""
    places = {
        index: target._replace(pointer=_pointer(target, "task_ids", index), value=name)
        for index, name in _listed(target, "task_ids")
    }
    found = [(index, problem) for index, at in places.items() for problem in values.one_of(at, vocabulary=_SUBTASKS)]
    if not found:
        return
    free = {index: places[index].value.strip() for index, problem in found if problem.case == "unknown"}
    edits = (
        yaml_lists.together(yaml_lists.move_items(target.card, "task_ids", "tags", free)) if all(free.values()) else ()
    )
    changes = yaml_lists.moved_pointers(target.card, "task_ids", "tags", free.values())
    for _, problem in found:
        if problem.case == "unknown":
            yield problem._replace(edits=edits, changes=changes)
        else:
            yield problem


def _subtasks_moved(target: Target, found: Mapping[int, tuple[str, str]]) -> _Change:
    """Return what moves every subtask with one parent out of `task_categories`, where its parent stays."""
    there = {category for _, category in _listed(target, "task_categories")}
    changes: dict[int, str | None] = {}
    moved = []
    for index, (_, near) in found.items():
        if len(_parents(near)) == 1:
            parent = _parents(near)[0]
            changes[index] = None if parent in there else parent
            there.add(parent)
            moved.append(near)
    return _changed(target, changes, moved)


def _with_parents(target: Target, found: Mapping[int, str], sure: set[int], *, is_sure: bool) -> tuple[Edit, ...]:
    """Return the edits that list the categories of some subtasks, of those that leave no doubt or of the others."""
    new = [_parents(subtask)[0] for index, subtask in found.items() if (index in sure) is is_sure]
    return yaml_lists.together(yaml_lists.extend(target.card, "task_categories", new, after="task_ids"))


def _told_by_subtasks(target: Target) -> frozenset[str]:
    """Return the categories that what stands under `task_ids` belongs to without doubt, or is."""
    names = [name for _, name in _listed(target, "task_ids")]
    subtasks = [near for name in names if (near := _subtask(name)) and len(_parents(near)) == 1]
    categories = [near for name in names if (near := _category(name))]
    return frozenset([*categories, *(_parents(near)[0] for near in subtasks)])


def _renewed(target: Target, told: frozenset[str], *, certain: bool) -> _Change:
    """Return what puts successors in the place of all retired categories, certain ones or guesses.

    A category that is a subtask now is kept as one.
    """
    listed = _listed(target, "task_categories")
    there = {category for _, category in listed}
    changes: dict[int, str | None] = {}
    kept = []
    for index, name in listed:
        facts = _retired().get(spellings.folded(name)) if _is_retired(name) else None
        if facts is None or (facts["certain"] or facts["new"] in told) is not certain:
            continue
        changes[index] = None if facts["new"] in there else facts["new"]
        there.add(facts["new"])
        near = _subtask(name)
        if near and facts["new"] in _parents(near):
            kept.append(near)
    return _changed(target, changes, kept)


def _changed(target: Target, changes: Mapping[int, str | None], subtasks: Sequence[str]) -> _Change:
    """Return what changes items of `task_categories` and adds to `task_ids`."""
    edits = yaml_lists.together(
        yaml_lists.change_items(target.card, "task_categories", changes),
        yaml_lists.extend(target.card, "task_ids", subtasks, after="task_categories"),
    )
    return edits, yaml_lists.moved_pointers(target.card, "task_categories", "task_ids", subtasks)


def _category(text: str) -> str | None:
    """Return the category that a text is, in whatever case or with whatever separators; no alias."""
    folded = spellings.folded(text)
    return folded if folded in resources.vocabulary(_CATEGORIES) else None


def _subtask(text: str) -> str | None:
    folded = spellings.folded(text)
    return folded if folded in resources.vocabulary(_SUBTASKS) else None


def _is_retired(text: str) -> bool:
    return spellings.folded(text) in _retired()


def _retired() -> dict[str, Any]:
    return resources.vocabulary(_RETIRED)


def _parents(subtask: str) -> list[str]:
    parents: list[str] = resources.vocabulary(_SUBTASKS)[subtask]["parents"]
    return parents


def _listed(target: Target, key: str) -> list[tuple[int, str]]:
    """Return the texts of a top-level list with their places in it; a lone value counts as a list of one."""
    said = (_metadata(target) or {}).get(key)
    items = said if isinstance(said, list) else [said]
    return [(index, item) for index, item in enumerate(items) if isinstance(item, str)]


def _pointer(target: Target, key: str, index: int) -> str:
    said = (_metadata(target) or {}).get(key)
    return f"/{key}/{index}" if isinstance(said, list) else f"/{key}"


def _metadata(target: Target) -> Mapping[Any, Any] | None:
    metadata = target.card.metadata
    value = metadata.value(target.reader) if metadata else None
    return value if isinstance(value, dict) else None
