"""What the viewer says of a dataset, and what it says when it fails."""

from __future__ import annotations

import json
import math

import pytest
from fakehub import TOKEN
from hub_faults import fault
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.hub import viewer
from cardcheck.hub.viewer import ask_viewer
from cardcheck.model.hub import Viewer, ViewerError, ViewerSplit

ALL = frozenset({"viewer", "preview", "search", "filter", "statistics"})
KEYS = ["splits", "failed", "pending", "size", "dataset_info", "config", "split", "error"]
TEXT = {"text": {"dtype": "string", "_type": "Value"}}


def shown(hub, **told) -> Viewer:
    hub.add("org/name", {"README.md": "#\n"}, viewer=told)
    return ask_viewer("org/name")


class TestVerdicts:
    def test_splits_with_their_rows_and_features(self, hub):
        found = shown(hub, splits={"default": {"train": 90, "test": 10}}, features={"default": TEXT})
        splits = (ViewerSplit("default", "train", 90), ViewerSplit("default", "test", 10))
        assert found == Viewer(ALL, splits, None, {"default": TEXT})
        assert hub.log.count("/viewer/") == 4

    def test_rows_of_a_part_are_an_estimate(self, hub):
        found = shown(hub, splits={"default": {"train": 90}}, partial=["default"])
        assert found.splits == (ViewerSplit("default", "train", 900, is_partial=True),)

    def test_rows_that_are_still_counted_are_not_known(self, hub):
        assert shown(hub, splits={"default": {"train": None}}).splits == (ViewerSplit("default", "train"),)

    def test_what_it_offers(self, hub):
        found = shown(hub, splits={"default": {"train": 1}}, abilities=["preview"])
        assert found.abilities == frozenset({"preview"})

    def test_why_it_shows_nothing(self, hub):
        found = shown(hub, error={"code": "ConfigNamesError", "message": "Cannot get the config names."})
        assert found == Viewer(error=ViewerError("ConfigNamesError", "Cannot get the config names."))
        assert hub.log.count("/viewer/") == 2

    def test_why_one_subset_fails(self, hub):
        failed = {"bad": {"code": "EmptyDatasetError", "message": "Nothing."}}
        found = shown(hub, splits={"good": {"train": 3}}, errors=failed)
        assert found.error == ViewerError("EmptyDatasetError", "Nothing.", "bad")
        assert found.splits == (ViewerSplit("good", "train", 3),)

    def test_the_code_of_a_subset_is_asked_for_where_it_is_not_told(self, hub):
        told = {"splits": [], "pending": [], "failed": [{"config": "bad", "error": {"error": "Nothing."}}]}
        hub.fail("/viewer/splits", "status", skip=1, status=500, code="FeaturesError", message="No features.")
        found = shown(hub, answers={"splits": told})
        assert found.error == ViewerError("FeaturesError", "No features.", "bad")

    def test_and_is_unknown_where_it_is_not_told_then_either(self, hub):
        told = {"splits": [], "pending": [], "failed": [{"config": "bad", "error": {"error": "Nothing."}}]}
        assert shown(hub, answers={"splits": told}).error == ViewerError("UnknownError", "Nothing.", "bad")

    def test_work_that_is_not_done_yet(self, hub):
        told = {"splits": [], "pending": [{"config": "default"}], "failed": []}
        found = shown(hub, answers={"splits": told}).error
        assert found is not None
        assert found.code == "ResponseNotReady"

    def test_what_it_does_not_show(self, hub, monkeypatch):
        hub.add("org/name", private=True)
        told = [ask_viewer("org/name").error, ask_viewer("org/nothing").error]
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        told += [ask_viewer("org/name").error]
        assert [error.code for error in told if error] == ["ExternalUnauthenticatedError"] * 2 + [
            "ExternalAuthenticatedError"
        ]

    def test_a_private_one_for_those_who_may(self, hub, monkeypatch):
        monkeypatch.setenv("HF_TOKEN", TOKEN)
        hub.add("org/name", private=True, readers=("tester",), viewer={"splits": {"default": {"train": 1}}})
        assert ask_viewer("org/name").splits

    def test_rows_and_features_may_be_missing(self, hub):
        hub.fail("/viewer/(size|info)", "status", times=2, status=500, code="InfoError", message="No.")
        found = shown(hub, splits={"default": {"train": 90}})
        assert (found.splits, found.features) == ((ViewerSplit("default", "train"),), {})


class TestFaults:
    def test_a_viewer_that_is_down(self, hub):
        hub.add("org/name")
        hub.fail("/viewer/", "503", times=math.inf)
        assert "the viewer has a fault" in fault("unreachable", ask_viewer, "org/name")

    def test_a_named_failure_is_an_answer_and_not_repeated(self, hub, clock):
        shown(hub, error={"code": "UnexpectedError", "message": "Oh.", "status": 500})
        assert clock.pauses == []

    def test_a_viewer_that_stumbles(self, hub):
        hub.fail("/viewer/", "502", times=2)
        assert shown(hub, splits={"default": {"train": 1}}).splits

    def test_its_limit_is_kept(self, hub, clock):
        hub.fail("/viewer/", "limited", retry_after="9")
        assert shown(hub, splits={"default": {"train": 1}}).splits
        assert clock.pauses == [9]

    @pytest.mark.parametrize("body", [b"[]", b"null", b"<html>", b"\xff"])
    def test_what_is_no_json(self, hub, body):
        hub.add("org/name")
        hub.fail("/viewer/", "garbage", body=body, times=math.inf)
        fault("garbled", ask_viewer, "org/name")

    def test_what_it_says_is_shown_without_secrets_and_on_one_line(self, hub):
        message = "no\n\x1b[31m\u202e access\tto https://cdn/x.parquet?X-Amz-Signature=abc#f with hf_abcdefghijkl " * 9
        error = shown(hub, error={"code": "FeaturesError", "message": message}).error
        assert error is not None
        assert error.message.startswith("no [31m access to https://cdn/x.parquet with hf_… no")
        assert len(error.message) == 300

    def test_a_code_is_a_name(self, hub):
        error = shown(hub, error={"code": "<script>", "message": "x"}).error
        assert error == ViewerError("UnknownError", "x")

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from(
                        ["splits", "failed", "pending", "size", "dataset_info", "config", "split", "error"]
                    ),
                    inner,
                )
            ),
            max_leaves=9,
        )
    )
    def test_nothing_is_too_strange(self, told):
        body = json.dumps(told if isinstance(told, dict) else {"splits": told, "size": told, "failed": told}).encode()
        viewer_fetch = viewer.fetch
        viewer.fetch = lambda *_, **__: viewer.Answer(200, {}, body, "")
        try:
            ask_viewer("org/name")
        finally:
            viewer.fetch = viewer_fetch
