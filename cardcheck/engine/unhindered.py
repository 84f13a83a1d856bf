"""Mandatory rules that no other finding, question or missing front matter keeps quiet. Rules in, rules or a reason out.

A rule leaves to another what that one tells, and any file or comment may hush that other one.
"""

from collections.abc import Collection

from cardcheck.engine.targets import reader_of
from cardcheck.model.card import Card
from cardcheck.model.rule import Rule

_LFS_POINTER = "front-matter/lfs-pointer"
_ABSENT_KEY = "metadata.values.missing"
_OF_VALUES = "metadata.values."


def unhindered(rules: tuple[Rule, ...], mandatory: Collection[str]) -> tuple[Rule, ...]:
    """Let mandatory rules yield to each other only, and find a key absent whatever else is told of it."""
    if not mandatory:
        return rules
    return tuple(_alone(rule, mandatory) if rule.id in mandatory else rule for rule in rules)


def why_mute(rule: Rule, card: Card) -> str | None:
    """Return why a mandatory rule can find nothing in a card, whatever it holds; None where it can."""
    if card.is_lfs_pointer and not rule.needs and rule.id != _LFS_POINTER:
        return "it is a Git LFS pointer and not a text"
    is_about_values = rule.at is not None or rule.check.startswith(_OF_VALUES)
    if is_about_values and card.metadata is not None and card.metadata.fault(reader_of(rule)) is not None:
        return "the front matter cannot be read"
    return None


def _alone(rule: Rule, mandatory: Collection[str]) -> Rule:
    options = {**rule.options, "alone": True} if rule.check == _ABSENT_KEY else rule.options
    blocked_by = tuple(name for name in rule.blocked_by if name in mandatory)
    return rule._replace(blocked_by=blocked_by, gap=(), options=options)
