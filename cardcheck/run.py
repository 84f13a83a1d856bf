"""One run from targets to reports: sources, facts and engine put together; also the public Python functions.

The command line and Python programs come in here. Nothing is printed and no exit code is chosen.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cardcheck.config_file import find_config, place_of, read_config
from cardcheck.engine.linter import Linter
from cardcheck.engine.pool import Task, check_all
from cardcheck.model.config import COMMAND_LINE, Config, Layer, laid_over, overridden
from cardcheck.model.document import Document, Passed, SourceOptions, TargetError
from cardcheck.model.facts import FileList, RepoFacts, RepoFile, Unavailable
from cardcheck.model.fixed import FixResult
from cardcheck.model.report import CardReport
from cardcheck.rulebook.errors import RuleError
from cardcheck.rulebook.select import select_rules

if TYPE_CHECKING:
    from cardcheck.engine.fixing import Wanted


class Wishes(NamedTuple):
    """What one run wants beside its settings: where facts come from, whether at all, how many processes.

    `facts` are those to gather whatever the rules need, `required` those whose absence is a fault. `is_online` asks the
    Hub about local cards too, where it is known which repository they are of. With `takes_only_cards` a file that is
    named must look like a card, and a target without any is no fault.
    """

    repo_dir: Path | None = None
    repo: str | None = None
    stdin_filename: str | None = None
    is_data_wanted: bool = True
    facts: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    jobs: int = 1
    is_online: bool = False
    takes_only_cards: bool = False


class NoCardError(ValueError):
    """A target that exists and holds no dataset card; the text is one sentence for people."""


def _raise(error: Exception) -> None:
    raise error


class Listeners(NamedTuple):
    """Who wants to know what a run meets beside cards: files passed over, and targets that gave none.

    A fault is a `TargetError` or a `NoCardError`; who does not raise it lets the run go on.
    """

    on_passed: Callable[[Passed], None] = lambda _: None
    on_fault: Callable[[Exception], None] = _raise


def check(target: str | Path, config: Config | None = None) -> CardReport:
    """Judge the one card of a target; a target with none or several is a `ValueError`."""
    reports = check_many([target], config)
    report = next(reports)
    if next(reports, None) is not None:
        raise ValueError(f"`{target}` holds more than one card; use check_many")
    return report


def check_text(text: str, files: Iterable[str] | None = None, config: Config | None = None) -> CardReport:
    """Judge a card given as text; `files` are the paths of its repository, where they are known."""
    return Linter.of(config).check(text, "<text>", _facts_of(files))


def fix_text(
    text: str, files: Iterable[str] | None = None, config: Config | None = None, *, unsafe: bool = False
) -> FixResult:
    """Apply the safe fixes of a card given as text, or the unsafe ones too; `files` as in `check_text`."""
    # Who only checks does not pay for the modules that fix.
    from cardcheck.engine.fixing import Wanted, fix_card

    return fix_card(Linter.of(config), Task("<text>", text, _facts_of(files)), Wanted(unsafe=unsafe))


def check_many(targets: Iterable[str | Path], config: Config | None = None) -> Iterator[CardReport]:
    """Judge every card of some targets as they come; a target without any is a `NoCardError`."""
    names = [str(target) for target in targets]
    config = config or config_for(names)
    yield from run(names, Linters(config), Wishes())


def _facts_of(files: Iterable[str] | None) -> RepoFacts:
    if files is None:
        return RepoFacts()
    return RepoFacts(files=FileList(tuple(RepoFile(path, 0) for path in sorted(files))))


class Linters:
    """The linter for each card of a run, made once for all cards that the same overrides are about.

    `plain` is for cards that none is about, `alone` are those for cards that one only is about. An override that cannot
    be used is a RuleError at once.
    """

    def __init__(self, config: Config) -> None:
        self.config = config
        self.plain = _linter(config)
        self.alone: tuple[Linter, ...] = ()
        if config.overrides:
            from cardcheck.sources import overrides_about

            self._about = overrides_about(config.overrides, Path(config.root or "."))
            self._has_ids = any(override.repositories for override in config.overrides)
            self._made: dict[tuple[int, ...], Linter] = {}
            self.alone = tuple(self.with_overrides((number,)) for number in range(len(config.overrides)))

    @property
    def needs(self) -> frozenset[str]:
        """The facts that some rule wants of some card."""
        return self.plain.needs.union(*(linter.needs for linter in self.alone))

    @property
    def notes(self) -> tuple[str, ...]:
        """What people are to be told of the rules that settings name, once each."""
        return tuple(dict.fromkeys(note for linter in (self.plain, *self.alone) for note in linter.notes))

    @property
    def titles(self) -> dict[str, str]:
        """The titles of all rules that run for some card, by their ids."""
        return {rule.id: rule.title for linter in (self.plain, *self.alone) for rule in linter.rules}

    def of(self, document: Document) -> Linter:
        """Return the linter for a card, wherever it comes from."""
        return self.with_overrides(self.overrides_of(document)) if self.alone else self.plain

    def overrides_of(self, document: Document) -> tuple[int, ...]:
        """Return the numbers of the overrides that are about a card, in the order in which they are laid on."""
        if not self.config.overrides:
            return ()
        from cardcheck.facts import repo_of

        # What is piped in has no path to write to, and yet it may have a name.
        path = None if document.is_remote else document.path or Path(document.source)
        return self._about(path, repo_of(document) if self._has_ids else None)

    def with_overrides(self, numbers: tuple[int, ...]) -> Linter:
        """Return the linter for cards that some overrides are about."""
        if not numbers:
            return self.plain
        if numbers not in self._made:
            config = overridden(self.config, (self.config.overrides[number] for number in numbers))
            self._made[numbers] = _linter(config)
        return self._made[numbers]


def _linter(config: Config) -> Linter:
    """Make a linter; a RuleError names the place whose settings it is about."""
    try:
        return Linter.of(config)
    except RuleError as error:
        said = str(error).removeprefix(f"{config.origin}: ")
        layer = _first_refused(config)
        # What is wrong with a file of rules, or with a waiver, names its place already.
        if layer is None or layer.origin == COMMAND_LINE or not said.startswith(("there is no ", 'rule."')):
            raise
        raise RuleError(f"{place_of(layer)}: {said}") from None


def _first_refused(config: Config) -> Layer | None:
    """Return the place with whose settings rules cannot be chosen any more, where they could without."""
    whole = Config(origin=config.origin)
    for layer in config.layers:
        whole = laid_over(whole, layer)
        try:
            select_rules(whole)
        except RuleError:
            return layer
    return None


def config_for(targets: Iterable[str]) -> Config:
    """Return the settings that hold where the first target lies, or the defaults."""
    first = next((target for target in targets if target != "-"), ".")
    # `Path.exists` raises for names that are too long.
    path = find_config(Path(first if os.path.exists(first) else "."))  # noqa: PTH110
    return read_config(path) if path else Config()


def run(
    targets: Iterable[str],
    linters: Linters,
    wishes: Wishes,
    listeners: Listeners | None = None,
) -> Iterator[CardReport]:
    """Find the cards of targets, gather the facts their rules need, and judge them."""
    config = linters.config
    documents = documents_of(targets, config, wishes, listeners or Listeners())
    judging = ((at := linters.of(document), task_of(document, config, at, wishes)) for document in documents)
    return check_all(judging, wishes.jobs)


def fix_many(
    targets: Iterable[str],
    linters: Linters,
    wishes: Wishes,
    listeners: Listeners | None = None,
    *,
    wanted: "Wanted",
) -> Iterator[tuple[Document, FixResult]]:
    """Find the cards of targets and fix each before the next is read; writing them back is for the caller."""
    from cardcheck.engine.fixing import fix_one

    config = linters.config
    for document in documents_of(targets, config, wishes, listeners or Listeners()):
        at = linters.of(document)
        yield document, fix_one(at, task_of(document, config, at, wishes), wanted)


def documents_of(targets: Iterable[str], config: Config, wishes: Wishes, listeners: Listeners) -> Iterator[Document]:
    """Find the cards of targets."""
    from cardcheck.sources import documents

    options = SourceOptions(
        cards=config.cards,
        exclude=config.exclude,
        root=Path(config.root) if config.root else None,
        repo_dir=wishes.repo_dir,
        repo=wishes.repo or config.repo,
        stdin_filename=wishes.stdin_filename,
        takes_only_cards=wishes.takes_only_cards,
    )
    for target in targets:
        is_empty = True
        try:
            for found in documents(target, options):
                if isinstance(found, Passed):
                    listeners.on_passed(found)
                else:
                    is_empty = False
                    yield found
        except TargetError as error:
            listeners.on_fault(error)
            continue
        if is_empty and not wishes.takes_only_cards:
            told = "holds no dataset card; `cardcheck init` writes one, and a file that is named is always checked"
            listeners.on_fault(NoCardError(f"`{target}` {told}"))


def task_of(document: Document, config: Config, linter: Linter, wishes: Wishes) -> Task:
    """Gather the facts about a card that rules and wishes need."""
    from cardcheck.facts import gather, repo_of

    needs = linter.needs | wishes.facts | wishes.required
    repo = repo_of(document)
    if wishes.is_online and wishes.is_data_wanted and not document.is_remote:
        facts = _facts_online(needs, document, repo, config)
    else:
        facts = gather(needs, document, is_complete=config.is_complete, is_data_wanted=wishes.is_data_wanted)
    facts = facts.required(wishes.required)
    return Task(document.source, document.data, facts, repo, document.revision, document.fault)


def _facts_online(needs: frozenset[str], document: Document, repo: str | None, config: Config) -> RepoFacts:
    """Gather what the Hub tells of the repository of a local card; where it tells nothing, what lies here."""
    from cardcheck.facts import gather
    from cardcheck.hub.faults import HubError
    from cardcheck.hub.repos import repo_info

    reason = "it is not known which repository on the Hub the card is of; name it with `--repo ORG/NAME`"
    if repo is not None:
        try:
            hub = repo_info(repo)
            return gather(needs, document._replace(is_remote=True, repo=repo, revision=hub.sha, hub=hub))
        except HubError as error:
            reason = str(error)
    absent = Unavailable(reason, asked=True)
    facts = gather(needs, document, is_complete=config.is_complete)
    return facts._replace(**{name: absent for name in ("viewer", "hub") if name in needs})
