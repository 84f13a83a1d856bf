"""Is the text in an editor a dataset card? A path, a text and settings in, a claim out, as for files met by walking."""

from __future__ import annotations

import os
from pathlib import Path

from cardcheck.model.config import Config
from cardcheck.model.document import SourceOptions
from cardcheck.sources import is_card


def is_dataset_card(path: Path, text: str, config: Config) -> bool:
    """Whether `cardcheck check` would take the file, if this were its text."""
    root = Path(config.root) if config.root else path.parent
    options = SourceOptions(cards=config.cards, exclude=config.exclude, root=Path(os.path.abspath(root)))  # noqa: PTH100
    return is_card(path, text[: 64 * 1024].encode("utf-8", "surrogatepass"), options)
