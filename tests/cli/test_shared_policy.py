"""An organisation's policy holds in the repositories that extend it: nothing that is nearer weakens it."""

from __future__ import annotations

import json

import pytest

CARD = "---\nlicense: nope\n---\n# T\n"
WAIVER = """
[[waiver]]
repository = "org/x"
rule = "license"
reason = "It is being asked"
until = 9999-12-31
"""


@pytest.fixture
def found(write, invoke):
    """Check a card of `org/x` below a policy and tell of the finding that is mandatory."""

    def found(policy: str, own: str, *args: str):
        write("policy/cardcheck.toml", f'mandatory = ["license/unknown-id"]\n{policy}')
        write("cardcheck.toml", f'extends = "policy"\n{own}')
        write("README.md", CARD)
        result = invoke("check", "README.md", "--repo", "org/x", "--no-data", "--format", "json", *args)
        (card,) = json.loads(result.stdout)["cards"]
        (told,) = [finding for finding in card["findings"] if finding["rule"] == "license/unknown-id"]
        assert result.exit_code == (0 if told["waived"] else 1)
        return told

    return found


@pytest.mark.parametrize(
    "own",
    [
        "",
        'select = ["language"]',
        'ignore = ["all"]',
        "[rule.'license/unknown-id']\nseverity = 'info'",
        '[[override]]\nrepositories = ["org/*"]\nignore = ["license/unknown-id"]\n',
        '[[override]]\nfiles = ["*"]\nselect = ["language"]\nrule."license/unknown-id".severity = "info"\n',
        WAIVER,
        'fail-on = "never"',
        'fail-on = "never"\nmandatory = ["license/missing"]',
        'min-confidence = "high"',
    ],
)
def test_nothing_nearer_weakens_it(own, found):
    told = found("", own)
    assert (told["severity"], told["mandatory"], told["waived"]) == ("error", True, None)


def test_the_command_line_does_not_either(found):
    told = found("", "", "--ignore", "license", "--profile", "minimal")
    assert (told["severity"], told["mandatory"]) == ("error", True)


def test_whoever_runs_it_decides_what_fails(write, invoke):
    write("policy/cardcheck.toml", 'mandatory = ["license/unknown-id"]\nfail-on = "info"')
    write("cardcheck.toml", 'extends = "policy"\nfail-on = "error"\nselect = ["license/unknown-id"]')
    write("README.md", CARD)
    assert invoke("check", "README.md", "--no-data", "--fail-on", "never").exit_code == 0
    assert invoke("fix", "README.md", "--no-data", "--diff").exit_code == 0


def test_its_own_waiver_does(found):
    assert found(WAIVER, "")["waived"]["origin"] == "policy/cardcheck.toml"


def test_so_does_one_of_a_file_that_it_extends(found, write):
    write("policy/waivers.toml", WAIVER)
    assert found('extends = "waivers.toml"', "")["waived"]["origin"] == "policy/waivers.toml"


def test_what_is_not_mandatory_yields_to_any(write, invoke):
    write("cardcheck.toml", f"select = ['license/unknown-id']\n{WAIVER}")
    write("README.md", CARD)
    assert invoke("check", "README.md", "--repo", "org/x", "--no-data").exit_code == 0


@pytest.mark.parametrize("order", ['["policy", "own.toml"]', '["own.toml", "policy"]'])
@pytest.mark.parametrize(
    "own",
    [
        WAIVER,
        f"mandatory = ['all']\n{WAIVER}",
        "mandatory = ['license']\n[rule.'license/unknown-id']\nseverity = 'info'",
        "mandatory = ['license']\nfail-on = 'never'",
    ],
)
def test_a_file_beside_it_weakens_nothing_in_any_order(order, own, write, invoke):
    write("policy/cardcheck.toml", "mandatory = ['license/unknown-id']")
    write("own.toml", own)
    write("cardcheck.toml", f"extends = {order}\nselect = ['license/unknown-id']")
    write("README.md", CARD)
    result = invoke("check", "README.md", "--repo", "org/x", "--no-data", "--format", "concise")
    assert "error license/unknown-id" in result.stdout
    assert result.exit_code in {1, 3}
