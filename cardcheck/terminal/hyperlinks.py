"""Links in a terminal (the escape OSC 8): which terminals take them, and how one is written.

In: an environment, or a text and an address. Out: yes or no, or the text as a link. A terminal that is not known to
take links gets none, for some print the escape as it is.
"""

from collections.abc import Mapping
from urllib.parse import quote

# From which version on, by the name in TERM_PROGRAM; one of GNOME's (VTE) says its version in a variable of its own.
_PROGRAMS: Mapping[str, tuple[int, ...]] = {
    "iTerm.app": (3, 1),
    "WezTerm": (20200620,),
    "vscode": (1, 72),
    "ghostty": (),
    "zed": (),
}
_TERMS = frozenset({"alacritty", "foot", "xterm-ghostty", "xterm-kitty"})
_LEAST_VTE = 5001
# What stands in an address as it is; everything else, and every control character, becomes `%` and figures.
_PLAIN = "!#$%&'()*+,/:;=?@[]~"


def takes_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether the terminal that an environment tells of is known to show links."""
    forced = environment.get("FORCE_HYPERLINK")
    if forced:
        return forced != "0"
    # Inside of these the variables tell of the terminal around them, which they hide.
    is_hidden = environment.get("TMUX") or environment.get("STY")
    if is_hidden or environment.get("CI") or environment.get("TEAMCITY_VERSION"):
        return False
    least = _PROGRAMS.get(environment.get("TERM_PROGRAM", ""))
    if least is not None:
        return _version(environment.get("TERM_PROGRAM_VERSION", "")) >= least
    vte = environment.get("VTE_VERSION", "")
    is_new_vte = vte.isdecimal() and int(vte) >= _LEAST_VTE
    return "WT_SESSION" in environment or is_new_vte or environment.get("TERM") in _TERMS


def hyperlink(text: str, address: str) -> str:
    """Return a text as a link to an address; without one, the text."""
    if not address or not text:
        return text
    return f"\x1b]8;;{quote(address, safe=_PLAIN)}\x1b\\{text}\x1b]8;;\x1b\\"


def _version(text: str) -> tuple[int, ...]:
    """Read the figures that a version begins with."""
    figures: list[int] = []
    for part in text.replace("-", ".").split("."):
        if not part.isdecimal():
            break
        figures.append(int(part[:9]))
    return tuple(figures)
