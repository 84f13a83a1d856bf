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

_MOST = 5


def viewer_lines(report: CardReport, terminal: Terminal, *, show_all: bool, is_explained: bool) -> Iterator[Line]:
    """Yield our prediction, the viewer's word, and each difference; the first of many unless all are wanted.

    What is explained above is not told again.
    """
    viewer = report.viewer
    if viewer is None:
        return
    if is_explained:
        yield _heading("What the viewer says", "asked of the Hub", terminal)
    else:
        yield _heading("What loads", "predicted beside the viewer's word", terminal)
        if report.load is not None:
            yield from _predicted(report, report.load, terminal)
    yield from _said(viewer, terminal)
    told = report.disagreements
    shown = told if show_all or len(told) <= _MOST + 1 else told[:_MOST]
    for text in shown:
        yield from paragraph(terminal, "warning", terminal.sentence(text))
    if len(shown) < len(told):
        yield from paragraph(terminal, "warning", f"{number(len(told) - len(shown), 'more difference')} like these")


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


def _predicted(report: CardReport, plan: LoadPlan, terminal: Terminal) -> Iterator[Line]:
    failing = [config.viewer or config.error for config in plan.configs]
    error = next((one for one in (plan.viewer, plan.error, plan.unnamed, *failing) if one is not None), None)
    if error is None:
        told = loads_in_a_line(plan, terminal).removeprefix("loads: ")
        yield from paragraph(terminal, "clean", f"Predicted: {told or 'nothing to load'}")
        return
    kind, why = terminal.value(terminal.clean(error.viewer or error.exception)), sentence(error, report, terminal)
    told = f"{kind}, {why}" if error.viewer else f"`load_dataset` raises {kind}, and the viewer goes on: {why}"
    yield from paragraph(terminal, "error", f"Predicted: {told}")


def _said(viewer: Viewer, terminal: Terminal) -> Iterator[Line]:
    if viewer.error is not None:
        yield from _refused(viewer.error, terminal)
    if viewer.splits:
        subsets = {one.config for one in viewer.splits}
        told = [number(len(subsets), "subset")] if len(subsets) > 1 else []
        told.append(number(len(viewer.splits), "split"))
        rows = [one.rows for one in viewer.splits if one.rows is not None]
        told += [number(sum(rows), "row")] if len(rows) == len(viewer.splits) else []
        part = ", of which it has read a part" if any(one.is_partial for one in viewer.splits) else ""
        yield from paragraph(terminal, "clean", f"The viewer shows {', '.join(told)}{part}")
    elif viewer.error is None:
        yield from paragraph(terminal, "info", "The viewer says nothing of any split")


def _refused(error: ViewerError, terminal: Terminal) -> Iterator[Line]:
    facts = resources.vocabulary("viewer-errors").get(error.code)
    where = f" of {named(error.config, terminal)}" if error.config is not None else ""
    why = f"{facts['means']}; {facts['do']}" if facts else terminal.sentence(error.message or "no reason is given")
    kind = terminal.value(terminal.clean(error.code))
    is_passing = facts is not None and facts["matter"] in {"passing", "choice"}
    yield from paragraph(terminal, "info" if is_passing else "error", f"The viewer says {kind}{where}: {why}")
