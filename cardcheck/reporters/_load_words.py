"""What a load plan says, in words: formats, automatic splits, errors, names and long lists of them.

In: pieces of a plan. Out: clean text that is safe to print, with values in backticks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from cardcheck.model.finding import Severity
from cardcheck.model.load import Layout, LoadError, LoadPlan
from cardcheck.model.report import CardReport
from cardcheck.reporters._places import text_of
from cardcheck.terminal.cells import crop_start, wrap_at_most
from cardcheck.terminal.stream import Line, Piece, Terminal, emphasised

FORMATS = {
    "arrow": "Arrow",
    "audiofolder": "audio",
    "conll": "CoNLL",
    "csv": "CSV",
    "eval": "Inspect logs",
    "fasta": "FASTA",
    "fastq": "FASTQ",
    "genbank": "GenBank",
    "harbor": "Harbor tasks",
    "hdf5": "HDF5",
    "imagefolder": "images",
    "json": "JSON",
    "lance": "Lance",
    "meshfolder": "3D meshes",
    "mmcif": "mmCIF",
    "niftifolder": "NIfTI",
    "parquet": "Parquet",
    "pdb": "PDB",
    "pdffolder": "PDF",
    "text": "text, a row a line",
    "tsfile": "TsFile",
    "tsv": "TSV",
    "videofolder": "video",
    "vortex": "Vortex",
    "webdataset": "WebDataset",
    "xml": "XML",
}

LAYOUTS: dict[Layout, tuple[str, str]] = {
    "shards": (
        "what stands before the numbers in names like `data/train-00000-of-00002.parquet` is a split",
        "files named otherwise are left out",
    ),
    "logs": ("files that end in `.eval` are there, and they alone are the split `logs`", "other files are left out"),
    "harbor": (
        "`task.toml` or `instruction.md` is there, and they alone are the split `test`",
        "other files are left out",
    ),
    "folders": (
        "a folder is named after a split",
        "files elsewhere are left out, even those whose own name holds a split",
    ),
    "names": ("files are named after splits", "files without a split in their name are left out"),
    "all": (
        "no name of a folder or file holds a split in small letters (`train`, `test`), so every file is in `train`",
        "",
    ),
}
"""How the names of files make splits, and what this means for the others."""

_LONGEST_PATH = 60
# `load_dataset(".")` raises: the loader calls a data set after its folder, and by this name it has none.
_SOME_FOLDER = "path/to/folder"


def reads_as(plan: LoadPlan) -> str | None:
    """Return what all files are read as: the builder, or `tsv` where it was told to expect tabs."""
    is_tabbed = plan.builder == "csv" and bool(plan.configs) and plan.configs[0].format == "tsv"
    return "tsv" if is_tabbed else plan.builder


def format_words(builder: str | None, terminal: Terminal) -> str:
    """Return a format as people call it; empty where there is none."""
    return FORMATS.get(builder, terminal.value(terminal.clean(builder))) if builder else ""


def named(name: str, terminal: Terminal) -> str:
    """Return a name in backticks, cropped where it is long."""
    return f"`{terminal.value(_plain(name, terminal))}`"


def listed(names: Sequence[str], most: int | None, terminal: Terminal) -> str:
    """Return names in backticks, up to so many; the others are counted."""
    shown = len(names) if most is None or len(names) <= most + 1 else most
    told = ", ".join(named(name, terminal) for name in names[:shown])
    return told + (f" and {len(names) - shown:,} more" if shown < len(names) else "")


def call(path: str, subset: str | None, terminal: Terminal) -> str:
    """Return the call that loads a repository, or one of its subsets by name."""
    room = min(_LONGEST_PATH, terminal.width - len("`load_dataset()`") - 8)
    shown = _SOME_FOLDER if path.rstrip("/") == "." else path
    told = f'"{crop_start(_plain(shown, terminal), room, terminal.glyphs.ellipsis)}"'
    if subset is not None:
        told += f', "{terminal.value(_plain(subset, terminal))}"'
    return f"`load_dataset({told})`"


def sentence(error: LoadError, report: CardReport, terminal: Terminal) -> str:
    """Return why loading stops, and where in the card or in which file the cause is."""
    told = terminal.sentence(error.message)
    where = _line(error.pointer, report)
    if error.file and _plain(error.file, terminal) not in terminal.clean(error.message):
        where = [f"in {named(error.file, terminal)}", *where]
    return f"{told} ({', '.join(where)})" if where else told


def number(count: int, noun: str) -> str:
    """Return a count with its noun."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def loads_in_a_line(plan: LoadPlan, terminal: Terminal) -> str:
    """Return what loads in one line; empty where not everything does."""
    refused = plan.error or plan.unnamed or plan.viewer or any(config.viewer for config in plan.configs)
    if plan.outcome != "ok" or refused or not plan.configs:
        return ""
    splits = sum(len(config.splits) for config in plan.configs)
    told = [number(len(plan.configs), "subset")] if len(plan.configs) > 1 else []
    told.append(number(splits, "split"))
    words = format_words(reads_as(plan), terminal)
    told += [f"read as {words}"] if words else []
    if len(plan.configs) > 1 and plan.default is not None:
        told.append(f"{named(plan.default, terminal)} by default")
    return f"loads: {', '.join(told)}"


def _line(pointer: str | None, report: CardReport) -> list[str]:
    """Name the line of the card that a pointer leads to, where a finding tells it."""
    if pointer is None:
        return []
    at = [finding.span.start for finding in report.findings if finding.pointer == pointer]
    return [f"line {text_of(report).position(min(at)).line}"] if at else []


def _plain(name: str, terminal: Terminal) -> str:
    """Return a clean name that does not end its own quotation."""
    return terminal.clean(name).replace("`", "'")


def paragraph(
    terminal: Terminal, kind: Severity | Literal["clean"], text: str, most_lines: int | None = None
) -> Iterator[Line]:
    """Set a text behind the sign of its kind, cropped where it may not take more than so many lines."""
    sign = Piece(terminal.glyphs.clean, "bold green") if kind == "clean" else terminal.sign(kind)
    room = terminal.width - 2
    cropped = wrap_at_most(text, room, most_lines or len(text) + 1, terminal.glyphs.ellipsis)
    for index, line in enumerate(emphasised(cropped)):
        yield (Piece("  "), *line) if index else (sign, Piece(" "), *line)
