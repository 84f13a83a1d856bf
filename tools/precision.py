"""The precision book: which findings on real cards were read, and whether they were right.

    python tools/precision.py sample license/unknown-id --corpus DIR       # draws findings not read yet, prints them
    python tools/precision.py record license/unknown-id --wrong 3,17       # writes what you think of that sample
    python tools/precision.py report --corpus DIR                          # what the book says of today's rules

`DIR` holds cards as `*.md`, in itself or one folder below. `--report FILE.jsonl` takes the findings from
`cardcheck check … --format jsonl` instead of linting. The book, `tools/precision.tsv`, holds no text of any card: a
finding is known by its card's file name and a hash of rule, case, the span's text and its line's, so it survives
moved lines.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import random
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cardcheck.model.config import Config
from cardcheck.model.text import SourceText, Span
from cardcheck.run import Linters, Wishes, run

BOOK = Path(__file__).resolve().parent / "precision.tsv"
DESK = Path(tempfile.gettempdir()) / "cardcheck-precision"
COLUMNS = ("rule", "case", "card", "span", "verdict", "note")
FEW = 30
SHOWN = 300


class Seen(NamedTuple):
    """One finding on one card."""

    rule: str
    case: str
    card: str
    hash: str
    confidence: str
    message: str
    context: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the book knows the finding by."""
        return self.rule, self.case, self.card, self.hash


class Line(NamedTuple):
    """One line of the book."""

    rule: str
    case: str
    card: str
    hash: str
    verdict: str
    note: str = ""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What the finding is known by."""
        return self[:4]


def span_hash(rule: str, case: str, text: SourceText, span: Span) -> str:
    """Return the hash that knows a finding again after lines have moved."""
    parts = (rule, case, text.slice(span), text.slice(text.line_span_at(span.start)))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def findings_of(given: argparse.Namespace, rule: str | None) -> Iterator[Seen]:
    """Yield what is found, by linting the corpus or from a report."""
    if given.report is not None:
        for line in given.report.read_text(encoding="utf-8").splitlines():
            card = json.loads(line)
            path = Path(card["source"])
            text = SourceText.of(path.read_bytes().decode("utf-8", "replace"))
            for finding in card["findings"]:
                if rule in {None, finding["rule"]} and not finding["suppressed"]:
                    location = finding["location"]
                    span = Span(location["start"]["offset"], location["end"]["offset"])
                    said = (finding["rule"], finding["case"] or "-", finding["confidence"], finding["message"])
                    yield _seen(path, text, span, said)
        return
    # All rules run: another one may block what this one says.
    config = Config(extend_select=(rule,) if rule else (), profile="strict", min_confidence="low")
    paths = sorted(str(path) for pattern in ("*.md", "*/*.md") for path in given.corpus.glob(pattern))
    for report in run(paths, Linters(config), Wishes(is_data_wanted=given.data, jobs=given.jobs)):
        if report.text is None:
            continue
        for found in report.shown:
            if rule in {None, found.rule}:
                said = (found.rule, found.case or "-", found.confidence, found.message)
                yield _seen(Path(report.source), report.text, found.span, said)


def _seen(path: Path, text: SourceText, span: Span, said: tuple[str, str, str, str]) -> Seen:
    rule, case, confidence, message = said
    hashed = span_hash(rule, case, text, span)
    return Seen(rule, case, path.name, hashed, confidence, message, _context(text, span))


def _context(text: SourceText, span: Span) -> str:
    """Show where a finding stands: its line and the two beside it, the span in brackets, line ends escaped."""
    first, last = text.line_index(span.start), text.line_index(span.end)
    start = text.line_span(max(0, first - 2)).start
    end = text.line_span(min(len(text.line_starts) - 1, last + 2)).end
    before, inside, after = text.text[start : span.start], text.slice(span), text.text[span.end : end]
    if span == (0, 0):
        before, inside, after = "", "", text.text[: SHOWN * 2]
    inside = inside if len(inside) <= SHOWN else f"{inside[: SHOWN // 2]} … {inside[-SHOWN // 2 :]}"
    whole = f"{before[-SHOWN:]}⟦{inside}⟧{after[:SHOWN]}"
    return f"line {first + 1}: " + re.sub(r"[^\S ]|[^\x20-\U0010ffff]", lambda found: repr(found[0])[1:-1], whole)


def read_book(path: Path = BOOK) -> list[Line]:
    """Read the book."""
    rows = path.read_text(encoding="utf-8").split("\n")[1:-1] if path.exists() else []
    return [Line._make(row.split("\t")) for row in rows]


def add_to_book(lines: Iterable[Line], path: Path = BOOK) -> int:
    """Add lines, the latest word on a finding wins; several people may write at once."""
    DESK.mkdir(exist_ok=True)
    with (DESK / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        by_key = {line.key: line for line in read_book(path)} | {line.key: line for line in lines}
        rows = ["\t".join(COLUMNS), *("\t".join(line) for line in sorted(by_key.values()))]
        fresh = path.with_suffix(".new")
        fresh.write_text("\n".join(rows) + "\n", encoding="utf-8")
        fresh.replace(path)
    return len(by_key)


def draw(found: Iterable[Seen], read: set[tuple[str, str, str, str]], count: int, seed: int) -> list[Seen]:
    """Draw findings that were not read yet, one a card while cards last."""
    fresh = list({seen.key: seen for seen in found if seen.key not in read}.values())
    random.Random(seed).shuffle(fresh)  # noqa: S311
    turn: Counter[str] = Counter()
    ranked = []
    for seen in fresh:
        ranked.append((turn[seen.card], seen))
        turn[seen.card] += 1
    return [seen for _, seen in sorted(ranked, key=lambda pair: pair[0])[:count]]


def _desk(rule: str, case: str | None) -> Path:
    DESK.mkdir(exist_ok=True)
    return DESK / f"{rule.replace('/', '--')}{'.' + case if case else ''}.json"


def sample(given: argparse.Namespace) -> None:
    found = [seen for seen in findings_of(given, given.rule) if given.case in {None, seen.case}]
    drawn = draw(found, {line.key for line in read_book()}, given.count, given.seed)
    keys = {seen.key for seen in found}
    print(f"{given.rule}: {len(found)} findings, {len(keys)} distinct, on {len({seen.card for seen in found})} cards")
    for number, seen in enumerate(drawn, 1):
        print(f"\n[{number}] {seen.card} ({seen.case}, {seen.confidence})\n    {seen.message}\n    {seen.context}")
    desk = _desk(given.rule, given.case)
    desk.write_text(json.dumps([seen.key for seen in drawn]), encoding="utf-8")
    print(f"\n{len(drawn)} drawn; when read: python tools/precision.py record {given.rule}", end="")
    print((f" --case {given.case}" if given.case else "") + " --wrong NUMBERS")


def record(given: argparse.Namespace) -> None:
    desk = _desk(given.rule, given.case)
    if not desk.exists():
        sys.exit(f"no sample of {given.rule} lies on the desk; draw one first, with the same --case")
    drawn = json.loads(desk.read_text(encoding="utf-8"))
    wrong, skip = _numbers(given.wrong, len(drawn)), _numbers(given.skip, len(drawn))
    notes = {}
    for note in given.note:
        number, _, words = note.partition("=")
        notes[next(iter(_numbers(number, len(drawn))))] = " ".join(words.split())
    lines = [
        Line(*key, "wrong" if number in wrong else "right", notes.get(number, ""))
        for number, key in enumerate(drawn, 1)
        if number not in skip
    ]
    total = add_to_book(lines)
    desk.unlink()
    print(f"{len(lines)} read, {len(wrong)} wrong; the book has {total} lines")


def _numbers(written: str, most: int) -> set[int]:
    with contextlib.suppress(ValueError):
        numbers = {int(part) for part in written.split(",") if part.strip()}
        if all(1 <= number <= most for number in numbers):
            return numbers
    sys.exit(f"`{written}` is no list of numbers from 1 to {most}")


def report(given: argparse.Namespace) -> None:
    found = list(findings_of(given, given.rule))
    book = [line for line in read_book() if given.rule in {None, line.rule}]
    for row in summary(found, book):
        print(row)
    if not given.rule:
        print(pooled(found, book))
    fired = {seen.key for seen in found}
    gone = [line for line in book if line.key not in fired]
    mended = sum(line.verdict == "wrong" for line in gone)
    print(f"\n{len(gone)} book lines fire no more: {mended} were wrong, {len(gone) - mended} right:")
    for line in gone:
        if line.verdict == "right":
            print(f"  lost: {line.rule} {line.case} {line.card} {line.hash}")


def summary(found: list[Seen], book: list[Line]) -> Iterator[str]:
    """Yield a table row for each rule and case; the shares are of book lines that still fire."""
    groups: dict[tuple[str, str], list[Seen]] = defaultdict(list)
    for seen in found:
        groups[seen.rule, seen.case].append(seen)
    verdicts = {line.key: line.verdict for line in book}
    yield f"{'rule':<44} {'case':<22} {'conf':<6} {'found':>6} {'cards':>6} {'read':>5} {'wrong':>5} {'right':>6}"
    for (rule, case), group in sorted(groups.items()):
        keys = {seen.key for seen in group}
        read = [verdicts[key] for key in keys if key in verdicts]
        wrong = read.count("wrong")
        share = f"{1 - wrong / len(read):6.1%}" if read else "     -"
        few = "  few read" if len(read) < min(FEW, len(keys)) else ""
        cards, level = len({seen.card for seen in group}), group[0].confidence
        yield f"{rule:<44} {case:<22} {level:<6} {len(group):>6} {cards:>6} {len(read):>5} {wrong:>5} {share}{few}"


def pooled(found: list[Seen], book: list[Line]) -> str:
    """Say how many of the findings shown by default are right: of those read, and weighed by how often each fires."""
    verdicts = {line.key: line.verdict for line in book}
    total: Counter[tuple[str, str]] = Counter()
    read: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for seen in {seen.key: seen for seen in found if seen.confidence != "low"}.values():
        total[seen.rule, seen.case] += 1
        if seen.key in verdicts:
            read[seen.rule, seen.case].append(verdicts[seen.key] == "right")
    rights = [right for group in read.values() for right in group]
    if not rights:
        return "\nmedium confidence and above: none read"
    weight = sum(total[name] for name in read)
    weighed = sum(total[name] * sum(group) / len(group) for name, group in read.items()) / weight
    return (
        f"\nmedium confidence and above: {len(rights)} read, {sum(rights) / len(rights):.2%} right;"
        f" weighed by findings {weighed:.2%} (over {weight} of {total.total()} findings)"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="What people think of findings on real cards.")
    commands = parser.add_subparsers(required=True)
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--corpus", type=Path, help="folder of cards (*.md, */*.md)")
    where.add_argument("--report", type=Path, help="findings as --format jsonl wrote them")
    where.add_argument("--data", action="store_true", help="use the files beside each card too")
    where.add_argument("--jobs", type=int, default=1)
    for name, action in (("sample", sample), ("record", record), ("report", report)):
        command: Any = commands.add_parser(name, parents=[where] if action is not record else [])
        command.set_defaults(action=action)
        command.add_argument("rule", nargs="?" if action is report else None)
        if action is not report:
            command.add_argument("--case", help="this case alone; `-` for findings without a case")
        if action is sample:
            command.add_argument("--count", type=int, default=FEW)
            command.add_argument("--seed", type=int, default=1)
        if action is record:
            command.add_argument("--wrong", default="", help="numbers of the wrong ones: 3,17")
            command.add_argument("--skip", default="", help="numbers left open")
            command.add_argument("--note", action="append", default=[], help="NUMBER=WORDS", metavar="NOTE")
    return parser


def main() -> None:
    given = _parser().parse_args()
    if given.action is not record and not (given.corpus or given.report):
        sys.exit("say --corpus DIR or --report FILE.jsonl")
    given.action(given)


if __name__ == "__main__":
    main()
