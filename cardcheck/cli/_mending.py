"""What `cardcheck fix` does with cards that were fixed: they are written back, or shown as a diff; reports come out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

from cardcheck.cli._options import plain, say

if TYPE_CHECKING:
    from pathlib import Path

    from cardcheck.cli._tally import Tally
    from cardcheck.engine.fixing import Wanted
    from cardcheck.model.config import Config
    from cardcheck.model.document import Document
    from cardcheck.model.finding import Finding
    from cardcheck.model.fixed import FixResult
    from cardcheck.model.report import CardReport

_LONGEST = 400


class Mending:
    """Cards on their way back to where they came from, and what to say about them in the end."""

    def __init__(self, config: Config, given: dict[str, Any], wanted: Wanted, tally: Tally) -> None:
        self._config, self._given, self._wanted, self._tally = config, given, wanted, tally
        self._cards = self._fixed_cards = self._problems = 0
        self._more = {"--unsafe": 0, "--cosmetic": 0}

    def write_back(self, fixed: Iterable[tuple[Document, FixResult]]) -> Iterator[CardReport]:
        """Write each card to its file, or to standard output, and pass on what is left."""
        for document, result in fixed:
            self._tell(document, result)
            data = self._data(document, result)
            is_written = data == document.data or document.path is None or self._is_replaced(document, data)
            if document.path is None and data is not None:
                self._print(data)
            if is_written:
                self._count(result)
            yield result.report if is_written else result.before

    def show(self, fixed: Iterable[tuple[Document, FixResult]]) -> Iterator[CardReport]:
        """Print how each card would change, and pass on what would be left."""
        for document, result in fixed:
            self._tell(document, result)
            if result.report.status != "checked":
                say(f"{document.source}: {result.report.reason}")
            data = self._data(document, result)
            is_shown = True
            if data is not None and data != document.data:
                is_shown = self._is_shown(document, data.decode("utf-8", "surrogatepass"))
                self._tally.add(has_failed=is_shown and self._config.fail_on != "never")
            if is_shown:
                self._count(result)
            yield result.report if is_shown else result.before

    @property
    def summary(self) -> str | None:
        """One line about all cards; None where there were none."""
        if not self._cards:
            return None
        verb = "Would fix" if self._given["diff"] else "Fixed"
        told = f"{verb} {_number(self._problems, 'problem')} in {_number(self._fixed_cards, 'card')}"
        if not self._problems:
            told = f"Nothing to fix in {_number(self._cards, 'card')}"
        more = [
            f"{count:,} {'more ' * bool(self._problems)}with {option}" for option, count in self._more.items() if count
        ]
        return told + (f" ({', '.join(more)})" if more else "")

    @staticmethod
    def _data(document: Document, result: FixResult) -> bytes | None:
        """Return the bytes a card shall have; its own where nothing was fixed."""
        return result.text.encode("utf-8", "surrogatepass") if result.applied else document.data

    def _is_replaced(self, document: Document, data: bytes | None) -> bool:
        """Write a card, and tell where that cannot be done; then the card is as it was."""
        from cardcheck.writing import WriteError, replace_file

        assert document.path is not None
        assert document.data is not None
        assert data is not None
        try:
            note = replace_file(document.path, document.data, data)
        except WriteError as error:
            say(str(error))
            self._tally.add(is_incomplete=True)
            return False
        if note is not None:
            say(note)
        return True

    def _print(self, data: bytes) -> None:
        from cardcheck.cli._diffs import print_text, shown_text

        # What is no UTF-8 comes out as it went in.
        print_text(data.decode("utf-8", "surrogateescape"), {**self._given, "color": "never"}, shown_text)

    def _is_shown(self, document: Document, new: str) -> bool:
        """Print a diff, and tell where there could be none because nothing would be written."""
        from cardcheck.cli._diffs import card_diff, print_text, shown_diff, tell_left_out

        assert document.data is not None
        name = self._name(document)
        if name is None:
            return False
        diff = card_diff(document.data.decode("utf-8"), new, name)
        tell_left_out(document.source, diff)
        print_text(diff.text, self._given, shown_diff)
        return True

    def _name(self, document: Document) -> str | None:
        """Return the name of a card in its diff; None, and why, where it could not be written."""
        from cardcheck.cli._diffs import name_in_diff
        from cardcheck.writing import WriteError, destination

        if document.is_remote:
            return "README.md"
        if document.path is None:
            return document.source
        try:
            path: Path = destination(document.path) if document.path.is_symlink() else document.path
        except WriteError as error:
            say(str(error))
            self._tally.add(is_incomplete=True)
            return None
        return name_in_diff(path)

    def _tell(self, document: Document, result: FixResult) -> None:
        """Tell what kept a card from being fixed, wholly or in part."""
        if result.fault is not None:
            say(f"{document.source} was left alone: {result.fault}")
            self._tally.add(has_erred=result.is_our_fault)
        for refused in result.refused:
            told = f"{document.source}: the fix of `{refused.finding.rule}` was refused, for it {refused.reason}"
            say(f"{_cropped(told)}; please report it")

    def _count(self, result: FixResult) -> None:
        if result.report.status != "checked" or result.fault is not None:
            return
        for finding in result.applied if self._given["verbose"] else ():
            verb = "would fix" if self._given["diff"] else "fixed"
            told = f"{result.report.source}: {finding.rule}: {finding.fix.title if finding.fix else finding.message}"
            click.echo(plain(f"{verb} {_cropped(told)}"), err=True)
        self._cards += 1
        self._fixed_cards += bool(result.applied)
        self._problems += len(result.applied)
        refused = {refused.finding.fingerprint for refused in result.refused}
        left = [finding for finding in result.report.shown if finding.fingerprint not in refused]
        self._more["--unsafe"] += self._fixable(left, self._wanted._replace(unsafe=True))
        self._more["--cosmetic"] += self._fixable(left, self._wanted._replace(cosmetic=True))

    def _fixable(self, left: list[Finding], wanted: Wanted) -> int:
        return sum(wanted.takes(finding) and not self._wanted.takes(finding) for finding in left)


def _cropped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _number(count: int, noun: str) -> str:
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
