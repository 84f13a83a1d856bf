"""The page of an audit as text: one sound HTML file that refers to nothing and holds what it was given."""

from __future__ import annotations

import io
import json
import re

import pytest
from made_audit import RUN, MadeAudit, hostile_record, made_audit
from sound_page import is_allowed_alone, parsed

from cardcheck.model.audit import AuditRecord
from cardcheck.observatory import formats, is_binary, writer
from cardcheck.observatory.html import write
from cardcheck.webpage.shell import shell


def page_of(audit):
    out = io.StringIO()
    write(audit, out, RUN)
    return out.getvalue()


def blocks(page, wanted):
    return [json.loads(text) for name, text in parsed(page).blocks if name == wanted]


@pytest.fixture(scope="module")
def page():
    return page_of(made_audit(230))


def test_it_is_a_format_of_text():
    assert "html" in formats()
    assert not is_binary("html")
    assert writer("html") is write


def test_every_element_is_closed_and_every_block_is_json(page):
    names = [name for name, _ in parsed(page).blocks]
    assert names == ["head", *["rows", "details"] * 3, "words", ""]
    for name in ("head", "rows", "details", "words"):
        assert blocks(page, name)


def test_each_record_has_a_row_and_details(page):
    rows = [row for block in blocks(page, "rows") for row in block]
    details = [detail for block in blocks(page, "details") for detail in block]
    [words] = blocks(page, "words")
    [head] = blocks(page, "head")
    assert len(rows) == len(details) == 230
    for row, detail in zip(rows, details, strict=True):
        named = dict(zip(head["columns"], row, strict=True))
        kinds = [words["kinds"][finding[0]] for finding in detail.get("findings", ())]
        assert {words["rules"][rule] for rule in named["rules"]} == {kind[0] for kind in kinds}
        assert [sum(kind[1] == severity for kind in kinds) for severity in ("error", "warning", "info")] == [
            named["error"],
            named["warning"],
            named["info"],
        ]


def test_nothing_refers_to_another_file(page):
    said = parsed(page).attributes
    assert [value for _, name, value in said if name in {"src", "srcset", "data", "action", "background"}] == []
    assert all(value.startswith("#") for _, name, value in said if name == "href")
    empty = shell("cardcheck.observatory")
    code = empty.before + empty.after
    assert not re.search(r"url\(|@import|fetch\(|XMLHttpRequest|import\(|WebSocket|sendBeacon", code)
    assert set(re.findall(r"https?://[^\"'`\s)]+", code)) == {"http://www.w3.org/2000/svg"}


def test_the_policy_allows_this_script_and_these_styles_only(page):
    assert is_allowed_alone(page)


def test_no_element_has_a_handler_or_a_style_of_its_own(page):
    assert [name for _, name, _ in parsed(page).attributes if name.startswith("on") or name == "style"] == []


def test_the_same_audit_gives_the_same_bytes(page):
    assert page_of(made_audit(230)) == page


def test_hostile_text_opens_and_closes_nothing():
    page = page_of(MadeAudit([hostile_record()]))
    tame = page_of(MadeAudit([hostile_record()._replace(key="tame", title=None, diff="", opening="", reason=None)]))
    assert page.count("<") == tame.count("<")
    assert not re.search("[\x00-\x08\x0e-\x1f\u202a-\u202e\u2066-\u2069\ud800]", page)
    page.encode("utf-8")
    [[detail]] = blocks(page, "details")
    assert detail["diff"] == hostile_record().diff


def test_what_is_endless_is_cut():
    huge = "x" * 1_000_000
    record = hostile_record()
    finding = {**record.card["findings"][0], "message": huge}
    card = {**record.card, "findings": [finding] * 5_000}
    page = page_of(MadeAudit([record._replace(key=huge, title=huge, reason=huge, opening=huge, diff=huge, card=card)]))
    assert len(page) < len(page_of(MadeAudit([]))) + 100_000
    [[detail]] = blocks(page, "details")
    assert (len(detail["findings"]), detail["more"]) == (300, 4_700)


def test_no_more_is_held_for_many_than_for_few():
    class Narrow(io.StringIO):
        longest = 0

        def write(self, text):
            self.longest = max(self.longest, len(text))
            return len(text)

    record = AuditRecord("a/b", "hf://datasets/a/b", "missing", "the Hub knows no such data set")
    longest = []
    for number in (200, 20_000):
        out = Narrow()
        write(MadeAudit([record._replace(key=f"a/{index:05}") for index in range(number)]), out, RUN)
        longest.append(out.longest)
    assert longest[0] == longest[1]


def test_an_audit_of_nothing_has_a_page():
    assert blocks(page_of(MadeAudit([])), "rows") == []
