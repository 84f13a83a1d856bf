"""`hf://…` given to `check`, `fix` and `init`: what is read, that nothing is written, and what is refused."""

from __future__ import annotations

import json
import subprocess

import pytest
from fakehub.fixtures import hub  # noqa: F401  # a fixture

from cardcheck.hub import session
from cardcheck.hub.patience import Patience

BAD = "---\nlicense: apache2\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nText about rivers.\n"
GOOD = BAD.replace("apache2", "mit")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(session, "patience", Patience(0.0))


@pytest.fixture
def dataset(hub):  # noqa: F811
    """A dataset with a mistake in its card."""
    return hub.add("org/set", {"README.md": BAD, "train.csv": "a,b\n1,2\n"}, downloads=7)


def card_in(result) -> dict:
    (card,) = json.loads(result.stdout)["cards"]
    return card


class TestCheck:
    def test_the_card_is_judged_with_what_the_hub_tells(self, invoke, dataset):
        result = invoke("check", "hf://datasets/org/set", "--format", "json")
        card = card_in(result)
        assert result.exit_code == 1
        assert (card["source"], card["repo"]) == ("hf://datasets/org/set", "org/set")
        assert card["revision"] == dataset.head.sha
        assert card["facts"]["files"] == card["facts"]["hub"] == card["facts"]["viewer"] == "available"
        assert "license/unknown-id" in {finding["rule"] for finding in card["findings"]}

    def test_another_revision(self, invoke, dataset):
        old = dataset.head.sha
        dataset.commit({"README.md": GOOD})
        assert invoke("check", "hf://datasets/org/set").exit_code == 0
        assert invoke("check", f"hf://datasets/org/set@{old}").exit_code == 1

    def test_an_owner_is_as_many_cards(self, invoke, hub, dataset):  # noqa: F811
        hub.add("org/other", {"README.md": GOOD})
        result = invoke("check", "hf://datasets/org", "--format", "json")
        assert {card["repo"] for card in json.loads(result.stdout)["cards"]} == {"org/set", "org/other"}
        assert dataset.id == "org/set"

    @pytest.mark.usefixtures("dataset")
    def test_what_cannot_be_read_is_named(self, invoke, hub):  # noqa: F811
        hub.fail("/org/set/", "gated", times=9)
        result = invoke("check", "hf://datasets/org/set")
        assert result.exit_code == 3
        assert "gated" in result.output

    @pytest.mark.usefixtures("dataset")
    def test_nothing_but_the_card_under_no_data(self, invoke, hub):  # noqa: F811
        invoke("check", "hf://datasets/org/set", "--no-data")
        assert hub.log.count("/tree/") == 0

    @pytest.mark.parametrize("target", ["hf://models/org/x", "hf://datasets/", "hf://datasets/org/set/train.csv"])
    def test_what_is_no_dataset(self, invoke, hub, target):  # noqa: F811
        result = invoke("check", target)
        assert result.exit_code == 2
        assert len(hub.log) == 0


class TestOffline:
    @pytest.mark.parametrize("args", [["check"], ["fix", "--diff"]])
    def test_a_remote_target_is_refused(self, invoke, hub, args):  # noqa: F811
        result = invoke(*args, "--offline", "hf://datasets/org/set")
        assert result.exit_code == 2
        assert "lies on the Hub, which is not asked under `--offline`" in result.stderr
        assert len(hub.log) == 0

    @pytest.mark.usefixtures("dataset")
    def test_a_local_card_asks_nobody(self, invoke, write, hub):  # noqa: F811
        write("README.md", GOOD)
        assert invoke("check", "README.md", "--repo", "org/set").exit_code == 0
        assert len(hub.log) == 0

    @pytest.mark.usefixtures("dataset")
    def test_a_local_card_with_the_hubs_list_of_files(self, invoke, write):
        write("README.md", GOOD + "\n[data](train.csv), [other](other.csv)\n")
        card = card_in(invoke("check", "README.md", "--repo", "org/set", "--online", "--format", "json"))
        assert card["facts"]["files"] == card["facts"]["hub"] == "available"
        (split,) = card["load"]["configs"][0]["splits"]
        assert split["files"] == ["train.csv"]

    @pytest.mark.parametrize(
        ("args", "words"), [(["--repo", "org/none"], "no such dataset"), ([], "`--repo ORG/NAME`")]
    )
    @pytest.mark.usefixtures("hub")
    def test_a_repository_that_is_not_there(self, invoke, write, args, words):
        write("README.md", GOOD)
        result = invoke("check", "README.md", "--online", *args, "--format", "json")
        assert result.exit_code == 3
        assert words in card_in(result)["facts"]["hub"]


class TestFix:
    def test_the_diff_is_one_of_its_readme(self, invoke, dataset, folder, hub):  # noqa: F811
        result = invoke("fix", "--diff", "hf://datasets/org/set")
        assert result.exit_code == 1
        (folder / "README.md").write_text(BAD)
        subprocess.run(["patch", "-p1"], input=result.stdout.encode(), cwd=folder, check=True, capture_output=True)
        assert (folder / "README.md").read_text() == BAD.replace("apache2", "apache-2.0")
        hub.log.assert_nothing_written()
        assert dataset.head.files["README.md"].data() == BAD.encode()

    @pytest.mark.usefixtures("dataset")
    def test_in_place_is_refused(self, invoke, hub):  # noqa: F811
        result = invoke("fix", "hf://datasets/org/set")
        assert result.exit_code == 2
        assert "`cardcheck propose`" in result.stderr
        assert len(hub.log) == 0

    def test_what_the_hub_said_of_the_old_card_is_not_said_of_the_new(self, invoke, hub, folder):  # noqa: F811
        hub.add("org/set", {"README.md": BAD}, card_error='"license" must be one of [mit]')
        invoke("fix", "--diff", "hf://datasets/org/set", "--output", "json=left.json")
        left = json.loads((folder / "left.json").read_text())["cards"][0]["findings"]
        assert "hub/verdict" not in {finding["rule"] for finding in left}


class TestInit:
    @pytest.mark.usefixtures("dataset")
    def test_what_a_card_lacks(self, invoke, hub):  # noqa: F811
        result = invoke("init", "--diff", "hf://datasets/org/set")
        assert result.exit_code == 0
        assert "+++ b/README.md" in result.stdout
        assert '+dataset = load_dataset("org/set")' in result.stdout
        hub.log.assert_nothing_written()

    def test_a_whole_card(self, invoke, hub):  # noqa: F811
        hub.add("org/bare", {"train.csv": "a,b\n1,2\n"})
        result = invoke("init", "--diff", "hf://datasets/org/bare")
        assert result.exit_code == 0
        assert result.stdout.startswith("---\n")
        assert "# bare" in result.stdout

    @pytest.mark.parametrize("args", [["hf://datasets/org/set"], ["hf://datasets/org", "--diff"], ["hf://x", "--diff"]])
    def test_refused(self, invoke, hub, args):  # noqa: F811
        assert invoke("init", *args).exit_code == 2
        assert len(hub.log) == 0

    def test_no_such_dataset(self, invoke, hub):  # noqa: F811
        hub.add("org/set", {"README.md": BAD})
        result = invoke("init", "--diff", "hf://datasets/org/none")
        assert result.exit_code == 3
        assert "the Hub knows no such dataset" in result.stderr
