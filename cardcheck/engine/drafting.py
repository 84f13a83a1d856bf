"""A card for a folder of data that loads as the folder does, or better: facts in, a draft out.

Every draft is read as a card is and its load plan held against that of the folder without it; what would change
anything is left out.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from cardcheck.drafting.additions import added_keys, added_sections
from cardcheck.drafting.card import draft_card
from cardcheck.drafting.model import Folder, Parts
from cardcheck.drafting.subsets import found_subsets, ordered, other_subsets
from cardcheck.editing.apply import apply_edits
from cardcheck.engine.loads import load_plan
from cardcheck.model.card import Card
from cardcheck.model.load import ConfigPlan, LoadPlan
from cardcheck.model.text import BOM
from cardcheck.parsing.card import parse_card
from cardcheck.topics.open_questions import asked

Write = Callable[[Parts, LoadPlan], str]


class Draft(NamedTuple):
    """A card that was drafted, what becomes of the folder with it, and the parts that it declares."""

    text: str
    plan: LoadPlan
    parts: Parts


def drafted(folder: Folder) -> Draft:
    """Draft a card; what the loader makes of the folder stays, or is made to work where that can be told."""
    return _best(folder, lambda parts, plan: draft_card(folder, parts, plan))


def completed(card: Card, folder: Folder) -> Draft:
    """Put into a card what it lacks; `folder` holds what becomes of the folder with the card as it is."""

    def write(parts: Parts, plan: LoadPlan) -> str:
        edits = added_keys(card, folder, parts, plan)
        text = apply_edits(card.source.text, edits)
        grown = parse_card(text)
        more = added_sections(grown, folder, plan)
        longer = apply_edits(grown.source.text, more)
        # Behind a fence or a comment that is not closed, some sections would be none.
        headings = sum(line.startswith("#") for edit in more for line in edit.text.splitlines())
        is_seen = len(parse_card(longer).body.sections) >= len(grown.body.sections) + headings
        return BOM * card.source.has_bom + (longer if is_seen else text)

    draft = _best(folder, write)
    is_harmless = folder.plan.outcome != "ok" or _are_alike(draft.plan, folder.plan)
    return draft if is_harmless else Draft(BOM * card.source.has_bom + card.source.text, folder.plan, Parts())


def asked_in(text: str) -> frozenset[str]:
    """Return the topics and keys that the questions in a card ask for."""
    return asked(parse_card(text))


def _best(folder: Folder, write: Write) -> Draft:
    for parts, plan in _choices(folder, write):
        text = write(parts, plan)
        found = load_plan(parse_card(text), folder.facts, folder.repo)
        if found is not None and _are_alike(found, plan):
            return Draft(text, found, parts)
    text = write(Parts(), folder.plan)
    return Draft(text, load_plan(parse_card(text), folder.facts, folder.repo) or folder.plan, Parts())


def _choices(folder: Folder, write: Write) -> Iterator[tuple[Parts, LoadPlan]]:
    """Yield what may be declared, the most telling first, with the plan that it has to give."""
    if folder.plan.outcome == "ok":
        for subsets in dict.fromkeys((found_subsets(folder), ())):
            for has_features in (True, False):
                yield Parts(subsets, has_features), folder.plan
        return
    for subsets in other_subsets(folder):
        text = write(Parts(subsets), folder.plan)
        plan = load_plan(parse_card(text), folder.facts, folder.repo)
        if plan is not None and plan.outcome == "ok":
            yield Parts(subsets, has_features=True), plan
            yield Parts(subsets), plan


def _are_alike(one: LoadPlan, other: LoadPlan) -> bool:
    """Whether two plans give the same subsets with the same splits, files and rows."""
    return _essence(one) == _essence(other)


def _essence(plan: LoadPlan) -> tuple[object, ...]:
    return plan.outcome, plan.builder, plan.default, [_of_config(config) for config in plan.configs]


def _of_config(config: ConfigPlan) -> tuple[object, ...]:
    splits = [(split.name, tuple(ordered(config, split.name)), split.rows) for split in config.splits]
    return config.name, config.error and config.error.kind, splits
