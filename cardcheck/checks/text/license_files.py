"""The LICENSE file against what the metadata says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cardcheck.checks.text.license_texts import licenses_of, mentions_of
from cardcheck.model.finding import Problem
from cardcheck.model.target import Target
from cardcheck.topics.license_recognition import file_about_data, recognised


def contradicts(target: Target, *, programs: Sequence[str]) -> Iterator[Problem]:
    """The file that holds the license's text holds that of the license in the metadata."""
    ids, known = licenses_of(target.value)
    found = file_about_data(target.files.license_texts) if known else None
    if found is None:
        return
    path, text = found
    held = recognised(text)
    if not held or any(one.agrees(terms) for one in held for terms in known):
        return
    if any(one.about == "code" and one.terms.agrees(held[0]) for one in mentions_of(target.card)):
        return
    has_programs = any(name.endswith(tuple(programs)) for name in target.files.paths)
    yield target.problem(
        path=path,
        said=" and ".join(one.words for one in held),
        ids=", ".join(ids),
        confidence="low" if has_programs else None,
    )
