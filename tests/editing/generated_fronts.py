"""Front matters of every form, written line by line: what hypothesis draws in, the text of a card out.

Each comment is numbered, so that one that is lost can be named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

Draw = Callable[[st.SearchStrategy[Any]], Any]

PLAIN = [
    "en",
    "mit",
    "a b",
    "1.10",
    "no",
    "2021-01-02",
    "0o17",
    "1_000",
    "12:30",
    "~",
    "",
    "船 🚢",
    "1K<n<10K",
    "it's",
    "x#y",
]
QUOTED = ["en", "a: b", "# no", "- x", "it is", "", "船 🚢", "[x]", "1.10", "x, y"]
KEYS = [
    "license",
    "tags",
    "a",
    "b",
    "c",
    "language",
    "task_ids",
    "two words",
    "船",
    "x-y",
    "'single'",
    '"double"',
    "yes",
]
TEXTS = [["some text"], ["one", "", "two"], ["# no comment", "  more"], ["船 🚢"]]


class Writer:
    """One front matter while it is written."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.comments = self.named = 0
        self.anchors: list[tuple[str, str]] = []

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(0, one_in - 1)) == one_in - 1

    def pick(self, *of: Any) -> Any:
        return self.draw(st.sampled_from(of))

    def comment(self) -> str:
        self.comments += 1
        return f"# comment {self.comments}."

    def trail(self) -> str:
        return f"{self.pick(*[' '] * 8, chr(9))}{self.comment()}" if self.chance(4) else self.pick("", "", "", " ")

    def between(self, pad: str) -> list[str]:
        if self.chance(5):
            return [f"{self.pick(pad, pad, '')}{self.comment()}"]
        return [""] if self.chance(8) else []

    def anchor(self) -> str:
        self.named += 1
        return f"&n{self.named} " if self.chance(8) else ""

    def close(self, anchor: str, kind: str) -> None:
        """From here on, an alias may stand for what the anchor names."""
        if anchor:
            self.anchors.append((anchor[1:].strip(), kind))

    def alias(self, kind: str | None = None) -> str | None:
        names = [name for name, of in self.anchors if kind in {None, of}]
        return f"*{self.draw(st.sampled_from(names))}" if names and self.chance(3) else None

    def scalar(self, pad: str, *, flow: bool = False) -> str:
        """A scalar; in block context it may go on below."""
        name = "" if flow else self.anchor()
        self.close(name, "scalar")
        style = self.pick("plain", "plain", "plain", "single", "double", "long")
        if style == "plain" or (style == "long" and flow):
            return f"{name}{self.draw(st.sampled_from(PLAIN))}"
        if style == "long":
            mark = self.pick("", '"', "'")
            return f"{name}{mark}goes\n{pad}  on{mark}"
        text = self.draw(st.sampled_from(QUOTED))
        return f'{name}"{text}"' if style == "double" else "'" + text.replace("'", "''") + "'"

    def flow(self, pad: str, depth: int) -> str:
        broken = self.chance(5)
        between = f",\n{pad}  " if broken else self.pick(", ", ",", ",  ")
        if broken and self.chance(3):
            between = f", {self.comment()}\n{pad}  "
        count = self.draw(st.integers(0, 3))
        if self.chance(3):
            keys = self.draw(st.lists(st.sampled_from(KEYS[:8]), min_size=count, max_size=count, unique=True))
            return "{" + between.join(f"{key}: {self.in_flow(pad, depth)}".rstrip() for key in keys) + "}"
        inner = between.join(self.in_flow(pad, depth) or "e" for _ in range(count))
        return f"[{inner}{self.pick('', '', '', ',') if inner else ''}]"

    def in_flow(self, pad: str, depth: int) -> str:
        return self.flow(pad, depth - 1) if depth > 0 and self.chance(4) else self.scalar(pad, flow=True)

    def mapping(self, indent: int, depth: int) -> list[str]:
        pad = " " * indent
        count = self.draw(st.integers(1, 4))
        keys = self.draw(st.lists(st.sampled_from(KEYS), min_size=count, max_size=count, unique=True))
        if indent == 0 and self.chance(12):
            keys.append(keys[0])
        lines: list[str] = []
        base = self.alias("mapping")
        if base:
            lines.append(f"{pad}<<: {base}")
        for key in keys:
            lines += self.between(pad) if lines else []
            lines += self.pair(key, indent, depth)
        return lines

    def pair(self, key: str, indent: int, depth: int) -> list[str]:
        pad = " " * indent
        head = f"{pad}{key}:"
        kind = self.pick("scalar", "scalar", "scalar", "flow", "sequence", "sequence", "mapping", "text", "alias")
        if depth == 0 and kind in {"sequence", "mapping"}:
            kind = "flow"
        alias = self.alias() if kind == "alias" else None
        match kind:
            case "flow":
                name = self.anchor()
                lines = [f"{head} {name}{self.flow(pad, 1)}{self.trail()}"]
                self.close(name, "flow")
                return lines
            case "text":
                return self.text(f"{head} ", indent)
            case "sequence" | "mapping":
                name = self.anchor()
                first = f"{head} {name}".rstrip() + self.trail()
                if kind == "sequence":
                    lines = self.sequence(indent + self.pick(0, 2, 2, 4), depth - 1)
                else:
                    lines = self.mapping(indent + self.pick(2, 4), depth - 1)
                self.close(name, kind)
                return [first, *lines]
            case _:
                return [f"{head}{self.pick(' ', ' ', '  ')}{alias or self.scalar(pad)}{self.trail()}"]

    def text(self, head: str, indent: int) -> list[str]:
        comment = f" {self.comment()}" if self.chance(5) else ""
        pad = " " * (indent + self.pick(1, 2))
        lines = [f"{pad}{line}" if line else "" for line in self.draw(st.sampled_from(TEXTS))]
        return [f"{head}{self.pick('|', '>', '|-', '>+')}{comment}", *lines]

    def sequence(self, indent: int, depth: int) -> list[str]:
        lines: list[str] = []
        pad = " " * indent
        for _ in range(self.draw(st.integers(1, 3))):
            lines += self.between(pad) if lines else []
            dash = f"{pad}-{self.pick(' ', ' ', '   ')}"
            match self.pick("scalar", "scalar", "mapping", "mapping", "sequence", "flow", "text", "alias"):
                case "mapping" if depth > 0:
                    lines += self.after(dash, self.mapping(len(dash), depth - 1))
                case "sequence" if depth > 0:
                    lines += self.after(dash, self.sequence(len(dash), depth - 1))
                case "flow":
                    lines.append(f"{dash}{self.flow(pad, 1)}{self.trail()}")
                case "text":
                    lines += self.text(dash, indent)
                case _:
                    lines.append(f"{dash}{self.alias() or self.scalar(pad)}{self.trail()}")
        return lines

    def after(self, dash: str, lines: list[str]) -> list[str]:
        """Put what stands in lines behind a dash; a dash alone on its line does as well."""
        if self.chance(5):
            return [dash.rstrip() + self.trail(), *lines]
        return [dash + lines[0][len(dash) :], *lines[1:]]


@st.composite
def cards(draw: Draw) -> str:
    """The text of a card whose front matter has any form."""
    writer = Writer(draw)
    lines = writer.mapping(0, 2)
    if writer.chance(3):
        lines.insert(0, writer.comment())
    lines += writer.between("")
    if writer.chance(12):
        lines.append("...")
    text = "\n".join(["---", *lines, "---", "# T", ""])
    ends = ["\n"] * 6 + ["\r\n"] * 3 + ["\r"]
    return ("\ufeff" if writer.chance(10) else "") + text.replace("\n", writer.pick(*ends))
