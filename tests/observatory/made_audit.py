"""An audit of any number of repositories, always the same: for tests of its page, and to look at one.

`python tests/observatory/made_audit.py 5000 page.html` writes a page. A few cards are judged by the real linter and
stand in many repositories, as templates do; names, downloads and outcomes come from a fixed seed.
"""

from __future__ import annotations

import functools
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from made_cards import CARDS, HOSTILE, HOSTILE_DIFF

from cardcheck import check_text, fix_text
from cardcheck.audit.similar import sketch
from cardcheck.audit.summary import summarise
from cardcheck.editing.unified_diff import unified_diff
from cardcheck.model.audit import AuditRecord, AuditSummary, Outcome, PastRun
from cardcheck.model.hub import HubRepo
from cardcheck.model.run import Run
from cardcheck.observatory.html import write
from cardcheck.reporters._card_object import card_object
from cardcheck.rulebook.load import builtin_rules

RUN = Run("0.1.0", "2026-08", "https://cardcheck.example/rules#{rule}")

_OWNERS = ("demo-lab", "open-speech", "nlp-commons", "vision-union", "river-data", "north-maps", "old-letters")
_THINGS = ("ferries", "voices", "maps", "letters", "birds", "recipes", "verdicts", "signs", "weather", "harbours")
_TITLES = ("Ferry Remarks", "Harbour Voices", "Island Letters", "Storm Warnings")
_KINDS = ("raw", "clean", "small", "eval", "2024", "multilingual", "annotated", "pairs")
_REASONS: dict[Outcome, str] = {
    "gated": "the Hub shows the files only to people who were let in; ask for access or set `HF_TOKEN`",
    "no-card": "the repository has no README.md",
    "unreachable": "the Hub answered 503 four times",
    "unreadable": "`README.md` is larger than 16 MiB",
}


class Judged(NamedTuple):
    """One card with all that an audit keeps of it."""

    card: dict[str, Any]
    diff: str
    sketch: tuple[int, ...]
    title: str
    opening: str


class MadeAudit:
    """An audit that keeps its records in memory."""

    targets = ("hf://datasets/demo-lab", "hf://datasets/open-speech")
    date = "2026-11-22T10:00:00Z"
    version = "0.1.0"
    spec = "2026-08"

    def __init__(self, records: list[AuditRecord], *, has_history: bool = True) -> None:
        self._records = sorted(records, key=lambda record: record.key)
        self.summary: AuditSummary = summarise(self._records, titles())
        self.history = tuple(_past_runs(len(records))) if has_history else ()

    def records(self) -> Iterator[AuditRecord]:
        return iter(self._records)


def made_audit(number: int, *, is_on_hub: bool = True, has_history: bool = True) -> MadeAudit:
    """Return an audit of so many repositories, one of them hostile."""
    chance = random.Random(number)
    records = [hostile_record(is_on_hub=is_on_hub)]
    records += [_record(index, chance, is_on_hub=is_on_hub) for index in range(number - 1)]
    return MadeAudit(records, has_history=has_history)


def hostile_record(*, is_on_hub: bool = True) -> AuditRecord:
    """Return a repository that tries to be more than text wherever something of it is shown."""
    judged = judge(HOSTILE, ("README.md", "</script><script>document.title=5</script>.csv"), "x")
    hub = HubRepo("hostile/'\"><img src=x onerror=document.title=6>", downloads=7, likes=1) if is_on_hub else None
    return AuditRecord(
        "hostile/</script><script>document.title=7</script>\u202e\ud800",
        "hf://datasets/$(touch owned)`touch owned`",
        "checked",
        "<b onclick=document.title=8>an error body</b> \x1b]0;title\x07",
        "0" * 40,
        hub,
        judged.card,
        HOSTILE_DIFF,
        judged.sketch,
        "</title></script><svg onload=document.title=10>\u202e",
        "<iframe srcdoc='<script>parent.document.title=11</script>'></iframe>" + "\u0301" * 50,
    )


@functools.cache
def judge(text: str, files: tuple[str, ...], title: str) -> Judged:
    """Return what the linter and the safe fixes make of a card."""
    report = check_text(text, files=files)._replace(source="README.md")
    fixed = fix_text(text, files=files).text
    body = text.rpartition("---\n")[2]
    words = " ".join(line for line in body.splitlines() if line and line[0] not in "#-`[<@")
    return Judged(card_object(report, RUN), unified_diff(text, fixed, "README.md"), sketch(body), title, words[:300])


@functools.cache
def titles() -> dict[str, str]:
    """Return the titles of all rules."""
    return {rule.id: rule.title for rule in builtin_rules()}


def _record(index: int, chance: random.Random, *, is_on_hub: bool) -> AuditRecord:
    thing, kind = chance.choice(_THINGS), chance.choice(_KINDS)
    key = f"{chance.choice(_OWNERS)}/{thing}-{kind}-{index}"
    title = _TITLES[index % len(_TITLES)]
    text, files = CARDS[chance.choice(list(CARDS))]
    judged = judge(text.format(title=title), files, title)
    downloads = int(10 ** chance.gauss(2, 0.9))
    hub = HubRepo(
        key,
        sha=f"{chance.getrandbits(160):040x}",
        gated=chance.choice((None, None, None, "auto")),
        downloads=downloads,
        likes=int(downloads**0.4),
        last_modified=f"2026-{chance.randint(1, 11):02}-{chance.randint(1, 28):02}T08:00:00.000Z",
    )
    target = f"hf://datasets/{key}" if is_on_hub else f"cards/{key}"
    if chance.random() < 0.02:
        outcome = chance.choice(list(_REASONS))
        return AuditRecord(key, target, outcome, _REASONS[outcome], hub.sha, hub if is_on_hub else None)
    card = judged.card
    if chance.random() < 0.01 and card["load"]:
        card = {**card, "load": {**card["load"], "disagreements": ["the viewer shows it although we say it is empty"]}}
    return AuditRecord(
        key, target, "checked", None, hub.sha, hub if is_on_hub else None, card, judged.diff, judged.sketch, title,
        judged.opening,
    )  # fmt: skip


def _past_runs(number: int) -> Iterator[PastRun]:
    for month in range(6, 11):
        share = month / 20
        yield PastRun(
            f"2026-{month:02}-22T10:00:00Z",
            number - 11 + month,
            30.0 + 2 * month,
            {"loads": 0.5 + share / 2, "found": share, "understood": share / 2, "trusted": share / 3, "reusable": 0.4},
            {"error": 1200 - 50 * month, "warning": 3000 - 100 * month, "info": 9000},
        )


if __name__ == "__main__":
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        write(made_audit(int(sys.argv[1])), out, RUN)
