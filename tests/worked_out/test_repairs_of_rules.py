"""Ladders of the further rules: the first step that makes the programme possible."""

import tomllib
from typing import Any

import pytest

from scenarios.model.programme import Programme
from tests.worked_out.by_hand import estate, fund, programme, solved, work, work_type
from tests.worked_out.test_repairs import MUST, laid_over, sheet_of

NEEDS_TWO = {"name": "duty", "measure": "estates", "value": 2, "by": "2021-12-31", "strength": "hard"}


def setting(key: str, value: Any) -> dict[str, Any]:
    """Return the change that sets a number of a rule."""
    return {"table": "settings", "column": f"rules.{key}", "set": value}


def of_fund(column: str, factor: float) -> dict[str, Any]:
    """Return the change that scales a term of the fund."""
    return {"table": "funds", "column": column, "where": "fund = 'city'", "scale": factor}


CASES: dict[str, tuple[Programme, dict[str, Any]]] = {
    "a zone in two years": (
        programme(
            8,
            rules=MUST | {"zones": {"on": True, "most": 1}},
            estates=[
                estate("A", zone="Z", pinned_start="2021-01-01"),
                estate("B", zone="Z", pinned_start="2022-01-01"),
            ],
            funds=[fund(year, 100_000_000) for year in (2021, 2022)],
        ),
        setting("zones.most", 2),
    ),
    "more starts in the first year": (
        programme(rules=MUST | {"ramp_up": {"on": True, "first_year": 1, "factor": 1, "step": 0}}),
        setting("ramp_up.first_year", 2.0),
    ),
    "crews used less": (
        programme(
            1,
            rules={"crew_floors": {"on": True, "share": 0.5}},
            work_types=[work_type(trade="pipe", fixed_days=9)],
            crews=[{"trade": "pipe", "count": 1}],
        ),
        setting("crew_floors.share", 0.2),
    ),
    "a longer wait": (
        programme(
            8,
            rules=MUST | {"longest_wait": {"on": True, "years": 0.5}},
            estates=[estate("A"), estate("B", earliest="2021-10-01")],
            funds=[fund(year, 100_000_000) for year in (2021, 2022)],
        ),
        setting("longest_wait.years", 1.0),
    ),
    "one more move": (
        programme(
            2,
            rules={"stability": {"most_moves": 0}},
            targets=[{**NEEDS_TWO, "by": "2021-03-31", "counted": "started"}],
            published=[
                {"campaign": "A", "start": "2021-01-01"},
                {"campaign": "B", "start": "2021-04-01"},
            ],
        ),
        setting("stability.most_moves", 1),
    ),
    "a floor of a fund": (
        programme(1, funds=[fund(2021, 100_000_000, floor=2_400_000)]),
        of_fund("floor", 0.75),
    ),
    "a cap of a fund": (
        programme(1, rules=MUST, funds=[fund(2021, 100_000_000, cap_per_estate=850_000)]),
        of_fund("cap_per_estate", 1.25),
    ),
    "an agreement": (
        programme(
            2,
            rules=MUST,
            estates=[estate("A", agreements="school"), estate("B")],
            agreements=[{"estate": "A", "party": "school", "reached_on": "2022-01-01"}],
        ),
        {
            "table": "agreements",
            "column": "reached_on",
            "where": "estate = 'A' and party = 'school'",
            "set": "2021-01-01",
        },
    ),
    "two days of tender less": (
        programme(
            1,
            rules=MUST | {"readiness": {"on": True, "begins": "2020-10-01", "tender_days": 30}},
            works=[work("A")],
            estates=[estate("A")],
        ),
        setting("readiness.tender_days", 10),
    ),
}


@pytest.mark.parametrize("kind", list(CASES))
def test_the_first_step_that_suffices_is_found(kind: str) -> None:
    given, change = CASES[kind]
    assert solved(given).plan is None
    found = sheet_of(given)
    told = [tomllib.loads(repair.change)["change"] for repair in found]
    assert [change] in told, told
    assert all(repair.verified for repair in found)
    assert all(solved(laid_over(given, repair)).plan is not None for repair in found)
