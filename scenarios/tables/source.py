"""A programme as it lies there: a folder of CSV files or one workbook, opened into grids by table."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from scenarios.tables.decode import Undecodable, decode
from scenarios.tables.folder import delimiter_of, read_csv
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import match, nearest, normal
from scenarios.tables.manifest import REQUIRED_TABLES, TABLES
from scenarios.tables.refusal import refusal
from scenarios.tables.workbook import ENDINGS, read_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from scenarios.tables.column import Table
    from scenarios.tables.raw import Grid

SETTINGS_FILE = "programme.toml"
SETTINGS_NAMES = ("settings", "设置", "参数设置")
ASIDE = ("说明", "填表说明", "列说明", "readme", "read me", "notes", "explanations", "检查结果", "check")
"""Sheets that explain the others and hold nothing to read."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """What was found at a path: a grid for each table, and the settings as a grid or a TOML text.

    ``unread`` are tables that are there and could not be taken apart. ``settings`` is None where there are
    none or they could not be read, which is a fault already.
    """

    name: str
    is_folder: bool
    grids: Mapping[type[Table], Grid] = field(default_factory=dict)
    settings: Grid | str | None = None
    unread: frozenset[type[Table]] = frozenset()


def open_source(path: Path, gathered: Gathered) -> Source:
    """Open a folder or a workbook; what cannot be opened becomes faults."""
    path = located(path)
    place = Place(file=path.name or str(path))
    if path.is_dir():
        return _open_folder(path, gathered)
    if not path.exists():
        gathered.fault("no_such_path", place)
    elif path.suffix.lower() not in ENDINGS:
        gathered.fault("no_programme", place)
    else:
        return _open_workbook(path, gathered)
    gathered.stop_if_faulty()
    raise AssertionError


def located(path: Path) -> Path:
    """Return the workbook of a folder that holds one and no tables beside; else the path itself."""
    if not path.is_dir():
        return path
    files = [file for file in path.iterdir() if not file.name.startswith((".", "~$"))]
    books = [file for file in files if file.suffix.lower() in ENDINGS]
    others = [
        file for file in files if file.suffix.lower() == ".csv" or file.name.casefold() == SETTINGS_FILE
    ]
    return books[0] if len(books) == 1 and not others else path


def _open_folder(path: Path, gathered: Gathered) -> Source:
    found: list[tuple[str, Grid | None]] = []
    toml: list[str | None] = []
    for file in sorted(path.iterdir()):
        if file.name.startswith((".", "~$")) or not file.is_file():
            continue
        if file.name.casefold() == SETTINGS_FILE:
            toml.append(_toml_text(file, gathered))
        elif file.suffix.lower() == ".csv":
            found.append((file.stem, read_csv(file, _known_header, gathered)))
        elif file.suffix.lower() in ENDINGS:
            gathered.finding("workbook_beside", Place(file=file.name), about=file.name)
    return _sorted_out(_Found(path, True, found, toml), gathered)


def _toml_text(file: Path, gathered: Gathered) -> str | None:
    try:
        return decode(file.read_bytes(), lambda text: "periods" if "period" in text else "").text
    except Undecodable:
        gathered.fault("undecodable", Place(file=file.name), found="", found_zh="")
    except OSError as wrong:
        gathered.fault("unreadable", Place(file=file.name), **refusal(wrong).words)
    return None


def _open_workbook(path: Path, gathered: Gathered) -> Source:
    grids = read_workbook(path, gathered)
    gathered.stop_if_faulty()
    return _sorted_out(_Found(path, False, [(grid.sheet, grid) for grid in grids], []), gathered)


@dataclass(frozen=True)
class _Found:
    """Files or sheets by name, None where one could not be taken apart; likewise each programme.toml."""

    path: Path
    is_folder: bool
    sheets: list[tuple[str, Grid | None]]
    toml: list[str | None]

    def place(self, name: str) -> Place:
        """Return the place of a file or sheet as a whole."""
        return Place(file=f"{name}.csv") if self.is_folder else Place(file=self.path.name, sheet=name)


def _sorted_out(found: _Found, gathered: Gathered) -> Source:
    """Find out which table each file or sheet is."""
    grids: dict[type[Table], Grid] = {}
    there: dict[type[Table], str] = {}
    settings: list[Grid | str | None] = list(found.toml)
    for name, grid in found.sheets:
        table = table_names().get(normal(name))
        place = found.place(name)
        if table is not None and table in there:
            words = {"table": table.NAME.name, "table_zh": table.NAME.zh, "other": there[table]}
            gathered.fault("table_twice", place, **words)
        elif table is not None:
            there[table] = name
            if grid is not None:
                grids[table] = grid
        elif normal(name) in map(normal, SETTINGS_NAMES):
            if settings:
                other = SETTINGS_FILE if found.is_folder else SETTINGS_NAMES[1]
                gathered.fault("table_twice", place, table="settings", table_zh="设置", other=other)
            settings.append(grid)
        elif normal(name) not in map(normal, ASIDE) and not (grid is not None and grid.is_blank):
            near = nearest(name, [n for t in TABLES for n in (t.NAME.name, t.NAME.zh, *t.NAME.aliases)])
            gathered.finding("unknown_sheet", place, about=name, **_near(near))
    _missing(found, there, gathered)
    if not settings:
        _no_settings(found, gathered)
    return Source(
        name=found.path.name,
        is_folder=found.is_folder,
        grids=grids,
        settings=settings[0] if settings else None,
        unread=frozenset(table for table in there if table not in grids),
    )


def _no_settings(found: _Found, gathered: Gathered) -> None:
    where, where_zh = "the file programme.toml", "文件 programme.toml"
    if not found.is_folder:
        where, where_zh = "the sheet 设置", "工作表「设置」"
    gathered.fault("no_settings", Place(file=found.path.name), where=where, where_zh=where_zh)


def _near(near: str) -> dict[str, str]:
    if not near:
        return {"near": "", "near_zh": ""}
    return {"near": f"Did you mean '{near}'?", "near_zh": f"是否为“{near}”？"}


def _missing(found: _Found, there: Mapping[type[Table], str], gathered: Gathered) -> None:
    """Name the needed tables that are not there, and the unknown file or sheet that may be meant."""
    place = Place(file=found.path.name)
    if not there:
        needed = ", ".join(t.NAME.name for t in REQUIRED_TABLES)
        needed_zh = "、".join(t.NAME.zh for t in REQUIRED_TABLES)
        gathered.fault("no_tables", place, needed=needed, needed_zh=needed_zh)
        return
    unknown = [name for name, _ in found.sheets if normal(name) not in table_names()]
    for table in REQUIRED_TABLES:
        if table in there:
            continue
        name, zh = table.NAME.name, table.NAME.zh
        near = next((n for n in unknown if nearest(n, (name, zh, *table.NAME.aliases))), "")
        gathered.fault(
            "missing_table",
            place,
            table=name,
            table_zh=zh,
            where=f"the file {name}.csv" if found.is_folder else f"the sheet {name}",
            where_zh=f"文件 {name}.csv" if found.is_folder else f"工作表「{zh}」",
            near=f" Is it '{near}'? Then rename that." if near else "",
            near_zh=f"若即“{near}”，请改名。" if near else "",
        )


@cache
def table_names() -> Mapping[str, type[Table]]:
    """Return every name of every table, in its normal form."""
    names: dict[str, type[Table]] = {}
    for table in TABLES:
        for name in (table.NAME.name, table.NAME.zh):
            names[normal(name)] = table
    for table in TABLES:
        for name in table.NAME.aliases:
            names.setdefault(normal(name), table)
    return names


def _known_header(text: str) -> str:
    """Return the cells of the first line of a text that names columns of a table; nothing where none does."""
    marks = delimiter_of(text)
    for line in text.splitlines()[:12]:
        cells = next(csv.reader([line], delimiter=marks), [])
        for table in TABLES:
            named = [cell for cell in cells if match(table, cell) is not None]
            if len(named) >= 2 or (named and len(cells) == 1):
                return " ".join(named)
    return ""
