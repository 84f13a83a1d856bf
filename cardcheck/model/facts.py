"""What else is known of a card's repository: each fact is data or says why it is not there."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal, NamedTuple, Self, get_args

from cardcheck.model.card import Card
from cardcheck.model.hub import HubRepo, Viewer
from cardcheck.regex import expression

FactName = Literal["files", "heads", "parquet", "viewer", "hub", "sources", "git"]
FACTS: tuple[FactName, ...] = get_args(FactName)
FILE_FACTS: tuple[FactName, ...] = ("files", "heads", "parquet")
"""Those that come from the files of a repository, wherever it lies; `viewer`, `hub`, `sources` only the Hub tells."""

# `LICENSE-CODE` and the like are not about the data.
_LICENSE_FILE = expression(r"(?:licen[cs]e|copying)(?:[-_.]data(?:set)?)?(?:\.(?:txt|md|rst))?", re.IGNORECASE)


class Unavailable(NamedTuple):
    """A fact that is not there. `asked` tells whether somebody wanted it and it could not be had."""

    reason: str
    asked: bool = False


class RepoFile(NamedTuple):
    """A file of the repository: path from its root with `/` between parts, and size.

    `is_pointer` tells that only its LFS pointer lies in the folder; the size is then the one the pointer states.
    """

    path: str
    size_bytes: int
    is_pointer: bool = False


class FileList(NamedTuple):
    """The files of a repository, sorted by path.

    A local folder is not always the whole repository: `is_complete` says whether absence proves anything. `texts`
    holds the content of the few small text files that steer loading (`.huggingface.yaml`, `dataset_infos.json`,
    `.gitattributes`) or hold the license, by path; `folder` is the name of the folder they lie in, None where it has
    none.
    """

    files: tuple[RepoFile, ...]
    is_complete: bool = True
    texts: Mapping[str, str] = {}
    folder: str | None = None

    @property
    def paths(self) -> frozenset[str]:
        """All paths."""
        return frozenset(file.path for file in self.files)

    @property
    def license_texts(self) -> Mapping[str, str]:
        """The texts of licenses that lie at the root, by path."""
        return {path: text for path, text in self.texts.items() if is_license_file(path)}


def is_license_file(path: str) -> bool:
    """Whether a file at the root is called as the text of a license is."""
    return _LICENSE_FILE.fullmatch(path) is not None


class Column(NamedTuple):
    """A column of data, or what lies inside one.

    `type` is an Arrow type as `datasets` names it (`int64`, `string`, `timestamp[s]`), `struct`, `list`,
    `large_list`, `fixed_size_list[3]`, or the key of a feature class (`image`, `class_label`); `children` are the
    fields of a struct, or the one item of a list; `labels` the names of a class label.
    """

    name: str
    type: str
    children: tuple["Column", ...] = ()
    labels: tuple[str, ...] = ()


class Unreadable(NamedTuple):
    """Why a data file cannot be read: the exception that its reader raises, and one sentence.

    `is_early` tells that this exception reaches the caller as it is, if the file is the first one.
    """

    exception: str
    reason: str
    is_early: bool = False


class Values(NamedTuple):
    """What is in a column of numbers, truth values, texts or lists, as far as casts ask for it.

    `low` and `high` bound its numbers, or the lengths of its lists, and `is_integral` says that none has a fraction.
    `texts` are its distinct texts, None where there are too many to keep or the column holds none; `some` are then
    texts that it is known to hold.
    """

    has_nulls: bool = False
    low: float | None = None
    high: float | None = None
    is_integral: bool = True
    texts: frozenset[str] | None = None
    some: frozenset[str] = frozenset()


class Table(NamedTuple):
    """What one data file holds.

    `rows` is an exact count or None. `is_whole` tells that all of the file was seen, so that `columns` are certain
    and not only those of its first 64 KiB. `names` are the members of an archive. `samples` holds the first rows of
    a text format, as plain values by column.

    `values` tell more of some columns, by name; inside of structs and lists by names with `/` between. A reader takes
    large files in parts and infers types anew in each: `later` holds what parts after the first read differently.
    `form` says how JSON is written: `lines` (an object a line), `list` (of objects) or `values` (objects over several
    lines, read as one row each). A column `json` of mixed values has as child what it is where nothing but its keys
    varies.

    `readings` tells what builders find that the file was not made for, by `csv`, `tsv`, `json`, `text` and `tar`: a
    table, or one for each member of an archive, in the order of reading.
    """

    columns: tuple[Column, ...] = ()
    rows: int | None = None
    is_whole: bool = True
    fault: Unreadable | None = None
    names: tuple[str, ...] = ()
    samples: tuple[Mapping[str, Any], ...] = ()
    values: Mapping[str, Values] = {}
    later: tuple["Table", ...] = ()
    form: str = ""
    readings: Mapping[str, tuple["Table", ...]] = {}


class Footer(NamedTuple):
    """What the footer of a Parquet file tells, beside its table.

    `size_bytes` is that of its columns before compression; `has_features` tells that the writer stored the features
    of `datasets` (key `huggingface`), so that `table.columns` hold classes and label names.
    """

    table: Table
    row_groups: int = 0
    size_bytes: int = 0
    has_features: bool = False


class Heads(NamedTuple):
    """The beginnings of the data files that are no Parquet, by path; a pointer has none."""

    tables: Mapping[str, Table] = {}


class Footers(NamedTuple):
    """The footers of the Parquet files, and the schemas of the Arrow files, by path; a pointer has none."""

    footers: Mapping[str, Footer] = {}


class Sources(NamedTuple):
    """The licenses of data sets on the Hub that a repository names as its sources, by their ids."""

    licenses: Mapping[str, tuple[str, ...]] = {}


Fact = FileList | Heads | Footers | Viewer | HubRepo | Sources | Card


class RepoFacts(NamedTuple):
    """All facts about one repository; `git` is its card as it was at the revision it is held against."""

    files: FileList | Unavailable = Unavailable("not asked")
    heads: Heads | Unavailable = Unavailable("not asked")
    parquet: Footers | Unavailable = Unavailable("not asked")
    viewer: Viewer | Unavailable = Unavailable("offline")
    hub: HubRepo | Unavailable = Unavailable("offline")
    sources: Sources | Unavailable = Unavailable("offline")
    git: Card | Unavailable = Unavailable("no --base")

    def get(self, name: str) -> Fact | Unavailable:
        """Return a fact by its name in a rule's `needs`."""
        fact: Fact | Unavailable = getattr(self, name)
        return fact

    def required(self, names: Iterable[str]) -> Self:
        """Return these facts, some of which somebody asked for: it matters then that they are not there."""
        missing = {name: fact for name in names if isinstance(fact := self.get(name), Unavailable)}
        return self._replace(**{name: fact._replace(asked=True) for name, fact in missing.items()})

    @property
    def tables(self) -> Mapping[str, Table]:
        """What is known of the content of each data file, from heads and footers."""
        heads = self.heads.tables if isinstance(self.heads, Heads) else {}
        footers = self.parquet.footers if isinstance(self.parquet, Footers) else {}
        return {**heads, **{path: footer.table for path, footer in footers.items()}}
