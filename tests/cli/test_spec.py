"""`cardcheck spec`: what this release carries, and what newer lists change."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.spec import SpecError, differences, read_lists, snapshot


def test_every_list_has_title_source_date_and_values():
    for name, said in snapshot()["lists"].items():
        assert said["title"], name
        assert said["source"], name
        assert said["date"][:4].isdecimal(), name
        assert said["values"], name


def test_limits_show_their_numbers(invoke):
    text = invoke("spec").stdout
    assert f"as of {resources.SPEC}:" in text
    assert "\nlicenses  83 values, 20" in text
    assert "           4,000  subsets of a data set\n" in text
    assert "      10,485,760  bytes of a README.md\n" in text


def test_for_machines(invoke):
    data = json.loads(invoke("spec", "--format", "json").stdout)
    assert data["spec"] == resources.SPEC
    assert data["lists"]["licenses"]["values"]["mit"]["name"] == "MIT"
    assert list(data["lists"]) == resources.vocabulary_names()


def test_the_same_lists(invoke, write):
    write("spec.json", invoke("spec", "--format", "json").stdout)
    result = invoke("spec", "diff", "spec.json")
    assert (result.exit_code, result.stdout) == (0, f"no difference in {len(resources.vocabulary_names())} lists\n")


def test_another_release(invoke, write):
    data = json.loads(invoke("spec", "--format", "json").stdout)
    licenses = data["lists"]["licenses"]
    licenses["date"] = "2027-01-01"
    del licenses["values"]["mit"]
    licenses["values"] |= {"wtfpl-3": {"name": "New"}, "afl-3.0": {"name": "Other"}}
    data["lists"]["colours"] = {"date": "2027-01-01", "values": {"red": "red"}}
    write("spec.json", json.dumps(data))
    result = invoke("spec", "diff", "spec.json")
    assert result.exit_code == 1
    ours = resources.vocabulary_file("licenses")["date"]
    assert result.stdout.startswith("colours (not ours -> 2027-01-01)\n  + red\n")
    assert f"\nlicenses ({ours} -> 2027-01-01)\n  + wtfpl-3\n  - mit\n  ~ afl-3.0: " in result.stdout
    found = json.loads(invoke("spec", "diff", "spec.json", "--format", "json").stdout)
    assert found["licenses"]["added"] == ["wtfpl-3"]
    assert found["licenses"]["removed"] == ["mit"]
    assert list(found["licenses"]["changed"]) == ["afl-3.0"]


def test_one_vocabulary_file(invoke, write):
    write("modalities.json", json.dumps({"values": ["audio", "smell"]}))
    result = invoke("spec", "diff", "modalities.json")
    assert result.exit_code == 1
    assert "  + smell\n  - 3d\n" in result.stdout


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("x.json", "{", "`x.json` is not JSON"),
        ("x.json", "[" * 100_000, "`x.json` is not JSON"),
        ("x.json", "[]", "`x.json` is no list file"),
        ("x.json", '{"values": {}}', "`x.json` holds one list and its name is none of ours"),
        ("x.json", '{"lists": {"licenses": 3}}', "`x.json` has no `values` for the list `licenses`"),
        ("x.json", '{"lists": {"a\\u001b": {"values": [1]}}}', "`x.json` has no `values` for the list `a\\x1b`"),
        ("y.json", None, "`y.json` cannot be read: No such file"),
    ],
)
def test_a_file_that_will_not_do(name, text, sentence, invoke, write):
    if text is not None:
        write(name, text)
    result = invoke("spec", "diff", name)
    assert result.exit_code == 2
    assert result.stderr.startswith(f"cardcheck: {sentence}")
    assert result.stderr.count("\n") == 1


def test_values_cannot_smuggle_anything_into_a_terminal(invoke, write):
    write("modalities.json", json.dumps({"values": ["a\x1b[2J\n- b"]}))
    assert "\x1b" not in invoke("spec", "diff", "modalities.json").stdout


plain = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["lists", "values", "licenses"]), inner)
    ),
)


@given(plain, st.sampled_from(["licenses.json", "x.json"]))
def test_any_json_is_lists_or_one_sentence(data, name):
    try:
        lists = read_lists(json.dumps(data), name)
    except SpecError:
        return
    differences(lists)
