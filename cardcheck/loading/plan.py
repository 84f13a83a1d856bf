"""Will it load? Metadata and facts in, a `LoadPlan` out: what `datasets` 5.2.0 and the viewer do with the repository.

It goes the loader's own way, step by step: a script stops everything; card, settings and files choose one builder for
all subsets; each subset then finds its files and reads them. Pure; held against the real library by
`tools/compare_loading.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cardcheck.loading._late_errors import license_error, size_error, unnamed, version_error
from cardcheck.loading._wanted import Wanted, check_subset, declared, folder_of, options_of
from cardcheck.loading.beside_card import STANDALONE, merged, relocated, replaced
from cardcheck.loading.formats import Format, format_of, keep
from cardcheck.loading.generation import generate
from cardcheck.loading.globs import BadPatternError, FileTree, TooMuchError, has_magic
from cardcheck.loading.layouts import automatic_splits
from cardcheck.loading.legacy import LEGACY, read_legacy
from cardcheck.loading.settings import Settings, Stop, default_name, read_settings, stop, with_legacy
from cardcheck.loading.subsets import DEFAULT, Part
from cardcheck.loading.viewer import viewer_error, with_viewer_limits
from cardcheck.model.card import Metadata
from cardcheck.model.facts import FileList, RepoFacts, Table
from cardcheck.model.load import ConfigPlan, LoadError, LoadPlan, Outcome, Pattern, SplitPlan

# Suffixes of the harbor format that mostly stand for something else.
_TEXTS = (".md", ".toml")


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
        self.sizes = {file.path: file.size_bytes for file in files.files}
        self.tree = FileTree(file.path for file in files.files)
        self.archives = {path: table.names for path, table in tables.items() if table.names or path.endswith(".zip")}

    def plan(self, metadata: Metadata | None, standalone: Metadata | None) -> LoadPlan:
        """Go all the way."""
        self._refuse_script()
        settings = read_settings(merged(metadata, standalone))
        shared = self._builder(settings)
        default, wanted = default_name(settings.configs), {}
        for name, part in settings.configs.items():
            wanted[name] = self._wanted(part)
            check_subset(name, part)
        if not settings.configs:
            wanted = {DEFAULT: self._wanted(None)}
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
            unnamed=unnamed(default, tuple(wanted), settings),
            left_out=self.left_out(configs),
        )

    def left_out(self, configs: Sequence[ConfigPlan]) -> tuple[str, ...]:
        """Return the files that could be data and that none of the subsets reads."""
        read = {path for config in configs for split in config.splits for path in split.files}
        return tuple(path for path in self.tree.find("**").files if path not in read and not path.endswith(_TEXTS))

    def _refuse_script(self) -> None:
        names = {name.rpartition("/")[2] for name in (self.repo, self.files.folder) if name}
        script = next((f"{name}.py" for name in sorted(names) if f"{name}.py" in self.sizes), None)
        if script is not None:
            said = f"`{script}` is taken for a loading script, and these are no longer supported"
            raise stop("script", "script", "RuntimeError", said, file=script)

    def _builder(self, settings: Settings) -> Format:
        """Return the one builder: that of the first subset's files, looked for from the root."""
        first = next(iter(settings.configs.values()), None)
        is_declared = first is not None and "data_files" in first.value
        wanted = declared(first) if first is not None and is_declared else self._automatic("", first)
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
            return declared(part)
        return self._automatic(folder_of(part), part)

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
        folder = folder_of(part) if part else ""
        try:
            found = {split: self._found(patterns, folder) for split, patterns in wanted.patterns.items()}
        except Stop as stopped:
            error = stopped.error._replace(viewer="SplitNamesFromStreamingError")
            return plan._replace(outcome="error", error=error)
        if part is not None and not part.value.get("version", "0.0.0"):
            return plan._replace(outcome="error", error=version_error(part))
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
        options = {**shared.options, **options_of(part)}
        ordered = [(split, tuple(paths)) for split, paths in files.items()]
        done = generate(shared.name, ordered, self.tables, config=part, info=info, options=options, sizes=self.sizes)
        splits = tuple(
            split._replace(rows=rows, are_rows_stored=rows is not None and _is_stored(split, shared))
            for split, rows in zip(plan.splits, done.rows, strict=True)
        )
        error = size_error(info) or done.error or version_error(part) or license_error(info)
        return plan._replace(splits=splits, error=error, outcome="error" if error else "ok")


def _is_stored(split: SplitPlan, shared: Format) -> bool:
    return shared.name == "parquet" and bool(split.files)


def _together(configs: Sequence[ConfigPlan]) -> Outcome:
    failed = [config for config in configs if config.error is not None]
    if not failed:
        return "ok"
    return "error" if len(failed) == len(configs) else "partial"
