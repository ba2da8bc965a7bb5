"""Tables and settings as the store keeps them: every cell, which are filled, and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.column import Kind, Origin, columns_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.tables.column import Column, Table

_DTYPES: dict[Kind, Any] = {
    Kind.COUNT: np.int64,
    Kind.YEAR: np.int64,
    Kind.MONEY: np.int64,
    Kind.NUMBER: np.float64,
    Kind.SHARE: np.float64,
    Kind.AREA: np.float64,
    Kind.FLAG: np.bool_,
    Kind.DATE: "datetime64[D]",
}


def table_told(table: Table) -> dict[str, Any]:
    """Return a table as JSON holds it; ``empty`` are the rows of each column that are not filled."""
    origin = table.origin
    return {
        "columns": {column.name: _cells(getattr(table, column.name)) for column in columns_of(type(table))},
        "empty": {name: np.flatnonzero(~given).tolist() for name, given in table.given.items()},
        "origin": {
            **{name: getattr(origin, name) for name in ("file", "sheet")},
            "rows": origin.rows.tolist(),
            "letters": dict(origin.letters),
            "headers": dict(origin.headers),
        },
    }


def _cells(values: NDArray[Any]) -> list[Any]:
    if values.dtype.kind == "M":
        return [None if cell == "NaT" else cell for cell in np.datetime_as_string(values).tolist()]
    if values.dtype.kind == "f":
        return [None if cell != cell else cell for cell in values.tolist()]
    cells: list[Any] = values.tolist()
    return cells


def table_from(told: dict[str, Any], kind: type[Table]) -> Table:
    """Return the table that was told; raises KeyError, TypeError or ValueError where it is none."""
    columns = {column.name: _array(column, told["columns"][column.name]) for column in columns_of(kind)}
    rows = {len(values) for values in columns.values()}
    if len(rows) > 1:
        raise ValueError("columns of different lengths")
    given = {name: _given(rows.copy().pop(), empty) for name, empty in told["empty"].items()}
    origin = {**told["origin"], "rows": np.array(told["origin"]["rows"], dtype=np.int64)}
    return kind(origin=Origin(**origin), given=given, **columns)


def _given(rows: int, empty: Sequence[int]) -> NDArray[np.bool_]:
    given = np.ones(rows, dtype=bool)
    given[np.array(empty, dtype=np.int64)] = False
    return given


def _array(column: Column, cells: list[Any]) -> NDArray[Any]:
    if column.kind in _DTYPES:
        kind = np.dtype(_DTYPES[column.kind])
        nothing = {"f": np.nan, "M": "NaT"}.get(kind.kind)
        return np.array([nothing if cell is None else cell for cell in cells], dtype=kind)
    values = np.empty(len(cells), dtype=object)
    for row, cell in enumerate(cells):
        values[row] = _tuples(cell)
    return values


def _tuples(cell: Any) -> Any:
    return tuple(_tuples(one) for one in cell) if isinstance(cell, list) else cell
