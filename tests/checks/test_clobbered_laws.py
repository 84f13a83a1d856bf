"""What a change takes out of made-up metadata is named, whatever it is, and nothing else is."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from cardcheck.checks.data import clobbered
from cardcheck.model.facts import RepoFacts
from cardcheck.model.target import Target
from cardcheck.parsing.card import parse_card

WORDS = st.text("abcdefgh", min_size=1, max_size=4).map("w{}".format)
SAID = st.one_of(WORDS, st.integers(1, 99), st.just(value=True))
OPTIONS = st.dictionaries(WORDS, SAID, min_size=1, max_size=4)
SUBSETS = st.dictionaries(WORDS, OPTIONS, min_size=1, max_size=4)
METADATA = st.dictionaries(WORDS, st.one_of(SAID, OPTIONS), max_size=4)


def card(metadata, subsets, tags):
    # JSON is YAML, and there is no other way to write it that a test could get wrong.
    configs = [{"config_name": name, **options} for name, options in subsets.items()]
    return parse_card(f"---\n{json.dumps({**metadata, 'configs': configs, 'tags': tags})}\n---\n# T\n")


def named(before, now) -> set[str]:
    (*problems,) = clobbered.metadata(Target(now, RepoFacts(git=before), "hub"))
    return {name.strip("`") for problem in problems for name in problem.fields["lost"]}


def some_of(data, mapping):
    return data.draw(st.sets(st.sampled_from(sorted(mapping)))) if mapping else set()


@given(METADATA, SUBSETS, st.lists(WORDS, unique=True, max_size=5), st.data())
def test_exactly_what_is_gone_is_named(metadata, subsets, tags, data):
    before = card(metadata, subsets, tags)
    keys, lost_tags = some_of(data, metadata), some_of(data, tags)
    lost_subsets = some_of(data, subsets)
    options = {name: some_of(data, subsets[name]) for name in subsets.keys() - lost_subsets}
    kept = {
        name: {option: said for option, said in subsets[name].items() if option not in options[name]}
        for name in data.draw(st.permutations(sorted(options)))
    }
    left = [tag for tag in tags if tag not in lost_tags]
    now = card({key: said for key, said in metadata.items() if key not in keys}, kept, data.draw(st.permutations(left)))
    expected = keys | {f"configs → {name}" for name in lost_subsets}
    expected |= {f"configs → {name} → {option}" for name, gone in options.items() for option in gone}
    expected |= {f"tags → {tag}" for tag in lost_tags}
    # Where nothing of a list is left, the list itself is gone.
    if not kept:
        expected = {name for name in expected if not name.startswith("configs")} | {"configs"}
    if tags and not left:
        expected = {name for name in expected if not name.startswith("tags")} | {"tags"}
    assert named(before, now) == expected


@given(METADATA, SUBSETS, st.lists(WORDS, unique=True, max_size=5), WORDS)
def test_other_values_and_more_are_no_loss(metadata, subsets, tags, word):
    before = card(metadata, subsets, tags)
    other = {key: said if isinstance(said, dict) else [word, "another"] for key, said in metadata.items()}
    changed = {name: dict.fromkeys(options, word) for name, options in subsets.items()}
    assert named(before, card({**other, "more": word}, {**changed, "more": {"a": 1}}, [*tags, word])) == set()
