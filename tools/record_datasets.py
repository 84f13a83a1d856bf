"""Ask the real `datasets` what it makes of metadata, and keep its answers.

    pip install datasets==5.2.0
    python tools/record_datasets.py vocabulary    rebuild `feature-types` and `builder-options` in schemas/vocabulary/
    python tools/record_datasets.py goldens       ask about tests/loading/blocks.py and the rules' examples
    python tools/record_datasets.py check         record nothing; fail where the recorded answers are not today's

An answer says what stops every subset (`card`), what stops single ones (`subsets`), and what stops a load that names
none (`unnamed`): the class of the exception, or null. The data beside the card are the files in `FILES`.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import gzip
import json
import logging
import os
import re
import runpy
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HOME": tempfile.mkdtemp()}

ROOT = Path(__file__).resolve().parent.parent
VOCABULARY = ROOT / "schemas" / "vocabulary"
GOLDENS = ROOT / "tests" / "loading" / "golden" / "datasets.jsonl.gz"
FAMILIES = ("configs", "features")
ROWS = "a,b\n1,x\n2,y\n3,z\n"
FILES = (
    "data.csv",
    "train.csv",
    "test.csv",
    "data/train.csv",
    "data/test.csv",
    "data/old/x.csv",
    "en/a.csv",
    "fr/a.csv",
)


def feature_types() -> dict[str, Any]:
    """Return every type that `datasets` builds without parameters, and the feature classes with theirs."""
    import pyarrow
    from datasets import Value
    from datasets.features import features

    values: dict[str, Any] = {}
    raised: dict[str, str] = {}
    for word in sorted({name.removesuffix("_") for name in vars(pyarrow)} | set(vars(pyarrow)) | {"float", "double"}):
        if word.startswith("_") or not word.islower():
            continue
        try:
            made = Value(word).pa_type
        except ValueError:
            continue
        except TypeError:
            raised[word] = "TypeError"
            continue
        if isinstance(made, pyarrow.DataType):
            values[word] = {"name": word, "kind": "value"}
            if word in {"float", "double"}:
                values[word]["not_in_arrays"] = True
    raised["sequence"] = "KeyError"
    for name, made in features._FEATURE_TYPES.items():  # noqa: SLF001
        if name not in {"List", "LargeList"}:
            values[_key(name)] = {"name": name, "kind": "class", "class": name, **_parameters(made)}
    return {"values": values, "exceptions": raised}


def _key(name: str) -> str:
    from datasets.naming import camelcase_to_snakecase

    return str(camelcase_to_snakecase(name))


def _parameters(made: Any) -> dict[str, Any]:
    fields = [field for field in dataclasses.fields(made) if field.init]
    missing = dataclasses.MISSING
    required = [field.name for field in fields if field.default is missing and field.default_factory is missing]
    if not required and _tried(made)[0]:
        required = [fields[0].name]
    return {"parameters": [field.name for field in fields if field.name != "id"], "required": required}


def builder_options() -> dict[str, Any]:
    """Return the options of each builder that files can choose, and the names that break every builder."""
    from datasets.builder import BuilderConfig
    from datasets.load import import_main_class
    from datasets.packaged_modules import _EXTENSION_TO_MODULE, _PACKAGED_DATASETS_MODULES

    own = {field.name for field in dataclasses.fields(BuilderConfig)}
    options: dict[str, list[str]] = {}
    breaking: set[str] = {"name"}
    for builder in sorted({module for module, _ in _EXTENSION_TO_MODULE.values()}):
        made = import_main_class(_PACKAGED_DATASETS_MODULES[builder][0]).BUILDER_CONFIG_CLASS
        fields = {field.name for field in dataclasses.fields(made)}
        breaking |= {name for name in dir(made) if not name.startswith("_") and name not in fields}
        for name in fields - own:
            options.setdefault(name, []).append(builder)
    shared = {name: ["every"] for name in [*sorted(own - {"name"}), "config_name", "default"]}
    named = {name: {"name": name, "builders": builders} for name, builders in {**shared, **options}.items()}
    return {"values": dict(sorted(named.items())), "breaking": sorted(breaking)}


def data_formats() -> dict[str, Any]:
    """Return which builder reads which suffix, and the names and keywords by which files and splits are found."""
    from datasets import data_files
    from datasets import packaged_modules as packaged

    builders = {
        name: {
            "metadata_files": packaged._MODULE_TO_METADATA_FILE_NAMES[name],  # noqa: SLF001
            "metadata_suffixes": packaged._MODULE_TO_METADATA_EXTENSIONS[name],  # noqa: SLF001
        }
        for name in sorted(packaged._MODULE_TO_EXTENSIONS)  # noqa: SLF001
    }
    return {
        "values": {
            suffix: {"name": suffix, "builder": builder, **({"options": options} if options else {})}
            for suffix, (builder, options) in sorted(packaged._EXTENSION_TO_MODULE.items())  # noqa: SLF001
        },
        "builders": builders,
        "never_data": data_files.FILES_TO_IGNORE,
        "split_keywords": {str(split): words for split, words in data_files.SPLIT_KEYWORDS.items()},
    }


def write_vocabulary(name: str, fresh: dict[str, Any], source: list[str], title: str = "") -> None:
    path = VOCABULARY / f"{name}.json"
    old = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"title": title, "values": {}}
    for key, facts in fresh["values"].items():
        # What people added by hand, such as `since` and `form`, stays.
        fresh["values"][key] = {**old["values"].get(key, {}), **facts} if isinstance(old["values"], dict) else facts
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    whole = {"title": old["title"], "source": source, "date": today, **fresh}
    whole |= {key: value for key, value in old.items() if key not in whole}
    path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


class Oracle:
    """A folder with a card and data, and what the real loader says of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in FILES:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(ROWS, encoding="utf-8")

    def answer(self, block: str) -> dict[str, Any]:
        """Return what the loader makes of a block of front matter."""
        from datasets.info import DatasetInfosDict
        from datasets.utils.metadata import MetadataConfigs
        from huggingface_hub import DatasetCard

        text = f"---\n{block}---\n"
        (self.folder / "README.md").write_text(text, encoding="utf-8")
        said, data = _tried(lambda: DatasetCard(text).data)
        if said:
            return {"card": said, "subsets": {}, "unnamed": said}
        said, configs = _tried(lambda: MetadataConfigs.from_dataset_card_data(data))
        said = said or _tried(lambda: DatasetInfosDict.from_dataset_card_data(data))[0]
        if said:
            return {"card": said, "subsets": {}, "unnamed": said}
        load = functools.partial(self._load, is_declared=bool(configs))
        subsets = {str(name): _tried(functools.partial(load, name))[0] for name in configs or [None]}
        return {"card": None, "subsets": subsets, "unnamed": _tried(functools.partial(load, None))[0]}

    def _load(self, name: Any, *, is_declared: bool) -> None:
        from datasets import load_dataset, load_dataset_builder
        from datasets.utils.info_utils import verify_splits

        with tempfile.TemporaryDirectory() as cache:
            builder = load_dataset_builder(str(self.folder), name, cache_dir=cache)
            features = [builder.info.features, getattr(builder.config, "features", None)]
            for stated in features:
                _ = stated and stated.arrow_schema
            expected = builder.info.splits
            if features == [None, None] and expected is None:
                load_dataset(str(self.folder), name, cache_dir=cache)
        # Generating the rows would fail over features that are not those of `ROWS`; what it counts is compared here.
        names = (
            builder.config.data_files
            if is_declared
            else [split for split in expected or () if _is_split(split)] or ["train"]
        )
        verify_splits(expected, {split: _counted(split, expected) for split in names})


def _is_split(name: Any) -> bool:
    from datasets.naming import _split_re

    return isinstance(name, str) and re.fullmatch(_split_re, name) is not None


def _counted(split: str, expected: Any) -> Any:
    """Return what counting the rows of a split could give: what is expected if that is a number of rows."""
    from datasets.splits import SplitInfo

    told = expected[split] if expected and split in expected else SplitInfo(split)
    number = told.num_examples
    is_whole = isinstance(number, int | float) and number >= 0 and number == int(number)
    is_plausible = is_whole and (number > 0 or (told.num_bytes == 0 and len(expected or ()) > 1))
    return SplitInfo(split, 1, number if is_plausible else 3)


def _tried(call: Callable[[], Any]) -> tuple[str | None, Any]:
    try:
        return None, call()
    except Exception as error:  # noqa: BLE001
        # Whoever names a subset gets it.
        needs_name = str(error).startswith("Config name is missing")
        return (None if needs_name else type(error).__name__), None


def blocks() -> Iterator[str]:
    """Yield every block of front matter to ask about, once."""
    import yaml

    seen = set()
    made = runpy.run_path(str(ROOT / "tests" / "loading" / "blocks.py"))["BLOCKS"]
    files = [path for family in FAMILIES for path in sorted((ROOT / "rules" / family).glob("*.yaml"))]
    examples = [example for path in files for example in yaml.safe_load(path.read_text(encoding="utf-8"))["examples"]]
    shown = [example["card"] for example in examples] + [example["fixed"] for example in examples if "fixed" in example]
    for block in [*made, *(card.split("---\n")[1] for card in shown)]:
        if block not in seen:
            seen.add(block)
            yield block


def answers() -> list[dict[str, Any]]:
    """Return the loader's answer to every block."""
    import datasets

    logging.disable(logging.CRITICAL)
    datasets.disable_progress_bars()
    with tempfile.TemporaryDirectory() as folder:
        oracle = Oracle(Path(folder))
        return [{"block": block, **oracle.answer(block)} for block in blocks()]


def main() -> None:
    import datasets
    import pyarrow

    match sys.argv[1:]:
        case ["vocabulary"]:
            source = [
                f"datasets {datasets.__version__}:src/datasets/features/features.py",
                f"pyarrow {pyarrow.__version__}",
            ]
            write_vocabulary("feature-types", feature_types(), source)
            packaged = f"datasets {datasets.__version__}:src/datasets/packaged_modules (BuilderConfig classes)"
            write_vocabulary("builder-options", builder_options(), [packaged])
            found = [f"datasets {datasets.__version__}:src/datasets/packaged_modules/__init__.py, data_files.py"]
            title = "Suffixes of data files and the builders that read them"
            write_vocabulary("data-formats", data_formats(), found, title)
        case ["goldens"]:
            lines = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers())
            GOLDENS.parent.mkdir(exist_ok=True)
            GOLDENS.write_bytes(gzip.compress(lines.encode(), mtime=0))
            print(f"{lines.count(chr(10))} answers")
        case ["check"]:
            recorded = gzip.decompress(GOLDENS.read_bytes()).decode().splitlines()
            known = {answer["block"]: answer for answer in map(json.loads, recorded)}
            today = answers()
            # Examples that came since wait for the next recording.
            print(f"{sum(answer['block'] not in known for answer in today)} blocks are not recorded")
            differ = [answer for answer in today if known.get(answer["block"], answer) != answer]
            for answer in differ:
                print(json.dumps(answer, ensure_ascii=False), "\n  recorded:", known[answer["block"]])
            sys.exit(1 if differ else 0)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
