"""Cards made of pieces, and their scores."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import strategies as st

import cardcheck
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.model.score import Score

# Every rule there is, so that a law about findings knows all of them.
STRICT = Linter.of(Config(profile="strict"))

KEYS = {
    "license": "license: cc-by-4.0",
    "bad license": "license: Apache2",
    "language": "language:\n- en",
    "bad language": "language: english",
    "tasks": "task_categories:\n- text-classification",
    "image tasks": "task_categories:\n- image-classification",
    "name": "pretty_name: Harbour Remarks",
    "unlabelled": "annotations_creators:\n- no-annotation",
    "old key": "languages:\n- en",
    "empty": "source_datasets: []",
    "size": "size_categories: 1K<n<10K",
    "info": "dataset_info:\n  features:\n  - name: text\n    dtype: string\n  - name: label\n    dtype: int64",
}
SECTIONS = {
    "Summary": "Short remarks from the log books of a harbour, written by the masters of the ships that came in.",
    "Data Fields": "- `text`: the remark as it was written\n- `label`: 1 where he complains of the weather, else 0",
    "Data Instances": '```json\n{"text": "heavy swell from the west", "label": 1}\n```',
    "Data Splits": "| split | rows |\n| --- | --- |\n| train | 900 |\n| test | 100 |",
    "Uses": "The data is meant for training small classifiers of weather remarks. It says nothing on ships of today.",
    "Usage": '```python\nfrom datasets import load_dataset\n\nload_dataset("harbour/remarks")\n```',
    "Source Data": "We copied the remarks by hand from three log books of the town archive, each page from 1901 on.",
    "Annotations": "Two retired pilots labelled each remark on their own; where they differed, a third one decided.",
    "Personal and Sensitive Information": "Names of masters were left out. Nobody who wrote a remark is alive.",
    "Limitations": "Many pages are torn, and remarks on calm days are missing, since nobody wrote any down.",
    "Bias": "Large ships are shown too often, for only their masters had to keep a book by law.",
    "Citation": "```bibtex\n@misc{harbour, title={Harbour Remarks}, author={Ann Example}, year={2024}}\n```",
    "Contact": "Write to the archive at archive@example.org with questions about the data.",
    "Maintenance": "Version 1.1 mends forty labels; the archive will publish a new version each spring.",
    "Thoughts": "It rained a lot in those years, and the keeper of the lighthouse liked to play chess.",
    "Leftover": "[More Information Needed]",
    "Links": "See [the table](#gone) and [the map]( ).",
}


def card(keys: Iterable[str] = (), sections: Iterable[str] = (), title: str = "Harbour Remarks") -> str:
    """Put a card together."""
    block = "\n".join(KEYS[key] for key in keys)
    front = f"---\n{block}\n---\n\n" if block else ""
    return f"{front}# {title}\n\n" + "\n".join(f"## {name}\n\n{SECTIONS[name]}\n" for name in sections)


def score(text: str, linter: Linter = STRICT) -> Score:
    """Score a card."""
    found = linter.check(text).score
    assert found is not None
    return found


def earned(found: Score, *categories: str) -> int:
    """Add up the tenths of some categories."""
    return sum(part.tenths for part in found.parts if part.category in categories)


def points_of(text: str) -> float:
    """Score a card as anybody does."""
    found = cardcheck.check_text(text).score
    assert found is not None
    return found.points


cards = st.builds(
    card,
    st.lists(st.sampled_from(list(KEYS)), unique=True, max_size=7),
    st.lists(st.sampled_from(list(SECTIONS)), unique=True, max_size=9),
)
FULL = card(
    ("license", "language", "tasks", "name", "info"), [name for name in SECTIONS if name not in {"Leftover", "Links"}]
)
BARE = card(("license", "language"), ("Summary",))
