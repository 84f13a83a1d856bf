"""Changes of `data_files`: its shapes, split names and patterns."""

from __future__ import annotations

from typing import Any

from draft import Draft


def _set(draft: Draft, value: Any) -> None:
    config = draft.config()
    if draft.rng.random() < 0.85:
        config.pop("data_dir", None)
    config["data_files"] = value


def _path(draft: Draft, path: str) -> None:
    """Say a path in one of the legal shapes."""
    good = draft.any_path()
    _set(
        draft,
        draft.rng.choice(
            (path, path, [path], [{"split": "train", "path": path}], [{"split": "test", "path": [path]}], [good, path])
        ),
    )


def files_mapping(draft: Draft) -> None:
    path = draft.any_path()
    _set(draft, draft.rng.choice(({"train": path}, {"split": "train", "path": path}, {})))
    draft.aim("files-mapping")


def files_number(draft: Draft) -> None:
    _set(draft, draft.rng.choice((5, True, 0, False, 1.5)))
    draft.aim("files-number")


def files_key_missing(draft: Draft) -> None:
    path = draft.any_path()
    _set(
        draft,
        [
            draft.rng.choice(
                ({"split": "train"}, {"path": path}, {}, {"train": path}, {"split": "train", "paths": path})
            )
        ],
    )
    draft.aim("files-key-missing")


def files_key_extra(draft: Draft) -> None:
    draft.entries()[0]["note"] = draft.rng.choice(("x", None, 5))
    draft.aim("files-key-extra")


def files_path_no_string(draft: Draft) -> None:
    draft.entries()[0]["path"] = draft.rng.choice((5, None, {"a": "b"}, True))
    draft.aim("files-path-no-string")


def files_path_list_odd(draft: Draft) -> None:
    draft.entries()[0]["path"] = draft.rng.choice(([], [5], [None], [["a.csv"]], [draft.any_path(), draft.any_path()]))


def files_empty_list(draft: Draft) -> None:
    _set(draft, [])
    draft.aim("files-empty-list")


def files_null(draft: Draft) -> None:
    _set(draft, None)
    draft.aim("files-null")


def files_mixed(draft: Draft) -> None:
    path = draft.any_path()
    _set(draft, draft.rng.choice(([path, {"split": "test", "path": path}], [{"split": "test", "path": path}, path])))
    draft.aim("files-mixed")


def files_empty_string(draft: Draft) -> None:
    _set(draft, draft.rng.choice(("", " ", [""], ".", "/")))


def split_characters(draft: Draft) -> None:
    draft.entries()[-1]["split"] = draft.rng.choice(
        ("train-clean", "my split", "train.", "", ".x", "a..b", "-", "en/fr")
    )
    draft.aim("split-characters")


def split_odd(draft: Draft) -> None:
    """Names that look wrong and are not, and the one word that the library keeps for itself."""
    draft.entries()[-1]["split"] = draft.rng.choice(
        ("a.b", "日本", "_", "1", "Train", "train\n", "all", "train_1.x", "default")
    )


def split_no_string(draft: Draft) -> None:
    draft.entries()[-1]["split"] = draft.rng.choice((2020, True, False, None, 1.5, ["a"]))
    draft.aim("split-no-string")


def split_duplicate(draft: Draft) -> None:
    entries = draft.entries()
    entries.append({"split": entries[0].get("split"), "path": draft.any_path()})
    draft.aim("split-duplicate")


def glob_prefix(draft: Draft) -> None:
    _path(draft, draft.rng.choice((f"**.{draft.suffix}", "data/**.csv", "train**", "**x/*", "a**b")))
    draft.aim("glob-prefix")


def glob_braces(draft: Draft) -> None:
    stem, _, suffix = draft.any_path().partition(".")
    _path(draft, draft.rng.choice((f"{{{stem},other}}.{suffix}", f"{stem}.{{{suffix},txt}}", "{a,b}*")))
    draft.aim("glob-braces")


def glob_class(draft: Draft) -> None:
    path = draft.any_path()
    stem, _, suffix = path.partition(".")
    # A hidden name begins with the dot.
    head, last = stem[:-1], stem[-1:] or "a"
    _path(
        draft,
        draft.rng.choice(
            (
                f"{head}[{last}].{suffix}",
                f"{head}?.{suffix}",
                f"{head}[a-z0-9].{suffix}",
                f"{head}[!_].{suffix}",
                f"{head}[^_].{suffix}",
                f"{head}?*",
            )
        ),
    )
    draft.aim("glob-class")


def glob_good(draft: Draft) -> None:
    _path(
        draft,
        draft.rng.choice(
            ("*", "**", "**/*", f"*.{draft.suffix}", f"**/*.{draft.suffix}", "*/*", "**/**", "d*/*", "*/", "**/")
        ),
    )


def glob_case(draft: Draft) -> None:
    path = draft.any_path()
    _path(draft, draft.rng.choice((path.upper(), path.title(), f"*.{draft.suffix.upper()}")))
    draft.aim("glob-case")


def glob_nothing(draft: Draft) -> None:
    _set(draft, draft.rng.choice(("nothing/*", ["*.none"], "zz*", [{"split": "train", "path": "none-*"}], "none/**")))
    draft.aim("glob-nothing")


def glob_nothing_split(draft: Draft) -> None:
    good = draft.any_path()
    entries = [
        {"split": "train", "path": good},
        {"split": "test", "path": draft.rng.choice(("none-*", "zz/*", ["zz*", "yy*"]))},
    ]
    _set(draft, entries if draft.rng.random() < 0.7 else entries[::-1])
    draft.aim("glob-nothing-split")


def literal_missing(draft: Draft) -> None:
    _path(draft, draft.rng.choice(("missing.csv", "data/missing.parquet", "old/none.jsonl", "missing")))
    draft.aim("literal-missing")


def folder_bare(draft: Draft) -> None:
    path = draft.add("folder/part")
    _path(draft, draft.rng.choice(("folder", "folder/", path.partition("/")[0])))
    draft.aim("folder-bare")


def path_leading_slash(draft: Draft) -> None:
    _path(draft, "/" + draft.rng.choice((draft.any_path(), "data/*", "nowhere.csv")))
    draft.aim("path-leading-slash")


def path_backslash(draft: Draft) -> None:
    path = draft.add("folder/part")
    _path(draft, draft.rng.choice((path.replace("/", "\\"), "folder\\*", ".\\" + path)))
    draft.aim("path-backslash")


def path_dot(draft: Draft) -> None:
    _path(draft, "./" + draft.rng.choice((draft.any_path(), "*", "**")))
    draft.aim("path-dot")


def path_up(draft: Draft) -> None:
    path = draft.any_path()
    folder = path.rpartition("/")[0].partition("/")[0]
    _path(
        draft,
        draft.rng.choice((f"{folder}/../{path}" if folder else f"x/../{path}", "../none.csv", "..")),
    )
    draft.aim("path-up")


def path_remote(draft: Draft) -> None:
    _path(
        draft,
        draft.rng.choice(
            (
                "b/../../x.csv",
                "file.csv?x=1",
                "a//b.csv",
                "~/x.csv",
                f"{draft.any_path()}/",
                "a\x00b" if draft.rng.random() < 0.1 else "x:y.csv",
            )
        ),
    )


def path_hidden(draft: Draft) -> None:
    hidden = draft.add(draft.rng.choice((".hidden/part", ".part", "__cache__/part", "__x/y/part", "a/.b")))
    _path(draft, draft.rng.choice((hidden, ".*", ".*/*", "__*/*", "*/*", "**", "**/*", hidden.replace("part", "*"))))
    draft.aim("special-folder" if "__" in hidden else "hidden-file")
