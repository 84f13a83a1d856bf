"""`cardcheck check`: how what is found is shown, and in which colours."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from cardcheck.cli._options import wants_color

BAD = "---\nlicense: apache2\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nTODO: say more\n"
GOOD = "---\nlicense: mit\nlanguage: en\ntask_categories: [other]\n---\n# T\n\nText.\n"


class TestHowItIsShown:
    def test_statistics(self, write, invoke):
        write("README.md", BAD)
        assert "license/unknown-id" in invoke("check", "--statistics").stdout
        assert "2:10" not in invoke("check", "--statistics").stdout

    def test_frames(self, write, invoke):
        write("README.md", BAD)
        assert "license: apache2" in invoke("check", "--frames").stdout
        assert "license: apache2" not in invoke("check").stdout

    def test_all(self, write, invoke):
        write("README.md", BAD + "\nTODO: more\n\nTODO: and more\n")
        assert invoke("check", "--all").stdout.count("prose/placeholder") == 3
        assert invoke("check").stdout.count("prose/placeholder") == 1

    def test_quiet_shows_findings_only(self, write, invoke):
        write("README.md", GOOD)
        assert invoke("check", "--quiet", "--select", "license/unknown-id").stdout == ""

    def test_verbose_tells_what_was_passed_over(self, write, invoke):
        write("data/README.md", BAD)
        write("project/README.md", "# A project\n")
        write("project/pyproject.toml", "")
        result = invoke("check", "--verbose")
        assert "passed over project/README.md" in result.stderr
        assert "passed over" not in invoke("check").stderr

    def test_verbose_tells_the_settings(self, write, invoke, folder):
        write("README.md", GOOD)
        write("cardcheck.toml", 'ignore = ["prose"]\n')
        assert f"settings: {folder / 'cardcheck.toml'}; " in invoke("check", "--verbose").stderr

    def test_verbose_leaves_standard_output_to_machines(self, write, invoke):
        write("README.md", GOOD)
        json.loads(invoke("check", "--verbose", "--format", "json").stdout)


class TestColor:
    @pytest.mark.parametrize(
        ("args", "env", "colored"),
        [
            ([], {}, False),
            (["--color", "always"], {}, True),
            (["--color", "always"], {"NO_COLOR": "1", "CI": "1"}, True),
            (["--color", "never"], {"FORCE_COLOR": "1"}, False),
            ([], {"FORCE_COLOR": "1"}, True),
            ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
            ([], {"FORCE_COLOR": "1", "TERM": "dumb"}, False),
        ],
    )
    def test_as_told(self, write, spawn, args, env, colored):
        write("README.md", BAD)
        assert (b"\x1b[" in spawn("check", *args, **env).stdout) == colored

    @pytest.mark.parametrize(("env", "colored"), [({}, True), ({"NO_COLOR": "1"}, False), ({"CI": "true"}, False)])
    def test_in_a_terminal(self, monkeypatch, folder, env, colored):
        del folder
        for name, value in env.items():
            monkeypatch.setenv(name, value)
        assert wants_color("auto", SimpleNamespace(isatty=lambda: True)) == colored

    def test_a_file_is_not_coloured(self, write, invoke, folder):
        write("README.md", BAD)
        invoke("check", "--output", "out.txt")
        assert "\x1b" not in (folder / "out.txt").read_text()
