"""Elections of participatory budgets in Pabulib's format: sections META, PROJECTS and VOTES, split by ``;``.

The selection is that of the projects with the most votes within the budget: with the most points (column
``score``) where residents gave points, with the most votes otherwise. Where a file leaves the column out, it
is counted from the ballots. Caps by theme or district are not part of it.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.published.values import Item, Limit, Option, Selection, WrongInstanceError
from benchmarks.published.words import number, text_of

if TYPE_CHECKING:
    from pathlib import Path

SECTIONS = ("META", "PROJECTS", "VOTES")
_WIDEST = 10_000_000
"""Characters that one cell may hold: ballots of large elections are long, a slip in quotes is longer."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a section: its line in the file, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True, kw_only=True)
class Table:
    """A section: where it begins, its header, and its rows."""

    line: int
    header: list[str] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def read_election(path: Path) -> Selection:
    """Return the election in a file as a selection; raises WrongInstanceError where it is none."""
    tables = sections(path)
    meta = {row.cells[0].strip(): row for row in tables["META"].rows}
    if "budget" not in meta:
        raise WrongInstanceError(path, tables["META"].line, "META has no budget")
    budget = amount(path, meta["budget"], 1, "the budget")
    points = "vote_type" in meta and meta["vote_type"].cells[1].strip() not in ("approval", "choose-1")
    projects = tables["PROJECTS"]
    column = next((name for name in ("score",) * points + ("votes",) if name in projects.header), "")
    counted = {} if column else _counted(path, tables, points)
    items: dict[str, Item] = {}
    for row in projects.rows:
        name = cell(path, projects, row, "project_id")
        if name in items:
            raise WrongInstanceError(path, row.line, f"project {name} stands there twice")
        cost = amount(path, row, place(path, projects, "cost"), f"the cost of project {name}")
        value = (
            amount(path, row, place(path, projects, column), f"{column} of project {name}")
            if column
            else counted.get(name, Decimal(0))
        )
        items[name] = Item(name=name, options=(Option(value=value, uses=(cost,)),))
    if not items:
        raise WrongInstanceError(path, projects.line, "PROJECTS has no project")
    return Selection(
        name=path.stem, items=tuple(items.values()), limits=(Limit(name="budget", amount=budget),)
    )


def sections(path: Path) -> dict[str, Table]:
    """Return the sections by name, each with its header and rows.

    Raises WrongInstanceError where the file is no table, or META or PROJECTS is not there.
    """
    csv.field_size_limit(_WIDEST)
    reader = csv.reader(io.StringIO(text_of(path), newline=""), delimiter=";")
    found: dict[str, Table] = {}
    here: Table | None = None
    try:
        for cells in reader:
            line = reader.line_num
            word = cells[0].strip() if cells else ""
            if word.upper() in SECTIONS and not "".join(cells[1:]).strip():
                here = found[word.upper()] = Table(line=line)
            elif not "".join(cells).strip():
                continue
            elif here is None:
                raise WrongInstanceError(path, line, "a file begins with META")
            elif not here.header:
                here.header.extend(cell.strip().lower() for cell in cells)
            elif len(cells) < 2:
                raise WrongInstanceError(path, line, f"'{word[:40]}' has no second cell")
            else:
                here.rows.append(Row(line=line, cells=cells))
    except csv.Error as fault:
        raise WrongInstanceError(path, reader.line_num, f"no table: {fault}") from fault
    for name in SECTIONS[:2]:
        if name not in found:
            raise WrongInstanceError(path, None, f"has no section {name}")
    return found


def place(path: Path, table: Table, column: str) -> int:
    """Return where a column stands."""
    if column not in table.header:
        raise WrongInstanceError(path, table.line + 1, f"the header has no column {column}")
    return table.header.index(column)


def cell(path: Path, table: Table, row: Row, column: str) -> str:
    """Return what a row says in a column; raises WrongInstanceError where it says nothing."""
    at = place(path, table, column)
    if at >= len(row.cells) or not row.cells[at].strip():
        raise WrongInstanceError(path, row.line, f"has no {column}")
    return row.cells[at].strip()


def amount(path: Path, row: Row, at: int, what: str) -> Decimal:
    """Return a cell's number, of at least 0; a comma stands for the point in some files."""
    word = row.cells[at].strip() if at < len(row.cells) else ""
    found = number(path, row.line, word.replace(",", "."), what)
    if found < 0:
        raise WrongInstanceError(path, row.line, f"{what} is at least 0, not {word}")
    return found


def _counted(path: Path, tables: dict[str, Table], points: bool) -> dict[str, Decimal]:
    """Return the votes, or the points given, by project, from the ballots."""
    table = tables.get("VOTES")
    if table is None:
        raise WrongInstanceError(path, None, "has neither a column of votes nor a section VOTES")
    total: dict[str, Decimal] = {}
    for row in table.rows:
        chosen = [word.strip() for word in cell(path, table, row, "vote").split(",")]
        given = ["1"] * len(chosen)
        if points and "points" in table.header:
            given = cell(path, table, row, "points").split(",")
        if len(given) != len(chosen):
            raise WrongInstanceError(path, row.line, f"{len(chosen)} projects and {len(given)} points")
        for name, points_given in zip(chosen, given, strict=True):
            more = number(path, row.line, points_given.strip(), "points")
            total[name] = total.get(name, Decimal(0)) + more
    return total
