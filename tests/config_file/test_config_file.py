"""A configuration file: every setting is read, and what is wrong with one is told in a sentence that names it."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lying_files import written

from cardcheck.config_file import ConfigError, read_config
from cardcheck.model.config import Config, Layer, Override, RuleSetting, Waiver

FULL = """
rules = "2026.1"
profile = "strict"
select = ["license", "language/*"]
extend-select = ["links/broken"]
ignore = ["sections"]
fail-on = "warning"
min-confidence = "low"
cards = ["cards/*.md"]
exclude = ["old/"]
complete = true
repo = "org/name"
rule-files = ["mine.yaml", "more/*.yaml"]
packs = ["house"]
mandatory = ["license/missing"]

[rule."license/unknown-id"]
severity = "warning"
with = { vocabulary = "mine" }

[rule."license/missing"]

[[waiver]]
repository = "org/old-*"
rule = "license"
reason = "The owners are being asked"
until = 2027-01-31

[[override]]
files = ["drafts/"]
repositories = ["org/legacy-*"]
profile = "minimal"
select = ["license"]
extend-select = ["links"]
ignore = ["sections"]
min-confidence = "high"

[override.rule."license/missing"]
severity = "info"

[[override]]
files = ["*.md"]
"""


def error_of(path: Path, text: str | bytes) -> str:
    with pytest.raises(ConfigError) as caught:
        read_config(written(path, text))
    return str(caught.value)


A_DATE = "it takes a date without quotes, such as"


def waiver(**keys: str) -> str:
    given = {"repository": "'org/x'", "rule": "'license'", "reason": "'why'", "until": "2026-12-31"} | keys
    return "[[waiver]]\n" + "".join(f"{key} = {value}\n" for key, value in given.items())


OVERRIDDEN = {
    "profile": "minimal",
    "select": ("license",),
    "extend_select": ("links",),
    "ignore": ("sections",),
    "min_confidence": "high",
    "rules": {"license/missing": RuleSetting("info")},
}


def meant(folder: Path) -> Config:
    """Return what `FULL` means in a folder."""
    origin = str(folder / "cardcheck.toml")
    return Config(
        profile="strict",
        select=("license", "language/*"),
        extend_select=("links/broken",),
        ignore=("sections",),
        fail_on="warning",
        min_confidence="low",
        cards=("cards/*.md",),
        exclude=("old/",),
        is_complete=True,
        repo="org/name",
        rules={
            "license/unknown-id": RuleSetting("warning", {"vocabulary": "mine"}),
            "license/missing": RuleSetting(),
        },
        rule_files=tuple(str(folder / name) for name in ("mine.yaml", "more/a.yaml", "more/b.yaml")),
        packs=(str(folder / "house"),),
        edition="2026.1",
        mandatory=("license/missing",),
        waivers=(Waiver("org/old-*", "license", "The owners are being asked", datetime.date(2027, 1, 31), origin),),
        overrides=(
            Override(("drafts/",), ("org/legacy-*",), Layer(origin, OVERRIDDEN, 0)),
            Override(("*.md",), (), Layer(origin, {}, 1)),
        ),
        origin=origin,
        root=str(folder),
    )


class TestRead:
    def test_every_setting(self, folder):
        for name in ("mine.yaml", "more/b.yaml", "more/a.yaml", "house/cards/a.yaml"):
            written(folder / name, "")
        read = read_config(written(folder / "cardcheck.toml", FULL))
        assert read._replace(layers=(), today=None) == meant(folder)

    def test_the_file_of_every_setting_holds_every_setting(self):
        import tomllib

        from cardcheck import resources

        assert tomllib.loads(FULL).keys() | {"extends"} == resources.schema("config")["properties"].keys()

    def test_an_empty_file_changes_nothing(self, folder):
        path = written(folder / "cardcheck.toml", "")
        settings = Config(origin=str(path), root=str(folder), layers=(Layer(str(path), {}),))
        assert read_config(path)._replace(today=None) == settings

    def test_byte_order_mark(self, folder):
        assert read_config(written(folder / "cardcheck.toml", "\ufeffprofile = 'strict'")).profile == "strict"

    def test_pyproject(self, folder):
        path = written(folder / "pyproject.toml", '[project]\nname = "x"\n[tool.cardcheck]\nprofile = "strict"\n')
        assert read_config(path).profile == "strict"


class TestError:
    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ('fail-on = "sometimes"', '`fail-on` is "sometimes"; it takes one of error, warning, info or never'),
            ("fail-on = 1", "`fail-on` is 1; it takes one of error, warning, info or never"),
            ("complete = 'yes'", '`complete` is "yes"; it takes true or false'),
            ("complete = 2024-01-01", "`complete` is 2024-01-01; it takes true or false"),
            (
                "select = 'license'",
                '`select` is "license"; it takes a list of rule ids, families or globs, each in quotes',
            ),
            ("ignore = ['a', 3]", "`ignore.1` is 3; it takes a rule id, a family or a glob, in quotes"),
            ("repo = 'a/b/c'", '`repo` is "a/b/c"; it takes the id of a dataset on the Hub, such as `my-org/my-data`'),
            ("fail_on = 'error'", "`fail_on` is not a setting cardcheck knows; did you mean `fail-on`?"),
            ("Profil = 'x'", "`Profil` is not a setting cardcheck knows; did you mean `profile`?"),
            (
                "[rule.'a/b']\nseverity = 'bad'",
                '`rule."a/b".severity` is "bad"; it takes one of error, warning or info',
            ),
            (
                "[rule.'a/b']\noptions = 1",
                '`rule."a/b".options` is not a setting cardcheck knows; it knows severity, with',
            ),
            (
                "rule = '2026.1'",
                '`rule` is "2026.1"; it takes a table of rules by id, such as `[rule."license/unknown-id"]`',
            ),
            ("extends = 1", "`extends` is 1; it takes a path in quotes, or a list of them"),
            ("extends = ['a', 2]", "`extends.1` is 2; it takes a path, in quotes"),
            ("extends = ''", '`extends` is ""; it takes a path in quotes, or a list of them'),
            ("rules = 2026.1", '`rules` is 2026.1; it takes an edition of the rule set in quotes, such as `"2026.1"`'),
            ("mandatory = 'license'", '`mandatory` is "license"; it takes a list of rule ids'),
            (waiver(until="'2026-12-31'"), f'`waiver.0.until` is "2026-12-31"; {A_DATE} `until = 2026-12-31`'),
            (waiver(until="'soon'"), f'`waiver.0.until` is "soon"; {A_DATE} `until = 2027-01-31`'),
            (waiver(until="2026-12-31T10:00:00"), f"`waiver.0.until` is 2026-12-31 10:00:00; {A_DATE}"),
            (waiver(until="12:00:00"), f"`waiver.0.until` is 12:00:00; {A_DATE}"),
            (waiver(until="2026"), f"`waiver.0.until` is 2026; {A_DATE}"),
            (waiver(reason="' '"), '`waiver.0.reason` is " "; it takes the reason in a few words, in quotes'),
            (waiver(repository="'a/b/c'"), '`waiver.0.repository` is "a/b/c"; it takes the id of a dataset on the Hub'),
            ("[[waiver]]\nrule = 'license'", "`waiver.0`: the key `repository` is missing"),
            (waiver(owner="'me'"), "`waiver.0.owner` is not a setting cardcheck knows; it knows repository, rule, "),
            (
                waiver(repositories="'me'"),
                "`waiver.0.repositories` is not a setting cardcheck knows; did you mean `repository`?",
            ),
            ("[waiver]\nrule = 'license'", "`waiver` is a table; it takes a list of tables, each under `[[waiver]]`"),
            (
                "[[override]]\nignore = ['a']",
                "`override.0` is a table; it takes a table with `files` or `repositories`",
            ),
            (
                "[[override]]\nfiles = ['*']\nfail-on = 'never'",
                "`override.0.fail-on` is not a setting cardcheck knows; it knows files, repositories, profile, ",
            ),
            (
                "[[override]]\nfiles = ['*']\n[override.rule.'a/b']\nlevel = 'info'",
                '`override.0.rule."a/b".level` is not a setting cardcheck knows; it knows severity, with',
            ),
            ("rule-files = ['gone.yaml']", "`rule-files` names `gone.yaml`, and no such file is there"),
            ("packs = ['gone']", "`packs` names `gone`, and no such folder is there"),
            (
                "'a\\u001b' = 1".replace("'", '"'),
                '`"a\\u001b"` is not a setting cardcheck knows; it knows extends, ',
            ),
        ],
    )
    def test_setting(self, text, message, folder):
        assert error_of(folder / "cardcheck.toml", text).startswith(f"cardcheck.toml: {message}")

    def test_setting_in_pyproject(self, folder):
        text = "[tool.cardcheck]\nprofile = 3\n"
        assert error_of(folder / "pyproject.toml", text).startswith("pyproject.toml: `tool.cardcheck.profile` is 3;")

    def test_pyproject_without_our_table(self, folder):
        message = "pyproject.toml: there is no table `[tool.cardcheck]` in it"
        assert error_of(folder / "pyproject.toml", "[tool.x]\n") == message
        assert error_of(folder / "pyproject.toml", "tool = 1\n") == message

    def test_syntax(self, folder):
        assert error_of(folder / "cardcheck.toml", "profile = 'x'\nselect = [").startswith(
            "cardcheck.toml:end of file: this is not TOML: "
        )
        assert error_of(folder / "cardcheck.toml", "profile = 'x'\nselect 3").startswith(
            "cardcheck.toml:2:8: this is not TOML: "
        )

    def test_not_utf8(self, folder):
        assert error_of(folder / "cardcheck.toml", b"# \xe9") == "cardcheck.toml: the file is not UTF-8"

    def test_too_deep(self, folder):
        assert "too deeply" in error_of(folder / "cardcheck.toml", "x = " + "[" * 100_000)

    def test_too_large(self, folder):
        assert "larger than 1 MiB" in error_of(folder / "cardcheck.toml", "#" * (1024 * 1024 + 1))

    def test_nothing_there(self, folder):
        with pytest.raises(ConfigError, match=r"x\.toml: the file cannot be read \(no such file or directory\)"):
            read_config(folder / "x.toml")

    @settings(max_examples=200)
    @given(text=st.text(st.sampled_from("[]{}=.,'\"#\n\t \\u01aé-_") | st.characters(codec="utf-8"), max_size=60))
    def test_any_text_is_read_or_refused_in_one_sentence(self, text, tmp_path_factory):
        path = written(tmp_path_factory.getbasetemp() / "any" / "cardcheck.toml", text)
        try:
            read_config(path)
        except ConfigError as error:
            sentence = str(error)
        else:
            sentence = ""
        assert sentence.isprintable()
