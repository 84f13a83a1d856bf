"""Load plans that no sane repository gives: hostile strings in every field, for laws that hold all the same."""

from __future__ import annotations

from typing import get_args

from hostile_texts import hostile_texts
from hypothesis import strategies as st

from cardcheck.model.load import ConfigPlan, Layout, LoadError, LoadPlan, Outcome, Pattern, SplitPlan, Stage

_text = hostile_texts | st.just("train")
_names = st.lists(_text, max_size=3).map(tuple)
_files = _names | st.builds(lambda stem, count: tuple(f"{stem}{n}" for n in range(count)), _text, st.integers(0, 50))
_outcomes = st.sampled_from(get_args(Outcome))
_errors = st.none() | st.builds(
    LoadError,
    stage=st.sampled_from(get_args(Stage)),
    kind=_text,
    exception=_text,
    message=_text,
    viewer=st.none() | _text,
    pointer=st.none() | _text,
    file=st.none() | _text,
)
_patterns = st.builds(Pattern, text=_text, pointer=st.none() | _text, files=_names, others=_names)
_splits = st.builds(
    SplitPlan,
    name=_text,
    files=_files,
    patterns=st.lists(_patterns, max_size=2).map(tuple),
    rows=st.none() | st.integers(0, 10**15),
    are_rows_stored=st.booleans(),
)
_configs = st.builds(
    ConfigPlan,
    name=_text,
    is_default=st.booleans(),
    pointer=st.none() | _text,
    outcome=_outcomes,
    error=_errors,
    splits=st.builds(
        lambda splits, times: tuple(splits * times), st.lists(_splits, max_size=2), st.sampled_from([1, 9])
    ),
    layout=st.none() | st.sampled_from(get_args(Layout)),
    format=st.none() | _text,
    viewer=_errors,
)

odd_plans = st.builds(
    LoadPlan,
    outcome=_outcomes,
    error=_errors,
    builder=st.none() | st.sampled_from(["csv", "imagefolder"]) | _text,
    configs=st.builds(
        lambda configs, times: tuple(configs * times), st.lists(_configs, max_size=2), st.sampled_from([1, 1, 9])
    ),
    default=st.none() | _text,
    unnamed=_errors,
    viewer=_errors,
    left_out=_files,
    spec=_text,
)
