"""The engine: rules as data, one card's text and facts in, one CardReport out.

It runs each rule's check, turns problems into findings, and keeps going when a check fails. A `Linter`
holds data only, so it can be sent to other processes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, Self

from cardcheck.engine.findings import make_finding, with_fingerprints
from cardcheck.engine.loads import disagreements, load_plan
from cardcheck.engine.running_order import OPEN_QUESTION, covers, in_order, with_blockers
from cardcheck.engine.scoring import Judged, score_card
from cardcheck.engine.scoring.rules import scored_rules
from cardcheck.engine.targets import Places
from cardcheck.engine.unhindered import unhindered, why_mute
from cardcheck.model.card import Card
from cardcheck.model.config import Config
from cardcheck.model.coverage import Coverage
from cardcheck.model.facts import FACTS, FILE_FACTS, RepoFacts, Unavailable
from cardcheck.model.finding import CONFIDENCES, Confidence, Finding, Problem
from cardcheck.model.load import LoadPlan
from cardcheck.model.report import CardReport, Skipped
from cardcheck.model.rule import Rule
from cardcheck.model.score import Score
from cardcheck.model.target import Target
from cardcheck.parsing.card import parse_card
from cardcheck.rulebook.bind import ENGINE, call
from cardcheck.rulebook.load import builtin_rules
from cardcheck.rulebook.select import Selection, select_rules

if TYPE_CHECKING:
    from cardcheck.engine.waiving import Policy

CRASHED = "cardcheck/crashed"
# A mandatory rule is shown at least from this confidence on, whatever the settings say.
_MANDATORY_FROM = CONFIDENCES.index("medium")


class Linter(NamedTuple):
    """Rules ready to judge cards.

    `rules` are in running order (a rule after those that can block it), `own` the rules about cardcheck
    itself by id, `known` the ids of all rules there are, `renamed` their old ids. `scored` are the rules of the score
    in their own order; None where `rules` has them all, as they are. `policy` is what an organisation has decided.
    """

    rules: tuple[Rule, ...]
    own: Mapping[str, Rule]
    known: frozenset[str]
    renamed: Mapping[str, str]
    min_confidence: Confidence = "medium"
    notes: tuple[str, ...] = ()
    scored: tuple[Rule, ...] | None = None
    policy: "Policy | None" = None

    @classmethod
    def of(cls, config: Config | None = None, selection: Selection | None = None) -> Self:
        """Make a linter from settings; raises RuleError where they name what does not exist."""
        config = config or Config()
        selection = selection or select_rules(config)
        own = {rule.id: rule for rule in selection.rules if rule.check == ENGINE}
        if CRASHED not in own:
            own |= {rule.id: rule for rule in builtin_rules() if rule.id == CRASHED}
        runnable = with_blockers(tuple(rule for rule in selection.rules if rule.check != ENGINE))
        rules, counted = in_order(unhindered(runnable, selection.mandatory)), scored_rules()
        scored = None if covers(rules, counted) and not selection.mandatory else counted
        policy = _policy(config, selection)
        known, renamed = selection.known, selection.renamed
        return cls(rules, own, known, renamed, config.min_confidence, selection.notes, scored, policy)

    @property
    def needs(self) -> frozenset[str]:
        """The facts that some rule wants; what becomes of loading is told by all of them."""
        needs = frozenset(need for rule in self.rules for need in rule.needs)
        return needs.union(FILE_FACTS) - {"load"} if "load" in needs else needs

    def check(
        self,
        data: bytes | str,
        source: str = "README.md",
        facts: RepoFacts | None = None,
        repo: str | None = None,
        revision: str | None = None,
    ) -> CardReport:
        """Judge one card."""
        raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        report = self.check_parsed(parse_card(data), source, facts, repo, revision)
        return report._replace(sha256=hashlib.sha256(raw).hexdigest())

    def check_parsed(
        self,
        card: Card,
        source: str = "README.md",
        facts: RepoFacts | None = None,
        repo: str | None = None,
        revision: str | None = None,
    ) -> CardReport:
        """Judge a card that is parsed already; the report has no hash, for that is one of bytes."""
        facts = facts or RepoFacts()
        plan = load_plan(card, facts, repo)
        run = _Run(self, card, facts, plan, repo)
        findings = run.findings(self.policy and self.policy.for_card(repo, source))
        return CardReport(
            source=source,
            status="checked",
            repo=repo,
            revision=revision,
            text=card.source,
            findings=findings,
            skipped=tuple(run.skipped),
            facts={name: _fact_words(facts.get(name)) for name in FACTS},
            load=plan,
            viewer=None if isinstance(facts.viewer, Unavailable) else facts.viewer,
            disagreements=disagreements(plan, facts),
            coverage=_coverage(self.rules, card, findings),
            score=self._score(run),
        )

    def _score(self, run: "_Run") -> Score:
        """Score a card by the score's own rules, whichever the user has chosen."""
        # Questions left for a person keep some of the user's rules from being asked, never the score's.
        if self.scored is not None or run.asked:
            rules = scored_rules() if self.scored is None else self.scored
            run = _Run(self._replace(rules=rules, policy=None), run.card, run.facts, run.places.plan, run.places.repo)
            run.judge()
        # What only this user's rules find is not the score's.
        counted = {rule.id for rule in scored_rules()}
        judged = Judged(
            [finding for finding in run.raw if finding.rule in counted],
            frozenset(run.silenced),
            [skipped for skipped in run.skipped if skipped.rule in counted],
        )
        return score_card(run.card, run.facts, run.places.plan, judged)


class _Run:
    """One card being judged: what was found and skipped so far."""

    def __init__(
        self, linter: Linter, card: Card, facts: RepoFacts, plan: LoadPlan | None, repo: str | None = None
    ) -> None:
        self.linter, self.card, self.facts = linter, card, facts
        self.skipped: list[Skipped] = []
        self.crashes: list[Problem] = []
        self.places = Places(card, facts, plan, repo)
        # Where each rule found something: pointers, or None for the whole card.
        self.pointers: dict[str, set[str | None]] = {}
        # What questions left for a person stand for.
        self.asked: frozenset[str] = frozenset()
        # What the rules found before anybody's wishes, and the rules that another finding kept from speaking.
        self.raw: list[Finding] = []
        self.silenced: set[str] = set()

    def findings(self, policy: "Policy | None") -> tuple[Finding, ...]:
        """Run every rule and settle everybody's wishes, confidence and fingerprints; the findings come by place."""
        found = self.judge() + self._own(CRASHED, self.crashes)
        if self.card.suppressions or policy is not None:
            found = self._settled(found, policy)
        lowest = CONFIDENCES.index(self.linter.min_confidence)
        kept = [
            finding
            for finding in found
            if CONFIDENCES.index(finding.confidence) <= (max(lowest, _MANDATORY_FROM) if finding.mandatory else lowest)
        ]
        kept.sort(key=lambda finding: (finding.span, finding.rule, finding.case or "", finding.message))
        return tuple(with_fingerprints(self.card, kept))

    def judge(self) -> list[Finding]:
        """Run every rule and return what they find, before anybody's wishes."""
        self.raw = [finding for rule in self.linter.rules for finding in self._of(rule)]
        return self.raw

    def _settled(self, found: list[Finding], policy: "Policy | None") -> list[Finding]:
        """Let comments, waivers and mandatory rules have their say."""
        from cardcheck.engine.settling import Court, settle
        from cardcheck.engine.waiving import Policy

        linter = self.linter
        ran = frozenset(rule.id for rule in linter.rules) - {skipped.rule for skipped in self.skipped}
        ran -= {crash.fields["rule"] for crash in self.crashes}
        return settle(found, Court(self.card, linter.own, linter.known, linter.renamed, policy or Policy(), ran))

    def _of(self, rule: Rule) -> list[Finding]:
        """Run one rule, or note why it cannot run."""
        if self._is_mute(rule) or (rule.mentions and not self.places.mentions(rule.mentions)):
            return []
        targets = self.places.targets(rule)
        if not targets and not self.places.is_unread(rule):
            return []
        # Most rules need nothing, are blocked by nothing and find nothing; two hundred times a card that must be cheap.
        may_be_blocked = bool(rule.blocked_by) and not self.pointers.keys().isdisjoint(rule.blocked_by)
        if rule.needs or may_be_blocked or not targets or self.asked:
            reason = self._why_not(rule)
            if reason is not None:
                self.skipped.append(reason)
                return []
        # A check that fails must cost one rule, not the run: the card may be the first of its kind.
        try:
            ask = self._ask_blocked if may_be_blocked else call
            found = [make_finding(self.card, rule, problem) for target in targets for problem in ask(rule, target)]
        except Exception as error:  # noqa: BLE001
            self.crashes.append(Problem(fields={"rule": rule.id, "error": type(error).__name__}))
            return []
        if not found:
            return found
        pointers = {finding.pointer for finding in found if not rule.case(finding.case).harmless}
        if pointers:
            self.pointers[rule.id] = pointers
            if rule.id == OPEN_QUESTION:
                self.asked = _asked(self.card)
        return found

    def _is_mute(self, rule: Rule) -> bool:
        """Note where a mandatory rule could find nothing, whatever the card says; what tells why may be hushed up."""
        policy = self.linter.policy
        reason = why_mute(rule, self.card) if policy is not None and rule.id in policy.mandatory else None
        if reason is not None:
            self.skipped.append(Skipped(rule.id, "card", reason, self._is_missed(rule, "card")))
        return reason is not None

    def _ask_blocked(self, rule: Rule, target: Target) -> Iterator[Problem]:
        """Ask a rule about a place, and drop what another finding there makes pointless."""
        if self._is_blocked(rule, target.pointer):
            self.silenced.add(rule.id)
            return
        for problem in call(rule, target):
            if problem.pointer is None or not self._is_blocked(rule, problem.pointer):
                yield problem
            else:
                self.silenced.add(rule.id)

    def _is_blocked(self, rule: Rule, pointer: str | None) -> bool:
        """Whether a blocking finding stands at a place or above it."""
        found = [self.pointers[blocker] for blocker in rule.blocked_by if blocker in self.pointers]
        if not found or pointer is None:
            return any(None in pointers for pointers in found)
        above = {None, pointer, *(pointer[:end] for end, char in enumerate(pointer) if char == "/")}
        return not all(above.isdisjoint(pointers) for pointers in found)

    def _why_not(self, rule: Rule) -> Skipped | None:
        """Return why a rule cannot run here, or None."""
        for need in rule.needs:
            # The files alone tell what is loaded; heads and footers only tell more.
            fact = self.facts.get("files" if need == "load" else need)
            if isinstance(fact, Unavailable):
                return Skipped(rule.id, need, fact.reason, self._is_missed(rule, need))
            if need == "load" and self.places.plan is None:
                return Skipped(rule.id, need, "too many globs for so many files")
        if self._is_blocked(rule, None):
            return Skipped(rule.id, "card", "blocked by another finding")
        if not self.asked.isdisjoint(rule.gap):
            return Skipped(rule.id, "card", "a question about it waits for an answer")
        if self.places.is_unread(rule):
            return Skipped(rule.id, "card", "the front matter cannot be read")
        return None

    def _is_missed(self, rule: Rule, need: str) -> bool:
        """Whether it matters that a rule has no fact to judge by."""
        policy = self.linter.policy
        # Without an earlier revision there is no change to judge.
        return policy is not None and rule.id in policy.mandatory and not rule.plain.preview and need != "git"

    def _own(self, rule_id: str, problems: Iterable[Problem]) -> list[Finding]:
        rule = self.linter.own.get(rule_id)
        return [make_finding(self.card, rule, problem) for problem in problems] if rule else []


def _policy(config: Config, selection: Selection) -> "Policy | None":
    """Return what an organisation has decided, where it has."""
    if not selection.mandatory and not config.waivers:
        return None
    from cardcheck.engine.waiving import Policy

    return Policy.of(config, selection.mandatory, selection.grantors)


def _coverage(rules: Iterable[Rule], card: Card, findings: Iterable[Finding]) -> tuple[Coverage, ...]:
    """Tell which questions of other forms are answered, where rules ask any."""
    asking = [rule for rule in rules if rule.question is not None]
    if not asking or card.is_lfs_pointer:
        return ()
    from cardcheck.engine.coverage import coverage

    return coverage(asking, card, findings)


def _asked(card: Card) -> frozenset[str]:
    from cardcheck.topics.open_questions import asked

    return asked(card)


def _fact_words(fact: object) -> str:
    if not isinstance(fact, Unavailable):
        return "available"
    return f"unavailable: {fact.reason}" if fact.asked else "not asked"
