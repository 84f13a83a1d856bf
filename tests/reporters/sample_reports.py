"""Reports made by hand: what reporters are shown in these tests."""

from __future__ import annotations

import io
from collections.abc import Iterable

from cardcheck.model.finding import Edit, Finding, Fix
from cardcheck.model.report import CardReport, Skipped
from cardcheck.model.run import Run
from cardcheck.model.text import SourceText, Span
from cardcheck.reporters import writer

CARD = """\
---
license: apache2 # keep
language:
- english
pretty_name: [More Information Needed]
task_categories:
- conversational
size_categories:
- 5k
configs:
- config_name: default
  data_files:
  - split: dev-clean
    path: data/dev*.csv
---
# Dataset Card for Harbour Logs

## Dataset Description

[More Information Needed]

### Supported Tasks

[More Information Needed]

### Data Fields

See [the table](#data-felds); in 日本語の航海日誌 the `時刻` column is [More Information Needed]

## Citation

@misc{harbour, title={Harbour Logs}}
"""


def make_run(**changes: object) -> Run:
    settings = {"version": "0.1.0", "spec": "2026-11", "docs_url": "https://example.org/rules#{rule}"}
    return Run(**{**settings, **changes})


def shown(report: CardReport | Iterable[CardReport], format_name: str = "text", **changes: object) -> str:
    reports = [report] if isinstance(report, CardReport) else report
    out = io.StringIO()
    writer(format_name)(reports, make_run(**changes), out)
    return out.getvalue()


def make_finding(rule: str, message: str, **changes: object) -> Finding:
    plain = {
        "case": None,
        "severity": "info",
        "confidence": "high",
        "category": "findable",
        "consumers": ("hub",),
        "why": "",
        "pointer": None,
        "section": None,
        "span": Span(0, 0),
        "names": "none",
        "quotes": None,
        "fingerprint": f"{rule}:1",
    }
    return Finding(rule=rule, message=message, **{**plain, **changes})


def make_report(*findings: Finding, text: str = CARD, source: str = "README.md", **changes: object) -> CardReport:
    plain = {"source": source, "status": "checked", "text": SourceText.of(text), "sha256": "0" * 64}
    return CardReport(findings=findings, **{**plain, **changes})


def at(quoted: str, occurrence: int = 1, text: str = CARD) -> Span:
    start = -1
    for _ in range(occurrence):
        start = text.index(quoted, start + 1)
    return Span(start, start + len(quoted))


def fix(title: str, span: Span, text: str, applicability: str = "safe") -> Fix:
    return Fix(applicability, title, (Edit(span, text),), ("/license",))


def license_finding(**changes: object) -> Finding:
    span = at("apache2")
    plain = {
        "severity": "error",
        "why": "The Hub refuses the commit. Filters never show the data set.",
        "span": span,
        "pointer": "/license",
        "names": "value",
        "fix": fix("Write `apache-2.0`", span, "apache-2.0"),
    }
    message = "`apache2` is not a license id the Hub knows; did you mean `apache-2.0`?"
    return make_finding("license/unknown-id", message, **{**plain, **changes})


def placeholder_findings() -> list[Finding]:
    message = "`[More Information Needed]` is what the template says, not what this data set is"
    why = "Readers take it that nobody ever looked at this section."
    return [
        make_finding(
            "prose/placeholder",
            message,
            severity="warning",
            why=why,
            span=at("[More Information Needed]", place),
            names="text",
        )
        for place in (2, 3, 4)
    ]


def missing(*topics: str) -> list[Finding]:
    return [
        make_finding(
            f"{topic}-missing" if "/" in topic else f"{topic}/missing",
            "Nothing on it",
            topic=topic.rpartition("/")[2],
            points=index,
        )
        for index, topic in enumerate(topics)
    ]


def realistic_report() -> CardReport:
    """Two errors, several warnings, and six things left out."""
    split, language, task, size = at("dev-clean"), at("english"), at("conversational"), at("5k")
    warnings = [
        make_finding(
            "task/retired",
            "`conversational` is no task of the Hub any more; the closest is `text-generation`",
            severity="warning",
            why="The Hub shows a warning at every commit and the filter never finds the data set.",
            span=task,
            names="value",
            fix=fix("Write `text-generation`", task, "text-generation"),
        ),
        make_finding(
            "metadata/size-unknown",
            "`5k` is no size the Hub knows; for 5,000 rows it is `1K<n<10K`",
            severity="warning",
            why="The size filter never finds the data set.",
            span=size,
            names="value",
            fix=fix("Write `1K<n<10K`", size, "1K<n<10K"),
        ),
        *placeholder_findings(),
        make_finding(
            "sections/broken-anchor",
            "`#data-felds` leads nowhere; the nearest heading is `#data-fields`",
            severity="warning",
            why="The link does nothing when clicked.",
            span=at("#data-felds"),
            names="text",
            fix=fix("Link to `#data-fields`", at("#data-felds"), "#data-fields"),
        ),
        make_finding(
            "citation/bibtex-unfenced",
            "this BibTeX entry stands outside a code block, so its braces and `@` are mangled",
            severity="warning",
            why="Whoever copies it gets a broken entry.",
            span=at("@misc{harbour, title={Harbour Logs}}"),
            names="block",
            fix=fix("Wrap it in a `bibtex` fence", at("@misc{harbour"), "```bibtex\n"),
        ),
    ]
    return make_report(
        license_finding(),
        make_finding(
            "configs/split-name",
            "`dev-clean` is no split name that `datasets` takes: a dash is not allowed; write `dev_clean`",
            severity="error",
            category="loads",
            consumers=("loader",),
            why="`load_dataset` stops with a ValueError and the viewer shows nothing.",
            span=split,
            pointer="/configs/0/data_files/0/split",
            names="value",
            fix=fix("Write `dev_clean`", split, "dev_clean", "unsafe"),
        ),
        make_finding(
            "language/unknown-code",
            "`english` is no language code; did you mean `en`?",
            severity="info",
            why="The language filter never finds the data set.",
            span=language,
            names="value",
            fix=fix("Write `en`", language, "en"),
        ),
        *warnings,
        *missing("citation", "sections/summary", "sections/limitations", "prose/contact", "responsible/takedown"),
        skipped=(
            Skipped("repository/missing-data-file", "files", "README only"),
            Skipped("links/missing-file", "files", "README only"),
        ),
        facts={"files": "not asked"},
    )
