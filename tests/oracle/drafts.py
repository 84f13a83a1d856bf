"""Cards drafted for folders, and what the library makes of a folder with its draft: no less than without a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from answers import Answer, differences

from cardcheck.cli._drafts import NothingToDraftError, folder_of
from cardcheck.drafting.questions import LOADING
from cardcheck.engine.drafting import drafted

Ask = Callable[[Path], Answer]


def draft_into(folder: Path) -> str | None:
    """Write a card into a folder without one, and return it; None where there is nothing to write of."""
    (folder / "README.md").unlink(missing_ok=True)
    try:
        draft = drafted(folder_of(folder, None))
    except NothingToDraftError:
        return None
    (folder / "README.md").write_text(draft.text, encoding="utf-8", newline="")
    return draft.text


def losses(folder: Path, ask: Ask) -> Iterator[str]:
    """Yield what is worse with a drafted card than without one, in a folder that is changed by this."""
    (folder / "README.md").unlink(missing_ok=True)
    without = ask(folder)
    text = draft_into(folder)
    if text is None:
        if loads(without):
            yield "it loads, and no card was drafted"
        return
    with_draft = ask(folder)
    if loads(without):
        yield from map(str, differences(without, with_draft))
        if without.get("features") != with_draft.get("features"):
            yield f"other features: {without['features']} became {with_draft['features']}"
    elif not loads(with_draft) and LOADING.text not in text:
        yield f"it does not load, and the card does not say so: {with_draft}"


def loads(answer: Answer) -> bool:
    """Whether every subset loads."""
    return not answer["error"] and not any(config["error"] for config in answer["configs"])
