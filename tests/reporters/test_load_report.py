"""What loads, told to people: `--explain-load`."""

from __future__ import annotations

import pytest
import sample_plans
from sample_plans import told
from sample_reports import license_finding, make_finding, make_report, shown

from cardcheck.model.load import LoadError
from cardcheck.reporters._load_words import FORMATS

PLANS = ["two_subsets", "shards", "folders", "empty_pattern", "one_fails", "script", "no_default", "many_subsets"]


def test_subsets_splits_files():
    assert (
        told(sample_plans.two_subsets())
        == """\
✓ harbour/README.md: nothing to mend

What loads · predicted for datasets 5.2.0, nothing was run
✓ `load_dataset("harbour")` gives the subset `en` with the splits `train`,
  `test`, read as Parquet
✓ `load_dataset("harbour", "de")` gives the subset `de`
✓ The viewer shows both subsets

  subset        split    rows  files (read as Parquet)
  en (default)  train  12,000  en/train-0.parquet
                               en/train-1.parquet
                test      400  en/test.parquet
  de            train       ?  de/train.parquet

○ `?`: the number of rows is not known without the whole files

A subset is a part of the data set with a name to load it by (`config` in code),
a split a part of a subset for one use, such as `train` or `test`.
"""
    )


def test_narrow():
    assert (
        told(sample_plans.one_fails(), width=40)
        == """\
✓ harbour/README.md: nothing to mend

What loads · predicted for datasets 5.2…
✓ `load_dataset("harbour")` gives the
  subset `en` with the splits `train`,
  `test`, read as Parquet
✗ `load_dataset("harbour", "de")` raises
  FileNotFoundError
✗ The viewer shows
  DataFilesNotFoundError for `de`

  subset: split, rows, files
  en (default)
    train  12,000
      en/train-0.parquet
      en/train-1.parquet
    test      400
      en/test.parquet
  de
    ✗ FileNotFoundError:
    `de/train.parquet` is not in the
    repository

○ Only the files in this folder count
  here; a repository on the Hub may hold
  more

A subset is a part of the data set with
a name to load it by (`config` in code),
a split a part of a subset for one use,
such as `train` or `test`.
"""
    )


def test_automatic_splits_and_what_they_leave_out():
    assert (
        told(sample_plans.folders(), width=120)
        == """\
✓ harbour/README.md: nothing to mend

What loads · predicted for datasets 5.2.0, nothing was run
✓ `load_dataset("harbour")` gives the split `train`, read as CSV
✓ The viewer shows the same

  subset   split  rows  files (read as CSV)
  default  train     ?  train/a.csv
                        train/b.csv

○ The card does not say which files are which split, so their names decide: a folder is named after a split, so files
  elsewhere are left out, even those whose own name holds a split
! No subset reads `test.csv`
○ Of another format and not read: `extra/notes.jsonl`
○ `?`: the number of rows is not known without the whole files

A subset is a part of the data set with a name to load it by (`config` in code), a split a part of a subset for one use,
such as `train` or `test`.
"""
    )


def test_a_script():
    assert (
        told(sample_plans.script())
        == """\
✓ harbour/README.md: nothing to mend

What loads · predicted for datasets 5.2.0, nothing was run
✗ `load_dataset("harbour")` raises RuntimeError: A loading script, `harbour.py`,
  is in the repository, and `datasets` 4 and later runs none
✗ The viewer shows ConfigNamesError in place of the data
"""
    )


def test_long_lists_are_shortened_and_all_shows_all():
    short, long = (told(sample_plans.shards(), show_all=show_all) for show_all in (False, True))

    assert "data/train-00002-of-00040.parquet and 37 more" in short
    assert long.count(".parquet") >= 40
    assert "more" not in long


def test_of_many_subsets_those_that_fail_are_shown():
    text = told(sample_plans.many_subsets())

    assert "… and 50 more subsets (--all shows each)" in text
    assert "✗ DatasetGenerationError: `id` is text here" in text
    assert '✗ `load_dataset("harbour", "lang_47")` raises DatasetGenerationError' in text
    assert "57 more load by name" in " ".join(text.split())


def test_where_no_subset_is_the_default_a_name_is_needed():
    text = told(sample_plans.no_default())

    assert '✗ `load_dataset("harbour")` raises ValueError: no subset is the default' in text
    assert '✓ `load_dataset("harbour", "en")` gives' in text


def test_patterns_that_find_nothing_or_no_data():
    text = told(sample_plans.empty_pattern(), width=120)

    assert "! `data/late-*.csv` (split `test` of `default`) finds no file" in text
    assert "also finds what is no data to the loader: `data/a.bak`, `data/a.doc`" in text


def test_a_cause_is_named_by_its_line():
    at = "/configs/1/data_files/0/path"
    report = make_report(
        make_finding("repository/missing-data-file", "gone", pointer=at, span=license_finding().span, names="value"),
        load=sample_plans.one_fails(),
    )

    assert "is not in the repository (line 2)" in shown(report, explain_load=True, width=120)


def test_the_error_of_the_only_subset_is_told_once():
    error = LoadError("data", "cast", "DatasetGenerationError", "`id` is text here", "DatasetGenerationError")
    plan = sample_plans.folders()
    plan = plan._replace(outcome="error", configs=(plan.configs[0]._replace(outcome="error", error=error),))

    text = told(plan)

    assert text.count("`id` is text here") == 1
    assert text.count("✗ DatasetGenerationError\n") == 1


def test_the_viewer_may_refuse_what_loads():
    off = LoadError("card", "viewer-off", "", "`viewer: false` turns the viewer off", "NotSupportedDisabledViewerError")

    text = told(sample_plans.two_subsets()._replace(viewer=off), width=120)

    assert "✗ The viewer shows nothing (NotSupportedDisabledViewerError): `viewer: false` turns the viewer off" in text
    assert '✓ `load_dataset("harbour")`' in text


def test_a_subset_that_only_the_viewer_refuses():
    many = LoadError("subset", "too-many-splits", "", "it takes 30 splits", "DatasetWithTooManySplitsError")
    plan = sample_plans.two_subsets()
    plan = plan._replace(configs=(plan.configs[0], plan.configs[1]._replace(viewer=many)))

    assert "✗ The viewer shows DatasetWithTooManySplitsError for `de`: it takes 30 splits" in told(plan, width=120)


def test_files_of_another_format_than_the_first_subset():
    plan = sample_plans.two_subsets()
    plan = plan._replace(configs=(plan.configs[0], plan.configs[1]._replace(format="json")))

    assert "The files of `de` look like JSON, but the first subset decides" in told(plan, width=120)


def test_tabs():
    plan = sample_plans.folders()
    plan = plan._replace(configs=(plan.configs[0]._replace(format="tsv"),))

    assert "read as TSV" in told(plan)
    assert "look like" not in told(plan)


def test_the_repository_is_called_by_its_name_where_it_is_known():
    assert 'load_dataset("acme/harbour")' in told(sample_plans.folders(), repo="acme/harbour")
    assert 'load_dataset("elsewhere")' in told(sample_plans.folders(), repo_dir="elsewhere")
    assert 'load_dataset("path/to/folder")' in shown(make_report(load=sample_plans.folders()), explain_load=True)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"files": "not asked"}, "the files were not looked at (`--no-data`, or a README without its folder"),
        ({"files": "unavailable: the folder is gone"}, "What loads cannot be told: the folder is gone"),
    ],
)
def test_why_nothing_can_be_told(facts: dict[str, str], reason: str):
    assert reason in " ".join(told(None, facts=facts).replace("\n ", "").split())


def test_why_rows_are_not_known():
    facts = {"files": "available", "parquet": "unavailable: pyarrow is not installed"}

    assert "(pyarrow is not installed)" in told(sample_plans.two_subsets(), facts=facts, width=120)


def test_many_cards_explain_the_words_once():
    reports = [
        make_report(source="a/README.md", load=sample_plans.folders()),
        make_report(license_finding(), source="b/README.md", load=sample_plans.two_subsets()),
    ]

    text = shown(reports, explain_load=True)

    assert text.count("What loads") == 2
    assert text.count("A subset is a part") == 1
    assert text.startswith("a/README.md\nWhat loads")


def test_a_card_that_cannot_be_read_has_nothing_to_load():
    assert "What loads" not in shown(make_report(status="unreadable", reason="gone"), explain_load=True)


def test_without_the_option_a_clean_card_says_it_in_a_line():
    assert shown(make_report(load=sample_plans.two_subsets())) == (
        "✓ README.md: nothing to mend\nloads: 2 subsets, 3 splits, read as Parquet, `en` by default\n"
    )


@pytest.mark.parametrize("name", ["one_fails", "script", "no_default"])
def test_without_the_option_what_does_not_load_is_left_to_the_rules(name: str):
    assert "load" not in shown(make_report(load=getattr(sample_plans, name)()))


def test_every_builder_has_a_word():
    from cardcheck import resources

    builders = {facts["builder"] for facts in resources.vocabulary("data-formats").values()}

    assert builders <= set(FORMATS)
