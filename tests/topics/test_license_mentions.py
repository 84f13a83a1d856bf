"""Which license a text names, and what each mention is about."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck import resources
from cardcheck.parsing.card import parse_card
from cardcheck.topics.license_mentions import read_mentions
from cardcheck.topics.license_terms import Terms, find_terms, opening_of, terms_of_id, terms_of_spdx

SPELLINGS = [
    ("cc by-nc-sa 4.0", "cc-by-nc-sa", "4.0"),
    ("cc-by-4-0", "cc-by", "4.0"),
    ("cc by 4", "cc-by", "4.0"),
    ("cc-by-4.0-nc", "cc-by-nc", "4.0"),
    ("cc_by_sa_3.0", "cc-by-sa", "3.0"),
    ("creative commons attribution-noncommercial-sharealike 4.0 international license", "cc-by-nc-sa", "4.0"),
    ("creative commons attribution share alike 4.0", "cc-by-sa", "4.0"),
    ("creative commons by-nc-nd 3.0", "cc-by-nc-nd", "3.0"),
    ("attribution-noncommercial-noderivatives 4.0 international", "cc-by-nc-nd", "4.0"),
    ("https://creativecommons.org/licenses/by-nc/4.0/legalcode", "cc-by-nc", "4.0"),
    ("https://i.creativecommons.org/l/by-sa/4.0/88x31.png", "cc-by-sa", "4.0"),
    ("creative commons license", "cc", None),
    ("cc0 1.0", "cc0", None),
    ("https://creativecommons.org/publicdomain/zero/1.0/", "cc0", None),
    ("mit license", "mit", None),
    ("https://opensource.org/licenses/mit", "mit", None),
    ("apache license, version 2.0", "apache", "2.0"),
    ("https://www.apache.org/licenses/license-2.0", "apache", "2.0"),
    ("gnu general public license v3.0", "gpl", "3.0"),
    ("gplv2", "gpl", "2.0"),
    ("gnu affero general public license", "agpl", None),
    ("lgpl-2.1", "lgpl", "2.1"),
    ("bsd 3-clause", "bsd", "3"),
    ("odc-by", "odc-by", None),
    ("open database license", "odbl", None),
    ("cdla-permissive-2.0", "cdla-permissive", "2.0"),
    ("llama 3.1 community license", "llama", "3.1"),
]


@pytest.mark.parametrize(("text", "kind", "version"), SPELLINGS)
def test_spellings(text, kind, version):
    assert {named.terms for named in find_terms(text)} == {Terms(kind, version)}


@pytest.mark.parametrize(
    "text", ["mit press", "the mit scene parsing benchmark", "apache spark", "accuracy by 4.0", "limitations", "occ by"]
)
def test_what_is_no_license(text):
    assert find_terms(text, [(0, len(text))]) == []


def test_every_id_of_the_hub_agrees_with_itself():
    for name, facts in resources.vocabulary("licenses").items():
        terms = terms_of_id(name)
        assert (terms is None) == bool(facts.get("special")), name
        assert terms is None or terms.agrees(terms)


def test_what_a_license_is_on_the_hub_means_that_license():
    for name in resources.vocabulary("licenses"):
        terms = terms_of_id(name)
        if terms is not None and terms.hub_id is not None:
            assert terms_of_id(terms.hub_id) == terms


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (Terms("cc-by", "4.0"), Terms("cc-by", None), True),
        (Terms("cc-by", "4.0"), Terms("cc-by", "3.0"), False),
        (Terms("cc-by", "4.0"), Terms("cc-by-sa", "4.0"), False),
        (Terms("cc"), Terms("cc-by-nc", "4.0"), True),
        (Terms("cc"), Terms("cc0"), True),
        (Terms("cc"), Terms("mit"), False),
        (Terms("gpl", "3.0"), Terms("agpl", "3.0"), False),
    ],
)
def test_agreement(one, other, agree):
    assert one.agrees(other) is agree
    assert other.agrees(one) is agree


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("GPL-3.0-or-later", Terms("gpl", "3.0")),
        ("CC-BY-SA-2.0", Terms("cc-by-sa", "2.0")),
        ("MIT", Terms("mit")),
        ("PSF-2.0", Terms("psf-2.0")),
    ],
)
def test_ids_of_spdx(name, terms):
    assert terms_of_spdx(name) == terms


SUBJECTS = [
    ("The dataset is licensed under CC BY 4.0.", "data", True),
    ("The code and the data are released under the MIT License.", "data", True),
    ("The code is released under the MIT License.", "code", False),
    ("The model weights are released under Apache 2.0.", "model", False),
    ("The original corpus is licensed under CC BY 4.0.", "source", False),
    ("Articles are taken from Wikipedia, which is licensed under CC BY-SA 3.0.", "source", False),
    ("The images are licensed under CC BY 4.0.", "part", False),
    ("It was printed under CC BY 4.0.", "unclear", False),
    ("Remarks of harbour masters. This dataset is new. It is licensed under CC BY 4.0.", "data", True),
    ("**License:** MIT", "data", True),
    ("- Harbour logs: CC BY 4.0", "part", False),
    ("- Code: MIT License", "code", False),
    ("| License | CC BY 4.0 |\n|---|---|\n", "data", True),
    ("| Source | Rows | License |\n|---|---|---|\n| Logs | 3 | CC BY 4.0 |", "part", False),
    ("## License\n\nCC BY 4.0\n", "data", True),
    ("## License\n\n```\nCC BY 4.0\n```\n", "data", True),
    ("## Lizenz\n\nCC BY 4.0\n", "data", True),
    ("## 许可证\n\nMIT\n", "data", True),
    ("![License](https://img.shields.io/badge/License-MIT-yellow.svg)", "data", False),
    ("This document template is licensed as CC0.", "another", False),
]


@pytest.mark.parametrize(("text", "about", "is_declared"), SUBJECTS)
def test_what_a_mention_is_about(text, about, is_declared):
    found = read_mentions(parse_card(f"# Remarks\n\n{text}\n"))
    assert {(one.about, one.is_declared) for one in found} == {(about, is_declared)}


@pytest.mark.parametrize(
    "text",
    [
        "```python\n# Licensed under the Apache License, Version 2.0\n```",
        "<!-- CC BY 4.0 -->",
        "@misc{a,\n  copyright = {Creative Commons Attribution 4.0 International}\n}",
    ],
)
def test_what_is_not_read(text):
    assert read_mentions(parse_card(f"# Remarks\n\n{text}\n")) == ()


PIECES = [
    "licensed under ",
    "CC BY",
    "-SA",
    " 4.0",
    "MIT",
    "](",
    "[",
    "\n\n",
    "\n- ",
    "| ",
    "the data ",
    "  ",
    "İ",
    "code",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_places_lie_in_the_text(text):
    card = parse_card(f"## License\n\n{text}")
    for one in read_mentions(card):
        assert one.sentence.covers(one.span) or one.span.start >= one.sentence.start
        said = f"license {card.source.slice(one.span).lower()}"
        assert one.is_badge or one.terms in {named.terms for named in find_terms(said, [(0, len(said))])}


class TestOpenings:
    """Patterns are spared where the letters they begin with are missing."""

    @pytest.mark.parametrize(
        ("pattern", "opening"),
        [("mit(?<!\\wmit)", "mit"), ("gnu\\.org", "gn"), ("(?:a|b)c", ""), ("copies?", "copie"), ("odbl", "odbl")],
    )
    def test_are_what_cannot_vary(self, pattern, opening):
        assert opening_of(pattern) == opening

    def test_no_pattern_of_the_list_has_another_one(self):
        for facts in resources.vocabulary("license-mentions").values():
            for said in facts["patterns"]:
                pattern = said if isinstance(said, str) else said["within"]
                while re.search(r"\([^()]*\)|\[[^]]*\]|\\.", pattern):
                    pattern = re.sub(r"\([^()]*\)|\[[^]]*\]|\\.", "", pattern)
                assert "|" not in pattern
