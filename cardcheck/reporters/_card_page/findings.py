"""What was found in a card: each cause with whom it hurts, its consequence, its places and its fix as a diff.

In: entries; out: markup. What HTML could take for its own passes through `cardcheck.webpage.markup` as all texts do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cardcheck.model.finding import SEVERITIES, Consumer, Finding
from cardcheck.model.run import Run
from cardcheck.model.score import QUESTIONS
from cardcheck.model.text import SourceText
from cardcheck.regex import expression
from cardcheck.reporters._card_page.changes import ChangedLine, changed_lines
from cardcheck.reporters._card_page.rules import rule_link
from cardcheck.reporters._card_page.source import SEVERITY_WORDS, has_line
from cardcheck.reporters._card_page.told import Telling, Told, is_about_card
from cardcheck.webpage.markup import Markup, element, joined, prose, sign, words

_READERS: dict[Consumer, tuple[str, ...]] = {
    "hub": ("the Hub",),
    "client": ("the client",),
    "loader": ("the loader", "the viewer"),
}
_MOST_PLACES, _MOST_CHANGES, _LONGEST_LINE = 100, 40, 400
_QUOTED = expression(r"`([^`]+)`")


def findings(telling: Telling, text: SourceText, run: Run, prefix: str, heading: str) -> Markup:
    """Return all entries under the heads of their severities."""
    parts = [
        element(
            "div",
            element(
                heading, sign(severity), SEVERITY_WORDS[severity], " ", element("span", _count(told), class_="muted")
            ),
            element("ol", joined(_entry(entry, text, run, prefix) for entry in told), class_="entries"),
            class_=f"severity is-{severity}",
        )
        for severity in SEVERITIES
        if (told := telling.of(severity))
    ]
    more = None
    if telling.left_out:
        more = element("p", f"and {telling.left_out:,} more, which JSON and CSV tell of", class_="muted")
    return joined((*parts, more))


def _count(told: Iterable[Told]) -> str:
    return f"{sum(len(entry.findings) for entry in told):,}"


def _entry(told: Told, text: SourceText, run: Run, prefix: str) -> Markup:
    entry = f"{prefix}f{told.number}"
    parts = _absent(told, run, prefix) if told.is_absence else _present(told, text, run, prefix)
    return element(
        "li",
        element("span", str(told.number), class_="number-of", aria_hidden="true"),
        element("div", joined(parts)),
        id=entry,
        class_=f"entry is-{told.severity}",
    )


def _present(told: Told, text: SourceText, run: Run, prefix: str) -> Iterator[Markup]:
    first = told.first
    yield element("p", prose(first.message), class_="says", id=f"{prefix}f{told.number}-says")
    if first.why:
        yield element("p", prose(first.why), class_="why")
    yield element("p", joined(_places(told, text, prefix)), " · ", _about(first, run), class_="about")
    yield from _related(first, text, prefix)
    yield from _fix(told, text)


def _absent(told: Told, run: Run, prefix: str) -> Iterator[Markup]:
    """Yield the topics that nothing is said about, the most valuable first."""
    count = len(told.findings)
    says = "Nothing is said about it" if count == 1 else f"Nothing is said about {count} topics"
    yield element("p", says, class_="says", id=f"{prefix}f{told.number}-says")
    items = (
        element(
            "li",
            element("b", prose(finding.topic or "")),
            element("span", f" +{finding.points:g}", class_="gain") if finding.points else None,
            element("span", prose(finding.why), class_="why") if finding.why else None,
            rule_link(finding.rule, run),
        )
        for finding in told.findings
    )
    yield element("ul", joined(items), class_="topics")


def _places(told: Told, text: SourceText, prefix: str) -> Iterator[Markup | str]:
    """Yield where it is so, each place with its own value where that is another one."""
    first, *others = told.findings
    yield _place(first, text, prefix, "line {}, column {}")
    known = _quoted(first)
    for finding in others[: _MOST_PLACES - 1]:
        yield ", "
        yield _place(finding, text, prefix, "{}:{}")
        if _quoted(finding) != known:
            yield element("span", " ", prose(f"`{_quoted(finding)}`"))
    if len(others) >= _MOST_PLACES:
        yield f" and {len(others) - _MOST_PLACES + 1:,} more places"


def _place(finding: Finding, text: SourceText, prefix: str, form: str) -> Markup:
    if is_about_card(finding):
        return words("the card as a whole")
    line, column = text.position(finding.span.start)
    told = form.format(line, column)
    return element("a", told, href=f"#{prefix}L{line}") if has_line(text, finding.span.start) else words(told)


def _quoted(finding: Finding) -> str:
    match = _QUOTED.search(finding.message)
    return match[1] if match else ""


def _related(finding: Finding, text: SourceText, prefix: str) -> Iterator[Markup]:
    for related in finding.related[:_MOST_PLACES]:
        line = text.position(related.span.start).line
        yield element(
            "p",
            element("a", f"line {line}", href=f"#{prefix}L{line}") if has_line(text, related.span.start) else None,
            ": ",
            prose(related.message),
            class_="related",
        )


def _fix(told: Told, text: SourceText) -> Iterator[Markup]:
    """Yield what the fixes would do, and each line that they change."""
    fixes = [finding.fix for finding in told.findings if finding.fix is not None]
    if not fixes:
        return
    titles = dict.fromkeys(fix.title for fix in fixes)
    more = f" and {len(titles) - 1:,} more" if len(titles) > 1 else ""
    is_safe = all(fix.applicability == "safe" for fix in fixes)
    badge = element("span", "safe" if is_safe else "look at it first", class_="badge")
    title = element("p", prose(next(iter(titles))), more, " ", badge, class_="fix" if is_safe else "fix unsafe")
    changes = list(changed_lines(text, told.findings))
    yield element("div", title, _diff(changes, told.number), class_="mend")


def _diff(changes: list[ChangedLine], number: int) -> Markup | None:
    if not changes:
        return None
    hidden = len(changes) - _MOST_CHANGES
    more = element("span", f"… {hidden:,} more lines", class_="line place") if hidden > 0 else None
    label = f"What fix {number} changes"
    code = element("code", joined(map(_changed, changes[:_MOST_CHANGES])), more)
    return element("div", element("pre", code, tabindex=0, role="group", aria_label=label), class_="diff")


def _changed(line: ChangedLine) -> Markup:
    text = line.text.rstrip("\r\n")
    text = text if len(text) <= _LONGEST_LINE else f"{text[:_LONGEST_LINE]} …"
    sign_of = element("span", line.sign, class_="plus-minus")
    told = element("span", words(text, is_source=True))
    return element("ins" if line.sign == "+" else "del", sign_of, told, class_="line", data_line=line.number)


def _about(finding: Finding, run: Run) -> Markup:
    told: list[str] = [QUESTIONS[finding.category]]
    if finding.consumers:
        told.append(f"acted on by {_and(reader for name in finding.consumers for reader in _READERS[name])}")
    if finding.confidence != "high":
        told.append(f"{finding.confidence} confidence")
    return joined((" · ".join(told), " · ", rule_link(finding.rule, run), finding.standing))


def _and(names: Iterable[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last
