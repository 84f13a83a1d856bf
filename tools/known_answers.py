"""How many real cards have a defect, beside what an independent program counted.

    python tools/known_answers.py --corpus DIR                         # the table
    python tools/known_answers.py --corpus DIR --list "anchors"        # the cards of one line, to read them

`DIR` holds the cards of March 2023 as `cards-2023/*.md`. What the two programs count differently is said beside the
line; `tools/content_shares.py` does the same for what cards say.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cardcheck.model.config import Config
from cardcheck.model.finding import Finding
from cardcheck.run import Linters, Wishes, run


class Known(NamedTuple):
    """A defect: the rules, or `rule:case`, that find it, the count of the other program, and why ours differs."""

    name: str
    rules: tuple[str, ...]
    known: int
    why: str = ""


KNOWN = (
    Known("misplaced", ("front-matter/misplaced",), 15),
    Known("unfenced", ("front-matter/unfenced",), 35, "ours also finds keys below a title or a line of text"),
    Known(
        "unclosed",
        ("front-matter/unclosed",),
        7,
        "ours has the two empty blocks that a later rule closes, and not a text on the closing line",
    ),
    Known("doubled", ("front-matter/doubled",), 8, "ours also finds a second block without a fence of its own above"),
    Known(
        "empty block",
        ("front-matter/not-a-mapping",),
        3,
        "the other two swallow the text down to the next rule: `unclosed`",
    ),
    Known("blank line before the fence", ("front-matter/portable-fence:blank-before",), 80),
    Known(
        "`no` read as False",
        ("front-matter/dialect:name",),
        8,
        "no other stands in a front matter by PyYAML's reading; one `yes` is another rule's",
    ),
    Known("unknown license id", ("license/unknown-id", "license/case"), 6),
    Known(
        "empty keys",
        ("front-matter/empty-value-leftover", "front-matter/null-value"),
        940,
        "ours leaves `YAML tags:` to a rule of its own, and has a list of one empty text",
    ),
    Known("LFS pointer as card", ("front-matter/lfs-pointer",), 8),
    Known(
        "anchors",
        ("links/broken-anchor", "sections/stale-toc"),
        326,
        "three more wait until the open fence that hides headings is closed",
    ),
    Known(
        "license contradictions",
        ("license/prose-contradicts",),
        61,
        "ours reads the whole text, gates and badges, not only the licensing section",
    ),
    Known(
        "BibTeX outside a fence",
        ("citation/bibtex-unfenced",),
        93,
        "indented code and <pre> keep it whole; ours also finds odd types such as `@data{`",
    ),
    Known(
        "fence never closed",
        ("links/fence-unclosed",),
        45,
        "ours also has one whose closing fence is indented by seven blanks",
    ),
)


def is_of(finding: Finding, known: Known) -> bool:
    return finding.rule in known.rules or f"{finding.rule}:{finding.case}" in known.rules


def counted(corpus: Path, wanted: list[Known]) -> dict[str, set[str]]:
    """Return the names of the cards that have each defect."""
    rules = sorted({rule.partition(":")[0] for known in wanted for rule in known.rules})
    config = Config(profile="strict", select=tuple(rules), min_confidence="low")
    found: dict[str, set[str]] = {known.name: set() for known in wanted}
    paths = sorted(map(str, (corpus / "cards-2023").glob("*.md")))
    for report in run(paths, Linters(config), Wishes(is_data_wanted=False)):
        for known in wanted:
            if any(is_of(finding, known) for finding in report.findings):
                found[known.name].add(Path(report.source).name)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--list", metavar="NAME", help="print the cards of one line")
    args = parser.parse_args()
    if args.list:
        wanted = [known for known in KNOWN if known.name == args.list]
        print("\n".join(sorted(counted(args.corpus, wanted).get(args.list, ()))))
        return
    found = counted(args.corpus, list(KNOWN))
    print(f"{'cards with':32}{'ours':>6}{'known':>7}")
    for known in KNOWN:
        print(f"{known.name:32}{len(found[known.name]):6}{known.known:7}  {known.why}".rstrip())


if __name__ == "__main__":
    main()
