"""The real loader loads from the fake Hub, and fails where it would on the Hub."""

import importlib.util
import json
import os
import subprocess
import sys

import pytest
from fakehub import FakeHub
from fakehub.generated import generate

pytestmark = pytest.mark.skipif(importlib.util.find_spec("datasets") is None, reason="datasets is not installed")

LOAD = """
import datasets, json, sys
said = {}
for name in sys.argv[1:]:
    try:
        said[name] = datasets.load_dataset(name)["train"].num_rows
    except Exception as trouble:
        said[name] = type(trouble).__name__
print(json.dumps(said))
"""


def test_generated_repositories_load_or_fail_as_their_kind_does(tmp_path):
    with FakeHub(generate(23)) as hub:
        names = [*hub.repos]
        asked = [names[number] for number in (0, 4, 10, 11, 16, 22)]
        env = {name: value for name, value in os.environ.items() if not name.startswith("HF_")}
        told = subprocess.run(
            [sys.executable, "-c", LOAD, *asked],
            env=env | hub.env | {"HF_HOME": str(tmp_path)},
            capture_output=True,
            text=True,
            check=True,
        )
        hub.log.assert_nothing_written()
    whole, no_card, *broken = json.loads(told.stdout).values()
    assert (whole, no_card) == (42, 46)
    assert broken == ["DataFilesNotFoundError", "ScannerError", "RuntimeError", "UnicodeDecodeError"]
