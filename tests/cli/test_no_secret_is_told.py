"""A secret of the card stands in no output, whatever the format, the options and the rule that speaks."""

import itertools

import pytest

from cardcheck.reporters import formats

TOKEN = "hf_" + "QmZrTyBnKdPfWsXcVgHjLaEuRiOtYpMzNx"
KEY = "Zr4TyBnKdPfWsXcVgHjLaEuRiOtYpMzNx91q"
PASSWORD = "q7Trx!9zWm"

CARD = f"""---
license: {TOKEN}
language: [{TOKEN}, {TOKEN}]
{TOKEN}: {TOKEN}
size_categories: ghp_{KEY}
configs:
- config_name: "{TOKEN} {TOKEN}"
  data_files: {TOKEN}.csv
dataset_info:
  features:
  - name: {TOKEN}
    dtype: {TOKEN}
---
# {TOKEN}

TODO: {TOKEN} [gone](#{TOKEN}) ![](http://reader:{PASSWORD}@example.org/{TOKEN}.png)

## {TOKEN}

## Empty {TOKEN}

| {TOKEN} | b |
| --- |

```python
from datasets import load_dataset
load_dataset("{TOKEN}/x", "{TOKEN}", token="ghp_{KEY}", use_auth_token="{TOKEN}"
```

@misc{{{TOKEN}, title = {{{TOKEN}}}

<!-- cardcheck: ignore[{TOKEN}] {TOKEN} -->
"""

OPTIONS = [
    (),
    ("--frames",),
    ("--all", "--frames", "--profile", "strict"),
    ("--verbose", "--profile", "strict", "--min-confidence", "low"),
    ("--explain-load",),
    ("--explain-score",),
    ("--statistics",),
]


def pieces(secret):
    """What must not be seen: every piece of a secret that is long enough to tell it."""
    return {secret[start : start + 8] for start in range(len(secret) - 7)}


@pytest.mark.parametrize(("name", "options"), [*itertools.product(formats(), OPTIONS)])
def test_no_output_holds_it(name, options, write, invoke):
    write("README.md", CARD)
    write("data.csv", "a\n1\n")
    result = invoke("check", "README.md", "--format", name, *options)
    said = result.output + result.stderr
    # A badge tells no finding.
    assert "responsible/secret-in-card" in said or "--statistics" in options or name.startswith("badge")
    for secret in (TOKEN.removeprefix("hf_"), KEY, PASSWORD):
        assert [piece for piece in pieces(secret) if piece in said] == []


@pytest.mark.parametrize("options", [(), ("--unsafe", "--cosmetic", "--profile", "strict"), ("--verbose",)])
@pytest.mark.parametrize("color", ["always", "never"])
def test_no_fix_tells_it(write, invoke, options, color):
    path = write("README.md", CARD)
    write("data.csv", "a\n1\n")
    for args in (("--diff",), ("--format", "json"), ("--frames",)):
        result = invoke("fix", "README.md", *args, *options, "--color", color)
        said = result.output + result.stderr
        for secret in (TOKEN.removeprefix("hf_"), KEY, PASSWORD):
            assert [piece for piece in pieces(secret) if piece in said] == []
    # One of two equal items of a list may go.
    assert path.read_text().count(TOKEN) >= CARD.count(TOKEN) - 1
    assert "xxxxxxxx" not in path.read_text()


def test_a_fix_that_would_write_the_mask_is_no_fix(write, invoke):
    write("README.md", f"---\nlicenses: [{TOKEN}]\n---\n# T\n")
    said = invoke("check", "README.md", "--format", "json", "--profile", "strict").output
    assert "xxxxxxxx" not in said.partition('"fix": {')[2].partition("}]}")[0]
