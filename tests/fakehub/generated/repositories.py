"""Generated repositories: the kinds there are, how often each comes, and what the Hub knows of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ..repos.about import About
from ..repos.repo import Repo, Stated
from . import cards
from .subjects import Subject, subject, table

OWNER = "fair-harbour"


class _Kind(NamedTuple):
    """A kind of repository: its card (None for none), what differs in its files and in what the Hub knows."""

    card: Callable[[Subject, str], str | bytes | None]
    files: Callable[[Subject, str], Mapping[str, Stated | None]] = lambda *_: {}
    about: Callable[[Subject, str], Mapping[str, Any]] = lambda *_: {}


def generate(count: int, owner: str = OWNER, seed: int = 0) -> Iterator[Repo]:
    """So many repositories of an owner, the same for the same numbers; the first fifth is looked at most."""
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        yield _made(_KINDS[number % len(_KINDS)], subject(number, chance), owner, number, chance)


def _made(kind: _Kind, topic: Subject, owner: str, number: int, chance: random.Random) -> Repo:
    name = f"{owner}/{topic.slug}"
    card = kind.card(topic, name)
    files: dict[str, Stated | None] = {
        "data/train.csv": table(topic, chance),
        ".gitattributes": "*.parquet filter=lfs\n",
    }
    files |= {"README.md": card} | dict(kind.files(topic, name))
    downloads = int(20_000 / (1 + chance.randrange(200))) + number % 7
    about: dict[str, Any] = {
        "downloads": downloads,
        "downloads_all_time": downloads * 14,
        "likes": downloads // 97,
        "created": f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}T08:00:00.000Z",
    }
    about |= kind.about(topic, name)
    return Repo(name, {path: held for path, held in files.items() if held is not None}, About.of(about))


def _good(**lines: str) -> Callable[[Subject, str], str]:
    return lambda topic, name: cards.good(topic, name, **lines)


def _person_pull(topic: Subject, name: str) -> Mapping[str, Any]:
    better = cards.good(topic, name, license="license: cc-by-4.0")
    pull = {"title": "Name the license", "author": "ann", "pull": True, "changes": {"README.md": better}}
    return {"discussions": [pull, {"title": "Where are the units told?", "author": "bo", "comments": ["See title."]}]}


def _viewer_counts(topic: Subject, _: str) -> Mapping[str, Any]:
    told = {"date": "string", "station": "string", topic.column: "int64", "remark": "string"}
    features = {column: {"dtype": dtype, "_type": "Value"} for column, dtype in told.items()}
    return {"viewer": {"splits": {"default": {"train": topic.rows}}, "features": {"default": features}}}


_NO_FILES = {
    "code": "ConfigNamesError",
    "message": "Cannot get the config names for the dataset.",
}
_WRONG_PATH = "configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: tables/*.csv"

# One after the other, over and over: about a third has nothing that a rule could say much about.
_KINDS: tuple[_Kind, ...] = (
    _Kind(_good(), about=_viewer_counts),
    _Kind(_good(license="license: apache2")),
    _Kind(cards.template),
    _Kind(_good(), about=lambda *_: {"doi": "10.57967/hf/1234"}),
    _Kind(lambda *_: None),
    _Kind(_good(language="language: English")),
    _Kind(cards.bare),
    _Kind(_good(), about=_viewer_counts),
    _Kind(cards.template),
    _Kind(_good(language="languages:\n- en", license="licenses:\n- mit")),
    _Kind(_good(configs=_WRONG_PATH), about=lambda *_: {"viewer": {"error": _NO_FILES}}),
    _Kind(_good(pretty_name="pretty_name: Readings: one year")),
    _Kind(cards.code_readme),
    _Kind(cards.template),
    _Kind(_good(size_categories="size_categories:\n- 1M<n<10M"), about=_viewer_counts),
    _Kind(_good(license="license: cc-by-4.0\nlicense: mit"), about=_person_pull),
    _Kind(_good(), lambda topic, _: {f"{topic.slug}.py": "import datasets\n"}),
    _Kind(lambda topic, name: cards.good(topic, name).replace("\n", "\r\n")),
    _Kind(_good(tags="tags: measurements"), about=lambda *_: {"gated": "manual", "readers": ("tester",)}),
    _Kind(cards.bare, about=lambda *_: {"card_error": "the card could not be read"}),
    _Kind(_good(task_categories="task_categories:\n- tabular-regresion")),
    _Kind(lambda topic, name: cards.good(topic, name).replace("\n---\n\n#", "\n---  \n\n#", 1)),
    _Kind(lambda topic, name: cards.good(topic, name).encode("utf-16")),
)
