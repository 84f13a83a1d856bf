"""A plain check of local cards opens no socket and asks no name server."""

from __future__ import annotations

import os
import socket
import subprocess
import sys

import pytest

from cardcheck import resources

WATCHED = """\
import sys

def watch(event, args):
    if event.startswith("socket."):
        sys.exit(f"{event}{args}")

sys.addaudithook(watch)
import cardcheck.__main__
cardcheck.__main__.main()
"""


@pytest.mark.parametrize("args", [[], ["--no-data"], ["--format", "json", "--repo", "org/name"], ["--select", "all"]])
def test_a_check_opens_no_socket(args):
    process = subprocess.run(
        [sys.executable, "-c", WATCHED, "check", *args, str(resources.root() / "examples" / "bad")],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(resources.root())},
        check=False,
    )
    assert (process.returncode, process.stderr) == (1, b"")


def test_no_test_reaches_the_network():
    with socket.socket() as plain, pytest.raises(AssertionError, match=r"a test wants to reach 192\.0\.2\.1"):
        plain.connect(("192.0.2.1", 80))


def test_a_test_may_serve_itself():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass
