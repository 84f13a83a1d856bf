"""Write repositories to disk, and ask the library and us about them."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from answers import Answer

if TYPE_CHECKING:
    from repositories import Repository

    from cardcheck.model.facts import RepoFacts


def written(repository: Repository, top: Path) -> Path:
    """Write a repository below a folder, and return its own."""
    folder = top / repository.folder
    folder.mkdir(parents=True)
    for path, data in repository.everything.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def real_answers(repositories: Iterable[Repository]) -> Iterator[Answer]:
    """Ask the library about each."""
    from real import answer, quiet

    quiet()
    with tempfile.TemporaryDirectory(prefix="repos") as top:
        for index, repository in enumerate(repositories):
            yield answer(written(repository, Path(top, str(index))))


def our_answer(repository: Repository) -> Answer:
    """Ask the plan, with all facts."""
    with tempfile.TemporaryDirectory(prefix="repos") as top:
        return our_answer_to(written(repository, Path(top)))


def our_answer_to(folder: Path) -> Answer:
    """Return the plan for a folder as an answer."""
    from cardcheck.engine.loads import load_plan
    from cardcheck.parsing.card import parse_card

    readme = folder / "README.md"
    card = parse_card(readme.read_bytes() if readme.is_file() else b"")
    return _plain(load_plan(card, gathered(folder), None))


def gathered(folder: Path) -> RepoFacts:
    """Return all facts about a folder that is the whole repository."""
    from cardcheck.facts import gather
    from cardcheck.model.document import Document

    document = Document(str(folder / "README.md"), None, path=folder / "README.md", folder=folder)
    return gather(frozenset({"files", "heads", "parquet"}), document, is_complete=True)


def _plain(plan: Any) -> Answer:
    return {
        "error": plan.error and plan.error.exception,
        "default": plan.default,
        "unnamed": plan.unnamed and plan.unnamed.exception,
        "configs": [
            {
                "name": config.name,
                "error": config.error and config.error.exception,
                "builder": plan.builder,
                "splits": [
                    {"name": split.name, "files": sorted(split.files), "rows": split.rows} for split in config.splits
                ],
            }
            for config in plan.configs
        ],
    }
