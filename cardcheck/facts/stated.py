"""Facts stated in words, as the examples of rules do: plain data in, RepoFacts out. Touches no disk.

A file that is named under `heads` or `parquet` need not be listed under `files` again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cardcheck.facts.files import is_read, pointer_size
from cardcheck.model.facts import (
    FILE_FACTS,
    Column,
    FileList,
    Footer,
    Footers,
    Heads,
    RepoFacts,
    RepoFile,
    Sources,
    Table,
    Unavailable,
    Unreadable,
)
from cardcheck.model.hub import HubRepo, Viewer, ViewerError, ViewerSplit

ABILITIES = ("viewer", "preview", "search", "filter", "statistics")
"""What the viewer offers of a data set that it shows whole."""

_NOT_ASKED = Unavailable("not asked")


def stated_facts(given: Mapping[str, Any]) -> RepoFacts:
    """Make facts of what is stated; what is not stated is not there."""
    facts = RepoFacts() if given.keys().isdisjoint(FILE_FACTS) else _of_files(given)
    if "viewer" in given:
        facts = facts._replace(viewer=_viewer(given["viewer"]))
    if "hub" in given:
        facts = facts._replace(hub=_hub(given["hub"]))
    if "sources" in given:
        sources = {name: tuple(licenses) for name, licenses in given["sources"].items()}
        facts = facts._replace(sources=Sources(sources))
    return facts


def _of_files(given: Mapping[str, Any]) -> RepoFacts:
    heads, footers = given.get("heads"), given.get("parquet")
    contents = {**dict.fromkeys([*(heads or {}), *(footers or {})]), **_contents(given.get("files", ()))}
    files = FileList(
        tuple(_file(path, contents[path]) for path in sorted(contents)),
        is_complete=given.get("complete", True),
        texts={path: text for path, text in contents.items() if is_read(path) and isinstance(text, str)},
        folder=given.get("folder"),
    )
    return RepoFacts(
        files=files,
        heads=_NOT_ASKED if heads is None else Heads({path: _head(path, said) for path, said in heads.items()}),
        parquet=_NOT_ASKED if footers is None else Footers({path: _footer(said) for path, said in footers.items()}),
    )


def _contents(files: Any) -> dict[str, Any]:
    return dict(files) if isinstance(files, Mapping) else dict.fromkeys(files)


def _file(path: str, content: str | int | None) -> RepoFile:
    """Make a file of its text, of its size, or of nothing but its path."""
    if not isinstance(content, str):
        return RepoFile(path, 1 if content is None else content)
    data = content.encode()
    stated = pointer_size(data)
    return RepoFile(path, len(data)) if stated is None else RepoFile(path, stated, is_pointer=True)


def _head(path: str, said: Mapping[str, Any]) -> Table:
    """Make what a text format holds; JSON with columns is one object a line."""
    table = _table(said)
    return table._replace(form="lines") if ".json" in path and table.columns else table


def _table(said: Mapping[str, Any]) -> Table:
    fault = said.get("fault")
    return Table(
        columns=tuple(_columns(said.get("columns", {}))),
        rows=said.get("rows"),
        is_whole=said.get("whole", True),
        fault=Unreadable(fault["exception"], fault["reason"]) if fault else None,
        names=tuple(said.get("names", ())),
        samples=tuple(said.get("samples", ())),
    )


def _footer(said: Mapping[str, Any]) -> Footer:
    return Footer(
        _table(said),
        row_groups=said.get("row_groups", 1),
        size_bytes=said.get("bytes", 0),
        has_features=said.get("features", False),
    )


def _columns(said: Mapping[str, Any]) -> Iterator[Column]:
    for name, type_ in said.items():
        yield _column(name, type_)


def _column(name: str, said: str | Mapping[str, Any]) -> Column:
    """Make a column of a type's name, or of `{class_label: names}`, `{struct: fields}`, `{list: item}`."""
    if isinstance(said, str):
        return Column(name, said)
    ((type_, inner),) = said.items()
    if type_ == "class_label":
        return Column(name, type_, labels=tuple(inner))
    if type_ == "struct":
        return Column(name, type_, children=tuple(_columns(inner)))
    return Column(name, type_, children=(_column("item", inner),))


def _viewer(said: Mapping[str, Any]) -> Viewer:
    error = said.get("error")
    return Viewer(
        abilities=frozenset(said.get("abilities", () if error else ABILITIES)),
        splits=tuple(
            ViewerSplit(config, split, rows, is_partial=said.get("partial", False))
            for config, splits in said.get("splits", {}).items()
            for split, rows in splits.items()
        ),
        error=ViewerError(error["code"], error.get("message", ""), error.get("config")) if error else None,
        features=said.get("features", {}),
    )


def _hub(said: Mapping[str, Any]) -> HubRepo:
    return HubRepo(**{"id": "owner/name", **said, "tags": tuple(said.get("tags", ()))})
