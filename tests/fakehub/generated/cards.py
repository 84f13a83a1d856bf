"""Cards of generated data sets: one that says everything, and the ways in which others say less."""

from __future__ import annotations

from .subjects import Subject


def front(about: Subject, **lines: str) -> str:
    """Front matter that is right; `lines` stand for single entries, an empty one leaves the entry out."""
    entries = {
        "license": "license: cc-by-4.0",
        "language": f"language:\n- {about.language}",
        "pretty_name": f"pretty_name: {about.title}",
        "task_categories": "task_categories:\n- tabular-regression",
        "size_categories": "size_categories:\n- n<1K",
        "tags": "tags:\n- measurements\n- tabular",
        "configs": "configs:\n- config_name: default\n  data_files:\n  - split: train\n    path: data/train.csv",
    }
    kept = "\n".join(text for text in (entries | lines).values() if text)
    return f"---\n{kept}\n---\n"


def good(about: Subject, name: str, **lines: str) -> str:
    """A card that answers what a reader asks."""
    return f"""{front(about, **lines)}
# {about.title}

{about.rows} {about.thing} from {about.place}, taken in {about.year} by {about.source}. Each row is one reading at one
of five stations; the set is meant for small regression exercises and for looking at a year at one place.

## Dataset structure

One subset, one split: `train` with {about.rows} rows, in `data/train.csv`.

| column | type | meaning |
| --- | --- | --- |
| `date` | string | The day of the reading, as year, month and day |
| `station` | string | Where it was taken: one of five stations in {about.place} |
| `{about.column}` | integer | {about.meaning} |
| `remark` | string | What the reader wrote beside it; `none` where there was nothing to say |

## Use

```python
from datasets import load_dataset

readings = load_dataset("{name}", split="train")
```

It is fit for exercises in regression and for plots. It is not fit for safety decisions: the readings were not checked
by an authority, and five stations in one town say nothing about other towns.

## How it was made

The town office of {about.place} copied the readings from {about.source} in the January after, one person typing and
a second one comparing line by line. Days on which nobody came have no row. Nothing was filled in or smoothed.

## Personal data

The set holds no names and no addresses: the stations are numbered and readers are not told.

## Limitations

Readings in the months of strong wind are fewer, so an average over the year leans towards calm days. The same deputy
read stations 4 and 5 for weeks, which may carry one person's rounding.

## License

[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/); name the town office of {about.place} when you use it.

## Citation

```bibtex
@misc{{{about.place.lower()}{about.year},
  title = {{{about.title}}},
  author = {{{{Town office of {about.place}}}}},
  year = {{{about.year}}}
}}
```

## Contact

Open a discussion on this page; the town office of {about.place} answers within a week.
"""


def bare(about: Subject, name: str) -> str:
    """A card that only names itself."""
    return f"---\nlicense: mit\n---\n# {name.rpartition('/')[2]}\n\n{about.title}.\n"


def template(about: Subject, name: str) -> str:
    """The template that nobody filled in; of such there are many, alike but for their names."""
    return f"""---
license: other
language:
- {about.language}
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
