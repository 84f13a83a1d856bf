"""Snippets: what people print beside code is no fault, hostile code is only read, places are exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unscored import unscored

from cardcheck.checks.snippets._calls import calls, uses
from cardcheck.checks.snippets._python import snippets
from cardcheck.parsing.card import parse_card

LINTER = unscored(select=("snippets",), profile="strict", min_confidence="low")


def fenced(code, info="python"):
    return f"# T\n\n```{info}\n{code}\n```\n"


def found(text, **known):
    report = LINTER.check(text, **known)
    assert [finding for finding in report.findings if finding.rule == "cardcheck/crashed"] == []
    return [f"{finding.rule}: {report.text.slice(finding.span)}" for finding in report.findings]


@pytest.mark.parametrize(
    "code",
    [
        "import a\n" + "(" * 5000,
        "import a\n" + "[" * 150 + "]" * 150,
        "import a\nx = " + "-" * 9000 + "1",
        "import a\nx" + ".a" * 9000,
        "import a\nx = " + "1+" * 8000 + "1",
        "import a\n" + "not " * 4000 + "x",
        "import a\n" + "x = lambda: " * 1500 + "1",
        "import a\n" + "if x:\n" * 3000,
        "import a\n" + "".join(" " * n + "if x:\n" for n in range(120)),
        "import a\nx = '\0'",
        "import a\nx = '\ud800'",
        "load_dataset(" * 3000,
        "load_dataset('a/b')" + "['x']" * 3000,
        "x = load_dataset('a/b')\n" + "x['y']; " * 2000,
        "import a\nx = 9" + "9" * 9000,
        "import a\n\x0c\x0b\u2028x = 1",
    ],
)
@pytest.mark.parametrize("info", ["python", "", "json"])
def test_hostile_code_is_only_read(code, info):
    found(fenced(code, info), repo="a/b")


@pytest.mark.parametrize("text", ["[" * 20_000, '{"a":' * 9000, "1" * 9000, "[1,]" * 3000, "{,}" * 3000])
def test_hostile_json_is_only_read(text):
    found(fenced(text, "json"))


@given(
    st.lists(
        st.sampled_from(
            [
                "import a\n",
                ">>> ",
                "... ",
                "(",
                ")",
                "'",
                '"',
                "{",
                "}",
                "\n",
                " ",
                "x = ",
                "load_dataset(",
                "...",
                "> ",
                "é",
                "\t",
                "# Output:\n",
            ]
        ),
        max_size=25,
    )
)
def test_any_code_is_read(pieces):
    text = fenced("".join(pieces))
    card = parse_card(text)
    for snippet in snippets(card):
        for line in snippet.lines:
            assert card.source.text[line.start : line.start + len(line.text)] == line.text
    found(text, repo="a/b")


def test_places_are_exact_beyond_ascii_prompts_and_margins():
    text = (
        "- é\n\n  ```python\n  >>> ü = load_dataset('ö/ä', split='trän')\n  >>> ü[0]['größe']\n  {'größe': 1}\n  ```\n"
    )
    card = parse_card(text)
    (call,) = calls(card)
    assert [card.source.slice(call.span(name)) for name in ("path", "split")] == ["'ö/ä'", "'trän'"]
    assert [card.source.slice(use.snippet.span(use.node)) for use in uses(card)] == ["'größe'"]


def test_what_is_loaded_is_followed():
    code = "from datasets import load_dataset\nds = load_dataset('a/b')\ntrain = ds['train']\n"
    code += "for row in train:\n    row['x']\ntrain[0]['text']\ntrain = train.map(f)\n"
    code += "train['gone']\nprint(load_dataset('a/b', split='test')['label'])"
    assert [use.keys for use in uses(parse_card(fenced(code)))] == [
        ("train",),
        ("train", 0, "x"),
        ("train", 0, "text"),
        ("label",),
    ]


def test_rows_are_followed_into_loops_and_lambdas_and_through_methods_that_keep_columns():
    code = "ds = load_dataset('a/b', split='train')\nfew = ds.shuffle(seed=1).select(range(9))\nfew[0]['x']\n"
    code += "for row in few:\n    for row in other:\n        row['gone']\nlong = ds.filter(lambda one: one['y'] > 3)\n"
    code += "ds.map(lambda ds: ds['z'])\nds.sort('x').rename_column('x', 'v')['v']\nlong['w']\n"
    found = [use.keys for use in uses(parse_card(fenced(code)))]
    assert found == [(0, "x"), (0, "y"), (0, "z"), ("w",)]


def test_a_name_that_is_set_anew_is_forgotten():
    code = "ds = load_dataset('a/b')\nds['new'] = 1\nds['x']\nds = other()\nds['y']\nwith open(f) as ds:\n    ds['z']\n"
    assert list(uses(parse_card(fenced(code)))) == []


@pytest.mark.parametrize(
    "code",
    [
        ">>> import a\n>>> for x in a:\n...     print(x)\n1\n2",
        "!pip install x\nimport a",
        "%load_ext a\nimport a",
        "$ pip install a\nimport a",
        "import a\na.b()\n# Output:\nnot python at all",
        "import a\na.b()\n\n{'x': <PIL.Image>}",
        "import a\na.b()\nDataset({\n    features: ['x'],\n})",
        "import a\nx = a.b(...)\nfor y in x:\n    ...",
        "import a\nx = a.b(<your id>)",
        "import a\nx = {\n  'y': …\n}",
        "In [1]: import a\nOut[1]: x",
        "> import a\n> import b",
    ],
)
def test_what_is_printed_typed_or_sketched_is_no_fault(code):
    assert [said for said in found(fenced(code)) if "syntax" in said] == []


@pytest.mark.parametrize(
    "code",
    [
        "import a\nx = (1\n",
        'import a\na.b("c)',
        "import a\na.b(c d)",
        "import a\nx = 1 // comment for people",
        "from datasets import load_dataset\nload_dataset('a/b').",
        "import a\nprint 'x'",
    ],
)
def test_what_python_refuses_is_a_fault(code):
    assert len([said for said in found(fenced(code)) if "syntax" in said]) == 1
