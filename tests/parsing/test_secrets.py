"""Secrets: found by the forms their issuers document, placeholders left alone, masked without moving anything."""

import base64
import importlib
import json
import pkgutil
import random
import string
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardcheck.parsing.card import parse_card

_RANDOM = random.Random(7)
_UPPER, _LOWER = string.ascii_uppercase + string.digits, string.ascii_lowercase + string.digits
_ALL = string.ascii_letters + string.digits


def made(count, letters=_ALL):
    return "".join(_RANDOM.choices(letters, k=count))


def _jwt():
    part = [
        base64.urlsafe_b64encode(json.dumps(said).encode()).decode().rstrip("=")
        for said in ({"alg": "HS256"}, {"id": 731})
    ]
    return f"{part[0]}.{part[1]}.{made(43)}"


# Issuer, what stands before the secret, the secret. Made up here, of the form that the issuer documents.
KNOWN = [
    ("hugging face", "hf_", made(34)),
    ("hugging face, organisation", "api_org_", made(34)),
    *[(f"github {kind}", f"gh{kind}_", made(36)) for kind in "pousr"],
    ("github, fine", "github_pat_", f"{made(22)}_{made(59)}"),
    ("gitlab", "glpat-", made(20)),
    ("aws id", "AKIA", made(16, _UPPER)),
    ("aws key", "aws_secret_access_key = ", made(40)),
    ("google", "AIza", made(35)),
    ("openai", "sk-", f"{made(20)}T3BlbkFJ{made(20)}"),
    ("openai, project", "sk-", f"proj-{made(40)}T3BlbkFJ{made(40)}"),
    ("anthropic", "sk-ant-", f"api03-{made(93)}AA"),
    ("sk", "sk-", made(48)),
    ("slack", "xoxb-", f"731204918273-{made(24)}"),
    ("slack hook", "https://hooks.slack.com/services/T7QWK29XA/B4ZPL81MR/", made(24)),
    ("discord hook", "https://discord.com/api/webhooks/731204918273640192/", made(68)),
    ("stripe", "sk_live_", made(24)),
    ("sendgrid", "SG.", f"{made(22)}.{made(43)}"),
    ("npm", "npm_", made(36)),
    ("pypi", "pypi-AgE", f"IcHlwaS5vcmc{made(90)}"),
    ("telegram", "", f"731204918:AA{made(33)}"),
    ("azure", "AccountKey=", f"{made(86)}=="),
    ("replicate", "r8_", made(37)),
    ("databricks", "dapi", made(32, "0123456789abcdef")),
    ("jwt", "", _jwt()),
    ("private key", "-----BEGIN RSA PRIVATE KEY-----", f"\n{made(64)}\n{made(64)}\n"),
    ("address", "postgres://reader:", "q7Trx!9zWm"),
    ("assigned", 'api_key = "', made(24, _LOWER) + "7a"),
]


@pytest.mark.parametrize(("before", "secret"), [known[1:] for known in KNOWN], ids=[known[0] for known in KNOWN])
@pytest.mark.parametrize("around", ["{}", "Use {} now", "`{}`", "x={}\n", "> {}\n"])
def test_it_is_found_and_masked(before, secret, around):
    after = {"postgres://reader:": "@db.example.org/x", 'api_key = "': '"'}.get(before, "")
    after = "-----END RSA PRIVATE KEY-----" if "BEGIN" in before else after
    text = around.format(before + secret + after)
    card = parse_card(text)
    assert len(card.secrets) == 1
    assert len(card.source.text) == len(text)
    hidden = card.secrets[0].hidden
    assert text[hidden.start : hidden.end] == secret
    assert set(card.source.slice(hidden)) <= set("x\n")
    assert (
        card.source.text.replace("x", "") == (text[: hidden.start] + text[hidden.end :]).replace("x", "")
        or "\n" in secret
    )


@pytest.mark.parametrize(
    "text",
    [
        "hf_" + "x" * 34,
        "hf_" + "X1" * 17,
        "hf_YOUR_TOKEN_HERE_PLEASE_REPLACE_IT_NOW",
        "hf_" + "a1B2" * 8 + "c3",
        "hf_abcdefghijklmnopqrstuvwxyzabcdefgh",
        "hf_...",
        "ghp_" + "0123456789" * 3 + "abcdef",
        "AKIAIOSFODNN7EXAMPLE",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "sk-learn-contrib-categorical-encoders-for-everyone-2024",
        "-----BEGIN RSA PRIVATE KEY-----\n...\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\n" + made(64) + "\n-----END PUBLIC KEY-----",
        "https://user:password@example.org",
        "https://<user>:<password>@example.org https://${USER}:${PASS}@example.org",
        "https://example.org:8080/@reader http://a.example.org:80 @b",
        "password: the password of the archive is the name of the harbour",
        'PASSWORD = "THE_PASSWORD"',
        '"access_token": "<your access token>"',
        'tokens = "Der Hafen ist heute geschlossen"',
        "sha256:" + made(64, "0123456789abcdef"),
        "https://cdn.example.org/a.png?alt=media&token=22e4d1da-6b30-4c3f-9ff7-1954ac2739b2",
    ],
)
def test_placeholders_and_other_texts_are_none(text):
    card = parse_card(text)
    assert card.secrets == ()
    assert card.source.text == text


def test_two_forms_of_one_secret_are_one():
    token = "hf_" + made(34)
    card = parse_card(f'api_key = "{token}" # {token}\n')
    assert len(card.secrets) == 2
    assert token not in card.source.text


@given(st.text(alphabet="hf_sk-PRIVATEKY://:@AIza.eyJ \n'\"=", max_size=300))
def test_any_text_keeps_its_lines(text):
    card = parse_card(text)
    assert len(card.source.text) == len(text.removeprefix("\ufeff"))


@pytest.mark.parametrize(
    "piece",
    [
        "hf_",
        "sk-",
        "sk-ant-",
        "://a:",
        "://",
        "-----BEGIN PRIVATE KEY-----",
        "Private-Lines: 1 PuTTY-User-Key-File-",
        'password="',
        "eyJ.eyJ",
        "aws_secret",
        "://a:aaaaaaa",
        "xoxb-1234567890-",
    ],
)
def test_many_beginnings_are_no_burden(piece):
    # Work grows as the text does: four times the text may not cost twenty times as much.
    from cardcheck.model.text import SourceText
    from cardcheck.parsing.secrets import masked

    def cost(count):
        source = SourceText.of(piece * count)
        begun = time.process_time()
        masked(source)
        return time.process_time() - begun

    assert cost(20_000) < 20 * max(cost(5_000), 0.005)


@pytest.mark.registry
def test_what_a_maintained_detector_knows_we_know():
    plugins = pytest.importorskip("detect_secrets.plugins")
    from detect_secrets.plugins.base import RegexBasedDetector

    found = [
        getattr(importlib.import_module(f"{plugins.__name__}.{module.name}"), name)
        for module in pkgutil.iter_modules(plugins.__path__)
        for name in dir(importlib.import_module(f"{plugins.__name__}.{module.name}"))
        if name.endswith(("Detector", "Detectors"))
    ]
    detectors = {
        one
        for one in found
        if isinstance(one, type) and issubclass(one, RegexBasedDetector) and hasattr(one, "denylist")
    }
    seen = {
        detector.__name__
        for detector in detectors
        if isinstance(detector.denylist, list | tuple)
        for _, before, secret in KNOWN
        for pattern in detector.denylist
        if pattern.search(before + secret)
    }
    # Those that are missing: form shared with ordinary text (Twilio, Mailchimp, Discord bots), or dead issuers.
    assert {
        "AWSKeyDetector",
        "AzureStorageKeyDetector",
        "GitHubTokenDetector",
        "GitLabTokenDetector",
        "JwtTokenDetector",
        "OpenAIDetector",
        "PrivateKeyDetector",
        "SendGridDetector",
        "SlackDetector",
        "StripeDetector",
        "TelegramBotTokenDetector",
    } <= seen
