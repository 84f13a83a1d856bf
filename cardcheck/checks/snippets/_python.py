"""Python in the card's code blocks: fences in, syntax trees with places out. Nothing is executed.

What people print or type beside their code is no code: output, prompts, shell commands and sketches are left out before
Python's own parser looks, and what it still refuses is a fault only where the rest evidently is a program.
"""

import ast
import functools
import re
import warnings
from typing import NamedTuple

from cardcheck.model.card import Card, Fence
from cardcheck.model.same_card import SameCard
from cardcheck.model.text import Span
from cardcheck.regex import expression

LANGUAGES = frozenset(
    {"python", "py", "python3", "pycon", "ipython", "ipython3", "jupyterpython", "{python}", "python:"}
)
_EVIDENT = expression(r"^[ \t>]*(?:>>> )?(?:import \w|from [\w.]+ import )|\bload_dataset\(", re.MULTILINE)
_PROMPT = expression(r">>> ?|\.\.\. ?")
_SHELL = expression(
    r"[!$] *\w|%%?[a-z]\w*|(?:pip3?|conda|git|huggingface-cli|python3?|wget|curl|cd|mkdir|unzip) +[\w.-]"
)
# At the left margin these begin what a program has printed.
_PRINTED = expression(r"[{\[<>}\])'\"\d…]|(?:In|Out) ?(?:\[\d*\])?:|(?:Iterable)?Dataset(?:Dict)?\(\{?\s*$|\.\.\.")
_OUTPUT = expression(r"#+ *(?:outputs?|prints?|returns?|results?)\b *:?>* *$|#+ *output\b", re.IGNORECASE)
_SKETCH = expression(r"\.{3}|…|<[A-Za-z_ -]+>|\[\[|\bTODO\b")
_OPENING = expression(r"^ {0,3}(`{3,}|~{3,})[ \t]*[A-Za-z{][^`\r\n]*$", re.MULTILINE)
_TRIES = 3
_SHORT = 1_000
_LONGEST, _MOST, _LONGEST_ALL = 20_000, 60, 100_000


class Line(NamedTuple):
    """A line of code: its text, and where that begins in the card."""

    text: str
    start: int


class Snippet(NamedTuple):
    """A block of Python. `tree` is None where it cannot be parsed; `fault` is set where that is a fault of the card."""

    fence: Fence
    lines: tuple[Line, ...]
    tree: ast.Module | None
    fault: tuple[str, Span] | None = None

    def span(self, node: ast.expr | ast.keyword | ast.stmt) -> Span:
        """Return where a node stands in the card."""
        end_line = node.end_lineno or node.lineno
        end_column = node.col_offset if node.end_col_offset is None else node.end_col_offset
        return Span(self._offset(node.lineno, node.col_offset), self._offset(end_line, end_column))

    def _offset(self, line: int, column: int) -> int:
        """Turn a line and a column in bytes of UTF-8 into an offset."""
        text, start = self.lines[line - 1]
        if not text.isascii():
            column = len(text.encode("utf-8", "surrogatepass")[:column].decode("utf-8", "replace"))
        return start + column


def snippets(card: Card) -> tuple[Snippet, ...]:
    """Return the card's blocks of Python that import something or load data, and short ones that may use it."""
    return _snippets(SameCard(card)) if card.body.fences else ()


@functools.lru_cache(maxsize=2)
def _snippets(same: SameCard) -> tuple[Snippet, ...]:
    card = same.card
    text, start = card.source.text, card.body.span.start
    uses = text.find("load_dataset(", start) >= 0
    if not uses and text.find("import ", start) < 0:
        return ()
    fences = [fence for fence in card.body.fences if is_python(card, fence) and _is_wanted(card, fence, uses=uses)]
    return _parsed(text, fences) if fences else ()


def _is_wanted(card: Card, fence: Fence, *, uses: bool) -> bool:
    """Whether parsing may tell anything; rows that are shown as Python are long and say nothing."""
    text, (start, end) = card.source.text, fence.content
    if next_opening(card, fence) is not None:
        return False
    if _EVIDENT.search(text, start, end) is not None:
        return True
    return (
        uses
        and end - start < _SHORT
        and _PRINTED.match(text, start + len(text[start:end]) - len(text[start:end].lstrip())) is None
    )


def language(fence: Fence) -> str:
    """Return the language that a fence names, in lower case; empty where it names none."""
    words = fence.info.split(None, 1)
    return words[0].lower() if words else ""


def next_opening(card: Card, fence: Fence) -> Span | None:
    """Return the fence of another block that a block holds, for its own closing fence is missing."""
    text, (start, end) = card.source.text, fence.content
    marks = text[fence.span.start : fence.span.start + 3]
    if marks not in {"```", "~~~"} or text.find(marks, start, end) < 0:
        return None
    length = len(text[fence.span.start : start]) - len(text[fence.span.start : start].lstrip(marks[0]))
    for match in _OPENING.finditer(text, start, end):
        if match[1][0] == marks[0] and len(match[1]) >= length:
            return Span(match.start(1), card.source.line_span_at(match.start(1)).end)
    return None


def is_program(text: str) -> bool:
    """Whether a text is a program that imports something."""
    return _EVIDENT.match(text.lstrip()) is not None and _tree(_code_lines(text, Span(0, len(text))))[0] is not None


def is_python(card: Card, fence: Fence) -> bool:
    """Whether a fence says that it holds Python, or says nothing and evidently does."""
    named = language(fence)
    if named:
        return named in LANGUAGES
    text, content = card.source.text, fence.content
    if (
        text.find("load_dataset(", content.start, content.end) < 0
        and text.find("import ", content.start, content.end) < 0
    ):
        return False
    return _EVIDENT.search(text, content.start, content.end) is not None


def _parsed(text: str, fences: list[Fence]) -> tuple[Snippet, ...]:
    left, found = _LONGEST_ALL, []
    with warnings.catch_warnings():
        # Odd escapes in strings are Python's matter.
        warnings.simplefilter("ignore")
        for fence in fences[:_MOST]:
            size = fence.content.end - fence.content.start
            left -= size
            if size <= _LONGEST and left >= 0:
                found.append(_snippet(text, fence))
    return tuple(found)


def _snippet(text: str, fence: Fence) -> Snippet:
    lines = _code_lines(text, fence.content)
    tree, error = _tree(lines)
    if tree is not None:
        return Snippet(fence, lines, tree)
    # What is printed below code is no fault, and the code above it counts.
    for stop in _ends(lines, error):
        if not any(line.text.strip() for line in lines[:stop]):
            return Snippet(fence, lines, None)
        tree, _ = _tree(lines[:stop])
        if tree is not None:
            return Snippet(fence, lines[:stop], tree)
    return Snippet(fence, lines, None, _fault(lines, error))


def _ends(lines: tuple[Line, ...], error: SyntaxError | None) -> list[int]:
    """Return where code may end and output begin: where a comment says so, else the nearest above the fault."""
    said = [index for index, line in enumerate(lines) if _OUTPUT.match(line.text)]
    until = error.lineno or 0 if error else 0
    printed = [index for index, line in enumerate(lines[:until]) if _PRINTED.match(line.text)]
    first = printed[:1] if printed and not any(line.text.strip() for line in lines[: printed[0]]) else []
    return [*said[:1], *first, *printed[: -_TRIES - 1 : -1]]


def _fault(lines: tuple[Line, ...], error: SyntaxError | None) -> tuple[str, Span] | None:
    """Return what is wrong where it is no sketch; the line is the place, for Python's column is often a guess."""
    if error is None or not error.lineno or not 0 < error.lineno <= len(lines):
        return None
    code = [line.text for line in lines if line.text.strip()]
    if not any(_EVIDENT.search(line) for line in code):
        return None
    near = lines[max(0, error.lineno - 2) : error.lineno]
    if any(_SKETCH.search(line.text) for line in near):
        return None
    line = lines[error.lineno - 1]
    if not line.text.strip() and len(near) > 1:
        line = near[0]
    written = line.text.strip()
    if not written:
        return None
    start = line.start + line.text.index(written)
    return (error.msg or "invalid syntax").partition(". ")[0], Span(start, start + len(written))


def _tree(lines: tuple[Line, ...]) -> tuple[ast.Module | None, SyntaxError | None]:
    try:
        return ast.parse("\n".join(line.text for line in lines)), None
    except SyntaxError as error:
        return None, error
    except (RecursionError, MemoryError, ValueError):
        # Nested too deep, or a NUL character.
        return None, None


def _code_lines(text: str, content: Span) -> tuple[Line, ...]:
    """Return the lines of a block without its margin, each that is no code left empty."""
    raw: list[Line] = []
    at = content.start
    for line in re.split(r"\r\n?|\n", text[content.start : content.end]):
        raw.append(Line(line, at))
        at += len(line)
        at += 2 if text.startswith("\r\n", at) else 1
    filled = [line.text for line in raw if line.text.strip()]
    if filled and all(line.lstrip(" ").startswith(">") and not line.lstrip(" ").startswith(">>>") for line in filled):
        raw = [_cut(line, expression(r" *> ?")) for line in raw]
        filled = [line.text for line in raw if line.text.strip()]
    margin = min((len(line) - len(line.lstrip(" \t")) for line in filled), default=0)
    raw = [Line(line.text[margin:], line.start + min(margin, len(line.text))) for line in raw]
    is_session = any(line.text.startswith(">>>") for line in raw)
    return tuple(_only_prompted(raw) if is_session else [_without_shell(line) for line in raw])


def _only_prompted(lines: list[Line]) -> list[Line]:
    """Keep what is typed at prompts; the rest is what Python answers."""
    kept, was_typed = [], False
    for line in lines:
        was_typed = line.text.startswith(">>>") or (was_typed and line.text.startswith("..."))
        kept.append(_cut(line, _PROMPT) if was_typed else Line("", line.start))
    return kept


def _cut(line: Line, prefix: re.Pattern[str]) -> Line:
    match = prefix.match(line.text)
    size = match.end() if match else 0
    return Line(line.text[size:], line.start + size)


def _without_shell(line: Line) -> Line:
    match = _SHELL.match(line.text)
    return Line("", line.start) if match else line
