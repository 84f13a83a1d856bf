"""What the Hub was seen to say of a card, and what cardcheck says of the same card before it is pushed.

Each file holds one behaviour of the Hub's validator: what was recorded (status, level, message; null where the text is
not known), how sure that is (O observed, S read in source, R run, I inferred), and cards with what cardcheck must say
(`severity rule line`, all that is more than info) and what the Hub's client makes of them.
"""

import logging
from pathlib import Path

import pytest
import yaml
from huggingface_hub import DatasetCard

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config

VERDICTS = [
    yaml.safe_load(path.read_text(encoding="utf-8")) | {"file": path.stem}
    for path in sorted(Path(__file__).parent.glob("*.yaml"))
]
CASES = [
    pytest.param(verdict, case, id=f"{verdict['file']}: {case['name']}")
    for verdict in VERDICTS
    for case in verdict["cases"]
]
ALONE = [pytest.param(param.values[1], id=param.id) for param in CASES]
FAMILIES = ("front-matter", "license", "language", "task", "metadata", "gating", "configs", "features")
LINTER = Linter.of(Config(select=FAMILIES))


def said(card):
    report = LINTER.check(card)
    return [
        f"{finding.severity} {finding.rule} {report.text.position(finding.span.start).line}"
        for finding in report.findings
        if finding.severity != "info"
    ]


def test_each_of_the_seventeen_behaviours_has_its_file():
    assert [verdict["number"] for verdict in VERDICTS] == list(range(1, 18))


@pytest.mark.parametrize("verdict", VERDICTS, ids=lambda verdict: verdict["file"])
def test_a_verdict_says_where_it_comes_from(verdict):
    recorded = verdict["recorded"]
    assert verdict["evidence"] in "OSRI"
    assert recorded["date"][:2] == "20"
    assert (recorded["status"], recorded["level"]) in {(200, "none"), (200, "warning"), (400, "error")}
    assert verdict["sources"]
    assert recorded["message"] or verdict["note"], "an unknown text is said to be unknown"


@pytest.mark.parametrize("case", ALONE)
def test_what_cardcheck_says(case):
    assert said(case["card"]) == case["says"]


@pytest.mark.parametrize(("verdict", "case"), CASES)
def test_it_is_as_grave_as_the_hub_was(verdict, case):
    if not verdict.get("can_be_told_locally", True):
        pytest.skip(verdict["note"])
    severities = {words.split()[0] for words in case["says"]}
    match verdict["recorded"]["level"]:
        case "error":
            assert "error" in severities
        case "warning":
            assert severities
        case "none":
            assert not severities


@pytest.mark.parametrize("case", [param for param in ALONE if param.values[0]["client"]])
def test_what_the_client_makes_of_it(case):
    assert case["client"] in client(case["card"])


def client(card):
    """What the installed huggingface_hub does, in words: its exception, `reads`, or `no metadata`."""
    logger = logging.getLogger("huggingface_hub.repocard")
    was, logger.disabled = logger.disabled, True
    try:
        read = DatasetCard(card)
    except (ValueError, TypeError, yaml.YAMLError) as error:
        return f"{type(error).__name__}: {error}".replace("\n", " ")
    finally:
        logger.disabled = was
    return "reads" if read.data.to_dict() else "no metadata"
