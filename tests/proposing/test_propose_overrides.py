"""What is proposed to a dataset follows the settings that hold for it."""

from __future__ import annotations

import pytest
from proposals import ADDRESS, NAME


@pytest.mark.parametrize(("repository", "proposals"), [(NAME, 0), ("acme/others-*", 1)])
def test_rules_that_an_override_switches_off_propose_nothing(repository, proposals, repo, run, tmp_path):
    text = f'[[override]]\nrepositories = ["{repository}"]\nignore = ["license", "language"]\n'
    (tmp_path / "cardcheck.toml").write_text(text, encoding="utf-8")
    assert run("propose", "--open", ADDRESS).code == 0
    assert len(repo.threads) == proposals
