"""The whole action, from an empty machine to the comment: the step that installs is run as well."""

from __future__ import annotations

import pytest
from pull_requests import CARD

pytestmark = pytest.mark.registry


def test_from_nothing_to_a_comment(pull, runner, github):
    evil = "import pathlib; pathlib.Path('owned').touch()\n"
    pull.commit({"README.md": CARD.replace("mit", "apache2"), "pip.py": evil, "venv.py": evil, "cardcheck.py": evil})
    outcome = runner.run({"comment": "true"})
    assert outcome.ran == ["Install cardcheck", "Check dataset cards", "Comment on the pull request"]
    assert outcome.code == 1, outcome.log
    assert "`apache2` is not a license id" in outcome.summary
    assert len(github.comments) == 1
    assert not (pull.folder / "owned").exists()


def test_a_release_that_is_not_there(runner):
    outcome = runner.run({"version": "0.0.0.dev999999", "comment": "true"})
    assert outcome.code != 0
    assert outcome.ran == ["Install cardcheck"]
