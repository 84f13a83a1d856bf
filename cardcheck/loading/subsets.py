"""The parts of `configs` and `dataset_info` with their pointers.

In: metadata as the loader reads it. Out: the mappings that hold something, each with its JSON Pointer. What has
another shape is left out; the shape rules speak of it.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

DEFAULT = "default"
"""The name of a subset that has none."""


class Part(NamedTuple):
    """A piece of the metadata and where it stands."""

    pointer: str
    value: Any


def below(pointer: str, key: Any) -> str:
    """Return the pointer of a key or an index under another pointer (RFC 6901)."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


def configs(metadata: Any) -> list[Part]:
    """Return the subsets that `configs` declares."""
    return _mappings(metadata, "configs")


def infos(metadata: Any) -> list[Part]:
    """Return what `dataset_info` says of one subset or of several."""
    info = metadata.get("dataset_info") if isinstance(metadata, dict) else None
    if isinstance(info, dict):
        return [Part("/dataset_info", info)]
    return _mappings(metadata, "dataset_info")


def info_name(info: Mapping[Any, Any]) -> Any:
    """Return the name of the subset that an entry of `dataset_info` is about."""
    return info.get("config_name", DEFAULT)


def data_files(config: Part) -> Iterator[Part]:
    """Yield the entries of a subset's `data_files` that name a split."""
    listed = config.value.get("data_files")
    if isinstance(listed, list):
        for index, item in enumerate(listed):
            if isinstance(item, dict) and "split" in item:
                yield Part(f"{config.pointer}/data_files/{index}", item)


def patterns(config: Part) -> Iterator[Part]:
    """Yield every path and glob of a subset."""
    files = config.value.get("data_files")
    at = f"{config.pointer}/data_files"
    for place in [Part(at, files), *_items(at, files)]:
        if isinstance(place.value, str):
            yield place
        elif isinstance(place.value, dict):
            path = Part(f"{place.pointer}/path", place.value.get("path"))
            yield from (part for part in [path, *_items(*path)] if isinstance(part.value, str))


def feature_lists(metadata: Any) -> Iterator[Part]:
    """Yield every value under a key `features`, of `dataset_info` and of `configs`."""
    for part in [*infos(metadata), *configs(metadata)]:
        if "features" in part.value:
            yield Part(f"{part.pointer}/features", part.value["features"])


def _mappings(metadata: Any, key: str) -> list[Part]:
    listed = metadata.get(key) if isinstance(metadata, dict) else None
    return [part for part in _items(f"/{key}", listed) if isinstance(part.value, dict)]


def _items(pointer: str, value: Any) -> Iterator[Part]:
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield Part(f"{pointer}/{index}", item)
