"""A table on its way from the base to the changed one, with who touched what."""

from __future__ import annotations

import dataclasses
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import Origin, Table, columns_of
from scenarios.tables.header import header_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.tables.column import Column, Flags

NOBODY = -1


class Layer:
    """A table as it stands after the edits so far.

    Rows that are taken away stay in ``now`` and are marked, so that a later edit that means them is seen;
    rows that are added stand at the end. ``touched`` holds per column, ``removed`` and ``inserted`` for
    whole rows, the position of the last edit that did so, or NOBODY; axis ``(row,)``.
    """

    def __init__(self, base: Table) -> None:
        """Begin with a table of the base programme."""
        self.base = base
        self.now = base
        self.touched: dict[str, NDArray[np.int64]] = {}
        self.removed = np.full(len(base), NOBODY, dtype=np.int64)
        self.inserted = np.full(len(base), NOBODY, dtype=np.int64)
        if len(base.origin.rows) != len(base):  # a table that was read from nowhere
            rows = np.arange(1, len(base) + 1, dtype=np.int64)
            file = base.origin.file or base.NAME.name
            self.now = dataclasses.replace(
                base, origin=dataclasses.replace(base.origin, rows=rows, file=file)
            )

    @property
    def is_changed(self) -> bool:
        """Whether any edit touched the table."""
        return any((held != NOBODY).any() for held in self.owners_of(None))

    def owners_of(self, column: Column | None) -> list[NDArray[np.int64]]:
        """Return who touched the values of a column, or of whole rows, before: arrays by row."""
        if column is None:
            return [self.removed, self.inserted, *self.touched.values()]
        held = self.touched.get(column.name)
        return [self.removed, self.inserted] if held is None else [self.removed, self.inserted, held]

    def without(self, edits: Flags) -> Table:
        """Return the table as if some edits had put no value into it; axis of ``edits`` ``(edit,)``.

        Rows that they added or took away are there all the same.
        """
        table, before = self.now, len(self.base)
        for name, owners in self.touched.items():
            others = np.flatnonzero((owners[:before] != NOBODY) & edits[owners[:before]])
            if not len(others):
                continue
            values, filled = getattr(table, name).copy(), _given(table, name).copy()
            values[others] = getattr(self.base, name)[others]
            filled[others] = _given(self.base, name)[others]
            table = dataclasses.replace(
                table, given=MappingProxyType({**table.given, name: filled}), **{name: values}
            )
        return table

    def put(self, column: Column, rows: NDArray[np.int64], values: Any, given: Flags | bool, by: int) -> None:
        """Put values into some rows of a column; ``given`` says whether the cells then count as filled."""
        held = getattr(self.now, column.name).copy()
        held[rows] = values
        filled = _filled(self.now, column).copy()
        filled[rows] = given
        held.flags.writeable = filled.flags.writeable = False
        self.now = dataclasses.replace(
            self.now,
            given=MappingProxyType({**self.now.given, column.name: filled}),
            origin=_with_columns(self.now.origin, [column]),
            **{column.name: held},
        )
        owners = self.touched.setdefault(column.name, np.full(len(self.now), NOBODY, dtype=np.int64))
        owners[rows] = by

    def take_away(self, rows: Flags, by: int) -> None:
        """Mark rows as taken away."""
        self.removed[rows & (self.removed == NOBODY)] = by

    def append(self, new: Table, by: int) -> None:
        """Add rows at the end."""
        columns = columns_of(type(self.now))
        values, given = {}, {}
        for column in columns:
            both = [getattr(table, column.name) for table in (self.now, new)]
            values[column.name] = np.concatenate(both)
            given[column.name] = np.concatenate([_filled(table, column) for table in (self.now, new)])
            values[column.name].flags.writeable = given[column.name].flags.writeable = False
        origin = _with_columns(self.now.origin, [c for c in columns if new.given[c.name].any()])
        last = int(origin.rows.max(initial=0))
        numbers = np.concatenate([origin.rows, last + 1 + np.arange(len(new), dtype=np.int64)])
        file = origin.file or self.now.NAME.name
        origin = dataclasses.replace(origin, rows=numbers, file=file)
        self.now = dataclasses.replace(self.now, given=MappingProxyType(given), origin=origin, **values)
        nobody = np.full(len(new), NOBODY, dtype=np.int64)
        self.touched = {name: np.concatenate([held, nobody]) for name, held in self.touched.items()}
        self.removed = np.concatenate([self.removed, nobody])
        self.inserted = np.concatenate([self.inserted, np.full(len(new), by, dtype=np.int64)])

    def without_the_removed(self) -> tuple[Table, NDArray[np.int64]]:
        """Return the table as it will be, and the place in ``now`` of each of its rows."""
        kept = np.flatnonzero(self.removed == NOBODY)
        if len(kept) == len(self.removed):
            return self.now, kept
        values: dict[str, Any] = {}
        given = {}
        for column in columns_of(type(self.now)):
            values[column.name] = getattr(self.now, column.name)[kept]
            given[column.name] = _filled(self.now, column)[kept]
            values[column.name].flags.writeable = given[column.name].flags.writeable = False
        origin = dataclasses.replace(self.now.origin, rows=self.now.origin.rows[kept])
        return dataclasses.replace(self.now, given=MappingProxyType(given), origin=origin, **values), kept

    def settled(self) -> Table:
        """Return the table as it will be; rows that a what-if added stand in no row of a file."""
        table, kept = self.without_the_removed()
        rows = np.where(self.inserted[kept] == NOBODY, table.origin.rows, 0)
        return dataclasses.replace(table, origin=dataclasses.replace(table.origin, rows=rows))


def _filled(table: Table, column: Column) -> Flags:
    return _given(table, column.name)


def _given(table: Table, column: str) -> Flags:
    return table.given.get(column, np.zeros(len(table), dtype=bool))


def _with_columns(origin: Origin, columns: Sequence[Column]) -> Origin:
    """Return an origin that also has these columns; what a file lacks has no letter there."""
    new = [column for column in columns if column.name not in origin.letters]
    if not new:
        return origin
    return dataclasses.replace(
        origin,
        letters={**origin.letters, **{column.name: "" for column in new}},
        headers={**origin.headers, **{column.name: header_name(column) for column in new}},
    )
