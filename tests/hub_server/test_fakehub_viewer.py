"""The viewer of the fake Hub."""

import json
import urllib.request
from urllib.error import HTTPError

import pytest
from fakehub import TOKEN

CARD = "---\nlicense: mit\n---\n# Harbours\n"
STATED = {
    "splits": {"daily": {"train": 100, "test": 20}, "hourly": {"train": None}},
    "features": {"daily": {"level": {"dtype": "int64", "_type": "Value"}}},
    "errors": {"odd": {"code": "StreamingRowsError", "message": "Cannot read the rows."}},
    "partial": ["daily"],
}


def ask(hub, what, token=None):
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    asked = urllib.request.Request(f"{hub.viewer_endpoint}/{what}", headers=headers)
    try:
        with urllib.request.urlopen(asked) as told:
            return told.status, None, json.load(told)
    except HTTPError as told:
        with told:
            return told.code, told.headers["X-Error-Code"], json.load(told)


def test_what_is_stated_is_answered(hub):
    hub.add("org/d", {"README.md": CARD}, viewer=STATED)
    _, _, splits = ask(hub, "splits?dataset=org/d")
    assert [(one["config"], one["split"]) for one in splits["splits"]] == [
        ("daily", "train"),
        ("daily", "test"),
        ("hourly", "train"),
    ]
    assert splits["failed"][0]["error"]["error_code"] == "StreamingRowsError"
    _, _, size = ask(hub, "size?dataset=org/d")
    assert size["size"]["dataset"]["num_rows"] == 120
    assert [(one["split"], one["num_rows"]) for one in size["size"]["splits"]] == [("train", 100), ("test", 20)]
    assert (size["partial"], size["pending"][0]["config"]) == (True, "hourly")
    _, _, info = ask(hub, "info?dataset=org/d")
    assert info["dataset_info"]["daily"]["features"]["level"]["dtype"] == "int64"
    _, _, one = ask(hub, "info?dataset=org/d&config=daily")
    assert one["dataset_info"]["config_name"] == "daily"
    _, _, valid = ask(hub, "is-valid?dataset=org/d")
    assert set(valid.values()) == {True}


def test_an_error_has_its_code_in_the_header(hub):
    failed = {"code": "ConfigNamesError", "message": "Cannot get the config names for the dataset."}
    hub.add("org/d", {"README.md": CARD}, viewer={"error": failed})
    for what in ("splits", "size", "info"):
        assert ask(hub, f"{what}?dataset=org/d") == (500, "ConfigNamesError", {"error": failed["message"]})
    assert set(ask(hub, "is-valid?dataset=org/d")[2].values()) == {False}


def test_without_a_word_the_files_tell(hub):
    hub.add("org/full", {"README.md": CARD, "data.csv": "a\n1\n2\n"})
    hub.add("org/empty", {"README.md": CARD})
    assert ask(hub, "size?dataset=org/full")[2]["size"]["dataset"]["num_rows"] == 2
    assert ask(hub, "splits?dataset=org/empty")[1] == "EmptyDatasetError"


@pytest.mark.parametrize(("token", "expected"), [(None, "ExternalUnauthenticatedError"), (TOKEN, None)])
def test_a_gated_dataset_is_there_for_its_readers(hub, token, expected):
    hub.add("org/d", {"data.csv": "a\n1\n"}, gated="manual", readers=["tester"])
    assert ask(hub, "splits?dataset=org/d", token)[1] == expected


def test_a_dataset_that_is_not_there_and_a_question_without_one(hub):
    assert ask(hub, "splits?dataset=org/none")[:2] == (401, "ExternalUnauthenticatedError")
    assert ask(hub, "splits?dataset=org/none", TOKEN)[:2] == (404, "ExternalAuthenticatedError")
    assert ask(hub, "splits")[:2] == (422, "MissingRequiredParameter")


def test_the_viewer_alone_is_down(hub):
    hub.add("org/d", {"README.md": CARD})
    hub.fail("^/viewer/", "503")
    with pytest.raises(json.JSONDecodeError):
        ask(hub, "is-valid?dataset=org/d")
    assert ask(hub, "is-valid?dataset=org/d")[0] == 200
