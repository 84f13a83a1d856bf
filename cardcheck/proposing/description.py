"""What a pull request says of itself: the fixes that went in and the rules behind them in, title and Markdown out.

Every change is explained by its rule: what it says, why it matters, who acts on it, where that is written. What the
card says is quoted inertly. The marker is not written here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from cardcheck.inert_markdown import inert, inert_code
from cardcheck.model.finding import SEVERITIES, Finding, Severity
from cardcheck.model.fixed import FixResult

TITLE_START = "[bot] Fix the dataset card: "
_LONGEST_TITLE, _MOST_PLACES, _LONGEST_BODY = 120, 10, 20_000
_HEADINGS: dict[Severity, str] = {
    "error": "What stops people",
    "warning": "What misleads people",
    "info": "What people are left without",
}
_READERS = {"hub": "the Hub", "client": "`huggingface_hub`", "loader": "`datasets` and the viewer"}


class Origin(NamedTuple):
    """Where a rule comes from: its title, the page about it (None where there is none), and what it rests on."""

    title: str
    page: str | None = None
    sources: tuple[str, ...] = ()


class Words(NamedTuple):
    """Title and description of a pull request."""

    title: str
    description: str


def words(result: FixResult, origins: Mapping[str, Origin], version: str) -> Words:
    """Return what to say of the fixes that went into a card."""
    place = _places(result)
    groups = _groups(result.applied)
    title = _title([origins[rule].title for _, rule, _ in groups], len(result.applied))
    return Words(title, "\n".join((*_opening(result, version), *_body(groups, origins, place), *_ending())))


def _title(titles: Sequence[str], changes: int) -> str:
    first = titles[0][:1].lower() + titles[0][1:]
    more = f" (and {changes - 1} more)" if changes > 1 else ""
    room = _LONGEST_TITLE - len(more)
    first = f"{TITLE_START}{first}".replace("`", "")
    return (first if len(first) <= room else f"{first[: room - 1]}…") + more


def _groups(applied: Sequence[Finding]) -> list[tuple[Severity, str, list[Finding]]]:
    """Return findings by rule, the gravest rule first; a rule stands where its gravest finding does."""
    grave: dict[str, int] = {}
    for finding in applied:
        rank = SEVERITIES.index(finding.severity)
        grave[finding.rule] = min(rank, grave.get(finding.rule, rank))
    ordered = sorted(applied, key=lambda finding: (grave[finding.rule], finding.rule))
    return [(SEVERITIES[grave[rule]], rule, list(found)) for rule, found in groupby(ordered, lambda one: one.rule)]


def _opening(result: FixResult, version: str) -> Iterator[str]:
    count = len(result.applied)
    problems = "one problem" if count == 1 else f"{count:,} problems"
    yield (
        f"**I am a bot.** This pull request was written by cardcheck {version}, a linter for dataset cards. Nobody"
        " who knows this dataset has looked at it yet."
    )
    yield ""
    yield f"It mends {problems} in the dataset card. `README.md` alone is touched, and in it only what is named here."
    unsafe = sum(finding.fix is not None and finding.fix.applicability == "unsafe" for finding in result.applied)
    if unsafe:
        yield ""
        yield (
            f"**Please look closely:** {unsafe:,} of these changes rest on a guess. They are marked *a guess* below."
            if count > 1
            else "**Please look closely:** this change rests on a guess."
        )


def _body(
    groups: Sequence[tuple[Severity, str, list[Finding]]],
    origins: Mapping[str, Origin],
    place: Callable[[Finding], str],
) -> Iterator[str]:
    """Yield the changes rule by rule; the last rules in short where the whole would be too long."""
    length, said = 0, None
    for severity, rule, found in groups:
        lines = list(_of_rule(rule, found, origins[rule], place))
        length += sum(map(len, lines))
        if length > _LONGEST_BODY:
            lines = ["", f"**{inert_code(rule)}** {inert(origins[rule].title)}: {_times(len(found))}"]
        if severity != said:
            said = severity
            yield from ("", f"### {_HEADINGS[severity]}")
        yield from lines


def _of_rule(rule: str, found: Sequence[Finding], origin: Origin, place: Callable[[Finding], str]) -> Iterator[str]:
    name = inert_code(rule)
    yield from ("", f"**{f'[{name}]({origin.page})' if origin.page else name}** {inert(origin.title)}")
    for why in dict.fromkeys(finding.why for finding in found):
        yield from ("", inert(why) + _readers(found))
    yield ""
    for finding in found[:_MOST_PLACES]:
        assert finding.fix is not None
        guess = " *(a guess)*" if finding.fix.applicability == "unsafe" else ""
        yield f"- {place(finding)}{inert(finding.message)}. **Change:** {inert(finding.fix.title)}{guess}"
    if len(found) > _MOST_PLACES:
        yield f"- and {_times(len(found) - _MOST_PLACES)} more"
    if origin.sources:
        yield from ("", f"Source: {'; '.join(inert(source) for source in origin.sources)}")


def _readers(found: Sequence[Finding]) -> str:
    names = dict.fromkeys(_READERS[consumer] for finding in found for consumer in finding.consumers)
    return f" (Who acts on it: {', '.join(names)}.)" if names else ""


def _places(result: FixResult) -> Callable[[Finding], str]:
    """Return what names the line of a finding in the card as it is; later rounds found theirs in another text."""
    text = result.before.text
    first = {(finding.fingerprint, finding.span) for finding in result.before.findings}

    def place(finding: Finding) -> str:
        if text is None or (finding.fingerprint, finding.span) not in first or finding.names == "none":
            return ""
        return f"Line {text.position(finding.span.start).line}: "

    return place


def _ending() -> Iterator[str]:
    yield from ("", "---", "", "**What you can do**", "")
    yield "- Merge it if it is right. It is as easily taken back."
    yield "- Close it if it is not wanted: the bot does not open another one here."
    yield "- Change it: commit to this branch, and the bot leaves it to you from then on."
    yield "- Leave it: when the card on the main branch changes, this pull request is brought up to date."
    yield "- A rule is wrong about your card? Put its name into a comment, and it is silent in this card:"
    yield "  `<!-- cardcheck: ignore-file[family/rule] reason -->`. `cardcheck explain family/rule` tells more of it."


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count:,} times"
