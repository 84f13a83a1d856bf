"""New cards: a folder in; what the card declares, that it changes nothing, and what it leaves as a question."""

import io
import struct
import zlib

import pytest
from drafting import draft, plan_with, splits

from cardcheck.cli._drafts import NothingToDraftError

ROWS = "id,remark\n1,Fog over the pier\n2,Calm\n"
LINES = '{"id": 1, "tags": ["a", "b"], "who": {"name": "Ann", "age": 4}}\n'


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def parquet(columns):
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


FOLDERS = {
    "csv": ({"train.csv": ROWS, "test.csv": ROWS}, {"train": "train.csv", "test": "test.csv"}),
    "one file of no split": ({"remarks.csv": ROWS}, {"train": "remarks.csv"}),
    "json lines": ({"data/train.jsonl": LINES, "data/dev.jsonl": LINES}, None),
    "a list": ({"all.json": '[{"a": 1}, {"a": 2}]'}, {"train": "all.json"}),
    "tabs": ({"train.tsv": "a\tb\n1\tx\n"}, {"train": "train.tsv"}),
    "text": ({"a/one.txt": "Fog.\n", "a/two.txt": "Rain.\n"}, {"train": "a/*.txt"}),
    "pictures by label": (
        {"train/cat/1.png": png(), "train/dog/2.png": png(), "test/cat/3.png": png()},
        {"train": "train/*/*.png", "test": "test/cat/3.png"},
    ),
    "pictures with a table": (
        {
            "train/metadata.csv": "file_name,text\n1.png,a\n2.png,b\n",
            "train/1.png": png(),
            "train/2.png": png(),
        },
        {"train": "train/*"},
    ),
    "sounds": ({"a.wav": b"RIFF", "b.wav": b"RIFF"}, {"train": "*.wav"}),
    "names with blanks and letters of all kinds": (
        {"Ström und Wind/train (1).csv": ROWS, "Ström und Wind/train (2).csv": ROWS},
        {"train": "Ström und Wind/train (*).csv"},
    ),
    "names that YAML takes for something else": (
        {"train/no.csv": ROWS, "train/yes: 1.csv": ROWS, "test/- #.csv": ROWS},
        {"train": "train/*.csv", "test": "test/- #.csv"},
    ),
    "a name that is a truth value": ({"no.csv": ROWS}, {"train": "no.csv"}),
    "a name like a wildcard": ({"data [1]*.csv": ROWS}, {"train": "data [[]1][*].csv"}),
    "folders in folders": (
        {f"data/train/{year}/a.csv": ROWS for year in (2024, 2025)},
        {"train": "data/train/*/*.csv"},
    ),
    "files of other data beside them": (
        {"train/a.csv": ROWS, "train/b.csv": ROWS, "train/notes.md": "Hm.\n", "old/a.csv": ROWS},
        {"train": "train/*.csv"},
    ),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_the_card_says_what_the_loader_finds(name, tmp_path):
    files, paths = FOLDERS[name]
    made = draft(tmp_path, files)
    assert made.folder.plan.outcome == "ok"
    assert splits(plan_with(made)) == splits(made.folder.plan)
    assert paths is None or made.paths == {"default": paths}
    assert made.findings == []


def test_shards_of_parquet(tmp_path):
    shard = parquet({"text": ["a", "b"], "label": [0, 1]})
    files = {f"data/train-0000{index}-of-00003.parquet": shard for index in range(3)}
    made = draft(tmp_path, {**files, "data/test-00000-of-00001.parquet": shard})
    assert made.paths == {"default": {"train": "data/train-*.parquet", "test": "data/test-*.parquet"}}
    assert made.metadata["size_categories"] == ["n<1K"]
    features = made.metadata["dataset_info"]["features"]
    assert features == [{"name": "text", "dtype": "string"}, {"name": "label", "dtype": "int64"}]
    assert "| `train` | 6 | 3 |" in made.text
    assert splits(plan_with(made)) == splits(made.folder.plan)


def test_three_thousand_files(tmp_path):
    files = {f"{split}/{index:04}.txt": "Fog.\n" for split in ("train", "test") for index in range(1500)}
    made = draft(tmp_path, files)
    assert made.paths == {"default": {"train": "train/*.txt", "test": "test/*.txt"}}
    assert splits(plan_with(made)) == splits(made.folder.plan)


def test_lists_and_structs(tmp_path):
    made = draft(tmp_path, {"train.jsonl": LINES})
    assert made.metadata["dataset_info"]["features"] == [
        {"name": "id", "dtype": "int64"},
        {"name": "tags", "list": "string"},
        {"name": "who", "struct": [{"name": "name", "dtype": "string"}, {"name": "age", "dtype": "int64"}]},
    ]
    assert "| `tags` | list of `string` |" in made.text
    assert "| `who` | struct of `name`, `age` |" in made.text


def test_several_kinds_of_files_become_subsets(tmp_path):
    made = draft(
        tmp_path, {"words/train.csv": "word\nFog\n", "words/test.csv": "word\nRain\n", "pairs/train.csv": ROWS}
    )
    assert made.folder.plan.outcome == "error"
    assert made.draft.plan.outcome == "ok"
    words = {"train": "words/train.csv", "test": "words/test.csv"}
    assert made.paths == {"pairs": {"train": "pairs/train.csv"}, "words": words}
    assert made.findings == ["configs/no-default"]
    assert 'load_dataset("path/to/folder", "pairs")' in made.text


def test_a_description_is_no_data(tmp_path):
    made = draft(tmp_path, {"a.jsonl": LINES, "b.jsonl": LINES, "manifest.json": '{"files": 2}'})
    assert made.folder.plan.outcome == "error"
    assert (made.draft.plan.outcome, made.paths) == ("ok", {"default": {"train": "*.jsonl"}})


def test_a_split_that_cannot_be_called_so_gets_a_name(tmp_path):
    made = draft(tmp_path, {"data/train-clean-00000-of-00001.csv": ROWS})
    assert made.folder.plan.outcome == "error"
    assert made.paths == {"default": {"train_clean": "data/train-clean-*.csv"}}


def test_what_cannot_be_told_is_asked(tmp_path):
    made = draft(tmp_path, {"train.csv": ROWS, "test.json": LINES})
    assert made.folder.plan.outcome == made.draft.plan.outcome == "error"
    assert "How are the files to be read? `load_dataset` cannot read them as they lie here" in made.text
    assert "```python" not in made.text
    assert "configs" not in made.metadata


def test_data_of_another_kind_is_asked_about(tmp_path):
    made = draft(tmp_path, {"train.csv": ROWS, "test.csv": ROWS, "more/extra.csv": ROWS})
    assert "Are these files data, too? No subset reads `more/extra.csv`." in made.text
    assert made.findings == []


def test_tables_of_a_format_that_nobody_reads(tmp_path):
    made = draft(tmp_path, {"survey.sav": b"$FL2"})
    assert "How are the files to be read?" in made.text
    assert made.metadata == {"pretty_name": made.folder.name}


@pytest.mark.parametrize("files", [{}, {"main.py": "print()\n"}, {".gitattributes": ""}])
def test_no_data(files, tmp_path):
    with pytest.raises(NothingToDraftError, match="holds no data: no file"):
        draft(tmp_path, files)


def test_the_license_of_the_file(tmp_path):
    made = draft(tmp_path, {"train.csv": ROWS, "LICENSE": "MIT License\n\nCopyright (c) 2026 Ann\n"})
    assert made.metadata["license"] == "mit"
    assert "<!-- cardcheck: generated -->\n\nMIT (`mit`)" in made.text
    assert "question license" not in made.text


def test_a_repository_with_a_name(tmp_path):
    made = draft(tmp_path, {"train.csv": ROWS}, repo="ann/remarks_of_kiel")
    assert "\n# remarks_of_kiel\n" in made.text
    assert 'load_dataset("ann/remarks_of_kiel")' in made.text
    assert made.findings == []


def test_answers_stand_where_the_questions_stood(tmp_path):
    answers = {
        "name": "Remarks: of Kiel",
        "summary": "Remarks of sailors, for the study of fog.",
        "license": "cc-by-4.0",
        "language": "de, en",
        "tasks": "text-classification",
        "contact": "ann@example.org",
    }
    made = draft(tmp_path, {"train.csv": ROWS}, answers=answers)
    assert made.metadata["pretty_name"] == "Remarks: of Kiel"
    assert (made.metadata["license"], made.metadata["language"]) == ("cc-by-4.0", ["de", "en"])
    assert made.metadata["task_categories"] == ["text-classification"]
    assert "# Remarks: of Kiel\n\nRemarks of sailors, for the study of fog.\n" in made.text
    assert "German (`de`), English (`en`)" in made.text
    assert "## Contact\n\nann@example.org\n" in made.text
    assert not any(f"question {name}" in made.text for name in ("summary", "license", "languages", "contact"))


def test_the_language_of_texts(tmp_path):
    pytest.importorskip("py3langid")
    said = "Heute lag dichter Nebel über dem Hafen, und die Fähre nach Laboe fuhr erst am späten Nachmittag wieder."
    rows = "".join(f'{{"id": {index}, "text": "{said}"}}\n' for index in range(20))
    made = draft(tmp_path, {"train.jsonl": rows})
    assert made.metadata["language"] == ["de"]


def test_two_languages_are_asked_about(tmp_path):
    german = "Heute lag dichter Nebel über dem Hafen, und die Fähre fuhr erst am späten Nachmittag wieder hinaus."
    english = "Today there was thick fog over the harbour, and the ferry left only late in the afternoon again."
    rows = "".join(f'{{"text": "{said}"}}\n' for said in [german, english] * 10)
    made = draft(tmp_path, {"train.jsonl": rows})
    assert "language" not in made.metadata
    assert "question languages" in made.text
