"""`cardcheck init`: a folder of data in, a new card in it; or what its card lacks, as a diff."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._completing import complete_path
from cardcheck.cli._help import SectionedCommand
from cardcheck.cli._options import explained_errors, plain, rule_options, say, settings
from cardcheck.cli._reporting import terminal_options, write_reports
from cardcheck.cli._targets import REMOTE, chosen_rules

if TYPE_CHECKING:
    from cardcheck.drafting.model import Folder
    from cardcheck.model.document import Document

CARD = "README.md"


@click.command(
    "init",
    cls=SectionedCommand,
    short_help="Write a card for a folder of data, with questions where only a person knows.",
)
@click.argument("target", default=".", metavar="[DIR]", shell_complete=complete_path)
@click.option("--repo", metavar="ORG/NAME", help="The repository's id on the Hub.")
@click.option("--interactive", is_flag=True, help="Ask the questions here; an empty answer leaves one in the card.")
@click.option("--force", is_flag=True, help="Write over a card that is there.")
@click.option("--diff", is_flag=True, help="Print the card, or what would change, and write nothing.")
@rule_options
@terminal_options
def command(target: str, **given: Any) -> None:
    """Write README.md for a folder of data (default: the current one).

    With --diff, DIR may be `hf://datasets/ORG/NAME`: nothing is written there.

    What the files tell is filled in; what only a person knows stands there as a question. A card that is there is left
    alone: what it lacks is printed as a diff for `git apply`.

    Exit codes: 0 done; 2 bad option, no such folder; 3 no data in the folder, or a card that cannot be read or written.
    """
    with explained_errors():
        if target.startswith(REMOTE):
            from cardcheck.cli._remote_drafts import init_on_hub

            sys.exit(init_on_hub(target, given))
        sys.exit(_init(Path(target), given))


def _init(path: Path, given: dict[str, Any]) -> int:
    from cardcheck.cli._drafts import NothingToDraftError, folder_of, standing_card

    if not path.is_dir():
        say(f"`{path}` is no folder" if path.exists() else f"`{path}` is not there: no such folder")
        return 2
    try:
        standing = standing_card(path / CARD)
        if standing is not None and not given["force"]:
            return _complete(standing, given)
        folder = folder_of(path, given["repo"])
        return _write(path / CARD, folder, standing, given)
    except NothingToDraftError as error:
        say(str(error))
        return 3


def _write(path: Path, folder: Folder, standing: Document | None, given: dict[str, Any]) -> int:
    """Write a new card, or print it; the card that stands there gives way."""
    from cardcheck.cli._drafts import new_draft, tell
    from cardcheck.writing import WriteError, replace_file, write_new

    draft = new_draft(folder, given)
    data = draft.text.encode("utf-8", "replace")
    if given["diff"]:
        from cardcheck.cli._diffs import name_in_diff
        from cardcheck.cli._drafts import print_diff

        return print_diff(str(path), name_in_diff(path), standing, draft.text, given)
    try:
        if standing is None:
            write_new(path, data)
        elif note := replace_file(path, standing.data or b"", data):
            say(note)
    except WriteError as error:
        say(str(error))
        return 3
    click.echo(f"Wrote {plain(str(path))}", err=True)
    tell(draft, folder)
    _report(path, given)
    return 0


def _complete(standing: Document, given: dict[str, Any]) -> int:
    """Print what a card lacks."""
    from cardcheck.cli._diffs import name_in_diff
    from cardcheck.cli._drafts import NothingToDraftError, completed_draft, folder_of, print_diff
    from cardcheck.parsing.card import parse_card

    assert standing.path is not None
    assert standing.data is not None
    card = parse_card(standing.data)
    if card.is_lfs_pointer:
        raise NothingToDraftError(f"`{standing.path}` is a Git LFS pointer; `git lfs pull` gets the card")
    text = completed_draft(card, folder_of(standing.path.parent, given["repo"], card), given)
    return print_diff(str(standing.path), name_in_diff(standing.path), standing, text, given)


def _report(path: Path, given: dict[str, Any]) -> None:
    """Say what the linter says of a card."""
    from cardcheck.run import Wishes, run

    config = settings((str(path),), given)._replace(fail_on="never")
    linters = chosen_rules(config, is_verbose=given["verbose"])
    reports = run([str(path)], linters, Wishes(repo=given["repo"]))
    layout = {
        "outputs": (),
        "format_": "text",
        "repo_dir": None,
        "show_all": False,
        "frames": False,
        "statistics": False,
    }
    write_reports(reports, config, given | layout, is_many=False)
