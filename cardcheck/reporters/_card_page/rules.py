"""The documentation of every rule that found something, so that the page needs no other. In: ids and rule pages.

A rule's page is Markdown of a few forms only (see `cardcheck.rulebook.describe`), which are set here; anything else in
it stands there as words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cardcheck.model.finding import Finding
from cardcheck.model.run import Run
from cardcheck.regex import expression
from cardcheck.webpage.markup import Markup, element, joined, prose, words

_UNNAMED = expression(r"[^A-Za-z0-9_-]")
_NAME = expression(r"\*([^*]+)\*(?=:)")
_ADDRESS = expression(r"https://[^\s<>`\"]*[^\s<>`\".,;:)]")


def rule_id(rule: str) -> str:
    """Return the anchor of a rule."""
    return f"rule-{_UNNAMED.sub('-', rule)}"


def rule_link(rule: str, run: Run) -> Markup:
    """Return a rule's id, which leads to its documentation where the page holds that."""
    shown = element("code", rule)
    return element("a", shown, href=f"#{rule_id(rule)}", class_="rule") if rule in run.rules else shown


def rules(found: Iterable[Finding], run: Run, heading: str) -> Markup | None:
    """Return what the rules of findings say of themselves, by their ids."""
    ids = sorted({finding.rule for finding in found} & run.rules.keys())
    if not ids:
        return None
    entries = joined(_rule(rule, run) for rule in ids)
    return element(
        "section",
        element(heading, "What the rules say", id="rules"),
        element("div", entries, class_="pages-of-rules"),
        class_="rules",
        aria_labelledby="rules",
    )


def _rule(rule: str, run: Run) -> Markup:
    said = run.rules[rule]
    docs = run.docs(rule)
    away = None
    if docs.startswith("https://"):
        away = element("p", element("a", "Its page", href=docs, rel="noopener noreferrer"), class_="small")
    return element(
        "details",
        element("summary", element("code", rule), " ", prose(said.title)),
        joined(_blocks(said.page)),
        away,
        id=rule_id(rule),
    )


def _blocks(page: str) -> Iterator[Markup]:
    """Yield the paragraphs and lists of a rule's page, without the head, which stands above."""
    items: list[Markup] = []
    for line in page.split("\n"):
        if items and not line.startswith("- "):
            yield element("ul", joined(items))
            items = []
        if line.startswith("- "):
            items.append(element("li", _inline(line[2:])))
        elif line.startswith("##"):
            yield element("p", line.lstrip("# "), class_="lead")
        elif line and not line.startswith(("# ", "**")):
            yield element("p", _inline(line))
    if items:
        yield element("ul", joined(items))


def _inline(text: str) -> Markup:
    """Return words with their code and addresses, and the name in front of them."""
    named = _NAME.match(text)
    pieces: list[Markup] = [element("em", named[1])] if named else []
    done = named.end(1) + 1 if named else 0
    for match in _ADDRESS.finditer(text):
        pieces += [prose(text[done : match.start()])]
        pieces += [element("a", words(match[0]), href=match[0], rel="noopener noreferrer")]
        done = match.end()
    return joined((*pieces, prose(text[done:])))
