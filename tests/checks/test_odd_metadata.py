"""Rules about license, language and tasks stand whatever an author wrote where they look."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from unscored import unscored

LINTER = unscored(select=("license", "language", "task"), min_confidence="low")
KEYS = ["license", "license_name", "license_link", "license_details", "language", "language_bcp47", "multilinguality"]
KEYS += ["task_categories", "task_ids", "tags", "pretty_name"]


def rules_of(yaml):
    return {finding.rule for finding in LINTER.check(f"---\n{yaml}---\n# T\n").findings}


ODD = ["{}", "[]", "3", "null", "~", "true", "2020-01-01", "''", "{a: b}", "{a: [b]}", "MIT", "pt-BR", "|\n  MIT\n"]
ODD += ["[[mit], {a: b}, 3, null, 2020-01-01, 1.5]", "&a [mit]", "!!str mit", "[&b MIT, *b]", "x-other-y", "'or'"]
ODD += ["[pt-BR, pt_BR, de-en, de-en]", "conversational", "[translation, parsing]", "['`en`', 'EN']", "', and ,'"]
ODD += ["[a:b, 'license:', 'license:mit', 'modality:text']"]


@pytest.mark.parametrize("value", ODD)
def test_nothing_crashes(value):
    for key in KEYS:
        assert "cardcheck/crashed" not in rules_of(f"{key}: {value}\n")
    assert "cardcheck/crashed" not in rules_of(
        "".join(f"{key}: {value}\n" for key in KEYS).replace("&a", "").replace("&b MIT, *b", "MIT")
    )


WORDS = ["mit", "MIT", "cc", "other", "GPL-3.0+", "en", "English", "pt-BR", "de-en", "jp", "ber", "translation", "ner"]
WORDS += [
    "parsing",
    "conversational",
    "x-other-y",
    "license:mit",
    "modality:text",
    "NLP",
    "nlp",
    "monolingual",
    "a",
    "",
]
words = st.sampled_from(WORDS)
values = words | st.lists(words | st.none() | st.integers(), max_size=5)


def written(value):
    if isinstance(value, list):
        return f"[{', '.join(written(item) for item in value)}]"
    return "null" if value is None else str(value) if isinstance(value, int) else f'"{value}"'


def number_of(rule, findings):
    return sum(finding.rule == rule for finding in findings)


@example({"license": ["MIT", "MIT", "mit"]})
@given(st.dictionaries(st.sampled_from(KEYS), values, min_size=1))
def test_every_safe_fix_leaves_a_card_that_parses_and_says_the_rest_as_before(metadata):
    from cardcheck.editing.apply import apply_edits
    from cardcheck.parsing.card import parse_card

    text = "---\n" + "".join(f"{key}: {written(value)}\n" for key, value in metadata.items()) + "z: 1\n---\n"
    report = LINTER.check(text)
    assert "cardcheck/crashed" not in {finding.rule for finding in report.findings}
    for finding in report.findings:
        if finding.fix is None:
            continue
        after = parse_card(apply_edits(text, finding.fix.edits))
        assert after.metadata is not None
        assert after.metadata.client_fault is None
        assert after.metadata.client["z"] == 1
        again = LINTER.check(after.source.text).findings
        same = [one for one in again if one.fingerprint == finding.fingerprint and one.fix == finding.fix]
        # Of two equal items the second takes the place of the first.
        assert not same or number_of(finding.rule, again) < number_of(finding.rule, report.findings), finding
