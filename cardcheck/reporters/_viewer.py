"""What the dataset viewer says, beside what we expected: a report with both in; lines, or plain data, out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cardcheck import resources
from cardcheck.model.hub import Viewer, ViewerError
from cardcheck.model.load import LoadPlan
from cardcheck.model.report import CardReport
from cardcheck.reporters._load_words import loads_in_a_line, named, number, paragraph, sentence
from cardcheck.terminal.cells import cells, crop_end
from cardcheck.terminal.stream import Line, Piece, Terminal

# In a report of one screen: a third of it for the panel, and two lines for each thing that it says.
_BRIEF, _MOST_LINES = 10, 2


def viewer_lines(report: CardReport, terminal: Terminal, *, show_all: bool, is_explained: bool) -> Iterator[Line]:
    """Yield our prediction, the viewer's word, and each difference; what fits into a few lines unless all is wanted.

    What is explained above is not told again.
    """
    viewer = report.viewer
    if viewer is None:
        return
    most = None if show_all else _MOST_LINES
    head: list[Line] = []
    if is_explained:
        head.append(_heading("What the viewer says", "asked of the Hub", terminal))
    else:
        head.append(_heading("What loads", "predicted beside the viewer's word", terminal))
        head += _predicted(report, report.load, terminal, most) if report.load is not None else []
    head += _said(viewer, terminal, most)
    yield from head
    told = [list(paragraph(terminal, "warning", terminal.sentence(text), most)) for text in report.disagreements]
    shown = told if show_all else _fitting(told, _BRIEF - len(head))
    for lines in shown:
        yield from lines
    if len(shown) < len(told):
        more = f"{number(len(told) - len(shown), 'more difference')} like these"
        yield from paragraph(terminal, "warning", more, 1)


def _fitting(told: list[list[Line]], room: int) -> list[list[Line]]:
    """Return what fits; where not all does, a line is kept to count the rest."""
    if sum(map(len, told)) <= room:
        return told
    shown: list[list[Line]] = []
    for lines in told:
        room -= len(lines)
        if room < 1:
            break
        shown.append(lines)
    return shown


def viewer_object(viewer: Viewer | None) -> dict[str, Any] | None:
    """Return what the viewer says as plain data."""
    if viewer is None:
        return None
    error = viewer.error
    return {
        "abilities": sorted(viewer.abilities),
        "error": None if error is None else {"code": error.code, "message": error.message, "config": error.config},
        "splits": [
            {"config": one.config, "split": one.split, "rows": one.rows, "partial": one.is_partial}
            for one in viewer.splits
        ],
    }


def _heading(title: str, about: str, terminal: Terminal) -> Line:
    glyphs = terminal.glyphs
    return (
        Piece(title, "bold"),
        Piece(crop_end(f" {glyphs.dot} {about}", terminal.width - cells(title), glyphs.ellipsis), "dim"),
    )


def _predicted(report: CardReport, plan: LoadPlan, terminal: Terminal, most: int | None) -> Iterator[Line]:
    failing = [config.viewer or config.error for config in plan.configs]
    error = next((one for one in (plan.viewer, plan.error, plan.unnamed, *failing) if one is not None), None)
    if error is None:
        told = loads_in_a_line(plan, terminal).removeprefix("loads: ")
        yield from paragraph(terminal, "clean", f"Predicted: {told or 'nothing to load'}", most)
        return
    kind, why = terminal.value(terminal.clean(error.viewer or error.exception)), sentence(error, report, terminal)
    told = f"{kind}, {why}" if error.viewer else f"`load_dataset` raises {kind}, and the viewer goes on: {why}"
    yield from paragraph(terminal, "error", f"Predicted: {told}", most)


def _said(viewer: Viewer, terminal: Terminal, most: int | None) -> Iterator[Line]:
    if viewer.error is not None:
        yield from _refused(viewer.error, terminal, most)
    if viewer.splits:
        subsets = {one.config for one in viewer.splits}
        told = [number(len(subsets), "subset")] if len(subsets) > 1 else []
        told.append(number(len(viewer.splits), "split"))
        rows = [one.rows for one in viewer.splits if one.rows is not None]
        told += [number(sum(rows), "row")] if len(rows) == len(viewer.splits) else []
        part = ", of which it has read a part" if any(one.is_partial for one in viewer.splits) else ""
        yield from paragraph(terminal, "clean", f"The viewer shows {', '.join(told)}{part}", most)
    elif viewer.error is None:
        yield from paragraph(terminal, "info", "The viewer says nothing of any split", most)


def _refused(error: ViewerError, terminal: Terminal, most: int | None) -> Iterator[Line]:
    facts = resources.vocabulary("viewer-errors").get(error.code)
    where = f" of {named(error.config, terminal)}" if error.config is not None else ""
    why = f"{facts['means']}; {facts['do']}" if facts else terminal.sentence(error.message or "no reason is given")
    kind = terminal.value(terminal.clean(error.code))
    is_passing = facts is not None and facts["matter"] in {"passing", "choice"}
    yield from paragraph(terminal, "info" if is_passing else "error", f"The viewer says {kind}{where}: {why}", most)
