"""The rules that hold a card against its data: they agree with the plan, and no metadata makes them fail."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from unscored import unscored

from cardcheck.facts.stated import stated_facts
from cardcheck.model.config import Config
from cardcheck.run import check

LINTER = unscored(select=("data",), min_confidence="low", profile="strict")
ONE = {"columns": {"a": "int64", "b": "string"}, "rows": 5}
OTHER = {
    "columns": {"a": {"struct": {"c": "int64"}}, "label": {"class_label": ["x", "y"]}},
    "rows": 3,
    "features": True,
}
BROKEN = {"fault": {"exception": "ArrowInvalid", "reason": "it is no Parquet file"}}


def report_of(metadata, parquet=None, heads=None, *, complete=True):
    card = f"---\n{yaml.safe_dump(metadata)}---\n# T\n"
    facts = {"parquet": parquet or {}, "heads": heads or {}, "complete": complete}
    return LINTER.check(card, facts=stated_facts(facts))


scalars = st.sampled_from([None, True, -1, 0, 3, 5, 2.5, float("nan"), float("inf"), "", "a", "train", "n<1K", "int64"])
odd = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(scalars, inner, max_size=3))
features = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from(["a", "b", "label", "z"]) | odd, "dtype": odd})
    | st.sampled_from([{"name": "b", "dtype": {"class_label": {"names": ["x"]}}}, {"name": "a", "list": "string"}]),
    max_size=6,
)
splits = st.lists(
    st.fixed_dictionaries({"name": st.sampled_from(["train", "test"]) | odd, "num_bytes": odd, "num_examples": odd}),
    max_size=3,
)
infos = st.fixed_dictionaries({"features": features | odd, "splits": splits | odd, "download_size": odd})
files = st.dictionaries(
    st.sampled_from(["train.parquet", "test.parquet", "data/train-00000-of-00002.parquet"]),
    st.sampled_from([ONE, OTHER, BROKEN]),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "dataset_info": infos | st.lists(infos, max_size=2) | odd,
            "size_categories": odd,
            "configs": odd | st.just([{"config_name": "default", "data_files": "*.parquet"}]),
        },
    ),
    files,
    st.booleans(),
)
def test_nothing_crashes(metadata, parquet, complete):
    report = report_of(metadata, parquet, complete=complete)
    assert "cardcheck/crashed" not in {finding.rule for finding in report.findings}


def test_ten_thousand_shards_of_one_schema_are_looked_at_once():
    facts = stated_facts({"parquet": {"a.parquet": ONE}, "heads": {}})
    footer = facts.parquet.footers["a.parquet"]
    paths = [f"data/train-{index:05d}-of-10000.parquet" for index in range(10_000)]
    facts = facts._replace(
        files=facts.files._replace(files=tuple(facts.files.files[0]._replace(path=path) for path in paths)),
        parquet=facts.parquet._replace(footers=dict.fromkeys(paths, footer)),
    )
    card = "---\ndataset_info:\n  features:\n  - name: a\n    dtype: int64\n  - name: c\n    dtype: string\n---\n"
    finding, other = LINTER.check(card, facts=facts).findings
    assert {finding.rule, other.rule} == {"data/columns-differ"}
    assert "every file" in finding.message


def test_numbers_of_rows_are_mended_together():
    metadata = {"dataset_info": {"splits": [{"name": "train", "num_bytes": 1, "num_examples": 9}]}}
    report = report_of(metadata, {"train.parquet": ONE})
    assert [(finding.rule, finding.fix.edits[0].text) for finding in report.findings] == [("data/rows-differ", "5")]


@pytest.fixture
def library(monkeypatch):
    for name in ("HF_HUB_OFFLINE", "HF_DATASETS_OFFLINE"):
        monkeypatch.setenv(name, "1")
    return pytest.importorskip("datasets")


def push(library, folder, dataset):
    """Write what `push_to_hub` uploads: its own functions put files and card together."""
    from datasets.info import DatasetInfosDict
    from datasets.utils.metadata import MetadataConfigs
    from huggingface_hub import DatasetCardData

    (folder / "data").mkdir()
    for index in range(2):
        shard = dataset.shard(num_shards=2, index=index, contiguous=True)
        shard.to_parquet(folder / "data" / f"train-{index:05d}-of-00002.parquet")
    size = sum(path.stat().st_size for path in (folder / "data").iterdir())
    split = library.SplitInfo("train", num_bytes=dataset.data.nbytes, num_examples=len(dataset))
    found = library.SplitDict()
    found.add(split)
    info = library.DatasetInfo(
        features=dataset.features, splits=found, download_size=size, dataset_size=split.num_bytes
    )
    data = DatasetCardData()
    DatasetInfosDict({"default": info}).to_dataset_card_data(data)
    files = [{"split": "train", "path": "data/train-*"}]
    MetadataConfigs({"default": {"data_files": files}}).to_dataset_card_data(data)
    (folder / "README.md").write_text(f"---\n{data}\n---\n", encoding="utf-8")


def test_what_push_to_hub_writes_is_clean(library, tmp_path):
    kinds = library.Features(
        {
            "id": library.Value("int32"),
            "day": library.Value("timestamp[s]"),
            "label": library.ClassLabel(names=["no", "yes"]),
            "tags": library.Sequence(library.Value("large_string")),
            "place": {"lat": library.Value("float32")},
            "grid": library.Array2D(shape=(1, 2), dtype="int32"),
        }
    )
    rows = [
        {"id": n, "day": None, "label": n % 2, "tags": ["a"], "place": {"lat": 1.0}, "grid": [[1, 2]]} for n in range(4)
    ]
    push(library, tmp_path, library.Dataset.from_list(rows, features=kinds))
    report = check(tmp_path, Config(select=("data",), profile="strict", is_complete=True))
    assert [finding.message for finding in report.findings] == []
    assert [config.splits[0].rows for config in report.load.configs] == [4]
