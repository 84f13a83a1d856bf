"""The score's data: frozen, complete, and what the rules' own files say."""

from __future__ import annotations

import hashlib
import json

import pytest

from cardcheck import resources
from cardcheck.engine.scoring.book import VERSION, book
from cardcheck.engine.scoring.rules import scored_rules
from cardcheck.rulebook.load import builtin_rules

DATA = resources.score_file(VERSION)
RULES = {rule.id: rule for rule in builtin_rules()}
FORMS = {"lam", "croissant-rai", "datasheet", "cardcheck"}
# What this version counts; whoever changes it makes a new version beside it.
FROZEN = {"2026.1": "e43483d9b49d6cb4"}


def test_a_version_stays_as_it_is():
    counted = {key: DATA[key] for key in ("levels", "categories", "most_faults", "gates", "ungated", "items", "faults")}
    text = json.dumps(counted, sort_keys=True, ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest()[:16] == FROZEN[VERSION]


@pytest.mark.parametrize("basis", ["readme", "files"])
def test_categories_make_a_hundred(basis):
    assert sum(DATA["categories"][basis].values()) == 100


def test_from_the_card_alone_an_item_is_worth_what_it_says():
    for category, points in DATA["categories"]["readme"].items():
        items = [item for item in DATA["items"] if item["category"] == category and "fact" not in item]
        assert sum(item["points"] for item in items) == points


def test_text_is_worth_so_much_that_a_license_alone_is_nearly_nothing():
    keys = [item for item in DATA["items"] if "keys" in item and item["category"] not in {"loads", "findable"}]
    text = [points for name, points in DATA["categories"]["readme"].items() if name not in {"loads", "findable"}]
    assert sum(item["points"] for item in keys) <= 0.05 * sum(text)


def test_rules_say_what_they_are_worth():
    worth: dict[str, float] = {}
    for item in DATA["items"]:
        for rule in (*item["rules"], *item.get("spoiled_by", ())):
            worth[rule] = worth.get(rule, 0) + item["points"]
    worth = {rule: max(worth.get(rule, 0), DATA["faults"].get(rule, 0)) for rule in {*worth, *DATA["faults"]}}
    told = {rule: RULES[rule].points for rule in worth}
    assert told == worth


def test_what_is_not_counted_says_so():
    counted = {*DATA["faults"], *DATA["gates"]}
    counted |= {rule for item in DATA["items"] for rule in (*item["rules"], *item.get("spoiled_by", ()))}
    # Half a point: nothing for the score, and yet more than cosmetic, so that `fix` mends it.
    assert {rule.points for rule in RULES.values() if rule.family not in FORMS and rule.id not in counted} <= {0, 0.5}


def test_every_rule_runs_for_all():
    counting = {*DATA["faults"], *DATA["gates"], *(rule for one in book().earnings for rule in one.spoiled_by)}
    assert counting <= {rule.id for rule in scored_rules()}
    assert {RULES[rule].profile for rule in counting} <= {"minimal", "recommended"}
    assert {RULES[rule].plain.confidence for rule in counting} <= {"high", "medium"}


def test_faults_and_items_stand_where_their_rules_do():
    for item in DATA["items"]:
        assert item["category"] == RULES[item["rules"][0]].category or item["rules"][0] in {
            "license/missing",
            "prose/first-paragraph",
        }


def test_an_admission_is_no_fault():
    admissions = ("unsaid", "use-restricted", "hosted-elsewhere", "viewer-off", "not-applicable", "turns-viewer-off")
    assert [rule for rule in DATA["faults"] if rule.endswith(admissions)] == []


def test_percentiles_are_measured_for_this_version():
    told = resources.score_file(f"quantiles-{VERSION}")
    assert told["version"] == VERSION
    assert len(book().percentiles) == 99
    assert list(book().percentiles) == sorted(book().percentiles)
