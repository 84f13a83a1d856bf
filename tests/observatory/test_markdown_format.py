"""An audit as Markdown: what a renderer makes of it."""

from __future__ import annotations

import io
import re

import pytest
from made_audit import RUN, MadeAudit, hostile_record, made_audit
from markdown_it import MarkdownIt

from cardcheck.model.audit import AuditRecord, Defect
from cardcheck.observatory.markdown import write

OURS = {
    "h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td", "strong", "code", "pre", "ul", "li", "details",
    "summary",
}  # fmt: skip


def written(audit: MadeAudit) -> str:
    out = io.StringIO()
    write(audit, out, RUN)
    return out.getvalue()


def rendered(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(text)


def tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", html))


@pytest.fixture(scope="module")
def told() -> str:
    return written(made_audit(300))


def test_every_part_is_there(told):
    titles = re.findall(r"^## (.+)$", told, re.MULTILINE)
    assert titles == [
        "What to do first",
        "One fix, many repositories",
        "Found most often",
        "Nearly the same text",
        "Where the dataset viewer says otherwise",
        "Not looked at",
    ]


def test_nothing_of_a_card_becomes_markup(told):
    assert tags(rendered(told)) <= OURS


def test_tables_keep_their_columns():
    audit = made_audit(1)
    hostile = hostile_record()._replace(key="a|b\\|c\\\\|d`e", outcome="no-card", card=None)
    html = rendered(written(MadeAudit([hostile, *audit.records()])))
    for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL):
        assert len(re.findall("<t[hd]", row)) in {4, 5}
    assert "a|b" in html


@pytest.mark.parametrize(
    "text",
    ["@octocat see #1", "![x](http://evil.test/x.png)", "<!-- -->", "</details>", "[a](javascript:0)", "# x", "| a |"],
)
def test_a_sentence_calls_nobody_and_leads_nowhere(text):
    audit = MadeAudit([AuditRecord(text, text, "gated", text)], has_history=False)
    audit.summary = audit.summary._replace(
        defects=(Defect("a/b", "error", text, text, (text, text, text, text)),), disagreements=((text, text),)
    )
    told = written(audit)
    assert tags(rendered(told)) <= OURS
    assert "@octocat" not in told


def test_it_stays_under_what_a_comment_may_hold():
    assert len(written(made_audit(3000))) < 65_536


def test_repositories_that_could_not_be_looked_at_are_named(told):
    audit = made_audit(300)
    faults = [record for record in audit.records() if record.outcome in {"gated", "unreachable", "unreadable"}]
    assert faults
    assert all(f"`{record.key}`" in told for record in faults[:20])


def test_what_has_changed_since_the_last_run_is_told(told):
    assert re.search(r"^Since .*median score 50 → ", told, re.MULTILINE)
