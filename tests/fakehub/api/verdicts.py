"""`/api/validate-yaml`: what the Hub was seen to say of cards."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..exchange import Answer, Request, of_json


@dataclass(slots=True)
class Verdict:
    """Errors refuse a commit, warnings do not."""

    errors: list[dict[str, str]] = field(default_factory=list)
    warnings: list[dict[str, str]] = field(default_factory=list)


def validate(request: Request) -> Answer:
    """Judge the card in the body."""
    said = verdict(str(request.json.get("content", "")))
    return of_json({"errors": said.errors, "warnings": said.warnings}, 400 if said.errors else 200)


def verdict(_: str) -> Verdict:
    """What the Hub says of a card."""
    return Verdict()
