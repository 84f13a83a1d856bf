"""How a card changes, for everybody's eyes: the old and the new card in, a diff without their secrets out."""

from collections.abc import Callable, Iterator

from cardcheck.editing.unified_diff import Diff, discreet_diff
from cardcheck.model.text import BOM, SourceText
from cardcheck.parsing.secrets import masked


def card_diff(old: str, new: str, name: str, is_hidden: Callable[[str], bool] = lambda _: False) -> Diff:
    """Return a diff without the lines that nobody but the card's author should see, nor others that are hidden."""
    secret = {*_secret_lines(old), *_secret_lines(new)}
    return discreet_diff(old, new, name, lambda line: line in secret or is_hidden(line))


def _secret_lines(text: str) -> Iterator[str]:
    source = SourceText.of(text)
    hidden = masked(source)[0]
    if hidden is source:
        return
    told = BOM * source.has_bom + hidden.text
    ends = zip(text.split("\n"), told.split("\n"), strict=True)
    for line, masked_line in ends:
        if line != masked_line:
            yield f"{line}\n"
            yield line
