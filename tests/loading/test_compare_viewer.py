"""Where our prediction and the viewer's word differ."""

from __future__ import annotations

import pytest

from cardcheck import resources
from cardcheck.loading.compare_viewer import disagreements, foretold, matter_of, same_code
from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit
from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan, SplitPlan

GONE = LoadError("files", "missing-file", "FileNotFoundError", "gone", "DataFilesNotFoundError", "/configs/1")


def one(name: str, error: LoadError | None = None, **rows: int | None) -> ConfigPlan:
    splits = tuple(SplitPlan(split, (f"{split}.csv",), rows=count) for split, count in rows.items())
    return ConfigPlan(name, outcome="error" if error else "ok", error=error, splits=splits)


def plan(*configs: ConfigPlan, error: LoadError | None = None, viewer: LoadError | None = None) -> LoadPlan:
    return LoadPlan("error" if error else "ok", error, "csv", configs, viewer=viewer)


def shows(error: ViewerError | None = None, *, partial: bool = False, **configs: dict[str, int | None]) -> Viewer:
    splits = [ViewerSplit(name, split, rows, partial) for name, of in configs.items() for split, rows in of.items()]
    return Viewer(frozenset({"viewer"}), tuple(splits), error)


LOADS = plan(one("a", train=5, test=2))
STOPS = plan(error=GONE)


@pytest.mark.parametrize(
    ("predicted", "said"),
    [
        (LOADS, shows(a={"train": 5, "test": 2})),
        (LOADS, shows(a={"train": None, "test": 2})),
        (LOADS, shows(a={"train": 9, "test": 9}, partial=True)),
        (plan(one("a", train=None)), shows(a={"train": 5})),
        (LOADS, Viewer()),
        (LOADS, shows(ViewerError("JobManagerCrashedError", "try again"))),
        (STOPS, shows(ViewerError("DataFilesNotFoundError", "none"))),
        (
            plan(viewer=GONE._replace(viewer="NotSupportedDisabledViewerError")),
            shows(ViewerError("DisabledViewerError", "")),
        ),
        (plan(one("a", train=5), one("b", GONE)), shows(ViewerError("FileNotFoundError", "", "b"), a={"train": 5})),
        (plan(one("a", train=5), one("b", GONE)), shows(a={"train": 5})),
        (plan(one("a", GONE._replace(viewer=None), train=5)), shows(a={"train": 5})),
    ],
)
def test_they_agree_or_one_does_not_know(predicted, said):
    assert disagreements(predicted, said) == []


@pytest.mark.parametrize(
    ("predicted", "said", "sentence"),
    [
        (LOADS, shows(ViewerError("ConfigNamesError", "")), "We expect data, but the viewer says `ConfigNamesError`"),
        (
            plan(one("a", train=None)),
            shows(ViewerError("ConfigNamesError", "")),
            "We expect data, without having seen what all files hold, but the viewer says `ConfigNamesError`",
        ),
        (
            STOPS,
            shows(ViewerError("ConfigNamesError", "")),
            "We expect `DataFilesNotFoundError` of the viewer, but the viewer says `ConfigNamesError`",
        ),
        (STOPS, shows(a={"train": 5}), "We expect `DataFilesNotFoundError` of the viewer, but the viewer shows data"),
        (
            LOADS,
            shows(a={"train": 5}),
            "Subset `a`: we expect the splits `train`, `test`, and the viewer shows the split `train`",
        ),
        (
            LOADS,
            shows(a={"train": 5, "test": 3}),
            "Subset `a`: the files give 2 rows of `test`, and the viewer counts 3",
        ),
        (
            LOADS,
            shows(a={"train": 5, "test": 2}, b={"train": 1}),
            "The viewer shows a subset `b`, and we expect the subset `a`",
        ),
        (
            plan(one("a", train=5), one("b", train=5)),
            shows(a={"train": 5}),
            "We expect a subset `b`, which the viewer does not show",
        ),
        (
            plan(one("a", train=5), one("b", GONE)),
            shows(a={"train": 5}, b={"train": 5}),
            "Subset `b`: we expect `DataFilesNotFoundError` of the viewer, but the viewer shows it",
        ),
        (
            plan(one("a", train=5), one("b", train=5)),
            shows(ViewerError("FeaturesError", "", "b"), a={"train": 5}),
            "Subset `b`: we expect data, but the viewer says `FeaturesError`",
        ),
        (
            plan(one("a", train=5), one("b", GONE)),
            shows(ViewerError("FeaturesError", "", "b"), a={"train": 5}),
            "Subset `b`: we expect `DataFilesNotFoundError` of the viewer, but the viewer says `FeaturesError`",
        ),
    ],
)
def test_they_differ(predicted, said, sentence):
    assert disagreements(predicted, said) == [sentence]


def test_a_long_list_has_an_end():
    many = plan(*(one(f"s{number}", train=1) for number in range(4000)))
    told = disagreements(many, shows(s1={"train": 1}))
    assert len(told) == 21
    assert told[-1] == "3,979 more differences like these"


def test_names_stay_in_their_ticks_and_in_one_line():
    told = disagreements(LOADS, shows(**{"a`\n\x1b" * 99: {"train": 5}}))
    assert all(sentence.count("`") % 2 == 0 and "\n" not in sentence for sentence in told)
    assert max(map(len, told)) < 200


class TestCodes:
    def test_what_passes_is_told_apart(self):
        assert [matter_of(code) for code in ("ConfigNamesError", "DiskError", "NeverHeardOfError")] == [
            "card",
            "passing",
            "data",
        ]

    def test_former_names(self):
        assert same_code("DisabledViewerError", "NotSupportedDisabledViewerError")
        assert not same_code("ConfigNamesError", None)

    def test_the_list_is_sound(self):
        whole = resources.vocabulary_file("viewer-errors")
        assert {facts["matter"] for facts in whole["values"].values()} == {"card", "data", "choice", "passing"}
        assert {*whole["aliases"], *whole["aliases"].values()} <= whole["values"].keys()
        said = [text for facts in whole["values"].values() for text in (facts["means"], facts["do"])]
        assert [text for text in said if len(text) > 80 or text.endswith(".")] == []


def test_what_is_foretold_of_one_subset():
    two = plan(one("a", train=5), one("b", GONE))
    assert foretold(two) == GONE
    assert foretold(two, "b") == GONE
    assert foretold(two, "a") is None
