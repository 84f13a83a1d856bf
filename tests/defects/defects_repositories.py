"""One small clean repository, and a copy of it for each of 38 defects that people make.

The list is that of an experiment with the tools there were in 2026: none found more than 13 of the 38, and that one
needed the data. Each copy is the clean one with one change, made by code, so nothing else differs.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from defects_clean import CARD, CLEAN, ROWS

Files = dict[str, str]


class Defect(NamedTuple):
    """A change of the clean repository, and what must be said of it: the rule, and the text on whose line.

    `at` is empty where the finding is about the card as a whole.
    """

    number: int
    name: str
    rule: str
    at: str
    change: Callable[[Files], Files]

    def repository(self) -> Files:
        """Return the files of the copy that has the defect."""
        return self.change(dict(CLEAN))


def card(old: str, new: str, count: int = 1) -> Callable[[Files], Files]:
    """Return a change of the card: the first places of a text get another one."""
    assert old in CARD, old
    return lambda files: files | {"README.md": files["README.md"].replace(old, new, count)}


def whole(change: Callable[[str], str]) -> Callable[[Files], Files]:
    """Return a change of the card as a whole."""
    return lambda files: files | {"README.md": change(files["README.md"])}


def both(*changes: Callable[[Files], Files]) -> Callable[[Files], Files]:
    """Return several changes as one."""

    def change(files: Files) -> Files:
        for part in changes:
            files = part(files)
        return files

    return change


def added(**contents: str) -> Callable[[Files], Files]:
    """Return a change that adds files; `__` in a name stands for a dot."""
    return lambda files: files | {name.replace("__", "."): text for name, text in contents.items()}


_BODY = CARD[CARD.index("\n# Harbour Remarks") + 1 :]
_GATE = "extra_gated_prompt: Tell us who you are.\nextra_gated_fields:\n- Name\n- Affiliation\n"
_BOATS = "  data_files:\n  - split: train\n    path: boats/train.csv\n"

DEFECTS = (
    Defect(1, "text before the fence", "front-matter/misplaced", "---", whole(lambda text: f"# Remarks\n\n{text}")),
    Defect(2, "no closing fence", "front-matter/unclosed", "---", card("---\n\n# Harbour", "\n# Harbour")),
    Defect(3, "no block", "front-matter/missing", "", whole(lambda _: _BODY)),
    Defect(4, "blank after the closing fence", "front-matter/portable-fence", "--- \n", card("---\n\n", "--- \n\n")),
    Defect(5, "byte-order mark", "front-matter/portable-fence", "---", whole(lambda text: f"\ufeff{text}")),
    Defect(
        6,
        "YAML syntax",
        "front-matter/syntax",
        "pretty_name",
        card("pretty_name: Harbour Remarks", "pretty_name: Remarks: Harbour"),
    ),
    Defect(7, "a tab", "front-matter/syntax", "\tpath", card("    path: ferries/train", "\tpath: ferries/train")),
    Defect(
        8, "the block is a list", "front-matter/not-a-mapping", "", whole(lambda _: f"---\n- a\n- b\n---\n\n{_BODY}")
    ),
    Defect(9, "duplicate key", "front-matter/duplicate-key", "license: mit", card("tags:", "license: mit\ntags:")),
    Defect(10, "`no` becomes false", "front-matter/dialect", "- no\n", card("- nb", "- no")),
    Defect(11, "bad license id", "license/unknown-id", "license: harbour", card("cc-by-4.0", "harbour-terms")),
    Defect(12, "bad language", "language/unknown-code", "- klingon", card("- nb", "- klingon")),
    Defect(13, "bad size tag", "metadata/size-unknown", "- about", card("- n<1K", "- about six")),
    Defect(14, "bad task tag", "task/unknown-category", "- mood", card("- text-class", "- mood-class")),
    Defect(15, "`other` without a name", "license/other-without-name", "license: other", card("cc-by-4.0", "other")),
    Defect(
        16,
        "duplicate config_name",
        "configs/name-duplicate",
        "- config_name: boats\n  data_files:\n  - split: train\n    path: ferries",
        card("dataset_info:", f"- config_name: boats\n{_BOATS.replace('boats', 'ferries')}dataset_info:"),
    ),
    Defect(
        17,
        "two defaults",
        "configs/several-defaults",
        "  default: true\n  data_files:\n  - split: train\n    path: boats",
        card("- config_name: boats\n", "- config_name: boats\n  default: true\n"),
    ),
    Defect(
        18,
        "missing config_name",
        "configs/name-missing",
        f"-{_BOATS[1:]}dataset_info",
        card("dataset_info:", f"-{_BOATS[1:]}dataset_info:"),
    ),
    Defect(
        19,
        "dash in a split name",
        "configs/split-name",
        "split: test-a",
        both(card("split: test", "split: test-a"), card("name: test", "name: test-a")),
    ),
    Defect(
        20,
        "a path that matches no file",
        "repository/missing-data-file",
        "ferries/dev.csv",
        card("ferries/test.csv", "ferries/dev.csv"),
    ),
    Defect(
        21,
        "mixed formats",
        "repository/mixed-formats",
        "  - split: train\n    path: ferries/train.csv",
        both(
            card("ferries/test.csv", "ferries/test.jsonl"),
            lambda files: (
                {name: text for name, text in files.items() if name != "ferries/test.csv"}
                | {"ferries/test.jsonl": '{"text": "Good coffee.", "label": 1}\n'}
            ),
        ),
    ),
    Defect(22, "a loading script", "repository/loading-script", "", added(remarks__py="import datasets\n")),
    Defect(23, "wrong num_examples", "data/rows-differ", "num_examples: 4", card("examples: 3", "examples: 4")),
    Defect(
        24,
        "a feature the data lacks",
        "data/columns-differ",
        "name: speaker",
        card("  - name: label\n", "  - name: speaker\n    dtype: string\n  - name: label\n"),
    ),
    Defect(
        25,
        "an extra split in dataset_info",
        "configs/info-mismatch",
        "name: dev",
        card("  download_size: 20\n", "  - name: dev\n    num_bytes: 0\n    num_examples: 0\n  download_size: 20\n"),
    ),
    Defect(
        26,
        "dtype: ClassLabel",
        "features/unknown-type",
        "dtype: ClassLabel",
        card(
            "    dtype:\n      class_label:\n        names:\n          '0': complaint\n          '1': praise\n",
            "    dtype: ClassLabel\n",
        ),
    ),
    Defect(27, "a placeholder", "prose/placeholder", "TODO", card("Six short remarks", "TODO: describe\n\nSix short")),
    Defect(28, "an empty section", "sections/empty-section", "## Bias", card("## License", "## Bias\n\n## License")),
    Defect(
        29,
        "an untouched template",
        "prose/untouched-template",
        "",
        lambda files: files | {"README.md": _untouched(CARD)},
    ),
    Defect(
        30,
        "the text names another license",
        "license/prose-contradicts",
        "under GPL 3.0",
        card("under CC BY 4.0", "under GPL 3.0"),
    ),
    Defect(31, "a broken relative link", "links/missing-file", "(plan.svg)", card("(map.svg)", "(plan.svg)")),
    Defect(
        32,
        "gating fields as a list of texts",
        "gating/fields-as-list",
        "- Name",
        card("configs:", f"{_GATE}configs:"),
    ),
    Defect(33, "a numeric tag", "task/tag-not-string", "- 2026", card("- harbours", "- harbours\n- 2026")),
    Defect(
        34,
        "blanks and brackets in a config name",
        "configs/name-odd",
        "- config_name: boats (small)\n  data_files",
        card("config_name: boats", "config_name: boats (small)", 2),
    ),
    Defect(
        35, "the size tag contradicts num_examples", "metadata/size-contradicts", "- 1M<n", card("- n<1K", "- 1M<n<10M")
    ),
    Defect(
        36,
        "dataset_info of a config that is not there",
        "configs/info-mismatch",
        "- config_name: sails",
        card("- config_name: boats\n  features", "- config_name: sails\n  features"),
    ),
    Defect(
        37,
        "a data file that no config reads",
        "repository/uncovered-data-file",
        "configs:",
        lambda files: files | {"ferries/extra.csv": ROWS},
    ),
    Defect(
        38,
        "a token in the text",
        "responsible/secret-in-card",
        "hf_",
        card("Write to", f"Use the token hf_{'aBcDeFgHiJkLmNoPqRsTuVwXyZ01234567'[:34]}. Write to"),
    ),
)


def _untouched(text: str) -> str:
    """Put a template's sections in the place of the body."""
    sections = ("Dataset Description", "Uses", "Dataset Structure", "Bias, Risks, and Limitations", "Citation")
    body = "".join(f"## {title}\n\n[More Information Needed]\n\n" for title in sections)
    return text[: text.index("# Harbour Remarks")] + f"# Dataset Card for Dataset Name\n\n{body}"
