"""Whatever a configuration holds and wherever it lies: it is read, or refused in one sentence."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.config_file import ConfigError, find_config, read_config
from cardcheck.model.config import COMMAND_LINE, Config, Layer, Override, RuleSetting, laid_over, overridden

SCHEMA = resources.schema("config")
KEYS = sorted(
    {*SCHEMA["properties"], *(key for name in SCHEMA["$defs"].values() for key in name.get("properties", ()))}
)
WORDS = [
    *("strict", "license", "license/missing", "links/*", "all", "warning", "high", "2026.1", "org/name", "org/*"),
    *(
        "drafts/",
        "!a",
        "[",
        "**",
        "\\",
        "",
        " ",
        "\0",
        "\x1b[2J",
        "é\n",
        "\u202e",
        "..",
        "/",
        "cardcheck.toml",
        "gone.toml",
    ),
    *("package:json", "package:json/../x", "package:.", "https://example.org", "a" * 300, "2027-01-31"),
]
texts = st.sampled_from(WORDS) | st.text(max_size=8)
leaves = (
    texts
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(datetime.UTC))
    | st.times()
)
keys = st.sampled_from(KEYS) | texts
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=12
)


def likely(schema) -> st.SearchStrategy:
    """Values of the form that a schema wants, most of the time."""
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        schema = SCHEMA["$defs"].get(name) or SCHEMA["properties"][name]
    match schema:
        case {"enum": known}:
            meant = st.sampled_from(known)
        case {"type": "boolean"}:
            meant = st.booleans()
        case {"format": "date"}:
            meant = st.dates()
        case {"items": items, "type": kinds}:
            meant = st.lists(likely(items), max_size=3) | (texts if "string" in kinds else st.nothing())
        case {"additionalProperties": dict() as inner}:
            meant = st.dictionaries(texts, likely(inner), max_size=2)
        case {"properties": known, "type": "object"}:
            wanted = {key: likely(each) for key, each in known.items()}
            must = {key: wanted.pop(key) for key in schema.get("required", ())}
            meant = st.fixed_dictionaries(must, optional=wanted)
        case {"type": "object"}:
            meant = st.dictionaries(texts, leaves, max_size=2)
        case _:
            meant = texts
    return meant | values if schema.get("type") != "object" else meant


tables = st.fixed_dictionaries({}, optional={key: likely(each) for key, each in SCHEMA["properties"].items()})


def as_toml(value) -> str:
    """Write a value as TOML, tables inline."""
    match value:
        case bool():
            written = str(value).lower()
        case str():
            chars = (f"\\U{ord(char):08x}" if char < " " or char in '"\\\x7f' else char for char in value)
            written = f'"{"".join(chars)}"'
        case datetime.date() | datetime.time():
            written = value.isoformat()
        case list():
            written = f"[{', '.join(map(as_toml, value))}]"
        case dict():
            written = "{" + ", ".join(f"{as_toml(key)} = {as_toml(each)}" for key, each in value.items()) + "}"
        case _:
            written = repr(value)
    return written


def told(path: Path) -> str:
    """Read a file; tell the one sentence with which it was refused."""
    try:
        config = read_config(path)
    except ConfigError as error:
        sentence = str(error)
        assert sentence
        assert sentence.isprintable()
        return sentence
    assert isinstance(config, Config)
    return ""


@pytest.mark.parametrize("name", ["cardcheck.toml", "pyproject.toml"])
def test_any_settings(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    seen = {"read": 0, "refused": 0}

    @given(table=tables | st.dictionaries(keys, values, max_size=5))
    def settings(table):
        text = "".join(f"{as_toml(key)} = {as_toml(value)}\n" for key, value in table.items())
        Path(name).write_text(text if name == "cardcheck.toml" else f"[tool.cardcheck]\n{text}", encoding="utf-8")
        seen["refused" if told(Path(name)) else "read"] += 1

    settings()
    assert min(seen.values()) > 0


def test_any_bytes(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    @given(
        data=st.binary(max_size=60)
        | st.lists(st.sampled_from([b"[", b"{", b"a", b".", b"=", b'"', b"\n"])).map(b"".join)
    )
    def settings(data):
        Path("cardcheck.toml").write_bytes(data)
        told(Path("cardcheck.toml"))

    settings()


@given(
    name=st.text(max_size=6) | st.sampled_from(["\0", "a" * 5000, "\udcff", "\n", "/", ".", "..", "~", "/dev/null/x"])
)
def test_any_path(name):
    told(Path(name) / "cardcheck.toml")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a" + ".a" * 5000 + " = 1", "cardcheck.toml: tables or lists are nested too deeply"),
        ("rule.'a/b'.with." + "a." * 100 + "a = 1", "cardcheck.toml: tables or lists are nested too deeply"),
        (f"fail-on = {'9' * 5000}", "cardcheck.toml: a whole number is larger than TOML allows"),
        (f"fail-on = 0x{'f' * 5000}", "cardcheck.toml: a whole number is larger than TOML allows"),
        (
            "until = 2027-13-45",
            "cardcheck.toml:1:13: this is not TOML: Expected newline or end of document after a statement",
        ),
    ],
)
def test_what_python_itself_cannot_bear(text, sentence, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("cardcheck.toml").write_text(text)
    assert told(Path("cardcheck.toml")).startswith(sentence)


@pytest.mark.parametrize("name", ["a\nb", "\x1b[2J", "\u202ex", "é ñ", "[x]", "*"])
def test_folders_of_any_name(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / name
    folder.mkdir()
    (folder / "cardcheck.toml").write_text("extends = '../shared.toml'\nexclude = ['a']\nfail-on = 'x'")
    (tmp_path / "shared.toml").write_text("exclude = ['/b']")
    found = find_config(folder)
    assert found == folder / "cardcheck.toml"
    assert "it takes one of error, warning, info or never" in told(found)


names = st.sampled_from(["license", "links", "license/missing", "links/*", "all"])
lists = st.lists(names, max_size=3).map(tuple)
layers = st.builds(
    Layer,
    st.sampled_from(["a.toml", "b.toml", COMMAND_LINE]),
    st.fixed_dictionaries(
        {},
        optional={
            "profile": st.sampled_from(["minimal", "strict"]),
            "select": lists,
            "extend_select": lists,
            "ignore": lists,
            "min_confidence": st.sampled_from(["high", "low"]),
            "rules": st.dictionaries(
                names, st.builds(RuleSetting, st.sampled_from([None, "error", "info"]), st.just({"x": 1})), max_size=2
            ),
        },
    ),
)


@given(before=st.lists(layers, max_size=3), layer=layers)
def test_laying_a_layer_over_twice_is_laying_it_over_once(before, layer):
    config = Config()
    for each in before:
        config = laid_over(config, each)
    once = laid_over(config, layer)
    assert laid_over(once, layer) == once


@given(files=st.lists(layers, max_size=2), over=layers, asked=layers)
def test_the_command_line_wins_over_overrides(files, over, asked):
    config = Config()
    asked = asked._replace(origin=COMMAND_LINE)
    for layer in [layer._replace(origin="a.toml") for layer in files]:
        config = laid_over(config, layer)
    whole = overridden(laid_over(config, asked), [Override(("a",), (), over._replace(origin="a.toml", override=0))])
    for name in asked.given.keys() & {"profile", "select", "min_confidence"}:
        assert getattr(whole, name) == asked.given[name]
    assert {*asked.given.get("ignore", ())} <= {*whole.ignore}
    for rule, setting in asked.given.get("rules", {}).items():
        assert setting.severity in {None, whole.rules[rule].severity}
