"""The search for a sheet's header: below title rows, in one row or two, with a row of units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scenarios.tables.column import Kind
from scenarios.tables.header import match
from scenarios.tables.units import any_unit, unit_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scenarios.tables.column import Table
    from scenarios.tables.raw import Cell, Grid

SEARCHED = 12
"""Rows at the top of a sheet among which its header is looked for."""


@dataclass(frozen=True)
class HeaderRow:
    """The header's texts, the row it ends in (from 0), and how many columns of the table it names."""

    texts: tuple[str, ...]
    last_row: int
    named: int


def find_header(grid: Grid, table: type[Table]) -> HeaderRow | None:
    """Return the row, or the two rows together, that name most columns of the table."""
    first = [_text(cell) for cell in grid.row(0)] if grid.height else []
    if first and not grid.merges and all(text and match(table, text) for text in first):
        return _with_units(grid, table, HeaderRow(tuple(first), 0, _named(table, first)))  # the usual case
    best: HeaderRow | None = None
    for i, row in enumerate(_first_rows(grid)):
        texts = [_text(cell) for cell in row]
        candidates = [HeaderRow(tuple(texts), i, _named(table, texts))]
        if i + 1 < grid.height:
            both = _two_rows(table, _across(grid, i, texts), [_text(c) for c in grid.row(i + 1)])
            candidates.append(HeaderRow(tuple(both), i + 1, _named(table, both)))
        for found in candidates:
            if found.named and (best is None or found.named > best.named):
                best = found
    return None if best is None else _with_units(grid, table, best)


def _first_rows(grid: Grid) -> list[list[Cell]]:
    return [grid.row(number) for number in range(min(SEARCHED, grid.height))]


def _text(cell: Cell) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def _named(table: type[Table], texts: Sequence[str]) -> int:
    matches = (match(table, text) for text in texts if text)
    return len({found.column.name for found in matches if found is not None})


def _across(grid: Grid, row: int, texts: list[str]) -> list[str]:
    """Spread a group's name over the columns it is merged across."""
    spread = list(texts)
    for (top, left), (_, right) in grid.merges or ():
        if top == row and right > left and left < len(texts):
            spread[left : right + 1] = [texts[left]] * (min(right, len(texts) - 1) - left + 1)
    return spread


def _two_rows(table: type[Table], upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """Join a header of two rows: the lower name, or the upper, or both where only both mean something."""
    texts = []
    for i in range(max(len(upper), len(lower))):
        above = upper[i] if i < len(upper) else ""
        below = lower[i] if i < len(lower) else ""
        joined = above + below
        apart = match(table, below) is not None or match(table, joined) is None
        if not below or not above or not apart:
            texts.append(joined)
        elif match(table, below) is None and match(table, above) is not None and _is_unit(below):
            texts.append(f"{above}({below})")
        else:
            texts.append(below)
    return texts


def _is_unit(text: str) -> bool:
    bare = text.strip("()（）[] ")
    return any_unit(bare) is not None or unit_of(bare, Kind.COUNT) is not None


def _with_units(grid: Grid, table: type[Table], header: HeaderRow) -> HeaderRow:
    """Take in a row of units below the header, such as 户 | ㎡ | 万元."""
    after = header.last_row + 1
    if after >= grid.height:
        return header
    units = [_text(cell) for cell in grid.row(after)]
    if not any(units) or not all(_is_unit(text) for text in units if text):
        return header
    texts = [
        f"{text}({units[i].strip('()（） ')})" if i < len(units) and units[i] and text else text
        for i, text in enumerate(header.texts)
    ]
    return HeaderRow(tuple(texts), after, header.named)
