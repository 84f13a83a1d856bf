"""What options of a subset, foreign files and archives make of reading: a folder's texts in, rows or an error out."""

from __future__ import annotations

from typing import Any

import pytest

from cardcheck.loading.generation import Generated, generate
from cardcheck.loading.subsets import Part
from cardcheck.model.facts import Column, Table, Unreadable, Values

GENERATION, CAST = "DatasetGenerationError", "DatasetGenerationCastError"
NUMBERS = Values(low=1, high=2)
WORDS = Values(is_integral=False, texts=frozenset({"x", "y"}))
CSV = Table(
    (Column("a", "int64"), Column("b", "string")),
    rows=2,
    values={"a": NUMBERS, "b": WORDS},
    samples=({"a": 1, "b": "x"}, {"a": 2, "b": "y"}),
)
LINES = CSV._replace(form="lines")
LIST = CSV._replace(form="list")
TEXT = Table((Column("text", "string"),), rows=3)
BROKEN = Table(fault=Unreadable("UnicodeDecodeError", "no text"))


def run(builder: str, *tables: Table, info: list[dict[str, Any]] | None = None, **options: Any) -> Generated:
    suffix = {"csv": "csv", "json": "jsonl", "text": "txt", "parquet": "parquet"}[builder]
    files = {f"{index}.{suffix}": table for index, table in enumerate(tables)}
    part = Part("/dataset_info", {"features": info}) if info is not None else None
    return generate(builder, [("train", tuple(files))], files, info=part, options=options)


def outcome(done: Generated) -> str:
    return done.error.exception if done.error is not None else "ok"


@pytest.mark.parametrize(
    ("builder", "table", "options", "expected", "rows"),
    [
        ("text", TEXT, {"sample_by": "row"}, GENERATION, None),
        ("text", TEXT, {"sample_by": "document"}, "ok", 1),
        ("text", TEXT, {"sample_by": "paragraph"}, "ok", None),
        ("text", TEXT, {"encoding": "no-such"}, GENERATION, None),
        ("text", TEXT, {"encoding": "UTF8"}, "ok", 3),
        ("text", TEXT, {"encoding": "latin-1"}, "ok", None),
        ("json", LINES, {"field": "data"}, GENERATION, None),
        ("json", LINES._replace(rows=1), {"field": "data"}, GENERATION, None),
        ("json", LINES._replace(rows=1), {"field": "a"}, "ok", None),
        ("json", LIST, {"field": "a"}, GENERATION, None),
        ("json", LINES, {"encoding": "no-such"}, "LookupError", None),
        ("json", LIST, {"encoding": "no-such"}, GENERATION, None),
        ("json", LINES, {"encoding": "utf-16"}, GENERATION, None),
        ("parquet", CSV, {"columns": ["nothere"]}, GENERATION, None),
        ("parquet", CSV, {"columns": ["a"]}, "ok", 2),
        ("parquet", CSV, {"columns": "a"}, "ok", None),
        ("csv", CSV, {"usecols": ["nothere"]}, GENERATION, None),
        ("csv", CSV, {"usecols": ["a"]}, "ok", 2),
        ("csv", CSV, {"nrows": 1}, "ok", 1),
        ("csv", CSV, {"nrows": 9}, "ok", 2),
        ("csv", CSV, {"names": ["x", "y"]}, "ok", 3),
        ("csv", CSV, {"names": ["x"]}, "ok", None),
        ("csv", CSV, {"header": None}, "ok", 3),
        ("csv", CSV, {"skiprows": 1}, "ok", 1),
        ("csv", CSV._replace(rows=0), {"skiprows": 1}, GENERATION, None),
        ("csv", CSV, {"skiprows": 1, "nrows": 1}, "ok", None),
        ("csv", CSV, {"chunksize": 1}, "ok", 2),
        ("csv", CSV, {"chunksize": 7}, "ok", None),
        ("csv", CSV, {"encoding": "no-such"}, GENERATION, None),
        ("csv", CSV, {"encoding": "utf-16"}, GENERATION, None),
        ("json", LIST, {"encoding": "utf-16"}, GENERATION, None),
        ("csv", CSV, {"sep": ";"}, "ok", 2),
        ("csv", CSV, {"delimiter": "|"}, "ok", 2),
        ("csv", CSV, {"sep": "||"}, "ok", None),
        ("csv", CSV._replace(samples=()), {"sep": ";"}, "ok", None),
    ],
)
def test_options(builder, table, options, expected, rows):
    done = run(builder, table, **options)
    assert (outcome(done), done.rows[0]) == (expected, rows)


FEATURES = [{"name": "a", "dtype": "int64"}, {"name": "b", "dtype": "string"}]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "ok"),
        ({"names": ["x", "y"]}, CAST),
        ({"skiprows": 1}, GENERATION),
        ({"usecols": ["a"]}, "ok"),
        ({"chunksize": 1}, "ok"),
        ({"sep": ";"}, CAST),
    ],
)
def test_options_against_stated_features(options, expected):
    assert outcome(run("csv", CSV, info=FEATURES, **options)) == expected


class TestForeignFiles:
    def test_a_builder_reads_what_it_finds(self) -> None:
        table = Table(form="lines", readings={"csv": (Table((Column('{"a": 1}', "null"),), rows=0),)})
        done = generate("csv", [("train", ("a.json",))], {"a.json": table}, options={"sep": ","})
        assert (outcome(done), done.rows) == ("ValueError", (0,))

    def test_each_member_of_an_archive_is_a_file(self) -> None:
        other = Table((Column("c", "int64"),), rows=2)
        for tables, expected, rows in (
            ((CSV, CSV), "ok", 4),
            ((CSV, other), CAST, None),
            ((CSV, BROKEN), GENERATION, None),
        ):
            archive = {"a.zip": Table(names=("x", "y"), readings={"csv": tables})}
            done = generate("csv", [("train", ("a.zip",))], archive, options={})
            assert (outcome(done), done.rows[0]) == (expected, rows)

    def test_an_archive_that_nobody_looked_into(self) -> None:
        assert generate("csv", [("train", ("a.zip",))], {"a.zip": Table(names=("x",))}, options={}) == Generated(
            (None,)
        )

    @pytest.mark.parametrize("name", ["a.zip", "a.csv", "p.png", "x"])
    def test_nothing_else_is_parquet(self, name: str) -> None:
        assert outcome(generate("parquet", [("train", (name,))], {}, options={})) == "ArrowInvalid"

    @pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "p.png", "x.parquet"])
    def test_nothing_else_is_a_tar(self, name: str) -> None:
        assert outcome(generate("webdataset", [("train", (name,))], {}, options={})) == "ReadError"

    def test_all_in_an_archive_of_images_are_rows(self) -> None:
        tables = {"a.zip": Table(names=("in/a.png", "in/b.png", "x.csv", ".h.png"))}
        assert generate("imagefolder", [("train", ("a.zip", "p.png"))], tables, options={}).rows == (4,)

    def test_logs_in_another_builder_hold_no_samples(self) -> None:
        info = Part("/dataset_info", {"features": FEATURES})
        tables = {"run.eval": Table(names=("header.json", "samples/1_epoch_1.json"))}
        splits = [("train", ("run.eval",)), ("test", ("a.jsonl",))]
        assert generate("eval", splits, tables, info=info, options={}).rows == (1, 0)


def test_json_of_an_odd_size_is_no_utf16() -> None:
    for size, expected in ((9, "UnicodeDecodeError"), (10, GENERATION)):
        done = generate(
            "json",
            [("train", ("a.jsonl",))],
            {"a.jsonl": LINES},
            options={"encoding": "utf-16"},
            sizes={"a.jsonl": size},
        )
        assert outcome(done) == expected


def test_a_tar_by_another_name() -> None:
    tables = {"a.csv": Table(is_whole=False, names=("0.txt",))}
    for builder in ("csv", "webdataset"):
        assert generate(builder, [("train", ("a.csv",))], tables, options={}) == Generated((None,))


def test_a_split_name_with_a_line_break() -> None:
    tables = {"a.csv": CSV, "b.csv": CSV}
    twins = [("train", ("a.csv",)), ("train\n", ("b.csv",))]
    assert outcome(generate("csv", twins, tables, options={})) == "ok"
    assert outcome(generate("csv", twins[1:], tables, options={})) == "ValueError"


def test_lists_of_another_length() -> None:
    three = [{"name": "a", "list": "int64", "length": 3}]
    for low, high, expected in ((2, 2, GENERATION), (3, 4, GENERATION), (3, 3, "ok")):
        column = Column("a", "list", (Column("item", "int64"),))
        table = Table((column,), rows=2, form="lines", values={"a": Values(low=low, high=high)})
        assert outcome(run("json", table, info=three)) == expected


def test_some_texts_are_enough_to_fail() -> None:
    some = Values(is_integral=False, some=frozenset({"x"}))
    table = Table((Column("a", "string"),), rows=9, values={"a": some})
    labels = {"class_label": {"names": {"0": "x"}}}
    assert outcome(run("parquet", table, info=[{"name": "a", "dtype": "int64"}])) == GENERATION
    assert outcome(run("parquet", table, info=[{"name": "a", "dtype": labels}])) == "ok"
    labels = {"class_label": {"names": {"0": "y"}}}
    assert outcome(run("parquet", table, info=[{"name": "a", "dtype": labels}])) == GENERATION


def test_a_tar_that_is_called_parquet() -> None:
    fault = Unreadable("ArrowInvalid", "none", is_early=True)
    table = Table(fault=fault, names=("0.txt",), readings={"tar": (Table(names=("0.txt",), is_whole=False),)})
    assert generate("webdataset", [("train", ("a.parquet",))], {"a.parquet": table}, options={}) == Generated((None,))
    cut = Table(names=("0.txt",), fault=Unreadable("ReadError", "cut off", is_early=True))
    table = table._replace(readings={"tar": (cut,)})
    assert outcome(generate("webdataset", [("train", ("a.parquet",))], {"a.parquet": table}, options={})) == "ReadError"


def test_no_features_beside_metadata_change_nothing() -> None:
    tables = {"metadata.csv": Table((Column("file_name", "string"),), rows=1)}
    config = Part("/configs/0", {"features": []})
    splits = [("train", ("metadata.csv", "p.png"))]
    assert generate("imagefolder", splits, tables, config=config, options={}).rows == (1,)


def test_a_tar_that_is_cut_off_stops_every_builder_that_unpacks() -> None:
    tables = {"a.csv": CSV, "b.tar": Table(fault=Unreadable("ReadError", "cut off", is_early=True), names=("0.txt",))}
    assert outcome(generate("csv", [("train", ("a.csv", "b.tar"))], tables, options={})) == "ReadError"
    assert outcome(generate("webdataset", [("train", ("b.tar",))], tables, options={})) == "ReadError"
