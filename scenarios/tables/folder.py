"""A folder of CSV files into grids of cells."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from scenarios.tables.decode import Undecodable, decode
from scenarios.tables.gathered import Gathered, Place
from scenarios.tables.raw import Grid, grid_of_rows
from scenarios.tables.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scenarios.tables.raw import Cell

_DELIMITERS = ",;\t"


def read_csv(path: Path, known_header: Callable[[str], str], gathered: Gathered) -> Grid | None:
    """Return the cells of a CSV file, or None (and a fault) where it cannot be taken apart.

    ``known_header`` returns the headers it knows among the first words of a text; it guards the guess of an
    encoding.
    """
    place = Place(file=path.name)
    try:
        data = path.read_bytes()
    except OSError as wrong:
        gathered.fault("unreadable", place, **refusal(wrong).words)
        return None
    if not data.strip():
        gathered.fault("empty_file", place)
        return None
    try:
        decoded = decode(data, known_header)
    except Undecodable as wrong:
        said = str(wrong)
        if b"\0" in data and not said:
            gathered.fault("zero_bytes", place)
        else:
            found = f" ({said})" if said else ""
            gathered.fault("undecodable", place, found=found, found_zh=f"（{said}）" if said else "")
        return None
    if "\0" in decoded.text:
        gathered.fault("zero_bytes", place)
        return None
    if decoded.converted:
        gathered.finding("encoding", place, about=path.name, encoding=decoded.encoding.upper())
    return cells_of(decoded.text, path.name, gathered)


def cells_of(text: str, file: str, gathered: Gathered) -> Grid | None:
    """Take a CSV text apart into cells."""
    delimiter = delimiter_of(text)
    columns = _plain_columns(text, delimiter)
    if columns is not None:
        return Grid(file=file, columns=columns, height=len(columns[0]))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as wrong:
        why, why_zh = _reason(str(wrong))
        gathered.fault("broken_csv", Place(file=file, row=len(rows) + 1), why=why, why_zh=why_zh)
        return None
    return grid_of_rows(rows, file)


def _plain_columns(text: str, delimiter: str) -> tuple[list[Cell], ...] | None:
    """Return the columns of a text whose rows are lines of equal numbers of cells, None where they are not.

    Most files are so, and splitting them whole is far faster than row by row. Lines with quotation marks
    are read by the csv module, each for itself.
    """
    if text.count("\r") != text.count("\r\n"):
        return None
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    commas = lines[0].count(delimiter)
    quoted: dict[int, list[str]] = {}
    if '"' in text:
        for number in [number for number, line in enumerate(lines) if '"' in line]:
            try:
                quoted[number] = next(csv.reader([lines[number]], delimiter=delimiter, strict=True))
            except csv.Error:  # a cell of several lines, or a fault
                return None
            commas = len(quoted[0]) - 1 if number == 0 else commas
            lines[number] = delimiter * (len(quoted[number]) - 1)
    if {line.count(delimiter) for line in lines} != {commas}:
        return None
    cells: list[Cell] = delimiter.join(lines).split(delimiter)  # type: ignore[assignment]
    columns = tuple(cells[i :: commas + 1] for i in range(commas + 1))
    for number, row in quoted.items():
        for column, cell in zip(columns, row, strict=True):
            column[number] = cell
    return columns


def _reason(said: str) -> tuple[str, str]:
    if "unexpected end" in said:
        return "a quotation mark is opened and never closed", "引号没有成对"
    if "limit" in said:
        return "a cell is too long", "单元格内容过长"
    return "a quotation mark stands inside a cell", "单元格中间有引号"


def delimiter_of(text: str) -> str:
    """Return what parts the cells: the mark that stands most often in the first lines, else a comma."""
    head = re.sub(r'"[^"]*"', "", text[:8000])
    lines = [line for line in head.splitlines()[:12] if line.strip()]
    counts = {mark: sum(line.count(mark) for line in lines) for mark in _DELIMITERS}
    steady = {m: len({line.count(m) for line in lines}) == 1 and counts[m] > 0 for m in _DELIMITERS}
    return max(_DELIMITERS, key=lambda mark: (steady[mark], counts[mark], mark == ","))
