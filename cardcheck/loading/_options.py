"""Which options of a subset change how its files are read, and whether that is known here.

In: a builder and options. Out: whether reading with them is modelled. What the builder does not know, it ignores.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CSV = frozenset(
    (
        "chunksize",
        "column_names",
        "comment",
        "converters",
        "date_format",
        "decimal",
        "delimiter",
        "dialect",
        "doublequote",
        "encoding",
        "encoding_errors",
        "engine",
        "error_bad_lines",
        "escapechar",
        "false_values",
        "float_precision",
        "header",
        "index_col",
        "keep_default_na",
        "lineterminator",
        "mangle_dupe_cols",
        "memory_map",
        "na_filter",
        "na_values",
        "names",
        "nrows",
        "on_bad_lines",
        "prefix",
        "quotechar",
        "quoting",
        "skip_blank_lines",
        "skipfooter",
        "skipinitialspace",
        "skiprows",
        "thousands",
        "true_values",
        "usecols",
        "verbose",
        "warn_bad_lines",
    )
)
_STORED = frozenset(("columns", "filters", "on_bad_files"))
# The options of each builder that change what is read; `sep` is looked at file by file.
_CHANGES: Mapping[str, frozenset[str]] = {
    "csv": _CSV,
    "json": frozenset(
        ("block_size", "chunksize", "encoding", "encoding_errors", "field", "newlines_in_values", "on_mixed_types")
    ),
    "text": frozenset(("chunksize", "encoding", "encoding_errors", "sample_by")),
    "parquet": _STORED,
    "arrow": frozenset(),
}
_PLAIN: Mapping[str, Any] = {
    "chunksize": None,
    "delimiter": None,
    "encoding": "utf-8",
    "encoding_errors": "strict",
    "field": None,
    "header": "infer",
    "names": None,
    "on_mixed_types": "use_json",
    "quotechar": '"',
    "sample_by": "line",
}


def is_modelled(builder: str, options: Mapping[str, Any]) -> bool:
    """Whether it is known what a builder reads with these options."""
    changes = _CHANGES.get(builder, frozenset())
    return not any(key in changes and value is not None and _PLAIN.get(key) != value for key, value in options.items())
