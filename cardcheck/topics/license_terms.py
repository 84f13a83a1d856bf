"""Which license a text names: lower-case text in, licenses with their places out.

Names, ids, addresses and badges are data (`license-mentions.json`). Whether a license is the data's own is not asked.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from cardcheck import resources
from cardcheck.regex import expression

BADGES = ("shields.io", "/badge")
"""One of them is in the address of a badge."""

_VOCABULARY = "license-mentions"
_CC = expression(r"cc-(by(?:-(?:nc|sa|nd))*)(?:-(\d\.\d))?")
_FORM = expression(r"-(?:only|or-later)$|\+$")
_EDGE = " ,(–-\n\r\t"
_ELEMENTS = ("nc", "sa", "nd")


class Terms(NamedTuple):
    """A license as far as a text tells: its kind, such as `cc-by-nc`, and its version."""

    kind: str
    version: str | None = None

    def agrees(self, other: "Terms") -> bool:
        """Whether both may be one license: one says less than the other, or the same."""
        if self.kind != other.kind:
            return "cc" in (self.kind, other.kind) and self.kind.startswith("cc") and other.kind.startswith("cc")
        return self.version == other.version or None in (self.version, other.version)

    @property
    def hub_id(self) -> str | None:
        """The Hub's id for it; None where it has none, several, or one of a whole family."""
        if self.kind.startswith("cc-by"):
            name = f"{self.kind}-{self.version}"
            return name if name in resources.vocabulary("licenses") else None
        ids = _known().get(self.kind, {})
        if self.version is None:
            return next((name for name in ids if len(ids) == 1 and not _is_family(name)), None)
        return next((name for name, version in ids.items() if version == self.version), None)

    @property
    def words(self) -> str:
        """Its name for people."""
        if self.kind.startswith("cc-by"):
            code = f"CC {self.kind.removeprefix('cc-').upper()}"
            return f"{code} {self.version}" if self.version else code
        facts = resources.vocabulary(_VOCABULARY).get(self.kind)
        name: str = facts["name"] if facts else self.kind
        return f"{name} {self.version}" if self.version else name


class Named(NamedTuple):
    """A license and where a text names it."""

    terms: Terms
    start: int
    end: int


@functools.cache
def terms_of_id(name: str) -> Terms | None:
    """Return what an id of the Hub stands for; None for `other`, `unknown` and what is no id."""
    facts = resources.vocabulary("licenses").get(name)
    if facts is None or facts.get("special"):
        return None
    match = _CC.fullmatch(name)
    if match:
        return Terms(f"cc-{match[1]}", match[2])
    return next((Terms(kind, ids[name]) for kind, ids in _known().items() if name in ids), Terms(name))


@functools.cache
def terms_of_spdx(name: str) -> Terms:
    """Return what an id of SPDX stands for."""
    bare = _FORM.sub("", name.lower())
    hub = next((one for one, facts in resources.vocabulary("licenses").items() if facts.get("spdx") == name), bare)
    match = _CC.fullmatch(bare)
    return Terms(f"cc-{match[1]}", match[2]) if match else terms_of_id(hub) or Terms(hub)


def find_terms(text: str, expected: Sequence[tuple[int, int]] = ()) -> list[Named]:
    """Find the licenses a lower-case text names, in order; where one is expected, a bare `MIT` is one too."""
    found: list[Named] = []
    if not any(part in text for part in resources.vocabulary_file(_VOCABULARY)["gate"]):
        return found
    for kind, literals, patterns in _patterns():
        if any(literal in text for literal in literals):
            for opening, pattern, is_everywhere in patterns:
                if opening not in text:
                    continue
                for start, end in [(0, len(text))] if is_everywhere else expected:
                    found += (
                        Named(_terms(kind, match), match.start(), match.start() + len(match[0].rstrip(_EDGE)))
                        for match in pattern.finditer(text, start, end)
                    )
    found.sort(key=lambda named: (named.start, -named.end))
    return list(_outermost(found))


def expected_places(text: str, sections: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return where a lower-case text is to name a license: in some sections, and after a label."""
    if not any(hint in text for hint in resources.vocabulary_file(_VOCABULARY)["hints"]):
        return list(sections)
    return [*sections, *(match.span("rest") for match in _label().finditer(text))]


def badge_text(target: str) -> str | None:
    """Return what a badge's address writes on it, in lower case; None where it is no badge."""
    if not any(sign in target for sign in BADGES):
        return None
    path, _, query = target.partition("?")
    # `License-CC_BY--NC_4.0-blue.svg`: label, message and colour; a doubled sign is that sign.
    parts = unquote(path.rpartition("/")[2]).lower().replace("--", "\0").split("-")
    shown = [*(parts[:-1] if len(parts) > 2 else parts), *unquote(query).lower().replace("=", " ").split("&")]
    return "\n".join(shown).replace("\0", "-").replace("_", " ")


def _outermost(found: list[Named]) -> Iterator[Named]:
    """Leave out what lies within or runs into a longer one that begins before."""
    end = -1
    for named in found:
        if named.start >= end:
            yield named
            end = named.end


def _terms(kind: str, match: re.Match[str]) -> Terms:
    groups = match.groupdict()
    version = groups.get("v")
    if version is not None:
        version = version.replace("-", ".")
        version = version if "." in version or kind == "bsd" else f"{version}.0"
    if kind == "cc-by":
        said = f"{groups.get('e') or ''} {groups.get('f') or ''}"
        names = resources.vocabulary_file(_VOCABULARY)["elements"]
        has = {short for short in _ELEMENTS if re.search(rf"(?<![a-z]){short}(?![a-z])|{names[short]}", said)}
        kind = "-".join(["cc-by", *(short for short in ("nc", "nd", "sa") if short in has)])
    return Terms(kind, version)


@functools.cache
def _label() -> re.Pattern[str]:
    """Return the pattern of a line that a label such as `License:` begins."""
    words = "|".join(resources.vocabulary_file(_VOCABULARY)["labels"])
    return expression(
        rf"(?m:^)[ \t>*+•|_`\"-]{{0,20}}(?:{words})[\w \t]{{0,20}}[*_`\"\] \t]{{0,6}}[:：|=](?P<rest>[^\n]{{1,200}})"
    )


def _is_family(name: str) -> bool:
    return bool(resources.vocabulary("licenses")[name].get("family"))


@functools.cache
def _known() -> dict[str, dict[str, str | None]]:
    return {kind: facts.get("ids", {}) for kind, facts in resources.vocabulary(_VOCABULARY).items()}


@functools.cache
def _patterns() -> tuple[tuple[str, tuple[str, ...], tuple[tuple[str, re.Pattern[str], bool], ...]], ...]:
    """Return kinds with their literals and patterns, each with the letters it begins with."""
    return tuple(
        (
            kind,
            tuple(facts["literals"]),
            tuple(
                (opening_of(pattern), expression(pattern), isinstance(said, str))
                for said in facts["patterns"]
                for pattern in (said if isinstance(said, str) else said["within"],)
            ),
        )
        for kind, facts in resources.vocabulary(_VOCABULARY).items()
    )


def opening_of(pattern: str) -> str:
    """Return the letters without which a pattern finds nothing: what it begins with, before anything that varies."""
    letters = len(pattern) - len(pattern.lstrip("abcdefghijklmnopqrstuvwxyz"))
    return pattern[: letters if pattern[letters : letters + 1] in {"", "(", "[", " "} else max(0, letters - 1)]
