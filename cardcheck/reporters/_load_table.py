"""The table of a load plan: subset, split, rows, files; in: a plan, out: lines no wider than the terminal.

Long lists are shortened; what fails is shown before what does not, and says why in its row.
"""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan, SplitPlan
from cardcheck.model.report import CardReport
from cardcheck.reporters._load_words import format_words, number, reads_as, sentence
from cardcheck.terminal.cells import cells, crop_end, crop_middle, wrap
from cardcheck.terminal.stream import Line, Piece, Terminal, emphasised

DEFAULT = " (default)"
UNKNOWN = "?"

_INDENT = _GAP = 2
_WIDEST_SUBSET, _WIDEST_SPLIT = 32, 20
_LEAST_FILES = 26
_MOST_SUBSETS, _MOST_SPLITS, _MOST_FILES = 10, 12, 3
# From so many splits on, each has one line.
_MANY_SPLITS = 7


class _Table(NamedTuple):
    """How much is shown, and how wide the columns are.

    The errors in `told` are not explained a second time. `below` tells that splits stand under their subset and files
    under their split, for want of room.
    """

    report: CardReport
    terminal: Terminal
    told: Collection[LoadError]
    most_splits: int | None
    most_files: int | None
    subset: int
    split: int
    rows: int
    below: bool

    @property
    def at_split(self) -> int:
        """Where the column of splits begins."""
        return _INDENT + self.subset + _GAP

    @property
    def at_files(self) -> int:
        """Where files begin."""
        return self.at_split + _GAP if self.below else self.at_split + self.split + self.rows + 2 * _GAP

    @property
    def room(self) -> int:
        """How wide a file may be."""
        return self.terminal.width - self.at_files


def table(
    report: CardReport, plan: LoadPlan, terminal: Terminal, *, show_all: bool, told: Collection[LoadError]
) -> Iterator[Line]:
    """Yield the subsets with their splits; the errors in `told` are not explained a second time."""
    shown = _chosen(plan, None if show_all else _MOST_SUBSETS)
    sheet = _sheet(report, plan, shown, terminal, show_all=show_all)._replace(told=told)
    yield _heads(sheet, plan)
    for config in shown:
        yield from _rows(config, _subset(config, plan, terminal), sheet)
    hidden = len(plan.configs) - len(shown)
    if hidden:
        more = f"  {terminal.glyphs.ellipsis} and {number(hidden, 'more subset')}"
        how = " (--all shows each)"
        yield (Piece(more + how * (cells(more + how) <= terminal.width), "dim"),)


def has_unknown_rows(plan: LoadPlan) -> bool:
    """Whether the number of rows of some split is not known although it loads."""
    loading = [config for config in plan.configs if config.error is None]
    return any(split.rows is None for config in loading for split in config.splits)


def _chosen(plan: LoadPlan, most: int | None) -> list[ConfigPlan]:
    """Return the subsets to show, in their order: the default and those that fail before others."""
    configs = plan.configs
    if most is None or len(configs) <= most + 1:
        return list(configs)
    order = sorted(range(len(configs)), key=lambda at: (configs[at].name != plan.default, configs[at].error is None))
    return [configs[at] for at in sorted(order[:most])]


def _sheet(
    report: CardReport, plan: LoadPlan, shown: list[ConfigPlan], terminal: Terminal, *, show_all: bool
) -> _Table:
    most_splits = None if show_all else _MOST_SPLITS if len(shown) <= 2 else _MOST_SPLITS // 2
    splits = [split for config in shown for split in config.splits[:most_splits]]
    subset = max((cells(_subset(config, plan, terminal)) for config in shown), default=0)
    split = max((cells(terminal.clean(one.name)) for one in splits), default=0)
    rows = max((len(_count(one)) for one in splits), default=0)
    width = terminal.width
    subset = min(max(subset, len("subset")), _WIDEST_SUBSET, width // 3)
    split = min(max(split, len("split")), _WIDEST_SPLIT, width // 4)
    rows = max(rows, len("rows"))
    most_files = None if show_all else _MOST_FILES if len(splits) < _MANY_SPLITS else 1
    below = width - (_INDENT + subset + split + rows + 3 * _GAP) < _LEAST_FILES
    if below:
        # Every split begins under its subset's name, so that the narrowest terminal shows some of each file.
        subset = 0
    return _Table(report, terminal, (), most_splits, most_files, subset, split, rows, below)


def _heads(sheet: _Table, plan: LoadPlan) -> Line:
    words = format_words(reads_as(plan), sheet.terminal)
    files = f"files (read as {words})" if words else "files"
    if sheet.below:
        return (Piece("  subset: split, rows, files", "dim"),)
    left = f"  {'subset':<{sheet.subset}}  {'split':<{sheet.split}}  {'rows':>{sheet.rows}}  "
    return (Piece(crop_end(left + files, sheet.terminal.width, ""), "dim"),)


def _subset(config: ConfigPlan, plan: LoadPlan, terminal: Terminal) -> str:
    is_marked = config.name == plan.default and config.name != "default" and len(plan.configs) > 1
    return terminal.value(terminal.clean(config.name)) + (DEFAULT if is_marked else "")


def _count(split: SplitPlan) -> str:
    return UNKNOWN if split.rows is None else f"{split.rows:,}"


def _rows(config: ConfigPlan, name: str, sheet: _Table) -> Iterator[Line]:
    """Yield one subset; its name stands in the first line, or above where there is no room beside it."""
    terminal = sheet.terminal
    room = terminal.width - _INDENT if sheet.below else sheet.subset
    name = crop_middle(name, room, terminal.glyphs.ellipsis)
    style = "bold red" if config.error else "bold"
    first: Line = (Piece(" " * _INDENT), Piece(name, style))
    if sheet.below:
        yield first
        first = (Piece(" " * sheet.at_split),)
    else:
        first = (*first, Piece(" " * (sheet.subset - cells(name) + _GAP)))
    rest: Line = (Piece(" " * sheet.at_split),)
    for index, line in enumerate(_inside(config, sheet)):
        yield (*(rest if index else first), *line)


def _inside(config: ConfigPlan, sheet: _Table) -> Iterator[Line]:
    """Yield what stands right of a subset's name: its splits, then why it does not load."""
    splits, most = config.splits, sheet.most_splits
    if most is not None and len(splits) > most + 1:
        splits = splits[:most]
    for split in splits:
        yield from _split(split, sheet)
    if len(splits) < len(config.splits):
        mark = sheet.terminal.glyphs.ellipsis
        yield (Piece(f"{mark} and {number(len(config.splits) - len(splits), 'more split')}", "dim"),)
    if config.error is not None:
        yield from _error(config.error, sheet)
    elif not config.splits:
        yield (Piece("no files", "dim"),)


def _split(split: SplitPlan, sheet: _Table) -> Iterator[Line]:
    terminal = sheet.terminal
    name = crop_middle(terminal.value(terminal.clean(split.name)), sheet.split, terminal.glyphs.ellipsis)
    count = _count(split)
    left: Line = (
        Piece(name + " " * (sheet.split - cells(name) + _GAP)),
        Piece(f"{count:>{sheet.rows}}", "dim" if count == UNKNOWN else ""),
    )
    files = list(_files(split.files, sheet))
    if sheet.below:
        yield left
    else:
        yield (*left, Piece(" " * _GAP), *(files[0] if files else (Piece("no files", "dim"),)))
        files = files[1:]
    for line in files:
        yield (Piece(" " * (sheet.at_files - sheet.at_split)), *line)


def _files(files: tuple[str, ...], sheet: _Table) -> Iterator[Line]:
    """Yield a line for each file up to a bound; the others are counted behind the last of them."""
    most, mark = sheet.most_files, sheet.terminal.glyphs.ellipsis
    shown = len(files) if most is None or len(files) <= most else most
    for index, path in enumerate(files[:shown]):
        hidden = len(files) - shown if index == shown - 1 else 0
        more = f" and {hidden:,} more" if hidden else ""
        yield Piece(crop_middle(sheet.terminal.clean(path), sheet.room - len(more), mark)), Piece(more, "dim")


def _error(error: LoadError, sheet: _Table) -> Iterator[Line]:
    terminal = sheet.terminal
    text = f"{terminal.glyphs.error} {terminal.value(terminal.clean(error.exception))}"
    head = len(text)
    if error not in sheet.told:
        text += f": {sentence(error, sheet.report, terminal)}"
    for index, line in enumerate(emphasised(wrap(text, terminal.width - sheet.at_split))):
        if index == 0 and line and len(line[0].text) >= head:
            yield (Piece(line[0].text[:head], "red"), Piece(line[0].text[head:]), *line[1:])
        else:
            yield line
