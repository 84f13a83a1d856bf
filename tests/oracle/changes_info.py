"""Changes of `dataset_info` but its features."""

from __future__ import annotations

from typing import Any

from draft import Draft


def _splits(draft: Draft) -> list[dict[str, Any]]:
    info = draft.info()
    found = info.get("splits")
    if not (isinstance(found, list) and found and all(isinstance(one, dict) for one in found)):
        configs = draft.front.get("configs")
        entries = (
            configs[0].get("data_files")
            if isinstance(configs, list) and configs and isinstance(configs[0], dict)
            else None
        )
        info["splits"] = found = draft.counted(entries) or [{"name": "train", "num_bytes": 5, "num_examples": 1}]
    if draft.rng.random() < 0.5:
        info.pop("features", None)
    return found


def info_other_type(draft: Draft) -> None:
    draft.front["dataset_info"] = draft.rng.choice(("x", 5, True, None, [], {}, ["a"], [5]))
    draft.aim("info-other-type")


def info_two_unnamed(draft: Draft) -> None:
    first = draft.fitting_info()
    first.pop("config_name", None)
    draft.front["dataset_info"] = [{"features": [{"name": "zzz", "dtype": "string"}]}, first]
    if draft.rng.random() < 0.4:
        draft.front["dataset_info"].reverse()
    draft.aim("info-two-unnamed")


def info_unknown_config(draft: Draft) -> None:
    info = draft.fitting_info()
    info["config_name"] = draft.rng.choice(("nowhere", "Default", 5, "", "x/y"))
    draft.front["dataset_info"] = info if draft.rng.random() < 0.5 else [info, draft.fitting_info()]
    draft.aim("info-unknown-config")


def info_keys(draft: Draft) -> None:
    """Keys beside features and splits, most of which nobody looks at."""
    key, value = draft.rng.choice(
        (
            ("download_size", "12"),
            ("dataset_size", -1),
            ("note", "x"),
            ("description", "x"),
            ("version", "1.0.0"),
            ("version", "x"),
            ("version", 1),
            ("version", {"version_str": "1.0.0"}),
            ("supervised_keys", ["a", "b"]),
            ("builder_name", "x"),
            ("builder_name", 5),
            ("dataset_name", "y"),
            ("post_processed", {"a": 1}),
            ("download_checksums", {"u": {"num_bytes": 1}}),
            ("task_templates", []),
            ("homepage", None),
            ("license", 5),
            ("size_in_bytes", "x"),
            ("config_name", None),
            ("supervised_keys", 5),
            ("post_processed", 5),
        )
    )
    draft.info()[key] = value


def splits_key_missing(draft: Draft) -> None:
    draft.rng.choice(_splits(draft)).pop(draft.rng.choice(("name", "num_bytes", "num_examples")), None)
    draft.aim("splits-key-missing")


def splits_key_extra(draft: Draft) -> None:
    draft.rng.choice(_splits(draft))[draft.rng.choice(("note", "size", "path", "features"))] = 1
    draft.aim("splits-key-extra")


def splits_key_known(draft: Draft) -> None:
    key, value = draft.rng.choice(
        (("dataset_name", "x"), ("shard_lengths", [1]), ("shard_lengths", None), ("original_shard_lengths", [1]))
    )
    draft.rng.choice(_splits(draft))[key] = value


def splits_duplicate(draft: Draft) -> None:
    splits = _splits(draft)
    splits.append(dict(splits[0]))
    draft.aim("splits-duplicate")


def splits_mapping(draft: Draft) -> None:
    splits = _splits(draft)
    draft.info()["splits"] = draft.rng.choice(
        ({one.get("name", "x"): one for one in splits}, {"train": 5}, "train", ["train"], 5)
    )
    draft.aim("splits-mapping")


def splits_empty(draft: Draft) -> None:
    _splits(draft)
    draft.info()["splits"] = draft.rng.choice(([], None, {}))


def splits_odd_name(draft: Draft) -> None:
    _splits(draft)[0]["name"] = draft.rng.choice(("train-clean", "a b", "", 5, True, None, "en/fr"))
    draft.aim("splits-odd-name")


def splits_more(draft: Draft) -> None:
    _splits(draft).append(
        {"name": draft.rng.choice(("extra", "test2")), "num_bytes": 5, "num_examples": draft.rng.choice((0, 1))}
    )
    draft.aim("splits-more")


def splits_fewer(draft: Draft) -> None:
    paths = [draft.add("train"), draft.add("test")]
    draft.front["configs"] = [
        {
            "config_name": "default",
            "data_files": [{"split": "train", "path": paths[0]}, {"split": "test", "path": paths[1]}],
        }
    ]
    draft.front["dataset_info"] = {
        "splits": [{"name": "train", "num_bytes": 5, "num_examples": draft.counts[paths[0]]}]
    }
    draft.aim("splits-fewer")


def splits_rows(draft: Draft) -> None:
    entry = draft.rng.choice(_splits(draft))
    entry["num_examples"] = draft.rng.choice((0, 7, 99, "1", None, -1, 1.0, True))
    draft.aim("splits-rows")
