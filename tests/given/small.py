"""A small sound programme, and ways to break it: as literal rows, as CSV files, as a workbook."""

from __future__ import annotations

import copy
import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from scenarios.tables.faults import Fault, Finding, InputFaults
from scenarios.tables.read import Tables, read_tables, tables_from

Rows = list[dict[str, Any]]

BASE: dict[str, Rows] = {
    "estates": [
        {
            "id": "A",
            "name": "翠园",
            "street": "东方街道",
            "zone": "Z1",
            "households": 100,
            "floor_area": 8000,
        },
        {"id": "B", "name": "梅园", "street": "东方街道", "zone": "Z1", "households": 50, "floor_area": 4000},
        {"id": "C", "name": "兰园", "street": "金砂街道", "zone": "", "households": 80, "floor_area": 6400},
    ],
    "work_types": [
        {"id": "sewers", "name": "雨污分流", "work_class": "基础类", "unit_cost": 1200, "trade": "pipe"},
        {"id": "paving", "name": "道路", "work_class": "基础类", "unit_cost": 300, "after": "sewers"},
        {
            "id": "lift",
            "name": "加装电梯",
            "work_class": "提升类",
            "unit_cost": 500000,
            "consent_matter": "lift",
            "resident_share": 0.3,
        },
    ],
    "works": [
        {"place": "A", "work_type": "sewers", "quantity": 100, "need": 0.8},
        {"place": "A", "work_type": "paving", "quantity": 500, "need": 0.5},
        {"place": "B", "work_type": "sewers", "quantity": 60, "need": 0.6},
        {"place": "C", "work_type": "lift", "quantity": 2, "need": 0.7},
    ],
    "funds": [
        {"fund": "city", "kind": "city", "year": 2021, "limit": 600000, "carry_share": 1},
        {"fund": "city", "kind": "city", "year": 2022, "limit": 300000, "carry_share": 1},
        {"fund": "own", "kind": "resident", "year": 2022, "limit": 200000, "carry_share": 0},
    ],
}
SETTINGS: dict[str, Any] = {
    "first_period": "2021Q1",
    "period": "quarter",
    "periods": 8,
    "evaluation_date": "2032-12-31",
    "working_days": [1, 2, 3, 4, 5, 6],
}


def rows(**more: Sequence[Mapping[str, Any]]) -> dict[str, Rows]:
    """The base programme with some tables added or put in place of its own."""
    return {**copy.deepcopy(BASE), **{name: [dict(row) for row in table] for name, table in more.items()}}


def changed(table: str, row: int, **cells: Any) -> dict[str, Rows]:
    """The base programme with some cells of one row (from 0) changed."""
    given = rows()
    given[table][row].update(cells)
    return given


def read_rows(given: Mapping[str, Rows], **settings: Any) -> Tables:
    return tables_from(given, {**SETTINGS, **settings})


def faults_of_rows(given: Mapping[str, Rows], **settings: Any) -> tuple[Fault, ...]:
    """All faults of literal rows; none where they are sound."""
    try:
        read_rows(given, **settings)
    except InputFaults as wrong:
        return wrong.faults
    return ()


def faults_of(path: Path) -> tuple[Fault, ...]:
    """All faults of a folder or workbook; none where it is sound."""
    try:
        read_tables(path)
    except InputFaults as wrong:
        return wrong.faults
    return ()


def codes(faults: Sequence[Fault | Finding]) -> list[str]:
    return [fault.code for fault in faults]


def the(code: str, faults: Sequence[Fault]) -> Fault:
    """The one fault of this kind."""
    found = [fault for fault in faults if fault.code == code]
    assert len(found) == 1, codes(faults)
    return found[0]


def header_and_cells(table: Rows) -> list[list[Any]]:
    header = list(dict.fromkeys(key for row in table for key in row))
    return [header, *([row.get(key, "") for key in header] for row in table)]


def csv_text(table: Rows) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(header_and_cells(table))
    return text.getvalue()


def toml_text(settings: Mapping[str, Any]) -> str:
    lines = []
    for key, value in settings.items():
        bare = key == "evaluation_date"
        lines.append(f"{key} = {value if bare else json.dumps(value, ensure_ascii=False)}")
    return "\n".join(lines) + "\n"


def write_folder(folder: Path, files: Mapping[str, str | bytes | None] | None = None, **tables: Rows) -> Path:
    """The base programme as CSV files; ``files`` adds or replaces files, None takes one away."""
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, str | bytes | None] = {
        f"{name}.csv": csv_text(table) for name, table in {**BASE, **tables}.items()
    }
    contents |= {"programme.toml": toml_text(SETTINGS), **(files or {})}
    for name, content in contents.items():
        if content is not None:
            data = content.encode() if isinstance(content, str) else content
            (folder / name).write_bytes(data)
    return folder


def make_workbook(**tables: Rows) -> openpyxl.Workbook:
    """The base programme as a workbook, to be broken before it is saved."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for name, table in {**BASE, **tables}.items():
        sheet = book.create_sheet(name)
        for row in header_and_cells(table):
            sheet.append(row)
    sheet = book.create_sheet("设置")
    for key, value in {"项": "值", **SETTINGS}.items():
        sheet.append([key, ",".join(map(str, value)) if isinstance(value, list) else value])
    return book


def save(book: openpyxl.Workbook, folder: Path) -> Path:
    path = folder / "book.xlsx"
    book.save(path)
    return path
