"""The report for people: one screen for one card, a few lines a card for many, and what it all adds up to.

In: reports as they come; out: lines that no card can smuggle anything into. A first report waits for the
second, because the two layouts differ; after that each is written before the next is asked for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TextIO

from cardcheck.model.load import LoadPlan
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.model.totals import Totals
from cardcheck.reporters._places import text_of
from cardcheck.reporters._summary import Ledger, hidden_told
from cardcheck.terminal.cells import cells, crop_end, crop_start, wrap
from cardcheck.terminal.stream import Line, Piece, Terminal

# A terminal of 24 rows keeps one for the prompt.
_SCREEN = 23
_MOST_KINDS = 10
_FAULTS = {
    "unreadable": "could not be read",
    "crashed": "could not be checked, cardcheck itself failed",
    "skipped": "was passed over",
}


def write(reports: Iterable[CardReport], run: Run, out: TextIO) -> None:
    """Write a report for people."""
    terminal = Terminal.of(run, out)
    out.writelines(terminal.paint(line) + "\n" for line in _Text(run, terminal).lines(iter(reports)))


@dataclass(slots=True)
class _Text:
    """One run's report; `ledger` grows with every card, and the words of loading are explained with the first."""

    run: Run
    terminal: Terminal
    ledger: Ledger = field(default_factory=Ledger)
    is_load_explained: bool = False

    def lines(self, reports: Iterator[CardReport]) -> Iterator[Line]:
        """Yield the lines of all cards and of the end."""
        begun = list(itertools.islice(reports, 1 if self.run.many else 2))
        # Why there is no card at all is said by whoever looked for one; "no findings" would sound like praise.
        if not begun:
            return
        if len(begun) == 1 and not self.run.many:
            yield from self._alone(begun[0])
            return
        is_first = True
        for report in itertools.chain(begun, reports):
            self.ledger.add(report)
            block = self._among_many(report)
            if block and not is_first:
                yield ()
            is_first = is_first and not block
            yield from block
        yield from self._end(is_first=is_first)

    def _alone(self, report: CardReport) -> Iterator[Line]:
        self.ledger.add(report)
        source = self._source(report)
        if report.status != "checked":
            yield from self._fault(report)
        elif not report.shown:
            yield from self._clean(report, source, report.load if report.viewer is None else None)
            yield from [] if self.run.quiet else self.ledger.not_asked(self.terminal)
            yield from self._coverage(report, is_first=self.run.quiet)
            yield from self._load(report, is_first=self.run.quiet)
            yield from self._score(report, is_first=self.run.quiet)
        elif self.run.statistics:
            load = list(self._load(report, is_first=True))
            yield from load
            yield from self._end(is_first=not load, subject=source)
        else:
            closing = [] if self.run.quiet else self.ledger.closing(source, self.terminal)
            score = list(self._score(report, is_first=False))
            load = list(self._load(report))
            taken = (0 if self.run.explain_score else len(score)) + (0 if self.run.explain_load else len(load))
            page = self._page(report, _SCREEN - taken - len(closing) - bool(closing))
            yield from page
            yield from self._coverage(report, is_first=not page)
            yield from load
            yield from score
            if closing:
                yield ()
            yield from closing
        yield from self._skipped(report)

    # Most cards of most runs are clean, so what shows findings is loaded with the first of them.
    def _page(self, report: CardReport, most_lines: int) -> list[Line]:
        from cardcheck.reporters._coverage import untold
        from cardcheck.reporters._entry import Sheet, place_cells
        from cardcheck.reporters._grouping import groups
        from cardcheck.reporters._page import full_page, screen_page

        found = groups(report.shown if self.run.show_all else untold(report), each=self.run.show_all)
        text = text_of(report)
        width = place_cells([entry for group in found for entry in group.entries], text)
        sheet = Sheet(self.terminal, text, width, self.run.frames)
        if self.run.show_all or self.run.frames:
            return full_page(found, sheet)
        return screen_page(found, sheet, most_lines)

    def _among_many(self, report: CardReport) -> list[Line]:
        """Return what one card of many has to say; nothing where it is clean."""
        if report.status != "checked":
            return [] if report.status == "skipped" and not self.run.verbose else list(self._fault(report))
        header = self._header(report)
        if self.run.statistics or not report.shown:
            load = list(self._told_of(report, is_first=True))
            is_named = self.run.verbose and not self.run.statistics
            clean = [*self._clean(report, self._source(report)), *self._skipped(report)] if is_named else []
            return [header, *load, *clean] if load else clean
        found = self._page(report, 0) if self.run.show_all or self.run.frames else self._brief(report)
        return [header, *found, *self._told_of(report, is_first=False), *self._skipped(report)]

    def _told_of(self, report: CardReport, *, is_first: bool) -> Iterator[Line]:
        """Yield what one card of many is asked about beside its findings."""
        load = list(self._load(report, is_first=is_first))
        yield from load
        if self.run.explain_score:
            yield from self._score(report, is_first=is_first and not load)

    def _header(self, report: CardReport) -> Line:
        """Name a card, and its score at the end of the line."""
        if report.score is None or self.run.quiet:
            return (Piece(self._source(report, self.terminal.width), "bold underline"),)
        worth = f"{report.score.whole} {report.score.level}"
        source = self._source(report, self.terminal.width - len(worth) - 2)
        return (Piece(source, "bold underline"), Piece("  "), Piece(worth, "dim"))

    def _brief(self, report: CardReport) -> Iterator[Line]:
        """Yield a line for each kind of finding, up to a bound."""
        from cardcheck.reporters._coverage import coverage_brief, untold
        from cardcheck.reporters._entry import Detail, Sheet, entry_lines, place_cells
        from cardcheck.reporters._grouping import groups
        from cardcheck.reporters._page import absent_lines, more_kinds

        found = groups(untold(report), each=False)
        text = text_of(report)
        entries = [entry for group in found for entry in group.entries]
        sheet = Sheet(self.terminal, text, place_cells(entries, text), signs=True)
        for entry in entries[:_MOST_KINDS]:
            yield from entry_lines(entry, Detail.MESSAGE if entry.first.severity == "error" else Detail.LINE, sheet)
        if len(entries) > _MOST_KINDS:
            yield (Piece(f"  {more_kinds(len(entries) - _MOST_KINDS, self.terminal)}", "dim"),)
        for group in found:
            yield from absent_lines(group, self.terminal)
        yield from coverage_brief(report, self.terminal)

    def _end(self, *, is_first: bool, subject: str | None = None) -> Iterator[Line]:
        table = self.ledger.statistics(self.terminal) if self.run.statistics else []
        if table and not is_first:
            yield ()
        yield from table
        if self.run.quiet:
            return
        if table or not is_first:
            yield ()
        yield from self.ledger.closing(subject or self.ledger.cards(), self.terminal)

    def _coverage(self, report: CardReport, *, is_first: bool) -> Iterator[Line]:
        """Yield which questions of other forms are answered, where rules ask any."""
        if not report.coverage:
            return
        from cardcheck.reporters._coverage import coverage_lines

        if not is_first:
            yield ()
        yield from coverage_lines(report, self.terminal)

    def _load(self, report: CardReport, *, is_first: bool = False) -> Iterator[Line]:
        """Yield what becomes of the repository when it is loaded: for those who ask, and where the viewer was asked."""
        if self.run.explain_load:
            from cardcheck.reporters._load import load_lines

            if not is_first:
                yield ()
            is_first = False
            yield from load_lines(report, self.run, self.terminal, glossary=not self.is_load_explained)
            self.is_load_explained |= report.load is not None
        if report.viewer is not None and not self.run.quiet:
            from cardcheck.reporters._viewer import viewer_lines

            if not is_first:
                yield ()
            run = self.run
            yield from viewer_lines(report, self.terminal, show_all=run.show_all, is_explained=run.explain_load)

    def _score(self, report: CardReport, *, is_first: bool) -> Iterator[Line]:
        """Yield what the card is worth: in a few lines, or every point of it for those who ask."""
        if report.score is None or ((self.run.quiet or self.run.explain_load) and not self.run.explain_score):
            return
        if not is_first:
            yield ()
        if self.run.explain_score:
            from cardcheck.reporters._score_table import explained_score

            yield from explained_score(report, self.terminal)
            return
        from cardcheck.reporters._score import score_lines

        yield from score_lines(report.score, self.terminal, report.earlier_score)

    def _clean(self, report: CardReport, source: str, plan: LoadPlan | None = None) -> Iterator[Line]:
        if self.run.quiet:
            return
        sign = f"{self.terminal.glyphs.clean} "
        room = self.terminal.width - cells(sign + source)
        told = crop_end(f": nothing to mend{hidden_told(Totals().plus(report))}", room, self.terminal.glyphs.ellipsis)
        yield Piece(sign, "bold green"), Piece(source, "bold"), Piece(told)
        if plan is not None and not self.run.explain_load:
            from cardcheck.reporters._load_words import loads_in_a_line

            told = loads_in_a_line(plan, self.terminal)
            yield from [(Piece(crop_end(told, self.terminal.width, self.terminal.glyphs.ellipsis), "dim"),)] * bool(
                told
            )

    def _fault(self, report: CardReport) -> Iterator[Line]:
        told = f"{self._source(report)} {_FAULTS[report.status]}"
        if report.reason:
            told += f": {self.terminal.sentence(report.reason)}"
        style = "" if report.status == "skipped" else "red"
        for line in wrap(told, self.terminal.width):
            yield (Piece(line, style),)

    def _skipped(self, report: CardReport) -> Iterator[Line]:
        """Yield each rule that did not run, for those who ask."""
        if not self.run.verbose:
            return
        for skip in report.skipped:
            told = self.terminal.clean(f"  did not run: {skip.rule}, {skip.needs}: {skip.reason}")
            yield (Piece(crop_end(told, self.terminal.width, self.terminal.glyphs.ellipsis), "dim"),)

    def _source(self, report: CardReport, room: int | None = None) -> str:
        """Return where a card comes from; of a long path the end says most."""
        source = self.terminal.clean(report.source)
        return crop_start(source, room or self.terminal.width // 2, self.terminal.glyphs.ellipsis)
