"""Will it load? Metadata and facts in, a `LoadPlan` out: what `datasets` 5.2.0 and the viewer do with the repository.

It goes the loader's own way, step by step: a script stops everything; card, settings and files choose one builder for
all subsets; each subset then finds its files and reads them. Pure; held against the real library by
`tools/compare_loading.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cardcheck import resources
from cardcheck.loading.beside_card import STANDALONE, merged, relocated, replaced
from cardcheck.loading.formats import Format, format_of, keep
from cardcheck.loading.generation import generate
from cardcheck.loading.globs import BadPatternError, FileTree, TooMuchError, has_magic
from cardcheck.loading.layouts import automatic_splits
from cardcheck.loading.legacy import LEGACY, read_legacy
from cardcheck.loading.settings import Settings, Stop, default_name, read_settings, stop, with_legacy
from cardcheck.loading.subsets import DEFAULT, Part, below
from cardcheck.loading.viewer import viewer_error, with_viewer_limits
from cardcheck.model.card import Metadata
from cardcheck.model.facts import FileList, RepoFacts, Table
from cardcheck.model.load import ConfigPlan, Layout, LoadError, LoadPlan, Outcome, Pattern, SplitPlan

_BAD_NAME = "<>:/\\|?*"
# Suffixes of the harbor format that mostly stand for something else.
_TEXTS = (".md", ".toml")
_SETTINGS_KEYS = ("config_name", "default", "data_files", "data_dir")


class Wanted(NamedTuple):
    """The splits of a subset as patterns, before any file is looked for."""

    patterns: Mapping[str, Sequence[tuple[Any, str | None]]]
    layout: Layout | None = None


def plan_load(
    metadata: Metadata | None, facts: RepoFacts, repo: str | None = None, standalone: Metadata | None = None
) -> LoadPlan | None:
    """Tell what becomes of a repository; None where its files are not known or its globs are too many to follow.

    `standalone` is what `.huggingface.yaml` says, `repo` the id on the Hub.
    """
    if not isinstance(facts.files, FileList):
        return None
    loading = _Loading(facts.files, facts.tables, repo)
    try:
        plan = loading.plan(metadata, standalone)
    except Stop as stopped:
        missed = loading.left_out(()) if stopped.error.kind == "nothing-matched" else ()
        plan = LoadPlan(_outcome_of(stopped.error), stopped.error, left_out=missed)
    except TooMuchError:
        return None
    if not facts.files.texts.keys().isdisjoint({STANDALONE, LEGACY}):
        plan = relocated(plan, standalone)._replace(replaced=replaced(metadata, standalone))
    # The viewer takes switches and tags from the Hub, which reads YAML in its own dialect (`off` is a text there).
    data = metadata.hub if metadata else None
    return with_viewer_limits(plan._replace(viewer=viewer_error(data)))


def _outcome_of(error: LoadError) -> Outcome:
    return "empty" if error.kind in {"empty", "no-supported-files"} else "error"


class _Loading:
    """One repository on its way through the loader."""

    def __init__(self, files: FileList, tables: Mapping[str, Table], repo: str | None) -> None:
        self.files, self.tables, self.repo = files, tables, repo
        self.tree = FileTree(file.path for file in files.files)
        self.archives = {path: table.names for path, table in tables.items() if table.names or path.endswith(".zip")}

    def plan(self, metadata: Metadata | None, standalone: Metadata | None) -> LoadPlan:
        """Go all the way."""
        self._refuse_script()
        settings = read_settings(merged(metadata, standalone))
        shared = self._builder(settings)
        if settings.configs:
            default = default_name(settings.configs)
            wanted = {name: self._wanted(part) for name, part in settings.configs.items()}
            for name, part in settings.configs.items():
                _check_subset(name, part)
        else:
            default, wanted = None, {DEFAULT: self._wanted(None)}
        if LEGACY in self.files.texts:
            settings = with_legacy(settings, read_legacy(self.files.texts[LEGACY]))
        if default is None and len(settings.infos) == 1:
            default = next(iter(settings.infos))
        if default is None and len(wanted) == 1:
            default = next(iter(wanted))
        configs = tuple(
            self._subset(name, one, settings, shared)._replace(is_default=name == default)
            for name, one in wanted.items()
        )
        return LoadPlan(
            _together(configs),
            builder=shared.name or None,
            configs=configs,
            default=default if default in wanted else None,
            unnamed=_unnamed(default, tuple(wanted), settings),
            left_out=self.left_out(configs),
        )

    def left_out(self, configs: Sequence[ConfigPlan]) -> tuple[str, ...]:
        """Return the files that could be data and that none of the subsets reads."""
        read = {path for config in configs for split in config.splits for path in split.files}
        return tuple(path for path in self.tree.find("**").files if path not in read and not path.endswith(_TEXTS))

    def _refuse_script(self) -> None:
        names = {name.rpartition("/")[2] for name in (self.repo, self.files.folder) if name}
        script = next((f"{name}.py" for name in sorted(names) if f"{name}.py" in self.files.paths), None)
        if script is not None:
            said = f"`{script}` is taken for a loading script, and these are no longer supported"
            raise stop("script", "script", "RuntimeError", said, file=script)

    def _builder(self, settings: Settings) -> Format:
        """Return the one builder: that of the first subset's files, looked for from the root."""
        first = next(iter(settings.configs.values()), None)
        is_declared = first is not None and "data_files" in first.value
        wanted = _declared(first) if first is not None and is_declared else self._automatic("", first)
        formats = {
            split: format_of([path for one in self._found(patterns, "") for path in one.files], self.archives)
            for split, patterns in wanted.patterns.items()
        }
        chosen = next(iter(formats.values()), Format())
        if not all(form.is_known for form in formats.values()):
            return Format(is_known=False)
        pointer = f"{first.pointer}/data_files" if first is not None and is_declared else None
        if any((form.name, form.options) != (chosen.name, chosen.options) for form in formats.values()):
            listed = ", ".join(f"`{split}`: {form.words or 'nothing'}" for split, form in formats.items())
            viewer = "FileFormatMismatchBetweenSplitsError"
            said = f"the splits are not of one format ({listed})"
            raise stop("builder", "mixed-formats", "ValueError", said, pointer, viewer=viewer)
        if not chosen.name:
            is_missed = pointer is not None and bool(self.left_out(()))
            kind = "nothing-matched" if is_missed else "no-supported-files"
            said = "no pattern finds a data file" if is_missed else "no file has a suffix that a builder knows"
            viewer = "DataFilesNotFoundError"
            raise stop("builder", kind, "DataFilesNotFoundError", said, pointer, viewer=viewer)
        return chosen

    def _wanted(self, part: Part | None) -> Wanted:
        """Return the splits that a subset asks for."""
        if part is None:
            return self._automatic("", None)
        if part.value.get("data_files") is not None:
            return _declared(part)
        return self._automatic(_folder(part), part)

    def _automatic(self, folder: str, part: Part | None) -> Wanted:
        found = automatic_splits(self.tree, folder)
        pointer = None if part is None else f"{part.pointer}/data_dir" if folder else part.pointer
        if found is None:
            where = f"`{folder}`" if folder else "the repository"
            said = f"{where} holds no data files"
            raise stop("files", "empty", "EmptyDatasetError", said, pointer, viewer="EmptyDatasetError")
        if found.bad:
            said = f"`data/{found.bad[0]}-…` names a split with more than letters, digits, `_` and `.`"
            raise stop("files", "shard-name", "ValueError", said, pointer)
        patterns = {split: [(text, None) for text in texts] for split, texts in found.patterns.items()}
        return Wanted(patterns, found.layout)

    def _found(self, patterns: Sequence[tuple[Any, str | None]], folder: str) -> list[Pattern]:
        """Return the files of patterns; a path that is missing ends it all."""
        done = []
        for text, pointer in patterns:
            if not isinstance(text, str):
                exception = "TypeError" if text is None else "AttributeError"
                raise stop("files", "path-type", exception, f"the path `{text}` is no text", pointer)
            try:
                found = self.tree.find(text, folder)
            except BadPatternError:
                said = f"`**` in `{text}` has to stand alone between slashes"
                raise stop("files", "bad-pattern", "ValueError", said, pointer) from None
            if not found.files and not has_magic(text):
                said = (
                    f"`{text}` is not among the files" if not found.others else f"no builder knows files like `{text}`"
                )
                raise stop("files", "missing-file", "FileNotFoundError", said, pointer, file=text)
            done.append(Pattern(text, pointer, found.files, found.others))
        return done

    def _subset(self, name: str, wanted: Wanted, settings: Settings, shared: Format) -> ConfigPlan:
        """Find a subset's files and tell what reading them gives."""
        part, info = settings.configs.get(name), settings.infos.get(name)
        plan = ConfigPlan(name, pointer=part.pointer if part else None, layout=wanted.layout)
        if part is not None and not name:
            said = "a subset has an empty name, and asking for it asks for no name"
            error = LoadError(
                "subset", "name-empty", "ValueError", said, "ConfigNamesError", f"{part.pointer}/config_name"
            )
            return plan._replace(outcome="error", error=error)
        folder = _folder(part) if part else ""
        try:
            found = {split: self._found(patterns, folder) for split, patterns in wanted.patterns.items()}
        except Stop as stopped:
            error = stopped.error._replace(viewer="SplitNamesFromStreamingError")
            return plan._replace(outcome="error", error=error)
        if part is not None and not part.value.get("version", "0.0.0"):
            return plan._replace(outcome="error", error=_version_error(part))
        files = {split: [path for one in patterns for path in one.files] for split, patterns in found.items()}
        if part is None and shared.name:
            files = {split: keep(paths, shared.name) for split, paths in files.items()}
        everything = [path for paths in files.values() for path in paths]
        own = format_of(everything, self.archives)
        plan = plan._replace(
            format=own.words or None,
            splits=tuple(SplitPlan(split, tuple(sorted(paths)), tuple(found[split])) for split, paths in files.items()),
        )
        return self._read(plan, files, part, info, shared)

    def _read(
        self, plan: ConfigPlan, files: Mapping[str, list[str]], part: Part | None, info: Part | None, shared: Format
    ) -> ConfigPlan:
        options = {**shared.options, **_options(part)}
        ordered = [(split, tuple(paths)) for split, paths in files.items()]
        done = generate(shared.name, ordered, self.tables, config=part, info=info, options=options)
        splits = tuple(
            split._replace(rows=rows, are_rows_stored=rows is not None and _is_stored(split, shared))
            for split, rows in zip(plan.splits, done.rows, strict=True)
        )
        error = _size_error(info) or done.error or _version_error(part) or _license_error(info)
        return plan._replace(splits=splits, error=error, outcome="error" if error else "ok")


def _is_stored(split: SplitPlan, shared: Format) -> bool:
    return shared.name == "parquet" and bool(split.files)


def _declared(part: Part) -> Wanted:
    """Return the splits that `data_files` names."""
    files, at = part.value["data_files"], f"{part.pointer}/data_files"
    if files is None:
        raise stop("files", "files-null", "TypeError", "`data_files` is empty", at)
    if isinstance(files, str):
        return Wanted({"train": [(files, at)]})
    if not any(isinstance(item, dict) for item in files):
        return Wanted({"train": [(item, f"{at}/{index}") for index, item in enumerate(files)]})
    if not all(isinstance(item, dict) for item in files):
        said = "`data_files` mixes paths with pairs of `split` and `path`"
        raise stop("subset", "files-mixed", "ValueError", said, at)
    splits: dict[str, list[tuple[Any, str | None]]] = {}
    for index, item in enumerate(files):
        name, path, where = item["split"], item["path"], f"{at}/{index}/path"
        if name in splits:
            raise stop("subset", "split-twice", "ValueError", f"the split `{name}` stands twice", f"{at}/{index}/split")
        paths = [(path, where)] if isinstance(path, str) else [(one, f"{where}/{n}") for n, one in enumerate(path)]
        splits[name] = list(paths)
    return Wanted(splits)


def _folder(part: Part) -> str:
    folder = part.value.get("data_dir")
    if folder and not isinstance(folder, str):
        raise stop(
            "subset", "data-dir-type", "TypeError", f"`data_dir: {folder}` is no text", f"{part.pointer}/data_dir"
        )
    return folder or ""


def _check_subset(name: Any, part: Part) -> None:
    """Refuse what cannot be the settings of a builder."""
    at = f"{part.pointer}/config_name"
    if not isinstance(name, str):
        raise stop("subset", "name-type", "TypeError", f"the subset's name `{name}` is no text", at)
    bad = next((mark for mark in _BAD_NAME if mark in name), None)
    if bad is not None:
        raise stop("subset", "name-characters", "InvalidConfigName", f"the subset's name `{name}` holds `{bad}`", at)
    for key in part.value:
        breaking = resources.vocabulary_file("builder-options")["breaking"]
        if not isinstance(key, str) or key in breaking:
            said = f"the key `{key}` breaks the setting up of the subset"
            raise stop("subset", "option", "TypeError", said, below(part.pointer, key))


def _options(part: Part | None) -> dict[str, Any]:
    given = part.value if part else {}
    return {key: value for key, value in given.items() if key not in _SETTINGS_KEYS}


def _version_error(part: Part | None) -> LoadError | None:
    """Return why the subset's version stops it, which the loader sees last unless there is none."""
    version = part.value.get("version", "0.0.0") if part else "0.0.0"
    if version and isinstance(version, dict):
        return None
    if isinstance(version, str) and version.count(".") == 2 and all(one.isdecimal() for one in version.split(".")):
        return None
    exception = "ValueError" if isinstance(version, str) or not version else "AttributeError"
    pointer = f"{part.pointer}/version" if part else None
    return LoadError(
        "data", "version", exception, f"the version `{version}` does not have three numbers", None, pointer
    )


def _size_error(info: Part | None) -> LoadError | None:
    """Return why the room on the disk cannot be compared with the size, which is done before anything is read."""
    size = info.value.get("size_in_bytes") if info else None
    if not size or isinstance(size, int | float) or info is None:
        return None
    said = f"`size_in_bytes: {size}` is no number"
    return LoadError("data", "size", "TypeError", said, None, f"{info.pointer}/size_in_bytes")


def _license_error(info: Part | None) -> LoadError | None:
    """Return why the licence cannot be written beside the data, which is done in the end."""
    text = info.value.get("license") if info else None
    if not text or isinstance(text, str) or info is None:
        return None
    said = f"`license: {text}` in `dataset_info` is no text"
    return LoadError("data", "license", "AttributeError", said, None, f"{info.pointer}/license")


def _unnamed(default: Any, names: tuple[str, ...], settings: Settings) -> LoadError | None:
    """Return why `load_dataset(path)` without a name fails although subsets load."""
    if default in names:
        return None
    if default is None:
        said = "no subset is the default, so a name must be given"
        return LoadError("subset", "no-default", "ValueError", said, None, "/configs")
    said = f"`dataset_info` makes `{default}` the default, and there is no such subset"
    exception = "ValueError" if isinstance(default, str) else "TypeError"
    part = settings.infos[default]
    return LoadError("subset", "default-gone", exception, said, None, part.pointer or None)


def _together(configs: Sequence[ConfigPlan]) -> Outcome:
    failed = [config for config in configs if config.error is not None]
    if not failed:
        return "ok"
    return "error" if len(failed) == len(configs) else "partial"
