"""The fake Hub says of a card what the Hub was seen to say of it."""

from pathlib import Path

import pytest
import yaml
from huggingface_hub import HfApi
from huggingface_hub.utils import get_session

RECORDED = [
    yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((Path(__file__).parents[1] / "hub_verdicts").glob("*.yaml"))
]
# 14, 16 and 17 rest on rules that are not public; `no` is a text to js-yaml, the server's YAML.
REPLAYED = [
    pytest.param(verdict["recorded"], case["card"], id=f"{verdict['number']}: {case['name']}")
    for verdict in RECORDED
    for case in verdict["cases"]
    if verdict["number"] not in {14, 16, 17} and not case["name"].startswith("no, which the Hub")
]


@pytest.mark.parametrize(("recorded", "card"), REPLAYED)
def test_a_recorded_verdict_is_said_again(hub, recorded, card):
    told = get_session().post(f"{hub.endpoint}/api/validate-yaml", json={"repoType": "dataset", "content": card})
    assert told.status_code == recorded["status"]
    said = told.json()
    assert ("error" if said["errors"] else "warning" if said["warnings"] else "none") == recorded["level"]


def test_the_client_reads_the_verdict(hub):
    api = HfApi(endpoint=hub.endpoint)
    api._validate_yaml("---\nlicense: mit\n---\n", repo_type="dataset")
    with pytest.raises(ValueError, match=r'- "license" must be one of'):
        api._validate_yaml("---\nlicense: apache2\n---\n", repo_type="dataset")
    with pytest.warns(UserWarning, match="empty or missing yaml metadata"):
        api._validate_yaml("# Harbours\n", repo_type="dataset")
    hub.log.assert_nothing_written()
