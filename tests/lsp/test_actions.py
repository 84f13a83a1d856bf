"""Code actions: what an editor offers to do about a finding, and what the card is when it is done."""

from __future__ import annotations

import pytest

pytest.importorskip("pygls")

from lsp_cards import edited, judged, marked
from lsprotocol.types import CodeActionKind

from cardcheck.lsp.actions import FIX_ALL, Asked, actions, resolved
from cardcheck.lsp.diagnostics import diagnostics
from cardcheck.model.text import Span

URI = "file:///README.md"
CARD = "---\nlicense: apach¦e2 # why\nlanguage:\n- EN\npretty_name: Tides\n---\n# Tides \U0001f30a\n\nText.\n"


def offered(card: str, *, only=None, is_lazy=False, select=None):
    """Return the state of a card and what can be done at its mark, by title."""
    text, position = marked(card)
    state = judged(text, select=select)
    offset = state.places.offset(position)
    found = actions(state, Asked(URI, Span(offset, offset), only, is_lazy), 1)
    return state, {action.title: action for action in found}


def done(state, action) -> str:
    """Return the text after an action."""
    (change,) = action.edit.document_changes
    assert change.text_document.version == 1
    return edited(state.state.text, list(change.edits))


def test_a_safe_fix_is_preferred_and_changes_what_it_names():
    state, found = offered(CARD)
    fix = found["Use `apache-2.0`"]
    assert fix.kind == CodeActionKind.QuickFix
    assert fix.is_preferred
    assert fix.diagnostics[0].code == "license/unknown-id"
    assert done(state, fix) == CARD.replace("apach¦e2", "apache-2.0")


def test_elsewhere_nothing_of_it_is_offered():
    assert "Use `apache-2.0`" not in offered(CARD.replace("¦", "").replace("Tides\n", "Ti¦des\n", 1))[1]


def test_all_safe_fixes_as_fix_applies_them():
    state, found = offered(CARD, only=["source.fixAll"])
    assert list(found) == ["Apply all safe fixes"]
    fixed = done(state, found["Apply all safe fixes"])
    assert "license: apache-2.0 # why" in fixed
    assert "- en\n" in fixed


def test_all_safe_fixes_are_worked_out_when_they_are_wanted():
    state, found = offered(CARD, is_lazy=True)
    action = found["Apply all safe fixes"]
    assert action.kind == FIX_ALL
    assert action.edit is None
    assert "apache-2.0" in done(state, resolved(state, action, 1))


def test_an_editor_that_cannot_ask_later_is_not_made_to_wait_for_them():
    assert "Apply all safe fixes" not in offered(CARD)[1]


def test_only_the_kinds_that_are_wanted():
    assert not offered(CARD, only=[CodeActionKind.Refactor])[1]
    assert FIX_ALL not in {action.kind for action in offered(CARD, only=["quickfix"])[1].values()}


SELECTED = {
    "license/unknown-id": "---\nlicense: apach¦e2 # why\n---\n",
    "task/unknown-category": "---\ntask_categories:\n- text-cl¦assify\n- other\n---\n",
    "links/empty-link": "---\nlicense: mit\n---\n# T\n\nSee [th¦is]() and that.\n",
    "links/image-alt": "---\r\nlicense: mit\r\n---\r\n# T\r\n\r\n> ![](¦a.png)\r\n",
    "license/missing": "¦---\nlanguage: en\n---\n# T\n",
    "front-matter/missing": "¦# T\n\nText.\n",
    "front-matter/dialect": "---\ntags:\n- a\n-   ¦yes\n---\n",
}


@pytest.mark.parametrize(("rule", "card"), SELECTED.items())
def test_an_ignored_finding_is_suppressed_and_nothing_else_changes(rule, card):
    # The reason is for the author to write.
    rules = (rule, "cardcheck/unused-suppression", "cardcheck/unknown-rule")
    state, found = offered(card, select=rules)
    names = [title for title in found if title.startswith(f"Ignore {rule} ")]
    assert len(names) == 1, found
    changed = done(state, found[names[0]])
    after = judged(changed, select=rules).report
    assert [finding.rule for finding in after.findings if not finding.suppressed] == []
    before, now = state.card.metadata, judged(changed).card.metadata
    assert (before and before.client) == (now and now.client)
    assert changed.count("\r\n") in {0, changed.count("\n")}


def test_a_second_rule_joins_the_comment_that_is_there():
    card = "---\nlicense: apach¦e2 # cardcheck: ignore[license/case] old\n---\n"
    state, found = offered(card, select=("license/unknown-id",))
    changed = done(state, found["Ignore license/unknown-id here"])
    assert "# cardcheck: ignore[license/case, license/unknown-id] old\n" in changed


def test_a_text_of_several_lines_is_not_spoilt():
    card = '---\nlicense: "apac¦he\n  two"\n---\n'
    state, found = offered(card, select=("license/unknown-id",))
    changed = done(state, found["Ignore license/unknown-id here"])
    assert '"apache\n  two"' in changed
    assert not judged(changed, select=("license/unknown-id",)).report.shown


def test_an_action_of_a_card_that_has_become_another_does_nothing():
    _, found = offered(CARD, is_lazy=True)
    action = found["Ignore license/unknown-id here"]
    other = judged("---\nlicense: mit\n---\n# T\n")
    assert not resolved(other, action, 2).edit.document_changes[0].edits


def test_findings_as_editors_take_them():
    text, _ = marked(CARD)
    state = judged(text)
    found = diagnostics(state.places, URI, state.report, "https://example.org/{family}#{slug}")
    unknown = next(one for one in found if one.code == "license/unknown-id")
    assert unknown.code_description.href == "https://example.org/license#unknown-id"
    assert unknown.source == "cardcheck"
    assert all(one.code_description is None for one in diagnostics(state.places, URI, state.report, None))


def test_what_has_another_name_is_struck_through_and_what_does_nothing_fades():
    state = judged("---\nlicenses: mit\nlanguage: [en, en]\n---\n# T\n")
    tags = {one.code: one.tags for one in diagnostics(state.places, URI, state.report, None) if one.tags}
    assert tags["front-matter/deprecated-key"] == [2]
    assert tags["metadata/duplicate-item"] == [1]


def test_a_second_place_is_told():
    state = judged("---\nlicense: mit\nlicense: mit\n---\n# T\n")
    found = diagnostics(state.places, URI, state.report, None)
    again = next(one for one in found if one.code == "front-matter/duplicate-key")
    assert again.related_information[0].location.range.start.line == 1
