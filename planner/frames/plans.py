"""Plans, breaches and tables of a programme as frames; money in yuan, dates as timestamps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from planner.report.names import place_name
from scenarios.tables.column import Kind, columns_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scenarios.model.programme import Programme
    from scenarios.tables.column import Column, Table
    from solvers.plan.plan import Breach, Plan, PlannedCampaign

UNITS = {
    "households": "households",
    "cost": "yuan",
    "benefit": "household-years",
    "disruption": "household-days",
    "due_after_plan": "yuan",
    "amount": "yuan",
}
"""Units of the columns of a plan's frames."""
_UNITS_OF_KINDS = {Kind.MONEY: "yuan", Kind.AREA: "m²", Kind.SHARE: "share"}
_KEYS_OF_PLANS = ("campaigns", "draws", "works")


def plan_frame(plan: Plan, programme: Programme | None = None, table: str = "campaigns") -> pd.DataFrame:
    """Return a plan as a frame; ``attrs["units"]`` names the unit of each column that has one.

    ``campaigns``: index ``campaign``, in the plan's order, with start, finish, works (joined by ``; ``),
    cost, benefit and disruption; with the ``programme`` also estate, estate_name, street and households.
    ``works``: index ``campaign``, ``work``. ``draws``: index ``campaign``, ``fund``, ``year``, with the
    amount. A figure that the plan does not state is NaN, a date NaT. Raises ValueError for any other table.
    """
    if table == "draws":
        rows = [
            {"campaign": d.campaign, "fund": d.fund, "year": d.year, "amount": d.amount / 100}
            for d in plan.draws
        ]
        return framed(rows, ("campaign", "fund", "year"), ("amount",), UNITS)
    if table == "works":
        return _works(plan)
    if table != "campaigns":
        raise ValueError(f"a plan has no table '{table}'; there are {', '.join(_KEYS_OF_PLANS)}")
    known = {} if programme is None else {str(key): c for c, key in enumerate(programme.campaigns.key)}
    told = [_campaign(one) | _place(programme, known.get(one.campaign)) for one in plan.campaigns]
    places = () if programme is None else ("estate", "estate_name", "street", "households")
    columns = (*places, "start", "finish", "works", "cost", "benefit", "disruption", "due_after_plan")
    return framed(told, ("campaign",), columns, UNITS, dates=("start", "finish"))


def breaches_frame(breaches: Sequence[Breach]) -> pd.DataFrame:
    """Return the breaches of an audit: index ``rule``, columns where, amount, unit and the sentences."""
    columns = ("where", "amount", "unit", "sentence", "sentence_zh")
    rows = [{key: getattr(one, key) for key in ("rule", *columns)} for one in breaches]
    return framed(rows, ("rule",), columns, {})


def table_frame(programme: Programme, name: str = "estates") -> pd.DataFrame:
    """Return a table of a programme as it was read, indexed by the columns that tell its rows apart.

    Money is in yuan; ``attrs["labels"]`` holds the Chinese header of each column. A cell that was left empty
    holds the column's default; NaN or NaT where there is none. Raises ValueError for any other name.
    """
    table: Table | None = getattr(programme, name, None)
    if table is None or not hasattr(type(table), "NAME"):
        raise ValueError(f"a programme has no table '{name}'")
    columns = columns_of(type(table))
    made = pd.DataFrame({column.name: _values(table, column) for column in columns})
    keys = [column.name for column in columns if column.key]
    frame = made.set_index(keys) if keys else made.rename_axis("row")
    frame.attrs = {
        "units": {c.name: _UNITS_OF_KINDS[c.kind] for c in columns if c.kind in _UNITS_OF_KINDS},
        "labels": {c.name: c.zh for c in columns},
        "labels_zh": {c.name: c.zh for c in columns},
    }
    return frame


def framed(
    rows: Sequence[Mapping[str, Any]],
    index: Sequence[str],
    columns: Sequence[str],
    units: Mapping[str, str],
    dates: Sequence[str] = (),
) -> pd.DataFrame:
    """Return rows as a frame of ``columns`` with a named index, also where there are no rows."""
    made = pd.DataFrame(list(rows), columns=[*index, *columns])
    for name in dates:
        made[name] = pd.to_datetime(made[name])
    frame = made.set_index(list(index))
    frame.attrs = {"units": {name: units[name] for name in columns if name in units}}
    return frame


def _campaign(one: PlannedCampaign) -> dict[str, Any]:
    return {
        "campaign": one.campaign,
        "start": one.start,
        "finish": one.finish,
        "works": "; ".join(work.work for work in one.works),
        "cost": _yuan(one.cost),
        "benefit": one.benefit,
        "disruption": one.disruption,
        "due_after_plan": _yuan(one.due_after_plan),
    }


def _place(programme: Programme | None, campaign: int | None) -> dict[str, Any]:
    """Return where a campaign is; nothing where the programme does not know it."""
    if programme is None or campaign is None:
        return {}
    known = programme.campaigns
    estate = int(known.estate[campaign])
    return {
        "estate": str(programme.estates.id[estate]) if estate >= 0 else None,
        "estate_name": place_name(programme, campaign),
        "street": str(known.street[campaign]),
        "households": int(known.households[campaign]),
    }


def _works(plan: Plan) -> pd.DataFrame:
    rows = [
        {
            "campaign": one.campaign,
            "work": work.work,
            "start": work.start,
            "finish": work.finish,
            "cost": _yuan(work.cost),
        }
        for one in plan.campaigns
        for work in one.works
    ]
    return framed(rows, ("campaign", "work"), ("start", "finish", "cost"), UNITS, dates=("start", "finish"))


def _values(table: Table, column: Column) -> Any:
    """Return a column as pandas holds it: yuan for fen, days as timestamps, lists joined by ``; ``."""
    values = getattr(table, column.name)
    match column.kind:
        case Kind.MONEY:
            return values / 100.0
        case Kind.DATE:
            return values.astype("datetime64[s]")
        case Kind.NAMES:
            return ["; ".join(names) for names in values]
        case Kind.LEVELS:
            return ["; ".join(f"{name} {level:g}" for name, level in levels) for levels in values]
    return values


def _yuan(fen: int | None) -> float | None:
    return None if fen is None else fen / 100
