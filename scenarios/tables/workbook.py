"""A workbook into grids of cells: values by calamine, formula errors from the sheets themselves."""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.raw import Grid, Spot

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*?\st="e"[^>]*>(.*?)</c>', re.DOTALL)
_SHOWN = re.compile(rb"<v>(.*?)</v>")
_LARGEST_SHEET = 2**30


def read_workbook(path: Path, gathered: Gathered) -> list[Grid]:
    """Return the sheets of a workbook; a fault and nothing where it cannot be opened."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    place = Place(file=path.name)
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as wrong:
        gathered.fault("unreadable", place, why=wrong.strerror or "error", why_zh="系统拒绝读取")
        return []
    if not start:
        gathered.fault("empty_file", place)
        return []
    grids = []
    try:
        with CalamineWorkbook.from_path(path) as book:
            worksheets = [s.name for s in book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
            for name in worksheets:
                sheet = book.get_sheet_by_name(name)
                rows: list[Any] = sheet.to_python(skip_empty_area=False)
                merges = sheet.merged_cell_ranges
                grids.append(
                    Grid(
                        file=path.name,
                        sheet=name,
                        rows=rows,
                        merges=tuple(merges) if merges is not None else None,
                    )
                )
    except PasswordError:
        gathered.fault("locked_workbook", place)
        return []
    except (CalamineError, OSError, ValueError) as wrong:
        _broken(path, start, str(wrong), gathered)
        return []
    except BaseException as wrong:  # a panic inside calamine is no Exception
        if type(wrong).__name__ != "PanicException":
            raise
        _broken(path, start, "it is damaged", gathered)
        return []
    errors = formula_errors(path)
    if errors is None:
        gathered.finding("errors_unseen", place, about=path.name)
    return [
        Grid(file=g.file, sheet=g.sheet, rows=g.rows, merges=g.merges, errors=(errors or {}).get(g.sheet, {}))
        for g in grids
    ]


def _broken(path: Path, start: bytes, why: str, gathered: Gathered) -> None:
    place = Place(file=path.name)
    if start.startswith(b"\xd0\xcf\x11\xe0") and path.suffix.lower() in (".xlsx", ".xlsm"):
        gathered.fault("locked_workbook", place)  # Office wraps an encrypted workbook in the old format
    elif start.startswith(b"PK") and zipfile.is_zipfile(path) and _is_package(path):
        gathered.fault("broken_workbook", place, why="; ".join(why.split("\n"))[:200], why_zh="文件已损坏")
    else:
        gathered.fault("not_a_workbook", place)


def _is_package(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as parts:
            names = set(parts.namelist())
    except (zipfile.BadZipFile, OSError):
        return False
    return bool(names & {"[Content_Types].xml", "content.xml", "xl/workbook.xml"})


def formula_errors(path: Path) -> dict[str, Mapping[Spot, str]] | None:
    """Return the formula errors of each sheet of an .xlsx workbook, which calamine reads as empty cells.

    None where the workbook is of another format, in which they cannot be seen.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            return {
                sheet: found for sheet, part in _parts_of(parts).items() if (found := _errors_in(parts, part))
            }
    except (zipfile.BadZipFile, OSError, KeyError, ET.ParseError, NotImplementedError, RuntimeError):
        return None


def _parts_of(parts: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of the package that holds each sheet."""
    book = ET.fromstring(parts.read("xl/workbook.xml"))
    links = ET.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links.iter(f"{_PACKAGE}Relationship")}
    found = {}
    for sheet in book.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_RELATED), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _errors_in(parts: zipfile.ZipFile, part: str) -> Mapping[Spot, str]:
    if part not in parts.namelist() or parts.getinfo(part).file_size > _LARGEST_SHEET:
        return {}
    xml = parts.read(part)
    if b't="e"' not in xml:
        return {}
    found = {}
    for column, row, inside in _ERROR_CELL.findall(xml):
        shown = _SHOWN.search(inside)
        position = 0
        for character in column.decode():
            position = position * 26 + ord(character) - ord("A") + 1
        found[int(row) - 1, position - 1] = shown[1].decode("utf-8", "replace") if shown else "#?"
    return found
