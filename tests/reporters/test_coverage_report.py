"""The table of a form's questions: what it looks like, and where it gives way."""

import json

from sample_reports import license_finding, make_finding, make_report, shown

from cardcheck.model.coverage import Answer, Coverage, Question, State
from cardcheck.model.text import Span

TEXT = "---\nlicense: apache2 # keep\n---\n# Harbour Logs\n\n## Biases\n\nOnly one harbour is in it.\n"


def answer(state: State, asks: str, name: str, words: str = "", part: str = "Care") -> Answer:
    span = Span(TEXT.index(words), TEXT.index(words) + len(words)) if words else None
    return Answer(f"form/{name}", Question("Form 1.0", asks, part, f"form:{name}"), state, span, words)


COVERAGE = Coverage(
    "Form 1.0",
    (
        answer("full", "which biases it has", "biases", "Biases"),
        answer("part", "under which license it stands", "license", "license"),
        answer("none", "who is harmed", "harm", part="People"),
        answer("set-aside", "whether people agreed", "consent", part="People"),
    ),
)
GAP = make_finding("form/harm", "Nothing says who is harmed", severity="info")


def report(*findings):
    return make_report(*findings, text=TEXT, coverage=(COVERAGE,))


def test_a_table_below_the_findings():
    assert (
        shown(report(license_finding(), GAP))
        == """\
✗ Stops people
  2:10  `apache2` is not a license id the Hub knows; did you mean `apache-2.0`?
        The Hub refuses the commit. → Write `apache-2.0`      license/unknown-id

Form 1.0: 1 of 3 answered, 1 in part, 1 not at all, 1 set aside
    question                       name there     line  words
  Care
  ✓ which biases it has            form:biases       6  Biases
  ~ under which license it stands  form:license      2  license
  People
  ○ who is harmed                  form:harm         -
    whether people agreed          form:consent    n/a

README.md: 1 error, 1 info · 1 safe fix known
"""
    )


def test_a_narrow_terminal_has_no_room_for_names():
    lines = shown(report(GAP), width=44).splitlines()
    assert lines[0] == "Form 1.0: 1 of 3 answered, 1 in part, 1 not…"
    assert lines[3] == "  ✓ which biases it has                6"
    assert max(map(len, lines)) <= 44


def test_every_finding_is_listed_with_all():
    assert "form/harm" in shown(report(GAP), show_all=True)


def test_a_card_without_findings_has_a_table_too():
    assert "Form 1.0: 1 of 3 answered" in shown(report())


def test_one_line_among_many_cards():
    told = shown([report(license_finding(), GAP), report(license_finding())])
    assert told.count("  Form 1.0: 1 of 3 answered, 1 in part, 1 not at all, 1 set aside\n") == 2
    assert "form/harm" not in told


def test_json():
    (card,) = json.loads(shown(report(GAP), "json"))["cards"]
    (coverage,) = card["coverage"]
    assert {key: coverage[key] for key in ("form", "of", "answered", "partly")} == {
        "form": "Form 1.0",
        "of": 3,
        "answered": 1,
        "partly": 1,
    }
    assert coverage["questions"][0]["location"]["start"]["line"] == 6
    assert coverage["questions"][2] == {
        "rule": "form/harm",
        "name": "form:harm",
        "part": "People",
        "asks": "who is harmed",
        "state": "none",
        "location": None,
        "words": None,
    }
