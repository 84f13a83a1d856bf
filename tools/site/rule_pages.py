"""Rule files in, the pages of the rules out: what `cardcheck explain` says, and what cardcheck says of each example.

Every report on a page is made while the site is built, by the program that it is about.
"""

from __future__ import annotations

import difflib
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import yaml
from figures import Firing, Read

from cardcheck.model.report import CardReport
from cardcheck.model.rule import Rule
from cardcheck.model.run import Run
from cardcheck.reporters.text import write
from cardcheck.rulebook.describe import describe
from cardcheck.rulebook.load import make_rule
from cardcheck.testing import check_example

_WIDTH = 76
_FACT = re.compile(r"^- ([A-Z][\w ]+): (.+)$")
_MOST_RELATED = 12
_UNSEEN = {"\t": "→", "\r": "␍"}


def rules_page(pages: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the table of all rules, by family."""
    lines = [
        "# Rules",
        "",
        f"{len(pages)} rules in {len(families(pages))} families. **error**: somebody is stopped. **warning**: somebody",
        "is misled. **info**: somebody is left without. The profile is the smallest one that runs the rule: each of",
        "minimal, recommended and strict holds the one before it, others are asked for by name. In a terminal",
        "`cardcheck explain RULE` tells of a rule.",
        "",
        "The page of a rule keeps its address, `rules/FAMILY/SLUG/` below this site. With",
        "`--docs-url 'https://example.org/rules/{family}/{slug}/'` reports link each finding to it.",
        "",
    ]
    for family, members in families(pages).items():
        lines += [f"## {family}", "", "| rule | what is wrong | severity | profile |", "| --- | --- | --- | --- |"]
        lines += [
            f"| [{rule_id}](rules/{rule_id}.md) | {pages[rule_id]['title']} "
            f"| {severity(pages[rule_id])} | {pages[rule_id]['profile']} |"
            for rule_id in members
        ]
        lines.append("")
    return "\n".join(lines)


def families(pages: Iterable[str]) -> dict[str, list[str]]:
    """Group rule ids by family."""
    grouped: dict[str, list[str]] = {}
    for rule_id in pages:
        grouped.setdefault(rule_id.partition("/")[0], []).append(rule_id)
    return grouped


def severity(data: Mapping[str, Any]) -> str:
    """Mark a severity so that it is told by its word and by its colour."""
    return f"{data['severity']}{{ .severity .{data['severity']} }}".replace(
        data["severity"], f"**{data['severity']}**", 1
    )


def rule_page(
    rule_id: str, pages: Mapping[str, Mapping[str, Any]], read: Mapping[str, Read], firing: Mapping[str, Firing]
) -> str:
    """Return the page of one rule."""
    data = pages[rule_id]
    whole = describe(rule_id, data)
    head, _, _ = whole.partition("\n## ")
    sources = whole.rpartition("\n## Sources\n")[2]
    parts = [
        _as_table(head, data),
        *_examples(make_rule(rule_id, data), data),
        "## How often, and how right",
        "",
        *_figures(rule_id, read, firing),
        "## Sources",
        _with_braces(sources.strip("\n")),
        "",
        *_related(rule_id, pages),
    ]
    return "\n".join(parts) + "\n"


def _as_table(head: str, data: Mapping[str, Any]) -> str:
    """Lay the facts of a rule out as a table; everything else of the head stays."""
    lines: list[str] = []
    facts: list[tuple[str, str]] = []
    for line in head.split("\n"):
        if fact := _FACT.match(line):
            parts = fact[2].split(" · ") if fact[1] == "Profile" else [fact[2]]
            facts.append((fact[1], parts[0]))
            facts += [
                (name[0].upper() + name[1:], said) for name, _, said in (part.partition(": ") for part in parts[1:])
            ]
        else:
            if facts:
                lines += [
                    "| | |",
                    "| --- | --- |",
                    *(f"| {name} | {_shown(name, said, data)} |" for name, said in facts),
                ]
                facts = []
            lines.append(_with_braces(line))
    return "\n".join(lines)


def _with_braces(line: str) -> str:
    """Keep braces of a message from being taken for attributes of the code before them."""
    parts = line.split("`")
    parts[::2] = (part.replace("{", "\\{") for part in parts[::2])
    return "`".join(parts)


def _shown(name: str, said: str, data: Mapping[str, Any]) -> str:
    words = said.replace("|", "\\|")
    return words.replace(data["severity"], severity(data), 1) if name == "Severity" else words


def _examples(rule: Rule, data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the first example with a finding and the first without in full, the others folded."""
    examples = data["examples"]
    bad = next(example for example in examples if example.get("finds"))
    good = next(example for example in examples if not example.get("finds"))
    yield from _example(rule, bad, f"## Bad: {bad['name']}")
    yield from _example(rule, good, f"## Good: {good['name']}")
    others = [example for example in examples if example is not bad and example is not good]
    if others:
        yield from ["## More examples", ""]
    for example in others:
        body = "\n".join(_example(rule, example, "")).strip("\n")
        yield f'??? {"failure" if example.get("finds") else "success"} "{example["name"].replace(chr(34), chr(39))}"'
        yield ""
        yield from (f"    {line}" if line else "" for line in body.split("\n"))
        yield ""


def _example(rule: Rule, example: Mapping[str, Any], heading: str) -> Iterator[str]:
    yield from [heading, ""]
    report = check_example(rule, example)
    found = [finding for finding in report.shown if finding.rule == rule.id]
    yield from _card(example.get("card", example.get("bytes", "")), _lines_of(report, found))
    if "facts" in example:
        yield from ["What is known of the repository:", ""]
        yield from _fenced(_yaml(example["facts"]), "yaml")
    if "settings" in example:
        yield from ["With the settings:", "", *_fenced(_yaml(example["settings"]), "yaml")]
    if "with" in example:
        yield from ["With the options:", "", *_fenced(_yaml(example["with"]), "yaml")]
    if not found:
        yield from ["cardcheck finds nothing here.", ""]
        return
    yield from ["cardcheck says:", "", *_fenced(said_of(report), "text")]
    if "fixed" in example:
        yield from ["The fix:", "", *_fenced(_diff(report, example["fixed"]), "diff")]


def said_of(report: CardReport) -> str:
    """Return what the report for people says of a card, without score and totals."""
    out = io.StringIO()
    run = Run("", "", "", width=_WIDTH, frames=True, show_all=True)
    write([report._replace(score=None)], run, out)
    return out.getvalue().rstrip("\n").rpartition("\n\n")[0]


def _lines_of(report: CardReport, found: Iterable[Any]) -> list[int]:
    if report.text is None:
        return []
    text = report.text
    lines: set[int] = set()
    for finding in found:
        if finding.names != "none":
            start, end = text.position(finding.span.start).line, text.position(finding.span.end).line
            lines.update(range(start, min(end, start + 20) + 1))
    return sorted(lines)


def _card(card: str, marked: list[int]) -> Iterator[str]:
    """Show a card, its faulty lines marked and the characters that no eye can see written out."""
    marks = f' {{ .yaml hl_lines="{" ".join(map(str, marked))}" }}' if marked else "yaml"
    fence = "`" * max(4, *(len(run) + 1 for run in re.findall(r"`+", card)), 4)
    yield f"{fence}{marks}"
    yield from visible(card).removesuffix("\n").split("\n")
    yield fence
    yield ""


def visible(text: str) -> str:
    """Write out what no eye can see."""
    return "".join(
        char if char == "\n" or char.isprintable() else _UNSEEN.get(char, f"\\u{ord(char):04x}") for char in text
    )


def _fenced(text: str, language: str) -> Iterator[str]:
    yield f"````{language}"
    yield from text.rstrip("\n").split("\n")
    yield "````"
    yield ""


def _yaml(data: Any) -> str:
    return yaml.safe_dump(data, sort_keys=False, allow_unicode=True, width=100)


def _diff(report: CardReport, fixed: str) -> str:
    before = visible(report.text.text if report.text else "").split("\n")
    lines = difflib.unified_diff(before, visible(fixed).split("\n"), n=2, lineterm="")
    return "\n".join(line for line in lines if not line.startswith(("---", "+++")) or len(line.strip()) > 3)


def _figures(rule_id: str, read: Mapping[str, Read], firing: Mapping[str, Firing]) -> Iterator[str]:
    rate, verdicts = firing.get(rule_id), read.get(rule_id)
    if rate is not None:
        yield f"On real cards: {rate.findings} findings on {rate.cards} cards, {rate.share} of all"
        yield "([how that was counted](../../firing-rates.md))."
    else:
        yield "On real cards: not counted, or never found ([why](../../firing-rates.md))."
    yield ""
    if verdicts is not None:
        right = f"{verdicts.right} were right, {verdicts.wrong} wrong" if verdicts.wrong else "all were right"
        yield f"{verdicts.total} of its findings on real cards were read, one by one: {right}"
        yield "([the book](../../how-we-know.md#precision))."
    else:
        yield "None of its findings on real cards was read yet, so there is no figure for how often it is right."
    yield ""


def _related(rule_id: str, pages: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    data = pages[rule_id]
    named = [*data.get("blocked_by", ()), *data.get("blocks", ()), *data.get("revealed_by", ())]
    same = [other for other, its in pages.items() if data.get("at") and its.get("at") == data.get("at")]
    kin = [other for other in pages if other.partition("/")[0] == rule_id.partition("/")[0]]
    related = [other for other in dict.fromkeys([*named, *same, *kin]) if other in pages and other != rule_id]
    if related:
        yield from ["## Related rules", ""]
        yield from (f"- [{other}](../{other}.md): {pages[other]['title']}" for other in related[:_MOST_RELATED])
        yield ""
