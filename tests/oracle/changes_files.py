"""Changes of the files: names, suffixes, content and companions."""

from __future__ import annotations

import json

from draft import Draft
from repository_tables import PNG, encode, zipped


def hidden_file(draft: Draft) -> None:
    draft.add(draft.rng.choice((".hidden", ".cache/train", "data/.x/test", ".train")))
    draft.aim("hidden-file")


def special_folder(draft: Draft) -> None:
    draft.add(draft.rng.choice(("__pycache__/train", "data/__x__/test", "__/part", "__train__/x")))
    if draft.rng.random() < 0.2:
        draft.add("__file")
    draft.aim("special-folder")


def ignored_name(draft: Draft) -> None:
    name = draft.rng.choice(
        (
            "config.json",
            "dataset_info.json",
            "dataset_dict.json",
            "dummy_data.zip",
            "data/config.json",
            "train/README.md",
        )
    )
    draft.files[name] = encode("zip" if name.endswith(".zip") else "json", draft.columns, 2)
    if draft.rng.random() < 0.15 and "/" not in name:
        draft.config()["data_files"] = name
    draft.aim("ignored-name")


def suffix_capitals(draft: Draft) -> None:
    stem, _, suffix = draft.any_path().partition(".")
    draft.files[f"{draft.rng.choice((stem, 'train', 'more/x'))}.{suffix.upper()}"] = encode("csv", {"a": "int"}, 2)
    if draft.rng.random() < 0.4:
        for path in list(draft.files):
            if path in draft.counts:
                del draft.files[path], draft.counts[path]
    if draft.rng.random() < 0.3:
        draft.files["x/Picture.PNG"] = PNG
    draft.aim("suffix-capitals")


def suffix_unknown(draft: Draft) -> None:
    for _ in range(draft.rng.randint(1, 2)):
        name = draft.rng.choice(
            (
                "notes.md",
                "train.xyz",
                "LICENSE",
                "data/test.dat",
                "model.bin",
                "x.yaml",
                "train",
                "a.xlsx",
                "run.sh",
                "x.pdf",
            )
        )
        draft.files[name] = b"some words\n"
    draft.aim("suffix-unknown")


def suffix_twice(draft: Draft) -> None:
    draft.files[draft.rng.choice(("data.csv.bak", "train.json.txt", "x.parquet.csv", "a.tar.gz", "v1.csv.json"))] = (
        encode("csv", {"a": "int"}, 2)
    )


def mixed_formats(draft: Draft) -> None:
    other = draft.rng.choice([one for one in ("csv", "jsonl", "parquet", "txt") if one != draft.suffix])
    first, second = draft.add("train"), draft.add("test", other, {"a": "int"})
    if draft.rng.random() < 0.5:
        draft.config()["data_files"] = [{"split": "train", "path": first}, {"split": "test", "path": second}]
    draft.aim("mixed-formats")


def configs_formats(draft: Draft) -> None:
    other = draft.rng.choice([one for one in ("csv", "jsonl", "parquet", "tsv", "txt", "json") if one != draft.suffix])
    draft.second()["data_files"] = draft.add("odd/part", other, {"a": "int"})
    draft.aim("configs-formats")


def tie(draft: Draft) -> None:
    for path in list(draft.counts):
        del draft.files[path], draft.counts[path]
    first, second = draft.rng.sample(("csv", "jsonl", "json", "parquet", "txt", "tsv"), 2)
    for index, suffix in enumerate((first, second) * draft.rng.randint(1, 2)):
        draft.add(f"x{index}", suffix, {"a": "int"})
    draft.aim("tie")


def shard_split_bad(draft: Draft) -> None:
    draft.add(f"data/{draft.rng.choice(('train-clean', 'a b', '-', 'train.', 'my-set'))}-00000-of-00001")
    draft.aim("shard-split-bad")


def keyword_case(draft: Draft) -> None:
    draft.add(draft.rng.choice(("Test", "TRAIN", "Dev/x", "x_Test_y", "Validation", "data/Train/x")))
    draft.aim("keyword-case")


def keyword_glued(draft: Draft) -> None:
    draft.add(draft.rng.choice(("testfile", "trainset/x", "mytest", "data/validate", "evals", "pretrain", "latest")))
    draft.aim("keyword-glued")


def folder_beats_file(draft: Draft) -> None:
    draft.add(draft.rng.choice(("train/x", "data/train/x", "my_train/x")))
    draft.add(draft.rng.choice(("test", "x_dev", "data/test")))
    draft.aim("folder-beats-file")


def file_lost(draft: Draft) -> None:
    draft.add("train")
    draft.add(draft.rng.choice(("other", "more/x", "data/extra")))
    draft.aim("file-lost")


def two_keywords(draft: Draft) -> None:
    draft.add(
        draft.rng.choice(("eval/train", "train validation", "test/train", "train-test", "dev/test/x", "train_val_test"))
    )
    draft.aim("two-keywords")


def logs(draft: Draft) -> None:
    samples = {f"samples/{index}_epoch_1.json": b'{"id": 1, "input": "x"}' for index in range(draft.rng.randint(1, 2))}
    draft.files[draft.rng.choice(("run.eval", "logs/2024.eval", "train.eval"))] = zipped(
        {"header.json": b"{}", **samples}
    )
    draft.aim("logs")


def harbor(draft: Draft) -> None:
    draft.files[draft.rng.choice(("task.toml", "tasks/one/task.toml"))] = b'version = "1.0"\n'
    if draft.rng.random() < 0.5:
        draft.files["tasks/one/instruction.md"] = b"Do it.\n"
    draft.aim("harbor")


def sidecar(draft: Draft) -> None:
    for _ in range(draft.rng.randint(1, 3)):
        name = draft.rng.choice(
            (
                "stats.json",
                "data/schema.json",
                "vocab.json",
                "train_info.json",
                "package.json",
                "index.jsonl",
                "croissant.json",
            )
        )
        draft.files[name] = draft.rng.choice((b'{"a": 1}\n', b"{}\n", b"[1, 2]\n", b'{"x": {"y": [1]}}\n', b'"word"'))
    draft.aim("sidecar")


def empty_repository(draft: Draft) -> None:
    draft.files.clear()
    draft.counts.clear()
    if draft.rng.random() < 0.7:
        draft.files[draft.rng.choice(("notes.md", ".gitattributes", "LICENSE", "config.json", "data/x.xyz"))] = (
            b"words\n"
        )
    if draft.card and draft.rng.random() < 0.7:
        draft.card.pop("configs", None)
    draft.aim("empty-repository")


def files_differ(draft: Draft) -> None:
    path = draft.any_path()
    stem, _, suffix = path.partition(".")
    if suffix not in ("csv", "tsv", "json", "jsonl", "parquet", "arrow"):
        suffix = "csv"
    columns = draft.rng.choice(
        (
            {"other": "int"},
            {**draft.columns, "more": "str"},
            dict.fromkeys(draft.columns, "str"),
            dict.fromkeys(reversed(draft.columns), "int"),
        )
    )
    for index in (1, 2) if draft.rng.random() < 0.3 else (1,):
        draft.add(f"{stem}_{index}", suffix, columns)
    draft.aim("files-differ")


def file_empty(draft: Draft) -> None:
    path = draft.any_path()
    if draft.rng.random() < 0.5:
        stem, _, suffix = path.partition(".")
        path = f"{stem}_0.{suffix}"
    draft.files[path] = b""
    draft.counts[path] = 0
    draft.aim("file-empty")


def file_broken(draft: Draft) -> None:
    path = draft.any_path()
    draft.files[path] = draft.rng.choice(
        (
            b"a,b\n1,2\n1,2,3\n",
            b'{"a": 1\n',
            b"\xff\xfe\x00bad",
            b"PAR1 not really",
            b"<html>\n",
            b'{"a": 1}\n{"a": "x"}\n',
            b'a,b\n1,"x\n',
        )
    )
    draft.aim("file-broken")


def file_odd_content(draft: Draft) -> None:
    """Content that readers take, each in its way."""
    name, data = draft.rng.choice(
        (
            ("train.json", b'{"a": [1, 2], "b": ["x", "y"]}'),
            ("train.json", b'{"data": [{"a": 1}]}'),
            ("data.json", b'{"a": 1}\n{"a": 2}\n'),
            ("train.csv", b"a,a\n1,2\n"),
            ("train.csv", b"a,b\n"),
            ("data.csv", b"a;b\n1;2\n"),
            ("data.csv", b"\xef\xbb\xbfa,b\n1,2\n"),
            ("data.csv", b"a,b\r\n1,\r\n,x\r\n"),
            ("train.jsonl", b'{"a": 1}\n\n{"a": 2, "b": "x"}\n'),
            ("data.jsonl", b'{"a": null}\n{"a": "x"}\n'),
            ("train.csv", b"0,1\n1,2\n"),
            ("data.csv", b"a,b\n1,true\nx,false\n"),
            ("train.txt", b"\n\n a\n"),
            ("data.json", b"[]"),
            ("train.csv", b'a,b\n"x\ny",2\n'),
            ("data.jsonl", b"[1, 2]\n[3, 4]\n"),
            ("x.json", json.dumps({"a": {"b": 1}}).encode()),
        )
    )
    draft.files[name] = data


def media_metadata(draft: Draft) -> None:
    folder = draft.rng.choice(("", "train/", "cat/", "x/"))
    draft.files[f"{folder}p0.png"] = PNG
    name, data = draft.rng.choice(
        (
            ("metadata.csv", b"file_name,t\nnone.png,x\n"),
            ("metadata.csv", b"name,t\np0.png,x\n"),
            ("metadata.jsonl", b'{"t": "x"}\n'),
            ("metadata.jsonl", b'{"file_name": "p0.png", "t": [1]}\n'),
            ("metadata.csv", b"file_name,t\n"),
            ("metadata.jsonl", b""),
            ("metadata.csv", b"file_name\np0.png\n"),
            ("metadata.csv", b"a_file_name,t\np0.png,x\n"),
            ("metadata.jsonl", b'{"file_names": ["p0.png"]}\n'),
        )
    )
    draft.files[folder + name] = data
    draft.aim("media-metadata")


def media_strays(draft: Draft) -> None:
    for name in draft.rng.sample(
        ("cat/p.png", "dog/p.png", "train/a.wav", "x.mp4", "y.gif", "doc.pdf", "metadata.csv", "images/metadata.jsonl"),
        2,
    ):
        draft.files[name] = b"file_name,t\n" if "metadata" in name else PNG
