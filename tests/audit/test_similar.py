"""Near-duplicate texts: sketches are the same everywhere, and groups are what exact comparing finds."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.audit.similar import groups, similarity, sketch

WORDS = [f"{a}{b}{c}" for a in "bdfgklmn" for b in "aeiou" for c in "rstvxz"]
PROGRAM = "from cardcheck.audit.similar import sketch; print(sketch(' '.join(f'wörd{n}' for n in range(200))))"


def text(seed: int, length: int = 200) -> str:
    chance = random.Random(seed)
    return " ".join(chance.choice(WORDS) for _ in range(length))


def changed(base: str, count: int, seed: int = 0) -> str:
    """Put another word in so many places."""
    chance = random.Random(f"{seed} {count}")
    words = base.split()
    for at in chance.sample(range(len(words)), count):
        words[at] = f"other{seed}x{at}"
    return " ".join(words)


def exact(one: str, other: str) -> float:
    a, b = ({tuple(words[at : at + 4]) for at in range(len(words) - 3)} for words in (one.split(), other.split()))
    return len(a & b) / len(a | b)


def test_the_estimate_is_near_the_exact_similarity():
    base = text(1, 400)
    for count in (0, 4, 10, 25, 60):
        other = changed(base, count)
        assert abs(similarity(sketch(base), sketch(other)) - exact(base, other)) < 0.12


def test_texts_that_share_nothing_are_not_similar():
    assert similarity(sketch(text(1)), sketch(text(2))) < 0.1


def test_case_and_blanks_and_punctuation_do_not_count():
    base = text(3)
    assert sketch(base.upper().replace(" ", ",\n\n ")) == sketch(base)


@pytest.mark.parametrize("short", ["", "a few words", "!?" * 50, " ".join(["word"] * 19)])
def test_too_little_text_has_no_sketch(short):
    assert sketch(short) == ()


def test_signs_without_blanks_between_them_count_as_words():
    base = "".join(chr(0x4E00 + number * 7) for number in range(200))
    assert similarity(sketch(base), sketch(base[:190] + "一二三")) > 0.8


@pytest.mark.parametrize("seed", ["0", "1", "12345"])
def test_a_sketch_does_not_depend_on_the_process(seed):
    process = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(resources.root())},
    )
    here = sketch(" ".join(f"wörd{number}" for number in range(200)))
    assert process.stdout.decode().strip() == str(here)


@given(st.text(max_size=300))
def test_whatever_a_text_holds_its_sketch_fits_into_bytes(hostile):
    found = sketch(hostile + " word" * 30)
    assert len(found) == 128
    assert bytes(found)


def test_an_endless_text_is_cut():
    base = text(4, 40_000)
    assert sketch(base) == sketch(base[:200_000])


def test_a_family_is_one_group_with_the_first_given_in_front():
    base = text(5)
    family = [(f"k{number}", sketch(changed(base, 2, number))) for number in range(20)]
    alone = [(f"alone{number}", sketch(text(100 + number))) for number in range(20)]
    found = groups([*family[7:], *alone, *family[:7]])
    assert [(len(group.keys), group.keys[0]) for group in found] == [(20, "k7")]
    assert found[0].similarity > 0.75


def test_groups_of_one_template_are_one_family():
    template, texts = text(6), []
    for kind in range(4):
        base = changed(template, 6, kind)
        texts += [(f"{kind}-{number}", sketch(base + f" tail{number}")) for number in range(3)]
    found = groups(texts)
    assert [len(group.keys) for group in found] == [12]
    assert found[0].similarity < 0.8


def test_keys_without_a_sketch_are_in_no_group():
    assert groups([("a", ()), ("b", ()), ("c", (1, 2, 3))]) == ()


def test_the_order_of_groups_is_that_of_size_then_key():
    bases = {name: text(200 + number) for number, name in enumerate("cab")}
    given_ = [(f"{name}{number}", sketch(base)) for name, base in bases.items() for number in range(2)]
    given_ += [("b9", sketch(bases["b"]))]
    assert [group.keys for group in groups(given_)] == [("b0", "b1", "b9"), ("a0", "a1"), ("c0", "c1")]


def test_the_work_does_not_grow_with_the_square():
    """Thousands that share a band and are not alike are not each compared."""
    chance = random.Random(0)
    start = tuple(chance.randrange(256) for _ in range(6))
    many = [(str(number), start + tuple(chance.randrange(256) for _ in range(122))) for number in range(20_000)]
    assert groups(many) == ()
