"""A what-if: a named list of edits to a programme's tables and settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from scenarios.tables.gathered import Place

if TYPE_CHECKING:
    from fractions import Fraction

    from scenarios.tables.column import Column, Table
    from scenarios.tables.columns import ReadColumn

KINDS = ("uncertainty", "lever")
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


@dataclass(frozen=True, kw_only=True, eq=False)
class Edit:
    """One ``[[change]]`` of a what-if file.

    ``number`` is its place in the file, from 1; ``line`` the line of its header, 0 where not known.
    ``table`` is None where a setting is meant, whose dotted key is then ``key``. ``column`` is None where
    whole rows are meant. ``where`` is the condition on rows, empty for all of them. ``written`` is the value
    as it stands in the file.

    ``stored`` is what a SET puts into each cell, in the column's stored unit; ``amount`` is the factor of a
    SCALE, or what an ADD adds in the stored unit (fen, m2, days of a date); ``rows`` are the rows that
    ROWS appends.
    """

    number: int
    line: int = 0
    action: Action
    table: type[Table] | None = None
    column: Column | None = None
    key: str = ""
    where: str = ""
    written: Any = None
    stored: ReadColumn | None = None
    amount: Fraction | None = None
    rows: Table | None = None


@dataclass(frozen=True, kw_only=True, eq=False)
class WhatIf:
    """A what-if: what changes, why, and whether it befalls us or is ours to choose.

    ``kind`` is ``uncertainty`` or ``lever``. ``file`` is the name of the file it was read from. Without
    edits it is the programme as it stands.
    """

    name: str
    name_zh: str = ""
    reason: str = ""
    reason_zh: str = ""
    kind: str = KINDS[0]
    file: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, kw_only=True, eq=False)
class Asked:
    """An edit with the what-if that asks for it; ``order`` is the what-if's place among those laid over."""

    what_if: WhatIf
    edit: Edit
    order: int

    def place(self, key: str = "", value: str = "") -> Place:
        """Return where the edit, or a key of it, stands in its file."""
        return place_of(self.what_if.file, self.edit.number, self.edit.line, key, value)


def place_of(file: str, number: int, line: int, key: str = "", value: str = "") -> Place:
    """Return where a change, or a key of it, stands in a file: its line, and its number from 1."""
    return Place(file=file, row=line, column=f"change {number}" + (f": {key}" if key else ""), value=value)
