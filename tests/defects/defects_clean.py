"""The clean repository: a small data set whose card says all that it should, and the files beside it."""

from __future__ import annotations

CARD = """\
---
pretty_name: Harbour Remarks
language:
- en
- nb
license: cc-by-4.0
size_categories:
- n<1K
task_categories:
- text-classification
task_ids:
- sentiment-classification
multilinguality:
- multilingual
source_datasets:
- original
annotations_creators:
- expert-generated
tags:
- harbours
configs:
- config_name: ferries
  default: true
  data_files:
  - split: train
    path: ferries/train.csv
  - split: test
    path: ferries/test.csv
- config_name: boats
  data_files:
  - split: train
    path: boats/train.csv
dataset_info:
- config_name: ferries
  features:
  - name: text
    dtype: string
  - name: label
    dtype:
      class_label:
        names:
          '0': complaint
          '1': praise
  splits:
  - name: train
    num_bytes: 60
    num_examples: 3
  - name: test
    num_bytes: 40
    num_examples: 2
  download_size: 100
  dataset_size: 100
- config_name: boats
  features:
  - name: text
    dtype: string
  - name: label
    dtype:
      class_label:
        names:
          '0': complaint
          '1': praise
  splits:
  - name: train
    num_bytes: 20
    num_examples: 1
  download_size: 20
  dataset_size: 20
---

# Harbour Remarks

Six short remarks about ferries and boats that two students wrote down in the harbour of Kiel in May 2026,
each marked as complaint or praise. The [map](map.svg) shows where they stood.

## Uses

The remarks are meant for lessons: they are few enough to read in full, and both labels occur in every split. They
are too few to train anything that others rely on.

## Fields

- `text`: what was said, in English or Norwegian, as heard.
- `label`: `complaint` or `praise`, as both students agreed.

## Collection

The students stood at the two landing stages on three mornings and wrote down what people around them said. They
left out names, and dropped two remarks on which they did not agree.

## Personal data

No names, places of work or other personal data were written down, and nobody can be told from the remarks.

## Limitations

Three mornings in one harbour say little about other places or other seasons, and complaints are heard more easily.

## License

The remarks are published under CC BY 4.0.

## Citation

```bibtex
@misc{remarks,
  title = {Harbour Remarks},
  author = {Kay, Ada and Berg, Nils},
  year = {2026}
}
```

## Contact

Write to the authors at remarks@example.org.
"""

ROWS = "text,label\nThe ferry was late.,0\nThe captain waved.,1\nNo seats at all.,0\n"

CLEAN: dict[str, str] = {
    "README.md": CARD,
    "LICENSE": "Creative Commons Attribution 4.0 International\n",
    ".gitattributes": "*.parquet filter=lfs diff=lfs merge=lfs -text\n",
    "map.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>\n",
    "ferries/train.csv": ROWS,
    "ferries/test.csv": "text,label\nGood coffee.,1\nToo loud.,0\n",
    "boats/train.csv": "text,label\nFine sails.,1\n",
}
