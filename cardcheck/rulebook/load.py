"""`rules/**/*.yaml` in, `Rule`s out.

The built-in rules come as one compiled JSON (in a wheel, or from the user's cache in a checkout), because
reading 230 YAML files costs twenty times as much. Examples and sources are not part of it: who judges a card
does not need them; `read_rule_file` gives the whole file to those who do.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cardcheck import cache, resources
from cardcheck.model.coverage import Question
from cardcheck.model.rule import FIRST_EDITION, Case, Graver, Rule
from cardcheck.rulebook.editions import require_known
from cardcheck.rulebook.errors import RuleError
from cardcheck.rulebook.packs import profile_files
from cardcheck.rulebook.questions import check_names, rules_of_questions

_ONLY_FOR_READERS = ("examples", "sources")
_LIMIT_BYTES = 1024 * 1024
_MANY = "_each"
"""The name of our files that make many rules."""


@functools.cache
def builtin_rules() -> tuple[Rule, ...]:
    """Return every built-in rule, in the order of their ids."""
    return tuple(make_rule(rule_id, data) for rule_id, data in sorted(_builtin_data().items()))


def rules_from_files(paths: Iterable[str | Path], profiles: Collection[str] | None = None) -> tuple[Rule, ...]:
    """Read rules by path; their id is the last folder and the file's name, as for our own."""
    known = profile_files() if profiles is None else profiles
    return tuple(rule for path in map(Path, paths) for rule in _rules_from(path, known))


def _rules_from(path: Path, profiles: Collection[str]) -> Iterator[Rule]:
    from cardcheck.rulebook.bind import ENGINE, check_rule

    for rule_id, data in read_rules(path, own_id(path)).items():
        _check_shape(path, data)
        rule = make_rule(rule_id, data)
        try:
            check_rule(rule)
            check_names(rule)
            require_known(rule)
        except RuleError as error:
            raise RuleError(f"{path}: {error}") from None
        if rule.check == ENGINE:
            raise RuleError(f"{path}: the check `{ENGINE}` is for cardcheck's own rules")
        if rule.profile not in profiles:
            raise RuleError(f"{path}: there is no profile `{rule.profile}`; there are {', '.join(sorted(profiles))}")
        yield rule


def own_id(path: Path) -> str:
    """Return the id of a rule that is not ours, by its file."""
    return f"{path.absolute().parent.name}/{path.stem}"


def read_rule_file(path: Path) -> dict[str, Any]:
    """Read one rule file whole."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        if path.stat().st_size > _LIMIT_BYTES:
            raise RuleError(f"{path}: the file is larger than 1 MiB")
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (both loaders are safe ones)
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError:
        raise RuleError(f"{path}: a rule file is UTF-8 text") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise RuleError(f"{path}{place}: {error.problem}") from None
    except yaml.YAMLError:
        raise RuleError(f"{path}: the file holds a character that YAML does not allow") from None
    except (ValueError, RecursionError) as error:
        # PyYAML lets through what a date or a number cannot be, and what is nested beyond Python's stack.
        raise RuleError(f"{path}: YAML cannot build a value of this file: {error}") from None
    if not isinstance(data, dict):
        raise RuleError(f"{path}: a rule file is a mapping with title, severity, check, message and more")
    return data


def make_rule(rule_id: str, data: Mapping[str, Any]) -> Rule:
    """Make a rule of what its file says; the file's shape is checked elsewhere."""
    plain = _make_case(data, {})
    return Rule(
        id=rule_id,
        title=data["title"],
        category=data["category"],
        profile=data["profile"],
        check=data["check"],
        plain=plain,
        points=data.get("points", 0),
        at=data.get("at"),
        options=data.get("with", {}),
        cases={name: _make_case(data, changes or {}) for name, changes in data.get("cases", {}).items()},
        mentions=tuple(word.lower() for word in data.get("mentions", ())),
        needs=tuple(data.get("needs", ())),
        blocked_by=tuple(data.get("blocked_by", ())),
        revealed_by=tuple(data.get("revealed_by", ())),
        blocks=tuple(data.get("blocks", ())),
        topic=data.get("topic"),
        gap=tuple(_gap(data)),
        formerly=tuple(data.get("formerly", ())),
        question=Question(**data["question"]) if "question" in data else None,
    )


def _gap(data: Mapping[str, Any]) -> Iterator[str]:
    """Yield the topics and keys that a rule misses, as far as its file says; the options of its check may tell."""
    if "gap" in data or "topic" not in data:
        yield from data.get("gap", ())
        return
    for said in map(data.get("with", {}).get, ("key", "keys", "topics")):
        yield from [said] if isinstance(said, str) else said or ()


def _make_case(rule: Mapping[str, Any], changes: Mapping[str, Any]) -> Case:
    said = {**rule, **changes}
    return Case(
        message=said["message"],
        severity=said["severity"],
        confidence=said["confidence"],
        consumers=tuple(said.get("consumers", ())),
        names=said.get("names", "value"),
        fix=said.get("fix"),
        fix_title=said.get("fix_title", ""),
        why=said["why"],
        harmless=said.get("harmless", False),
        since=said.get("since", FIRST_EDITION),
        graver=Graver(**said["graver"]) if said.get("graver") else None,
    )


def compile_rules(folder: Path) -> dict[str, dict[str, Any]]:
    """Read all rule files of a folder into what judging needs: rule data by id."""
    return {
        rule_id: {key: said for key, said in data.items() if key not in _ONLY_FOR_READERS}
        for rule_id, data in rule_pages(folder).items()
    }


def rule_pages(folder: Path) -> dict[str, dict[str, Any]]:
    """Read all rules of a folder whole, by id and in its order."""
    pages = {}
    for path in rule_files(folder):
        pages.update(read_rules(path, rule_id_of(path, folder)))
    return dict(sorted(pages.items()))


def read_rules(path: Path, rule_id: str) -> dict[str, dict[str, Any]]:
    """Read a rule file: its one rule by its id, or those that it makes of the questions of a form."""
    data = read_rule_file(path)
    if "each" not in data:
        return {rule_id: data}
    try:
        return dict(rules_of_questions(rule_id.rpartition("/")[0], data))
    except RuleError as error:
        raise RuleError(f"{path}: {error}") from None


def rule_files(folder: Path) -> list[Path]:
    """List the rule files of a folder."""
    return sorted(folder.glob("[!_]*/*.yaml"))


def rule_id_of(path: Path, folder: Path) -> str:
    """Return the id of a rule file: its path below the rules' folder."""
    return path.relative_to(folder).with_suffix("").as_posix()


def builtin_page(rule_id: str) -> dict[str, Any]:
    """Read all that is said of a built-in rule."""
    path = resources.rules_dir() / f"{rule_id}.yaml"
    if not path.is_file():
        path = path.with_name(f"{_MANY}.yaml")
    return read_rules(path, rule_id)[rule_id]


def profiles() -> list[str]:
    """Return the names of our own profiles."""
    return sorted(profile_files())


@functools.cache
def _builtin_data() -> dict[str, dict[str, Any]]:
    shipped = resources.compiled_rules()
    if shipped is not None:
        data: dict[str, dict[str, Any]] = json.loads(shipped.read_text(encoding="utf-8"))
        return data
    return _through_cache(resources.rules_dir())


def _through_cache(folder: Path) -> dict[str, dict[str, Any]]:
    """Compile a checkout's rules, or take what an earlier run compiled from the very same files."""
    files = [*rule_files(folder), *map(resources.crosswalk_path, resources.crosswalk_names())]
    stats = [(str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files]
    key = hashlib.sha256(json.dumps(stats).encode()).hexdigest()[:32]
    _, text = cache.text_of("rules", key, ".json", lambda: json.dumps(compile_rules(folder)))
    data: dict[str, dict[str, Any]] = json.loads(text)
    return data


def _check_shape(path: Path, data: Mapping[str, Any]) -> None:
    """Refuse a rule file of the wrong shape, naming the first mistake."""
    from cardcheck.schemas import shape_errors

    for error in shape_errors("rule", data):
        at = f"`{error.pointer}`: " if error.pointer else ""
        raise RuleError(f"{path}: {at}{error.message}")
