"""What records add up to: plain records in, sums out."""

from __future__ import annotations

from typing import Any

import pytest

from cardcheck import check_text
from cardcheck.audit.shares import QUESTIONS, Question
from cardcheck.audit.similar import sketch
from cardcheck.audit.summary import MOST_TASKS, summarise
from cardcheck.model.audit import AuditRecord, Outcome
from cardcheck.model.hub import HubRepo

SAFE = {"applicability": "safe", "title": "Use it"}
UNSAFE = {"applicability": "unsafe", "title": "Use it"}


def record(key: str, *, outcome: Outcome = "checked", downloads: int | None = None, **card: Any) -> AuditRecord:
    hub = None if downloads is None else HubRepo(key, downloads=downloads)
    plain = {"findings": [], "score": None, "load": None} | card
    return AuditRecord(key, key, outcome, hub=hub, card=plain if outcome == "checked" else None)


def score(total: float, *full: str, level: str = "basic", step: str | None = None, **states: str) -> dict[str, Any]:
    items = [{"rule": rule, "state": "full"} for rule in full]
    items += [{"rule": rule.replace("__", "/").replace("_", "-"), "state": state} for rule, state in states.items()]
    steps = [] if step is None else [{"rule": "a/b", "points": 4.0, "action": step, "total": total + 4}]
    return {"total": total, "level": level, "items": items, "next": steps}


def finding(rule: str, severity: str = "error", fix: Any = None, **more: Any) -> dict[str, Any]:
    said = {"rule": rule, "severity": severity, "fix": fix, "suppressed": False, "case": None, "message": "no"}
    return said | more


def shares(*records: AuditRecord) -> dict[str, tuple[int, int]]:
    return {share.name: (share.yes, share.of) for share in summarise(records, {}).shares}


class TestShares:
    def test_loads_is_what_the_plan_says_of_all_subsets(self):
        plans = [{"outcome": outcome} for outcome in ("ok", "partial", "error", "empty")]
        records = [record(f"a/{at}", load=plan) for at, plan in enumerate([*plans, None])]
        assert shares(*records)["loads"] == (1, 4)

    def test_found_takes_license_language_and_task(self):
        three = ("license/missing", "language/missing", "task/missing")
        records = [record("a/1", score=score(10, *three)), record("a/2", score=score(10, *three[:2]))]
        assert shares(*records)["found"] == (1, 2)

    @pytest.mark.parametrize(
        ("state", "yes"), [("full", 1), ("part", 1), ("set-aside", 1), ("none", 0), ("spoiled", 0)]
    )
    def test_what_counts_as_an_answer(self, state, yes):
        answered = score(10, "sections/summary-missing", sections__fields_missing=state)
        assert shares(record("a/1", score=answered))["understood"] == (yes, 1)

    @pytest.mark.parametrize("either", ["responsible/no-limitations", "responsible/no-bias"])
    def test_trusted_takes_the_origin_and_one_of_limitations_and_biases(self, either):
        collection = "sections/collection-missing"
        records = [
            record(f"a/{at}", score=score(1, *said)) for at, said in enumerate([(collection, either), (either,)])
        ]
        assert shares(*records, record("b/1", score=score(1, collection)))["trusted"] == (1, 3)

    def test_a_repository_without_a_card_answers_nothing_and_may_load(self):
        assert shares(record("a/1", outcome="no-card")) == {
            "loads": (0, 0), "found": (0, 1), "understood": (0, 1), "trusted": (0, 1), "reusable": (0, 1),
        }  # fmt: skip

    @pytest.mark.parametrize("outcome", ["gated", "private", "missing", "unreadable", "unreachable", "crashed"])
    def test_who_could_not_be_looked_at_is_left_out(self, outcome):
        assert set(shares(record("a/1", outcome=outcome)).values()) == {(0, 0)}

    def test_what_is_asked_for_are_items_of_the_real_score(self):
        made = check_text("---\nlicense: mit\n---\n# Tides\n").score
        assert made is not None
        asked = {rule for one in QUESTIONS if isinstance(one, Question) for rule in (*one.all_of, *one.any_of)}
        assert asked <= {item.rule for item in made.items}


class TestCounts:
    def test_outcomes_levels_and_scores(self):
        summary = summarise(
            [
                record("a/1", score=score(0.0, level="stub")),
                record("a/2", score=score(59.9, level="useful")),
                record("a/3", score=score(100.0, level="exemplary")),
                record("a/4", outcome="gated"),
            ],
            {},
        )
        assert (summary.repositories, summary.outcomes) == (4, {"checked": 3, "gated": 1})
        assert summary.scores == (1, 0, 0, 0, 0, 1, 0, 0, 0, 1)
        assert summary.levels == {"stub": 1, "basic": 0, "useful": 1, "thorough": 0, "exemplary": 1}
        assert summary.median == 59.9

    def test_of_two_middle_scores_the_lower_one_counts(self):
        assert summarise([record(f"a/{at}", score=score(at)) for at in (10.0, 20.0)], {}).median == 10

    def test_nothing_at_all(self):
        summary = summarise([], {})
        assert (summary.repositories, summary.median, summary.rules, summary.first) == (0, None, (), ())
        assert summary.findings == {"error": 0, "warning": 0, "info": 0}

    def test_rules_by_how_many_repositories_have_them(self):
        many = [finding("a/many", "info"), finding("a/many", "info", SAFE), finding("a/many", "warning", UNSAFE)]
        records = [record("a/1", findings=[*many, finding("a/few")]), record("a/2", findings=many)]
        rules = summarise(records, {"a/many": "Many"}).rules
        assert [rule[:6] for rule in rules] == [
            ("a/many", "warning", "Many", 6, 2, 2),
            ("a/few", "error", "a/few", 1, 1, 0),
        ]

    def test_suppressed_findings_do_not_count(self):
        summary = summarise([record("a/1", findings=[finding("a/b", suppressed=True)])], {})
        assert (summary.findings["error"], summary.rules) == (0, ())

    def test_disagreements_with_the_viewer_are_listed(self):
        load = {"outcome": "ok", "disagreements": ["the viewer fails"]}
        summary = summarise([record("a/1", load=load), record("a/2", load={"outcome": "ok"})], {})
        assert summary.disagreements == (("a/1", "the viewer fails"),)


class TestWhatToDoFirst:
    def test_downloads_times_what_is_missing(self):
        records = [
            record("a/few", downloads=10, score=score(10.0, step="Add a license id")),
            record("a/many", downloads=100, score=score(80.0, step="Say whom to ask")),
            record("a/unknown", score=score(50.0)),
        ]
        first = summarise(records, {}).first
        assert [(task.key, task.weight, task.action) for task in first] == [
            ("a/many", 2000.0, "Say whom to ask"),
            ("a/few", 900.0, "Add a license id"),
            ("a/unknown", 50.0, ""),
        ]

    def test_a_repository_without_a_card_misses_everything(self):
        (task,) = summarise([record("a/1", outcome="no-card", downloads=3)], {}).first
        assert (task.missing, task.weight, task.points) == (100, 300, None)
        assert "cardcheck init" in task.action

    def test_the_best_and_the_unknown_have_no_task(self):
        assert summarise([record("a/1", score=score(100.0)), record("a/2", outcome="gated")], {}).first == ()

    def test_of_thousands_the_first_are_kept_and_equals_go_by_name(self):
        records = [record(f"a/{at:04}", downloads=5, score=score(50.0)) for at in range(1000)]
        first = summarise(reversed(records), {}).first
        assert [task.key for task in first] == [f"a/{at:04}" for at in range(MOST_TASKS)]


class TestDuplicates:
    def test_the_most_downloaded_comes_first_and_the_title_left_in_is_told(self):
        text = " ".join(f"word{number}" for number in range(100))
        told = {"sketch": sketch(text), "title": "Tides"}
        records = [
            record("acme/notes", downloads=1)._replace(**told),
            record("acme/tides", downloads=9)._replace(**told),
            record("acme/birds")._replace(sketch=sketch(text[::-1]), title="Tides"),
        ]
        (group,) = summarise(records, {}).duplicates
        assert (group.keys, group.copied) == (("acme/tides", "acme/notes"), (("acme/notes", "acme/tides"),))


def test_the_order_of_records_makes_no_difference_but_for_lists_by_key():
    records = [record(f"a/{at}", downloads=at, score=score(at * 10.0), findings=[finding("a/b")]) for at in range(9)]
    one, other = summarise(records, {}), summarise(reversed(records), {})
    assert one._replace(defects=()) == other._replace(defects=())
