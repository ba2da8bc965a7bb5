"""The reading of a programme's tables: every fault of every table at once, or tables that hold together."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, cast

from scenarios.tables.below import sheet_of
from scenarios.tables.checked_settings import ReadSettings
from scenarios.tables.checks import Given, check_all
from scenarios.tables.column import Table
from scenarios.tables.door import guard, through_the_door
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.given_settings import settings_from_grid, settings_from_mapping, settings_from_toml
from scenarios.tables.header import nearest, normal
from scenarios.tables.manifest import REQUIRED_TABLES, TABLES
from scenarios.tables.raw import RawSheet, raw_from_rows
from scenarios.tables.sheet import empty_table, table_of
from scenarios.tables.source import SETTINGS_FILE, Source, open_source, table_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from scenarios.tables.faults import Finding
    from scenarios.tables.settings import Settings

T = TypeVar("T", bound=Table)


@dataclass(frozen=True, kw_only=True)
class Tables:
    """All tables of a programme, read and checked.

    ``tables`` has every table of the manifest, an empty one where it was not given. ``findings`` are
    conversions and odd data met on the way; ``source`` names the folder or workbook.
    """

    settings: Settings
    tables: Mapping[type[Table], Table] = field(repr=False)
    findings: tuple[Finding, ...] = field(default=(), repr=False)
    source: str = ""

    def of(self, table: type[T]) -> T:
        """Return one table by its type."""
        return cast("T", self.tables[table])


Also: TypeAlias = "Callable[[Mapping[type[Table], Table], Gathered], None]"
"""What else looks at all tables before their faults are told."""


def read_tables(path: str | Path, also: Also | None = None) -> Tables:
    """Read a folder of CSV files or a workbook; raises InputFaults with all faults of all tables.

    ``also`` looks at the tables too, and gathers what is wrong with them.
    """
    gathered = Gathered()
    with _collection_paused():
        tables = _read(Path(path), gathered, also)  # the cells themselves are forgotten when it returns
    gathered.stop_if_faulty()
    assert tables is not None  # else there was a fault
    return tables


def _read(path: Path, gathered: Gathered, also: Also | None) -> Tables | None:
    source = open_source(path, gathered)
    for table, grid in source.grids.items():
        guard(grid, table, gathered)
    sheets = {table: sheet_of(grid, table, gathered) for table, grid in source.grids.items()}
    settings = _settings(source, gathered)
    return _checked(sheets, settings, source.name, gathered, source.unread, also)


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Pause the search for garbage: millions of cells come in and none of them is any."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def tables_from(
    rows: Mapping[str, Sequence[Mapping[str, Any]]], settings: Mapping[str, Any], also: Also | None = None
) -> Tables:
    """Make tables from literal rows, ``{"estates": [{"id": "A", …}, …], …}``, by the same checks as files."""
    gathered = Gathered()
    names = table_names()
    sheets: dict[type[Table], RawSheet | None] = {}
    for name, literal in rows.items():
        table = names.get(normal(name))
        if table is None:
            near = nearest(name, [t.NAME.name for t in TABLES])
            gathered.fault("unknown_table", Place(file=name), near=f"Did you mean '{near}'? " if near else "")
        elif literal:
            sheets[table] = raw_from_rows(table.NAME.name, literal)
    for table in REQUIRED_TABLES:
        if table not in sheets:
            name = table.NAME.name
            gathered.fault("no_rows", Place(file=name), table=name, table_zh=table.NAME.zh)
    given = settings_from_mapping(settings, gathered)
    tables = _checked(sheets, given, "", gathered, also=also)
    gathered.stop_if_faulty()
    assert tables is not None  # else there was a fault
    return tables


def _settings(source: Source, gathered: Gathered) -> ReadSettings:
    if isinstance(source.settings, str):
        return settings_from_toml(source.settings, SETTINGS_FILE, gathered)
    if source.settings is None:  # a fault already
        return ReadSettings(None, lambda key: Place(file=source.name, column=key))
    return settings_from_grid(source.settings, gathered)


def _checked(
    sheets: Mapping[type[Table], RawSheet | None],
    settings: ReadSettings,
    source: str,
    gathered: Gathered,
    unread: frozenset[type[Table]] = frozenset(),
    also: Also | None = None,
) -> Tables | None:
    """Make the tables of their sheets and hold them against one another; None where there are faults."""
    there = {
        table: through_the_door(sheet, table, gathered)
        for table, sheet in sheets.items()
        if sheet is not None
    }
    tables = {
        table: table_of(there[table], table, gathered) if table in there else empty_table(table)
        for table in TABLES
    }
    missing = {table for table in REQUIRED_TABLES if not len(tables[table])}
    given = Given(
        tables=tables,
        sheets=there,
        settings=settings.settings,
        settings_place=settings.place,
        unread=unread | missing | {table for table, sheet in sheets.items() if sheet is None},
    )
    check_all(given, gathered)
    if also is not None:
        also(tables, gathered)
    if gathered.faults or settings.settings is None:
        return None
    return Tables(
        settings=settings.settings,
        tables=MappingProxyType(tables),
        findings=tuple(gathered.findings),
        source=source,
    )
