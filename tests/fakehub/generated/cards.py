"""Cards of generated data sets: one that says everything, and the ways in which others say less."""

from __future__ import annotations

import random
import textwrap
import tomllib
from functools import cache
from pathlib import Path

from .subjects import Subject


@cache
def _phrases() -> dict[str, list[str]]:
    return tomllib.loads(Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8"))


def front(about: Subject, **lines: str) -> str:
    """Front matter that is right; `lines` stand for single entries, an empty one leaves the entry out."""
    entries = {
        "license": "license: cc-by-4.0",
        "language": "language:\n- en",
        "pretty_name": f"pretty_name: {about.title}",
        "task_categories": "task_categories:\n- tabular-regression",
        "size_categories": "size_categories:\n- n<1K",
        "tags": "tags:\n- measurements\n- tabular",
        "configs": "configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train.csv",
    }
    kept = "\n".join(text for text in (entries | lines).values() if text)
    return f"---\n{kept}\n---\n"


def good(about: Subject, name: str, **lines: str) -> str:
    """A card that answers what a reader asks, in words that hardly another card has."""
    chance = random.Random(name)

    def say(passage: str) -> str:
        words = chance.choice(_phrases()[passage]).format(**about._asdict())
        return textwrap.fill(words, 110, break_on_hyphens=False)

    return f"""{front(about, **lines)}
# {about.title}

{say("summary")}

## {say("fields")}

One subset, one split: `train` with {about.rows} rows, in `data/train.csv`.

| column | type | meaning |
| --- | --- | --- |
| `date` | string | The day of the reading, as year, month and day |
| `station` | string | {say("station")} |
| `{about.column}` | integer | {about.meaning} |
| `remark` | string | {say("remark")} |

## Use

```python
from datasets import load_dataset

readings = load_dataset("{name}", split="train")
```

{say("uses")}

## How it was made

{say("making")}

## Personal data

{say("people")}

## Limitations

{say("limits")}

## License

{say("license")}

## Citation

```bibtex
@misc{{{about.place.lower()}{about.year},
  title = {{{about.title}}},
  author = {{{{Town office of {about.place}}}}},
  year = {{{about.year}}}
}}
```

## Contact

{say("contact")}
"""


def bare(about: Subject, name: str) -> str:
    """A card that only names itself."""
    return f"---\nlicense: mit\n---\n# {name.rpartition('/')[2]}\n\n{about.title}.\n"


def template(_: Subject, name: str) -> str:
    """The template that nobody filled in; of such there are many, alike but for their names."""
    return f"""---
license: other
language:
- en
---
# Dataset Card for {name.rpartition("/")[2]}

<!-- Provide a quick summary of the dataset. -->

## Dataset Details

### Dataset Description

- **Curated by:** [More Information Needed]
- **Language(s) (NLP):** [More Information Needed]
- **License:** [More Information Needed]

## Uses

[More Information Needed]

## Dataset Structure

[More Information Needed]

## Bias, Risks, and Limitations

[More Information Needed]

## Citation

[More Information Needed]
"""


def code_readme(about: Subject, name: str) -> str:
    """The README of a program, mirrored as it is."""
    slug = name.rpartition("/")[2]
    return f"""# {slug}

[![build](https://ci.example.org/{slug}.svg)](https://ci.example.org)

Tools to read {about.thing}.

```bash
pip install -e .
make test
```
"""
