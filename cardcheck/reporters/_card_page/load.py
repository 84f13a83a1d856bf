"""What becomes of the repository when it is loaded, beside the viewer's word: verdicts, and the plan as a table.

In: a report with its load plan. The sentences are those of the report for terminals.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan, SplitPlan
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._load import default_error, notes, verdicts
from cardcheck.reporters._load_words import format_words, reads_as
from cardcheck.reporters._viewer import viewer_lines
from cardcheck.terminal.stream import Line, Terminal
from cardcheck.webpage.markup import Markup, element, joined, prose, sign

_MOST_SUBSETS, _MOST_SPLITS, _MOST_FILES = 200, 50, 3


def load(report: CardReport, run: Run, terminal: Terminal, prefix: str, heading: str) -> Markup | None:
    """Return the panel of what loads; nothing where neither the files nor the viewer's word are known."""
    plan = report.load
    if plan is None and report.viewer is None:
        return None
    said = list(viewer_lines(report, terminal, show_all=True, is_explained=True))[1:]
    return element(
        "section",
        element(heading, "What loads", id=f"{prefix}load"),
        None if plan is None else _predicted(report, plan, run, terminal),
        element("p", "What the viewer says", class_="lead") if said else None,
        _sentences(said, terminal) if said else None,
        class_="load",
        aria_labelledby=f"{prefix}load {prefix}card",
    )


def _predicted(report: CardReport, plan: LoadPlan, run: Run, terminal: Terminal) -> Markup:
    path = report.repo or run.repo_dir or report.source.replace("\\", "/").rpartition("/")[0] or "."
    told = [*verdicts(report, plan, path, terminal), *notes(report, plan, terminal, show_all=True)]
    about = element("p", f"Predicted for {plan.spec}; nothing was run.", class_="small muted")
    return joined((about, _sentences(told, terminal), _table(plan, terminal) if plan.configs else None))


def _sentences(lines: Iterable[Line], terminal: Terminal) -> Markup:
    """Return lines, each of which is a sign and a sentence, as a list."""
    glyphs = terminal.glyphs
    kinds = {glyphs.clean: "clean", glyphs.error: "error", glyphs.warning: "warning", glyphs.info: "info"}
    items = (
        element("li", sign(kinds[first.text]), prose("".join(piece.text for piece in rest).strip()))
        for first, *rest in lines
    )
    return element("ul", joined(items), class_="signed")


def _table(plan: LoadPlan, terminal: Terminal) -> Markup:
    read_as = format_words(reads_as(plan), terminal)
    heads = ("Subset", "Split", "Rows", f"Files, read as {read_as}" if read_as else "Files")
    head = element(
        "thead",
        element(
            "tr",
            joined(element("th", name, scope="col", class_="number" if name == "Rows" else None) for name in heads),
        ),
    )
    body = joined(_subset(config, plan) for config in plan.configs[:_MOST_SUBSETS])
    hidden = len(plan.configs) - _MOST_SUBSETS
    more = element("p", f"and {hidden:,} more subsets", class_="small muted") if hidden > 0 else None
    table = element("table", element("caption", "Subsets and splits", class_="unseen"), head, body, class_="plain plan")
    label = "Subsets and splits, as a table"
    return joined((element("div", table, class_="scrolls", tabindex=0, role="group", aria_label=label), more))


def _subset(config: ConfigPlan, plan: LoadPlan) -> Markup:
    is_marked = config.name == plan.default and config.name != "default" and len(plan.configs) > 1
    rows = list(_rows(config, [error for error in (plan.error, default_error(plan)) if error]))
    name = element(
        "th",
        element("bdi", config.name),
        element("span", " default", class_="muted") if is_marked else None,
        scope="rowgroup",
        rowspan=len(rows),
    )
    return element("tbody", joined(element("tr", name if not index else None, row) for index, row in enumerate(rows)))


def _rows(config: ConfigPlan, told: Container[LoadError]) -> Iterator[Markup]:
    """Yield the cells of each row: a split, what has no room, or why the subset does not load, if not told above."""
    for split in config.splits[:_MOST_SPLITS]:
        yield joined(_split(split))
    hidden = len(config.splits) - _MOST_SPLITS
    if hidden > 0:
        yield element("td", f"and {hidden:,} more splits", colspan=3)
    if config.error is not None:
        why = None if config.error in told else joined((": ", prose(config.error.message)))
        yield element("td", sign("error"), " ", config.error.exception, why, colspan=3)
    elif not config.splits:
        yield element("td", "no files", colspan=3, class_="muted")


def _split(split: SplitPlan) -> Iterator[Markup]:
    yield element("td", element("bdi", split.name))
    yield element("td", "?" if split.rows is None else f"{split.rows:,}", class_="number")
    files = [element("code", element("bdi", path)) for path in split.files[:_MOST_FILES]]
    hidden = len(split.files) - len(files)
    more = element("span", f" and {hidden:,} more", class_="muted") if hidden else None
    yield element("td", joined(files), more, class_="files")
