"""What people get wrong in Markdown: links, anchors, headings, tables, fences, entries of BibTeX."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from mutated_cards import Change, Place, Repository, slip
from mutators_metadata import Mutator

Make = Callable[[str, random.Random], str | None]
_RELATIVE = r"\]\((?P<at>(?!https?:|mailto:|#)[^)\s]+)\)"
_HEADING = r"^#{2,4} (?P<at>[^\n]+)$"
# The last line of a paragraph: a blank line before it and behind it, no markup in front.
PARAGRAPH = r"^(?<=\n\n)(?P<at>[^\s#|<>`*+\-\[!:=\d][^\n]{30,})$(?=\n\n)"


def text(name: str, pattern: str, make: Make, *rules: str) -> Mutator:
    """Return a mutator that writes something else where a pattern matches in the prose."""
    return _mutator(name, lambda repository: repository.prose(pattern), make, rules)


def code(name: str, pattern: str, make: Make, *rules: str, language: str = "python") -> Mutator:
    """Return a mutator that writes something else where a pattern matches in code."""
    return _mutator(name, lambda repository: repository.code(pattern, language), make, rules)


def _mutator(name: str, places: Callable[[Repository], Iterator[Place]], make: Make, rules: tuple[str, ...]) -> Mutator:
    def changes(repository: Repository, chance: random.Random) -> Iterator[Change]:
        for place in places(repository):
            new = make(place.text, chance)
            if new not in {None, place.text}:
                yield Change(place.start, place.end, str(new))

    return Mutator(name, rules, changes)


def behind(addition: str) -> Make:
    return lambda text, _: text + addition


def replaced(old: str, new: str) -> Make:
    return lambda text, _: text.replace(old, new, 1) if old in text else None


def _other_path(path: str, chance: random.Random) -> str:
    folder, slash, name = path.rpartition("/")
    stem, dot, suffix = name.rpartition(".")
    return f"{folder}{slash}{slip(stem, chance)}{dot}{suffix}" if dot else slip(path, chance)


def _windows(path: str, _: random.Random) -> str | None:
    return path.replace("/", "\\") if "/" in path else None


def _renamed_headings(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Rename headings that exactly one link leads to."""
    for place in repository.prose(_HEADING):
        links = [match.start() for match in re.finditer(rf"\]\(#{re.escape(_slug(place.text))}\)", repository.text)]
        if len(links) == 1:
            yield Change(place.start, place.end, "Notes", tuple(links))


def _slug(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def _unlinked(make: Callable[[str], str], name: str, *rules: str) -> Mutator:
    def changes(repository: Repository, _: random.Random) -> Iterator[Change]:
        for place in repository.prose(r"^#{2,4} [^\n]+$"):
            if _slug(place.text.lstrip("# ")) not in repository.anchors:
                yield Change(place.start, place.end, make(place.text))

    return Mutator(name, rules, changes)


def _open_fences(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Take away closing fences; the end of the card closes what is open."""
    for match in repository.fences():
        yield Change(match.end() - 4, match.end(), "", (match.start(),))


def _bare_entries(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Take the fences of BibTeX away."""
    for match in repository.fences():
        if match[0].startswith("```bibtex\n"):
            yield Change(match.start(), match.end(), match[0][10:-4])


def _open_values(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Take closing braces away; where it is the entry's own, the finding names the entry."""
    for place in repository.code(r"(?P<at>\}),?$", "bibtex"):
        is_last = repository.text[place.start - 1] == "\n"
        ends = (repository.text.rindex("\n@", 0, place.start) + 1,) if is_last else ()
        yield Change(place.start, place.end, "", ends)


def _without_field(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Take a field away; the finding names the entry."""
    for place in repository.code(r"^ +(?:author|title|year) *= .*\n", "bibtex"):
        yield Change(place.start, place.end, "", (repository.text.rindex("\n@", 0, place.start) + 1,))


def _no_rule(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Take the line of dashes away; the finding names the table."""
    for place in repository.prose(r"^\|[ :|-]*--[ :|-]*\|\n"):
        top = repository.text.rindex("\n", 0, place.start - 1) + 1
        yield Change(place.start, place.end, "", (top,))


def _mangled_table(place: str, _: random.Random) -> str:
    return f"{place}---|"


def _bibtex(name: str, pattern: str, make: Make, *rules: str) -> Mutator:
    return code(name, pattern, make, *rules, language="bibtex")


_LINK = ("links/missing-file",)
_ANCHOR = ("links/broken-anchor", "sections/stale-toc")
_SYNTAX = ("citation/bibtex-syntax",)

TEXT = (
    text("an anchor", r"\]\(#(?P<at>[^)]+)\)", slip, *_ANCHOR),
    Mutator("a heading that is linked", _ANCHOR, _renamed_headings),
    text("a relative link", _RELATIVE, _other_path, *_LINK),
    text("a link with backslashes", _RELATIVE, _windows, *_LINK),
    text("a link into the author's folder", _RELATIVE, lambda path, _: f"/home/ann/{path}", "links/local-path"),
    text("a link to a drive", _RELATIVE, lambda path, _: "C:\\data\\" + path.replace("/", "\\"), "links/local-path"),
    text("the source of an image", r'<img src="(?P<at>[^"]+)"', _other_path, *_LINK),
    text("an image without a description", r"!\[(?P<at>[^\]]+)\]", lambda *_: "", "links/image-alt"),
    text("a link without an address", r"(?<!!)\[[^\]]+\](?P<at>\([^)#]+\))(?!\])", lambda *_: "()", "links/empty-link"),
    text(
        "a link with a blank",
        r"(?<!!)\[[^\]]+\](?P<at>\(h[^)]+\))(?!\])",
        lambda link, _: f" {link}",
        "links/link-spaced",
    ),
    text(
        "a link the wrong way round",
        r"(?<!!)(?P<at>\[[^\]]+\]\(h[^)]+\))(?!\])",
        lambda link, _: re.sub(r"\[(.+)\]\((.+)\)", r"(\1)[\2]", link),
        "links/link-reversed",
    ),
    text("an address of mail without mailto", r"\]\((?P<at>mailto:)", lambda *_: "", "links/mail-without-mailto"),
    text(
        "an address without a scheme",
        r"\]\((?P<at>https://)[^)]+\)(?!\])",
        lambda *_: "www.",
        "links/www-without-scheme",
    ),
    text("a word in angle brackets", PARAGRAPH, behind(" Unknown words are <unk> there."), "links/angle-word"),
    text("a script", PARAGRAPH, behind("\n\n<script>alert(1)</script>"), "links/unsafe-html"),
    text("a placeholder", PARAGRAPH, behind("\n\n[More Information Needed]"), "prose/placeholder"),
    text(
        "a token",
        PARAGRAPH,
        behind(" Use hf_" + "aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567 here."),
        "responsible/secret-in-card",
    ),
    text(
        "an arXiv id",
        r"arxiv\.org/abs/(?P<at>\d{4}\.\d{5})",
        lambda id_, _: id_.replace(".", ""),
        "citation/arxiv-form",
    ),
    text("an arXiv page", r"arxiv\.org/(?P<at>abs)/", lambda *_: "html", "citation/arxiv-form"),
    text("a DOI", r"doi\.org/10\.\d+(?P<at>/[\w.]*\w)", lambda *_: "", "citation/doi-form"),
    text("a cell too many", r"^\| [^\n]*[^-:\n |] \|$(?!\n\| ?:?--)", behind(" and more |"), "links/table-broken"),
    text("a line of dashes too long", r"^\|[ :|-]*--[ :|-]*\|$", _mangled_table, "links/table-broken"),
    Mutator("no line of dashes", ("links/table-broken",), _no_rule),
    _unlinked(lambda line: line.replace(" ", "", 1), "a heading without a blank", "sections/heading-space"),
    _unlinked(lambda line: f"{line}\n\nShort.\n\n{line}", "a heading twice", "sections/duplicate-heading"),
    _unlinked(
        lambda line: f"{line[: line.index(' ')]} Remarks\n\n{line}", "a heading without text", "sections/empty-section"
    ),
    text(
        "a title of the template",
        r"^# (?P<at>[^\n]+)$",
        lambda *_: "Dataset Card for [Dataset Name]",
        "sections/title-unfilled",
    ),
    Mutator("an open fence", ("links/fence-unclosed",), _open_fences),
    Mutator("BibTeX without its fences", ("citation/bibtex-unfenced",), _bare_entries),
    Mutator("a brace of BibTeX", _SYNTAX, _open_values),
    _bibtex("a comma of BibTeX", r"[}\"](?P<at>,)$(?=\n +\w+ *=)", lambda *_: "", *_SYNTAX),
    _bibtex("an entry without its key", r"^@\w+\{(?P<at>\w+),", lambda *_: "", *_SYNTAX),
    Mutator("a field of BibTeX", ("citation/bibtex-incomplete",), _without_field),
    _bibtex(
        "an author of a template",
        r"^ +author *= (?P<at>.*),$",
        lambda *_: "{First Last}",
        "citation/bibtex-placeholder",
    ),
)
