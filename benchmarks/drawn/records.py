"""Tables made of numpy columns in memory, as reading would have made them; constants take no room."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from scenarios.tables.column import Table, columns_of
from scenarios.tables.columns import absent_column

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

T = TypeVar("T", bound=Table)


def table(kind: type[T], rows: int, /, **columns: Any) -> T:
    """Return a table of so many rows; columns that are not named are empty.

    A column is an array, or one value for all rows (which takes no memory). Masked cells are empty, and those
    of '', () and NaT.
    """
    values: dict[str, Any] = {}
    given: dict[str, NDArray[np.bool_]] = {}
    for column in columns_of(kind):
        empty = absent_column(column, 1)
        held = columns.pop(column.name, None)
        if held is None:
            values[column.name] = np.broadcast_to(empty.values, rows)
            given[column.name] = np.broadcast_to(np.zeros(1, dtype=bool), rows)
            continue
        if not isinstance(held, np.ndarray):
            held = np.broadcast_to(_one(held, empty.values.dtype), rows)
        values[column.name], given[column.name] = _filled(held, empty.values)
        values[column.name].flags.writeable = given[column.name].flags.writeable = False
    if columns:
        raise TypeError(f"{kind.NAME.name} has no columns {', '.join(columns)}")
    return kind(given=MappingProxyType(given), **values)


def names(values: Iterable[Any]) -> NDArray[np.object_]:
    """Return a column of texts or of tuples."""
    listed = list(values)
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column


def _one(value: Any, dtype: np.dtype[Any]) -> NDArray[Any]:
    cell = np.empty(1, dtype=dtype)
    cell[0] = value
    return cell


def _filled(values: NDArray[Any], empty: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.bool_]]:
    """Return a column with its default in empty cells, and which cells are filled."""
    if isinstance(values, np.ma.MaskedArray):
        filled = ~np.ma.getmaskarray(values)
        return values.filled(empty[0]).astype(empty.dtype, copy=False), filled
    if values.dtype == object:
        filled = np.fromiter(map(bool, values), dtype=bool, count=len(values))
    elif values.dtype.kind == "M":
        filled = ~np.isnat(values)
    else:
        return values.astype(empty.dtype, copy=False), np.broadcast_to(np.ones(1, dtype=bool), len(values))
    if filled.all():
        return values, np.broadcast_to(np.ones(1, dtype=bool), len(values))
    if values.dtype == object and empty[0]:
        values = values.copy()
        values[~filled] = empty[0]
    return values, filled
