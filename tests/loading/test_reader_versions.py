"""Which release reads which form: what the vocabulary says is what twenty releases of `datasets` answered."""

import json
from pathlib import Path

import pytest

from cardcheck import resources

RECORDED = json.loads((Path(__file__).parent / "golden" / "reader-versions.json").read_text(encoding="utf-8"))
TYPES = resources.vocabulary_file("feature-types")
SINCE = {
    **{f"feature: {name}": facts["since"] for name, facts in TYPES["values"].items() if "since" in facts},
    **{f"feature: {name}": since for name, since in TYPES["list_since"].items()},
    "config: features": TYPES["configs_since"],
}


def numbers(release):
    return [int(part) for part in release.split(".")]


def readers(form):
    """Return whether each release reads a form."""
    said, reads = "", {}
    for release in RECORDED["releases"]:
        said = RECORDED["answers"][form].get(release, said)
        reads[release] = bool(said) and not said.endswith("Error")
    return reads


@pytest.mark.parametrize(("form", "since"), SINCE.items())
def test_a_form_is_read_since_the_release_that_is_named(form, since):
    wrong = [release for release, reads in readers(form).items() if reads != (numbers(release) >= numbers(since))]
    assert wrong == []


def test_what_is_as_old_as_the_library_names_no_release():
    named = {form for form, reads in ((form, readers(form)) for form in RECORDED["answers"]) if not all(reads.values())}
    types = {form for form in named if form.startswith("feature: ") and " of " not in form}
    assert types == {form for form in SINCE if form.startswith("feature: ")}
