"""Does a fix do harm? Two versions of a card and the fixes between them in, one reason out, or none.

What is refused here is a mistake of ours: a fix may change only what it names, and may make nothing worse.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cardcheck.engine.fixing.metadata_changes import changed_pointers, outside
from cardcheck.engine.fixing.version import Version
from cardcheck.engine.linter import Linter
from cardcheck.engine.running_order import OPEN_QUESTION
from cardcheck.model.card import Card, Reader
from cardcheck.model.finding import Finding
from cardcheck.model.load import LoadPlan
from cardcheck.regex import expression

_NUMBER = expression(r"\d[\d,.]*")
_READERS: tuple[Reader, ...] = ("client", "hub")


def harm_done(linter: Linter, before: Version, after: Version, applied: Sequence[Finding]) -> str | None:
    """Return what the fixes of some findings would make worse, in words that follow "it"; None where nothing."""
    reader = _new_fault(before.card, after.card)
    if reader is not None:
        return f"would leave metadata that the {reader} cannot read"
    named = [pointer for finding in applied if finding.fix for pointer in finding.fix.pointers]
    strays = outside(changed_pointers(before.card, after.card), named)
    if strays:
        return f"would change `{strays[0]}` too"
    new = new_findings(linter, before, after, applied)
    if new:
        return f"would bring `{new[0].rule}`: {new[0].message}"
    if _loads_less(before.report.load, after.report.load):
        return "would keep something from loading"
    return None


def new_findings(linter: Linter, before: Version, after: Version, applied: Sequence[Finding]) -> list[Finding]:
    """Return what is found after fixing and was not before.

    A question left for a person is no new fault, nor is what could not be asked before: what a finding that is fixed
    now had blocked or hidden, what the loader comes to only now, the keys of a block that was text, and everything
    where a reader sees metadata for the first time.
    """
    if any(_reads(after.card, reader) and not _reads(before.card, reader) for reader in _READERS):
        return []
    gone = {finding.rule for finding in applied}
    was_blocked = {skipped.rule for skipped in before.report.skipped if skipped.needs == "card"}
    was_blocked |= {rule.id for rule in linter.rules if not gone.isdisjoint((*rule.blocked_by, *rule.revealed_by))}
    if before.report.load is not None and before.report.load.outcome != "ok":
        was_blocked |= {rule.id for rule in linter.rules if "load" in rule.needs}
    taken_in = _keys_taken_in(before.card, after.card, applied)
    known = Counter(map(words_of, before.report.findings))
    new = []
    for finding in after.report.findings:
        known[words_of(finding)] -= 1
        is_asked_first = finding.rule in was_blocked or _top_key(finding.pointer) in taken_in
        if known[words_of(finding)] < 0 and not is_asked_first and finding.rule != OPEN_QUESTION:
            new.append(finding)
    return new


def _keys_taken_in(before: Card, after: Card, applied: Sequence[Finding]) -> set[str]:
    """Return the keys of a block that was text before, as pointers."""
    if not any("" in finding.fix.pointers for finding in applied if finding.fix):
        return set()
    return _top_keys(after) - _top_keys(before)


def _top_keys(card: Card) -> set[str]:
    return {pointer for pointer in (card.metadata.entries if card.metadata else ()) if pointer.count("/") == 1}


def _top_key(pointer: str | None) -> str:
    """Return the pointer of the key that a value stands under; empty for the whole card."""
    return "/".join((pointer or "").split("/")[:2])


def words_of(finding: Finding) -> tuple[str, str]:
    """Return what makes two findings one, wherever they stand and whatever they count."""
    said = finding.message.split("`")
    counted = [part if index % 2 else _NUMBER.sub("#", part) for index, part in enumerate(said)]
    return finding.rule, "`".join(counted)


def _new_fault(before: Card, after: Card) -> str | None:
    """Return a reader that could read the metadata and cannot any more."""
    return next((reader for reader in _READERS if _reads(before, reader) and not _reads(after, reader)), None)


def _reads(card: Card, reader: Reader) -> bool:
    """Whether a reader sees metadata: keys with values, not merely something between fences."""
    return card.metadata is not None and isinstance(card.metadata.value(reader), dict)


def _loads_less(before: LoadPlan | None, after: LoadPlan | None) -> bool:
    """Whether a subset that loaded does not any more, or the default one is gone."""
    if before is None or after is None:
        return False
    fewer = not set(_loading(before)) <= set(_loading(after))
    return fewer or (before.error is None and before.unnamed is None and after.unnamed is not None)


def _loading(plan: LoadPlan) -> list[str]:
    return [config.name for config in plan.configs if config.outcome == "ok"] if plan.error is None else []
