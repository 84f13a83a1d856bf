"""The same defect in many repositories: what counts as the same, and what counts at all."""

from __future__ import annotations

from typing import Any

from cardcheck.audit.defects import Defects
from cardcheck.model.audit import AuditRecord, Defect
from cardcheck.model.hub import HubRepo

SAFE = {"applicability": "safe", "title": "Use `apache-2.0`"}


def finding(message: str = "`apache2` is no id", rule: str = "license/unknown-id", **more: Any) -> dict[str, Any]:
    plain = {"case": None, "severity": "error", "fix": SAFE, "suppressed": False}
    return {"rule": rule, "message": message} | plain | more


def defects(*records: tuple[str, list[dict[str, Any]]]) -> tuple[Defect, ...]:
    counted = Defects()
    for key, findings in records:
        card = {"findings": findings, "score": None, "load": None}
        counted.add(AuditRecord(key, key, "checked", hub=HubRepo(key), card=card))
    return counted.found()


def test_one_fix_for_several_repositories():
    found = defects(("a/x", [finding()]), ("a/y", [finding(), finding()]), ("a/z", []))
    same = Defect("license/unknown-id", "error", "`apache2` is no id", "Use `apache-2.0`", ("a/x", "a/y"))
    assert found == (same,)


def test_another_message_case_or_fix_is_another_defect():
    others = [
        finding("`apache2` is odd"),
        finding(case="near"),
        finding(fix=None),
        finding(rule="license/case"),
        finding("`gpl` is no id", fix=SAFE | {"title": "Use `gpl-3.0`"}),
    ]
    assert not defects(("a/x", [finding()]), *((f"a/y{at}", [other]) for at, other in enumerate(others)))


def test_the_same_fix_mends_other_values():
    keys = {"applicability": "safe", "title": "Put fences around the keys"}
    one, other = (finding(f"`{said}` are text", fix=keys) for said in ("license, language", "license"))
    assert [len(defect.keys) for defect in defects(("a/x", [one]), ("a/y", [other]))] == [2]


def test_without_a_fix_another_value_is_another_defect():
    one, other = (finding(f"`{said}` leads nowhere", fix=None) for said in ("a.csv", "b.csv"))
    assert defects(("a/x", [one]), ("a/y", [other])) == ()


def test_the_own_name_makes_no_difference():
    said = "the card says `{}`, and this is `acme/{}`"
    one, other = (finding(said.format(name, name)) for name in ("tides", "notes"))
    found = defects(("acme/tides", [one]), ("acme/notes", [other]))
    assert [defect.message for defect in found] == ["the card says `…`, and this is `…`"]


def test_twice_in_one_repository_is_not_several():
    assert defects(("a/x", [finding(), finding()])) == ()


def test_what_is_merely_absent_is_no_defect_unless_a_fix_is_known():
    absent = finding("no citation", severity="info", fix=None)
    blanks = finding("trailing blanks", severity="info")
    found = defects(("a/x", [absent, blanks]), ("a/y", [absent, blanks]))
    assert [defect.message for defect in found] == ["trailing blanks"]


def test_suppressed_findings_do_not_count():
    assert defects(("a/x", [finding(suppressed=True)]), ("a/y", [finding()])) == ()


def test_the_gravest_come_first_then_what_most_have():
    few, many = finding("few", severity="warning"), finding("many", severity="warning")
    grave = finding("grave")
    found = defects(("a/x", [few, many, grave]), ("a/y", [few, many, grave]), ("a/z", [many]))
    assert [defect.message for defect in found] == ["grave", "many", "few"]


def test_lone_surrogates_are_taken_as_they_are():
    odd = finding("`\ud800` is no id")
    assert len(defects(("a/x", [odd]), ("a/y", [odd]))) == 1
