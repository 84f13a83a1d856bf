"""One rule file in, its page as Markdown out: for `explain`, for `docs/rules.md` and for SARIF help alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck.model.rule import FIRST_EDITION
from cardcheck.rulebook.editions import CURRENT, is_after

_SEVERITY = {
    "error": "error: somebody is stopped",
    "warning": "warning: somebody is misled",
    "info": "info: somebody is left without",
}
_READERS = {"hub": "the Hub", "client": "the client", "loader": "the loader and the viewer"}


def describe(rule_id: str, data: Mapping[str, Any], *, level: int = 1) -> str:
    """Return a rule's page; `level` is the rank of its heading."""
    return "\n".join(_lines(rule_id, data, "#" * level)).rstrip() + "\n"


def _lines(rule_id: str, data: Mapping[str, Any], heading: str) -> Iterator[str]:
    yield f"{heading} {rule_id}"
    yield ""
    yield f"**{data['title']}**"
    yield ""
    yield data["why"]
    yield ""
    yield f"- Severity: {_SEVERITY[data['severity']]} ({data['confidence']} confidence)"
    yield f"- Profile: {data['profile']} · category: {data['category']}{_readers(data)}"
    yield from _edition(data)
    yield f"- Fix: {_fix(data)}"
    if data.get("unfixed"):
        yield f"- Not fixed safely: {data['unfixed']}"
    if data.get("needs"):
        yield f"- Needs: {', '.join(data['needs'])}"
    if data.get("blocked_by"):
        yield f"- Silent after: {', '.join(f'`{rule}`' for rule in data['blocked_by'])}"
    if data.get("blocks"):
        yield f"- Silences: {', '.join(_silenced(one) for one in data['blocks'])}"
    if data.get("topic"):
        yield f"- Absent topic: {data['topic']}"
    yield ""
    yield from _cases(data)
    yield from _options(data)
    yield from _examples(data, f"{heading}#")
    yield f"{heading}# Sources"
    yield ""
    yield from (f"- {source}" for source in data["sources"])
    yield ""


def _edition(data: Mapping[str, Any]) -> Iterator[str]:
    """Say which edition of the rules brought it or made it graver, and what that means where that is to come."""
    since, graver = data.get("since", FIRST_EDITION), data.get("graver")
    later = " (a preview until then: shown, and failing nothing)" if is_after(since, CURRENT) else ""
    yield f"- Edition: {since}{later}"
    if graver:
        later = " (until then it is that)" if is_after(graver["since"], CURRENT) else ""
        yield f"- Graver since edition {graver['since']}; it was {graver['was']}{later}"
    newer = {name: case["since"] for name, case in data.get("cases", {}).items() if case and "since" in case}
    yield from (f"- Edition of the case *{name}*: {edition}" for name, edition in newer.items())


def _silenced(name: str) -> str:
    """Name what a rule silences: another rule, or all rules of a category about absent topics."""
    category = name.removeprefix("topic:")
    return f"`{name}`" if category == name else f"all absent topics of the category {category}"


def _readers(data: Mapping[str, Any]) -> str:
    names = [_READERS[name] for name in data.get("consumers", ())]
    return f" · who acts on it: {', '.join(names)}" if names else ""


def _fix(data: Mapping[str, Any]) -> str:
    kinds = {case.get("fix", data.get("fix")) for case in data.get("cases", {}).values() if case is not None}
    kinds |= {data.get("fix")} if not kinds else set()
    said = [kind for kind in ("safe", "unsafe") if kind in kinds]
    return f"{' or '.join(said)}{' (not in every case)' if None in kinds and said else ''}" if said else "none"


def _cases(data: Mapping[str, Any]) -> Iterator[str]:
    messages = {name: (case or {}).get("message", data["message"]) for name, case in data.get("cases", {}).items()}
    if not messages:
        yield f"It says: {data['message']}."
        yield ""
        return
    yield "It says:"
    yield ""
    yield from (f"- *{name}*: {message}" for name, message in messages.items())
    yield ""


def _options(data: Mapping[str, Any]) -> Iterator[str]:
    if data.get("with"):
        yield f"Options (`with` in the configuration): {', '.join(f'`{name}`' for name in data['with'])}."
        yield ""


def _examples(data: Mapping[str, Any], heading: str) -> Iterator[str]:
    for example in data["examples"]:
        places = ", ".join(place.split(" ")[0].split("-")[0] for place in example.get("finds", ()))
        yield f"{heading} {example['name'][0].upper()}{example['name'][1:]}"
        yield ""
        yield from _card(example.get("card", example.get("bytes", "")))
        if "facts" in example:
            yield f"Files: {', '.join(f'`{file}`' for file in example['facts'].get('files', ()))}"
            yield ""
        yield f"Found at {places}." if places else "Clean."
        yield ""
        if "fixed" in example:
            yield "Fixed:"
            yield ""
            yield from _card(example["fixed"])


def _card(text: str) -> Iterator[str]:
    """Show a card with the characters that no eye can see written out."""
    shown = "".join(char if char == "\n" or char.isprintable() else _escape(char) for char in text)
    yield "````markdown"
    yield from shown.removesuffix("\n").split("\n")
    yield "````"
    yield ""


def _escape(char: str) -> str:
    return {"\t": "→", "\r": "␍"}.get(char, f"\\u{ord(char):04x}")
