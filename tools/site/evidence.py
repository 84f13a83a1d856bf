"""Records of tests and tools in, the tables of the page "How we know" out.

Counts are taken from the files when the site is built. What takes real cards, or a while, was measured by
`tools/record_figures.py`, which keeps command and day beside each figure.
"""

from __future__ import annotations

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sized
from pathlib import Path
from typing import Any, NamedTuple

from figures import ROOT, Read

_TESTS = ROOT / "tests"


class Held(NamedTuple):
    """Answers of another program that every run of the tests holds ours against."""

    what: str
    program: str
    cases: str
    agrees: str
    test: str


def evidence(rules: Iterable[str], read: dict[str, Read]) -> dict[str, str]:
    """Return the tables by the names that the page gives them."""
    names = list(rules)
    tables = {
        "recorded": _recorded_table(),
        "measured": _measured(),
        "precision": _precision(names, read),
        "unread": _unread(names, read),
    }
    return {name: "\n".join(lines) for name, lines in tables.items()}


def _recorded_table() -> Iterator[str]:
    yield "| what | answers come from | recorded cases | what has to agree | compare anew |"
    yield "| --- | --- | --- | --- | --- |"
    for one in _recorded():
        yield f"| {one.what} | {one.program} | {one.cases} | {one.agrees} | `pytest {one.test}` |"


def _recorded() -> Iterator[Held]:
    yield from _texts()
    yield from _data()
    kept = [line for line in _text("docs/fixes-keep.md").split("\n") if line.endswith("| kept |")]
    yield Held(
        "[what a fix keeps](fixes-keep.md)",
        "`DatasetCard` of `huggingface_hub`, and `cardcheck fix`",
        f"{_count(kept)} forms of writing",
        "each, letter by letter",
        "tests/official/test_round_trip.py",
    )


def _texts() -> Iterator[Held]:
    """Yield what tells how a card is read."""
    yield Held(
        "a block of YAML, as the Hub reads it",
        f"js-yaml {_json('tools/package.json')['dependencies']['js-yaml']}",
        f"{_count(_lines('parsing/golden/js_yaml.jsonl.gz'))} blocks",
        "the value, or that it is refused",
        "tests/parsing/test_yaml_goldens.py",
    )
    slugs = _json("tests/parsing/golden/slugs.json")
    yield Held(
        "anchors of headings",
        f"github-slugger {slugs['github_slugger']}",
        f"{_count(slugs['documents'])} documents",
        "every anchor",
        "tests/parsing/test_slugs.py",
    )


def _data() -> Iterator[Held]:
    """Yield what tells how data are loaded."""
    loader = f"`datasets` {_pinned('datasets')}"
    yield Held(
        "subsets and features in the metadata",
        loader,
        f"{_count(_lines('loading/golden/datasets.jsonl.gz'))} blocks",
        "that it raises where we find an error, and only there; what it loses without a word may be one too",
        "tests/loading/test_goldens.py",
    )
    releases = _json("tests/loading/golden/reader-versions.json")
    yield Held(
        "which release reads which form",
        f"{_count(releases['releases'])} releases of `datasets`",
        f"{_count(releases['answers'])} forms",
        "the first release that reads it",
        "tests/loading/test_reader_versions.py",
    )
    goldens = [line for path in (_TESTS / "oracle" / "golden").glob("*.gz") for line in _lines(path)]
    cases = list((_TESTS / "oracle" / "cases").glob("*.yaml"))
    yield Held(
        "what loads of a repository",
        loader,
        f"{_count(goldens)} random repositories, {_count(cases)} written by hand",
        "subsets, splits, files and rows, or the exception",
        "tests/oracle",
    )


def _measured() -> Iterator[str]:
    yield "| what | figure | day | measure anew |"
    yield "| --- | --- | --- | --- |"
    for one in _json("tools/figures.json")["figures"]:
        yield f"| {one['what']} | {one['figure']} | {one['date']} | `{one['command']}` |"


def _precision(rules: list[str], read: dict[str, Read]) -> Iterator[str]:
    total = _sum(read.values())
    yield f"The book has {total.total:,} findings on real cards: {total.right:,} were right, {total.wrong:,} were not."
    yield "Rules were mended for what was wrong and the verdicts stayed: a share is what it was when it was read."
    yield ""
    yield "| family | rules | of them read | findings read | right | share | at least |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    grouped: dict[str, list[str]] = defaultdict(list)
    for rule in rules:
        grouped[rule.partition("/")[0]].append(rule)
    for family, members in grouped.items():
        seen = [read[rule] for rule in members if rule in read]
        all_in_all = _sum(seen)
        figures = f"{all_in_all.total:,} | {all_in_all.right:,} | {_share(all_in_all)}" if seen else "0 | – | – | –"
        yield f"| [{family}](rules.md#{family}) | {len(members)} | {len(seen)} | {figures} |"


def _unread(rules: list[str], read: dict[str, Read]) -> Iterator[str]:
    unread = [rule for rule in rules if rule not in read]
    yield f"- The precision of {len(unread)} of the {len(rules)} rules: what they find on real cards was not"
    yield "  read, and their pages say so."


def _sum(reads: Iterable[Read]) -> Read:
    every = list(reads)
    return Read(sum(one.right for one in every), sum(one.wrong for one in every))


def _share(read: Read) -> str:
    """Return the share that was right, and the lower end of its interval by Wilson."""
    z, n, p = 1.96, read.total, read.right / read.total
    middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return f"{100 * p:.1f} % | {100 * (middle - spread) / (1 + z * z / n):.1f} %"


def _json(name: str) -> Any:
    return json.loads(_text(name))


def _lines(path: str | Path) -> list[str]:
    return [line for line in gzip.decompress((_TESTS / path).read_bytes()).decode().split("\n") if line]


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def _count(things: Sized) -> str:
    return f"{len(things):,}"


def _pinned(package: str) -> str:
    """Return the release of a package that the extra `oracle` installs."""
    return _text("pyproject.toml").partition(f'"{package}==')[2].partition('"')[0]
