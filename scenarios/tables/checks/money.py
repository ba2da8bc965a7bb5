"""Funds, shares and costs that contradict one another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.catalogue import WorkTypes
from scenarios.tables.checks.given import column_named
from scenarios.tables.checks.terms import differ, same_in_all_years
from scenarios.tables.column import Kind
from scenarios.tables.header import header_name
from scenarios.tables.money import Funds
from scenarios.tables.numbers import LARGEST
from scenarios.tables.places import Estates
from scenarios.tables.raw import as_written
from scenarios.tables.undertaking import Works
from scenarios.tables.where import ConditionError, clauses

if TYPE_CHECKING:
    from scenarios.tables.checks.given import Given
    from scenarios.tables.gathered import Gathered

_SUM = 9 * 10**18
"""Fen that a sum can hold."""


def funds_are_one(given: Given, gathered: Gathered) -> None:
    """What a fund is and what it may pay for is the same in all its years."""
    table = given.of(Funds)
    first: dict[str, int] = {}
    for row, fund in enumerate(table.fund.tolist()):
        before = first.setdefault(fund, row)
        if before == row or not fund:
            continue
        for name in same_in_all_years():
            here, there = getattr(table, name)[row], getattr(table, name)[before]
            column = column_named(Funds, name)
            if differ(column.kind, here, there):
                gathered.fault(
                    "fund_differs",
                    given.place(table, row, name),
                    fund=fund,
                    column=header_name(column),
                    column_zh=column.zh,
                    other=int(table.origin.rows[before]),
                    there=as_written(given.cells(table, name)[before]) or "empty",
                    there_zh=as_written(given.cells(table, name)[before]) or "空",
                )


def conditions_can_be_read(given: Given, gathered: Gathered) -> None:
    """A fund's condition on estates is a condition."""
    table = given.of(Funds)
    for row in np.flatnonzero(table.given["attribute"]).tolist():
        try:
            clauses(Estates, str(table.attribute[row]))
        except ConditionError as wrong:
            gathered.fault(
                "bad_condition",
                given.place(table, row, "attribute"),
                why=wrong.what,
                why_zh=wrong.what_zh,
                remedy=wrong.remedy,
                remedy_zh=wrong.remedy_zh,
            )


def shares_add_up(given: Given, gathered: Gathered) -> None:
    """Residents and utilities together pay at most the whole; what they really pay is at most their share."""
    table = given.of(WorkTypes)
    for payer in ("resident", "utility"):
        nominal, realised = f"{payer}_share", f"{payer}_share_realised"
        above = table.given[realised] & (getattr(table, realised) > getattr(table, nominal) + 1e-12)
        for row in np.flatnonzero(above).tolist():
            at = given.place(table, row, realised)
            gathered.fault("realised_above_nominal", at, nominal=f"{getattr(table, nominal)[row]:g}")
    both = table.resident_share + table.utility_share
    for row in np.flatnonzero(both > 1 + 1e-9).tolist():
        gathered.fault("shares_above_one", given.place(table, row, "utility_share"), sum=f"{both[row]:g}")


def works_have_a_cost(given: Given, gathered: Gathered) -> None:
    """A work has a cost, or its work type a unit cost; none is beyond all measure."""
    works, kinds = given.of(Works), given.of(WorkTypes)
    row_of = {name: row for row, name in enumerate(kinds.id.tolist())}
    unit_costs = np.append(kinds.unit_cost.astype(np.float64), np.nan)
    unit_costs[:-1][~kinds.given["unit_cost"]] = np.nan
    kind = np.array([row_of.get(name, len(kinds)) for name in works.work_type.tolist()], dtype=np.int64)
    known = kind < len(kinds)
    by_unit = ~works.given["cost"] & known
    misread = _misread_costs(given, works)
    costs = np.where(by_unit, works.quantity * unit_costs[kind], works.cost.astype(np.float64))
    for row in np.flatnonzero(by_unit & np.isnan(unit_costs[kind]) & ~misread).tolist():
        gathered.fault("no_cost", given.place(works, row, "cost"), kind=works.work_type[row])
    beyond = costs > LARGEST[Kind.MONEY]
    for row in np.flatnonzero(by_unit & beyond).tolist():
        gathered.fault(
            "cost_too_large", given.place(works, row, "quantity"), limit=f"{LARGEST[Kind.MONEY] // 100:,}"
        )
    for table, column, total in (
        (works, "cost", np.nansum(costs[~beyond])),
        (given.of(Funds), "limit", None),
    ):
        sum_of = float(np.sum(getattr(table, column), dtype=np.float64)) if total is None else float(total)
        if sum_of > _SUM:
            gathered.fault("sum_too_large", given.place(table, 0, column), limit=f"{_SUM // 100:,}")


def _misread_costs(given: Given, works: Works) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return the works whose cost, or whose type's unit cost, holds something that could not be read."""
    kinds = given.of(WorkTypes)
    wrong = _written(given, kinds, "unit_cost") & ~kinds.given["unit_cost"]
    names = set(kinds.id[wrong].tolist())
    by_type = np.array([name in names for name in works.work_type.tolist()], dtype=bool)
    return by_type | (_written(given, works, "cost") & ~works.given["cost"])


def _written(given: Given, table: Works | WorkTypes, column: str) -> np.ndarray[Any, np.dtype[np.bool_]]:
    cells = given.cells(table, column)
    return np.array([cell is not None and str(cell).strip() != "" for cell in cells], dtype=bool)
