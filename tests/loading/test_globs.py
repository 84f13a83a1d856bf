"""Which files a pattern finds, and that fsspec's own glob, as the loader calls it, finds the same."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.loading.globs import BadPatternError, FileTree

FILES = [
    "README.md",
    "config.json",
    "data/README.md",
    "data/train.csv",
    "data/old/train.csv",
    "data/Test.CSV",
    "data/notes",
    ".hidden/a.csv",
    "data/.b.csv",
    "__cache__/c.csv",
    "a[1].csv",
    "v1.0.csv.bak",
]


def found(pattern, folder=""):
    return list(FileTree(FILES).find(pattern, folder).files)


@pytest.mark.parametrize(
    ("pattern", "files"),
    [
        ("data/train.csv", ["data/train.csv"]),
        ("./data/train.csv", ["data/train.csv"]),
        ("data/../data/train.csv", ["data/train.csv"]),
        ("data/*.csv", ["data/train.csv"]),
        ("**/*.csv", ["a[1].csv", "data/old/train.csv", "data/train.csv"]),
        ("data/**", ["data/old/train.csv", "data/train.csv"]),
        ("data/*/*", ["data/old/train.csv"]),
        ("data", []),
        ("data/", []),
        ("/data/train.csv", []),
        ("data\\train.csv", []),
        ("data/{train,test}.csv", []),
        ("../data/train.csv", []),
        ("*/../data/train.csv", []),
        ("data/tra?n.csv", ["data/train.csv"]),
        ("data/[!x]rain.csv", ["data/train.csv"]),
        ("a[[]1].csv", ["a[1].csv"]),
    ],
)
def test_a_pattern_finds(pattern, files):
    assert found(pattern) == files


def test_a_pattern_is_looked_for_below_the_folder():
    assert found("*.csv", "data/old") == ["data/old/train.csv"]


def test_hidden_and_special_names_must_be_asked_for():
    assert found(".hidden/*") == [".hidden/a.csv"]
    assert found("data/.*") == ["data/.b.csv"]
    assert found("__cache__/*") == ["__cache__/c.csv"]


def test_what_is_never_data_must_be_asked_for_by_name():
    assert "README.md" not in found("*")
    assert found("config.json") == ["config.json"]


def test_every_part_after_a_dot_counts_as_a_suffix():
    assert found("v1*") == ["v1.0.csv.bak"]


def test_files_that_no_builder_knows_are_told_apart():
    assert FileTree(FILES).find("data/*").others == ("data/Test.CSV", "data/notes")


def test_stars_that_touch_a_name_are_refused():
    with pytest.raises(BadPatternError):
        found("**.csv")


names = st.sampled_from(["train", "test", "a", "b.csv", "train.csv", ".h", "__s", "a[1]", "0", "dev-1.txt", "A.CSV"])
wild = ["*", "**", "?", "[a-z]*", "*.csv", "train*", "[!a]*", "*[-._ 0-9]train*", "{a,b}.csv", "__*", ".*", "*.*"]
odd = ["", ".", "[]", "[", "a[1]", "a[[]1]", "[z-a]", "[a-]*", "?.csv"]
parts = st.sampled_from([*wild, *odd]) | names
paths = st.lists(names, min_size=1, max_size=3).map("/".join)


@given(st.sets(paths, max_size=7), st.lists(parts, min_size=1, max_size=3).map("/".join))
def test_fsspec_finds_the_same(listed, pattern):
    spec = pytest.importorskip("fsspec.spec")
    if pattern.startswith("/"):
        return
    # A file is no folder of others.
    files = {path for path in listed if not any(other.startswith(f"{path}/") for other in listed)}
    # Below a file fsspec 2026.9 looks for the type of nothing, and stops with a KeyError.
    if any(pattern.startswith(f"{path}/") for path in files):
        return

    class Listed(spec.AbstractFileSystem):
        cachable = False

        def ls(self, path, detail=True, **_):  # noqa: FBT002 - fsspec's signature
            at = posixpath.normpath(f"/{path}").lstrip("/")
            below = {path for path in files if path.startswith(f"{at}/" if at else "")}
            if not below and at not in files:
                raise FileNotFoundError(path)
            known = {}
            for one in below:
                rest = one[len(at) :].lstrip("/")
                name, slash, _ = rest.partition("/")
                here = f"{path.rstrip('/')}/{name}" if path else name
                known[here] = {"name": here, "type": "directory" if slash else "file", "size": 0}
            return list(known.values()) if detail else list(known)

        def info(self, path, **_):
            at = posixpath.normpath(f"/{path}").lstrip("/")
            if at in files and not path.endswith("/."):
                return {"name": path, "type": "file", "size": 0}
            if any(one.startswith(f"{at}/") for one in files) or not at:
                return {"name": path, "type": "directory", "size": 0}
            raise FileNotFoundError(path)

    # The loader makes an address of the pattern, which takes slashes off its end.
    globbed = Listed().glob(pattern.rstrip("/"), detail=True)
    theirs = {posixpath.normpath(path) for path, info in globbed.items() if info["type"] == "file"}
    everything = FileTree(files).find(pattern)
    # The loader drops hidden and special names afterwards; asked for by name they are among ours.
    ours = {*everything.files, *everything.others}
    assert ours <= theirs
    plain = {path for path in theirs if not any(part.startswith((".", "__")) for part in path.split("/"))}
    assert plain <= ours
