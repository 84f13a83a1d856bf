"""What the snippets ask of `load_dataset`, against the card's own data set: its id, subsets, splits and columns."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator
from typing import Any

from cardcheck import resources
from cardcheck.checks.data._own_subsets import Own, builders, is_id, known_subsets, own_calls, split_names
from cardcheck.checks.snippets._calls import Call, calls, uses
from cardcheck.checks.snippets._python import Snippet
from cardcheck.model.finding import Applicability, Edit, Problem
from cardcheck.model.hub import HubRepo
from cardcheck.model.load import LoadPlan
from cardcheck.model.target import Target
from cardcheck.model.text import Span
from cardcheck.regex import expression

_WAITING = expression(r"[<>{}]|\byour|\buser_?name\b|\bdataset_?name\b|\bpath/to\b|^(?:org|owner|user)/", re.IGNORECASE)
_FEW, _MOST = 6, 100
_ALIKE, _HALF = 0.8, 0.5
_WORDS = expression(r"[\s_-]+")


def wrong_repo(target: Target) -> Iterator[Problem]:
    """Some call loads this very data set, or none looks as if it should; no id is a slip of the pen."""
    repo = target.repo
    found = [call for call in calls(target.card) if is_id(call.path)] if repo else []
    if repo is None:
        return
    own = _own_names(target, repo)
    if any(call.path.casefold() in own for call in found):
        for call in (call for call in found if call.path.casefold() not in own):
            if _is_slip(call.path, repo) or _WAITING.search(call.path):
                case = "sibling" if _is_slip(call.path, repo) else "placeholder"
                yield from _string(target, (call.snippet, call.nodes["path"]), case, repo, "unsafe", repo=repo)
        return
    # Code that uploads tells how the data was made, and of what.
    if found and "push_to_hub(" in target.card.source.text:
        return
    owner, _, name = repo.rpartition("/")
    for call in found:
        other_owner, _, other_name = call.path.rpartition("/")
        if _WAITING.search(call.path):
            case = "placeholder"
        elif other_name.casefold() == name.casefold():
            case = "owner"
        else:
            is_near = owner and other_owner.casefold() == owner.casefold() and _is_alike(other_name, name)
            case = "sibling" if is_near else "other"
        safety: Applicability = "safe" if case == "placeholder" else "unsafe"
        yield from _string(target, (call.snippet, call.nodes["path"]), case, repo, safety, repo=repo)


def _own_names(target: Target, repo: str) -> set[str]:
    """Return what the data set is called, and by the Hub's word was called before, of which another rule speaks."""
    hub = target.facts.hub
    former = hub.asked_as if isinstance(hub, HubRepo) else None
    return {name.casefold() for name in (repo, former) if name is not None}


def unknown_config(target: Target) -> Iterator[Problem]:
    """Every call names a subset that there is, or none where one is the default."""
    found = own_calls(target)
    known = known_subsets(target) if found else None
    if known is None or not known.is_closed:
        return
    for call in found:
        name = call.values.get("name")
        have = _listed(known.subsets)
        if isinstance(name, str) and name not in known.subsets:
            near = _near(name, known.subsets)
            yield from _string(
                target, (call.snippet, call.nodes["name"]), "unknown", near, _safety(name, near), have=have
            )
        elif name is None and known.default is None:
            span = call.snippet.span(call.node)
            quotes = target.card.source.slice(span)
            yield target.problem("needed", span=span, quotes=quotes, have=have, some=next(iter(known.subsets)))


def unknown_split(target: Target) -> Iterator[Problem]:
    """Every split that a snippet asks for is one of its subset's."""
    found = own_calls(target)
    known = known_subsets(target) if found else None
    if known is None:
        return
    for call in found:
        own = known.of(call)
        splits = own.splits if own is not None and own.splits else frozenset({"all"})
        for name in split_names(call.values.get("split")) if own is not None and own.splits else ():
            if name not in splits and name != "all":
                yield from _split(target, call.snippet, call.nodes["split"], name, own)
    ids = {id(call.node): known.of(call) for call in found if _gives_splits(call)}
    for use in uses(target.card):
        own = ids.get(id(use.call.node))
        if own is not None and own.splits and len(use.keys) == 1 and use.keys[0] not in own.splits:
            yield from _split(target, use.snippet, use.node, str(use.keys[0]), own)


def unknown_column(target: Target) -> Iterator[Problem]:
    """Every column that a snippet asks for is one of its subset's."""
    found = own_calls(target)
    known = known_subsets(target) if found else None
    if known is None:
        return
    ids = {id(call.node): known.of(call) for call in found}
    for use in uses(target.card):
        own = ids.get(id(use.call.node))
        if own is None or own.columns is None or own.splits is None:
            continue
        keys = list(use.keys)
        if _gives_splits(use.call):
            if keys[0] not in own.splits:
                continue
            keys = keys[1:]
        elif len(split_names(use.call.values.get("split"))) != 1:
            continue
        if keys[:1] == [0]:
            keys = keys[1:]
        if len(keys) == 1 and keys[0] not in own.columns:
            name = str(keys[0])
            near = _near(name, own.columns)
            have = _listed(sorted(own.columns))
            yield from _string(target, (use.snippet, use.node), None, near, "unsafe", have=have)


def unknown_argument(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """Every argument is one that `load_dataset` or a builder knows."""
    options = resources.vocabulary("builder-options")
    whole = resources.vocabulary_file(vocabulary)
    builder = target.plan.builder if target.plan is not None else None
    for call in own_calls(target):
        for keyword in call.keywords:
            name = keyword.arg or ""
            if name in whole["values"] or name in whole["dead"] or _takes(options, name, builder):
                continue
            span = _name_span(call.snippet, keyword)
            yield target.problem(span=span, quotes=target.card.source.slice(span), name=name)


def dead_argument(target: Target, *, vocabulary: str) -> Iterator[Problem]:
    """No argument is one that `load_dataset` knew before and knows no more."""
    dead = resources.vocabulary_file(vocabulary)["dead"]
    for call in calls(target.card):
        for keyword in call.keywords:
            facts = dead.get(keyword.arg)
            if facts is None or call.path in builders() or (keyword.arg == "fs" and not is_id(call.path)):
                continue
            is_script = target.plan is None or _is_script(target.plan)
            span = _name_span(call.snippet, keyword)
            quotes, new = target.card.source.slice(span), facts["instead"]
            edits = (Edit(span, new),) if new else _removed(target, call, keyword)
            case = "renamed" if new else "gone" if facts["fails"] else "ignored"
            safety: Applicability = "unsafe" if case == "ignored" and is_script else "safe"
            fields = {"name": keyword.arg, "new": new, "since": facts["since"]}
            yield target.problem(case, span=span, quotes=quotes, edits=edits, applicability=safety, **fields)


def _gives_splits(call: Call) -> bool:
    """Whether a call gives all splits by name, and no single one."""
    is_whole = isinstance(call.node.func, ast.Name | ast.Attribute) and "builder" not in ast.unparse(call.node.func)
    return is_whole and call.values.get("split") is None


def _is_script(plan: LoadPlan) -> bool:
    return plan.error is not None and plan.error.stage == "script"


def _takes(options: dict[str, dict[str, list[str]]], name: str, builder: str | None) -> bool:
    return name in options and (
        builder is None or builder in options[name]["builders"] or not options[name]["builders"]
    )


def _split(target: Target, snippet: Snippet, node: ast.expr, name: str, own: Own | None) -> Iterator[Problem]:
    assert own is not None
    assert own.splits is not None
    near = _near(name, own.splits) if isinstance(node, ast.Constant) and node.value == name else None
    fields = {"have": _listed(sorted(own.splits)), "subset": own.name, "name": name}
    yield from _string(target, (snippet, node), None, near, _safety(name, near), **fields)


def _string(
    target: Target,
    place: tuple[Snippet, ast.expr],
    case: str | None,
    new: str | None,
    safety: Applicability,
    **fields: Any,
) -> Iterator[Problem]:
    """Yield a problem about a text that stands in code, with the edit that puts another in its place."""
    snippet, node = place
    span = snippet.span(node)
    written = target.card.source.slice(span)
    old = str(node.value) if isinstance(node, ast.Constant) else written
    edits: tuple[Edit, ...] = ()
    if new is not None and len(written) > 1 and written == f"{written[0]}{old}{written[-1]}" and "\\" not in new:
        edits = (Edit(Span(span.start + 1, span.end - 1), new),)
    hint = f"; did you mean `{new}`?" if new is not None else ""
    fields = {"old": old, "hint": hint, "new": new or "", **fields}
    yield target.problem(case, span=span, quotes=written, edits=edits, applicability=safety, **fields)


def _near(name: str, known: Collection[str]) -> str | None:
    """Return the one known name that a name evidently means."""
    same = [one for one in known if _folded(one) == _folded(name)]
    if len(same) == 1:
        return same[0]
    if len(known) > _MOST or len(name) > _MOST:
        return None
    from difflib import get_close_matches

    found = get_close_matches(name, list(known), n=2, cutoff=_ALIKE)
    return found[0] if len(found) == 1 else None


def _is_alike(one: str, other: str) -> bool:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one[:_MOST].casefold(), other[:_MOST].casefold()).ratio() > _HALF


def _is_slip(one: str, other: str) -> bool:
    """Whether two ids differ by a letter that is doubled, or by two that are exchanged."""
    one, other = one.casefold(), other.casefold()
    if one == other or one.partition("/")[0] != other.partition("/")[0] or abs(len(one) - len(other)) > 1:
        return False
    first = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        return one[first : first + 2] == other[first : first + 2][::-1] and one[first + 2 :] == other[first + 2 :]
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return long[first].isalpha() and long[first] == long[first - 1] and long[:first] + long[first + 1 :] == short


def _folded(name: str) -> str:
    return _WORDS.sub("-", name.casefold())


def _safety(name: str, near: str | None) -> Applicability:
    return "safe" if near is not None and _folded(name) == _folded(near) else "unsafe"


def _listed(names: Collection[str]) -> str:
    some = [f"`{name}`" for name in names][:_FEW]
    more = f" and {len(names) - _FEW} more" if len(names) > _FEW else ""
    return ", ".join(some) + more


def _name_span(snippet: Snippet, keyword: ast.keyword) -> Span:
    span = snippet.span(keyword)
    return Span(span.start, span.start + len(keyword.arg or ""))


def _removed(target: Target, call: Call, keyword: ast.keyword) -> tuple[Edit, ...]:
    """Take a keyword out with the comma before it; nothing where a comment or a bracket stands between."""
    text, span = target.card.source.text, call.snippet.span(keyword)
    nodes: list[ast.expr | ast.keyword] = [*call.node.args, *call.node.keywords]
    given = sorted(call.snippet.span(node).end for node in nodes)
    before = [end for end in given if end <= span.start]
    if not before:
        return ()
    if re.fullmatch(r"\s*,\s*", text[before[-1] : span.start]) and re.match(r"\s*[,)]", text[span.end : span.end + 80]):
        return (Edit(Span(before[-1], span.end), ""),)
    return ()
