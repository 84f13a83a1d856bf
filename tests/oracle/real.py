"""What the real `datasets` makes of a folder, as an answer.

Reads the metadata, builds and loads every subset, each with a cache of its own and without the network. Importing this
module sets the environment of the process; it needs `datasets`, and Pillow for folders of images.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import types
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HOME": tempfile.gettempdir() + "/cardcheck-oracle", "TQDM_DISABLE": "1"}

import datasets
from answers import Answer
from datasets.load import dataset_module_factory, load_dataset, load_dataset_builder


def quiet() -> None:
    """Silence bars, logs and warnings, and let sounds be listed: nothing decodes them, so no decoder is needed."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    datasets.disable_progress_bars()
    for name in ("torch", "torchcodec", "torchcodec.encoders"):
        module = sys.modules.setdefault(name, types.ModuleType(name))
        for made in ("Tensor", "Generator", "nn", "AudioEncoder"):
            if not hasattr(module, made):
                setattr(module, made, type(made, (), {"Module": type("Module", (), {})}))


def answer(folder: Path) -> Answer:
    """Return what the library does with a folder."""
    with tempfile.TemporaryDirectory(prefix="cache") as cache:
        error, why, module = _tried(lambda: dataset_module_factory(str(folder), cache_dir=cache))
        if error:
            return {"error": error, "why": why, "default": None, "unnamed": None, "configs": []}
        told, _, unnamed = _tried(lambda: load_dataset_builder(str(folder), cache_dir=cache))
    declared = list(module.builder_configs_parameters.metadata_configs or ())
    default = unnamed.config.name if unnamed else _default(module, declared)
    return {
        "error": None,
        "default": default,
        "unnamed": told if default is None else None,
        "configs": [_config(folder, name) for name in declared or ["default"]],
    }


def features_of(folder: Path, told: Answer) -> dict[str, dict[str, str]]:
    """Return the features of every split of the subsets that load; how wide texts are is a matter of pandas."""
    found: dict[str, dict[str, str]] = {}
    for name in [config["name"] for config in told["configs"] if not (told["error"] or config["error"])]:
        with tempfile.TemporaryDirectory(prefix="cache") as cache:
            loaded = load_dataset(str(folder), name, cache_dir=cache)
            found[name] = {
                split: str(data.features).replace("large_string", "string") for split, data in loaded.items()
            }
    return found


def _default(module: Any, declared: list[Any]) -> Any:
    """Return the subset that a load without a name means, where it cannot be built."""
    named = module.builder_configs_parameters.default_config_name
    if declared:
        return named if named in declared else None
    return "default" if named in {None, "default"} else None


def _config(folder: Path, name: Any) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="cache") as cache:
        error, why, builder = _tried(lambda: load_dataset_builder(str(folder), name, cache_dir=cache))
        if error:
            return {"name": name, "error": error, "why": why, "builder": None, "splits": None}
        if builder.config.name != name:
            # No name at all means the default subset: who wants this one is refused it.
            return {"name": name, "error": "ValueError", "builder": None, "splits": None}
        error, why, loaded = _tried(lambda: load_dataset(str(folder), name, cache_dir=cache))
        files = builder.config.data_files or {}
        splits = [
            {
                "name": str(split),
                "files": sorted(os.path.relpath(path, folder.resolve()) for path in paths),
                "rows": loaded[split].num_rows if loaded and split in loaded else None,
            }
            for split, paths in files.items()
        ]
        columns = {split: sorted(data.column_names) for split, data in loaded.items()} if loaded else None
    module = type(builder).__module__.rpartition(".")[2]
    return {"name": name, "error": error, "why": why, "builder": module, "splits": splits, "columns": columns}


def _tried(call: Callable[[], Any]) -> tuple[str | None, str | None, Any]:
    """Return the class of the exception, what is behind it in words, and the value."""
    try:
        return None, None, call()
    except Exception as error:  # noqa: BLE001 - whatever it raises is the answer
        behind = error.__cause__ or error
        return type(error).__name__, f"{type(behind).__name__}: {behind}"[:300], None
