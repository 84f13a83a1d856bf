"""The real `yaml-language-server` completes, explains and refuses by our schema for editors."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import subprocess

import pytest

from cardcheck import resources

pytestmark = [
    pytest.mark.registry,
    pytest.mark.skipif("CARDCHECK_TOOLS" not in os.environ, reason="CARDCHECK_TOOLS is not set"),
]

SCHEMA = resources.root() / "schemas" / "dataset-card.editor.schema.json"
ADDRESS = "file:///cards/metadata.yaml"
CLIENT = {"workspace": {"configuration": True}, "textDocument": {"completion": {}, "hover": {}}}


class Editor:
    """As much of an editor as asks a server about one file."""

    def __init__(self, server: subprocess.Popen[bytes]) -> None:
        self.server = server
        self.numbers = itertools.count(1)

    def send(self, **message):
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self.server.stdin.flush()

    def receive(self):
        size = 0
        while header := self.server.stdout.readline().strip():
            name, _, value = header.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        return json.loads(self.server.stdout.read(size))

    def until(self, is_wanted):
        """Answer what the server asks until it says what is wanted."""
        while True:
            message = self.receive()
            if "method" in message and "id" in message:
                self.send(id=message["id"], result=self.answer(message))
            elif is_wanted(message):
                return message

    def answer(self, message):
        if message["method"] != "workspace/configuration":
            return None
        ours = {"validate": True, "completion": True, "hover": True, "schemas": {SCHEMA.as_uri(): "*.yaml"}}
        ours["schemaStore"] = {"enable": False}
        return [ours if item["section"] == "yaml" else {} for item in message["params"]["items"]]

    def ask(self, method, **params):
        number = next(self.numbers)
        self.send(id=number, method=method, params=params)
        return self.until(lambda message: message.get("id") == number)["result"]

    def at(self, method, line, character):
        return self.ask(method, textDocument={"uri": ADDRESS}, position={"line": line, "character": character})

    def show(self, text, version):
        """Open or change the file; return what the server finds in it."""
        if version == 1:
            item = {"uri": ADDRESS, "languageId": "yaml", "version": version, "text": text}
            self.send(method="textDocument/didOpen", params={"textDocument": item})
        else:
            item = {"uri": ADDRESS, "version": version}
            changes = [{"text": text}]
            self.send(method="textDocument/didChange", params={"textDocument": item, "contentChanges": changes})
        return self.until(lambda message: message.get("method") == "textDocument/publishDiagnostics")["params"][
            "diagnostics"
        ]


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    if not (npm := shutil.which("npm")):
        pytest.skip("needs npm")
    folder = tmp_path_factory.mktemp("server")
    command = [npm, "install", "--silent", "--prefix", folder, "yaml-language-server"]
    subprocess.run(command, check=True, capture_output=True)
    program = folder / "node_modules" / ".bin" / "yaml-language-server"
    with subprocess.Popen([program, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        editor = Editor(server)
        editor.ask("initialize", processId=None, rootUri=None, capabilities=CLIENT)
        editor.send(method="initialized", params={})
        editor.show("pretty_name: Harbour remarks\nlicense: \ntask_categories: [no-task]\n", 1)
        yield editor
        server.kill()


def test_values_of_a_list_of_the_hub_are_offered_with_their_names(editor):
    offered = {item["label"]: item.get("documentation") for item in editor.at("textDocument/completion", 1, 9)["items"]}
    assert offered["apache-2.0"] == "Apache license 2.0"
    assert len(offered) > 70


def test_keys_are_explained(editor):
    told = editor.at("textDocument/hover", 2, 3)["contents"]["value"]
    assert "task" in told.lower()
    assert "Front matter of a Hugging Face dataset card" in told


def test_what_the_hub_refuses_is_refused(editor):
    found = editor.show("license: apache2\nsize_categories: 5\n", 2)
    assert {one["range"]["start"]["line"] for one in found} == {0, 1}


def test_a_good_front_matter_is_left_alone(editor):
    good = (resources.root() / "examples" / "good" / "README.md").read_text().split("---\n")[1]
    assert editor.show(good, 3) == []
