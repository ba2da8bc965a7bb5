"""One column of one table, described once.

Reader, blank template, documentation and error texts are all made from these descriptions. A table is a
frozen record of numpy columns; each field carries its :class:`Column` in its metadata, so the typed record
*is* the manifest.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Mapping

Texts: TypeAlias = NDArray[np.object_]
"""Column of ``str``; the empty string where nothing is given."""
NameLists: TypeAlias = NDArray[np.object_]
"""Column of ``tuple[str, ...]``; the empty tuple where nothing is given."""
LevelLists: TypeAlias = NDArray[np.object_]
"""Column of ``tuple[tuple[str, float], ...]``, such as (("noise", 2.0), ("dust", 3.0)); may be empty."""
Counts: TypeAlias = NDArray[np.int64]
"""Column of whole numbers; where nothing is given the column's default, else 0 with ``given`` False."""
Numbers: TypeAlias = NDArray[np.float64]
"""Column of real numbers; where nothing is given the column's stated default, else NaN."""
Money: TypeAlias = NDArray[np.int64]
"""Column of money in fen; where nothing is given the column's default, else 0 with ``given`` False."""
Dates: TypeAlias = NDArray[np.datetime64]
"""Column of days, ``datetime64[D]``; NaT where nothing is given."""
Flags: TypeAlias = NDArray[np.bool_]
"""Column of yes or no; the stated default where nothing is given."""


class Kind(StrEnum):
    """What a cell of a column may hold."""

    TEXT = "text"
    NAMES = "names"
    LEVELS = "levels"
    CHOICE = "choice"
    COUNT = "count"
    NUMBER = "number"
    SHARE = "share"
    MONEY = "money"
    AREA = "area"
    YEAR = "year"
    DATE = "date"
    FLAG = "flag"


@dataclass(frozen=True, kw_only=True)
class Column:
    """Meaning and limits of one column.

    ``name`` is the English header and the field's name, ``zh`` the Chinese header, ``aliases`` other
    headers seen in practice. ``required`` columns must be present and every cell filled. Otherwise
    ``default`` stands for an empty cell (None: nothing is assumed) and, where ``assumption`` is true, its
    use is listed among the assumptions (假设值). ``minimum`` and ``maximum`` are inclusive, in the stored
    unit. ``choices`` maps each legal canonical value to the other spellings that mean it. ``refers_to``
    names the columns, ``table.column``, one of which must hold the value. ``edge`` says which day a date
    given as a year, month or quarter stands for. ``key`` columns together identify a row. ``enforced`` is
    false while no rule of this version uses the column: a filled cell is then a finding.
    """

    name: str = ""
    kind: Kind
    zh: str
    aliases: tuple[str, ...] = ()
    en: str
    meaning_zh: str
    required: bool = False
    default: Any = None
    assumption: bool = False
    minimum: float | None = None
    maximum: float | None = None
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refers_to: tuple[str, ...] = ()
    edge: str = "first"
    key: bool = False
    enforced: bool = True
    example: str = ""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Where the rows of a table were read.

    ``rows`` holds, per row of the table, its 1-based row number in the file or sheet; ``letters`` the
    spreadsheet letter of each column that was present (a CSV's columns are lettered as Excel would),
    ``headers`` its header as the planner wrote it. ``sheet`` is empty for CSV.
    """

    file: str = ""
    sheet: str = ""
    rows: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    letters: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TableName:
    """How a table is called as a file and as a sheet, and what one of its rows is."""

    name: str
    zh: str
    en: str
    meaning_zh: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table as one frozen record of columns, each a numpy array of one length, axis ``(row,)``.

    ``given`` tells per column which cells were filled by the planner; where it is False the value is the
    column's default. ``origin`` leads every value back to its cell.
    """

    NAME: ClassVar[TableName]

    origin: Origin = field(default_factory=Origin, compare=False, repr=False)
    given: Mapping[str, Flags] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        """Return the number of rows."""
        for column in columns_of(type(self)):
            return len(getattr(self, column.name))
        return 0

    def row(self, index: int) -> dict[str, Any]:
        """Return one row as a plain dictionary, by column name."""
        return {column.name: getattr(self, column.name)[index] for column in columns_of(type(self))}


def columns_of(table: type[Table]) -> tuple[Column, ...]:
    """Return the columns of a table in their order."""
    return _columns_of(table)  # type: ignore[arg-type]  # a class is hashable, whatever its objects are


@cache
def _columns_of(table: type[Table]) -> tuple[Column, ...]:
    return tuple(
        dataclasses.replace(f.metadata["column"], name=f.name)
        for f in dataclasses.fields(table)
        if "column" in f.metadata
    )
