"""The Hub's lists are sound, and say what the packages say that they were taken from.

Set CARDCHECK_NODE_MODULES to a folder with the npm packages of tools/refresh_vocabulary.py to compare with them.
"""

import json
import os
import runpy
from pathlib import Path

import pytest

from cardcheck import resources
from cardcheck.topics import spellings

FOLDER = resources.root() / "schemas" / "vocabulary"
NAMES = sorted(path.stem for path in FOLDER.glob("*.json"))
SPELT = ["licenses", "languages", "task-categories", "task-ids"]


@pytest.mark.parametrize("name", NAMES)
def test_a_list_says_what_it_is_and_whence(name):
    whole = resources.vocabulary_file(name)
    assert {"title", "source", "date", "values"} <= whole.keys()
    assert whole["values"]


@pytest.mark.parametrize("name", SPELT)
class TestSpellings:
    def test_they_lead_to_listed_values(self, name):
        whole = resources.vocabulary_file(name)
        leads = [*whole.get("aliases", {}).values(), *whole.get("guesses", {}).values()]
        leads += [value for values in whole.get("choices", {}).values() for value in values]
        assert [value for value in leads if value not in whole["values"]] == []

    def test_one_says_only_one_thing(self, name):
        whole = resources.vocabulary_file(name)
        tables = [{spellings.folded(key) for key in whole.get(table, {})} for table in ("guesses", "choices")]
        for table in tables:
            assert [key for key in table if spellings.meant(name, key)] == []
        assert tables[0] & tables[1] == set()

    def test_a_listed_value_means_itself(self, name):
        values = resources.vocabulary(name)
        assert [value for value in values if spellings.meant(name, value) != value] == []


class TestLicenses:
    def test_spdx_ids_are_such(self):
        spdx = {name.lower() for name in resources.vocabulary("spdx-licenses")}
        ids = [facts["spdx"].lower() for facts in resources.vocabulary("licenses").values() if "spdx" in facts]
        assert [name for name in ids if name not in spdx] == []

    def test_every_hub_id_that_spdx_has_too_says_so(self):
        spdx = {name.lower() for name in resources.vocabulary("spdx-licenses")}
        unsaid = [name for name, facts in resources.vocabulary("licenses").items() if "spdx" not in facts]
        # Of the GNU licenses SPDX has an `-only` and an `-or-later` form; the bare ids are withdrawn.
        assert [name for name in unsaid if name in spdx and "gpl" not in name] == []

    @pytest.mark.parametrize("name", ["Apache-2.0", "CC-BY-4.0", "ODbL-1.0", "C-UDA-1.0", "LGPLLR", "PDDL-1.0"])
    def test_an_spdx_id_means_the_hubs(self, name):
        listed = resources.vocabulary("licenses")
        near = spellings.meant("licenses", name)
        assert near is not None
        assert listed[near]["spdx"] == name

    @pytest.mark.parametrize(
        ("text", "near"),
        [
            ("https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode.en", "cc-by-nc-sa-4.0"),
            ("http://www.apache.org/licenses/LICENSE-2.0.html", "apache-2.0"),
            ("CC BY 4.0", "cc-by-4.0"),
            ("Creative Commons Attribution-ShareAlike 3.0", "cc-by-sa-3.0"),
            ("GNU GPL v3", "gpl-3.0"),
            ("cc-by-sa-2.0", None),
            ("cc-by", None),
        ],
    )
    def test_other_spellings(self, text, near):
        assert spellings.meant("licenses", text) == near


def test_no_guess_changes_a_number():
    assert spellings.nearest("licenses", "cc-by-nc-sa-2.5") is None
    assert spellings.nearest("licenses", "cc-by-nc-sb-2.0") == "cc-by-nc-sa-2.0"


class TestLanguages:
    def test_countries_are_no_codes(self):
        whole = resources.vocabulary_file("languages")
        assert [code for code in whole["countries"] if code in whole["values"]] == []
        assert [code for code in whole["countries"].values() if code not in whole["values"]] == []

    def test_lookalikes_are_codes(self):
        whole = resources.vocabulary_file("languages")
        codes = {*whole["lookalikes"], *(code for codes in whole["lookalikes"].values() for code in codes)}
        assert codes <= whole["values"].keys()

    def test_locales_are_a_code_and_a_region(self):
        whole, codes = resources.vocabulary_file("language-subtags"), resources.vocabulary("languages")
        for locale in whole["locales"]:
            code, region = locale.split("-")
            assert code in codes
            assert region in whole["values"]


def test_every_subtask_belongs_to_a_category():
    categories = resources.vocabulary("task-categories")
    for subtask, facts in resources.vocabulary("task-ids").items():
        assert facts["parents"], subtask
        assert set(facts["parents"]) <= categories.keys(), subtask


def test_retired_categories_have_a_successor():
    categories = resources.vocabulary("task-categories")
    for name, facts in resources.vocabulary("retired-task-categories").items():
        assert name not in categories
        assert facts["new"] in categories


def test_the_lists_are_those_of_the_packages():
    modules = os.environ.get("CARDCHECK_NODE_MODULES")
    if not modules:
        pytest.skip("CARDCHECK_NODE_MODULES is not set")
    tool = runpy.run_path(str(resources.root() / "tools" / "refresh_vocabulary.py"))
    for name, (read, _, _) in tool["LISTS"].items():
        ours = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["values"]
        assert ours == read(Path(modules)), name
