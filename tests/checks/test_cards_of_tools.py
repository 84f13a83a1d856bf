"""What official tools write into the front matter passes without a warning from the rules about it."""

from __future__ import annotations

import pytest
from unscored import unscored

PUSHED = """---
dataset_info:
  features:
  - name: text
    dtype: string
  - name: label
    dtype:
      class_label:
        names:
          '0': neg
          '1': pos
  splits:
  - name: train
    num_bytes: 100
    num_examples: 2
  download_size: 90
  dataset_size: 100
configs:
- config_name: default
  data_files:
  - split: train
    path: data/train-*
---
"""
TEMPLATE = """---
# For reference on dataset card metadata, see the spec: https://github.com/huggingface/hub-docs/blob/main/datasetcard.md?plain=1
# Doc / guide: https://huggingface.co/docs/hub/datasets-cards
{}
---

# Dataset Card for Dataset Name
"""
ROBOTS = """---
license: apache-2.0
task_categories:
- robotics
tags:
- LeRobot
configs:
- config_name: default
  data_files: data/*/*.parquet
---

This dataset was created using a robot.
"""
PIPELINE = PUSHED.replace("---\n", "---\nsize_categories: n<1K\ntags:\n- synthetic\n- distilabel\n- rlaif\n", 1)
IMAGES = """---
annotations_creators: []
language: en
license: mit
size_categories:
- 1K<n<10K
task_categories:
- image-classification
task_ids: []
pretty_name: quickstart
tags:
- fiftyone
- image
dataset_summary: '




  This is a data set with 200 samples.

  '
---

# Dataset Card for quickstart
"""
TRAINED = """---
language:
- en
task_categories:
- text-classification

---
# AutoTrain Dataset for project: remarks
"""


@pytest.fixture(scope="module")
def linter():
    return unscored(select=("front-matter", "metadata", "gating"), min_confidence="low")


@pytest.mark.parametrize("card", [PUSHED, TEMPLATE, ROBOTS, PIPELINE, IMAGES, TRAINED])
def test_no_warning(linter, card):
    assert [finding for finding in linter.check(card).findings if finding.severity != "info"] == []


def test_hostile_blocks_cost_no_more_than_their_size(linter):
    many = "\n".join("-" for _ in range(20_000))
    report = linter.check(f"---\nlicense: mit\ntags:\n{many}\n---\n")
    assert {finding.rule for finding in report.findings} >= {"front-matter/null-value"}
    keys = "\n".join(f"languge{number}: x" for number in range(5_000))
    assert linter.check(f"---\n{keys}\n---\n").status == "checked"
