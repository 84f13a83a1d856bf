"""What an editor's cards go through, without an editor: who is judged when, and with what."""

from __future__ import annotations

import asyncio
import threading

import pytest

pytest.importorskip("pygls")

from cardcheck.lsp import desk as desks
from cardcheck.lsp.desk import Desk, OpenCard
from cardcheck.lsp.judging import Surroundings
from cardcheck.model.config import Config

CARD = "---\nlicense: apache2\npretty_name: Tides\n---\n# Tides\n"


@pytest.fixture
def heard():
    return []


def on_desk(heard, play):
    """Play a scene with a desk, and stop its threads."""

    async def scene():
        desk = Desk(lambda _: Config(), lambda card, judged: heard.append((card.version, judged)))
        try:
            await asyncio.wait_for(play(desk), 60)
        finally:
            desk.stop()

    asyncio.run(scene())


def test_slow_facts_keep_nobody_from_writing(heard, tmp_path, monkeypatch):
    told = threading.Event()

    def slow(*_):
        told.wait(60)
        return Surroundings(repo="org/name")

    monkeypatch.setattr(desks, "surroundings_of", slow)

    async def play(desk):
        desk.open(OpenCard("uri", tmp_path / "README.md", CARD, 1))
        assert (await desk.judged("uri")).state.version == 1
        desk.change("uri", CARD + "More.\n", 2)
        assert (await desk.judged("uri")).state.version == 2
        told.set()
        await desk.cards["uri"].looking
        await asyncio.sleep(0)
        assert (await desk.judged("uri")).report.repo == "org/name"

    on_desk(heard, play)
    assert [version for version, _ in heard] == [1, 2, 2]


def test_what_came_while_a_card_was_judged_is_judged_once(heard, tmp_path):
    async def play(desk):
        desk.open(OpenCard("uri", tmp_path / "README.md", CARD, 1))
        await asyncio.sleep(0)
        for version in range(2, 30):
            desk.change("uri", f"{CARD}{version}\n", version)
        await desk.judged("uri")

    on_desk(heard, play)
    assert len(heard) <= 2
    assert heard[-1][0] == 29


def test_a_card_that_is_none_any_more_shows_nothing(heard, tmp_path):
    async def play(desk):
        desk.open(OpenCard("uri", tmp_path / "README.md", CARD, 1))
        assert await desk.judged("uri")
        desk.change("uri", "# A library\n", 2)
        desk.look_again()
        assert await desk.judged("uri") is None

    on_desk(heard, play)
    assert heard[-1][1] is None


def test_nobody_answers_for_a_file_that_is_not_open(heard):
    async def play(desk):
        desk.change("uri", CARD, 1)
        desk.close("uri")
        assert await desk.judged("uri") is None

    on_desk(heard, play)
    assert heard == []


def test_a_card_that_breaks_the_linter_is_told_as_our_mistake(heard, tmp_path, monkeypatch):
    def broken(*_):
        raise RuntimeError

    monkeypatch.setattr("cardcheck.lsp.judging.parse_card", lambda text: broken() if text else None)

    async def play(desk):
        desk.open(OpenCard("uri", tmp_path / "README.md", CARD, 1))
        assert (await desk.judged("uri")).report.status == "crashed"

    on_desk(heard, play)
