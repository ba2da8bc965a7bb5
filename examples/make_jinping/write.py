"""Write the tables as CSV files with English headers, and as one Chinese workbook."""

from __future__ import annotations

import csv
import datetime
import io
from typing import TYPE_CHECKING

import xlsxwriter

from scenarios.tables.column import Column, Kind, columns_of
from scenarios.tables.manifest import TABLES

from .settings import Settings, dotted, toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .rows import Cell, Rows

MADE_ON = datetime.datetime(2020, 9, 1)
"""Day that stands in the workbook's properties, so that the same content gives the same file."""
UNITS: Mapping[tuple[str, str], tuple[str, int]] = {
    ("estates", "floor_area"): ("万㎡", 10_000),
    ("work_types", "unit_cost"): ("元", 1),
    ("works", "cost"): ("万元", 10_000),
    ("funds", "limit"): ("万元", 10_000),
}
"""Columns that the workbook states in a unit of its own: the unit, and how many stored units it is."""
SETTINGS_SHEET = "设置"


def write_folder(tables: Mapping[str, Rows], settings: Settings, folder: Path) -> None:
    """Write one CSV file per table and ``programme.toml``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in folder_texts(tables, settings).items():
        (folder / name).write_bytes(text.encode("utf-8"))


def folder_texts(tables: Mapping[str, Rows], settings: Settings) -> dict[str, str]:
    """Return the text of every file of the folder, by file name."""
    texts = {f"{name}.csv": _csv(name, rows) for name, rows in tables.items()}
    return texts | {"programme.toml": "\n".join(toml(settings)) + "\n"}


def _csv(table: str, rows: Rows) -> str:
    columns = used_columns(table, rows)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([column.name.rstrip("_") for column in columns])
    writer.writerows([[_english(row.get(column.name)) for column in columns] for row in rows])
    return text.getvalue()


def used_columns(table: str, rows: Rows) -> list[Column]:
    """Return the columns of a table that any row fills, in the manifest's order."""
    record = next(record for record in TABLES if record.NAME.name == table)
    filled = {key for row in rows for key, value in row.items() if value is not None}
    columns = [column for column in columns_of(record) if column.name in filled]
    unknown = filled - {column.name for column in columns}
    if unknown:
        raise ValueError(f"{table} has no column {sorted(unknown)}")
    return columns


def _english(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ";".join(value)
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def write_workbook(tables: Mapping[str, Rows], settings: Settings, file: Path) -> None:
    """Write all tables as sheets of one workbook, with Chinese headers and a sheet of settings."""
    book = xlsxwriter.Workbook(str(file))
    book.set_properties({"title": str(settings["name_zh"]), "created": MADE_ON})
    head = book.add_format(
        {"bold": True, "bg_color": "#DDE8F0", "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    _settings_sheet(book, settings, head)
    for name, rows in tables.items():
        record = next(record for record in TABLES if record.NAME.name == name)
        sheet = book.add_worksheet(record.NAME.zh)
        sheet.freeze_panes(1, 2)
        columns = used_columns(name, rows)
        for c, column in enumerate(columns):
            unit, factor = UNITS.get((name, column.name), ("", 1))
            sheet.write_string(0, c, f"{column.zh}（{unit}）" if unit else column.zh, head)
            sheet.set_column(
                c, c, 22 if column.kind in (Kind.NAMES, Kind.LEVELS) or column.name == "name" else 11
            )
            for r, row in enumerate(rows, start=1):
                _write(sheet, r, c, chinese(column, row.get(column.name), factor), day)
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)
    book.close()


def _settings_sheet(book: xlsxwriter.Workbook, settings: Settings, head: object) -> None:
    sheet = book.add_worksheet(SETTINGS_SHEET)
    sheet.set_column(0, 1, 46)
    sheet.write_row(0, 0, ["设置项", "值"], head)
    for r, (key, value) in enumerate(dotted(settings), start=1):
        sheet.write_string(r, 0, key)
        shown = ";".join(str(number) for number in value) if isinstance(value, tuple) else value
        if isinstance(shown, bool):
            sheet.write_boolean(r, 1, shown)
        else:
            _write(sheet, r, 1, shown, None)


def chinese(column: Column, value: Cell, factor: int = 1) -> Cell:
    """Return a value as the Chinese workbook states it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(value)
    if isinstance(value, str) and value in column.choices:
        return column.choices[value][0]
    if factor > 1 and isinstance(value, int | float):
        return value / factor
    return value


def _write(sheet: object, row: int, column: int, value: Cell, day: object) -> None:
    if value is None:
        return
    if isinstance(value, datetime.date):
        sheet.write_datetime(row, column, datetime.datetime.combine(value, datetime.time()), day)  # type: ignore[attr-defined]
    elif isinstance(value, str):
        sheet.write_string(row, column, value)  # type: ignore[attr-defined]
    else:
        sheet.write_number(row, column, value)  # type: ignore[attr-defined]
