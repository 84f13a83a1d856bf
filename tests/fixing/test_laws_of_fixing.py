"""The laws of fixing on made-up cards: on all examples of rules, on true cards that were changed, on drawn ones."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from fixable_cards import fixable_cards
from hypothesis import given, settings
from hypothesis import strategies as st
from laws import Violation, violations
from mutated_cards import repositories
from mutators_beside import BESIDE
from mutators_claims import CLAIMS
from mutators_code import CODE
from mutators_metadata import METADATA
from mutators_text import TEXT
from test_law_text import cards
from unscored import unscored
from yaml_mutations import block, mutated

from cardcheck import resources
from cardcheck.engine.fixing import Wanted
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task
from cardcheck.facts.stated import stated_facts
from cardcheck.model.facts import FileList, RepoFacts, RepoFile
from cardcheck.rulebook.load import read_rules, rule_files, rule_id_of

STRICT = unscored(profile="strict")
FILES = {rule_id_of(path, resources.rules_dir()): path for path in rule_files(resources.rules_dir())}
FIXING = [rule for rule, path in FILES.items() if "fix" in path.read_text(encoding="utf-8")]
WAYS = [Wanted(), Wanted(unsafe=True, cosmetic=True)]
SOME_FILES = RepoFacts(
    files=FileList(tuple(RepoFile(path, 1) for path in ("README.md", "a.csv", "b.csv", "data/c.csv")))
)
MUTATORS = (*METADATA, *TEXT, *CODE, *CLAIMS, *BESIDE)


def task_of(example: Mapping[str, Any]) -> Task:
    data = example["bytes"].encode("latin-1") if "bytes" in example else example["card"]
    return Task(example["name"], data, stated_facts(example.get("facts", {})), example.get("repo"))


def broken(linter: Linter, task: Task) -> list[Violation]:
    return violations(linter, task, *WAYS)


@pytest.mark.parametrize("rule_id", FIXING)
def test_examples_of_a_rule_keep_the_laws_by_themselves(rule_id):
    for one, data in read_rules(FILES[rule_id], rule_id).items():
        alone = unscored(select=(one,), min_confidence="low")
        for example in data["examples"]:
            if not example.get("sabotage"):
                assert broken(alone, task_of(example)) == [], example["name"]


@pytest.mark.parametrize("rule_id", FIXING)
def test_examples_of_a_rule_keep_the_laws_among_all(rule_id):
    for data in read_rules(FILES[rule_id], rule_id).values():
        for example in data["examples"]:
            assert broken(STRICT, task_of(example)) == [], example["name"]


@settings(max_examples=50, derandomize=True)
@given(fixable_cards(), st.sampled_from([RepoFacts(), SOME_FILES]), st.sampled_from(WAYS))
def test_cards_full_of_faults_keep_the_laws(card, facts, wanted):
    assert violations(STRICT, Task("README.md", card, facts), wanted) == []


@settings(max_examples=50, derandomize=True)
@given(cards(), st.sampled_from(WAYS))
def test_odd_cards_keep_the_laws(card, wanted):
    assert violations(STRICT, Task("README.md", card, SOME_FILES), wanted) == []


@pytest.mark.parametrize("seed", range(30))
def test_damaged_front_matter_keeps_the_laws(seed):
    rng = random.Random(seed)
    card = f"---\n{mutated(rng, block(rng))}\n---\n# Remarks\n\nWhat sailors said.\n"
    assert broken(STRICT, Task("README.md", card, RepoFacts())) == []


@settings(max_examples=30, derandomize=True)
@given(st.data())
def test_true_cards_that_were_changed_keep_the_laws(data):
    repository = data.draw(st.sampled_from(repositories()))
    mutator = data.draw(st.sampled_from(MUTATORS))
    changes = list(mutator.changes(repository, random.Random(data.draw(st.integers(0, 99)))))
    text = data.draw(st.sampled_from(changes)).applied(repository.text) if changes else repository.text
    task = Task(repository.name, text, repository.facts, repository.repo)
    assert violations(STRICT, task, data.draw(st.sampled_from(WAYS))) == []
