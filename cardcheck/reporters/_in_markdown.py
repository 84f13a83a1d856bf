"""What the formats in Markdown say alike: signs of severity, the score, rules, topics that are absent."""

from __future__ import annotations

from cardcheck.inert_markdown import inert, inert_code
from cardcheck.model.finding import Severity
from cardcheck.model.report import CardReport
from cardcheck.model.run import Run
from cardcheck.reporters._grouping import Absent

SIGNS: dict[Severity, str] = {"error": "❌", "warning": "⚠️", "info": "💡"}


def has_moved(report: CardReport) -> bool:
    """Whether the score is another one than before this change."""
    now, before = report.score, report.earlier_score
    return now is not None and before is not None and now.whole != before.whole


def score_told(report: CardReport) -> str:
    """Return the score of a card that has one, and what it was before this change."""
    assert report.score is not None
    told = f"score **{report.score.whole}** ({report.score.level})"
    return f"{told}, was {report.earlier_score.whole}" if report.earlier_score and has_moved(report) else told


def rule_told(rule: str, run: Run) -> str:
    """Return a rule's id, as a link to its page where there is one."""
    docs = run.docs(rule)
    return f"[{inert_code(rule)}](<{docs}>)" if docs.startswith("https://") else inert_code(rule)


def small(text: str) -> str:
    """Return what stands behind or below a message, set so that it is told apart from that."""
    return f"<sub>{text}</sub>"


def absent_told(absent: Absent) -> str:
    """Return in one sentence what nothing is said about."""
    more = f" and {absent.more} more" if absent.more else ""
    return f"Nothing is said about {inert(', '.join(absent.named))}{more}"
