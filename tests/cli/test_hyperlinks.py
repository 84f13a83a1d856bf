"""Rule ids as links to their pages: in a terminal that shows links, where somebody said where the pages are."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from cardcheck import resources
from cardcheck.terminal.hyperlinks import hyperlink, takes_hyperlinks

DOCS = "https://docs.example/rules/{family}/{slug}/"
KITTY = {"TERM": "xterm-kitty"}
LINK = re.compile(r"\x1b\]8;;(.*?)\x1b\\")
# A card that tries to open a link of its own, in its values, its text and a key.
HOSTILE = (
    '---\nlicense: "a\\e]8;;https://evil.example\\e\\\\pache2"\n"k\\e]8;;https://evil.example\\a": 1\n---\n'
    "# T\n\n[x](#\x1b]8;;https://evil.example\x1b\\)\n"
)


@pytest.mark.parametrize(
    "environment",
    [
        KITTY,
        {"TERM": "alacritty"},
        {"TERM": "xterm-256color", "VTE_VERSION": "7402"},
        {"WT_SESSION": "4f1a"},
        {"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5.0"},
        {"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.95.3"},
        {"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"},
        {"TERM_PROGRAM": "ghostty"},
        {"TERM": "xterm", "FORCE_HYPERLINK": "1"},
    ],
    ids=lambda environment: next(reversed(environment.values())),
)
def test_terminals_that_take_links(environment):
    assert takes_hyperlinks(environment)
    assert not takes_hyperlinks({**environment, "FORCE_HYPERLINK": "0"})
    if "FORCE_HYPERLINK" not in environment:
        for hidden in ("TMUX", "STY", "CI", "TEAMCITY_VERSION"):
            assert not takes_hyperlinks({**environment, hidden: "1"})


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"TERM": "xterm-256color"},
        {"TERM": "linux"},
        {"TERM_PROGRAM": "Apple_Terminal", "TERM_PROGRAM_VERSION": "455.1"},
        {"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.0.15"},
        {"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.71.2"},
        {"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "²"},
        {"VTE_VERSION": "5000"},
        {"VTE_VERSION": "4601"},
    ],
    ids=lambda environment: next(reversed(environment.values()), "nothing"),
)
def test_terminals_that_are_not_known_to(environment):
    assert not takes_hyperlinks(environment)


@pytest.mark.parametrize("evil", ["\x1b\\", "\a", "\x9c", "\n", " ", "\u202e", '"', "<"])
def test_nothing_gets_out_of_an_address(evil):
    (opened, closed) = LINK.findall(hyperlink("links/broken", f"https://docs.example/{evil}x"))
    assert re.fullmatch(r"https://docs\.example/(%[0-9A-F]{2})+x", opened)
    assert closed == ""


def test_without_an_address_there_is_no_link():
    assert hyperlink("links/broken", "") == "links/broken"


@pytest.fixture
def in_terminal(folder):
    """Run the command line in a terminal of its own, and return what that was sent."""
    pty = pytest.importorskip("pty", reason="there are no terminals of this kind")

    def in_terminal(*args: str, **env: str) -> str:
        above, below = pty.openpty()
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(resources.root()), "COLUMNS": "100"} | env
        program = [sys.executable, "-m", "cardcheck", "check", "README.md", "--no-data", *args]
        with subprocess.Popen(program, cwd=folder, env=environment, stdout=below, stderr=subprocess.DEVNULL) as process:
            os.close(below)
            sent = bytearray()
            try:
                while part := os.read(above, 1 << 16):
                    sent += part
            except OSError:  # the other side is closed
                pass
            os.close(above)
        assert process.returncode == 1
        return sent.decode()

    return in_terminal


def test_a_rule_leads_to_its_page(write, in_terminal):
    write("README.md", "---\nlicense: apache2\n---\n# T\n")
    sent = in_terminal("--docs-url", DOCS, **KITTY)
    assert "\x1b]8;;https://docs.example/rules/license/unknown-id/\x1b\\" in sent
    plain = re.sub(r"\x1b\[[\d;]*m", "", LINK.sub("", sent))
    assert "license/unknown-id" in plain
    assert "\x1b" not in plain
    assert LINK.sub("", sent) == in_terminal(**KITTY)
    assert in_terminal(**KITTY, CARDCHECK_DOCS_URL=DOCS) == sent


def test_no_text_of_a_card_gets_into_a_link(write, in_terminal):
    write("README.md", HOSTILE)
    sent = in_terminal(
        "--docs-url", DOCS, "--all", "--frames", "--select", "license,links,metadata,front-matter", **KITTY
    )
    opened = LINK.findall(sent)
    assert opened
    assert all(
        address == "" or re.fullmatch(r"https://docs\.example/rules/[a-z-]+/[a-z-]+/", address) for address in opened
    )
    assert sent.count("\x1b]") == len(opened)
    assert opened[1::2] == [""] * (len(opened) // 2)


@pytest.mark.parametrize(
    ("args", "env"),
    [
        (["--color", "never"], {}),
        ([], {"NO_COLOR": "1"}),
        ([], {"CI": "true"}),
        (["--color", "always"], {"CI": "true"}),
        ([], {"TMUX": "/run/tmux,1,0"}),
        ([], {"TERM": "xterm-256color"}),
        ([], {"TERM": "dumb"}),
    ],
    ids=" ".join,
)
def test_where_links_would_be_in_the_way(write, in_terminal, args, env):
    write("README.md", "---\nlicense: apache2\n---\n# T\n")
    assert "\x1b]" not in in_terminal("--docs-url", DOCS, *args, **KITTY | env)


def test_not_into_a_pipe_or_a_file(write, spawn, folder):
    write("README.md", "---\nlicense: apache2\n---\n# T\n")
    args = ("check", "README.md", "--no-data", "--docs-url", DOCS, "--color", "always")
    assert b"\x1b]" not in spawn(*args, **KITTY).stdout
    spawn(*args, "--output", "report.txt", **KITTY)
    assert "\x1b]" not in (folder / "report.txt").read_text()


def test_machines_are_told_the_address_too(write, invoke):
    write("README.md", "---\nlicense: apache2\n---\n# T\n")
    told = invoke("check", "README.md", "--no-data", "--format", "json", "--docs-url", DOCS).stdout
    assert '"https://docs.example/rules/license/unknown-id/"' in told


@pytest.mark.parametrize(
    "url", ["rules.md", "javascript:alert(1)", "https://docs.example/{page}", "https://x\x1b]8;;y"]
)
def test_what_is_no_address_of_pages(write, invoke, url):
    write("README.md", "# T\n")
    result = invoke("check", "README.md", "--docs-url", url)
    assert result.exit_code == 2
    assert "`--docs-url" in result.stderr
    assert "\x1b" not in result.stderr
