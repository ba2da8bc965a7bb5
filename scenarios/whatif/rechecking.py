"""The changed programme held against the checks that every programme meets on reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scenarios.tables.checks import Given, check_all
from scenarios.tables.checks.given import column_named
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.manifest import REQUIRED_TABLES, TABLES
from scenarios.whatif.readable import is_given, readable
from scenarios.whatif.what_if import SETTINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.model.programme import Programme
    from scenarios.tables.column import Column, Table
    from scenarios.tables.faults import Finding
    from scenarios.tables.raw import Cell
    from scenarios.tables.settings import Settings
    from scenarios.whatif.tracing import Traces


class _Cells(Sequence["Cell"]):
    """The cells of a column as a planner would write them, made when looked at; money in yuan."""

    def __init__(self, table: Table, column: Column) -> None:
        self._table, self._column = table, column

    def __len__(self) -> int:
        return len(self._table)

    def __getitem__(self, row: Any) -> Any:
        if not 0 <= row < len(self._table):
            raise IndexError(row)
        if not is_given(self._table, self._column, row):
            return None
        value = readable(self._table, self._column, row)
        return ("yes" if value else "no") if isinstance(value, bool) else value


@dataclass(frozen=True, kw_only=True)
class _Written(Given):
    """Tables that stand in no sheet: their cells are written anew."""

    def cells(self, table: Table, column: str) -> Sequence[Cell]:
        return _Cells(table, column_named(type(table), column))


def recheck(programme: Programme, traces: Traces, gathered: Gathered) -> tuple[Settings, tuple[Finding, ...]]:
    """Return the changed settings, and what is to be noticed of the changed programme.

    Raises InputFaults with the faults gathered before and those of the check, led back to their changes.
    """
    own = Gathered()
    settings = traces.settings.checked(own) if traces.settings.touched else programme.settings
    tables = {table: layer.without_the_removed()[0] for table, layer in traces.layers.items()}
    for table in REQUIRED_TABLES:
        if not len(tables[table]):
            name = table.NAME
            own.fault("no_rows", Place(file=name.name), table=name.name, table_zh=name.zh)
    check_all(_written(tables, settings), own)
    gathered.faults += [traces.led_back(fault) for fault in own.faults]
    gathered.stop_if_faulty()
    assert settings is not None  # else there was a fault
    return settings, (*_noticed(programme, own.findings), *gathered.findings)


def _written(tables: Mapping[type[Table], Table], settings: Settings | None) -> Given:
    return _Written(
        tables=tables,
        sheets={},
        settings=settings,
        settings_place=lambda key: Place(file=SETTINGS, column=key),
        unread=frozenset(table for table in REQUIRED_TABLES if not len(tables[table])),
    )


def _noticed(programme: Programme, now: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return what was noticed on reading alone, and what the check notices now.

    What the check noticed before is found out by checking the base programme again; where it still holds
    it is kept as it was said then, with its place in the settings.
    """
    if not programme.findings:
        return tuple(now)
    before = Gathered()
    check_all(
        _written({table: getattr(programme, table.NAME.name) for table in TABLES}, programme.settings), before
    )
    checked = {finding.code for finding in before.findings}
    known = {(finding.code, finding.about, finding.what): finding for finding in programme.findings}
    return (
        *(finding for finding in programme.findings if finding.code not in checked),
        *(known.get((finding.code, finding.about, finding.what), finding) for finding in now),
    )
