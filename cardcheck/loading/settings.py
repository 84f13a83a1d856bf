"""What the loader takes from metadata before it looks at any file: subsets, what is known of them, the default.

In: metadata as the loader reads it. Out: the subsets in order and the entries of `dataset_info` by name, or `Stop`: the
first thing over which the loader gives up. It stops at the first fault; the rules of `configs` and `features` speak of
every one.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from cardcheck.loading.feature_model import EVERY, Fault
from cardcheck.loading.features import read_features
from cardcheck.loading.subsets import DEFAULT, Part
from cardcheck.model.load import LoadError
from cardcheck.regex import expression

_SPLIT = expression(r"\w+(\.\w+)*$")
_VERSION = expression(r"\d+\.\d+\.\d+$")
_CONFIG_ERROR = "ConfigNamesError"


class Stop(Exception):  # noqa: N818 - what the loader does, not an accident of ours
    """Loading ends here."""

    def __init__(self, error: LoadError) -> None:
        super().__init__(error.message)
        self.error = error


class Settings(NamedTuple):
    """Subsets by name in the loader's order, and what `dataset_info` says by name (a name is any YAML scalar)."""

    configs: Mapping[str, Part]
    infos: Mapping[Any, Part]


def read_settings(metadata: Mapping[Any, Any]) -> Settings:
    """Read `configs` and `dataset_info`."""
    return Settings(_configs(metadata.get("configs")), _infos(metadata.get("dataset_info")))


def stop(stage: Any, kind: str, exception: str, message: str, pointer: str | None = None, **more: Any) -> Stop:
    """Make the exception for an error that every consumer meets; `viewer` is the code for a card that is refused."""
    return Stop(LoadError(stage, kind, exception, message, more.pop("viewer", _CONFIG_ERROR), pointer, **more))


def default_name(configs: Mapping[str, Part]) -> str | None:
    """Return the subset that loads when none is named; two that claim to be it stop everything."""
    chosen = [
        name for name, part in configs.items() if len(configs) == 1 or name == DEFAULT or part.value.get("default")
    ]
    if len(chosen) > 1:
        first, second = chosen[:2]
        said = f"`{first}` and `{second}` both claim to be the default subset"
        raise stop("subset", "several-defaults", "ValueError", said, configs[second].pointer)
    return chosen[0] if chosen else None


def _configs(value: Any) -> dict[str, Part]:
    if not value:
        return {}
    if not isinstance(value, list):
        raise stop("settings", "configs-shape", "ValueError", "`configs` is no list", "/configs")
    for index, config in enumerate(value):
        _check_config(config, f"/configs/{index}")
    by_name: dict[str, Part] = {}
    for index, config in enumerate(value):
        pointer = f"/configs/{index}"
        if not isinstance(config, dict):
            raise stop("settings", "config-shape", "AttributeError", "a subset is no mapping", pointer)
        _check_hashable(config["config_name"], f"{pointer}/config_name")
        if "features" in config:
            _check_features(config["features"], f"{pointer}/features")
        # A later one takes the place of the earlier.
        by_name[config["config_name"]] = Part(pointer, config)
    return by_name


def _check_config(config: Any, pointer: str) -> None:
    if not isinstance(config, dict | list | str):
        raise stop("settings", "config-shape", "TypeError", "a subset is no mapping", pointer)
    if "config_name" not in config:
        raise stop("settings", "name-missing", "ValueError", "a subset has no `config_name`", pointer)
    if isinstance(config, dict):
        _check_data_files(config.get("data_files"), f"{pointer}/data_files")
    else:
        raise stop("settings", "config-shape", "AttributeError", "a subset is no mapping", pointer)


def _check_data_files(files: Any, pointer: str) -> None:
    if files is None:
        return
    if not isinstance(files, list | str):
        raise stop("settings", "files-shape", "ValueError", "`data_files` is neither text nor list", pointer)
    for index, item in enumerate(files if isinstance(files, list) else ()):
        where = f"{pointer}/{index}"
        if isinstance(item, str):
            continue
        if not isinstance(item, dict) or len(item) != 2 or "split" not in item:
            said = "an entry of `data_files` is neither a path nor a pair of `split` and `path`"
            raise stop("settings", "files-shape", "ValueError", said, where)
        if not isinstance(item["split"], str):
            said = f"the split name `{item['split']}` is no text"
            raise stop("settings", "split-type", "TypeError", said, f"{where}/split")
        if not _SPLIT.match(item["split"]):
            said = f"the split name `{item['split']}` holds more than letters, digits, `_` and `.`"
            raise stop("settings", "split-name", "ValueError", said, f"{where}/split")
        if not isinstance(item.get("path"), str | list):
            raise stop("settings", "files-shape", "ValueError", "a `path` is neither text nor list", where)


def _infos(value: Any) -> dict[Any, Part]:
    if isinstance(value, dict):
        _check_info(value, "/dataset_info")
        return _named({}, Part("/dataset_info", value))
    found: dict[Any, Part] = {}
    for index, info in enumerate(value if isinstance(value, list) else ()):
        pointer = f"/dataset_info/{index}"
        if not isinstance(info, dict):
            said = "an entry of `dataset_info` is no mapping"
            raise stop("settings", "info-shape", "AttributeError", said, pointer)
        _check_hashable(info.get("config_name", DEFAULT), f"{pointer}/config_name")
        _check_info(info, pointer)
        found = _named(found, Part(pointer, info))
    return found


def _named(found: dict[Any, Part], part: Part) -> dict[Any, Part]:
    name = part.value.get("config_name", DEFAULT)
    _check_hashable(name, f"{part.pointer}/config_name")
    return {**found, name: part}


def _check_hashable(name: Any, pointer: str) -> None:
    if isinstance(name, list | dict):
        raise stop("settings", "name-type", "TypeError", "`config_name` is no text", pointer)


def _check_info(info: Mapping[Any, Any], pointer: str) -> None:
    if info.get("features") is not None:
        _check_features(info["features"], f"{pointer}/features")
    old = info.get("post_processed")
    if old is not None and not isinstance(old, dict):
        raise stop(
            "settings", "info-shape", "AttributeError", "`post_processed` is no mapping", f"{pointer}/post_processed"
        )
    version = info.get("version")
    if version is not None and not isinstance(version, dict):
        is_good = isinstance(version, str) and _VERSION.match(version)
        if not is_good:
            exception = "ValueError" if isinstance(version, str) else "AttributeError"
            said = f"the version `{version}` does not have three numbers"
            raise stop("settings", "version", exception, said, f"{pointer}/version")
    if info.get("splits") is not None:
        _check_splits(info["splits"], f"{pointer}/splits")
    _check_supervised_keys(info.get("supervised_keys"), f"{pointer}/supervised_keys")


def _check_supervised_keys(value: Any, pointer: str) -> None:
    is_pair = isinstance(value, list) and len(value) <= 2
    if value is not None and not is_pair and not (isinstance(value, dict) and value.keys() <= {"input", "output"}):
        said = "`supervised_keys` is no pair of input and output"
        raise stop("settings", "info-shape", "TypeError", said, pointer)


def _check_features(value: Any, pointer: str) -> None:
    faults = [one for one in read_features(value, pointer).faults if one.exception and one.fields.get("scope") == EVERY]
    replaced = tuple(f"{pointer}/{index}/" for index in _replaced(value))
    # Of two features of one name only the last one's type is made.
    faults = [one for one in faults if _phase(one) < 2 or not f"{one.pointer}/".startswith(replaced)]
    if faults:
        first = min(faults, key=_phase)
        said = "`features` holds what no reader knows"
        raise stop("settings", "features", first.exception, said, first.pointer)


def _replaced(features: Any) -> list[int]:
    """Return the places of features whose name comes once more."""
    names = [one.get("name") if isinstance(one, dict) else None for one in _listed(features)]
    last = {name: index for index, name in enumerate(names) if isinstance(name, str)}
    return [index for index, name in enumerate(names) if isinstance(name, str) and last[name] != index]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


# Ids of labels are put in order while forms are read; parameters are looked at when a type is made.
_LABEL_IDS = frozenset({"gap", "turned", "not-a-number"})
_MADE_WITH = frozenset({"bare-class", "array-missing", "names-form", "extra"})


def _phase(fault: Fault) -> int:
    """Tell when the loader meets a fault: it takes off the names, reads the forms, makes the types, names columns."""
    if fault.kind == "name-missing" or fault.exception == "AttributeError":
        return 0
    if fault.kind == "name-type":
        return 3
    is_type = fault.exception in {"ValueError", "KeyError"} or fault.kind in _MADE_WITH
    return 2 if is_type and fault.kind not in _LABEL_IDS else 1


_COUNTS = ("name", "num_examples", "num_bytes")
_ENTRY_KEYS = frozenset({*_COUNTS, "shard_lengths", "original_shard_lengths", "dataset_name"})


def _check_splits(splits: Any, pointer: str) -> None:
    """Refuse what the loader cannot make into splits; where a count is missing it goes on with what is there."""
    if not isinstance(splits, list | dict | str):
        raise stop("settings", "splits-shape", "TypeError", "`splits` is no list", pointer)
    if isinstance(splits, str) or (
        isinstance(splits, dict) and not all(isinstance(one, dict) for one in splits.values())
    ):
        raise stop("settings", "splits-shape", "AttributeError", "`splits` is no list of splits", pointer)
    items = list(splits.values()) if isinstance(splits, dict) else splits
    if items and not isinstance(items[0], dict):
        raise stop("settings", "splits-shape", "AttributeError", "an entry of `splits` is no mapping", f"{pointer}/0")
    seen: set[Any] = set()
    for index, entry in enumerate(items):
        where = f"{pointer}/{index}"
        if not isinstance(entry, dict):
            raise stop("settings", "splits-shape", "AttributeError", "an entry of `splits` is no mapping", where)
        extra = next((key for key in entry if key not in _ENTRY_KEYS), None)
        if extra is not None:
            raise stop("settings", "splits-shape", "TypeError", f"a split has the unknown key `{extra}`", where)
        name = entry.get("name", "")
        if isinstance(name, list | dict):
            raise stop("settings", "splits-shape", "TypeError", "a split's name is no text", f"{where}/name")
        if name in seen:
            raise stop("settings", "splits-twice", "ValueError", f"the split `{name}` stands twice", where)
        seen.add(name)


def with_legacy(settings: Settings, parts: Mapping[Any, Part]) -> Settings:
    """Put what the old `dataset_infos.json` says below what the card says."""
    for part in parts.values():
        _check_info(part.value, part.pointer)
    return settings._replace(infos={**parts, **settings.infos})
