"""Blocks to try YAML readers with: written by chance in the manner of cards, and damaged in the manner of people.

In: a `random.Random`. Out: text. The same seed gives the same text; nothing is taken from real cards.
"""

from __future__ import annotations

import random
from collections.abc import Callable


def _words(text: str) -> list[str]:
    return text.split()


WORDS = _words(
    "speech news dialogue tweets recipes patents court rulings lyrics weather maps birds code proofs poems "
    "subtitles invoices radiology protein folding street signs chess games bilingual corpus pairs"
)
KEYS = _words(
    "license language tags task_categories task_ids size_categories pretty_name annotations_creators source_datasets "
    "multilinguality viewer extra_gated_prompt license_name license_link homepage version date paperswithcode_id "
    "configs dataset_info thumbnail language_creators on no y 2020 1.0 null train-eval-index"
)
NAMES = _words("text label id audio image tokens question answer context score year split meta url no 0 1")
DTYPES = _words("string int64 int32 float32 bool null binary timestamp[s] date32 large_string 'null' uint8")
ODD_SCALARS = _words(
    "no NO No off on yes y n true True TRUE false ~ null Null NULL None nan .nan .NaN .inf -.INF +.inf 0 -0 +1 007 014 "
    "0o14 0x1F 0b101 -0x1f 0x 1_000 1e3 1.0e3 1.0e+3 1.5E-3 1. .5 +.5 -.5 . - -- 1.0.0 3.10 1.0 12:30 12:30:45 1:60 "
    "190:20:30.15 2024-01-01 2023-02-30 2024-1-5 2024-01-01T10:00:00Z 2001-12-14t21:59:43.10-05:00 0050-01-01 "
    "2024-13-45 << = == 1e400 99999999999999999999 9007199254740993 0.1 1e21 1e-7 123456789012345678 1__0 _1 0_7 08 "
    "09 08.5 <1K n<1K >1M |x @me `code` %done &x *x !x ?x -x :x #x ~x 2024-01-01T1:02:03 1,000 100% C# a#b a:b http://x.y/z"
)
PHRASES = (
    "A corpus of bird songs", "Données françaises", "日本語の文", "it's here", "C++ & Rust", "100% human", "a, b and c",
    "state-of-the-art", "emoji 🐦 inside", "x: y", "see #12", "tab\there", "- dash first", "? question", "{braces}",
    "[brackets]", "trailing colon:", "*starred*", "10:30 to 11:45", "2024-01-01 10:00:00", "2001-12-14 21:59:43.10 -5",
    "1 000", "a\\b", 'say "hi"', "https://example.org/a?b=c#d", "key = value", "50 %", "<b>bold</b>", "$HOME", "~5 GB",
)  # fmt: skip
SNIPPETS = (
    ": ", ":", " #", "#", "- ", "-", "? ", "?", "&a ", "&a", "*a", "*a ", "!", "!!str ", "!!int ", "!x ", "| ", "|",
    ">", ">-", "|2", "%", "@", "`", "'", '"', "[", "]", "{", "}", ",", ", ", "\t", " ", "  ", "    ", "\n", "\n\n",
    "\r\n", "\r", "---\n", "...\n", "<<: ", "<<: *a", "~", "null", "\\", "\\n", '"a"', "'b'", "[a, b]", "{a: b}",
    "\u2028", "\x85", "\u2029", "\ufeff", "\xa0", "\x00", "\x07", "\x7f", "=", "# note\n", " # note", "\n# note\n",
    "\n  ", "\n    ", "\n- ", "é", "🐦",
)  # fmt: skip

Edit = Callable[[random.Random, str], str]


def scalar(rng: random.Random) -> str:
    """Write one scalar in some style."""
    choice = rng.random()
    if choice < 0.25:
        return rng.choice(ODD_SCALARS)
    if choice < 0.45:
        return rng.choice(PHRASES)
    text = " ".join(rng.choices(WORDS, k=rng.randint(1, 4)))
    if choice < 0.6:
        text = rng.choice(PHRASES).replace("\\", "\\\\").replace('"', '\\"').replace("\t", " ")
        return f'"{text}"'
    if choice < 0.7:
        return "'" + rng.choice(PHRASES).replace("'", "''").replace("\t", " ") + "'"
    return text


def many_lines(rng: random.Random, indent: int) -> str:
    """Write a scalar over several lines, as it stands after `key: `."""
    pad = " " * (indent + 2)
    lines = [" ".join(rng.choices(WORDS, k=rng.randint(2, 6))) for _ in range(rng.randint(2, 4))]
    if rng.random() < 0.2:
        lines.insert(1, "")
    if rng.random() < 0.2:
        lines[-1] = "  " + lines[-1]
    body = ("\n" + pad).join(lines)
    style = rng.choice(["|", ">", "|-", ">-", "|+", ">+", "plain", "single", "double"])
    if style == "plain":
        return body
    if style in {"single", "double"}:
        quote = "'" if style == "single" else '"'
        return quote + body + quote
    return f"{style}\n{pad}{body}"


def flow(rng: random.Random, depth: int = 0) -> str:
    """Write a flow collection."""

    def item() -> str:
        if depth < 2 and rng.random() < 0.2:
            return flow(rng, depth + 1)
        return rng.choice(
            [rng.choice(WORDS), f'"{rng.choice(WORDS)}"', f"'{rng.choice(WORDS)}'", rng.choice(ODD_SCALARS)]
        )

    count = rng.randint(0, 4)
    separator = rng.choice([", ", ", ", ",", ",\n    "])
    if rng.random() < 0.7:
        return "[" + separator.join(item() for _ in range(count)) + "]"
    return "{" + separator.join(f"{rng.choice(NAMES)}: {item()}" for _ in range(count)) + "}"


def features(rng: random.Random, indent: int, depth: int = 0) -> str:
    """Write a list of features as `dataset_info` holds it."""
    pad = " " * indent
    lines = []
    for _ in range(rng.randint(1, 4)):
        lines.append(f"{pad}- name: {rng.choice(NAMES)}")
        choice = rng.random()
        if choice < 0.2 and depth < 3:
            lines += [f"{pad}  {rng.choice(['struct', 'list', 'sequence'])}:", features(rng, indent + 2, depth + 1)]
        elif choice < 0.35:
            lines += [f"{pad}  dtype:", f"{pad}    class_label:", f"{pad}      names:"]
            lines += [f"{pad}        '{number}': {rng.choice(WORDS)}" for number in range(rng.randint(1, 3))]
        else:
            lines.append(f"{pad}  dtype: {rng.choice(DTYPES)}")
    return "\n".join(lines)


def dataset_info(rng: random.Random, indent: int) -> str:
    """Write a `dataset_info` mapping."""
    pad = " " * indent
    rows, size = rng.randint(1, 10**7), rng.choice([rng.randint(1, 10**12), 1e9, 12345.0])
    return (
        f"{pad}features:\n{features(rng, indent + rng.choice([0, 2]))}\n{pad}splits:\n{pad}- name: train\n"
        f"{pad}  num_bytes: {size}\n{pad}  num_examples: {rows}\n{pad}download_size: {rows * 3}"
    )


def configs(rng: random.Random) -> str:
    """Write a `configs` list."""
    lines = []
    for _ in range(rng.randint(1, 3)):
        lines.append(f"- config_name: {rng.choice([*WORDS, 'no', '2020', 'default'])}")
        if rng.random() < 0.5:
            lines.append(f"  data_files: {rng.choice(['data/*.csv', '*.parquet', '[a.csv, b.csv]', 'train.json'])}")
        else:
            lines += ["  data_files:", f"  - split: {rng.choice(['train', 'test', 'on'])}", "    path: data/train-*"]
        if rng.random() < 0.3:
            lines.append(f"  default: {rng.choice(['true', 'yes', 'True'])}")
    return "\n".join(lines)


def _anchored(rng: random.Random, key: str) -> str:
    name = rng.choice("abc")
    first = f"{key}: &{name}\n  x: {scalar(rng)}\n  y: 1"
    return f"{first}\nother_{key}:\n  <<: *{name}\n  y: {scalar(rng)}\nthird: *{name}"


def _listed(rng: random.Random, key: str) -> str:
    pad = " " * rng.choice([0, 0, 2])
    return f"{key}:\n" + "\n".join(f"{pad}- {scalar(rng)}" for _ in range(rng.randint(1, 4)))


def entry(rng: random.Random) -> str:
    """Write one top-level entry."""
    key = rng.choice(KEYS)
    if key == "configs":
        return f"configs:\n{configs(rng)}"
    if key == "dataset_info":
        return f"dataset_info:\n{dataset_info(rng, 2)}"
    shapes: list[Callable[[], str]] = [
        lambda: f"{key}: {scalar(rng)}",
        lambda: _listed(rng, key),
        lambda: f"{key}: {many_lines(rng, 0)}",
        lambda: f"{key}: {flow(rng)}",
        lambda: _anchored(rng, key),
        lambda: f"{key}:  # {rng.choice(PHRASES)}\n  nested: {scalar(rng)}\n  list: {flow(rng)}",
    ]
    return rng.choices(shapes, [40, 30, 10, 10, 5, 5])[0]()


def block(rng: random.Random) -> str:
    """Write a block that looks like a card's, mostly but not always one that readers take."""
    entries = [entry(rng) for _ in range(rng.randint(1, 9))]
    # Keys given twice would drown all other reasons to refuse a block.
    text = "\n".join({written.partition(":")[0]: written for written in entries}.values())
    if rng.random() < 0.05:
        text = text.replace("\n", "\r\n")
    return text


def _cut(rng: random.Random, text: str) -> tuple[int, int]:
    start = rng.randrange(len(text) + 1)
    return start, min(len(text), start + rng.choice([1, 1, 1, 2, 3, 8]))


def _delete(rng: random.Random, text: str) -> str:
    start, end = _cut(rng, text)
    return text[:start] + text[end:]


def _insert(rng: random.Random, text: str) -> str:
    start, _ = _cut(rng, text)
    return text[:start] + rng.choice(SNIPPETS) + text[start:]


def _replace(rng: random.Random, text: str) -> str:
    start, end = _cut(rng, text)
    return text[:start] + rng.choice(SNIPPETS) + text[end:]


def _swap(rng: random.Random, text: str) -> str:
    start = rng.randrange(max(len(text) - 1, 1))
    return text[:start] + text[start + 1 : start + 2] + text[start : start + 1] + text[start + 2 :]


def _at_token(rng: random.Random, text: str) -> str:
    """Insert where a value or an item begins, which is where people go wrong."""
    places = [index + 2 for index in range(len(text) - 1) if text[index : index + 2] in {": ", "- ", ", "}]
    places += [index + 1 for index in range(len(text)) if text[index] in "\n[{"]
    if not places:
        return _insert(rng, text)
    start = rng.choice(places)
    return text[:start] + rng.choice(SNIPPETS) + text[start:]


def _value(rng: random.Random, text: str) -> str:
    """Put another value after a colon or a dash."""
    places = [index + 2 for index in range(len(text) - 1) if text[index : index + 2] in {": ", "- "}]
    if not places:
        return _insert(rng, text)
    start = rng.choice(places)
    end = text.find("\n", start)
    new = rng.choice([scalar, scalar, flow, lambda chance: many_lines(chance, rng.choice([0, 2]))])(rng)
    return text[:start] + new + text[end if end >= 0 else len(text) :]


def _by_lines(change: Callable[[random.Random, list[str]], None]) -> Edit:
    def edit(rng: random.Random, text: str) -> str:
        lines = text.split("\n")
        change(rng, lines)
        return "\n".join(lines)

    return edit


def _double_line(rng: random.Random, lines: list[str]) -> None:
    lines.insert(rng.randrange(len(lines) + 1), rng.choice(lines))


def _drop_line(rng: random.Random, lines: list[str]) -> None:
    del lines[rng.randrange(len(lines))]


def _shift_line(rng: random.Random, lines: list[str]) -> None:
    index = rng.randrange(len(lines))
    by = rng.choice([-2, -1, 1, 2, 4])
    lines[index] = " " * by + lines[index] if by > 0 else lines[index].removeprefix(" " * -by)


def _tab_line(rng: random.Random, lines: list[str]) -> None:
    index = rng.randrange(len(lines))
    line = lines[index]
    old, new = rng.choice([("  ", "\t"), (": ", ":\t"), ("- ", "-\t"), (" ", "\t"), ("", "\t"), (": ", ": \t")])
    lines[index] = line.replace(old, new, 1)


def _swap_lines(rng: random.Random, lines: list[str]) -> None:
    first, second = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[first], lines[second] = lines[second], lines[first]


def _new_entry(rng: random.Random, lines: list[str]) -> None:
    lines.insert(rng.randrange(len(lines) + 1), entry(rng))


EDITS: tuple[Edit, ...] = (
    _delete, _insert, _replace, _swap, _at_token, _at_token, _value, _value, _value,
    _by_lines(_double_line), _by_lines(_drop_line), _by_lines(_shift_line), _by_lines(_shift_line),
    _by_lines(_tab_line), _by_lines(_swap_lines), _by_lines(_new_entry), _by_lines(_new_entry),
)  # fmt: skip


def mutated(rng: random.Random, text: str) -> str:
    """Damage a block in one or two places."""
    for _ in range(rng.choice([1, 1, 1, 2])):
        text = rng.choice(EDITS)(rng, text)
    return text
