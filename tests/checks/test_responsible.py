"""People, machines and the web in the data: what shows them, what answers, what is shown of persons."""

import pytest

from cardcheck.checks.text._english import is_english
from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config
from cardcheck.rulebook.select import find_rule


def found(text, *rules):
    report = Linter.of(Config(select=rules, min_confidence="low")).check(text)
    assert report.findings is not None
    return [(finding.case, text[slice(*finding.span)]) for finding in report.findings]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sections/biases-missing", "responsible/no-bias"),
        ("sections/limitations-missing", "responsible/no-limitations"),
        ("sections/personal-data-missing", "responsible/personal-data-unsaid"),
    ],
)
def test_a_topic_has_one_rule_and_keeps_its_old_name(old, new):
    assert find_rule(old) == new


class TestSigns:
    RULE = "responsible/personal-data-unsaid"

    def test_metadata_comes_before_text(self):
        card = "---\ntags: [Tweets]\n---\n# T\n\nInterview transcripts of pilots.\n"
        assert found(card, self.RULE) == [("value", "Tweets")]

    def test_a_phrase_may_break_over_lines(self):
        assert found("# T\n\nMade of interview\ntranscripts.\n", self.RULE) == [("text", "interview\ntranscripts")]

    def test_the_title_of_somebody_elses_work_is_no_sign(self):
        assert found("# T\n\nSee [Interview transcripts](https://example.org).\n", self.RULE) == []

    def test_nobody_is_real(self):
        assert found("# T\n\nInterview transcripts of fictional pilots.\n", self.RULE) == []

    def test_code_and_other_languages_are_left_alone(self):
        assert found("# T\n\n`interview transcripts`\n", self.RULE) == []
        assert found("# T\n\nDie interview transcripts der Lotsen und die Namen der Schiffe.\n", self.RULE) == []

    def test_columns_of_any_subset(self):
        card = (
            "---\ndataset_info:\n- config_name: a\n  features:\n  - name: text\n    dtype: string\n"
            "- config_name: b\n  features:\n  - name: patient_id\n    dtype: string\n---\n# T\n\nNotes.\n"
        )
        assert found(card, self.RULE) == [("column", "patient_id")]

    @pytest.mark.parametrize("value", ["null", "[]", "3", "[3, null]", "{a: b}", "''"])
    def test_odd_values_are_not_its_matter(self, value):
        card = f"---\ntags: {value}\ntask_ids: {value}\ndataset_info: {value}\n---\n# T\n\nNotes.\n"
        assert found(card, self.RULE) == []


class TestWithoutText:
    @pytest.mark.parametrize("body", ["", "\n\n", "```\nx\n```\n"])
    def test_a_card_without_text_is_another_rules_matter(self, body):
        card = f"---\ntags: [synthetic, tweets]\nannotations_creators: [crowdsourced]\n---\n{body}"
        assert found(card, "responsible") == []


class TestPersonalDataInSamples:
    RULE = "responsible/personal-data-in-card"

    @pytest.mark.parametrize(
        "row",
        [
            '{"to": "user@example.com"}',
            '{"to": "info@port-norden.de"}',
            '{"to": "x***@port-norden.de"}',
            '{"phone": "+1 555 0100 22"}',
            '{"ssn": "000-12-3456"}',
            '{"iban": "DE00120300000000202051"}',
            '{"id": "4012888888881881", "date": "2020-01-02", "price": "12.50"}',
            '{"image": "a@2x.png", "url": "https://a:b@port-norden.de/x"}',
        ],
    )
    def test_what_is_nobodys(self, row):
        assert found(f"# T\n\n```json\n{row}\n```\n", self.RULE) == []

    @pytest.mark.parametrize(
        ("row", "value"),
        [
            ('{"to": "k.harms@port-norden.de"}', "k.harms@port-norden.de"),
            ("{'Phone_number': '040 7182-2660'}", "040 7182-2660"),
            ('{"ssn": "219-09-9998"}', "219-09-9998"),
            ('{"iban": "GB33 BUKB 2020 1555 5555 55"}', "GB33 BUKB 2020 1555 5555 55"),
        ],
    )
    def test_what_leads_to_somebody(self, row, value):
        assert found(f"# T\n\n```\n{row}\n```\n", self.RULE) == [(None, value)]

    def test_one_finding_tells_of_all(self):
        rows = "".join(f'{{"to": "pilot{number}@port-norden.de"}}\n' for number in range(5))
        assert found(f"# T\n\n```\n{rows}```\n", self.RULE) == [(None, "pilot0@port-norden.de")]

    def test_hostile_rows_take_no_time(self):
        rows = '{"phone": "' + "a " * 20000 + "@" * 20000 + "a." * 20000 + "A1" * 20000
        assert found(f"# T\n\n```\n{rows}\n```\n", self.RULE) == []


@pytest.mark.parametrize(
    ("prose", "is_so"),
    [
        ("", True),
        ("notes.", True),
        ("the notes of the pilots and their ships.", True),
        ("die notizen der lotsen und die namen der schiffe", False),
        ("las notas de los prácticos y los nombres de la flota", False),
        ("港口领航员的谈话记录 with the names of ships", False),
        ("заметки лоцманов", False),
    ],
)
def test_english(prose, is_so):
    assert is_english(prose) is is_so


def test_who_is_taken_from_the_web_is_told_of_it_once():
    card = "# T\n\nTexts on ships, scraped from twelve forums.\n"
    both = found(card, "responsible/takedown-missing", "prose/contact-missing")
    assert both == [("text", "scraped from")]
