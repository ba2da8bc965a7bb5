"""A workbook into grids of cells: values by calamine, formula errors from the sheets themselves."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.raw import Grid, Spot, grid_of_rows, position_of
from scenarios.tables.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENDINGS = (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ERROR = b't="e"'
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_CELL_END = re.compile(rb"</(?:\w+:)?c>")
_SHOWN = re.compile(rb"<(?:\w+:)?v>([^<]*)</(?:\w+:)?v>")
_LARGEST_SHEET = 2**30
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, struct.error)


def read_workbook(path: Path, gathered: Gathered) -> list[Grid]:
    """Return the sheets of a workbook; a fault and nothing where it cannot be opened."""
    place = Place(file=path.name)
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as wrong:
        gathered.fault("unreadable", place, **refusal(wrong).words)
        return []
    if not start:
        gathered.fault("empty_file", place)
        return []
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(formula_errors, path)  # unpacking lets the other thread go on
        grids = _grids(path, start, gathered)
        try:
            errors = waiting.result()
        except _DAMAGE as wrong:
            if grids:  # calamine does not look at checksums
                _broken(path, start, str(wrong), gathered)
            return []
    if grids and errors is None:
        gathered.finding("errors_unseen", place, about=path.name)
    return [replace(grid, errors=(errors or {}).get(grid.sheet, {})) for grid in grids]


def _grids(path: Path, start: bytes, gathered: Gathered) -> list[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

    grids = []
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as book:  # by content, not by name
            for described in book.sheets_metadata:
                if described.typ is not SheetTypeEnum.WorkSheet:
                    continue
                sheet = book.get_sheet_by_name(described.name)
                merges = sheet.merged_cell_ranges
                rows: list[Any] = sheet.to_python(skip_empty_area=False)
                grids.append(grid_of_rows(rows, path.name, described.name, tuple(merges or ())))
    except PasswordError:
        gathered.fault("locked_workbook", Place(file=path.name))
        return []
    except (CalamineError, OSError, ValueError) as wrong:
        _broken(path, start, str(wrong), gathered)
        return []
    except BaseException as wrong:  # a panic inside calamine is no Exception
        if type(wrong).__name__ != "PanicException":
            raise
        _broken(path, start, "it is damaged", gathered)
        return []
    return grids


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

    None where the workbook is of another format, in which they cannot be seen. Raises an error of zip files
    where parts of the workbook do not fit their checksums.
    """
    if not zipfile.is_zipfile(path):
        return None
    try:
        with zipfile.ZipFile(path) as parts:
            if "xl/sharedStrings.xml" in parts.namelist():
                parts.read("xl/sharedStrings.xml")  # for its checksum alone
            return {
                sheet: found for sheet, part in _parts_of(parts).items() if (found := _errors_in(parts, part))
            }
    except (OSError, KeyError, ValueError, ET.ParseError, NotImplementedError, RuntimeError):
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
    found = {}
    at = xml.find(_ERROR)
    while at >= 0:
        cell = _CELL.search(xml, xml.rfind(b"<", 0, at), at + 200)
        end = _CELL_END.search(xml, at)
        shown = _SHOWN.search(xml, at, end.start()) if end is not None else None
        if cell is not None:
            spot = int(cell[2]) - 1, position_of(cell[1].decode())
            found[spot] = shown[1].decode("utf-8", "replace") if shown else "#?"
        at = xml.find(_ERROR, at + 1)
    return found
