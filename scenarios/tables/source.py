"""A programme as it lies there: a folder of CSV files or one workbook, opened into grids by table."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from scenarios.tables.folder import delimiter_of, read_csv
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.header import match, nearest, normal
from scenarios.tables.manifest import REQUIRED_TABLES, TABLES
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
    """What was found at a path: a grid for each table, and the settings as a grid or a TOML text."""

    name: str
    is_folder: bool
    grids: Mapping[type[Table], Grid] = field(default_factory=dict)
    settings: Grid | str | None = None


def open_source(path: Path, gathered: Gathered) -> Source:
    """Open a folder or a workbook; what cannot be opened becomes faults."""
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


def _open_folder(path: Path, gathered: Gathered) -> Source:
    found: list[tuple[str, Grid | None]] = []
    toml: str | None = None
    for file in sorted(path.iterdir()):
        if file.name.startswith((".", "~$")) or not file.is_file():
            continue
        if file.name.casefold() == SETTINGS_FILE:
            toml = _toml_text(file, gathered)
        elif file.suffix.lower() == ".csv":
            found.append((file.stem, read_csv(file, _knows_header, gathered)))
        elif file.suffix.lower() in ENDINGS:
            gathered.finding("workbook_beside", Place(file=file.name), about=file.name)
    return _sorted_out(path, found, toml, gathered, is_folder=True)


def _toml_text(file: Path, gathered: Gathered) -> str | None:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        gathered.fault("undecodable", Place(file=file.name), found="", found_zh="")
    except OSError as wrong:
        gathered.fault("unreadable", Place(file=file.name), why=wrong.strerror, why_zh="系统拒绝读取")
    return ""


def _open_workbook(path: Path, gathered: Gathered) -> Source:
    grids = read_workbook(path, gathered)
    gathered.stop_if_faulty()
    return _sorted_out(path, [(grid.sheet, grid) for grid in grids], None, gathered, is_folder=False)


def _sorted_out(
    path: Path, found: list[tuple[str, Grid | None]], toml: str | None, gathered: Gathered, is_folder: bool
) -> Source:
    """Find out which table each file or sheet is."""
    names = table_names()
    grids: dict[type[Table], Grid] = {}
    there: dict[type[Table], str] = {}
    settings: Grid | str | None = toml
    for name, grid in found:
        place = Place(file=f"{name}.csv" if is_folder else path.name, sheet="" if is_folder else name)
        table = names.get(normal(name))
        if table is not None:
            if table in there:
                gathered.fault(
                    "table_twice", place, table=table.NAME.name, table_zh=table.NAME.zh, other=there[table]
                )
            there.setdefault(table, name)
            if grid is not None:
                grids.setdefault(table, grid)
        elif normal(name) in map(normal, SETTINGS_NAMES):
            if settings is not None:
                gathered.fault("table_twice", place, table="settings", table_zh="设置", other=SETTINGS_FILE)
            settings = grid if grid is not None else ""
        elif normal(name) not in map(normal, ASIDE):
            near = nearest(name, [n for t in TABLES for n in (t.NAME.name, t.NAME.zh, *t.NAME.aliases)])
            gathered.finding("unknown_sheet", place, about=name, **_near(near))
    _missing(path, is_folder, there, [name for name, _ in found], gathered)
    if settings is None:
        where = (
            ("the file programme.toml", "文件 programme.toml")
            if is_folder
            else ("the sheet 设置", "工作表「设置」")
        )
        gathered.fault("no_settings", Place(file=path.name), where=where[0], where_zh=where[1])
    return Source(name=path.name, is_folder=is_folder, grids=grids, settings=settings)


def _near(near: str) -> dict[str, str]:
    if not near:
        return {"near": "", "near_zh": ""}
    return {"near": f"Did you mean '{near}'?", "near_zh": f"是否为“{near}”？"}


def _missing(
    path: Path, is_folder: bool, there: Mapping[type[Table], str], names: list[str], gathered: Gathered
) -> None:
    missing = [table for table in REQUIRED_TABLES if table not in there]
    if not there:
        needed = ", ".join(t.NAME.name for t in REQUIRED_TABLES)
        needed_zh = "、".join(t.NAME.zh for t in REQUIRED_TABLES)
        gathered.fault("no_tables", Place(file=path.name), needed=needed, needed_zh=needed_zh)
        return
    unknown = [name for name in names if normal(name) not in table_names()]
    for table in missing:
        name, zh = table.NAME.name, table.NAME.zh
        where = (
            (f"the file {name}.csv", f"文件 {name}.csv")
            if is_folder
            else (f"the sheet {name}", f"工作表「{zh}」")
        )
        near = next((n for n in unknown if nearest(n, (name, zh, *table.NAME.aliases))), "")
        gathered.fault(
            "missing_table",
            Place(file=path.name),
            table=name,
            table_zh=zh,
            where=where[0],
            where_zh=where[1],
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


def _knows_header(text: str) -> bool:
    """Say whether one of the first lines of a text names columns of any table."""
    marks = delimiter_of(text)
    for line in text.splitlines()[:12]:
        cells = next(csv.reader([line], delimiter=marks), [])
        for table in TABLES:
            named = {found.column.name for cell in cells if (found := match(table, cell)) is not None}
            if len(named) >= 2 or (named and len(cells) == 1):
                return True
    return False
