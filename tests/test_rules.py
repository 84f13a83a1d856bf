"""Every example of every rule comes out as its file says; every rule and case has one."""

import pytest

from cardcheck import resources
from cardcheck.rulebook.load import rule_files, rule_id_of
from cardcheck.testing import broken_promises

FILES = {rule_id_of(path, resources.rules_dir()): path for path in rule_files(resources.rules_dir())}


@pytest.mark.parametrize("rule_id", FILES)
def test_a_rule_keeps_its_promises(rule_id):
    assert broken_promises(FILES[rule_id], rule_id) == []
