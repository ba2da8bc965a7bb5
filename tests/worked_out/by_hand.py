"""Tiny programmes from literal rows, small enough to be solved by hand, and ways to read what came out."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from scenarios.model.programme import Programme
from scenarios.read import programme_from
from solvers import Solve, audit, solve

Row = dict[str, Any]
YEAR = 365.25


def estate(key: str, **more: Any) -> Row:
    """Return an estate of 100 households in street S."""
    return {"id": key, "name": key, "street": "S", "households": 100, **more}


def work(place: str, kind: str = "pipes", **more: Any) -> Row:
    """Return a work of quantity 1 that meets all of a need."""
    return {"place": place, "work_type": kind, "quantity": 1, "need": 1, **more}


def work_type(key: str = "pipes", **more: Any) -> Row:
    """Return a required work type of 1,000,000 yuan a piece that takes ten days."""
    return {"id": key, "name": key, "work_class": "basic", "unit_cost": 1_000_000, "fixed_days": 10, **more}


def fund(year: int, limit: float, name: str = "city", **more: Any) -> Row:
    """Return a fund in a year."""
    return {"fund": name, "kind": "city", "year": year, "limit": limit, **more}


def programme(
    periods: int = 4,
    first: str = "2021Q1",
    rules: Mapping[str, Any] | None = None,
    more: Mapping[str, Any] | None = None,
    **tables: Sequence[Row],
) -> Programme:
    """Return a programme of two estates with a work each and money enough, but for the tables given.

    ``more`` are further settings. Every day is a working day, so that days can be counted on the fingers.
    """
    rows: dict[str, Sequence[Row]] = {
        "estates": [estate("A"), estate("B")],
        "work_types": [work_type()],
        "works": [work("A"), work("B")],
        "funds": [fund(2021, 100_000_000)],
        **tables,
    }
    settings: dict[str, Any] = {
        "first_period": first,
        "periods": periods,
        "working_days": [1, 2, 3, 4, 5, 6, 7],
        "evaluation_date": "2031-12-31",
        "rules": rules or {},
        **(more or {}),
    }
    aims = rows.pop("aims", None)
    if aims is not None:
        settings["aims"] = aims
    return programme_from(rows, settings)


def solved(given: Programme, engine: str = "highs", **more: Any) -> Solve:
    """Solve to the end and see that the audit finds nothing."""
    found = solve(given, engine=engine, **{"gap": 0.0, "seconds": 30.0, "workers": 1, **more})
    if found.plan is not None:
        assert audit(given, found.plan) == ()
    return found


def starts(found: Solve) -> dict[str, str]:
    """Return the first day of each campaign that starts."""
    assert found.plan is not None, found
    return {one.campaign: one.start.isoformat() for one in found.plan.campaigns}


def works(found: Solve) -> list[str]:
    """Return the works that are done."""
    assert found.plan is not None, found
    return [one.work for campaign in found.plan.campaigns for one in campaign.works]


def draws(found: Solve) -> dict[tuple[str, int], int]:
    """Return the yuan drawn by fund and year."""
    assert found.plan is not None, found
    total: dict[tuple[str, int], int] = {}
    for draw in found.plan.draws:
        total[draw.fund, draw.year] = total.get((draw.fund, draw.year), 0) + draw.amount
    return {key: fen // 100 if fen % 100 == 0 else fen / 100 for key, fen in total.items()}  # type: ignore[misc]


def need_met(finish: str, households: float = 100, need: float = 1.0) -> float:
    """Return the household-years of need met by the end of 2031 by a work that finishes on a day."""
    days = (datetime.date(2031, 12, 31) - datetime.date.fromisoformat(finish)).days
    return need * households * days / YEAR
