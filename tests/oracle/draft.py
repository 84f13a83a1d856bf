"""A repository in the making, and the steps that layouts and changes share."""

from __future__ import annotations

import random
from typing import Any

from repository_tables import TABULAR, Columns, encode, features

NAMES = ("a", "b", "text", "label", "id", "score")
SPLITS = ("train", "validation", "test")


class Draft:
    """What a repository is made of so far.

    `card` is its front matter, None without a README; `raw` replaces the whole text of the card. `counts` are the
    rows of each file that holds a table, `suffix` the format of most files and `columns` their columns.
    """

    def __init__(self, rng: random.Random, folder: str) -> None:
        self.rng = rng
        self.folder = folder
        self.card: dict[str, Any] | None = {"license": "mit"} if rng.random() < 0.9 else {}
        self.raw: str | None = None
        self.files: dict[str, bytes] = {}
        self.counts: dict[str, int] = {}
        self.aims: set[str] = set()
        self.suffix = rng.choice((*TABULAR, "csv", "jsonl", "parquet"))
        kinds = ["int", "str", "float", "str", "bool", "date"]
        if self.suffix in ("json", "jsonl", "parquet", "arrow"):
            kinds += ["list", "struct"]
        chosen = rng.sample(NAMES, rng.choice((1, 2, 2, 3)))
        self.columns: Columns = {name: rng.choice(kinds) for name in chosen}

    def aim(self, *rows: str) -> None:
        self.aims.update(rows)

    def add(self, path: str, suffix: str | None = None, columns: Columns | None = None, rows: int | None = None) -> str:
        """Add a table; the path goes without its suffix."""
        suffix = suffix or self.suffix
        count = rows if rows is not None else self.rng.randint(1, 4)
        whole = f"{path}.{suffix}"
        if suffix in ("csv", "tsv", "zip"):
            columns = {
                name: "str" if kind in ("list", "struct") else kind for name, kind in (columns or self.columns).items()
            }
        self.files[whole] = encode(suffix, columns or self.columns, count)
        self.counts[whole] = count
        return whole

    @property
    def front(self) -> dict[str, Any]:
        """The front matter, made where there is none."""
        if self.card is None:
            self.card = {}
        return self.card

    def configs(self) -> list[dict[str, Any]]:
        """Return the declared subsets; declare one for what is there where the card has none."""
        found = self.front.get("configs")
        if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
            return found
        paths = sorted(self.counts) or [self.add("data")]
        self.front["configs"] = made = [{"config_name": "default", "data_files": self._entries(paths)}]
        return made

    def _entries(self, paths: list[str]) -> Any:
        by_split: dict[str, list[str]] = {}
        for path in paths:
            split = next((name for name in SPLITS if name in path), "train")
            by_split.setdefault(split, []).append(path)
        return [{"split": split, "path": one if len(one) > 1 else one[0]} for split, one in by_split.items()]

    def config(self) -> dict[str, Any]:
        """Return one of the subsets, more often the first."""
        found = self.configs()
        chosen = found[0] if self.rng.random() < 0.6 else self.rng.choice(found)
        for key in ("config_name", "data_files"):
            if key not in chosen and "data_dir" not in chosen:
                chosen[key] = "default" if key == "config_name" else self.any_path()
        return chosen

    def second(self) -> dict[str, Any]:
        """Add another subset with files of its own."""
        path = self.add(f"{self.rng.choice(('more', 'extra', 'fr'))}/part")
        used = {str(one.get("config_name")) for one in self.configs()}
        name = next(name for name in ("other", "fr", "more", "x.y", "the rest") if name not in used)
        made = {"config_name": name, "data_files": path}
        self.configs().append(made)
        return made

    def any_path(self) -> str:
        return self.rng.choice(sorted(self.counts) or [self.add("data")])

    def entries(self) -> list[dict[str, Any]]:
        """Return `{split, path}` entries of a subset."""
        config = self.config()
        found = config.get("data_files")
        if not (isinstance(found, list) and found and all(isinstance(one, dict) for one in found)):
            config.pop("data_dir", None)
            config["data_files"] = found = [{"split": "train", "path": self.any_path()}]
        return found

    def info(self) -> dict[str, Any]:
        """Return an entry of `dataset_info`; make one that fits where there is none."""
        found = self.front.get("dataset_info")
        if isinstance(found, dict):
            return found
        if isinstance(found, list) and found and all(isinstance(one, dict) for one in found):
            return self.rng.choice(found)
        self.front["dataset_info"] = made = self.fitting_info()
        return made

    def fitting_info(self) -> dict[str, Any]:
        """Return what is true of the first subset, as far as its files are named plainly."""
        info: dict[str, Any] = {}
        configs = self.front.get("configs")
        declared = configs[0] if isinstance(configs, list) and configs and isinstance(configs[0], dict) else {}
        name = declared.get("config_name")
        if isinstance(name, str) and name != "default":
            info["config_name"] = name
        info["features"] = features(self.columns)
        splits = self.counted(declared.get("data_files"))
        if splits and self.rng.random() < 0.6:
            info["splits"] = splits
        return info

    def counted(self, entries: Any) -> list[dict[str, Any]]:
        """Return entries of `splits` with the rows that are there."""
        listed = entries if isinstance(entries, list) and all(isinstance(one, dict) for one in entries) else None
        by_split: dict[str, int] = {}
        if listed is None:
            for path, rows in self.counts.items():
                if not isinstance(entries, str) or path == entries:
                    split = next((name for name in SPLITS if name in path and not isinstance(entries, str)), "train")
                    by_split[split] = by_split.get(split, 0) + rows
        for entry in listed or ():
            paths = entry.get("path")
            split = str(entry.get("split"))
            for path in paths if isinstance(paths, list) else [paths]:
                rows = self.counts.get(path, 1) if isinstance(path, str) else 1
                by_split[split] = by_split.get(split, 0) + rows
        return [{"name": split, "num_bytes": 10 * rows, "num_examples": rows} for split, rows in by_split.items()]

    def features(self) -> list[dict[str, Any]]:
        """Return the features of a subset in `dataset_info`."""
        info = self.info()
        found = info.get("features")
        if not (isinstance(found, list) and found and all(isinstance(one, dict) for one in found)):
            info["features"] = found = features(self.columns)
        return found
