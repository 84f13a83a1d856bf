"""What the official client loses when it loads and saves a card, and what a fix keeps: docs/fixes-keep.md says it.

Each form stands in a card with a real defect. The card goes once through `DatasetCard`, once through our fixes; a form
is kept where it is still there letter by letter.
"""

from pathlib import Path
from typing import NamedTuple

import pytest

import cardcheck

PAGE = Path(__file__).parents[2] / "docs" / "fixes-keep.md"
DEFECT, MENDED = "size_categories: 10k<n<100k", "size_categories: 10K<n<100K"


class Form(NamedTuple):
    """A way to write a card: what it is called, its lines of front matter, and what must be in the bytes afterwards."""

    name: str
    front: str
    kept: tuple[str, ...]
    wrap: str = "---\n{front}\n{defect}\n---\n\n# Remarks\n\nText.\n"

    def card(self) -> bytes:
        return self.wrap.replace("{front}", self.front).replace("{defect}", DEFECT).encode()


FORMS = (
    Form("comments on lines of their own", "# ours\nlicense: mit", ("# ours\nlicense",)),
    Form("comments at the end of a line", "license: mit  # ours", ("license: mit  # ours\n",)),
    Form("comments between items", "tags:\n- a\n# ours\n- b", ("- a\n# ours\n- b\n",)),
    Form("the order of keys", "zeta: a\nlicense: mit\nalpha: b", ("zeta: a\nlicense: mit\nalpha: b\n",)),
    Form("`1.10` as it is written", "version: 1.10", ("1.10",)),
    Form("`1_000` as it is written", "rows: 1_000", ("1_000",)),
    Form("quotes", "pretty_name: 'Remarks'\nauthor: \"Lee\"", ("'Remarks'", '"Lee"')),
    Form("flow lists", "language: [en,  de]", ("language: [en,  de]\n",)),
    Form("indented lists", "tags:\n  - a\n  - b", ("tags:\n  - a\n  - b\n",)),
    Form("names of anchors", "a: &all\n- x\nb: *all", ("&all", "*all")),
    Form("merge keys", "a: &base {x: 1}\nb:\n  <<: *base\n  y: 2", ("<<: *base\n  y: 2\n",)),
    Form("folded texts", "pretty_name: >-\n  Remarks\n  in Kiel", (">-\n  Remarks\n  in Kiel\n",)),
    Form("keys without a value", "license: mit\nauthor:", ("author:\n",)),
    Form("blank lines", "license: mit\n\nauthor: Lee", ("mit\n\nauthor",)),
    Form("long lines", f"about: {'word ' * 30}end", (f"about: {'word ' * 30}end\n",)),
    Form("letters of every script", "pretty_name: 船の言葉 🚢", ("船の言葉 🚢",)),
    Form("dates", "date: 2021-01-02", ("2021-01-02",)),
    Form(
        "line ends of Windows",
        "license: mit",
        ("license: mit\r\n", "# Remarks\r\n\r\nText.\r\n"),
        "---\r\n{front}\r\n{defect}\r\n---\r\n\r\n# Remarks\r\n\r\nText.\r\n",
    ),
    Form(
        "mixed line ends",
        "license: mit",
        ("license: mit\n", "# Remarks\r\n"),
        "---\n{front}\n{defect}\n---\n\n# Remarks\r\n",
    ),
    Form("a byte-order mark", "license: mit", ("\ufeff---\n",), "\ufeff---\n{front}\n{defect}\n---\n# Remarks\n"),
    Form("a missing last line end", "license: mit", ("Text.<end>",), "---\n{front}\n{defect}\n---\n# Remarks\n\nText."),
    Form("the text", "license: mit", ("# Remarks\n\nText.\n",)),
)


def is_kept(form: Form, data: bytes) -> bool:
    text = data.decode() + "<end>"
    return all(piece in text for piece in form.kept)


def fixed(data: bytes) -> bytes:
    result = cardcheck.fix_text(data.decode())
    assert not result.refused
    return result.text.encode()


def saved(data: bytes, folder: Path) -> bytes:
    hub = pytest.importorskip("huggingface_hub")
    path = folder / "README.md"
    path.write_bytes(data)
    card = hub.DatasetCard.load(path)
    card.data["size_categories"] = MENDED.partition(": ")[2]
    card.save(path)
    return path.read_bytes()


def table(folder: Path) -> str:
    rows = ["| | `DatasetCard.load`, then `save` | `cardcheck fix` |", "| --- | --- | --- |"]
    for form in FORMS:
        answers = (
            "kept" if is_kept(form, data) else "lost" for data in (saved(form.card(), folder), fixed(form.card()))
        )
        rows.append(f"| {form.name} | {' | '.join(answers)} |")
    return "\n".join(rows)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_a_fix_keeps_every_form(form):
    data = fixed(form.card())
    assert is_kept(form, form.card())
    assert is_kept(form, data)
    assert MENDED.encode() in data


def test_the_page_says_what_each_keeps(tmp_path):
    assert table(tmp_path) in PAGE.read_text(encoding="utf-8")


def test_the_client_loses_what_we_say(tmp_path):
    lost = [form.name for form in FORMS if not is_kept(form, saved(form.card(), tmp_path))]
    assert {"comments at the end of a line", "`1.10` as it is written", "quotes", "flow lists"} <= set(lost)
