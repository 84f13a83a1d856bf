"""Cards drafted for folders: the real library finds in them what it finds without a card, or more.

Folders of the corpus, which is no part of the project, and random ones from a seed.
"""

import importlib.util
import os
from pathlib import Path

import pytest
from answers import differences
from ask import our_answer_to, written
from drafts import draft_into, loads, losses
from real_folders import copied, folders, settle_pointers
from repositories import repositories

from cardcheck.cli._drafts import folder_of
from cardcheck.engine.drafting import completed
from cardcheck.parsing.card import parse_card
from cardcheck.run import check

CORPUS = os.environ.get("CARDCHECK_CORPUS", "")
REPOS = Path(CORPUS) / "repos"
FOLDERS = [path.name for path in folders(Path(CORPUS))] if CORPUS else []
HAS_LIBRARY = all(importlib.util.find_spec(name) for name in ("datasets", "PIL"))

needs_library = pytest.mark.skipif(not HAS_LIBRARY, reason="needs the extra `oracle`")
needs_corpus = pytest.mark.skipif(not FOLDERS, reason="needs CARDCHECK_CORPUS with a folder `repos`")
needs_pyarrow = pytest.mark.skipif(
    importlib.util.find_spec("pyarrow") is None, reason="random folders hold Parquet files"
)


def asked(folder):
    from real import answer, features_of, quiet

    quiet()
    told = answer(folder)
    return {**told, "features": features_of(folder, told)}


@pytest.fixture(params=[True, False], ids=["pointers filled", "without pointers"])
def corpus_folder(request, name, tmp_path):
    folder = copied(REPOS / name, tmp_path)
    if not settle_pointers(folder, are_filled=request.param) and not request.param:
        pytest.skip("no pointers to leave out")
    return folder


@needs_corpus
@needs_library
@pytest.mark.parametrize("name", FOLDERS)
def test_real_folders(corpus_folder, library):
    assert list(losses(corpus_folder, library)) == []


@needs_corpus
@pytest.mark.parametrize("name", FOLDERS)
def test_real_folders_by_the_plan(corpus_folder):
    assert list(losses(corpus_folder, our_answer_to)) == []


@needs_corpus
@pytest.mark.parametrize("name", FOLDERS)
def test_nothing_is_wrong_with_a_draft_but_what_is_wrong_with_the_folder(corpus_folder):
    (corpus_folder / "README.md").write_text("---\nlicense: mit\n---\n\n# Data\n")
    own = {
        finding.rule
        for finding in check(corpus_folder / "README.md").shown
        if finding.rule.startswith(("repository/", "data/"))
    }
    if draft_into(corpus_folder) is not None:
        grave = {finding.rule for finding in check(corpus_folder / "README.md").shown if finding.severity != "info"}
        assert grave <= own


@needs_pyarrow
def test_random_folders_by_the_plan(tmp_path):
    assert list(lost(61, 200, tmp_path, our_answer_to)) == []


@needs_pyarrow
def test_what_random_cards_lack_changes_nothing_that_loads(tmp_path):
    assert list(worsened(63, 200, tmp_path)) == []


@pytest.mark.registry
@needs_library
def test_random_folders(tmp_path, library):
    assert list(lost(62, 60, tmp_path, library)) == []


def lost(seed, count, top, ask):
    for index, repository in enumerate(repositories(seed, count)):
        for loss in losses(written(repository, top / str(index)), ask):
            yield f"{repository.folder} (changes: {', '.join(repository.changes)}): {loss}"


def worsened(seed, count, top):
    """Yield the cards to which what they lack is added so that something is lost."""
    for index, repository in enumerate(one for one in repositories(seed, count) if one.card is not None):
        folder = written(repository, top / str(index))
        before = our_answer_to(folder)
        card = parse_card(repository.card)
        draft = completed(card, folder_of(folder, None, card))
        (folder / "README.md").write_text(draft.text, encoding="utf-8", newline="")
        after = our_answer_to(folder)
        lines = iter(draft.text.splitlines())
        if not all(line in lines for line in repository.card.splitlines() if line):
            yield f"{repository.folder}: text is lost"
        if loads(before) and differences(before, after):
            yield f"{repository.folder}: {differences(before, after)}"
