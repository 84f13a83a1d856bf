"""Cards that a made audit gives to its repositories: their texts, and the files beside them.

`{title}` stands for the name of a data set.
"""

from __future__ import annotations

GOOD = """\
---
license: cc-by-4.0
language:
- en
pretty_name: {title}
task_categories:
- text-classification
size_categories:
- 1K<n<10K
---
# {title}

Remarks that passengers left at the ferry desk, one a row, each with the harbour and what the clerk thought of it.

## Data Fields

- `text`: what the passenger wrote
- `label`: `0` for a complaint, `1` for praise

## Collection

Two clerks copied the notes between March and June 2024; pages that nobody could read were left out.

## Limitations

Only people who were angry or delighted wrote anything, so ordinary crossings are missing.
"""

_CITATION = """
## Citation

```bibtex
@misc{{ferry2024, title={{Ferry Remarks}}, author={{The Clerks}}, year={{2024}}}}
```
"""

_TEMPLATE = """\
---
license: mit
language: []
---
# Dataset Card for {title}

## Dataset Description

[More Information Needed]

## Uses

[More Information Needed]

## Citation

[More Information Needed]
"""

_GENERATED = """\
---
dataset_info:
  features:
  - name: text
    dtype: string
  splits:
  - name: train
    num_bytes: 10
    num_examples: 2
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*
---
"""

_MISSING_FILE = """\
configs:
- config_name: default
  data_files:
  - split: train
    path: gone.csv
---
# {title}
"""

CARDS = {
    "good": (GOOD, ("README.md", "data/train.csv")),
    "cited": (GOOD + _CITATION, ("README.md", "data/train.csv", "data/test.csv")),
    "near miss": (GOOD.replace("cc-by-4.0", "cc-by-4").replace("- en", "- english"), ("README.md", "train.parquet")),
    "old keys": (GOOD.replace("language:", "languages:").replace("license:", "licenses:"), ("README.md", "a.jsonl")),
    "template": (_TEMPLATE, ("README.md", "data/train.parquet")),
    "generated": (_GENERATED, ("README.md", "data/train-00000-of-00001.parquet")),
    "unfenced": ("license: mit\nlanguage: en\n\n# {title}\n\nA few words.\n", ("README.md", "rows.csv")),
    "broken": ("---\nlicense: [mit\npretty_name: {title}\n---\n# {title}\n", ("README.md", "rows.csv")),
    "missing file": (GOOD.replace("---\n# {title}\n", _MISSING_FILE), ("README.md", "rows.csv")),
    "empty": ("", ("README.md", "rows.csv")),
}

HOSTILE = (
    "---\n"
    'license: "</script><script>document.title=1</script>"\n'
    'pretty_name: "<img src=x onerror=document.title=2>"\n'
    'language: "\\u202Edeppilf\\u202C"\n'
    f'task_categories: ["\\x1b[31mred", "`tick` \\u2066isolate", "{"long" * 400}"]\n'
    "---\n"
    "# </script><!--<script> \u202e\u2067 \x07 \ufeff\n\n"
    "<script>document.title=3</script> [a](javascript:document.title=4) [broken](#nowhere</script>)\n"
)

HOSTILE_DIFF = """\
--- a/README.md
+++ b/README.md
@@ -1 +1 @@
-</script><script>document.title=9</script>\u202e
+\x1b[2J\ud800
"""
