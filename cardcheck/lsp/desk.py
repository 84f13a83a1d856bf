"""The cards that are open in one editor: texts as they change in, judgements of their last state out.

One card is judged at a time, in a thread; while that goes on, keystrokes only replace the text that comes next.
Settings and facts are looked at when a card is opened or saved, never for a keystroke.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from cardcheck.lsp.judging import (
    ConfigFor,
    Judgement,
    Settings,
    State,
    Surroundings,
    document_at,
    judge,
    settings_for,
    surroundings_of,
)
from cardcheck.lsp.positions import Places
from cardcheck.lsp.recognising import is_dataset_card
from cardcheck.lsp.repository import Known
from cardcheck.model.score import Score

_Answer = TypeVar("_Answer")

# How long facts may take before a card is judged without them, and once more with them.
_PATIENCE_SECONDS = 0.25
# A card that takes long is judged less often: after a pause as long as a part of what it took.
_SLOW_SECONDS = 0.2
_PAUSE_SHARE = 0.5
_LONGEST_PAUSE_SECONDS = 2.0
_MOST_WAITING_SECONDS = 10.0


class OpenCard:
    """A file that is open: its text as the editor has it, and what is known of it."""

    def __init__(self, uri: str, path: Path, text: str, version: int | None) -> None:
        self.uri, self.path, self.text, self.version = uri, path, text, version
        self.settings: Settings | None = None
        self.around = Surroundings()
        self.is_card = False
        self.judged: Judgement | None = None
        # Whether the text, the settings or the facts are others than those it was judged by.
        self.is_stale = self.wants_facts = True
        self.seconds = 0.0
        self.shown_score: Score | None = None
        self.work: asyncio.Task[None] | None = None
        self.looking: asyncio.Task[None] | None = None
        self._places: Places | None = None

    def places(self, encoding: str) -> Places:
        """Return the places of the text as it is now."""
        if self._places is None:
            self._places = Places(self.text, encoding)
        return self._places

    @property
    def known(self) -> Known:
        """What is known of the repository."""
        return Known(self.around.facts, self.judged.report.load if self.judged else None)

    def change(self, text: str, version: int | None) -> None:
        """Take the text as it is now."""
        self.text, self.version = text, version
        self._places = None
        self.is_stale = True


class Desk:
    """All open cards, and the threads that judge them; `publish` hears of each judgement that is still true."""

    def __init__(self, config_for: ConfigFor, publish: Callable[[OpenCard, Judgement | None], None]) -> None:
        self.cards: dict[str, OpenCard] = {}
        self.encoding = "utf-16"
        self._config_for, self._publish = config_for, publish
        # The engine remembers one card at a time.
        self._judge = ThreadPoolExecutor(1, thread_name_prefix="judge")
        self._look = ThreadPoolExecutor(1, thread_name_prefix="look")
        # A folder may take minutes, and must keep nobody waiting but another folder.
        self._facts = ThreadPoolExecutor(2, thread_name_prefix="facts")

    def open(self, card: OpenCard) -> None:
        """Take a card that was opened."""
        self.cards[card.uri] = card
        self._wake(card)

    def change(self, uri: str, text: str, version: int | None) -> None:
        """Take what a card has become."""
        card = self.cards.get(uri)
        if card is not None:
            card.change(text, version)
            self._wake(card)

    def look_again(self) -> None:
        """Look at settings and files anew, for all cards: something was saved."""
        for card in self.cards.values():
            card.settings = None
            card.wants_facts = card.is_stale = True
            self._wake(card)

    def close(self, uri: str) -> None:
        """Forget a card."""
        card = self.cards.pop(uri, None)
        if card is not None and card.work is not None:
            card.work.cancel()

    async def judged(self, uri: str) -> Judgement | None:
        """Return the judgement of a card as it is now; None where that takes too long, or it is no card."""
        card = self.cards.get(uri)
        if card is None:
            return None
        if card.work is not None and not card.work.done():
            await asyncio.wait({card.work}, timeout=_MOST_WAITING_SECONDS)
        judged = card.judged
        return judged if judged is not None and judged.state.text == card.text else None

    async def aside(self, work: Callable[[], _Answer]) -> _Answer:
        """Have the work of a feature done where cards are judged."""
        return await asyncio.get_running_loop().run_in_executor(self._judge, work)

    def stop(self) -> None:
        """Let nobody wait for what nobody will read."""
        for uri in list(self.cards):
            self.close(uri)
        for pool in (self._judge, self._look, self._facts):
            pool.shutdown(wait=False, cancel_futures=True)

    def _wake(self, card: OpenCard) -> None:
        if card.work is None or card.work.done():
            card.work = asyncio.ensure_future(self._work(card))

    async def _work(self, card: OpenCard) -> None:
        """Judge a card until its last state is judged."""
        while card.is_stale:
            if card.seconds > _SLOW_SECONDS:
                await asyncio.sleep(min(_PAUSE_SHARE * card.seconds, _LONGEST_PAUSE_SECONDS))
            await self._recognise(card)
            if not card.is_card or card.settings is None:
                continue
            if card.wants_facts and (card.looking is None or card.looking.done()):
                card.wants_facts = False
                card.looking = asyncio.ensure_future(self._gather(card, card.settings))
                await asyncio.wait({card.looking}, timeout=_PATIENCE_SECONDS)
            await self._judge_once(card, card.settings)

    async def _recognise(self, card: OpenCard) -> None:
        """Find out what holds for a file, and whether it is a card; one that was stays one until something is saved."""
        loop = asyncio.get_running_loop()
        if card.settings is None:
            card.settings = await loop.run_in_executor(self._look, settings_for, card.path, self._config_for)
            was_card, card.is_card = card.is_card, False
        else:
            was_card = card.is_card
        if not card.is_card:
            text, config = card.text, card.settings.config
            card.is_card = await loop.run_in_executor(self._look, is_dataset_card, card.path, text, config)
            card.is_stale = card.is_card or card.text is not text or card.settings is None
        if was_card and not card.is_card:
            card.judged = None
            self._publish(card, None)

    async def _gather(self, card: OpenCard, settings: Settings) -> None:
        """Gather facts, however long it takes; the card is judged anew where they tell something new."""
        document = document_at(card.path, settings.config)
        loop = asyncio.get_running_loop()
        around = await loop.run_in_executor(self._facts, surroundings_of, document, settings)
        if around != card.around:
            card.around, card.is_stale = around, True
        # Something may have been saved meanwhile.
        card.is_stale |= card.wants_facts
        if card.is_stale and self.cards.get(card.uri) is card:
            asyncio.get_running_loop().call_soon(self._wake, card)

    async def _judge_once(self, card: OpenCard, settings: Settings) -> None:
        """Judge a card as it is now, and tell it where it is still so."""
        began = time.perf_counter()
        state = State(card.path.as_posix(), card.text, card.version, self.encoding)
        card.is_stale = False
        judged = await self.aside(lambda: judge(state, settings, card.around))
        card.seconds = time.perf_counter() - began
        if card.text is state.text and self.cards.get(card.uri) is card:
            card.judged = judged
            self._publish(card, judged)
