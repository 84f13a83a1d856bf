"""Every call of the real libraries that writes over a card, each under the words that the documentation has for it.

As a program it takes `NUMBER=REPOSITORY` pairs and lets each call write over the card of its repository, on the Hub
that the environment names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

TOKEN = "hf_fakehubtoken"
FRESH = "---\nlicense: mit\n---\n\n# Letters\n\nA new text about the letters of the harbour masters.\n"

CALLS: dict[str, Callable[[str], object]] = {}


def call(words: str) -> Callable[[Callable[[str], object]], None]:
    def keep(write: Callable[[str], object]) -> None:
        CALLS[words] = write

    return keep


def rows():
    from datasets import ClassLabel, Dataset, Features, Value

    features = Features({"text": Value("string"), "label": ClassLabel(names=["cargo", "crew"])})
    return Dataset.from_dict({"text": ["De schuit is gelost.", "Twee matrozen"], "label": [0, 1]}, features=features)


@call("`Dataset.push_to_hub(repo)`")
def _(repo: str) -> object:
    return rows().push_to_hub(repo, token=TOKEN)


@call('`Dataset.push_to_hub(repo, "letters", split="train")`')
def _(repo: str) -> object:
    return rows().push_to_hub(repo, "letters", split="train", token=TOKEN)


@call('`Dataset.push_to_hub(repo, "letters", split="train", data_dir="new")`')
def _(repo: str) -> object:
    return rows().push_to_hub(repo, "letters", split="train", data_dir="new", token=TOKEN)


@call('`Dataset.push_to_hub(repo, "crews", set_default=True)`')
def _(repo: str) -> object:
    return (
        rows()
        .select_columns(["text"])
        .rename_column("text", "sailor")
        .push_to_hub(repo, "crews", set_default=True, token=TOKEN)
    )


@call("`DatasetDict.push_to_hub(repo)`")
def _(repo: str) -> object:
    from datasets import DatasetDict

    return DatasetDict(train=rows(), test=rows()).push_to_hub(repo, token=TOKEN)


@call('`DatasetDict.push_to_hub(repo, "letters")`, of the split `train` alone')
def _(repo: str) -> object:
    from datasets import DatasetDict

    return DatasetDict(train=rows()).push_to_hub(repo, "letters", token=TOKEN)


@call("`DatasetCard.load(repo)`, then `push_to_hub`")
def _(repo: str) -> object:
    from huggingface_hub import DatasetCard

    card = DatasetCard.load(repo, token=TOKEN)
    card.data["size_categories"] = "1K<n<10K"
    return card.push_to_hub(repo, token=TOKEN)


@call("`DatasetCard.load(path)`, then `save`")
def _(repo: str) -> object:
    from huggingface_hub import DatasetCard, hf_hub_download, upload_file

    with TemporaryDirectory() as folder:
        path = Path(hf_hub_download(repo, "README.md", repo_type="dataset", token=TOKEN, local_dir=folder))
        DatasetCard.load(path).save(path)
        return upload_file(
            path_or_fileobj=path, path_in_repo="README.md", repo_id=repo, repo_type="dataset", token=TOKEN
        )


@call("`DatasetCard(text).push_to_hub(repo)`")
def _(repo: str) -> object:
    from huggingface_hub import DatasetCard

    return DatasetCard(FRESH).push_to_hub(repo, token=TOKEN)


@call("`DatasetCard.from_template(data).push_to_hub(repo)`")
def _(repo: str) -> object:
    from huggingface_hub import DatasetCard, DatasetCardData

    data = DatasetCardData(license="cc-by-4.0", language=["nl"], pretty_name="Letters", tags=["letters"])
    return DatasetCard.from_template(data, pretty_name="Letters").push_to_hub(repo, token=TOKEN)


@call('`metadata_update(repo, {"license": …, "tags": …}, overwrite=True)`')
def _(repo: str) -> object:
    from huggingface_hub import metadata_update

    return metadata_update(
        repo, {"license": "mit", "tags": ["ships", "sea", "trade"]}, repo_type="dataset", overwrite=True, token=TOKEN
    )


@call('`metadata_update(repo, {"configs": …}, overwrite=True)`')
def _(repo: str) -> object:
    from huggingface_hub import metadata_update

    configs = [{"config_name": "letters", "data_files": "data/*.csv"}]
    return metadata_update(repo, {"configs": configs}, repo_type="dataset", overwrite=True, token=TOKEN)


if __name__ == "__main__":
    for told in sys.argv[1:]:
        number, _, name = told.partition("=")
        list(CALLS.values())[int(number)](name)
