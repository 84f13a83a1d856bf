"""Folders made of plain data, and the cards that are drafted for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from cardcheck.cli._drafts import folder_of
from cardcheck.drafting.model import Folder
from cardcheck.engine.drafting import Draft, completed, drafted
from cardcheck.engine.linter import Linter
from cardcheck.engine.loads import load_plan
from cardcheck.model.load import LoadPlan
from cardcheck.parsing.card import parse_card

Files = Mapping[str, str | bytes]


class Drafted(NamedTuple):
    """A folder, its draft, and the metadata of that as the loader reads it."""

    folder: Folder
    draft: Draft

    @property
    def text(self) -> str:
        return self.draft.text

    @property
    def metadata(self):
        metadata = parse_card(self.text).metadata
        assert metadata is not None
        assert (metadata.client_fault, metadata.hub_fault) == (None, None)
        return metadata.client

    @property
    def paths(self):
        """Return the paths that the card declares, by subset and split."""
        return {
            config["config_name"]: {part["split"]: part["path"] for part in config["data_files"]}
            for config in self.metadata.get("configs", ())
        }

    @property
    def findings(self):
        """Return the rules that find something in the card, but for its questions."""
        report = Linter.of().check(self.text, "README.md", self.folder.facts, self.folder.repo)
        return sorted({finding.rule for finding in report.shown} - {"cardcheck/open-question"})


def write(top: Path, files: Files) -> Path:
    for path, data in files.items():
        (top / path).parent.mkdir(parents=True, exist_ok=True)
        (top / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return top


def draft(top: Path, files: Files, repo: str | None = None, answers: Mapping[str, str] | None = None) -> Drafted:
    folder = folder_of(write(top, files), repo)._replace(answers=answers or {})
    return Drafted(folder, drafted(folder))


def complete(top: Path, text: str, files: Files) -> Drafted:
    card = parse_card(text)
    folder = folder_of(write(top, files), None, card)
    return Drafted(folder, completed(card, folder))


def splits(plan: LoadPlan):
    """Return what a plan gives: files and rows by subset and split."""
    return {config.name: {split.name: (split.files, split.rows) for split in config.splits} for config in plan.configs}


def plan_with(made: Drafted) -> LoadPlan:
    plan = load_plan(parse_card(made.text), made.folder.facts, made.folder.repo)
    assert plan is not None
    return plan
