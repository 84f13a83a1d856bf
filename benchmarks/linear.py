"""Hostile cards of doubled length: does any of our work grow faster than the card?

    python benchmarks/linear.py [--size 50000] [--shapes NAME ...] [--rules]

For each shape it prints the CPU time of parsing and of all rules at a size, at twice and at four times that size, and
how much the last doubling cost; linear work costs twice. `--rules` names the rules of which a doubling costs most. The
test `tests/test_linear_work.py` counts steps of Python on the same shapes; steps do not see what a regular expression
does inside, so this looks at time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable

HEAD = "---\nlicense: mit\nlanguage: en\npretty_name: Tides\n---\n# Tides\n\n"


def body(piece: str) -> Callable[[int], str]:
    """Return what makes a card whose text is one piece again and again."""
    return lambda size: HEAD + piece * (size // len(piece))


def metadata(before: str, piece: str, after: str = "") -> Callable[[int], str]:
    """Return what makes a card whose front matter is one piece again and again."""
    return lambda size: f"---\nlicense: mit\n{before}{piece * (size // len(piece))}{after}\n---\n# Tides\n"


def numbered(piece: str) -> Callable[[int], str]:
    """Return what makes a card of pieces that all differ by a number."""
    return lambda size: HEAD + "".join(piece.replace("%", str(number)) for number in range(size // (len(piece) + 4)))


def enclosed(before: str, piece: str, after: str) -> Callable[[int], str]:
    """Return what makes a card with pieces between a beginning and an end."""
    return lambda size: HEAD + before + piece * (size // len(piece)) + after


def runs(mark: str) -> Callable[[int], str]:
    """Return what makes runs of a mark, each longer than the one before."""

    def made(size: int) -> str:
        longest = int((2 * size) ** 0.5)
        return HEAD + " ".join(mark * length for length in range(1, longest))

    return made


SHAPES: dict[str, Callable[[int], str]] = {
    "opening brackets": body("["),
    "openings of suppressions": body("<!-- cardcheck: ignore["),
    "closing brackets": body("]"),
    "brackets": body("[a]"),
    "half links": body("[a]("),
    "images in images": body("!["),
    "links that lead nowhere": numbered("[a %](#b-%)\n\n"),
    "a table of contents": numbered("- [a %](#b-%)\n"),
    "definitions": numbered("[a %]: b\n[a %]\n\n"),
    "pipes": body("|"),
    "a table": enclosed("| a | b |\n|---|---|\n", "| 1 | 2 |\n", ""),
    "a wide table": lambda size: HEAD + "|a" * (size // 5) + "|\n" + "|-" * (size // 5) + "|\n",
    "rows that are no table": body("| a | b |\n"),
    "backticks": body("`"),
    "runs of backticks": runs("`"),
    "fences": body("```\n"),
    "tildes": body("~~~ a\n"),
    "angle brackets": body("<"),
    "tags": body("<a "),
    "elements": body("<div>"),
    "words in angle brackets": numbered("<w%>"),
    "closing tags": body("</b>"),
    "attributes": enclosed("<a ", "a=b ", ">"),
    "comments": body("<!-- "),
    "emphasis": body("*"),
    "emphasis around letters": body("*a_ "),
    "bold": body("**a"),
    "underlines": body("_a"),
    "nested lists": lambda size: HEAD + "".join("  " * (depth % 60) + "- a\n" for depth in range(size // 64)),
    "lists in one line": body("- "),
    "a flat list": body("- a\n"),
    "labels": body("- **License:** \n"),
    "bold lines": body("**Source Data**\n\n"),
    "quotes": body("> "),
    "headings": body("# a\n"),
    "headings that differ": numbered("## Source data %\n\n"),
    "underlined headings": body("a\n=\n"),
    "blanks": body(" "),
    "lines of blanks": body("  \n"),
    "line ends": body("\n"),
    "carriage returns": body("a \r"),
    "tabs": body("\t- "),
    "backslashes": body("\\"),
    "ampersands": body("&a"),
    "braces": body("{{ a"),
    "letters": body("a"),
    "words": body("more info needed the data was collected from license cc by 4.0 "),
    "sentences": body("The data is licensed under the MIT license. It has 1,000 rows and no personal data. "),
    "numbers": body("1,000 "),
    "digits": body("1"),
    "numbers with units": body("10K rows 5 MB "),
    "mails": body("a@b.c "),
    "a long mail": body("a."),
    "addresses": body("http://a.b/c "),
    "papers": body("https://arxiv.org/abs/1234.56789 "),
    "entries": body("@article{a, title={b}}\n"),
    "half entries": body("@article{a, "),
    "quotes in an entry": enclosed("@article{a, title=", '"{', "}\n"),
    "commas in an entry": enclosed("@article{a, author={", "a, ", "}}\n"),
    "hashes": body("#a "),
    "dashes": body("- - "),
    "colons": body("a: "),
    "Chinese": body("数据集来自网络。许可证"),
    "calls": enclosed("```python\n", 'load_dataset("a/b", "c", task="d")\n', "```\n"),
    "prompts": enclosed("```python\nimport a\n", ">>> a\n", "```\n"),
    "brackets in code": enclosed("```python\nimport a\n", "(", "\n```\n"),
    "printed lines": enclosed("```python\nimport a\n", "{'a': 1\n", "```\n"),
    "commas in JSON": enclosed("```json\n[", "1,", "]\n```\n"),
    "suppressions": body("<!-- cardcheck: ignore[a] -->\n"),
    "keys": lambda size: "---\n" + "".join(f"key{number}: a\n" for number in range(size // 12)) + "---\n# Tides\n",
    "tags of the card": metadata("tags:\n", "- a\n"),
    "languages": metadata("language:\n", "- xx\n"),
    "flow brackets": metadata("a: ", "["),
    "flow lists": metadata("a: [", "a, ", "a]"),
    "quotation marks": metadata("a: ", "'"),
    "nested keys": lambda size: "---\n" + "".join(" " * (d % 40) + "a:\n" for d in range(size // 22)) + "---\n# T\n",
    "aliases": metadata("a: &a [b]\nc: [", "*a, ", "*a]"),
    "subsets": lambda size: "---\nconfigs:\n" + "".join(
        f"- config_name: c{n}\n  data_files: a{n}.csv\n" for n in range(size // 40)
    ) + "---\n# Tides\n",
    "features": lambda size: "---\ndataset_info:\n  features:\n" + "".join(
        f"  - name: c{n}\n    dtype: string\n" for n in range(size // 35)
    ) + "---\n# Tides\n",
    "loose keys": lambda size: "# Tides\n\n" + "license: mit\n" * (size // 13),
    "fences of front matter": lambda size: "---\n" * (size // 4),
    "tokens": body("hf_aaaaaaaaaaaaaaaaaaaa "),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--shapes", nargs="*", help="names of shapes, all if none is given")
    parser.add_argument("--rules", action="store_true")
    options = parser.parse_args()
    for name in options.shapes or SHAPES:
        cards = [SHAPES[name](options.size * factor) for factor in (1, 2, 4)]
        times = [measured(card) for card in cards]
        parsing, judging = zip(*times, strict=True)
        print(f"{name:26} parsing {line(parsing)}   rules {line(judging)}", flush=True)
        if options.rules:
            slowest(cards)


def line(seconds: tuple[float, ...]) -> str:
    """Return three times in milliseconds and what the last doubling cost."""
    shown = " ".join(f"{1000 * second:7.1f}" for second in seconds)
    return f"{shown}  ×{seconds[2] / max(seconds[1], 1e-4):4.1f}"


def measured(text: str) -> tuple[float, float]:
    """Return the seconds of CPU that parsing takes, and all rules beyond it."""
    from cardcheck.engine.linter import Linter
    from cardcheck.model.config import Config
    from cardcheck.parsing.card import parse_card

    begun = time.process_time()
    parse_card(text)
    parsed = time.process_time()
    Linter.of(Config(profile="strict")).check(text, repo="harbour/tides")
    return parsed - begun, time.process_time() - parsed - (parsed - begun)


def slowest(cards: list[str]) -> None:
    """Print the rules that cost most on the longest card, with what the last doubling cost."""
    from cardcheck.engine.linter import Linter
    from cardcheck.model.config import Config

    linter = Linter.of(Config(profile="strict"))
    costs: dict[str, list[float]] = {}
    for text in cards[1:]:
        for rule in linter.rules:
            # A check of one rule parses anew, so that nothing is remembered from another.
            begun = time.process_time()
            linter._replace(rules=(rule,)).check(text, repo="harbour/tides")
            costs.setdefault(rule.id, []).append(time.process_time() - begun)
    for rule_id, (half, whole) in sorted(costs.items(), key=lambda item: -item[1][1])[:5]:
        print(f"    {rule_id:40} {1000 * half:7.1f} {1000 * whole:7.1f}")


if __name__ == "__main__":
    main()
