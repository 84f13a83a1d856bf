"""Whose license a sentence speaks of: a passage with a license in it in, its subject out.

The words that name data, code, models, sources and parts are data (`license-mentions.json`). Where a sentence may be
read in two ways the answer is not `data`: who contradicts an author should be sure.
"""

import functools
import re
from typing import Literal, NamedTuple

from cardcheck import resources
from cardcheck.regex import expression

About = Literal["data", "code", "model", "source", "part", "another", "unclear"]
"""`part`: some of the data, by name or portion; `another`: a work that is not this one; `unclear`: nothing tells."""

_VOCABULARY = "license-mentions"
_OTHERS: tuple[About, ...] = ("source", "another")
_SUBJECTS: tuple[About, ...] = ("data", "code", "model", "part")
_CLAUSE = expression(r";|,? (?:while|whereas|but)\b|, and (?:the|our|all|its)\b")
_LABEL = expression(r"[\s>*+•_`\d.)-]*+(?P<label>[^\s:：|][^\n:：|]{0,60}?)[*_`\s]{0,4}[:：](?!//)")
_ADDRESS = expression(r"https?://[^\s)>\]]+")
_SIGNS = expression(r"[\W_]+")


class Passage(NamedTuple):
    """A lower-case sentence with a license from `start` to `end`, and where it stands.

    `before` is the sentence before it; `names` are those of the data set; `is_license`: below a heading about licenses;
    `is_row`, `is_item`: in a table or list; `headings` are those above.
    """

    sentence: str
    start: int
    end: int
    before: str = ""
    names: tuple[str, ...] = ()
    is_license: bool = False
    is_row: bool = False
    is_item: bool = False
    headings: str = ""


def names_sources(text: str) -> bool:
    """Whether a lower-case text speaks of what the data was made from."""
    return _words()["source"].search(text) is not None


def names_others(text: str) -> bool:
    """Whether a lower-case text speaks of sources or of other works."""
    words = _words()
    return any(words[about].search(text) is not None for about in _OTHERS)


Verdict = tuple[About, bool]


def subject_of(passage: Passage) -> Verdict:
    """Return whose license it is, and whether the sentence says so outright."""
    if passage.is_row:
        return _of_row(passage)
    before, after = (_ADDRESS.sub(" ", part) for part in _clause(passage))
    for read in (_after_it, _by_label, _by_other_work, _before_it, _below_heading):
        found = read(passage, before, after)
        if found is not None:
            return found
    is_said = _words()["verb"].search(before) is not None and _first_subject(after[:80]) == "data"
    return ("data", False) if is_said else ("unclear", False)


def _after_it(_passage: Passage, _before: str, after: str) -> Verdict | None:
    """`MIT (code)`, `CC BY 4.0 for the data`."""
    words = _words()
    direct = words["direct"].match(after)
    named = _first_subject(after[direct.end() : direct.end() + 30]) if direct else None
    return None if named is None else (named, named == "data")


def _by_label(passage: Passage, _before: str, _after: str) -> Verdict | None:
    """`License: MIT`, and `Ship lists: MIT` in a list."""
    label = _LABEL.match(passage.sentence[: passage.start])
    if label is None:
        return None
    about = _of_label(label["label"])
    if about is None and not passage.is_item:
        return None
    return about or "part", about == "data"


def _by_other_work(_passage: Passage, before: str, after: str) -> Verdict | None:
    words = _words()
    for about in _OTHERS:
        if words[about].search(before) or words[f"{about} after"].search(after):
            return about, False
    return None


def _before_it(passage: Passage, before: str, _after: str) -> Verdict | None:
    """`The dataset is licensed under …`; a pronoun stands for what the sentence before speaks of."""
    words = _words()
    first = _first_subject(before)
    if first is None and any(name in before for name in passage.names):
        first = "data"
    if first is None and words["pronoun"].search(before):
        if any(words[about].search(passage.before) for about in _OTHERS):
            return "unclear", False
        first = _first_subject(passage.before)
    if first is None:
        return None
    return first, first == "data" and (passage.is_license or words["verb"].search(before) is not None)


def _below_heading(passage: Passage, before: str, after: str) -> Verdict | None:
    """Tell it by the heading, where the sentence names nothing that can have a license."""
    later = _first_subject(after[:80])
    if later is not None and later != "data":
        return later, False
    if not passage.is_license:
        return None
    of_heading = _first_subject(passage.headings)
    if of_heading is not None and of_heading != "data":
        return of_heading, False
    filler = _words()["filler"]
    if not _SIGNS.sub("", filler.sub(" ", f"{before} {after}")):
        return "data", True
    is_named = passage.is_item and _SIGNS.sub("", filler.sub(" ", before)) != ""
    return ("part" if is_named else "data"), False


def _of_row(passage: Passage) -> tuple[About, bool]:
    """A row of two cells may tell the data's license; all other tables list several works."""
    line_start = passage.sentence.rfind("\n", 0, passage.start) + 1
    line = passage.sentence[line_start:].partition("\n")[0]
    cells = [cell for cell in line.strip().strip("|").split("|") if cell.strip()]
    if len(cells) == 2 and line.find(cells[1], len(cells[0])) <= passage.start - line_start:
        about = _of_label(cells[0].strip(" *_`"))
        return (about, True) if about is not None else ("part", False)
    return "part", False


def _of_label(label: str) -> About | None:
    """Return whose license a label announces; None where it is no such label."""
    words = _words()
    if not words["license"].search(label):
        subject = _first_subject(label)
        return subject if len(label.split()) <= 4 else None
    subject = _first_subject(words["license"].sub(" ", label))
    if words["source"].search(label):
        return "source"
    return subject or "data"


def _clause(passage: Passage) -> tuple[str, str]:
    """Return what the clause says before and after the license, without what belongs to other clauses."""
    before, after = passage.sentence[: passage.start], passage.sentence[passage.end :]
    ends = [match.end() for match in _CLAUSE.finditer(before)]
    if ends and _first_subject(before[ends[-1] :]) is not None:
        before = before[ends[-1] :]
    cut = _CLAUSE.search(after)
    return before, after[: cut.start()] if cut else after


def _first_subject(text: str) -> About | None:
    """Return what the first word names that can have a license; `code and data` are both."""
    words = _words()
    found: list[tuple[int, int, About]] = []
    for about in _SUBJECTS:
        match = words[about].search(text)
        if match:
            found.append((match.start(), -match.end(), about))
    if not found:
        return None
    found.sort()
    _, end, about = found[0]
    if about != "data":
        joined = words["joint"].match(text, -end)
        if joined and words["data"].match(text[joined.end() :]):
            return "data"
    return about


@functools.cache
def _words() -> dict[str, re.Pattern[str]]:
    """Return the words of each kind as one pattern."""
    said = resources.vocabulary_file(_VOCABULARY)["subjects"]
    return {name: expression("|".join(f"(?:{part})" for part in parts)) for name, parts in said.items()}
