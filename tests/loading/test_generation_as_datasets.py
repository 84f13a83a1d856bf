"""Random files and features end as in `datasets`, where it is installed."""

from __future__ import annotations

import gc
import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml
from subset_files import LABELS, feature, run

_VALUES: dict[str, list[Any]] = {"int": [1, 0, 300], "word": ["x", "y"], "float": [1.5, 2.0], "bool": [True, False]}
_TYPES = ["int64", "int8", "float64", "string", "bool", LABELS, {"list": "int64"}]


def _random_files(chance: random.Random) -> dict[str, str]:
    suffix = chance.choice(["csv", "jsonl", "json"])
    files = {}
    for split in chance.sample(["train", "test"], chance.choice([1, 2])):
        for number in range(chance.choice([1, 1, 2])):
            names = chance.choice([["a", "b"], ["a", "b"], ["a", "b"], ["a"], ["b", "a"]])
            pools = {"a": chance.choice([*["int"] * 8, *_VALUES]), "b": chance.choice([*["word"] * 8, *_VALUES])}
            rows = [{name: chance.choice(_VALUES[pools[name]]) for name in names} for _ in range(chance.randint(0, 4))]
            lines = [",".join(names), *(",".join(map(str, row.values())) for row in rows)]
            text = "\n".join(lines if suffix == "csv" else map(json.dumps, rows)) + "\n" * bool(rows)
            files[f"{split}/{number}.{suffix}"] = json.dumps(rows) if suffix == "json" else text
    return files


def _really(datasets: Any, folder: Path, card: dict[str, Any]) -> Any:
    (folder / "README.md").write_text(f"---\n{yaml.safe_dump(card, sort_keys=False)}---\n", encoding="utf-8")
    try:
        loaded = datasets.load_dataset(str(folder), cache_dir=str(folder.parent / f"{folder.name}-cache"))
    except Exception as error:  # noqa: BLE001 - whatever it raises is the answer
        return type(error).__name__
    return tuple(len(split) for split in loaded.values())


@pytest.mark.filterwarnings("ignore")
def test_random_subsets_end_as_in_the_real_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    if not datasets.__version__.startswith("5.2."):
        pytest.skip("datasets 5.2 is what is modelled")
    datasets.disable_progress_bars()
    chance = random.Random(11)
    for number in range(60):
        folder = tmp_path / str(number)
        files = _random_files(chance)
        columns = [feature(name, chance.choice(_TYPES)) for name in chance.choice(["ab", "ab", "a", "abc"])]
        asked = columns if chance.random() < 0.3 else None
        info = {"features": columns} if chance.random() < 0.3 else None
        ours = run(folder, files, asked=asked, info=info)
        splits = {path.split("/")[0]: [] for path in files}
        for path in files:
            splits[path.split("/")[0]].append(path)
        config: dict[str, Any] = {"config_name": "default"}
        config["data_files"] = [{"split": split, "path": paths} for split, paths in splits.items()]
        config |= {"features": asked} if asked is not None else {}
        card = {"configs": [config], **({"dataset_info": info} if info is not None else {})}
        expected = ours.error.exception if ours.error else ours.rows
        if ours.error or None not in ours.rows:
            assert _really(datasets, folder, card) == expected, (files, card)
    # What the library left open is closed here, and not in the midst of another test.
    gc.collect()
