"""Cash by quarter, funds against their limits, and what becomes of money asked for beyond the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from planner.document.outcome_readings import reading, round_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from solvers.construction.answers.of_money import Cash, FundYear, Pressure


def cash_of(cash: Iterable[Cash]) -> list[dict[str, Any]]:
    """Return what each fund pays in each quarter at P10, P50 and P90, beside the plan."""
    return [
        {
            "fund": one.fund,
            "quarter": one.quarter,
            "first": one.first.isoformat(),
            **{key: round_to(getattr(one, key)) for key in ("planned", "p10", "p50", "p90")},
        }
        for one in cash
    ]


def fund_years_of(years: Iterable[FundYear]) -> list[dict[str, Any]]:
    """Return each fund's year against what it has there."""
    return [
        {
            "fund": one.fund,
            "year": one.year,
            "beyond": reading(one.beyond),
            **{
                key: round_to(getattr(one, key))
                for key in ("limit", "planned", "p50", "p80", "short", "carried")
            },
        }
        for one in years
    ]


def pressure_of(pressure: Pressure) -> dict[str, Any]:
    """Return what becomes of money asked for beyond the plan."""
    return {
        **{key: round_to(getattr(pressure, key)) for key in ("asked", "contingency", "uncovered")},
        "scope": round_to(pressure.scope),
        "stop_days": round_to(pressure.stop_days, 1),
        "chance": reading(pressure.chance),
    }
