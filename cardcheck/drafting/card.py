"""A new card put together: a folder and the parts to declare in, its text out."""

from __future__ import annotations

from cardcheck.drafting.body import sections, summary, title_line
from cardcheck.drafting.front_matter import front_matter, known_values
from cardcheck.drafting.model import Folder, Parts
from cardcheck.model.load import LoadPlan


def draft_card(folder: Folder, parts: Parts | None = None, plan: LoadPlan | None = None) -> str:
    """Write a card for a folder of data; `plan` is what becomes of it with these parts, if they change that."""
    parts, plan = parts or Parts(), plan or folder.plan
    lines = [*front_matter(folder, parts, plan), "", title_line(folder), "", *summary(folder)]
    for section in sections(folder, plan, known_values(folder)):
        if section.lines:
            lines += ["", f"## {section.title}", "", *section.lines]
    return "\n".join(lines) + "\n"
