"""Ask older releases of `datasets` which forms of metadata they read, and keep their answers.

    python tools/record_reader_versions.py [DIR ...]

Each DIR holds one release (`pip install --no-deps --target DIR datasets==4.0.0`), which is asked by this Python: what
it depends on must be installed here. Without a DIR the installed release is asked. An answer is what the release
makes of a form, in its own words (Arrow types, or splits and their files), or the exception it raises. The answers of
a release replace its earlier ones in `tests/loading/golden/reader-versions.json`, which names each answer once, at
the first release that gave it (an empty one: not known there).
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "loading" / "golden" / "reader-versions.json"
ROWS = "a,b\n1,x\n2,y\n"
FILES = ("train.csv", "test.csv", "data/train.csv", "en/a.csv")

FEATURES = {
    "value": "dtype: int64",
    "list": "list: string",
    "list of fixed length": "list: string\n    length: 2",
    "list of fields": "list:\n    - name: x\n      dtype: int64",
    "list class": "dtype:\n      list:\n        dtype: string",
    "large_list": "large_list: string",
    "large_list of fields": "large_list:\n    - name: x\n      dtype: int64",
    "sequence": "sequence: string",
    "sequence of fixed length": "sequence: string\n    length: 2",
    "sequence of fields": "sequence:\n    - name: x\n      dtype: int64",
    "struct": "struct:\n    - name: x\n      dtype: int64",
    "no type": "",
    "class_label": "dtype:\n      class_label:\n        names:\n          '0': bad\n          '1': good",
    "array2_d": "dtype:\n      array2_d:\n        shape: [2, 2]\n        dtype: int8",
    "translation": "dtype:\n      translation:\n        languages: [en, fr]",
    **{
        name: f"dtype: {name}"
        for name in (
            *("image", "audio", "video", "pdf", "nifti", "mesh", "json", "bio_sequence", "bio_structure"),
            *("string_view", "binary_view", "large_string", "date32", "float16", "month_day_nano_interval"),
            *("timestamp[us, tz=UTC]", "time64[us]", "duration[s]", "decimal128(10, 2)", "decimal256(10, 2)"),
        )
    },
    **{
        f"{name} of {key}": f"dtype:\n      {name}:\n        {key}: {value}"
        for name, key, value in (
            ("image", "mode", "RGB"),
            ("image", "decode", "false"),
            ("audio", "sampling_rate", "16000"),
            ("audio", "mono", "true"),
            ("audio", "num_channels", "1"),
            ("audio", "stream_index", "0"),
            ("video", "decode", "false"),
            ("video", "stream_index", "0"),
            ("pdf", "decode", "false"),
            ("json", "decode", "false"),
        )
    },
}
CONFIGS = {
    "path": "configs:\n- config_name: default\n  data_files: data/train.csv\n",
    "list of paths": "configs:\n- config_name: default\n  data_files: [data/train.csv, en/a.csv]\n",
    "splits": "configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/*.csv\n",
    "splits as a mapping": "configs:\n- config_name: default\n  data_files:\n    train: data/train.csv\n",
    "a split with two paths": (
        "configs:\n- config_name: default\n  data_files:\n  - split: all_of_it\n    path: [train.csv, en/a.csv]\n"
    ),
    "folder": "configs:\n- config_name: default\n  data_dir: data\n",
    "folder and paths": "configs:\n- config_name: default\n  data_dir: en\n  data_files: a.csv\n",
    "stars in a name": 'configs:\n- config_name: default\n  data_files: "data/**.csv"\n',
    "stars alone": 'configs:\n- config_name: default\n  data_files: "data/**"\n',
    "default": (
        "configs:\n- config_name: a\n  data_files: train.csv\n"
        "- config_name: b\n  default: true\n  data_files: test.csv\n"
    ),
    "bare names": "configs:\n- a\n- b\n",
    "features": (
        "configs:\n- config_name: default\n  data_files: train.csv\n  features:\n  - name: a\n    dtype: int64\n"
        "  - name: b\n    dtype: string\n"
    ),
    "an option": 'configs:\n- config_name: default\n  data_files: train.csv\n  sep: ","\n',
    "an unknown option": "configs:\n- config_name: default\n  data_files: train.csv\n  colour: red\n",
    "a name in dataset_info alone": "dataset_info:\n  config_name: plain\n  features:\n  - name: a\n    dtype: int64\n",
    "nothing": "license: mit\n",
}


def answers() -> dict[str, dict[str, str]]:
    """Ask the release that is imported here."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "HF_DATASETS_OFFLINE": "1", "HF_HOME": tempfile.mkdtemp()}
    # Releases before 4 would ask whether to run the script.
    os.environ["HF_DATASETS_TRUST_REMOTE_CODE"] = "0"
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    import datasets
    from datasets import packaged_modules

    found = {}
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top, "harbour")
        for name in FILES:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(ROWS, encoding="utf-8")
        for name, form in FEATURES.items():
            card = f"dataset_info:\n  features:\n  - name: a\n    {form}\n".replace("    \n", "")
            found[f"feature: {name}"] = _said(folder, card, _types)
        for name, card in CONFIGS.items():
            found[f"config: {name}"] = _said(folder, card, _splits)
        script = folder / "harbour.py"
        script.write_text("import datasets\n", encoding="utf-8")
        found["file: a loading script"] = _said(folder, "license: mit\n", _splits)
        script.unlink()
        (folder / ".huggingface.yaml").write_text(
            "configs:\n- config_name: z\n  data_files: en/a.csv\n", encoding="utf-8"
        )
        found["file: .huggingface.yaml"] = _said(folder, "license: mit\n", _splits)
    for suffix, read in sorted(packaged_modules._EXTENSION_TO_MODULE.items()):  # noqa: SLF001
        found[f"suffix: {suffix}"] = read if isinstance(read, str) else read[0]
    return {datasets.__version__: found}


def _said(folder: Path, card: str, told: Callable[[Any], str]) -> str:
    from datasets import load_dataset_builder

    (folder / "README.md").write_text(f"---\n{card}---\n", encoding="utf-8")
    try:
        with tempfile.TemporaryDirectory() as cache:
            return told(load_dataset_builder(str(folder), cache_dir=cache))
    except Exception as error:  # noqa: BLE001 - whatever it raises is the answer
        return type(error).__name__


def _types(builder: Any) -> str:
    return ", ".join(f"{field.name}: {field.type}" for field in builder.info.features.arrow_schema)


def _splits(builder: Any) -> str:
    folder = Path(builder.base_path).resolve()
    files = builder.config.data_files or {}
    listed = (
        f"{split}: {' '.join(os.path.relpath(path, folder) for path in sorted(paths))}"
        for split, paths in files.items()
    )
    return f"{builder.config.name} ({'; '.join(listed)})"


def _asked(folder: str) -> dict[str, dict[str, str]]:
    """Ask the release in a folder."""
    done = subprocess.run(
        [sys.executable, __file__, "--answer"],
        env={**os.environ, "PYTHONPATH": folder},
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    answer: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return answer


def _number(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _releases() -> dict[str, dict[str, str]]:
    """Return the answers of every release that is recorded."""
    if not GOLDEN.exists():
        return {}
    whole = json.loads(GOLDEN.read_text(encoding="utf-8"))
    releases: dict[str, dict[str, str]] = {release: {} for release in whole["releases"]}
    for form, changes in whole["answers"].items():
        said = ""
        for release, answers_of in releases.items():
            said = answers_of[form] = changes.get(release, said)
    return releases


def _changes(form: str, releases: dict[str, dict[str, str]]) -> dict[str, str]:
    """Return what releases say of a form, each answer once, at the first release that gives it."""
    changes: dict[str, str] = {}
    last = ""
    for release, said in releases.items():
        if said.get(form, "") != last:
            last = changes[release] = said.get(form, "")
    return changes


def main() -> None:
    if sys.argv[1:] == ["--answer"]:
        print(json.dumps(answers()))
        return
    releases = _releases()
    for folder in sys.argv[1:]:
        releases |= _asked(folder)
    if not sys.argv[1:]:
        releases |= answers()
    releases = {release: releases[release] for release in sorted(releases, key=_number)}
    forms = sorted({form for told in releases.values() for form in told})
    whole = {"releases": list(releases), "answers": {form: _changes(form, releases) for form in forms}}
    GOLDEN.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    print(f"{len(forms)} forms, {', '.join(releases)}")


if __name__ == "__main__":
    main()
