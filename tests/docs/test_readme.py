"""What the README says of rules is what they say; it keeps to the width and to the links it promises."""

import re

import pytest
from docs_blocks import ROOT

from cardcheck import resources
from cardcheck.rulebook.load import builtin_rules, make_rule, read_rules, rule_files, rule_id_of
from cardcheck.testing import check_example

README = (ROOT / "README.md").read_text(encoding="utf-8")
_ROW = re.compile(r"^\| `([a-z-]+)` \| (.+) \| (.+) \|$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#]+)[^)]*\)")


@pytest.mark.parametrize(("family", "message", "hurt"), _ROW.findall(README))
def test_a_finding_is_told_in_the_words_of_its_rule(family, message, hurt):
    assert hurt
    assert message in set(messages(family))


def messages(family):
    """Yield what the rules of a family say of the cards that are their examples."""
    for path in rule_files(resources.rules_dir()):
        rule_id = rule_id_of(path, resources.rules_dir())
        if rule_id.startswith(f"{family}/"):
            for data in read_rules(path, rule_id).values():
                rule = make_rule(rule_id, data)
                for example in data["examples"]:
                    yield from (finding.message for finding in check_example(rule, example).findings)


def test_the_table_is_there():
    assert len(_ROW.findall(README)) > 8


def test_there_are_as_many_rules_as_it_says():
    families = {path.parent.name for path in rule_files(resources.rules_dir())} - {"croissant-rai", "datasheet"}
    count = sum(rule.id.partition("/")[0] in families for rule in builtin_rules())
    assert count > int(re.search(r"More than (\d+) rules", README)[1]) >= count - 20


def test_lines_are_no_wider_than_a_page():
    assert [line for line in README.split("\n") if len(line) > 120] == []


def test_links_lead_to_files():
    targets = [target for target in _LINK.findall(README) if "://" not in target]
    assert [target for target in targets if not (ROOT / target).exists()] == []
