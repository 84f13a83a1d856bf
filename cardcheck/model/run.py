"""How one run is shown: what the command line tells every reporter."""

from collections.abc import Mapping
from typing import NamedTuple

from cardcheck.model.config import FailOn
from cardcheck.model.finding import Confidence, Severity


class RuleWords(NamedTuple):
    """What a report may tell of a rule beside its findings; `page` is its documentation as Markdown."""

    title: str
    severity: Severity
    confidence: Confidence
    page: str


class Run(NamedTuple):
    """The settings of one report.

    `version` is cardcheck's own, `spec` the month of the Hub snapshot it carries. `many` says that a second card is
    certain, so that a reporter need not wait for it before it shows the first. `docs_url` is the page of a
    rule with `{rule}`, `{family}` and `{slug}` to fill; `hyperlinks` says that the stream shows links to it.
    `explain_load` asks for the load plan, `explain_score` for every point of the score; `repo_dir` is the folder of the
    repository where the user named one. `rules` has what the format tells of rules, by id; nothing where it tells
    nothing.
    """

    version: str
    spec: str
    docs_url: str
    width: int = 80
    color: bool = False
    hyperlinks: bool = False
    show_all: bool = False
    frames: bool = False
    statistics: bool = False
    verbose: bool = False
    quiet: bool = False
    many: bool = False
    explain_load: bool = False
    explain_score: bool = False
    repo_dir: str | None = None
    fail_on: FailOn = "error"
    rules: Mapping[str, RuleWords] = {}

    def docs(self, rule: str) -> str:
        """Return the address of a rule's documentation."""
        family, _, slug = rule.rpartition("/")
        return self.docs_url.format(rule=rule, family=family, slug=slug)
