"""Changes of `configs` and of the card as a whole: each takes a draft and spoils or bends one thing."""

from __future__ import annotations

import json

from draft import Draft
from repository_tables import features


def card_no_yaml(draft: Draft) -> None:
    block = draft.rng.choice(
        ("a: b: c\n", "a: *.csv\n", "a: [1\n", "a:\n\t- b\n", "a: %x\n", "{a: b\n", "- a\nb: c\n", "a: 'x\n")
    )
    draft.raw = f"---\n{block}---\n# Data\n"
    draft.aim("card-yaml")


def card_no_mapping(draft: Draft) -> None:
    draft.raw = f"---\n{draft.rng.choice(('- a', 'word', '5', '[a, b]'))}\n---\n"
    draft.aim("card-no-mapping")


def card_key_no_string(draft: Draft) -> None:
    key = draft.rng.choice(("2020", "no", "1.5", "2024-01-01", "~"))
    draft.raw = f"---\nlicense: mit\n{key}: x\n---\n"
    draft.aim("card-key-no-string")


def yaml_file(draft: Draft) -> None:
    path = draft.any_path()
    made = draft.rng.choice(
        (
            {"configs": [{"config_name": "theirs", "data_files": path}]},
            {"configs": None},
            {"configs": "x"},
            {"license": "mit"},
            {"dataset_info": {"config_name": "theirs"}},
        )
    )
    draft.files[".huggingface.yaml"] = json.dumps(made).encode()
    draft.aim("yaml-file-overrides")


def yaml_file_no_mapping(draft: Draft) -> None:
    draft.files[".huggingface.yaml"] = draft.rng.choice((b"- a\n", b"word\n", b"5\n", b"- [a, b]\n"))
    draft.aim("yaml-file-no-mapping")


def infos_file(draft: Draft) -> None:
    names = draft.rng.choice((["default"], ["someone--thing"], ["a", "b"], ["en"]))
    told = {"features": {name: {"dtype": "string", "_type": "Value"} for name in draft.columns}}
    if draft.rng.random() < 0.4:
        told = {"splits": {"train": {"name": "train", "num_bytes": 5, "num_examples": draft.rng.randint(1, 9)}}}
    if draft.rng.random() < 0.4:
        told = {"description": "x"}
    draft.files["dataset_infos.json"] = json.dumps(dict.fromkeys(names, told)).encode()
    draft.aim("infos-file")


def script(draft: Draft) -> None:
    draft.files[f"{draft.folder}.py"] = b"# nothing\n"
    draft.aim("script")


def other_script(draft: Draft) -> None:
    draft.files["load.py"] = b"# nothing\n"


def configs_empty(draft: Draft) -> None:
    draft.front["configs"] = draft.rng.choice((None, []))
    draft.aim("configs-empty")


def configs_mapping(draft: Draft) -> None:
    path = draft.any_path()
    draft.front["configs"] = draft.rng.choice(({"default": {"data_files": path}}, {"config_name": "x"}, "default", 5))
    draft.aim("configs-mapping")


def configs_strings(draft: Draft) -> None:
    draft.front["configs"] = draft.rng.choice((["en", "fr"], ["default"]))
    draft.aim("configs-strings")


def name_missing(draft: Draft) -> None:
    draft.config().pop("config_name", None)
    draft.aim("name-missing")


def name_no_string(draft: Draft) -> None:
    draft.config()["config_name"] = draft.rng.choice((2020, True, False, 1.5, 0))
    draft.aim("name-no-string")


def name_empty(draft: Draft) -> None:
    draft.config()["config_name"] = ""
    draft.aim("name-empty")


def name_characters(draft: Draft) -> None:
    draft.config()["config_name"] = draft.rng.choice(("en/fr", "a:b", "what?", "<x>", "a|b", "*", "a\\b"))
    draft.aim("name-characters")


def name_odd(draft: Draft) -> None:
    """Names that look wrong and are not."""
    draft.config()["config_name"] = draft.rng.choice(
        ("a b", "v1.0", "zh-CN", "日本", "..", "x,y", "n\n", " x", "Default")
    )


def name_duplicate(draft: Draft) -> None:
    other = draft.second()
    other["config_name"] = draft.configs()[0].get("config_name", "default")
    draft.aim("name-duplicate")


def several_defaults(draft: Draft) -> None:
    other = draft.second()
    first = draft.configs()[0]
    first["default"], other["default"] = True, draft.rng.choice((True, "yes", 1))
    if draft.rng.random() < 0.3:
        del first["default"]
        first["config_name"] = "default"
    draft.aim("several-defaults")


def no_default(draft: Draft) -> None:
    draft.second()
    for index, config in enumerate(draft.configs()):
        config.pop("default", None)
        if config.get("config_name") == "default":
            config["config_name"] = f"main{index}"
    draft.aim("no-default")


def one_default(draft: Draft) -> None:
    draft.second()["default"] = draft.rng.choice((True, True, False, "x", 0, None, []))


def dir_alone(draft: Draft) -> None:
    config = draft.config()
    folders = sorted({path.rpartition("/")[0] for path in draft.counts if "/" in path})
    if not folders:
        draft.add("sub/data")
        folders = ["sub"]
    config.pop("data_files", None)
    config["data_dir"] = draft.rng.choice(folders) + draft.rng.choice(("", "", "/"))
    if draft.rng.random() < 0.15:
        config["data_dir"] = draft.rng.choice(("", ".", "./", None, "./" + folders[0]))
    draft.aim("dir-alone")


def dir_missing(draft: Draft) -> None:
    config = draft.config()
    config.pop("data_files", None)
    config["data_dir"] = draft.rng.choice(("nowhere", "data/nowhere", "/x", "DATA"))
    draft.aim("dir-missing")


def dir_with_files(draft: Draft) -> None:
    config = draft.config()
    path = draft.add(draft.rng.choice(("sub/data", "sub/train")))
    config["data_dir"] = "sub"
    config["data_files"] = draft.rng.choice(
        (path, path.removeprefix("sub/"), "*", "**", [{"split": "train", "path": path.removeprefix("sub/")}])
    )
    draft.aim("dir-with-files")


def option_unknown(draft: Draft) -> None:
    draft.config()[draft.rng.choice(("separator", "lang", "splits", "Sep", "x"))] = draft.rng.choice((",", 1, ["a"]))
    draft.aim("option-unknown")


def option_wrong(draft: Draft) -> None:
    key, value = draft.rng.choice(
        (
            ("sep", ";"),
            ("sep", "\t"),
            ("delimiter", "|"),
            ("skiprows", 1),
            ("header", None),
            ("names", ["x", "y"]),
            ("field", "data"),
            ("columns", ["nothere"]),
            ("columns", ["a"]),
            ("encoding", "utf-16"),
            ("encoding", "no-such"),
            ("keep_linebreaks", True),
            ("sample_by", "document"),
            ("sample_by", "paragraph"),
            ("sample_by", "row"),
            ("drop_labels", True),
            ("drop_metadata", True),
            ("batch_size", 1),
            ("batch_size", 0),
            ("chunksize", 1),
            ("usecols", ["nothere"]),
            ("description", "words"),
            ("name", "x"),
            ("nrows", 1),
        )
    )
    draft.config()[key] = value
    draft.aim("option-wrong")


def version_odd(draft: Draft) -> None:
    draft.config()["version"] = draft.rng.choice(
        ("1.0", 1.0, 2, "x", None, "", 0, "1.2.3.4", "2.0.0", [1], "1.0.0-beta")
    )
    draft.aim("version-odd")


def config_features(draft: Draft) -> None:
    draft.config()["features"] = features(draft.columns)


def config_features_bad(draft: Draft) -> None:
    draft.config()["features"] = draft.rng.choice(
        (
            [{"name": "a", "dtype": "int"}],
            [{"name": "a", "dtype": "str"}],
            [{"name": 1, "dtype": "string"}],
            [{"dtype": "string"}],
            ["a"],
            "a",
            5,
            [{"name": "a", "dtype": {"class_label": {"names": {"1": "x"}}}}],
        )
    )
    draft.aim("config-features-bad")
