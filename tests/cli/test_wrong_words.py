"""What somebody is told who calls a command by another name, or forgets it."""

import pytest


@pytest.mark.parametrize(("word", "meant"), [("chek", "check"), ("explian", "explain"), ("propse", "propose")])
def test_a_misspelt_command(invoke, word, meant):
    result = invoke(word)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"there is no command `{word}`; did you mean `{meant}`?\n")


@pytest.mark.parametrize("word", ["README.md", "data/set", "hf://datasets/ann/remarks"])
def test_a_card_without_a_command(invoke, write, word):
    write("README.md", "# T\n")
    assert invoke(word).stderr.endswith(f"did you mean `cardcheck check {word}`?\n")


def test_a_word_that_is_like_nothing(invoke):
    assert invoke("zzz\x1b[2J").stderr.endswith("there is no command `zzz\\x1b[2J`\n")


def test_without_a_word_the_commands_are_listed_as_they_are_needed(invoke):
    result = invoke()
    shown = result.output.partition("Commands:")[2]
    assert [shown.index(f"\n  {name}") for name in ("check", "fix", "init", "spec")] == sorted(
        shown.index(f"\n  {name}") for name in ("check", "fix", "init", "spec")
    )
    assert "Begin with `cardcheck check`" in shown
