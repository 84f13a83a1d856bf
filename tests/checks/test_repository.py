"""What official tools upload passes without a warning from the rules about files, and odd names break none of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unscored import unscored

from cardcheck.facts.stated import stated_facts
from cardcheck.model.facts import FileList, RepoFacts, RepoFile

LINTER = unscored(profile="strict", select=("repository",))
CARD = "---\nlicense: mit\n---\n# T\n"
PUSHED = """---
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*
  - split: test
    path: data/test-*
---
"""
ROBOTS = "---\nconfigs:\n- config_name: default\n  data_files: data/*/*.parquet\n---\n"
STEPS = """---
configs:
- config_name: generate
  data_files:
  - split: train
    path: generate/train-*
- config_name: judge
  data_files:
  - split: train
    path: judge/train-*
---
"""
HUB_LINES = "".join(f"*.{end} filter=lfs diff=lfs merge=lfs -text\n" for end in ("7z", "parquet", "jsonl"))


def found(card: str, files: object, *, complete: bool = True) -> list[tuple[str, str]]:
    facts = stated_facts({"files": files, "complete": complete})
    return [(finding.rule, finding.severity) for finding in LINTER.check(card, facts=facts).findings]


@pytest.mark.parametrize(
    ("card", "files"),
    [
        (PUSHED, [f"data/{split}-0000{n}-of-00002.parquet" for split in ("train", "test") for n in (0, 1)]),
        (
            ROBOTS,
            [
                "data/chunk-000/file-000.parquet",
                "meta/info.json",
                "meta/stats.json",
                "meta/tasks.parquet",
                "meta/episodes/chunk-000/file-000.parquet",
                "videos/observation.images.top/chunk-000/file-000.mp4",
            ],
        ),
        (
            STEPS,
            [
                "generate/train-00000-of-00001.parquet",
                "judge/train-00000-of-00001.parquet",
                "pipeline.yaml",
                "pipeline.log",
                "pipeline.py",
                "artifacts/generate/plot.png",
            ],
        ),
        (
            CARD,
            [
                "dataset_dict.json",
                *(
                    f"processed/{split}/{name}"
                    for split in ("train", "validation")
                    for name in ("state.json", "dataset_info.json", "data-00000-of-00001.arrow")
                ),
                "raw/train.csv",
                "raw/valid.csv",
            ],
        ),
        (CARD, ["samples.json", "metadata.json", "fiftyone.yml", *(f"data/{n:06}.jpg" for n in range(30))]),
        (CARD, ["LICENSE.txt", "train.jsonl", "validation.jsonl", "test.jsonl", "scripts/train.py"]),
    ],
    ids=["push_to_hub", "LeRobot", "distilabel", "AutoTrain", "FiftyOne", "by hand"],
)
@pytest.mark.parametrize("complete", [True, False])
def test_what_tools_upload(card: str, files: list[str], *, complete: bool) -> None:
    texts = dict.fromkeys(["README.md", *files]) | {".gitattributes": HUB_LINES}
    assert [one for one in found(card, texts, complete=complete) if one[1] != "info"] == []


@pytest.mark.parametrize("card", [CARD, PUSHED, ROBOTS, STEPS, "# No metadata\n", "---\na: [\n---\n"])
def test_what_is_missing_from_a_part_is_no_warning(card: str) -> None:
    assert {severity for _, severity in found(card, ["README.md"], complete=False)} <= {"info"}


# Each compared with `git check-attr filter README.md` of git 2.39.
@pytest.mark.parametrize(
    ("lines", "is_sent"),
    [
        ("* L", True),
        ("** L", True),
        ("/*.md L", True),
        ("/README.md L", True),
        ("**/*.md L", True),
        ("*.[mM]d L", True),
        ("READ\\ME.md L", True),
        ("*.m[^x] L", True),
        ("*.MD L", False),
        ("docs/*.md L", False),
        ("*/README.md L", False),
        ("README.md/** L", False),
        ("#*.md L", False),
        ("!README.md L", False),
        ("* L\n*.md -filter", False),
        ("* L\n*.md !filter", False),
        ("* L\n*.md filter=other", False),
        ("* L\n*.md text", True),
        ("*.md -filter\n* L", True),
        ("\n\n", False),
    ],
)
def test_lines_of_git_attributes(lines: str, *, is_sent: bool) -> None:
    text = lines.replace(" L", " filter=lfs diff=lfs merge=lfs -text")
    rules = [rule for rule, _ in found(CARD, {"README.md": None, "a.csv": None, ".gitattributes": text})]
    assert rules == ["repository/card-in-lfs"] * is_sent


NAMES = st.sampled_from(
    ["train", "test", "Test", "data", "dev", "a", "[x]", "meta", "é", "manifest", "README", "0", "**"]
)
ENDS = st.sampled_from(
    [".csv", ".CSV", ".json", ".jsonl", ".png", ".parquet", ".zip", ".tar", ".m4a", ".py", ".md", "", ".gz"]
)
PATHS = st.builds(lambda parts, end: "/".join(parts) + end, st.lists(NAMES, min_size=1, max_size=3), ENDS)
CARDS = st.sampled_from(
    [CARD, PUSHED, ROBOTS, STEPS, PUSHED.replace("data/test-*", "Data/Test.csv"), "", "---\nconfigs: x\n---\n"]
)


@settings(max_examples=150, deadline=None)
@given(card=CARDS, paths=st.sets(PATHS, max_size=8), complete=st.booleans())
def test_no_names_break_a_rule(card: str, paths: set[str], *, complete: bool) -> None:
    files = FileList(tuple(RepoFile(path, 10) for path in sorted(paths)), is_complete=complete)
    report = LINTER.check(card, facts=RepoFacts(files=files))
    assert [finding.message for finding in report.findings if finding.rule == "cardcheck/crashed"] == []
