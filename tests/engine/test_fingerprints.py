"""A fingerprint stays when lines move and differs where findings differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from unscored import unscored

from cardcheck.engine.findings import with_fingerprints
from cardcheck.parsing.card import parse_card

LINTER = unscored(profile="strict")


def fingerprints(card: str) -> list[str]:
    return [finding.fingerprint for finding in LINTER.check(card).findings]


def one(card: str, rule: str) -> str:
    return next(finding.fingerprint for finding in LINTER.check(card).findings if finding.rule == rule)


def test_a_comment_above_moves_nothing():
    card = "---\nlicense: nope\n---\n# T\n\nText.\n"
    assert fingerprints(card) == fingerprints(card.replace("license", "# a line more\nlicense"))


def test_a_paragraph_above_moves_nothing():
    # Long enough that a paragraph more changes nothing in what is asked of the whole card.
    card = f"---\nlicense: mit\n---\n# T\n\n{'The logs of old harbours, read by two people. ' * 12}\n\nTODO: say more\n"
    assert fingerprints(card) == fingerprints(card.replace("TODO", "A new paragraph.\n\nTODO"))


def test_line_ends_make_no_difference():
    card = "---\nlicense: nope\n---\n# T\n\nTODO: say more\n"
    assert fingerprints(card) == fingerprints(card.replace("\n", "\r\n"))


def test_another_value_is_another_finding():
    card = "---\nlicense: nope\n---\n"
    assert one(card, "license/unknown-id") != one(card.replace("nope", "never"), "license/unknown-id")


def test_another_place_is_another_finding():
    card = "---\nlicense: nope\n---\n"
    listed = "---\nlicense: [nope]\n---\n"
    assert one(card, "license/unknown-id") != one(listed, "license/unknown-id")


def test_another_section_is_another_finding():
    found = fingerprints("---\nlicense: mit\n---\n# A\n\nTODO: x\n\n# B\n\nTODO: x\n")
    assert len(set(found)) == len(found) > 1


def test_the_same_twice_is_told_apart():
    found = fingerprints("---\nlicense: mit\n---\n# A\n\nTODO: x\n\nTODO: x\n")
    assert len(set(found)) == len(found) > 1


def test_the_first_of_two_keeps_its_own_when_a_second_comes():
    card = "---\nlicense: mit\n---\n# A\n\nTODO: x\n"
    assert one(card, "prose/placeholder") == one(card + "\nTODO: x\n", "prose/placeholder")


@given(st.randoms())
def test_the_order_of_rules_makes_no_difference(random):
    card = "---\nviewer: off\nlicense: [nope, nope]\n---\n# A\n\nTODO: x\n\nTODO: x\n\n[a](#b) [a](#b)\n"
    # A rule that others block must follow them.
    rules = [rule._replace(blocked_by=()) for rule in LINTER.rules]
    expected = LINTER._replace(rules=tuple(rules)).check(card)
    random.shuffle(rules)
    assert LINTER._replace(rules=tuple(rules)).check(card).findings == expected.findings


def test_text_that_no_encoding_takes():
    card = parse_card("# T\n\nTODO: \ud800\n")
    findings = LINTER.check("# T\n\nTODO: \ud800\n").findings
    assert all(len(finding.fingerprint) == 16 for finding in with_fingerprints(card, findings))
