"""What we say of metadata against what `datasets` does with it, by its recorded answers."""

import functools
import gzip
import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from unscored import unscored

from cardcheck.loading.subsets import configs, info_name, infos
from cardcheck.parsing.card import parse_card

ROOT = Path(__file__).parent.parent.parent
GOLDEN = gzip.decompress((Path(__file__).parent / "golden" / "datasets.jsonl.gz").read_bytes()).decode()
ANSWERS = [json.loads(line) for line in GOLDEN.splitlines()]
LINTER = unscored(select=("configs", "features", "front-matter/dialect", "front-matter/syntax"), min_confidence="low")

# What the loader loses without a word.
SILENT = {
    ("configs/name-duplicate", "config"),
    ("features/duplicate-name", "duplicate"),
    ("features/missing-dtype", "no-type"),
    ("features/class-label-names", "letters"),
    # Seen when the rows are generated, which the recorder leaves out where features are stated.
    ("configs/no-files", "empty"),
}
# What only the files can tell, or the network.
OUTSIDE = {"FileNotFoundError", "DataFilesNotFoundError", "EmptyDatasetError", "OfflineModeIsEnabled"}


@functools.cache
def errors(block):
    report = LINTER.check(f"---\n{block}---\n")
    assert not [finding.message for finding in report.findings if finding.rule == "cardcheck/crashed"]
    return [finding for finding in report.findings if finding.severity == "error"]


def raised(answer):
    return {said for said in (answer["card"], answer["unnamed"], *answer["subsets"].values()) if said}


def disagreement(answer):
    """Why our verdict on a block is not the loader's; None where both agree."""
    found, said = errors(answer["block"]), raised(answer)
    if found and not said:
        loud = [f for f in found if (f.rule, f.case) not in SILENT]
        return f"it loads, and we say {[(f.rule, f.case, f.pointer) for f in loud]}" if loud else None
    return f"it raises {said}, and we say nothing" if said - OUTSIDE and not found else None


def test_there_are_answers():
    assert len(ANSWERS) > 1000
    refused = [answer for answer in ANSWERS if raised(answer)]
    assert 300 < len(refused) < len(ANSWERS) - 300


def test_we_object_where_the_loader_raises_and_only_there():
    differ = [(reason, answer["block"]) for answer in ANSWERS if (reason := disagreement(answer))]
    assert differ == []


def test_what_stops_one_subset_is_found_there():
    differ = []
    for answer in ANSWERS:
        # What is wrong with one name or version stops them all.
        if answer["card"] or all(answer["subsets"].values()):
            continue
        data = parse_card(f"---\n{answer['block']}---\n").metadata.client
        pointers = [finding.pointer for finding in errors(answer["block"])]
        for part in configs(data):
            name = part.value["config_name"]
            said = answer["subsets"].get(name)
            # Without `data_files` the files decide; what is wrong with the first subset's stops all of them.
            if not said or said in OUTSIDE or "data_files" not in part.value:
                continue
            places = [
                part.pointer,
                "/configs/0",
                *(info.pointer for info in infos(data) if info_name(info.value) == name),
            ]
            if not any(pointer.startswith(place) for pointer in pointers for place in places):
                differ.append((name, said, answer["block"], pointers))
    assert differ == []


# Keys that rules look into, and values of every kind below them.
scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4) | st.dates()
keys = st.sampled_from(
    ["config_name", "default", "data_files", "data_dir", "split", "path", "features", "splits", "name", "dtype", "list"]
)
keys |= (
    st.sampled_from(
        ["struct", "sequence", "num_bytes", "num_examples", "dataset_size", "version", "class_label", "names"]
    )
    | scalars
)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4), max_leaves=25
)
entry = st.dictionaries(keys, anything, max_size=5)


@example({"configs": [{}], "dataset_info": {"config_name": []}})
@given(st.fixed_dictionaries({"configs": st.lists(entry, max_size=3) | anything, "dataset_info": entry | anything}))
def test_no_metadata_makes_a_rule_fail(metadata):
    errors(yaml.safe_dump(metadata, allow_unicode=True))


@pytest.mark.registry
def test_the_recorded_answers_are_those_of_datasets_5_2_0(tmp_path):
    venv.create(tmp_path, with_pip=True)
    python = tmp_path / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    command = [python, "-m", "pip", "install", "-q", "datasets==5.2.0", "pyarrow==26.0.1", "pyyaml"]
    assert subprocess.run(command).returncode == 0
    done = subprocess.run([python, ROOT / "tools" / "record_datasets.py", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
