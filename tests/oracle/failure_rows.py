"""The failure rows that generated repositories must meet, in one table.

Each row is named after the loader's rule behind it: what the row is, and what the real library is known to answer when
nothing else is wrong (an exception, or `None` where it says nothing and something is lost or read otherwise).
"""

from __future__ import annotations

from typing import NamedTuple


class Row(NamedTuple):
    """A rule that repositories break: the part of the reference it belongs to, what is done, what then happens."""

    section: str
    what: str
    raises: frozenset[str | None]


def _row(section: str, what: str, *raises: str | None) -> Row:
    return Row(section, what, frozenset(raises))


VALUE, TYPE, MISSING, NONE_FOUND = "ValueError", "TypeError", "FileNotFoundError", "DataFilesNotFoundError"
GENERATION, CAST = "DatasetGenerationError", "DatasetGenerationCastError"

ROWS: dict[str, Row] = {
    # --- the card itself
    "card-yaml": _row("card", "the front matter is no YAML", "ScannerError", "ParserError"),
    "card-no-mapping": _row("card", "the front matter is a list or a word", VALUE),
    "card-key-no-string": _row("card", "a key of the front matter is a number or a boolean", TYPE),
    "yaml-file-overrides": _row("card", "`.huggingface.yaml` replaces the card's keys", None, VALUE),
    "yaml-file-no-mapping": _row("card", "`.huggingface.yaml` is a list or a word", VALUE, TYPE),
    "infos-file": _row("card", "`dataset_infos.json` stands under the card's `dataset_info`", None),
    "script": _row("card", "a loading script with the folder's name", "RuntimeError"),
    # --- configs
    "configs-empty": _row("configs", "`configs` is null or an empty list", None),
    "configs-mapping": _row("configs", "`configs` is a mapping", VALUE),
    "configs-strings": _row("configs", "`configs` is a list of words", VALUE),
    "name-missing": _row("configs", "a subset without `config_name`", VALUE),
    "name-no-string": _row("configs", "a `config_name` that is a number or a boolean", TYPE),
    "name-empty": _row("configs", "an empty `config_name`", VALUE),
    "name-characters": _row(
        "configs", "a `config_name` with a character that no Windows path has", "InvalidConfigName"
    ),
    "name-duplicate": _row("configs", "two subsets of one name", None),
    "several-defaults": _row("configs", "two defaults", VALUE),
    "no-default": _row("configs", "several subsets and no default", None),
    "files-mapping": _row("configs", "`data_files` is a mapping", VALUE),
    "files-number": _row("configs", "`data_files` is a number or a boolean", VALUE),
    "files-key-missing": _row("configs", "an entry of `data_files` lacks `split` or `path`", VALUE),
    "files-key-extra": _row("configs", "an entry of `data_files` has a third key", VALUE),
    "files-path-no-string": _row("configs", "a `path` that is a number, null or a mapping", VALUE),
    "files-empty-list": _row("configs", "`data_files` is an empty list", NONE_FOUND, GENERATION, VALUE),
    "files-null": _row("configs", "`data_files` is null", TYPE, None),
    "files-mixed": _row("configs", "words and entries mixed in `data_files`", VALUE),
    "split-characters": _row("configs", "a `split` with a dash, a space or a dot at its end", VALUE),
    "split-no-string": _row("configs", "a `split` that is a number or a boolean", TYPE),
    "split-duplicate": _row("configs", "a split twice in one subset", VALUE),
    "dir-alone": _row("configs", "`data_dir` without `data_files`", None),
    "dir-missing": _row("configs", "`data_dir` names no folder", MISSING, "EmptyDatasetError", None),
    "dir-with-files": _row("configs", "`data_dir` beside `data_files`", MISSING, NONE_FOUND, None),
    "option-unknown": _row("configs", "an option that no builder knows", None),
    "option-wrong": _row(
        "configs",
        "an option of the builder with a value that changes or breaks reading",
        None,
        GENERATION,
        CAST,
        VALUE,
        TYPE,
    ),
    "version-odd": _row("configs", "a version of another form", None, VALUE),
    "config-features-bad": _row(
        "configs", "`features` of a subset that cannot be read", VALUE, TYPE, "AttributeError", "KeyError"
    ),
    # --- dataset_info
    "info-other-type": _row("dataset_info", "`dataset_info` is a word, a number or null", None, VALUE, TYPE),
    "info-two-unnamed": _row("dataset_info", "two entries without a name", None),
    "info-unknown-config": _row("dataset_info", "an entry for a subset that is not declared", None),
    "splits-key-missing": _row("dataset_info", "an entry of `splits` lacks a key", None),
    "splits-key-extra": _row("dataset_info", "an entry of `splits` has an unknown key", TYPE),
    "splits-duplicate": _row("dataset_info", "a split twice in `splits`", VALUE),
    "splits-mapping": _row("dataset_info", "`splits` is a mapping", "AttributeError", TYPE),
    "splits-odd-name": _row("dataset_info", "a name in `splits` that no split could have", "ExpectedMoreSplitsError"),
    "splits-more": _row("dataset_info", "`splits` promises a split that is not there", "ExpectedMoreSplitsError"),
    "splits-fewer": _row("dataset_info", "`splits` leaves one out that is there", "UnexpectedSplitsError"),
    "splits-rows": _row("dataset_info", "`num_examples` is wrong", "NonMatchingSplitsSizesError"),
    "type-unknown": _row("dataset_info", "a type that does not exist", VALUE),
    "type-incomplete": _row("dataset_info", "a type that needs a parameter", TYPE, VALUE),
    "type-class-case": _row("dataset_info", "`ClassLabel`, `array2d` and the like", VALUE, TYPE),
    "label-gaps": _row("dataset_info", "ids of a class label with a gap", VALUE),
    "label-duplicate": _row("dataset_info", "two labels of one name", VALUE),
    "label-no-names": _row("dataset_info", "`num_classes` alone", VALUE, TYPE),
    "label-booleans": _row(
        "dataset_info",
        "labels that are no strings: unquoted `no` and `yes`, or numbers",
        TYPE,
        GENERATION,
        None,
        VALUE,
        CAST,
    ),
    "label-fits": _row("dataset_info", "a class label over a column of numbers or words", None, GENERATION),
    "feature-name-no-string": _row("dataset_info", "a feature whose name is a number or a boolean", TYPE),
    "feature-name-duplicate": _row("dataset_info", "two features of one name", None, CAST),
    "feature-name-missing": _row("dataset_info", "a feature without a name", "KeyError", TYPE),
    "feature-no-type": _row("dataset_info", "a feature without a type", GENERATION, CAST, None),
    "features-other-type": _row(
        "dataset_info", "`features` is a mapping, a word or null", "AttributeError", TYPE, VALUE, None
    ),
    "cast-missing": _row("dataset_info", "`features` leaves out a column of the data", CAST),
    "cast-extra": _row("dataset_info", "`features` names a column that the data lacks", CAST, None),
    "cast-type": _row("dataset_info", "`features` says a type that the data cannot be cast to", CAST, GENERATION, None),
    # --- files and splits
    "glob-prefix": _row("files", "`**` beside other characters of a part", VALUE, GENERATION),
    "glob-braces": _row("files", "a pattern with braces", MISSING, NONE_FOUND),
    "glob-class": _row("files", "a pattern with a class of characters or `?`", None),
    "glob-case": _row("files", "a pattern in other case than the file", MISSING, NONE_FOUND),
    "glob-nothing": _row("files", "a glob that finds nothing", NONE_FOUND),
    "glob-nothing-split": _row("files", "a glob of one split among several finds nothing", VALUE),
    "literal-missing": _row("files", "a path to a file that is missing", MISSING),
    "folder-bare": _row("files", "a pattern that is a folder", MISSING),
    "path-leading-slash": _row("files", "a path that starts with a slash", MISSING, NONE_FOUND),
    "path-backslash": _row("files", "a path with backslashes", MISSING),
    "path-dot": _row("files", "a path that starts with `./`", None),
    "path-up": _row("files", "a path with `..`", MISSING, None),
    "hidden-file": _row("files", "a hidden file or folder", None),
    "special-folder": _row("files", "a folder that starts with two underscores", None),
    "ignored-name": _row("files", "a file whose name is never data", None),
    "suffix-capitals": _row("files", "a suffix in capitals", None, "EmptyDatasetError", MISSING),
    "suffix-unknown": _row("files", "a suffix that no builder knows", None, MISSING),
    "mixed-formats": _row("files", "splits of different formats", VALUE),
    "configs-formats": _row("files", "subsets of different formats", None, GENERATION, CAST),
    "tie": _row("files", "as many files of one format as of another in a split", None, GENERATION, CAST),
    "shard-split-bad": _row("files", "a shard whose split name is refused", VALUE),
    "keyword-case": _row("files", "a keyword of splits in capitals", None),
    "keyword-glued": _row("files", "a keyword without a delimiter", None),
    "folder-beats-file": _row("files", "a keyword as a folder's name and another as a file's", None),
    "file-lost": _row("files", "a keyword in one file's name and none in another's", None),
    "two-keywords": _row("files", "two keywords in one path", None),
    "logs": _row("files", "an `.eval` file: the split `logs`", None, GENERATION, "ImportError"),
    "harbor": _row("files", "`task.toml` or `instruction.md`: the split `test`", None, GENERATION, VALUE),
    "sidecar": _row("files", "a JSON file beside data of another format", None, GENERATION, CAST),
    "empty-repository": _row("files", "no data files at all", "EmptyDatasetError", NONE_FOUND),
    "files-differ": _row("files", "files of one split with different columns", CAST, GENERATION, None),
    "file-empty": _row("files", "a data file of zero bytes", GENERATION, "EmptyDataError", None),
    "file-broken": _row("files", "a data file that its reader refuses", GENERATION),
    "media-metadata": _row(
        "files",
        "a metadata file beside images that names none of them, or without `file_name`",
        GENERATION,
        VALUE,
        None,
    ),
    # --- data that stops the builder before it reads any
    "stored-broken-first": _row("files", "the first Parquet file is none", "ArrowInvalid", GENERATION, VALUE, None),
    "json-empty-first": _row("files", "the JSON files of the first split are empty", "StopIteration"),
    "metadata-without-rows": _row("files", "metadata files of images without rows", "IndexError"),
    "samples-no-archive": _row("files", "a file that is no archive, read as one", "ReadError", GENERATION, VALUE, None),
    "packed-no-gzip": _row(
        "files", "a `.gz` file that is not compressed", "BadGzipFile", GENERATION, "UnicodeDecodeError", None
    ),
    "columns-differ": _row("files", "two files of one split with different columns", CAST, GENERATION, None),
}
