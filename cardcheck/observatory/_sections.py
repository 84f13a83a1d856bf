"""The parts of an audit's report in a terminal: the summary in, lines out; none where a part has nothing to say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cardcheck.model.audit import Audit, AuditSummary, Defect, Duplicates, Task
from cardcheck.model.finding import SEVERITIES, Severity
from cardcheck.observatory import _words as words
from cardcheck.terminal.cells import cells, crop_end, crop_middle, wrap
from cardcheck.terminal.stream import SEVERITY_STYLES, Line, Piece, Terminal, emphasised

_INDENT = 2
_BLOCKS = ("█", "░")
_HASHES = ("#", ".")
_LEVELS = {"stub": "red", "basic": "yellow", "useful": "cyan", "thorough": "green", "exemplary": "green"}


class Sheet(NamedTuple):
    """Where a report is written, and how many it names of each kind; of those that take several lines, `fewer`.

    `owner` is what all names begin with, where one owner is audited; it is not said again and again.
    """

    terminal: Terminal
    most: int
    fewer: int
    owner: str = ""

    @property
    def room(self) -> int:
        """The cells beside the indent."""
        return self.terminal.width - _INDENT

    def cropped(self, text: str, room: int) -> str:
        """Return a clean text, cut at its end."""
        return crop_end(self.terminal.clean(text), max(room, 1), self.terminal.glyphs.ellipsis)

    def name(self, key: str, room: int) -> str:
        """Return a clean name, cut in its middle."""
        return crop_middle(self.terminal.clean(self.short(key)), max(room, 4), self.terminal.glyphs.ellipsis)

    def short(self, key: str) -> str:
        """Return a repository's name without the owner of all."""
        return key.removeprefix(self.owner) or key

    def plain(self, text: str) -> str:
        """Return our own words as the stream can show them."""
        return self.terminal.clean(text)

    def within(self, line: Line) -> Line:
        """Return a line that is no wider than the terminal."""
        room = self.terminal.width
        kept = []
        for piece in line:
            kept.append(piece._replace(text=crop_end(piece.text, room, self.terminal.glyphs.ellipsis)))
            room -= cells(kept[-1].text)
            if room <= 0:
                break
        return tuple(kept)


def heading(title: str) -> Line:
    """Return a part's heading."""
    return (Piece(title, "bold"),)


def head(audit: Audit, sheet: Sheet) -> Iterator[Line]:
    """Say what was audited, and what became of it."""
    dot = f" {sheet.terminal.glyphs.dot} "
    targets, more = words.named(audit.targets, 3)
    said = ", ".join(sheet.name(target, 48) for target in targets) + (f" and {more} more" if more else "")
    title = f"Audit of {said}"
    yield from (heading(line) for line in wrap(title, sheet.terminal.width))
    counted = [words.day(audit.date), words.repositories(audit.summary.repositories)]
    yield from dim(dot.join([sheet.plain(one) for one in [*counted, *_outcomes(audit)]]), sheet)


def _outcomes(audit: Audit) -> list[str]:
    told = words.outcomes(audit)
    return told if len(told) > 1 or "checked" not in audit.summary.outcomes else []


def dim(text: str, sheet: Sheet) -> Iterator[Line]:
    """Yield a paragraph in the background."""
    yield from ((Piece(line, "dim"),) for line in wrap(text, sheet.terminal.width))


def shares(audit: Audit, sheet: Sheet) -> Iterator[Line]:
    """Draw the five plain shares, each with what it asks where that has room."""
    summary = audit.summary
    counts = [f"{share.yes:,} of {share.of:,}" if share.of else "not known" for share in summary.shares]
    widest = max(map(len, counts), default=0)
    bar = max(0, min(20, sheet.room // 4, sheet.terminal.width - widest - 24))
    for share, count in zip(summary.shares, counts, strict=True):
        fraction = words.share_of(share)
        style = "dim" if not share.of else "green" if fraction >= 0.75 else "yellow" if fraction >= 0.25 else "red"
        full, empty = _bar(fraction, bar, sheet.terminal)
        told = sheet.plain(words.percent(share.yes, share.of))
        line = [Piece(f"  {words.NAMES[share.name]:<12}"), Piece(full, style), Piece(empty, "dim")]
        line += [Piece(f"  {told:>6}", "bold"), Piece(f"  {count:>{widest}}", "dim")]
        room = sheet.terminal.width - sum(cells(piece.text) for piece in line) - 2
        if room >= cells(share.asks):
            line.append(Piece(f"  {share.asks}", "dim"))
        yield tuple(line)


def _bar(fraction: float, width: int, terminal: Terminal) -> tuple[str, str]:
    full, empty = _BLOCKS if terminal.glyphs.ellipsis == "…" else _HASHES
    count = min(max(width - (fraction < 1), 0), max(round(fraction * width), int(fraction > 0)))
    return full * count, empty * (width - count)


def scores(audit: Audit, sheet: Sheet) -> Iterator[Line]:
    """Tell the middle score, the levels, the findings, and what has changed since the last run."""
    summary, dot = audit.summary, f" {sheet.terminal.glyphs.dot} "
    if summary.median is not None:
        line = [Piece("Median score "), Piece(f"{summary.median:g}", "bold"), Piece(" of 100")]
        for level, count in words.levels(audit):
            line += [Piece(dot, "dim"), Piece(f"{count:,} ", _LEVELS.get(level, "")), Piece(level, "dim")]
        yield from _fitted(line, sheet)
    counts = dot.join(words.finding_counts(audit))
    safe = sum(rule.fixable for rule in summary.rules)
    fixes = f"{dot}{words.number(safe, 'safe fix', 'safe fixes')}" if safe else ""
    yield from _fitted([Piece(counts), Piece(fixes, "dim")], sheet)
    changed = words.changes(audit)
    if changed:
        yield from dim(sheet.plain(f"Since {words.day(audit.history[-1].date)}: {dot.join(changed)}"), sheet)


def _fitted(line: Sequence[Piece], sheet: Sheet) -> Iterator[Line]:
    """Yield a line, or without its styles on several where it does not fit."""
    text = "".join(piece.text for piece in line)
    if cells(text) <= sheet.terminal.width:
        yield tuple(line)
    else:
        yield from ((Piece(part),) for part in wrap(text, sheet.terminal.width))


def first(summary: AuditSummary, sheet: Sheet) -> Iterator[Line]:
    """List what to do first."""
    tasks = summary.first[: sheet.most]
    if not tasks:
        return
    yield heading("What to do first")
    widest = min(
        max(cells(sheet.terminal.clean(sheet.short(task.key))) for task in tasks), max(20, sheet.room * 2 // 5)
    )
    for place, task in enumerate(tasks, 1):
        yield from _task(place, task, widest, sheet)


def _task(place: int, task: Task, widest: int, sheet: Sheet) -> Iterator[Line]:
    """Tell a task on one line where it fits, else on two."""
    name = sheet.name(task.key, widest)
    start = [Piece(f"{place:>4}  ", "dim"), Piece(name, "bold")]
    why = sheet.plain(words.weighed(task))
    gain = words.gain(task.points)
    beside = sheet.room - 4 - widest - 2
    start.append(Piece(" " * (widest - cells(name) + 2)))
    yield (*start, Piece(crop_end(why, beside, sheet.terminal.glyphs.ellipsis), "dim"))
    if task.action:
        arrow = f"      {sheet.terminal.glyphs.arrow} "
        room = sheet.terminal.width - cells(arrow) - cells(gain)
        yield (Piece(arrow, "dim"), *_said(task.action, room, sheet), Piece(gain, "dim"))


def _said(text: str, room: int, sheet: Sheet) -> Line:
    return emphasised([crop_end(sheet.terminal.sentence(text), room, sheet.terminal.glyphs.ellipsis)])[0]


def defects(summary: AuditSummary, sheet: Sheet) -> Iterator[Line]:
    """List the same defect in many repositories, the gravest first."""
    found = [defect for defect in summary.defects if defect.severity != "info"] or list(summary.defects)
    if not found:
        return
    yield heading("One fix, many repositories")
    for defect in found[: sheet.fewer]:
        yield from _defect(defect, sheet)
    more = len(summary.defects) - min(len(found), sheet.fewer)
    if more > 0:
        yield (Piece(f"  and {words.number(more, 'defect')} more that several have", "dim"),)


def severity_of(name: str) -> Severity:
    """Return the severity that a name stands for; what a later version calls otherwise is the mildest."""
    return next((severity for severity in SEVERITIES if severity == name), "info")


def _defect(defect: Defect, sheet: Sheet) -> Iterator[Line]:
    sign = sheet.terminal.sign(severity_of(defect.severity))
    count = words.repositories(len(defect.keys))
    rule = sheet.name(defect.rule, sheet.room - cells(count) - 6)
    gap = sheet.room - cells(sign.text) - 1 - cells(count) - cells(rule)
    yield (Piece("  "), sign, Piece(f" {count}", "bold"), Piece(" " * max(gap, 2)), Piece(rule, "dim"))
    for line in emphasised(wrap(sheet.terminal.sentence(defect.message), sheet.room - 2)):
        yield (Piece("    "), *line)
    if defect.fix is not None:
        arrow = sheet.terminal.glyphs.arrow
        yield (Piece(f"    {arrow} ", "dim"), *_said(defect.fix, sheet.room - 3 - cells(arrow), sheet))
    yield _names(defect.keys, "    ", sheet)


def _names(keys: Sequence[str], start: str, sheet: Sheet) -> Line:
    shown, more = words.named(keys, 3)
    told = ", ".join(sheet.name(key, 48) for key in shown)
    rest = f" and {more:,} more" if more else ""
    room = sheet.terminal.width - cells(start) - cells(rest)
    return (Piece(start), Piece(crop_end(told, room, sheet.terminal.glyphs.ellipsis) + rest, "dim"))


def rules(summary: AuditSummary, sheet: Sheet) -> Iterator[Line]:
    """List the rules that most repositories meet."""
    counts = summary.rules[: sheet.most]
    if not counts:
        return
    yield heading("Found most often")
    widest = max(len(f"{rule.repositories:,}") for rule in counts)
    longest = min(max(cells(sheet.terminal.clean(rule.rule)) for rule in counts), sheet.room // 2)
    room = sheet.room - widest - longest - 4
    for rule in counts:
        name = sheet.name(rule.rule, longest)
        yield (
            Piece("  "),
            Piece(f"{rule.repositories:>{widest},}", SEVERITY_STYLES[severity_of(rule.severity)]),
            Piece(f"  {name}{' ' * (longest - cells(name))}  "),
            Piece(sheet.cropped(rule.title, room), "dim"),
        )


def duplicates(summary: AuditSummary, sheet: Sheet) -> Iterator[Line]:
    """List families of near-duplicate cards, and whose title is left in which."""
    groups = summary.duplicates
    if not groups:
        return
    total = sum(len(group.keys) for group in groups)
    yield heading("Nearly the same text")
    for group in groups[: sheet.fewer]:
        yield from _family(group, sheet)
    if len(groups) > sheet.fewer:
        told = f"{words.number(len(groups), 'family', 'families')} in all, {words.number(total, 'card')}"
        yield (Piece(f"  {told}", "dim"),)


def _family(group: Duplicates, sheet: Sheet) -> Iterator[Line]:
    least = f", at least {words.percent(round(100 * group.similarity), 100)} like the first"
    yield (Piece(f"  {len(group.keys):,} cards", "bold"), Piece(sheet.plain(least), "dim"))
    yield _names(group.keys, "    ", sheet)
    for key, other in group.copied[:2]:
        said = f"`{sheet.short(key)}` bears the title of `{sheet.short(other)}`"
        sign = sheet.terminal.sign("warning")
        yield (Piece("    "), sign, Piece(" "), *_said(said, sheet.room - 4, sheet))
    if len(group.copied) > 2:
        yield (Piece(f"      and {len(group.copied) - 2:,} more bear another one's title", "dim"),)


def disagreements(summary: AuditSummary, sheet: Sheet) -> Iterator[Line]:
    """List where our prediction and the viewer's verdict differ."""
    found = words.by_sentence(summary.disagreements)
    if not found:
        return
    yield heading("Where the dataset viewer says otherwise")
    for said, keys in found[: sheet.fewer]:
        count = words.repositories(len(keys))
        for line in emphasised(wrap(f"{count}: {sheet.terminal.sentence(said)}", sheet.room)):
            yield (Piece("  "), *line)
        yield _names(keys, "    ", sheet)
    if len(found) > sheet.fewer:
        yield (Piece(f"  and {len(found) - sheet.fewer:,} other sentences", "dim"),)
