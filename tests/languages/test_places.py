"""Places behind wide, joined, combining and right-to-left text: columns count code points, carets count cells."""

from __future__ import annotations

import io
import unicodedata

import pytest

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.model.run import Run
from cardcheck.reporters import writer

LINTER = Linter.of(Config(profile="recommended"))
BEFORE = {
    "Arabic": "انظر إلى ",
    "Arabic with vowel signs": "مَدْرَسَة ",
    "Hebrew": "ראו את ",
    "Chinese": "请看这里：",
    "Japanese in half and full width": "ｶﾅとカナ、",
    "Korean in pieces": "한국어 ",
    "Hindi": "यहाँ देखें ",
    "Thai": "ดูที่นี่ ",
    "an emoji": "🚢 ",
    "a family": "👩\u200d👩\u200d👧 ",
    "a flag": "🇩🇪 ",
    "accents that combine": "e\u0301te\u0301 ",
    "letters beyond the first plane": "𝒜𐐀 ",
    "a full-width letter": "Ａ ",
}


def width(text):
    """Count cells by the standard's own classes."""
    plain = [char for char in text if unicodedata.category(char) not in {"Mn", "Me", "Cf"}]
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in plain)


def frames_of(report):
    out = io.StringIO()
    writer("text")([report], Run("0", "2026-11", "{rule}", width=120, frames=True), out)
    return out.getvalue().split("\n")


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
@pytest.mark.parametrize(
    ("defect", "wrong", "rule"),
    [
        ("[x](#nowhere)", "#nowhere", "links/broken-anchor"),
        ("[mail](me@example.org)", "me@example.org", "links/mail-without-mailto"),
        ("<unk>", "<unk>", "links/angle-word"),
    ],
)
class TestBody:
    def test_columns_count_code_points(self, before, defect, wrong, rule):
        report = LINTER.check(f"---\nlicense: mit\n---\n\n# T\n\n{before}{defect}\n")
        (finding,) = [finding for finding in report.findings if finding.rule == rule]
        place = report.text.position(finding.span.start)
        assert (place.line, place.column) == (7, len(before) + defect.index(wrong) + 1)
        assert report.text.slice(finding.span) == wrong

    def test_carets_stand_below(self, before, defect, wrong, rule):
        report = LINTER.check(f"---\nlicense: mit\n---\n\n# T\n\n{before}{defect}\n")
        report = report._replace(findings=tuple(one for one in report.findings if one.rule == rule))
        lines = frames_of(report)
        at = next(index for index, line in enumerate(lines) if "7 | " in line)
        source, carets = lines[at].partition(" | ")[2], lines[at + 1].partition(" | ")[2]
        shown = source[: source.index(wrong)]
        assert len(carets) - len(carets.lstrip()) == width(shown)
        assert carets.strip() == "^" * len(wrong)


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_metadata_behind_such_text(before):
    text = f"---\npretty_name: {{name: '{before}', license: x}}\ntags: ['{before}', 2024]\nlicense: mit\n---\n\n# T\n"
    report = LINTER.check(text)
    (finding,) = [finding for finding in report.findings if finding.rule == "task/tag-not-string"]
    place = report.text.position(finding.span.start)
    assert (place.line, place.column) == (3, len(f"tags: ['{before}', ") + 1)
    assert report.text.slice(finding.span) == "2024"


@pytest.mark.parametrize("before", BEFORE.values(), ids=BEFORE)
def test_wide_text_is_underlined_by_its_cells(before):
    word = before.strip(" ：、")
    report = LINTER.check(f"---\nlanguage: [en, {word!r}]\n---\n\n# T\n")
    (finding,) = [finding for finding in report.findings if finding.rule == "language/unknown-code"]
    lines = frames_of(report._replace(findings=(finding,)))
    at = next(index for index, line in enumerate(lines) if "2 | " in line)
    source, carets = lines[at].partition(" | ")[2], lines[at + 1].partition(" | ")[2]
    start = source.index("'")
    assert len(carets) - len(carets.lstrip()) == width(source[:start])
    assert carets.strip() == "^" * width(source[start : source.rindex("'") + 1])
