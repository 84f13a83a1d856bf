"""The shortest patterns for files: they find these and no others, in the same order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.drafting.paths import MOST_PATHS, patterns_of
from cardcheck.loading.globs import FileTree

PARTS = st.text(alphabet="ab0-_. [*é", min_size=1, max_size=4).filter(lambda part: part.strip(".") and ".." not in part)
PATHS = st.builds(lambda folders, name: "/".join([*folders, f"{name}.csv"]), st.lists(PARTS, max_size=2), PARTS)


@pytest.mark.parametrize(
    ("files", "others", "patterns"),
    [
        (["train.csv"], [], ["train.csv"]),
        (["a-1.csv", "a-2.csv"], ["b-1.csv"], ["a-*.csv"]),
        (["a-1.csv", "a-2.csv"], ["a-3.csv"], ["a-1.csv", "a-2.csv"]),
        (["data/train-00000-of-00002.csv", "data/train-00001-of-00002.csv"], [], ["data/train-*.csv"]),
        (["a/x.csv", "b/x.csv"], [], ["*/*.csv"]),
        (["a/x.csv", "b/x.csv"], ["c/x.csv"], ["a/x.csv", "b/x.csv"]),
        (["a/b/x.csv", "a/y.csv"], ["z.csv"], ["a/**/*.csv"]),
        (["x[1].csv"], ["x1.csv"], ["x[[]1].csv"]),
    ],
)
def test_as_an_author_would_write(files, others, patterns):
    assert patterns_of(FileTree([*files, *others]), files) == tuple(patterns)


def test_too_many_for_a_card():
    files = [f"{index}.csv" for index in range(2 * MOST_PATHS)]
    assert patterns_of(FileTree([*files, *(f"{index}x.csv" for index in range(3))]), files) is None


@given(paths=st.lists(PATHS, min_size=1, max_size=8, unique=True), data=st.data())
def test_they_find_the_files_and_nothing_else(paths, data):
    tree = FileTree(paths)
    whole = tree.find("**").files
    files = [path for path in whole if data.draw(st.booleans())]
    patterns = patterns_of(tree, files)
    if patterns is not None:
        assert [path for pattern in patterns for path in tree.find(pattern).files] == files
    assert patterns_of(tree, []) is None
