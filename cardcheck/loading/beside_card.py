"""What stands beside the card and steers loading, too: `.huggingface.yaml` and the old `dataset_infos.json`.

In: metadata of the card and of `.huggingface.yaml`, and a plan. Out: the metadata that the loader sees, and a plan
whose pointers lead into the card only: where the cause lies in another file, that file is named.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cardcheck import resources
from cardcheck.loading.legacy import LEGACY
from cardcheck.loading.settings import stop
from cardcheck.loading.subsets import below
from cardcheck.model.card import Metadata
from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan

STANDALONE = ".huggingface.yaml"
# What the loader takes from metadata.
_READ = ("configs", "dataset_info")


def merged(metadata: Metadata | None, standalone: Metadata | None) -> Mapping[Any, Any]:
    """Return the metadata that the loader sees: the card's, with the keys of `.huggingface.yaml` in their place."""
    data = _card(metadata)
    extra = standalone.client if standalone else None
    if standalone is not None and standalone.client_fault is not None:
        said = f"`{STANDALONE}` is no YAML ({standalone.client_fault.message})"
        raise stop("card", "standalone", standalone.client_fault.exception, said, file=STANDALONE)
    if not extra:
        return data
    try:
        # A list of pairs counts as a mapping.
        extra = dict(extra)
    except (TypeError, ValueError) as error:
        said = f"`{STANDALONE}` holds no mapping"
        raise stop("card", "standalone", type(error).__name__, said, file=STANDALONE) from None
    if any(not isinstance(key, str) for key in extra):
        raise stop("card", "standalone", "TypeError", f"a key of `{STANDALONE}` is no text", file=STANDALONE)
    return {**data, **extra}


def replaced(metadata: Metadata | None, standalone: Metadata | None) -> tuple[str, ...]:
    """Return the keys of the card in whose place the loader reads another value of `.huggingface.yaml`."""
    data = metadata.client if metadata else None
    extra = standalone.client if standalone else None
    if not isinstance(data, dict) or not isinstance(extra, dict):
        return ()
    return tuple(key for key in _READ if key in data and key in extra and data[key] != extra[key])


def relocated(plan: LoadPlan, standalone: Metadata | None) -> LoadPlan:
    """Return a plan whose pointers lead into the card; what lies in other files names these."""
    extra = standalone.client if standalone else None
    origins = {f"/{key}": STANDALONE for key in _READ if isinstance(extra, dict) and key in extra} | {LEGACY: LEGACY}
    return plan._replace(
        error=_error(plan.error, origins),
        unnamed=_error(plan.unnamed, origins),
        viewer=_error(plan.viewer, origins),
        configs=tuple(_config(config, origins) for config in plan.configs),
    )


def _config(config: ConfigPlan, origins: Mapping[str, str]) -> ConfigPlan:
    splits = config.splits
    if _origin(config.pointer, origins):
        splits = tuple(
            split._replace(patterns=tuple(one._replace(pointer=None) for one in split.patterns)) for split in splits
        )
    return config._replace(
        pointer=None if _origin(config.pointer, origins) else config.pointer,
        error=_error(config.error, origins),
        viewer=_error(config.viewer, origins),
        splits=splits,
    )


def _error(error: LoadError | None, origins: Mapping[str, str]) -> LoadError | None:
    origin = _origin(error.pointer, origins) if error else None
    if error is None or origin is None:
        return error
    return error._replace(pointer=None, file=error.file or origin)


def _origin(pointer: str | None, origins: Mapping[str, str]) -> str | None:
    if pointer is None:
        return None
    return next((file for at, file in origins.items() if pointer == at or pointer.startswith(f"{at}/")), None)


def _card(metadata: Metadata | None) -> Mapping[Any, Any]:
    if metadata is None:
        return {}
    if metadata.client_fault is not None:
        said = f"the card's front matter is no YAML ({metadata.client_fault.message})"
        raise stop("card", "syntax", metadata.client_fault.exception, said, "")
    data = metadata.client
    if data is None:
        return {}
    if not isinstance(data, dict):
        raise stop("card", "not-a-mapping", "ValueError", "the card's front matter is no mapping", "")
    for key in data:
        if not isinstance(key, str) or key in resources.vocabulary("reserved-keys"):
            said = f"the key `{key}` breaks the reading of the card"
            raise stop("card", "key", "TypeError", said, below("", key))
    return data
