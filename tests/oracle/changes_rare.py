"""Changes that lead to outcomes which others seldom do: the data stops the builder before it reads any.

Each makes the repository anew or nearly so, for what else there is would often fail first.
"""

from __future__ import annotations

from draft import Draft
from repository_tables import PNG, tarred

LOGS = {"000.txt": b"1", "000.json": b'{"a": 1}'}


def _alone(draft: Draft) -> None:
    draft.files.clear()
    draft.counts.clear()
    for key in ("configs", "dataset_info"):
        draft.front.pop(key, None)


def stored_broken_first(draft: Draft) -> None:
    """The file is no Parquet that its schema is looked for in."""
    _alone(draft)
    data = draft.rng.choice((b"", b"PAR1 not really", b"a,b\n1,2\n", b"\xff\xfe\x00bad", b"PAR1PAR1"))
    draft.files[draft.rng.choice(("train.parquet", "data/train-00000-of-00001.parquet", "a.parquet"))] = data
    if draft.rng.random() < 0.6:
        draft.add(draft.rng.choice(("test", "data/validation", "z")), "parquet")
    draft.aim("stored-broken-first")


def stored_foreign(draft: Draft) -> None:
    """A subset of tables as text where the builder is that of Parquet."""
    _alone(draft)
    draft.front["configs"] = [
        {"config_name": "stored", "data_files": draft.add("stored/a", "parquet")},
        {
            "config_name": "texts",
            "data_files": draft.add("texts/b", draft.rng.choice(("csv", "jsonl", "txt", "arrow"))),
        },
    ]
    draft.aim("stored-broken-first")


def json_empty_first(draft: Draft) -> None:
    _alone(draft)
    suffix = draft.rng.choice(("json", "jsonl", "jsonl", "jsonl.gz"))
    for index in range(draft.rng.randint(1, 2)):
        draft.files[f"{draft.rng.choice(('train', 'data/train'))}-{index}.{suffix}"] = b""
    if draft.rng.random() < 0.4:
        draft.add("test", suffix)
    draft.aim("json-empty-first")


def metadata_without_rows(draft: Draft) -> None:
    _alone(draft)
    folder = draft.rng.choice(("", "train/", "x/"))
    for index in range(draft.rng.randint(1, 3)):
        draft.files[f"{folder}p{index}.png"] = PNG
    name, data = draft.rng.choice(
        (("metadata.csv", b"file_name,t\n"), ("metadata.jsonl", b""), ("metadata.csv", b"file_name\n"))
    )
    draft.files[folder + name] = data
    if draft.rng.random() < 0.3:
        draft.files["test/p.png"] = PNG
        draft.files[f"test/{name}"] = data
    draft.aim("metadata-without-rows")


def samples_no_archive(draft: Draft) -> None:
    """What is no tar archive, where the builder is that of archives."""
    _alone(draft)
    data = draft.rng.choice((b"", b"words\n", b"a\tb\n" * 1000, PNG, tarred(LOGS)[:600], tarred(LOGS)))
    for index in range(2):
        draft.files[f"train-{index}.tar"] = tarred(LOGS)
    match draft.rng.randrange(3):
        case 0:
            draft.files["train-0.tar"] = data
        case 1:
            draft.files["test.tar"] = data
        case _:
            name = draft.rng.choice(("sub/a.csv", "sub/b.txt", "sub/c.tar", "sub/d.parquet"))
            draft.files[name] = data
            draft.front["configs"] = [
                {"config_name": "archives", "data_files": "train-*.tar"},
                {"config_name": "others", "data_files": name},
            ]
    draft.aim("samples-no-archive")


def packed_no_gzip(draft: Draft) -> None:
    _alone(draft)
    suffix = draft.rng.choice(("jsonl", "jsonl", "json", "csv"))
    path = draft.rng.choice(("train", "data/train", "a"))
    draft.files[f"{path}.{suffix}.gz"] = draft.rng.choice((b'{"a": 1}\n', b"a,b\n1,2\n", b"\x1e\x8b\0", PNG))
    if draft.rng.random() < 0.4:
        draft.add("test", f"{suffix}.gz")
    draft.aim("packed-no-gzip")


def columns_differ(draft: Draft) -> None:
    """Two larger files of one split with different columns."""
    _alone(draft)
    suffix = draft.rng.choice(("csv", "tsv", "json", "jsonl", "parquet", "arrow"))
    draft.add("a", suffix, {"a": "int", "b": "str"}, rows=draft.rng.randint(2, 4))
    other = draft.rng.choice(
        ({"a": "int"}, {"a": "int", "c": "str"}, {"a": "int", "b": "str", "c": "bool"}, {"d": "int"})
    )
    draft.add("b", suffix, other, rows=draft.rng.randint(2, 4))
    draft.aim("columns-differ")
