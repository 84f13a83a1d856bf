"""Front matter as the Hub's server reads it: js-yaml's grammar as near as PyYAML comes, and nothing of cardcheck."""

from __future__ import annotations

import base64
import re
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import yaml

# How the Hub finds the block, as the client's repocard.py says of itself and the server.
_END = r"(?:\r\n|\r|\n)"
_BLOCK = re.compile(rf"\A[\s\ufeff]*---{_END}([\S\s]*?){_END}---[ \t]*(?:\r?\n|\Z)")


_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _ServerLoader(_Loader):  # type: ignore[misc] # whichever of the two is installed
    """YAML 1.2 as js-yaml has it: `no` is a text, a key that stands twice is an error; dates stay text as in JSON."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002 - PyYAML's
        seen: set[str] = set()
        for key, _ in node.value:
            if key.tag != "tag:yaml.org,2002:merge" and isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(None, None, "duplicated mapping key", key.start_mark)
                seen.add(key.value)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep=deep)
        return made


def _binary(loader: _ServerLoader, node: yaml.ScalarNode) -> str:
    """Bytes, as JSON would hold them."""
    text = "".join(str(loader.construct_scalar(node)).split())
    try:
        base64.b64decode(text, validate=True)
    except ValueError:
        message = "cannot resolve a node with !<tag:yaml.org,2002:binary> explicit tag"
        raise yaml.constructor.ConstructorError(None, None, message, node.start_mark) from None
    return text


_ServerLoader.add_constructor("tag:yaml.org,2002:binary", _binary)

_TRUTH = re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")
_WHOLE = re.compile(r"[-+]?(?:0|[1-9][0-9]*|0x[0-9a-fA-F]+)\Z")
_RESOLVED = {"tag:yaml.org,2002:bool": _TRUTH, "tag:yaml.org,2002:int": _WHOLE}
_ServerLoader.yaml_implicit_resolvers = {
    first: [(tag, _RESOLVED.get(tag, pattern)) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def block(text: str) -> str | None:
    """The front matter of a card; None where the Hub finds none."""
    match = _BLOCK.match(text)
    return match[1] if match else None


def parse(front: str) -> Any:
    """The value of front matter; raise ValueError with a sentence like js-yaml's where there is none."""
    try:
        return yaml.load(front, Loader=_ServerLoader)
    except yaml.MarkedYAMLError as trouble:
        mark = trouble.problem_mark
        where = f" ({mark.line + 1}:{mark.column + 1})" if mark else ""
        raise ValueError(f"{trouble.problem}{where}") from None
    except (yaml.YAMLError, RecursionError) as trouble:
        raise ValueError(str(trouble).splitlines()[0]) from None


def metadata(text: str) -> dict[str, Any]:
    """The metadata of a card; empty where the Hub makes nothing of it."""
    front = block(text)
    if front is None:
        return {}
    try:
        told = parse(front)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


_TAGGED = (
    "annotations_creators",
    "language_creators",
    "task_categories",
    "task_ids",
    "multilinguality",
    "source_datasets",
    "language",
    "license",
    "size_categories",
)


def tags(told: Mapping[str, Any]) -> Iterator[str]:
    """The tags that the Hub makes of metadata."""
    for name in _TAGGED:
        value = told.get(name)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str):
                yield f"{name}:{item}"
    written = told.get("tags")
    yield from (item for item in written if isinstance(item, str)) if isinstance(written, list) else ()
    yield "region:us"
