"""What people get wrong in the front matter: one value, one key or one line at a time."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from mutated_cards import Change, Repository, slip

_BUCKETS = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M", "10M<n<100M")
_INFO = r"/dataset_info(?:/\d+)?"
_CONFIG = r"/configs/\d+"
_ITEM = r"(?:/\d+)?"


class Mutator(NamedTuple):
    """One way to make a true card wrong, and the rules of which one must say so."""

    name: str
    rules: tuple[str, ...]
    changes: Callable[[Repository, random.Random], Iterator[Change]]


def value(name: str, pointer: str, make: Callable[[str, random.Random], str | None], *rules: str) -> Mutator:
    """Return a mutator that writes another value."""

    def changes(repository: Repository, chance: random.Random) -> Iterator[Change]:
        for place in repository.values(pointer):
            new = make(place.text, chance)
            if new not in {None, place.text}:
                yield Change(place.start, place.end, str(new))

    return Mutator(name, rules, changes)


def key(name: str, pointer: str, make: Callable[[str, random.Random], str | None], *rules: str) -> Mutator:
    """Return a mutator that writes another key."""

    def changes(repository: Repository, chance: random.Random) -> Iterator[Change]:
        for place in repository.keys(pointer):
            yield Change(place.start, place.end, str(make(place.text, chance)))

    return Mutator(name, rules, changes)


def line(name: str, pointer: str, new: str, *rules: str) -> Mutator:
    """Return a mutator that puts a line before a key; `{key}` is the key, `{line}` its line."""

    def changes(repository: Repository, _: random.Random) -> Iterator[Change]:
        for place in repository.keys(pointer):
            whole = repository.text[place.start : repository.text.index("\n", place.start)]
            indent = " " * (place.start - repository.text.rindex("\n", 0, place.start) - 1)
            if not indent.strip() and repository.text[place.start - len(indent) : place.start] == indent:
                yield Change(place.start, place.start, f"{new.format(key=place.text, line=whole)}\n{indent}")

    return Mutator(name, rules, changes)


def always(new: str) -> Callable[[str, random.Random], str]:
    return lambda *_: new


def replaced(old: str, new: str) -> Callable[[str, random.Random], str | None]:
    return lambda text, _: text.replace(old, new) if old in text else None


def _other_number(text: str, chance: random.Random) -> str:
    """Write another number of as many digits."""
    at = chance.randrange(len(text))
    digit = chance.choice([digit for digit in "123456789" if digit != text[at]])
    return text[:at] + digit + text[at + 1 :]


def _other_bucket(text: str, chance: random.Random) -> str:
    return chance.choice([bucket for bucket in _BUCKETS if bucket != text])


def _other_file(text: str, chance: random.Random) -> str:
    """Write the path of a file that is not there."""
    quote = text[0] if text[0] in "\"'" else ""
    folder, slash, name = text.strip("\"'").rpartition("/")
    stem, dot, suffix = name.partition(".")
    return f"{quote}{folder}{slash}{chance.choice(['old_', 'my-'])}{stem}{dot}{suffix}{quote}"


def _with_dash(text: str, _: random.Random) -> str:
    return f"{text}-set"


def _of_many(text: str, _: random.Random) -> str | None:
    return {"monolingual": "multilingual", "multilingual": "monolingual"}.get(text)


def _no_default(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Take the default away, where no example relies on it; the finding stands at `configs`."""
    if list(repository.code(r"load_dataset\(\"[^\"]+\"(?:\)|, split)")):
        return
    for place in repository.values(rf"{_CONFIG}/default"):
        yield Change(place.start, place.end, "false", (repository.text.index("\nconfigs:") + 1,))


def _misspelt_files(repository: Repository, chance: random.Random) -> Iterator[Change]:
    """Misspell `data_files` of a lone subset; one of several then reads the files of all."""
    if "/configs/1" not in repository.entries:
        for place in repository.keys(rf"{_CONFIG}/data_files"):
            yield Change(place.start, place.end, slip(place.text, chance))


def _other_label(repository: Repository, chance: random.Random) -> Iterator[Change]:
    """Misspell class labels where the files name theirs, as Parquet of `datasets` does."""
    if any(path.endswith(".parquet") for path in repository.facts.tables):
        for place in repository.values(rf"{_INFO}/features/.*/names/\d+"):
            yield Change(place.start, place.end, slip(place.text, chance))


def _other_type(repository: Repository, _: random.Random) -> Iterator[Change]:
    """Give texts of Parquet a type of numbers; whether texts of JSON are numbers nobody states here."""
    if not any(".json" in path for path in repository.facts.tables):
        for place in repository.values(rf"{_INFO}/features/\d+/dtype"):
            if place.text == "string":
                yield Change(place.start, place.end, "int64")


METADATA = (
    value("a license id", "/license", slip, "license/unknown-id"),
    value("a license id in capitals", "/license", lambda text, _: text.upper(), "license/case"),
    value("a license id with a blank", "/license", lambda text, _: text.replace("-", " ", 1), "license/unknown-id"),
    value(
        "a license without its version",
        "/license",
        lambda text, _: text[:-4] if text[-3:] in {"4.0", "3.0", "2.0"} and text.startswith("cc-") else None,
        "license/unknown-id",
        "license/too-vague",
    ),
    value(
        "the file of a license",
        "/license_link",
        lambda text, chance: None if "://" in text else _other_file(text, chance),
        "license/link-broken",
    ),
    value("a language by its name", f"/language{_ITEM}", lambda *_: "klingon", "language/unknown-code"),
    value(
        "a language with its region",
        f"/language{_ITEM}",
        lambda text, _: f"{text}-XX",
        "language/region",
        "language/unknown-code",
    ),
    value("a language `no`", f"/language{_ITEM}", always("no"), "front-matter/dialect"),
    value("a size bucket", f"/size_categories{_ITEM}", _other_bucket, "metadata/size-contradicts", "data/size-bucket"),
    value("a size in other letters", f"/size_categories{_ITEM}", lambda text, _: text.lower(), "metadata/size-case"),
    value("a size that is no bucket", f"/size_categories{_ITEM}", replaced("10", "20"), "metadata/size-unknown"),
    value("a task category", f"/task_categories{_ITEM}", slip, "task/unknown-category"),
    value("a subtask", f"/task_ids{_ITEM}", slip, "task/unknown-id"),
    value("a kind of annotators", "/(?:annotations|language)_creators" + _ITEM, slip, "metadata/creators-unknown"),
    value("a multilinguality", f"/multilinguality{_ITEM}", slip, "metadata/multilinguality-unknown"),
    value("one language or several", f"/multilinguality{_ITEM}", _of_many, "language/multilingual-mismatch"),
    value("a tag that is a number", f"/tags{_ITEM}", always("2024"), "task/tag-not-string"),
    value(
        "a colon in the name",
        "/pretty_name",
        lambda text, _: f"New: {text}" if text[0] != '"' else None,
        "front-matter/syntax",
    ),
    value("a placeholder for the name", "/pretty_name", always("TODO"), "front-matter/placeholder-value"),
    value("the rows of a split", rf"{_INFO}/splits/\d+/num_examples", _other_number, "data/rows-differ"),
    value("the bytes of a split", rf"{_INFO}/splits/\d+/num_bytes", _other_number, "features/sum-mismatch"),
    value("the size of the data set", f"{_INFO}/dataset_size", _other_number, "features/sum-mismatch"),
    value("the size of the files", f"{_INFO}/download_size", lambda text, _: f"{text}00", "data/bytes-differ"),
    value(
        "a type that there is not", rf"{_INFO}/features/\d+/dtype", replaced("string", "str"), "features/unknown-type"
    ),
    Mutator("a type that the data has not", ("data/columns-differ",), _other_type),
    value(
        "a number of other width", rf"{_INFO}/features/\d+/dtype", replaced("float64", "string"), "data/columns-differ"
    ),
    value("a column of the metadata", rf"{_INFO}/features/\d+/name", slip, "data/columns-differ"),
    Mutator("a class label of the metadata", ("data/label-names",), _other_label),
    value(
        "a class label that is no text",
        rf"{_INFO}/features/.*/names/\d+",
        always("no"),
        "features/class-label-names",
        "front-matter/dialect",
    ),
    value("a split of the metadata", rf"{_INFO}/splits/\d+/name", slip, "configs/info-mismatch", "data/splits-differ"),
    value("a subset of the metadata", rf"{_INFO}/config_name", slip, "configs/info-mismatch"),
    value("a file", rf"{_CONFIG}/data_files(?:/.*/path(?:/\d+)?)?", _other_file, "repository/missing-data-file"),
    value(
        "a file in another folder",
        rf"{_CONFIG}/data_files(?:/.*/path(?:/\d+)?)?",
        lambda text, _: f"old/{text}" if text[0] != '"' else None,
        "repository/missing-data-file",
    ),
    value("a split with a dash", rf"{_CONFIG}/data_files/\d+/split", _with_dash, "configs/split-name"),
    Mutator("no default", ("configs/no-default",), _no_default),
    value("a subset with a slash", rf"{_CONFIG}/config_name", lambda text, _: f"{text}/all", "configs/name-characters"),
    value("a field of the form", r"/extra_gated_fields/.*", always("string"), "gating/field-type"),
    key(
        "a misspelt key",
        "/(?:task_categories|size_categories|configs|pretty_name|license)",
        slip,
        "front-matter/unknown-key",
    ),
    key(
        "a key with a dash",
        "/(?:task_categories|size_categories|source_datasets|annotations_creators)",
        lambda text, _: text.replace("_", "-"),
        "front-matter/unknown-key",
    ),
    Mutator("a misspelt key of a subset", ("configs/option-unknown",), _misspelt_files),
    line("a key twice", "/(?:license|pretty_name|tags|configs)", "{key}: x", "front-matter/duplicate-key"),
    line("a key without a colon", "/(?:license|tags|configs)", "annotated", "front-matter/syntax"),
    line("a tab", "/(?:license|tags|configs|language)", "\tlicense_name: x", "front-matter/syntax"),
    line("text before the metadata", "/(?:pretty_name|language|license)", "```yaml", "front-matter/syntax"),
)
