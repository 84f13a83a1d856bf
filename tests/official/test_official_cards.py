"""What official tools write passes: nothing above info.

The cards of `push_to_hub` were written by the real library (`tools/record_push_to_hub.py`), the client's template is
filled in live; those of LeRobot, distilabel, AutoTrain and FiftyOne are written by hand in the form of each tool's own.
"""

import importlib.util
import re
from pathlib import Path

import pytest

from cardcheck.engine.linter import Linter
from cardcheck.model.config import Config

FOLDER = Path(__file__).parent
CARDS = sorted(FOLDER.glob("*.md"))
LINTER = Linter.of(Config(profile="strict"))


def grave(text):
    report = LINTER.check(text)
    return [
        f"{finding.severity} {finding.rule} {report.text.position(finding.span.start).line}: {finding.message}"
        for finding in report.findings
        if finding.severity != "info"
    ]


@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.stem)
def test_a_tools_card_is_clean(path):
    assert grave(path.read_bytes()) == []


def test_all_tools_are_there():
    names = {path.stem.partition("-to-hub")[0] for path in CARDS}
    assert names == {"autotrain", "distilabel", "fiftyone", "lerobot", "push"}


def test_push_to_hub_of_the_installed_library():
    pytest.importorskip("datasets", reason="datasets is not installed; its recorded cards were judged")
    tool = FOLDER.parent.parent / "tools" / "record_push_to_hub.py"
    spec = importlib.util.spec_from_file_location("record_push_to_hub", tool)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.cards():
        assert grave(text) == [], name


@pytest.fixture
def template():
    pytest.importorskip("jinja2", reason="the client needs jinja2 to fill in its template")
    from huggingface_hub import DatasetCard, DatasetCardData, repocard

    def fill(metadata, **values):
        return str(DatasetCard.from_template(DatasetCardData(**metadata), **values))

    fill.variables = re.findall(r"{{ (\w+) \|", repocard.TEMPLATE_DATASETCARD_PATH.read_text(encoding="utf-8"))
    return fill


METADATA = {
    "language": ["en"],
    "license": "cc-by-4.0",
    "pretty_name": "Harbour Remarks",
    "size_categories": ["n<1K"],
    "task_categories": ["text-classification"],
    "annotations_creators": ["expert-generated"],
    "tags": ["harbours"],
}


def test_the_clients_template_as_it_comes(template):
    assert grave(template({})) == []


def test_the_clients_template_with_metadata_alone(template):
    assert grave(template(METADATA)) == []


def test_the_clients_template_filled_in(template):
    sentence = "Eighty remarks that people made in the harbour of Kiel in May 2026, written down by two students."
    own = {
        "pretty_name": "Harbour Remarks",
        "language": "English",
        "license": "cc-by-4.0",
        "repo": "https://example.org/harbour",
        "paper": "https://example.org/paper",
        "demo": "https://example.org/demo",
        "citation_bibtex": "```bibtex\n@misc{remarks, title = {Harbour Remarks}, author = {Kay}, year = {2026}}\n```",
    }
    values = {
        name: own.get(name, f"{sentence} This is about the {name.replace('_', ' ')}.") for name in template.variables
    }
    assert grave(template(METADATA, **values)) == []
