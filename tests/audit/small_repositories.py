"""Small repositories that are like no others, and the head of a journal: what tests of audits are made from."""

from __future__ import annotations

from cardcheck.audit.journal import Head

DATE = "2026-11-22T10:00:00Z"
EPOCH = "1795341600"
HEAD = Head(("repos",), "0.1.0", "2026-08", "settings")


def card_of(name: str, license_: str = "mit", more: str = "") -> str:
    """A small card that is like no other."""
    words = " ".join(f"{name}{number}" for number in range(30))
    return (
        f"---\nlicense: {license_}\nlanguage: [en]\npretty_name: {name}\n---\n# {name}\n\nRows about {words}.\n{more}"
    )


def files_of(name: str, license_: str = "mit") -> dict[str, str]:
    """A small repository."""
    return {"README.md": card_of(name, license_), "data/train.csv": "a,b\n1,2\n"}
