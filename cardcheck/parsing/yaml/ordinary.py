"""Which blocks libyaml, PyYAML's own parser and js-yaml surely parse alike, if libyaml takes them.

In: a block. Out: a verdict. Saying no only costs time, saying yes wrongly gives a reader a tree it does not
see; so whatever is rare in cards counts as odd. Found by comparing the three on damaged blocks.
"""

from __future__ import annotations

from cardcheck.regex import expression

# js-yaml gives up at 100 levels, libyaml's compose overruns the C stack at some 30,000.
_MANY = 90
_VERY_MANY = 2_000

# Each is looked for by a plain search first: most cards hold none of them, and patterns are slow.
# Tabs, byte-order marks, YAML 1.1's line ends.
_ODD_CHARACTERS = "\t\ufeff\x85\u2028\u2029"
# Anchors, aliases, tags, explicit keys, directives: each at the start of a token.
_INDICATORS = "&*!?%"
_AT_TOKEN = expression(r"%(?<=\n.)|(?:[&*](?! )|!|\?(?=[ \r\n]))(?:(?<=[\n\[{,].)|(?<=[:\-,\[{ \n] .))")
# Document marks, and lines on which block collections may nest deeply, by indentation or by `- - -`.
_ODD_LINE = expression(rf"\n(?:---|\.\.\.|[ \-?:]{{{_MANY}}})")
_LONE_CR = expression(r"\r(?!\n)")
# Block scalars that state their indentation.
_ODD_HEADER = expression(r"[|>](?<=[:\- ] .)[-+]?[0-9]")
_ESCAPED_LINE_END = expression(r"\\\r?\n")
# An empty list item: js-yaml then takes less indented items into the same list.
_EMPTY_ITEM = expression(r"\n[ \-]*(?<=[ \n])- *[\r\n#]")

_ITEM = r"(?:[\w.\-]*[\w.]|\"[^\"\\\r\n]*\"|'[^'\r\n]*')"
_LIST = rf" *(?:{_ITEM}(?:, *{_ITEM})*)? *\] *[\r\n]"
# A flow collection that is more than a list of words on one line.
_ODD_FLOW = expression(rf"(?:\{{(?!\}} *[\r\n])|\[(?!{_LIST}))(?:(?<=[:\-\n ] .)|(?<=\n.))")


def is_ordinary(block: str) -> bool:
    """Whether one parse by libyaml, if it succeeds, stands for all readers; `block` ends with a line feed."""
    probe = "\n" + block
    if any(character in block for character in _ODD_CHARACTERS) or _ODD_LINE.search(probe):
        return False
    if any(character in block for character in _INDICATORS) and _AT_TOKEN.search(probe):
        return False
    brackets = block.count("[") + block.count("{")
    if brackets and (brackets >= _VERY_MANY or _ODD_FLOW.search(probe)):
        return False
    if _EMPTY_ITEM.search(probe) or ("\r" in block and _LONE_CR.search(block)):
        return False
    has_header = ("|" in block or ">" in block) and _ODD_HEADER.search(block)
    return not has_header and not ("\\" in block and _ESCAPED_LINE_END.search(block))
