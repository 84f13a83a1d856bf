"""Blocks of front matter to ask the real `datasets` about: whole cards, one by one spoilt in every place."""

from __future__ import annotations

import copy
import itertools
import random
from collections.abc import Iterator
from typing import Any

import yaml

LABELS = {"class_label": {"names": {"0": "bad", "1": "good"}}}
SPLITS = [{"name": name, "num_bytes": 39, "num_examples": 3} for name in ("train", "test")]
FILES = [{"split": "train", "path": "data/train.csv"}, {"split": "test", "path": ["data/test.csv", "data/old/*.csv"]}]
FEATURES: list[dict[str, Any]] = [
    {"name": "a", "dtype": "int64"},
    {"name": "b", "dtype": LABELS},
    {"name": "c", "sequence": "string"},
    {"name": "d", "list": [{"name": "e", "dtype": "float32"}, {"name": "f", "dtype": "image"}]},
    {"name": "g", "struct": [{"name": "h", "dtype": {"audio": {"sampling_rate": 16000}}}]},
    {"name": "i", "dtype": {"array2_d": {"shape": [None, 4], "dtype": "int8"}}},
    {"name": "j", "dtype": {"translation": {"languages": ["en", "fr"]}}},
    {"name": "k", "sequence": [{"name": "l", "dtype": "timestamp[us, tz=UTC]"}]},
    {"name": "m", "large_list": {"dtype": "decimal128(10, 2)"}},
    {"name": "n", "list": "date32", "length": 3},
]
CARDS: list[dict[str, Any]] = [
    {"dataset_info": {"features": FEATURES, "splits": SPLITS[:1], "download_size": 20, "dataset_size": 39}},
    {
        "configs": [{"config_name": "default", "data_files": FILES}],
        "dataset_info": {"features": FEATURES, "splits": SPLITS, "dataset_size": 78},
    },
    {
        "configs": [
            {"config_name": "en", "default": True, "data_files": "en/a.csv"},
            {"config_name": "fr", "data_files": ["fr/*.csv", "./data.csv"], "sep": ",", "version": "1.0.0"},
            {"config_name": "old", "data_dir": "data", "data_files": FILES[1:2], "features": FEATURES[:2]},
        ],
        "dataset_info": [
            {"config_name": "en", "features": FEATURES[:4], "splits": SPLITS[:1]},
            {"config_name": "fr", "features": FEATURES[4:], "splits": SPLITS[:1]},
        ],
    },
]
# fmt: off
TYPES = [
    "string", "int", "int32", "integer", "long", "str", "text", "boolean", "number", "float", "double", "object",
    "date", "datetime", "list", "struct", "table", "array", "timestamp", "timestamp[s]", "timestamp[m]", "time32[s]",
    "time32[us]", "duration", "duration[ns]", "bytes", "dict", "ClassLabel", "class_label", "Image", "image", "audio",
    "video", "json", "array2d", "array2_d", "translation", "Sequence", "sequence", "value", "bfloat16",
    "large_string", "utf8", "null", "binary_view", "list<string>", "string[]", "decimal128(10)", "decimal128(39,2)",
    "decimal256(40,2)", "fixed_size_binary[8]", "uuid", "Value",
]
# fmt: on
WORDS: list[Any] = ["no", "a b", "train-x", "en/fr", "all", "", "1.0", "data", "default", "**.csv", "../a.csv", "a.b"]
VALUES: list[Any] = [None, True, 5, -1, 2.5, [], {}, ["a"], {"a": "b"}, [{"name": "a"}], *WORDS]
KEYS = (
    "name",
    "dtype",
    "type",
    "list",
    "struct",
    "sequence",
    "config_name",
    "split",
    "path",
    "id",
    "length",
    "note",
    5,
)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every mapping or list inside a value with each of its keys."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield value, key
        yield from places(inner)


def spoilt(card: dict[str, Any], number: int, chance: random.Random) -> dict[str, Any]:
    """Return a card with one thing changed at one of its places."""
    changed = copy.deepcopy(card)
    holder, key = next(itertools.islice(places(changed), number, None))
    match chance.randrange(6):
        case 0:
            del holder[key]
        case 1 | 2:
            holder[key] = copy.deepcopy(chance.choice(VALUES))
        case 3 if isinstance(holder, dict):
            renamed = {(chance.choice(KEYS) if name == key else name): value for name, value in holder.items()}
            holder.clear()
            holder.update(renamed)
        case 3 | 4 if isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        case _:
            holder[key] = chance.choice(TYPES if key in {"dtype", "list", "sequence"} else WORDS)
    return changed


class _Plain(yaml.SafeDumper):
    """Writes what stands in several places several times."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 — the base class asks
        return True


def block_of(card: dict[str, Any]) -> str:
    """Write metadata as `push_to_hub` does."""
    return yaml.dump(card, Dumper=_Plain, sort_keys=False, allow_unicode=True)


def _of_types() -> Iterator[dict[str, Any]]:
    for word in TYPES:
        yield {"dataset_info": {"features": [{"name": "a", "dtype": word}]}}
        yield {"dataset_info": {"features": [{"name": "a", "list": word}]}}
        yield {"dataset_info": {"features": [{"name": "a", "dtype": {word: {"names": ["x"], "dtype": "int8"}}}]}}


def _all() -> Iterator[dict[str, Any]]:
    yield from CARDS
    yield from _of_types()
    chance = random.Random(5)
    for card in CARDS:
        for number in range(sum(1 for _ in places(card))):
            yield from (spoilt(card, number, chance) for _ in range(4))


BLOCKS = list(dict.fromkeys(block_of(card) for card in _all()))
