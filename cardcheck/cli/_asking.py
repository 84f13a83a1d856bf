"""Questions of a draft asked at the terminal: answers come out, checked against the Hub's lists where it has any."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cardcheck.drafting.model import Folder

_LISTS = {"license": "licenses", "language": "languages", "tasks": "task-categories"}
_ALONE = frozenset({"license"})
_SHOWN = 3


def answered(folder: Folder, waiting: frozenset[str]) -> Folder:
    """Ask the questions that wait for an answer, by what they name; an empty answer leaves one in the card."""
    from cardcheck.drafting.questions import QUESTIONS

    answers: dict[str, str] = {}
    click.echo("An empty answer leaves the question in the card.", err=True)
    for question in QUESTIONS:
        if waiting.isdisjoint(question.names.split()):
            continue
        said = click.prompt(
            question.text,
            default="",
            show_default=False,
            prompt_suffix=" ",
            err=True,
            value_proc=functools.partial(_checked, question.name),
        )
        if said:
            answers[question.name] = said
    return folder._replace(answers=answers)


def _checked(name: str, text: str) -> str:
    """Return an answer as the card takes it; one that no list of the Hub holds is asked for again."""
    text = " ".join(text.split())
    if name not in _LISTS or not text:
        return text
    parts = [text] if name in _ALONE else [part.strip() for part in text.split(",") if part.strip()]
    return ", ".join(_listed(_LISTS[name], part) for part in parts)


def _listed(vocabulary: str, text: str) -> str:
    from cardcheck import resources
    from cardcheck.topics import spellings

    found = spellings.meant(vocabulary, text)
    if found is not None:
        return found
    near = spellings.guessed(vocabulary, text)
    hint = f"; did you mean `{near}`?" if near else ""
    some = ", ".join(f"`{value}`" for value in list(resources.vocabulary(vocabulary))[:_SHOWN])
    raise click.UsageError(f"the Hub does not know `{text}`{hint or f'; what it knows are ids such as {some}'}")
