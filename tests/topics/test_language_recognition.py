"""Which language texts are in: only where the library is sure, and never without it."""

import builtins

import pytest

from cardcheck.topics import language_recognition
from cardcheck.topics.language_recognition import language_of

GERMAN = [
    "Heute lag dichter Nebel über dem Hafen, und die Fähre fuhr erst am späten Nachmittag wieder hinaus.",
    "Der Kran am neunten Kai war den ganzen Vormittag kaputt, deshalb wurde bis zum Mittag nichts gelöscht.",
    "Starker Wind aus Norden hielt alle kleineren Boote im Hafen, und die Regatta wurde verschoben.",
]
ENGLISH = [
    "Today there was thick fog over the harbour, and the ferry left only late in the afternoon again.",
    "The crane at pier nine was broken for most of the morning, so nothing was unloaded before noon.",
    "Strong wind from the north kept all of the smaller boats inside, and the regatta was put off.",
]


@pytest.fixture
def library():
    pytest.importorskip("py3langid")


@pytest.mark.usefixtures("library")
class TestWithTheLibrary:
    def test_one_language(self):
        assert language_of({"text": GERMAN * 3}) == "de"
        assert language_of({"text": ENGLISH * 3, "day": ["2026-05-01"] * 9}) == "en"

    def test_several_languages(self):
        assert language_of({"text": (GERMAN + ENGLISH) * 3}) is None
        assert language_of({"german": GERMAN * 3, "english": ENGLISH * 3}) is None

    @pytest.mark.parametrize(
        "texts",
        [
            [],
            ENGLISH[:1],
            ["ok"] * 60,
            ["https://example.org/a/b/c"] * 60,
            ["962c043e691bfbf3 fd5150a3d8ec3b85 0a1b2c3d4e5f6071"] * 60,
            ["def run(self): return self.x_1 + self.y_2"] * 60,
            ["\ud800 \x00"] * 60,
        ],
    )
    def test_too_little_to_tell(self, texts):
        assert language_of({"text": texts}) is None


def test_without_the_library(monkeypatch):
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "py3langid":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    language_recognition._identifier.cache_clear()
    monkeypatch.setattr(builtins, "__import__", refuse)
    assert language_of({"text": ENGLISH * 3}) is None
    language_recognition._identifier.cache_clear()
