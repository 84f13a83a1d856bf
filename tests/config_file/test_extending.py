"""What a configuration extends: found by a path or in a package, each file once, the nearest last."""

from __future__ import annotations

import os
import string
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.config_file import ConfigError, read_config
from cardcheck.config_file.globs import from_root
from cardcheck.model.config import RuleSetting
from cardcheck.sources._ignore import Globs


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def write(name: str, text: str = "") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def error_of(path: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        read_config(path)
    return str(caught.value)


class TestMerging:
    def test_what_is_nearer_wins(self, write):
        write("policy.toml", 'profile = "strict"\nfail-on = "warning"\nmin-confidence = "low"\ncomplete = true')
        config = read_config(write("cardcheck.toml", 'extends = "policy.toml"\nfail-on = "info"\ncomplete = false'))
        assert (config.profile, config.fail_on, config.min_confidence) == ("strict", "info", "low")
        assert not config.is_complete

    def test_lists_add_up_and_select_replaces(self, write):
        lists = 'ignore = ["{0}"]\nextend-select = ["{0}x"]\nmandatory = ["{0}m"]\nselect = ["{0}s"]\n'
        write("policy.toml", lists.format("a"))
        config = read_config(write("cardcheck.toml", 'extends = "policy.toml"\n' + lists.format("b")))
        assert config.ignore == ("a", "b")
        assert config.extend_select == ("ax", "bx")
        assert config.mandatory == ("am", "bm")
        assert config.select == ("bs",)

    def test_a_profile_replaces_rules_that_were_selected_farther_away(self, write):
        write("policy.toml", 'select = ["license"]')
        assert read_config(write("cardcheck.toml", 'extends = "policy.toml"\nprofile = "strict"')).select is None

    def test_what_is_asked_for_nearer_is_not_ignored(self, write):
        write("policy.toml", 'ignore = ["links", "license"]')
        config = read_config(write("cardcheck.toml", 'extends = "policy.toml"\nextend-select = ["links"]'))
        assert config.ignore == ("license",)

    def test_rules_are_put_together_one_by_one(self, write):
        write("policy.toml", "[rule.'a/b']\nseverity = 'error'\nwith = {x = 1, y = 1}\n[rule.'a/c']\nseverity = 'info'")
        near = "extends = 'policy.toml'\n[rule.'a/b']\nwith = {y = 2}\n"
        assert read_config(write("cardcheck.toml", near)).rules == {
            "a/b": RuleSetting("error", {"x": 1, "y": 2}),
            "a/c": RuleSetting("info"),
        }

    def test_of_several_the_later_is_the_nearer(self, write):
        write("one.toml", 'fail-on = "info"\nprofile = "strict"')
        write("two.toml", 'fail-on = "warning"')
        config = read_config(write("cardcheck.toml", 'extends = ["one.toml", "two.toml"]'))
        assert (config.fail_on, config.profile) == ("warning", "strict")

    def test_waivers_and_overrides_add_up_and_know_their_file(self, write):
        text = (
            "[[waiver]]\nrepository = 'o/x'\nrule = 'license'\nreason = 'why'\nuntil = 2027-01-31\n"
            "[[override]]\nrepositories = ['o/*']\nignore = ['links']\n"
        )
        far = write("policy.toml", text)
        near = write("cardcheck.toml", "extends = 'policy.toml'\n" + text)
        config = read_config(near)
        assert [waiver.origin for waiver in config.waivers] == [str(far), str(near)]
        assert [override.layer.origin for override in config.overrides] == [str(far), str(near)]

    def test_a_file_that_two_others_extend_counts_once(self, write):
        base = write("base.toml", 'ignore = ["links"]')
        one, two = (write(f"{name}.toml", 'extends = "base.toml"') for name in ("one", "two"))
        near = write("cardcheck.toml", 'extends = ["one.toml", "two.toml"]')
        config = read_config(near)
        assert [layer.origin for layer in config.layers] == list(map(str, (base, one, two, near)))
        assert config.origin == str(near)


class TestFinding:
    def test_a_folder_stands_for_the_file_in_it(self, write):
        write("policy/cardcheck.toml", 'profile = "strict"')
        assert read_config(write("cardcheck.toml", 'extends = "policy"')).profile == "strict"

    @pytest.mark.parametrize("name", ["shared", "shared/pyproject.toml"])
    def test_the_table_of_a_pyproject(self, name, write):
        write("shared/pyproject.toml", '[tool.cardcheck]\nprofile = "strict"')
        assert read_config(write("cardcheck.toml", f'extends = "{name}"')).profile == "strict"

    def test_from_a_pyproject(self, write):
        write("policy.toml", 'profile = "strict"')
        assert read_config(write("pyproject.toml", "[tool.cardcheck]\nextends = 'policy.toml'")).profile == "strict"

    def test_paths_start_from_the_folder_of_the_file_that_names_them(self, write):
        rule, pack = write("policy/mine/own.yaml"), write("policy/packs/a/cards/rule.yaml").parents[1]
        write("policy/more.toml", 'fail-on = "info"')
        write("policy/cardcheck.toml", 'extends = "more.toml"\nrule-files = ["mine/*.yaml"]\npacks = ["packs/a"]')
        config = read_config(write("team/cardcheck.toml", 'extends = "../policy"'))
        assert (config.rule_files, config.packs, config.fail_on) == ((str(rule),), (str(pack),), "info")

    @pytest.mark.parametrize("name", ["acme_policy/strict.toml", "acme_policy"])
    def test_an_installed_package_is_not_imported(self, name, write, monkeypatch, tmp_path):
        write("site/acme_policy/__init__.py", "raise RuntimeError('imported')")
        write("site/acme_policy/strict.toml", 'profile = "strict"')
        write("site/acme_policy/cardcheck.toml", 'profile = "strict"')
        monkeypatch.syspath_prepend(tmp_path / "site")
        assert read_config(write("cardcheck.toml", f'extends = "package:{name}"')).profile == "strict"
        assert "acme_policy" not in sys.modules

    def test_a_package_without_code(self, write, monkeypatch, tmp_path):
        write("site/acme_data/cardcheck.toml", 'profile = "strict"')
        monkeypatch.syspath_prepend(tmp_path / "site")
        assert read_config(write("cardcheck.toml", 'extends = "package:acme_data"')).profile == "strict"


class TestError:
    @pytest.mark.parametrize(
        ("name", "message"),
        [
            ("gone.toml", "`extends` names `gone.toml`, and no such file is there"),
            ("empty", "`extends` names the folder `empty`, and no `cardcheck.toml` is in it"),
            (
                "https://example.org/policy.toml",
                "settings are not read from the network; put the file into a submodule",
            ),
            ("package:no_such_thing/a.toml", "and no package `no_such_thing` is installed beside cardcheck"),
            ("package:json/a.toml", "and no such file is in the package `json`"),
            ("package:sys/a.toml", "and no such file is in the package `sys`"),
            ("package:__main__/a.toml", "and no "),
            ("package:json/../a.toml", "it takes `package:NAME/FILE`"),
            ("package:json//etc/a.toml", "it takes `package:NAME/FILE`"),
            ("package:a.b/c.toml", "it takes `package:NAME/FILE`"),
            ("package:", "it takes `package:NAME/FILE`"),
            ("\\u0000", "`extends` names `\\u0000`, and no such file is there"),
        ],
    )
    def test_names(self, name, message, write, tmp_path):
        (tmp_path / "empty").mkdir()
        text = error_of(write("cardcheck.toml", f'extends = "{name}"'))
        assert text.startswith("cardcheck.toml: `extends` names ")
        assert message in text

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
    def test_a_pipe_is_not_waited_for(self, write, tmp_path):
        os.mkfifo(tmp_path / "pipe")
        assert error_of(write("cardcheck.toml", 'extends = "pipe"')).endswith("and no such file is there")

    def test_a_fault_names_the_file_it_is_in(self, write):
        write("policy/cardcheck.toml", "fail-on = 1")
        near = write("cardcheck.toml", 'extends = "policy"')
        assert error_of(near).startswith("policy/cardcheck.toml: `fail-on` is 1;")

    def test_a_circle(self, write):
        write("a.toml", 'extends = "b/b.toml"')
        write("b/b.toml", 'extends = "../cardcheck.toml"')
        assert error_of(write("cardcheck.toml", 'extends = "a.toml"')) == (
            "b/b.toml: `extends` leads round in a circle, by way of cardcheck.toml, a.toml, b/b.toml"
        )

    def test_itself(self, write):
        assert "round in a circle" in error_of(write("cardcheck.toml", 'extends = "./cardcheck.toml"'))

    def test_too_deep(self, write):
        for number in range(20):
            write(f"{number}.toml", f'extends = "{number + 1}.toml"')
        assert "`extends` leads through more than 10 files" in error_of(write("cardcheck.toml", 'extends = "0.toml"'))

    def test_too_many(self, write):
        names = [write(f"{number}.toml").name for number in range(60)]
        assert error_of(write("cardcheck.toml", f"extends = {names}")).endswith("`extends` leads to more than 50 files")

    def test_too_large(self, write):
        write("policy.toml", "#" * (1024 * 1024 + 1))
        assert error_of(write("cardcheck.toml", 'extends = "policy.toml"')).startswith(
            "policy.toml: the file is larger"
        )


class TestGlobs:
    def test_a_file_above_the_cards_keeps_its_own_folder(self, write, tmp_path):
        write("cardcheck.toml", 'exclude = ["old/x", "tmp"]\n[[override]]\nfiles = ["a/"]\nignore = ["links"]')
        near = "extends = '../cardcheck.toml'\nexclude = ['old/x', '!tmp', '#', '/']\n[[override]]\nfiles = ['*.md']"
        config = read_config(write("te[am]/cardcheck.toml", near))
        assert config.root == str(tmp_path)
        assert config.exclude == ("old/x", "tmp", r"/te\[am\]/old/x", r"!/te\[am\]/**/tmp", "#", "/")
        assert [override.files for override in config.overrides] == [("a/",), (r"/te\[am\]/**/*.md",)]

    def test_those_of_a_file_elsewhere_start_where_it_is_used(self, write, tmp_path):
        write("policy/cardcheck.toml", 'cards = ["cards/*.md"]')
        config = read_config(write("cardcheck.toml", 'extends = "policy"'))
        assert (config.root, config.cards) == (str(tmp_path), ("cards/*.md",))

    names = st.sampled_from(["a", "b", "tmp", "x.md", "[q]", "a b"])

    @given(
        globs=st.lists(
            st.sampled_from(
                ["a", "a/", "/a", "*.md", "**/b", "a/**", "!a", "!/a/b", "tmp/x.md", "[ab]", r"\[q\]", "a b"]
            )
            | st.text("ab*?[]!/#\\. ", max_size=6),
            max_size=4,
        ),
        folder=st.lists(names, min_size=1, max_size=2).map("/".join),
        path=st.lists(names, min_size=1, max_size=3).map("/".join),
        is_folder=st.booleans(),
    )
    def test_from_above_they_take_what_they_took_before(self, globs, folder, path, is_folder):
        root = Path("/r")
        before = Globs(tuple(globs), root / folder)
        after = Globs(from_root(globs, root / folder, root), root)
        card = root / folder / path
        assert before.take(card, is_folder=is_folder) == after.take(card, is_folder=is_folder)
        assert not after.take(root / "elsewhere" / path, is_folder=is_folder)


def test_any_name_is_found_or_refused_in_one_sentence(write):
    @given(name=st.text(string.ascii_letters + ":/.\\~\0\n é*", max_size=12))
    def refused(name):
        escaped = "".join(f"\\U{ord(char):08x}" for char in name)
        assert error_of(write("cardcheck.toml", f'extends = "{escaped}"')).isprintable()

    refused()
