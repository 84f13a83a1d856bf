"""Ordinary repositories: each layout fills a draft with files and, some of them, with a card that fits."""

from __future__ import annotations

import json
from typing import Any

from draft import SPLITS, Draft
from repository_tables import PNG, encode, features, sound, tarred, zipped

KEYWORDS = {
    "train": ("train", "training"),
    "validation": ("validation", "valid", "dev", "val"),
    "test": ("test", "testing", "eval", "evaluation"),
}


def one_file(draft: Draft) -> None:
    draft.add(draft.rng.choice(("data", "all", "data/all", "my file", "x/y/z", "dataset_v1.2", "ünï", "a[1]")))
    _maybe_info(draft)


def plain_files(draft: Draft) -> None:
    for stem in draft.rng.sample(("one", "two", "part-1", "old/three", "a.b", "B"), draft.rng.randint(2, 4)):
        draft.add(stem)


def split_names(draft: Draft) -> None:
    for split in _some_splits(draft):
        word = draft.rng.choice(KEYWORDS[split])
        form = draft.rng.choice(
            ("{}", "{}", "data/{}", "my_{}", "{}_1", "{}-0001", "x.{}", "{} 2", "a/b/{}", "{}1", "x{}")
        )
        draft.add(form.format(word))
    _maybe_info(draft)


def split_folders(draft: Draft) -> None:
    top = draft.rng.choice(("", "data/", "x/"))
    for split in _some_splits(draft):
        word = draft.rng.choice(KEYWORDS[split])
        folder = draft.rng.choice(("{}", "{}", "{}_set", "my-{}", "{}1")).format(word)
        for index in range(draft.rng.randint(1, 2)):
            draft.add(f"{top}{folder}/{draft.rng.choice(('part', 'x'))}{index}")


def shards(draft: Draft) -> None:
    for split in draft.rng.sample((*SPLITS, "dev", "extra", "a.b", "Train"), draft.rng.randint(1, 3)):
        total = draft.rng.randint(1, 2)
        for index in range(total):
            hashed = draft.rng.choice(("", "", "-0123456789abcdef"))
            draft.add(f"data/{split}-{index:05}-of-{total:05}{hashed}")
    _maybe_info(draft)


def pushed(draft: Draft) -> None:
    """What `push_to_hub` leaves."""
    draft.suffix = "parquet"
    entries, splits = [], []
    for split in _some_splits(draft):
        path = draft.add(f"data/{split}-00000-of-00001")
        entries.append({"split": split, "path": f"data/{split}-*"})
        rows = draft.counts[path]
        splits.append({"name": split, "num_bytes": rows * 10, "num_examples": rows})
    draft.front["dataset_info"] = {
        "features": features(draft.columns),
        "splits": splits,
        "download_size": 100,
        "dataset_size": sum(split["num_bytes"] for split in splits),
    }
    draft.front["configs"] = [{"config_name": "default", "data_files": entries}]


def subsets(draft: Draft) -> None:
    """Several declared subsets with a folder each."""
    configs, infos = [], []
    names = draft.rng.sample(("en", "fr", "default", "main", "v1.0", "a b", "zh-CN", "ü"), draft.rng.randint(1, 3))
    for name in names:
        configs.append(_subset(draft, name))
        infos.append({"config_name": name, **draft.fitting_info()} | {"config_name": name})
        infos[-1].pop("splits", None)
    if draft.rng.random() < 0.3 and "default" not in names:
        draft.rng.choice(configs)["default"] = True
    draft.front["configs"] = configs
    if draft.rng.random() < 0.3:
        draft.front["dataset_info"] = infos
    if draft.rng.random() < 0.3:
        draft.rng.choice(configs)["version"] = draft.rng.choice(("1.0.0", 1.0, "1.0", 2, "x"))


def _subset(draft: Draft, name: str) -> dict[str, Any]:
    folder = name.replace(" ", "_")
    splits = _some_splits(draft)
    paths = {split: draft.add(f"{folder}/{split}") for split in splits}
    match draft.rng.randrange(6):
        case 0:
            return {"config_name": name, "data_dir": folder}
        case 1:
            return {"config_name": name, "data_files": f"{folder}/*"}
        case 2:
            return {"config_name": name, "data_files": list(paths.values())}
        case 3:
            globbed = [
                {"split": split, "path": [path.replace(split, f"{split[:2]}*")]} for split, path in paths.items()
            ]
            return {"config_name": name, "data_files": globbed}
        case _:
            return {
                "config_name": name,
                "data_files": [{"split": split, "path": path} for split, path in paths.items()],
            }


def pictures(draft: Draft) -> None:
    names = [
        f"p{index}{draft.rng.choice(('.png', '.png', '.jpg', '.PNG'))}" for index in range(draft.rng.randint(1, 3))
    ]
    _media(draft, names, PNG)


def sounds(draft: Draft) -> None:
    names = [
        f"s{index}{draft.rng.choice(('.wav', '.wav', '.mp3', '.flac'))}" for index in range(draft.rng.randint(1, 3))
    ]
    _media(draft, names, sound())


def _media(draft: Draft, names: list[str], data: bytes) -> None:
    folders = draft.rng.choice(
        (("",), ("train/",), ("train/", "test/"), ("cat/", "dog/"), ("train/cat/", "train/dog/"), ("x/",))
    )
    kind = draft.rng.choice((None, None, "csv", "jsonl", "parquet", "top"))
    for folder in folders:
        for name in names:
            draft.files[folder + name] = data
        rows = [{"file_name": name, "caption": f"c{index}"} for index, name in enumerate(names)]
        if kind in ("csv", "jsonl"):
            draft.files[f"{folder}metadata.{kind}"] = _metadata(kind, rows)
        if kind == "parquet":
            draft.files[f"{folder}metadata.parquet"] = encode(
                "parquet", {"file_name": "str", "caption": "str"}, len(names)
            )
    if kind == "top":
        draft.files["metadata.csv"] = _metadata(
            "csv", [{"file_name": f + n, "caption": "c"} for f in folders for n in names]
        )
    if draft.rng.random() < 0.25:
        path = draft.rng.choice(("**", "*", f"{folders[0]}*", "**/*.png", f"{folders[0]}{names[0]}"))
        draft.front["configs"] = [{"config_name": "default", "data_files": path}]
    if draft.rng.random() < 0.15:
        draft.front.setdefault("configs", [{"config_name": "default"}])[0]["drop_labels"] = draft.rng.random() < 0.5


def _metadata(kind: str, rows: list[dict[str, str]]) -> bytes:
    if kind == "jsonl":
        return "".join(json.dumps(row) + "\n" for row in rows).encode()
    return ("file_name,caption\n" + "".join(f"{row['file_name']},{row['caption']}\n" for row in rows)).encode()


def texts(draft: Draft) -> None:
    draft.suffix = "txt"
    draft.columns = {"text": "str"}
    for stem in draft.rng.sample(("a", "train", "test", "docs/b"), draft.rng.randint(1, 3)):
        draft.add(stem)


def tars(draft: Draft) -> None:
    for stem in draft.rng.sample(("train-000", "train-001", "test-000", "shard"), draft.rng.randint(1, 2)):
        members = {}
        for index in range(draft.rng.randint(1, 3)):
            members[
                f"{index:03}.{draft.rng.choice(('txt', 'txt', 'cls'))}"
                if draft.rng.random() < 0.2
                else f"{index:03}.txt"
            ] = b"1"
            members[f"{index:03}.json"] = b'{"a": 1}'
        draft.files[f"{stem}.tar"] = tarred(members)


def zips(draft: Draft) -> None:
    inner = draft.rng.choice(("csv", "jsonl", "png", "both"))
    members = (
        {"in/p1.png": PNG, "in/p2.png": PNG}
        if inner == "png"
        else {f"in.{inner}": encode(inner, draft.columns, 2)}
        if inner in ("csv", "jsonl")
        else {"x.csv": encode("csv", draft.columns, 1), "p.png": PNG}
    )
    for stem in draft.rng.sample(("train", "test", "archive"), draft.rng.randint(1, 2)):
        draft.files[f"{stem}.zip"] = zipped(members)


def packed(draft: Draft) -> None:
    """Compressed tables."""
    draft.suffix = draft.rng.choice(("csv.gz", "jsonl.gz"))
    draft.columns = dict.fromkeys(draft.columns, "str")
    for stem in draft.rng.sample(("train", "data", "test"), draft.rng.randint(1, 2)):
        draft.add(stem)


def bare(draft: Draft) -> None:
    """No README at all."""
    one = draft.rng.choice((one_file, split_names, split_folders, pictures))
    one(draft)
    draft.card = None


def _some_splits(draft: Draft) -> list[str]:
    return [split for split in SPLITS if split == "train" or draft.rng.random() < 0.4]


def _maybe_info(draft: Draft) -> None:
    if draft.rng.random() < 0.25:
        draft.info()


LAYOUTS = (
    one_file,
    one_file,
    plain_files,
    split_names,
    split_names,
    split_folders,
    shards,
    pushed,
    pushed,
    subsets,
    subsets,
    subsets,
    pictures,
    sounds,
    texts,
    tars,
    zips,
    packed,
    bare,
)
