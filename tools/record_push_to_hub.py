"""Record the cards that `push_to_hub` of the installed `datasets` writes: `python tools/record_push_to_hub.py`.

The library's own functions put the cards together, in the order of `Dataset._push_to_hub`; only the upload is left
out. The cards lie in `tests/official/`, so that the suite need not install `datasets`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from datasets import (
    Array2D,
    Audio,
    ClassLabel,
    DatasetInfo,
    Features,
    Image,
    Sequence,
    SplitDict,
    SplitInfo,
    Translation,
    Value,
    __version__,
)
from datasets.info import DatasetInfosDict
from datasets.utils.metadata import MetadataConfigs
from huggingface_hub import DatasetCard, DatasetCardData

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "official"

TEXTS = Features({"text": Value("string"), "label": ClassLabel(names=["no", "yes"])})
MANY = Features(
    {
        "id": Value("int64"),
        "day": Value("timestamp[s]"),
        "photo": Image(),
        "sound": Audio(sampling_rate=16000),
        "pair": Translation(languages=["en", "no"]),
        "grid": Array2D(shape=(2, 3), dtype="int32"),
        "boats": [{"name": Value("string"), "box": Sequence(Value("float32"), length=4)}],
        "tags": Sequence(Value("string")),
        "place": {"lat": Value("float64"), "lon": Value("float64")},
    }
)


def cards() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each card."""
    yield "push-to-hub-one", _pushed([("default", TEXTS, {"train": 80, "test": 20})])
    yield "push-to-hub-many-features", _pushed([("default", MANY, {"train": 3})])
    yield "push-to-hub-subsets", _pushed([("de", TEXTS, {"train": 5}), ("2020", TEXTS, {"train": 7, "validation": 2})])


def _pushed(subsets: list[tuple[str, Features, dict[str, int]]]) -> str:
    """Push some subsets one after the other to one card."""
    card = None
    for name, features, rows in subsets:
        data = card.data if card else DatasetCardData()
        splits = SplitDict()
        for split, count in rows.items():
            splits.add(SplitInfo(split, num_bytes=100 * count, num_examples=count))
        info = DatasetInfo(config_name=name, features=features, splits=splits, download_size=10, dataset_size=100)
        info.dataset_size = sum(split.num_bytes for split in splits.values())
        folder = "data" if name == "default" else name
        files = [{"split": split, "path": f"{folder}/{split}-*"} for split in rows]
        DatasetInfosDict({name: info}).to_dataset_card_data(data)
        MetadataConfigs({name: {"data_files": files}}).to_dataset_card_data(data)
        card = card or DatasetCard(f"---\n{data}\n---\n")
    return str(card)


def main() -> None:
    for name, text in cards():
        (FOLDER / f"{name}.md").write_text(text, encoding="utf-8", newline="")
        print(f"{name}.md: {len(text.splitlines())} lines, by datasets {__version__}")


if __name__ == "__main__":
    sys.exit(main())
