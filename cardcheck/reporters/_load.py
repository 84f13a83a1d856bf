"""What becomes of a repository when it is loaded, told to people: `--explain-load`.

In: a report with its load plan. Out: lines: what `load_dataset` and the viewer do, the subsets with their splits and
files, why it came out so, and what is left out. It asks no disk: what the plan does not know is not told.
"""

from __future__ import annotations

from collections.abc import Iterator

from cardcheck.loading.formats import format_of
from cardcheck.model.load import ConfigPlan, Layout, LoadError, LoadPlan, Pattern
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._load_table import has_unknown_rows, table
from cardcheck.reporters._load_words import (
    LAYOUTS,
    call,
    format_words,
    listed,
    named,
    number,
    paragraph,
    reads_as,
    sentence,
)
from cardcheck.terminal.cells import crop_end, wrap
from cardcheck.terminal.stream import Line, Piece, Terminal

_MOST_NAMES = 4
_MOST_PATTERNS = 5
# What may be otherwise on the Hub, for a folder need not hold all files of its repository.
_ABSENCES = {"empty", "missing-file", "no-supported-files"}
_UNSEEN = (
    "cannot be told: the files were not looked at (`--no-data`, or a README without its folder; `--repo-dir` names one)"
)
_GLOSSARY = (
    "A subset is a part of the data set with a name to load it by (`config` in code), a split a part of a subset for"
    " one use, such as `train` or `test`."
)


def load_lines(report: CardReport, run: Run, terminal: Terminal, *, glossary: bool = True) -> Iterator[Line]:
    """Yield what loading will do, or in one sentence why that is not known; `glossary` explains the words."""
    plan = report.load
    if plan is None:
        yield from paragraph(terminal, "info", f"What loads {why_unknown(report, terminal)}")
        return
    path = report.repo or run.repo_dir or report.source.replace("\\", "/").rpartition("/")[0] or "."
    spec = terminal.value(terminal.clean(plan.spec))
    about = f" {terminal.glyphs.dot} predicted for {spec}, nothing was run"
    yield (Piece("What loads", "bold"), Piece(crop_end(about, terminal.width - 10, terminal.glyphs.ellipsis), "dim"))
    yield from verdicts(report, plan, path, terminal)
    if plan.configs:
        yield ()
        told = [error for error in (plan.error, default_error(plan)) if error]
        yield from table(report, plan, terminal, show_all=run.show_all, told=told)
    noted = list(notes(report, plan, terminal, show_all=run.show_all))
    if noted:
        yield ()
        yield from noted
    if glossary and plan.configs:
        yield ()
        yield from ((Piece(line, "dim"),) for line in wrap(_GLOSSARY, terminal.width))


def why_unknown(report: CardReport, terminal: Terminal) -> str:
    _, sign, reason = report.facts.get("files", "").partition("unavailable: ")
    return f"cannot be told: {terminal.sentence(reason)}" if sign else _UNSEEN


def verdicts(report: CardReport, plan: LoadPlan, path: str, terminal: Terminal) -> Iterator[Line]:
    """Yield what each consumer does: `load_dataset` without a name, with one, and the viewer."""
    plain, default = call(path, None, terminal), _default(plan)
    error = plan.error or plan.unnamed or default_error(plan)
    if error is not None:
        exception = terminal.value(terminal.clean(error.exception))
        told = f"{plain} raises {exception}: {sentence(error, report, terminal)}"
        yield from paragraph(terminal, "error", told)
    elif default is not None:
        yield from paragraph(terminal, "clean", f"{plain} gives {_gives(default, plan, terminal)}")
    else:
        yield from paragraph(terminal, "error", f"{plain} finds nothing to read")
    if plan.error is None:
        yield from _by_name(plan, path, terminal)
    yield from _viewer(report, plan, terminal)


def _default(plan: LoadPlan) -> ConfigPlan | None:
    """Return the subset that needs no name: the default, or the only one."""
    if len(plan.configs) == 1 and plan.unnamed is None:
        return plan.configs[0]
    return next((config for config in plan.configs if config.name == plan.default), None)


def default_error(plan: LoadPlan) -> LoadError | None:
    default = _default(plan)
    return default.error if default else None


def _gives(config: ConfigPlan, plan: LoadPlan, terminal: Terminal) -> str:
    names = [split.name for split in config.splits]
    words = format_words(reads_as(plan), terminal)
    subset = f"the subset {named(config.name, terminal)} with " if len(plan.configs) > 1 else ""
    splits = f"the {'split' if len(names) == 1 else 'splits'} {listed(names, _MOST_NAMES, terminal)}"
    return subset + splits + (f", read as {words}" if words else "")


def _by_name(plan: LoadPlan, path: str, terminal: Terminal) -> Iterator[Line]:
    """Tell of the subsets that must be named to be loaded."""
    default = _default(plan)
    others = [config for config in plan.configs if default is None or config.name != default.name]
    loading = [config for config in others if config.error is None]
    failing = [config for config in others if config.error is not None]
    if loading:
        more = f"; {len(loading) - 1:,} more load by name" if len(loading) > 1 else ""
        told = f"{call(path, loading[0].name, terminal)} gives the subset {named(loading[0].name, terminal)}"
        yield from paragraph(terminal, "clean", told + more)
    if len(failing) == 1:
        exception = terminal.value(terminal.clean(failing[0].error.exception)) if failing[0].error else ""
        yield from paragraph(terminal, "error", f"{call(path, failing[0].name, terminal)} raises {exception}")
    elif failing:
        names = listed([config.name for config in failing], _MOST_NAMES, terminal)
        yield from paragraph(terminal, "error", f"{len(failing):,} of {len(plan.configs):,} subsets fail: {names}")


def _viewer(report: CardReport, plan: LoadPlan, terminal: Terminal) -> Iterator[Line]:
    if plan.viewer is not None:
        code = f" ({terminal.value(terminal.clean(plan.viewer.viewer))})" if plan.viewer.viewer else ""
        told = f"The viewer shows nothing{code}: {sentence(plan.viewer, report, terminal)}"
        yield from paragraph(terminal, "error", told)
        return
    if plan.error is not None:
        if plan.error.viewer:
            told = f"The viewer shows {terminal.value(terminal.clean(plan.error.viewer))} in place of the data"
            yield from paragraph(terminal, "error", told)
        else:
            yield from paragraph(terminal, "info", "The viewer does not stop at that")
        return
    failing: dict[str, list[str]] = {}
    for config in plan.configs:
        error = config.viewer or config.error
        if error is not None and error.viewer:
            why = f": {sentence(error, report, terminal)}" if error is config.viewer else ""
            failing.setdefault(terminal.value(terminal.clean(error.viewer)) + why, []).append(config.name)
    for told, names in failing.items():
        code, sign, why = told.partition(": ")
        where = f" for {listed(names, _MOST_NAMES, terminal)}" if len(plan.configs) > 1 else " in place of the data"
        yield from paragraph(terminal, "error", f"The viewer shows {code}{where}{sign}{why}")
    if plan.configs and not failing:
        told = {1: "the same", 2: "both subsets"}.get(len(plan.configs), f"all {len(plan.configs):,} subsets")
        yield from paragraph(terminal, "clean", f"The viewer shows {told}")


def notes(report: CardReport, plan: LoadPlan, terminal: Terminal, *, show_all: bool) -> Iterator[Line]:
    """Yield why it came out so, what finds nothing and what is left out."""
    most = None if show_all else _MOST_NAMES
    yield from _layouts(plan, terminal)
    yield from _patterns(plan, terminal, most)
    yield from _left_out(plan, terminal, most)
    read_as = reads_as(plan)
    others = [config for config in plan.configs if config.format not in {None, read_as}]
    if others and read_as is not None:
        kinds = sorted({format_words(config.format, terminal) for config in others})
        names = listed([config.name for config in others], _MOST_NAMES, terminal)
        told = f"The files of {names} look like {', '.join(kinds)}, but the first subset decides how all are read"
        yield from paragraph(terminal, "warning", told)
    errors = [plan.error, *(config.error for config in plan.configs)]
    is_folder = report.facts.get("hub") != "available"
    if is_folder and any(error is not None and error.kind in _ABSENCES for error in errors):
        told = "Only the files in this folder count here; a repository on the Hub may hold more"
        yield from paragraph(terminal, "info", told)
    if has_unknown_rows(plan):
        told = "`?`: the number of rows is not known without the whole files"
        unavailable = [state.partition(": ")[2] for state in report.facts.values() if state.startswith("unavailable")]
        told += f" ({terminal.sentence('; '.join(unavailable))})" if unavailable else ""
        yield from paragraph(terminal, "info", told)


def _left_out(plan: LoadPlan, terminal: Terminal, most: int | None) -> Iterator[Line]:
    """Name the files that no subset reads: first those like the data, which somebody may miss."""
    alike: list[str] = []
    others: list[str] = []
    for path in plan.left_out:
        is_alike = plan.builder is None or format_of([path], {}).name == plan.builder
        (alike if is_alike else others).append(path)
    if alike:
        yield from paragraph(terminal, "warning", f"No subset reads {listed(alike, most, terminal)}")
    if others:
        told = f"Of another format and not read: {listed(others, most, terminal)}"
        yield from paragraph(terminal, "info", told)


def _layouts(plan: LoadPlan, terminal: Terminal) -> Iterator[Line]:
    """Say why automatic splits came out as they did."""
    found: dict[Layout, list[str]] = {}
    for config in plan.configs:
        if config.layout is not None:
            found.setdefault(config.layout, []).append(config.name)
    for layout, names in found.items():
        words, consequence = LAYOUTS[layout]
        if plan.left_out and consequence:
            words += f", so {consequence}"
        whose = "" if len(names) == len(plan.configs) else f" of {listed(names, _MOST_NAMES, terminal)}"
        told = f"The card does not say which files{whose} are which split, so their names decide: {words}"
        yield from paragraph(terminal, "info", told)


def _patterns(plan: LoadPlan, terminal: Terminal, most: int | None) -> Iterator[Line]:
    """Name the patterns of the card that find nothing, or something that no builder reads."""
    written = [
        (pattern, split.name, config.name)
        for config in plan.configs
        for split in config.splits
        for pattern in split.patterns
        if pattern.pointer is not None
    ]
    told = [_pattern(*one, terminal, most) for one in written if not one[0].files or one[0].others]
    shown = told if most is None or len(told) <= _MOST_PATTERNS + 1 else told[:_MOST_PATTERNS]
    for text in shown:
        yield from paragraph(terminal, "warning", text)
    if len(shown) < len(told):
        yield from paragraph(terminal, "warning", f"{number(len(told) - len(shown), 'more pattern')} like these")


def _pattern(pattern: Pattern, split: str, subset: str, terminal: Terminal, most: int | None) -> str:
    where = f"{named(pattern.text, terminal)} (split {named(split, terminal)} of {named(subset, terminal)})"
    if not pattern.others:
        return f"{where} finds no file"
    others = listed(pattern.others, most, terminal)
    finds = "also finds" if pattern.files else "finds only"
    return f"{where} {finds} what is no data to the loader: {others}"
