"""Reports for build servers and code scanning: whatever a card holds, a machine reads them as they were meant."""

from __future__ import annotations

import io
import json
import re
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from odd_reports import odd_reports
from sample_reports import license_finding, make_finding, make_report, missing, placeholder_findings, shown

from cardcheck.model.run import RuleWords

some_reports = st.lists(odd_reports, max_size=3)
COMMAND = re.compile(r"::(error|warning|notice) file=([^,:]*)((?:,\w+=[^,:]*)*)::(.*)")


class TestGithub:
    def test_a_finding_is_an_annotation_at_its_place(self):
        assert shown(make_report(license_finding()), "github") == (
            "::error file=README.md,line=2,endLine=2,col=10,endColumn=17,title=license/unknown-id::"
            "`apache2` is not a license id the Hub knows; did you mean `apache-2.0`?"
            "%0AThe Hub refuses the commit.%0AFix: Write `apache-2.0`\n"
        )

    def test_one_cause_is_one_annotation_with_all_its_lines(self):
        (line,) = shown(make_report(*placeholder_findings()), "github").splitlines()
        assert "%0AAlso in line 24, 28%0A" in line

    def test_absent_topics_are_one_notice(self):
        (line,) = shown(make_report(*missing("citation", "prose/contact")), "github").splitlines()
        assert line == "::notice file=README.md,title=left out::Nothing is said about contact, citation"

    def test_a_card_that_could_not_be_judged_is_an_error(self):
        report = make_report(source="a.md", status="unreadable", reason="it is\na folder")
        assert shown(report, "github") == "::error file=a.md,title=unreadable::it is\\na folder\n"

    def test_a_message_cannot_give_a_command(self):
        report = make_report(make_finding("a/b", "50 %\n::add-mask::x"), source="a,line=9::x%.md")
        (line,) = shown(report, "github").splitlines()
        assert line == "::notice file=a%2Cline=9%3A%3Ax%25.md,line=1,title=a/b::50 %25\\n::add-mask::x"

    @settings(max_examples=50)
    @given(some_reports)
    def test_every_line_is_one_command(self, reports):
        lines = shown(reports, "github").split("\n")[:-1]
        assert all(COMMAND.fullmatch(line) and line.isprintable() for line in lines)


class TestGitlab:
    def test_a_finding_is_an_entry(self):
        (entry,) = json.loads(shown(make_report(license_finding()), "gitlab"))
        assert entry.pop("fingerprint")
        assert entry == {
            "description": "`apache2` is not a license id the Hub knows; did you mean `apache-2.0`?",
            "check_name": "license/unknown-id",
            "severity": "critical",
            "location": {"path": "README.md", "lines": {"begin": 2}},
        }

    def test_the_same_finding_of_two_cards_is_told_apart(self):
        reports = [make_report(license_finding(), source=source) for source in ("a.md", "b.md")]
        first, second = json.loads(shown(reports, "gitlab"))
        assert first["fingerprint"] != second["fingerprint"]

    @settings(max_examples=50)
    @given(some_reports)
    def test_every_finding_and_fault_is_told(self, reports):
        told = sum(len(report.shown) + (report.status not in {"checked", "skipped"}) for report in reports)
        assert len(json.loads(shown(reports, "gitlab"))) == told


class TestJunit:
    def test_what_fails_the_run_fails_its_case(self):
        report = make_report(license_finding(), *missing("citation"))
        suite = ElementTree.fromstring(shown(report, "junit")).find("testsuite")
        assert suite.attrib == {"name": "README.md", "tests": "2", "failures": "1", "errors": "0", "skipped": "0"}
        notice, error = suite
        assert notice.find("failure") is None
        assert error.attrib == {"classname": "README.md", "name": "license/unknown-id at 2:10", "line": "2"}
        assert error.find("failure").get("message").startswith("`apache2` is not a license id")

    def test_a_clean_card_passes(self):
        suite = ElementTree.fromstring(shown(make_report(), "junit")).find("testsuite")
        assert [list(case) for case in suite] == [[]]

    def test_a_card_that_could_not_be_judged_is_an_error(self):
        report = make_report(status="unreadable", reason="it is a folder")
        error = ElementTree.fromstring(shown(report, "junit")).find("testsuite/testcase/error")
        assert error.get("message") == "it is a folder"

    @settings(max_examples=50)
    @given(some_reports)
    def test_it_is_xml_with_a_case_for_all_there_is(self, reports):
        suites = ElementTree.fromstring(shown(reports, "junit")).findall("testsuite")
        assert [len(suite) for suite in suites] == [
            len(report.shown) + (report.status != "checked") or 1 for report in reports
        ]
        assert [int(suite.get("failures")) for suite in suites] == [
            sum(finding.severity == "error" for finding in report.counted) for report in reports
        ]


class TestSarif:
    WORDS = RuleWords("The license id is not one the Hub knows", "error", "high", "# license/unknown-id\n")

    def run(self, *reports, **changes):
        (run,) = json.loads(shown(reports, "sarif", **changes))["runs"]
        return run

    def test_a_finding_is_a_result(self):
        run = self.run(make_report(license_finding()), rules={"license/unknown-id": self.WORDS})
        (result,) = run["results"]
        region = {"startLine": 2, "startColumn": 10, "endLine": 2, "endColumn": 17, "charOffset": 13, "charLength": 7}
        assert result["locations"] == [
            {"physicalLocation": {"artifactLocation": {"uri": "README.md"}, "region": region}}
        ]
        assert result["fixes"][0]["artifactChanges"][0]["replacements"] == [
            {"deletedRegion": region, "insertedContent": {"text": "apache-2.0"}}
        ]
        (rule,) = run["tool"]["driver"]["rules"]
        assert rule["shortDescription"]["text"] == "The license id is not one the Hub knows"
        assert rule["help"]["markdown"] == "# license/unknown-id\n"
        assert rule["helpUri"] == "https://example.org/rules#license/unknown-id"

    def test_each_result_points_at_its_rule(self):
        run = self.run(make_report(*missing("citation"), license_finding()), make_report(license_finding()))
        rules = run["tool"]["driver"]["rules"]
        assert [rules[result["ruleIndex"]]["id"] for result in run["results"]] == [
            "citation/missing",
            "license/unknown-id",
            "license/unknown-id",
        ]

    def test_what_is_suppressed_says_so(self):
        run = self.run(make_report(license_finding(suppressed=True)))
        assert run["results"][0]["suppressions"] == [{"kind": "inSource"}]

    def test_a_card_that_could_not_be_judged_fails_the_invocation(self):
        (invocation,) = self.run(make_report(source="a b.md", status="unreadable", reason="gone"))["invocations"]
        assert not invocation["executionSuccessful"]
        (told,) = invocation["toolExecutionNotifications"]
        assert told["message"]["text"] == "a b.md: unreadable: gone"
        assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a%20b.md"

    @settings(max_examples=50)
    @given(some_reports)
    def test_every_finding_is_a_result(self, reports):
        assert len(self.run(*reports)["results"]) == sum(len(report.findings) for report in reports)


def test_no_report_is_a_document_too():
    assert json.loads(shown([], "gitlab")) == []
    assert ElementTree.parse(io.StringIO(shown([], "junit"))).getroot().tag == "testsuites"
    assert json.loads(shown([], "sarif"))["runs"][0]["results"] == []
