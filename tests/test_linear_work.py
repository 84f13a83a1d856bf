"""No work grows faster than the card: hostile cards of doubled length, and the steps of Python that they cost.

Steps are lines that are executed, in parsing and in every rule, so the answer is the same on any machine. What a
regular expression does within one step they do not see; `benchmarks/linear.py` measures the same shapes by time.
"""

import runpy
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from unscored import unscored

from cardcheck import resources

SHAPES = runpy.run_path(str(resources.root() / "benchmarks" / "linear.py"))["SHAPES"]
SIZE = 2_000
# What is added by a doubling may be twice what the doubling before added, and a little for what begins late.
WORST, LATE = 2.5, 0.2


@pytest.fixture(scope="module")
def check() -> Callable[[str], Any]:
    """Return what judges a card by all rules; everything is loaded."""
    linter = unscored(profile="strict", min_confidence="low")
    for make in SHAPES.values():
        linter.check(make(SIZE), repo="harbour/tides")
    return lambda card: linter.check(card, repo="harbour/tides")


def steps(work: Callable[[str], Any], card: str) -> int:
    """Count the lines of Python that some work on a card executes."""
    count = 0

    def trace(_frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work(card)
    finally:
        sys.settrace(before)
    return count


# PyYAML's own parser, asked why a block is broken, looks at every open bracket anew; how many there are is bounded.
BOUNDED = {"flow brackets"}


@pytest.mark.parametrize("shape", [name for name in SHAPES if name not in BOUNDED])
def test_twice_the_card_is_twice_the_work(check, shape):
    once, twice, four_times = (steps(check, SHAPES[shape](SIZE * factor)) for factor in (1, 2, 4))
    assert four_times - twice <= max(0, twice - once) * WORST + once * LATE


def test_a_nested_loop_is_seen():
    def nested(card: str) -> None:
        for one in card:
            for other in card:
                assert one == other

    assert steps(nested, "a" * 40) > steps(nested, "a" * 20) * 3
