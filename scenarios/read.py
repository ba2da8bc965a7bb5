"""From a folder or workbook to a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scenarios.model.programme import Programme
from scenarios.tables.read import Tables, read_tables, tables_from
from scenarios.tables.supposed import WhatIfs
from scenarios.whatif.sheet import what_ifs_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scenarios.tables.column import Table
    from scenarios.tables.gathered import Gathered
    from scenarios.tables.raw import Cell


def read(path: str | Path) -> Programme:
    """Return the programme in a folder of CSV files or a workbook.

    Raises InputFaults with every fault of every table.

    >>> programme = read("examples/small")
    >>> programme.settings.name, len(programme.estates), len(programme.campaigns)
    ('Two streets', 6, 6)
    """
    return programme_of(read_tables(path, _what_ifs_fit))


def programme_from(
    rows: Mapping[str, Sequence[Mapping[str, Cell]]], settings: Mapping[str, Any]
) -> Programme:
    """Return the programme of literal rows by table name, by the same checks as files.

    Raises InputFaults with every fault.
    """
    return programme_of(tables_from(rows, settings, _what_ifs_fit))


def programme_of(tables: Tables) -> Programme:
    """Return the programme that checked tables make."""
    named = {kind.NAME.name: table for kind, table in tables.tables.items()}
    return Programme(settings=tables.settings, findings=tables.findings, source=tables.source, **named)  # type: ignore[arg-type]


def _what_ifs_fit(tables: Mapping[type[Table], Table], gathered: Gathered) -> None:
    """Gather the faults of the table of what-ifs."""
    table = tables[WhatIfs]
    assert isinstance(table, WhatIfs)
    what_ifs_in(table, gathered)
