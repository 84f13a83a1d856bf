"""One rule a question: a rule file with `each` and a crosswalk in, the rules of all its questions out.

`each` names a crosswalk in `schemas/crosswalks/` or is one itself. What the file says holds for every rule; `{asks}`,
`{name}`, `{part}` and `{form}` in it stand for what the question says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck import resources
from cardcheck.model.rule import Rule
from cardcheck.rulebook.errors import RuleError

_OPTIONS = ("answers", "touches", "titles", "phrases")
_TOPICS = ("answers", "touches")


def rules_of_questions(family: str, data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the id and the data of each rule that a rule file makes; raises RuleError where it cannot."""
    crosswalk = _crosswalk(data["each"])
    for number, (slug, question) in enumerate(crosswalk["questions"].items(), start=1):
        words = {
            "form": crosswalk["form"],
            "asks": question["asks"],
            "name": question.get("name", slug),
            "part": question.get("part", ""),
        }
        rule: dict[str, Any] = {key: _filled(value, words) for key, value in data.items() if key != "each"}
        rule["with"] = {**rule.get("with", {}), **{name: question[name] for name in _OPTIONS if name in question}}
        said = {key: value for key, value in words.items() if value and (key != "name" or key in question)}
        rule["question"] = {**said, "number": number}
        rule["sources"] = [*rule.get("sources", ()), *crosswalk["source"]]
        answered = {"name": "an answer", "card": f"# T\n\n{question['example']}"}
        rule["examples"] = [*rule.get("examples", ()), answered]
        yield f"{family}/{slug}", rule


def check_names(rule: Rule) -> None:
    """Refuse a rule that asks for a topic there is not: it would never be answered."""
    if not any(option in rule.options for option in _TOPICS):
        return
    from difflib import get_close_matches

    from cardcheck.topics.crosswalk import FIELD
    from cardcheck.topics.lists import topic_list

    for option in _TOPICS:
        names = rule.options.get(option, ())
        for name in names if isinstance(names, list) else ():
            if isinstance(name, str) and not name.startswith("/") and name not in topic_list(FIELD):
                near = get_close_matches(name, topic_list(FIELD), n=1)
                hint = f"; did you mean `{near[0]}`?" if near else f"; there are {', '.join(sorted(topic_list(FIELD)))}"
                raise RuleError(f"`{option}` names the topic `{name}`, which is not known{hint}")


def _crosswalk(each: Any) -> Mapping[str, Any]:
    """Return a crosswalk by name, or one that is written in place after a look at its shape."""
    if isinstance(each, str):
        if each not in resources.crosswalk_names():
            known = ", ".join(resources.crosswalk_names())
            raise RuleError(f"`each`: there is no crosswalk `{each}`; there are {known}")
        return resources.crosswalk(each)
    from cardcheck.schemas import shape_errors

    for error in shape_errors("crosswalk", each):
        raise RuleError(f"`/each{error.pointer}`: {error.message}")
    crosswalk: Mapping[str, Any] = each
    return crosswalk


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    """Fill the question's words into a text, or into the texts of a list; what is deeper stays."""
    if isinstance(value, str):
        for name, said in words.items():
            value = value.replace(f"{{{name}}}", said)
        return value
    return [_filled(item, words) for item in value] if isinstance(value, list) else value
