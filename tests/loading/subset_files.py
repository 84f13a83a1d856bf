"""The files of a subset in, the rows or the first error that the loading would end with out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cardcheck.facts.heads import read_head
from cardcheck.loading.generation import Generated, generate
from cardcheck.loading.subsets import Part
from cardcheck.model.load import LoadError

LABELS = {"dtype": {"class_label": {"names": {"0": "x", "1": "y"}}}}
TWO_ROWS = {"train/0.csv": "a,b\n1,x\n2,y\n"}
BUILDERS = {"csv": "csv", "tsv": "csv", "json": "json", "jsonl": "json", "txt": "text"}


def feature(name: str, kind: str | dict[str, Any]) -> dict[str, Any]:
    return {"name": name, **({"dtype": kind} if isinstance(kind, str) else kind)}


def run(
    folder: Path,
    files: dict[str, str],
    *,
    asked: list[dict[str, Any]] | None = None,
    info: dict[str, Any] | None = None,
    builder: str = "",
    **options: Any,
) -> Generated:
    """Read `split/number.suffix` files; each folder is a split."""
    tables, splits = {}, {}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
        tables[name] = read_head(path, path.stat().st_size, path.suffix)
        splits.setdefault(name.split("/")[0], []).append(name)
    builder = builder or BUILDERS[next(iter(files)).rpartition(".")[2]]
    config = Part("/configs/0", {"features": asked} if asked is not None else {})
    described = Part("/dataset_info", info) if info is not None else None
    pairs = [(split, tuple(paths)) for split, paths in splits.items()]
    return generate(builder, pairs, tables, config=config, info=described, options=options)


def error(done: Generated) -> LoadError:
    assert done.error is not None
    return done.error
