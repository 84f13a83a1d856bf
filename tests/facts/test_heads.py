"""The beginning of a data file in, its columns and rows out: by hand, and against pandas where it is installed."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.facts._csv import read_csv
from cardcheck.facts._json import read_json
from cardcheck.facts.heads import MAX_WHOLE_BYTES, read_head
from cardcheck.model.facts import Column, Table


def head(tmp_path: Path, content: bytes | str, name: str) -> Table:
    data = content.encode() if isinstance(content, str) else content
    path = tmp_path / name
    path.write_bytes(data)
    return read_head(path, len(data), name[name.index(".") :])


def types(table: Table) -> dict[str, str]:
    return {column.name: column.type for column in table.columns}


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        (["1", "-2", " 3 "], "int64"),
        (["1", ""], "float64"),
        (["1", "NA"], "float64"),
        (["1.5", "inf"], "float64"),
        (["", ""], "float64"),
        (["True", "FALSE", "nan"], "bool"),
        (["True", "1"], "string"),
        (["1", "x"], "string"),
        (["2020-01-01"], "string"),
        (["18446744073709551615"], "uint64"),
        (["-1", "9223372036854775808"], "string"),
        (["99999999999999999999", "1.5"], "string"),
        (["1.5", "99999999999999999999"], "float64"),
    ],
)
def test_a_column_of_a_csv_has_the_type_that_pandas_infers(cells: list[str], kind: str) -> None:
    text = "id,a\n" + "".join(f"0,{cell}\n" for cell in cells)
    table = read_csv(text)
    assert (types(table)["a"], table.rows) == (kind, len(cells))


def test_a_whole_number_above_64_bits_cannot_be_handed_on() -> None:
    fault = read_csv("a\n99999999999999999999\n").fault
    assert fault is not None
    assert fault.exception == "OverflowError"


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (",x", ["Unnamed: 0", "x"]),
        ("a,a,a.1", ["a", "a.2", "a.1"]),
        ("Unnamed: 0,", ["Unnamed: 0", "Unnamed: 1"]),
        ('"a\nb",c', ["a\nb", "c"]),
    ],
)
def test_columns_are_named_as_pandas_names_them(header: str, names: list[str]) -> None:
    table = read_csv(f"{header}\n" + ",".join("1" for _ in names) + "\n")
    assert [column.name for column in table.columns] == names


def test_a_first_row_that_is_longer_than_the_header_makes_an_index() -> None:
    table = read_csv("a,b\n1,2,3\n5,6,7\n8,6,7\n")
    assert [column.name for column in table.columns] == ["a", "b", "__index_level_0__"]


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("", "EmptyDataError"),
        ("\n  \n", "EmptyDataError"),
        ("a,b\n1,2\n1,2,3\n", "ParserError"),
        ('a\n"open\n', "ParserError"),
        ('a\n1\n"', "ParserError"),
    ],
)
def test_a_csv_that_pandas_refuses(text: str, exception: str) -> None:
    fault = read_csv(text).fault
    assert fault is not None
    assert fault.exception == exception


def test_bytes_that_are_no_utf8(tmp_path: Path) -> None:
    fault = head(tmp_path, b"a\n\xff\n", "x.csv").fault
    assert fault is not None
    assert fault.exception == "UnicodeDecodeError"


def test_later_batches_have_types_of_their_own() -> None:
    table = read_csv("a\n" + "1\n" * 10_000 + "x\n")
    assert types(table) == {"a": "int64"}
    assert [types(part) for part in table.later] == [{"a": "string"}]
    assert table.rows == 10_001


def test_samples_are_plain_values() -> None:
    assert read_csv("a,b,c\n1,x,True\n2,,False\n").samples == (
        {"a": 1, "b": "x", "c": True},
        {"a": 2, "b": None, "c": False},
    )


@pytest.mark.parametrize("name", ["x.tsv", "x.tsv.gz"])
def test_what_is_compressed_is_opened(tmp_path: Path, name: str) -> None:
    data = b"a\tb\n1\tx\n"
    table = head(tmp_path, gzip.compress(data) if name.endswith("gz") else data, name)
    assert types(table) == {"a": "int64", "b": "string"}


def test_of_a_large_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    table = head(tmp_path, b"a,b\n" + b"1,x\n" * (MAX_WHOLE_BYTES // 4), "x.csv")
    assert (table.is_whole, table.rows, types(table)) == (False, None, {"a": "int64", "b": "string"})


def test_a_text_file_has_a_row_a_line(tmp_path: Path) -> None:
    table = head(tmp_path, "one\r\ntwo\rthree", "x.txt")
    assert (table.rows, types(table)) == (3, {"text": "string"})


@pytest.mark.parametrize(
    ("text", "found", "rows"),
    [
        ('{"a": 1, "b": "x"}\n{"a": 1.5}\n', {"a": "float64", "b": "string"}, 2),
        ('[{"a": 1}, {"b": true}]', {"a": "int64", "b": "bool"}, 2),
        ('["x", "y"]', {"text": "string"}, 2),
        ('{\n"a": [1, 2]\n}', {"a": "list"}, 1),
        ('{"a": "2020-01-01"}\n', {"a": "timestamp[s]"}, 1),
        ('{"a": "2020-02-30"}\n', {"a": "string"}, 1),
        ('{"a": 1}\n{"a": "x"}\n', {"a": "json"}, 2),
        ('{"a": {"b": 1}}\n{"a": {"c": 1}}\n', {"a": "json"}, 2),
        ('{"a": null}\n', {"a": "null"}, 1),
        ('{"a": 9223372036854775808}\n', {"a": "float64"}, 1),
        ("", {}, 0),
    ],
)
def test_json_has_the_types_that_the_loader_finds(text: str, found: dict[str, str], rows: int) -> None:
    table = read_json(text.encode())
    assert (types(table), table.rows) == (found, rows)


def test_nested_json_is_columns_in_columns() -> None:
    (column,) = read_json(b'{"a": [{"p": 1}, {"p": 2}]}').columns
    assert column == Column("a", "list", (Column("item", "struct", (Column("p", "int64"),)),))


@pytest.mark.parametrize(
    ("text", "exception", "is_early"),
    [
        ('{"a": 1}\nx', "ArrowInvalid", False),
        ('{"a": 1, "a": 2}', "ArrowInvalid", False),
        ("1", "ArrowInvalid", False),
        ('[{"a": 1}', "ValueError", False),
        ('[{"a": 1}, 2]', "TypeError", False),
        ('{"a": 1}\n\n{"a": "x"}', "ValueError", True),
    ],
)
def test_json_that_the_loader_refuses(text: str, exception: str, *, is_early: bool) -> None:
    fault = read_json(text.encode()).fault
    assert fault is not None
    assert (fault.exception, fault.is_early) == (exception, is_early)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.csv", b"," * 1_000_000),
        ("x.csv", b",".join([b"a"] * 10_000) + b"\n1" * 10_000),
        ("x.csv", b"\0" * 10_000),
        ("x.csv", b'a\n"' + b"x" * 1_000_000),
        ("x.csv", b"a\n" + b"9" * 1_000_000),
        ("x.csv", b"\x1f\x8bxxxx"),
        ("x.json", b"[" * 100_000),
        ("x.json", b'{"a":' + b"[" * 900 + b"]" * 900 + b"}"),
        ("x.json", json.dumps({str(number): number for number in range(60_000)}).encode()),
        ("x.json", b'{"a":' + b"9" * 100_000 + b"}"),
        ("x.json", b"null\n"),
        ("x.json", b'{"a": "\\ud800"}'),
    ],
)
def test_hostile_files_end_in_an_answer(tmp_path: Path, name: str, data: bytes) -> None:
    assert len(head(tmp_path, data, name).columns) <= 20_000


@given(st.binary(max_size=200))
def test_any_bytes_end_in_an_answer(data: bytes) -> None:
    read_json(data)
    read_csv(data.decode("latin-1"))


_CELLS = (
    "1",
    "-3",
    "2.5",
    "",
    "NA",
    "x",
    "True",
    "1e5",
    "inf",
    '"a,b"',
    '"',
    'a"b',
    " ",
    "0x1",
    '""',
    "99999999999999999999",
)


def _random_csv(chance: random.Random) -> str:
    width = chance.randint(1, 4)
    pools = [chance.choice([("1", "2"), ("1", ""), ("x", "y"), _CELLS]) for _ in range(width + 1)]
    lines = [",".join(chance.choice(("a", "b", "", "a.1")) for _ in range(width))]
    for _ in range(chance.randint(0, 5)):
        count = width if chance.random() < 0.95 else chance.randint(1, width + 1)
        lines.append(",".join(chance.choice(pools[index]) for index in range(count)))
    return "\n".join(lines) + "\n"


def _as_pandas(pandas: Any, pyarrow: Any, path: Path) -> Any:
    try:
        (frame,) = pandas.read_csv(path, iterator=True, chunksize=10_000)
        schema = pyarrow.Table.from_pandas(frame).schema
    except (ValueError, OverflowError) as error:
        return type(error).__name__
    names = [(field.name, str(field.type).removeprefix("large_").replace("double", "float64")) for field in schema]
    return names, len(frame)


def test_random_csv_files_are_read_as_pandas_reads_them(tmp_path: Path) -> None:
    pandas, pyarrow = pytest.importorskip("pandas"), pytest.importorskip("pyarrow")
    if int(pandas.__version__.split(".")[0]) < 3:
        pytest.skip("pandas 3 is what is modelled")
    chance = random.Random(4)
    for number in range(400):
        path = tmp_path / f"{number}.csv"
        path.write_text(_random_csv(chance), encoding="utf-8", newline="")
        table = read_head(path, path.stat().st_size, ".csv")
        ours: Any = [(column.name, column.type) for column in table.columns], table.rows
        assert (table.fault.exception if table.fault else ours) == _as_pandas(pandas, pyarrow, path), path.read_text()
