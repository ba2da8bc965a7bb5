"""A what-if: a named list of edits to a programme's tables and settings."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from scenarios.tables.gathered import Place
from scenarios.tables.supposed import KINDS as SUPPOSED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from scenarios.tables.column import Column, Table
    from scenarios.tables.columns import ReadColumn
    from scenarios.whatif.chance import Chance

KINDS = tuple(SUPPOSED)
"""What befalls us, and what is ours to choose."""
SETTINGS = "settings"
"""The name by which a change means the settings instead of a table."""


class Action(StrEnum):
    """What an edit does, by the key that asks for it in a file."""

    SET = "set"
    SCALE = "scale"
    ADD = "add"
    REMOVE = "remove"
    ROWS = "rows"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a change stands: the ``[[change]]`` of a file, or a row of the table what_ifs.

    ``number`` is its place among the changes of its what-if, from 1; ``row`` the line of its header, or the
    row of the sheet, 0 where not known. ``headers`` and ``letters`` tell, of a row alone, the column of each
    key; a file has none.
    """

    file: str
    number: int = 1
    row: int = 0
    sheet: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    letters: Mapping[str, str] = field(default_factory=dict)

    def place(self, key: str = "", value: str = "") -> Place:
        """Return the place of the change, or of one of its keys."""
        if self.headers:
            column, letter = self.headers.get(key, ""), self.letters.get(key, "")
            return Place(
                file=self.file, sheet=self.sheet, row=self.row, column=column, letter=letter, value=value
            )
        column = f"change {self.number}" + (f": {key}" if key else "")
        return Place(file=self.file, row=self.row, column=column, value=value)

    def said(self, lang: str) -> str:
        """Return where it stands as a sentence names it, such as ``change 2 of less.toml``."""
        if self.headers:
            where = self.file + (f" [{self.sheet}]" if self.sheet else "")
            return f"{where} 第 {self.row} 行的变更" if lang == "zh" else f"row {self.row} of {where}"
        number, file = self.number, self.file
        return f"{file} 的第 {number} 处变更" if lang == "zh" else f"change {number} of {file}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Edit:
    """One change of a what-if.

    ``spot`` is where it stands. ``table`` is None where a setting is meant, whose dotted key is then
    ``key``. ``column`` is None where whole rows are meant. ``where`` is the condition on rows, empty for all
    of them. ``written`` is the value as it stands there.

    ``stored`` is what a SET puts into each cell, in the column's stored unit; ``amount`` is the factor of a
    SCALE, or what an ADD adds in the stored unit (fen, m2, days of a date); ``rows`` are the rows that
    ROWS appends. ``chance`` is the distribution that the value is drawn from, None where it is a number; the
    edit then holds its middle. ``asked`` is the change as it was written, key by key.
    """

    spot: Spot
    action: Action
    table: type[Table] | None = None
    column: Column | None = None
    key: str = ""
    where: str = ""
    written: Any = None
    stored: ReadColumn | None = None
    amount: Fraction | None = None
    rows: Table | None = None
    chance: Chance | None = None
    asked: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, eq=False)
class WhatIf:
    """A what-if: what changes, why, and whether it befalls us or is ours to choose.

    ``kind`` is ``uncertainty`` or ``lever``. ``file`` is the name of the file it was read from, and
    ``sheet`` of the sheet, empty where it is no workbook. Without
    edits it is the programme as it stands.
    """

    name: str
    name_zh: str = ""
    reason: str = ""
    reason_zh: str = ""
    kind: str = KINDS[0]
    file: str = ""
    sheet: str = ""
    edits: tuple[Edit, ...] = ()

    def place(self) -> Place:
        """Return where it stands as a whole."""
        row = self.edits[0].spot.row if self.sheet and self.edits else 0
        return Place(file=self.file or self.name, sheet=self.sheet, row=row)

    @property
    def by_chance(self) -> bool:
        """Whether any amount is drawn from a distribution."""
        return any(edit.chance is not None for edit in self.edits)


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """An edit with the what-if that asks for it; ``order`` is the what-if's place among those laid over."""

    what_if: WhatIf
    edit: Edit
    order: int

    def place(self, key: str = "", value: str = "") -> Place:
        """Return where the edit, or a key of it, stands."""
        return self.edit.spot.place(key, value)


def both_named(one: WhatIf, other: Asked) -> dict[str, str]:
    """Return the words of a fault that names two what-ifs, and where the change of the other stands."""
    return {
        "name": one.name,
        "name_zh": one.name_zh or one.name,
        "other_name": other.what_if.name,
        "other_name_zh": other.what_if.name_zh or other.what_if.name,
        "other": other.edit.spot.said("en"),
        "other_zh": other.edit.spot.said("zh"),
    }
