"""Footers of files that pyarrow writes, and of files that nobody should have written."""

from __future__ import annotations

import builtins
import io
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_parquet import Counting, files, read, stored, tried, written

from cardcheck.facts.parquet import FooterReader, footers
from cardcheck.model.facts import Column, FileList, Footer, Footers, RepoFile, Table, Unavailable, Values

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


class TestColumns:
    @pytest.mark.parametrize(
        ("type_", "name"),
        [
            (pa.int8(), "int8"),
            (pa.uint64(), "uint64"),
            (pa.float32(), "float32"),
            (pa.float64(), "float64"),
            (pa.bool_(), "bool"),
            (pa.string(), "string"),
            (pa.large_string(), "large_string"),
            (pa.binary(), "binary"),
            (pa.binary(16), "fixed_size_binary[16]"),
            (pa.date32(), "date32"),
            (pa.time32("ms"), "time32[ms]"),
            (pa.time64("us"), "time64[us]"),
            (pa.timestamp("us"), "timestamp[us]"),
            (pa.timestamp("ms", "Europe/Rome"), "timestamp[ms, tz=Europe/Rome]"),
            (pa.duration("s"), "duration[s]"),
            (pa.decimal128(5, 2), "decimal128(5, 2)"),
            (pa.decimal256(50, 2), "decimal256(50, 2)"),
            (pa.dictionary(pa.int32(), pa.string()), "string"),
            (pa.null(), "null"),
        ],
    )
    def test_type(self, type_, name):
        assert read(written(pa.schema([("a", type_)]))).table.columns == (Column("a", name),)

    def test_nested(self):
        inner = pa.struct([("b", pa.int64()), ("c", pa.list_(pa.string(), 2))])
        table = read(written(pa.schema([("a", pa.list_(inner)), ("d", pa.large_list(pa.int8()))]), rows=0)).table
        fields = (Column("b", "int64"), Column("c", "fixed_size_list[2]", (Column("item", "string"),)))
        assert table.columns == (
            Column("a", "list", (Column("item", "struct", fields),)),
            Column("d", "large_list", (Column("item", "int8"),)),
        )

    def test_a_type_that_datasets_has_no_name_for(self):
        table = read(written(pa.schema([("a", pa.int8()), ("m", pa.map_(pa.string(), pa.int8()))]))).table
        assert table.rows == 3
        assert table.fault is not None
        assert (table.fault.exception, "`m`" in table.fault.reason) == ("ValueError", True)

    def test_counts(self):
        found = read(written(pa.schema([("a", pa.int64())]), rows=10, row_group_size=4))
        assert (found.table.rows, found.row_groups, found.has_features) == (10, 3, False)
        assert found.size_bytes > 0


class TestStoredFeatures:
    def test_classes_and_labels(self):
        image = pa.struct([("bytes", pa.binary()), ("path", pa.string())])
        schema = stored(
            pa.schema([("y", pa.int64()), ("i", image), ("n", pa.list_(pa.int64())), ("s", pa.string())]),
            y={"names": ["no", "yes"], "_type": "ClassLabel"},
            i={"_type": "Image"},
            n={"feature": {"names": ["a"], "_type": "ClassLabel"}, "_type": "List"},
            s={"dtype": "string", "_type": "Value"},
        )
        found = read(written(schema, rows=0))
        assert found.has_features
        assert found.table.columns == (
            Column("y", "class_label", labels=("no", "yes")),
            Column("i", "image"),
            Column("n", "list", (Column("item", "class_label", labels=("a",)),)),
            Column("s", "string"),
        )

    def test_one_that_the_data_contradicts_does_not_count(self):
        schema = stored(pa.schema([("y", pa.string())]), y={"names": ["no", "yes"], "_type": "ClassLabel"})
        found = read(written(schema))
        assert found.has_features
        assert found.table.columns == (Column("y", "string"),)

    def test_old_sequence_of_a_struct(self):
        schema = stored(
            pa.schema([("q", pa.struct([("a", pa.list_(pa.int32()))]))]),
            q={"feature": {"a": {"dtype": "int32", "_type": "Value"}}, "length": -1, "_type": "Sequence"},
        )
        item = Column("item", "int32")
        assert read(written(schema, rows=0)).table.columns == (Column("q", "struct", (Column("a", "list", (item,)),)),)

    @pytest.mark.parametrize(
        ("text", "exception"),
        [
            ("{", "JSONDecodeError"),
            ('{"info": {"features": {"a": {"_type": "Hologram"}}}}', "ValueError"),
            ('{"info": {"features": {"a": {"_type": "List"}}}}', "KeyError"),
            ('{"info": {"features": {"a": {"_type": "ClassLabel", "num_classes": 2}}}}', "ValueError"),
            ('{"info": {"features": ' + '{"a":' * 5000 + "1" + "}" * 5002, "RecursionError"),
        ],
    )
    def test_what_the_loader_cannot_read(self, text, exception):
        fault = read(written(pa.schema([("a", pa.int64())]).with_metadata({"huggingface": text}))).table.fault
        assert fault is not None
        assert (fault.exception, fault.is_early) == (exception, True)

    @pytest.mark.parametrize("text", ["{}", '{"info": {}}', '{"info": {"features": null}}'])
    def test_none_are_stored(self, text):
        found = read(written(pa.schema([("a", pa.int64())]).with_metadata({"huggingface": text})))
        assert (found.table.fault, found.has_features) == (None, False)


@pytest.mark.filterwarnings("ignore")
def test_columns_are_those_of_datasets(tmp_path):
    datasets = pytest.importorskip("datasets")
    lists = [datasets.List(datasets.Value("int8"), length=3), datasets.LargeList(datasets.Value("float32"))]
    features = datasets.Features(
        {
            "value": datasets.Value("timestamp[us, tz=UTC]"),
            "label": datasets.ClassLabel(names=["x", "y"]),
            "image": datasets.Image(),
            "audio": datasets.Audio(),
            "pair": datasets.Translation(languages=["fr", "en"]),
            "many": datasets.TranslationVariableLanguages(languages=["fr", "en"]),
            "old": datasets.Sequence({"a": datasets.Value("int32")}),
            "array": datasets.Array2D(shape=(2, 2), dtype="float32"),
            **{f"list{index}": one for index, one in enumerate(lists)},
            "struct": {"deep": {"label": datasets.ClassLabel(num_classes=2)}},
        }
    )
    path = tmp_path / "a.parquet"
    datasets.Dataset.from_dict({name: [] for name in features}, features=features).to_parquet(path)
    found = footers(tmp_path, files("a.parquet"))
    assert isinstance(found, Footers)
    table = found.footers["a.parquet"].table
    assert table.fault is None
    assert [(column.name, column.type) for column in table.columns] == [
        ("value", "timestamp[us, tz=UTC]"),
        ("label", "class_label"),
        ("image", "image"),
        ("audio", "audio"),
        ("pair", "translation"),
        ("many", "translation_variable_languages"),
        ("old", "struct"),
        ("array", "array2_d"),
        ("list0", "fixed_size_list[3]"),
        ("list1", "large_list"),
        ("struct", "struct"),
    ]
    assert table.columns[-1].children[0].children[0].labels == ("0", "1")


class TestArrow:
    SCHEMA = pa.schema([("a", pa.int64()), ("b", pa.string())])

    def written(self, make, *sizes: int) -> bytes:
        out = io.BytesIO()
        with make(out, self.SCHEMA) as writer:
            for size in sizes:
                writer.write_table(pa.Table.from_pylist([{"a": 1, "b": "x" * 1000}] * size, schema=self.SCHEMA))
        return out.getvalue()

    @pytest.mark.parametrize("make", [pa.ipc.new_stream, pa.ipc.new_file])
    def test_columns_and_rows_of_both_forms(self, make):
        table = FooterReader().of_arrow(io.BytesIO(self.written(make, 3, 0, 4))).table
        assert table._replace(values={}) == Table((Column("a", "int64"), Column("b", "string")), rows=7)
        assert table.values["a"] == Values(low=1, high=1)

    @pytest.mark.parametrize("make", [pa.ipc.new_stream, pa.ipc.new_file])
    def test_no_batch_is_read(self, make):
        data = self.written(make, 5000, 5000)
        file = Counting(data)
        assert FooterReader().of_arrow(file).table.rows == 10_000
        assert len(data) > 10_000_000
        assert file.read_bytes < 16 * 1024

    def test_a_batch_that_is_cut_off(self):
        data = self.written(pa.ipc.new_stream, 3, 3)
        fault = FooterReader().of_arrow(io.BytesIO(data[: len(data) - 1000])).table.fault
        assert fault is not None
        assert (fault.exception, fault.is_early) == ("OSError", False)

    @given(st.binary(max_size=200))
    def test_any_bytes(self, data):
        path_free = FooterReader()
        assert isinstance(tried(path_free.of_arrow, data), Footer | Exception)

    @settings(max_examples=200)
    @given(st.data())
    def test_damaged(self, data):
        good = bytearray(self.written(pa.ipc.new_stream, 2))
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
        assert isinstance(tried(FooterReader().of_arrow, bytes(good)), Footer | Exception)


class TestFolder:
    def test_only_what_lies_there_is_read(self, tmp_path):
        (tmp_path / "d").mkdir()
        (tmp_path / "d" / "a.parquet").write_bytes(written(pa.schema([("a", pa.int8())])))
        listed = FileList(
            (
                RepoFile("d/a.parquet", 1),
                RepoFile("gone.parquet", 1),
                RepoFile("pointer.parquet", 10**9, is_pointer=True),
                RepoFile("x.csv", 1),
            )
        )
        found = footers(tmp_path, listed)
        assert isinstance(found, Footers)
        assert found.footers.keys() == {"d/a.parquet", "gone.parquet"}
        fault = found.footers["gone.parquet"].table.fault
        assert fault is not None
        assert fault.exception == "FileNotFoundError"

    def test_without_pyarrow(self, tmp_path, monkeypatch):
        real = builtins.__import__

        def refuse(name, *rest):
            if name.partition(".")[0] == "pyarrow":
                raise ImportError(name)
            return real(name, *rest)

        monkeypatch.setattr(builtins, "__import__", refuse)
        for name in [name for name in sys.modules if name.partition(".")[0] == "pyarrow"]:
            monkeypatch.delitem(sys.modules, name)
        unavailable = Unavailable("pyarrow is not installed; `pip install 'cardcheck[parquet]'`")
        assert footers(tmp_path, files("a.parquet")) == unavailable
        assert footers(tmp_path, files("a.csv")) == Footers()

    def test_shards_share_their_columns(self, tmp_path):
        for name in ("a.parquet", "b.parquet"):
            (tmp_path / name).write_bytes(written(pa.schema([("a", pa.int8())])))
        found = footers(tmp_path, files("a.parquet", "b.parquet"))
        assert isinstance(found, Footers)
        one, two = found.footers.values()
        assert one.table.columns is two.table.columns
