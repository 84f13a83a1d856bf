"""What people may try to gain points without saying anything: each attempt brings one point at most."""

from __future__ import annotations

import pytest
from scored import card, points_of

TITLES = (
    "Dataset Description", "Dataset Structure", "Data Fields", "Data Instances", "Data Splits", "Dataset Creation",
    "Source Data", "Annotations", "Personal and Sensitive Information", "Considerations for Using the Data",
    "Social Impact of Dataset", "Discussion of Biases", "Other Known Limitations", "Licensing Information",
    "Citation Information", "Contributions", "Uses", "Usage", "Maintenance", "Contact", "Version",
)  # fmt: skip
LOREM = (
    "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor incididunt ut labore et dolore "
    "magna aliqua. Ut enim ad minim veniam, quis nostrud exercitation ullamco laboris nisi ut aliquip ex ea."
)
WORDS = (
    "dataset data bias limitations personal data privacy anonymized annotation annotators collected from source splits "
    "train test validation fields columns features usage load_dataset citation please cite contact maintenance version "
    "benchmark corpus training evaluation intended use quality reliable documented responsible"
)
BSD = (
    "Redistributions of source code must retain the above copyright notice, this list of conditions and the following "
    "disclaimer. THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS AS IS AND ANY EXPRESS OR IMPLIED "
    "WARRANTIES, INCLUDING THE IMPLIED WARRANTIES OF MERCHANTABILITY, ARE DISCLAIMED. In no event shall the copyright "
    "holder be liable for any direct or indirect damages, loss of data, or biased results, or for personal data lost."
)
HIDDEN_TEXT = (
    "The data was collected from forums and annotated by three students. It is biased towards young men. It has "
    "limitations: many rows are wrong. It contains personal data. Please cite our paper. It will be updated each year."
)
OTHER = """\
# Dataset Card for Lunar Craters

## Dataset Summary

Lunar Craters holds pictures of eighty thousand craters that a probe took on its way around the Moon.

## Data Fields

- `picture`: the crater as the probe saw it from above
- `width`: how wide the crater is in metres

## Source Data

The pictures were taken by the probe and cut out by a program that looks for round shadows.

## Limitations

Craters below ten metres are missing, and those near the poles are too dark to be measured.

## Citation

```bibtex
@misc{craters, title={Lunar Craters}, author={Luna, Carla}, year={2020}}
```
"""


def under(titles, text):
    """The same text below each of some titles."""
    return "\n\n".join(f"## {title}\n\n{text}" for title in titles)


def table(rows):
    return "| name | description |\n| --- | --- |\n" + "\n".join(rows)


GAMES = {
    "headings over nothing": under(TITLES, ""),
    "headings over placeholders": under(TITLES, "[More Information Needed]"),
    "headings over placeholders of one's own": under(TITLES, "TODO"),
    "headings over N/A": under(TITLES, "N/A"),
    "headings over filler": under(TITLES, LOREM),
    "filler without headings": "\n\n".join([LOREM] * 10),
    "headings over the title again": under(TITLES, "Harbour Remarks"),
    "headings over their own names": "\n\n".join(f"## {title}\n\n{title}" for title in TITLES),
    "headings over catchwords": under(TITLES, WORDS),
    "catchwords in a paragraph": f"{WORDS}\n\n" * 5,
    "catchwords as tags of a list": "\n".join(f"- {word}" for word in WORDS.split()),
    "one word many times": under(TITLES, "dataset " * 60),
    "the summary again below every heading": under(
        TITLES, "Short remarks from the log books of a harbour, written by the masters of the ships that came in."
    ),
    "the whole card twice": card((), ("Summary",)),
    "headings over keys hit at random": under(
        TITLES, "asdf qwer zxcv hjkl uiop bnm,. qwertz yxcvb sdfg wert dfgh xcvb"
    ),
    "one heading for all": f"## {', '.join(TITLES)}\n\nThe data is what it is and it is all here for you to look at.",
    "a huge table of nothing": f"## Data Fields\n\n{table(['| a | b |'] * 2000)}",
    "a huge table of dashes": f"## Data Fields\n\n{table(['| - | - |'] * 2000)}",
    "a huge table of numbers": f"## Data Fields\n\n{table([f'| {n} | {n * n} |' for n in range(500)])}",
    "text that is not seen": f'<div style="display:none">\n\n{under(TITLES, HIDDEN_TEXT)}\n\n</div>',
    "text without colour": f'<span style="color: white">{HIDDEN_TEXT}</span>',
    "text in an element that is hidden": f"<p hidden>{HIDDEN_TEXT}</p>",
    "text of no size": f'<p style="font-size:0px">{HIDDEN_TEXT}</p>',
    "text in comments": "\n\n".join(f"## {title}\n\n<!-- {HIDDEN_TEXT} -->" for title in TITLES),
    "text that was generated": "\n\n".join(f"## {t}\n\n<!-- cardcheck: generated -->\n\n{HIDDEN_TEXT}" for t in TITLES),
    "questions left open": "\n\n".join(
        f"> **Question:** What are the limits of the data, and what is known? <!-- cardcheck: question {topic} -->"
        for topic in ("limitations", "bias", "personal-data", "collection")
    ),
    "a license in full": f"## License\n\n{BSD}",
    "a license below other headings": under(("Limitations", "Bias", "Personal and Sensitive Information"), BSD),
    "another card's text": OTHER,
    "labels without values": "\n".join(f"- **{title}:**" for title in TITLES),
    "labels with nothing": "\n".join(f"- **{title}:** none" for title in TITLES),
    "bold lines for headings": "\n\n".join(f"**{title}**" for title in TITLES),
    "a table of contents": "## Table of Contents\n\n"
    + "\n".join(f"- [{title}](#{title.lower().replace(' ', '-')})" for title in TITLES),
    "pictures": "\n\n".join(f"![bias and limitations of the data {n}](https://example.org/{n}.png)" for n in range(30)),
    "badges": "\n".join(f"[![b](https://img.shields.io/badge/{n}-x)](https://example.org/{n})" for n in range(20)),
    "empty code": under(("Data Instances", "Usage", "Citation"), "```\n\n```"),
    "code that does nothing": under(("Data Instances",), "```json\n{}\n```"),
    "emoji": under(TITLES, "🎉 🚀 🔥 ✨ 💯 " * 12),
}
assert len(GAMES) >= 15


@pytest.mark.parametrize("name", [*GAMES])
@pytest.mark.parametrize("sections", [("Summary",), ("Summary", "Data Fields", "Usage")], ids=["little", "more"])
def test_an_attempt_brings_one_point_at_most(name, sections):
    base = card(("license", "language", "tasks"), sections)
    assert points_of(f"{base}\n{GAMES[name]}\n") <= points_of(base) + 1


METADATA = {
    "a license that is none": "license: asdf",
    "a language that is none": "language: asdf",
    "a task that is none": "task_categories: [asdf]",
    "placeholders": "license: '[More Information Needed]'\npretty_name: TODO",
    "many tags": "tags: [" + ", ".join(f"tag{n}" for n in range(300)) + "]",
    "keys that nobody reads": "\n".join(f"quality_{n}: high" for n in range(50)),
    "a description as a key": f"description: {LOREM}",
}


@pytest.mark.parametrize("name", [*METADATA])
def test_metadata_that_says_nothing_brings_one_point_at_most(name):
    base = card(("size",), ("Summary",))
    assert points_of(base.replace("---\n", f"---\n{METADATA[name]}\n", 1)) <= points_of(base) + 1


@pytest.mark.parametrize(
    "text", ["", "\n", "# Title\n", "---\n---\n", "---\n{}\n---\n", "# Dataset Card for X\n", "Hello."]
)
def test_nothing_is_worth_nothing(text):
    assert points_of(text) == 0
