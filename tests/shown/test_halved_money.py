"""The example what-if that halves the city's money, on one street of the example programme."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from planner.study.comparison import comparison_of
from planner.study.study import run
from scenarios.model.programme import Programme
from scenarios.read import read
from scenarios.whatif import read_what_if, what_if_from
from scenarios.whatif.overlay import overlay
from solvers.cases.case import Options, cases_of
from solvers.plan.audit import audit

EXAMPLES = Path(__file__).parents[2] / "examples"
STREET = "岐山街道"


def one_street() -> Programme:
    """Return the example with one street's estates, its share of the money, and no district targets."""
    whole = read(EXAMPLES / "jinping")
    homes = whole.estates.households
    share = round(float(homes[whole.estates.street == STREET].sum() / homes.sum()), 3)
    out = [
        {
            "table": "estates",
            "column": "excluded_because",
            "where": f"street = '{street}'",
            "set": "elsewhere",
        }
        for street in np.unique(whole.estates.street[whole.estates.street != STREET]).tolist()
    ]
    less = [
        {"table": "targets", "remove": True},
        {"table": "funds", "column": "limit", "scale": share},
        {"table": "settings", "column": "rules.start_once.must_start", "set": False},
    ]
    return overlay(whole, what_if_from({"name": "one street", "change": [*out, *less]}, file="")).programme


def test_halving_the_citys_money_lowers_the_aim_and_says_who_waits_longer() -> None:
    given, options = one_street(), Options(gap=0.01)
    halves = read_what_if(EXAMPLES / "jinping-what-ifs" / "city-money-halves.toml")
    found = run(cases_of(given, [(halves,)], options=options), options).found
    base, halved = found
    assert base.solve.plan is not None
    assert halved.solve.plan is not None
    for one in found:
        assert audit(one.case.programme, one.solve.plan) == ()
    assert halved.solve.bound is not None
    assert base.solve.objective is not None
    assert halved.solve.bound < base.solve.objective  # certain: no plan of the halved money is worth as much
    case = comparison_of(found, options)["cases"][1]
    assert {change["row"] for change in case["changes"]} == {"city, 2023", "city, 2024", "city, 2025"}
    assert case["difference"]["aim"] < 0
    longer = [m for m in case["moved"] if m["to"] is None or (m["from"] is not None and m["from"] < m["to"])]
    assert any("budget" in move["kinds"] for move in longer)
    assert all(move["why"] and move["why_zh"] and move["estate_name"] for move in longer)
    assert case["gave_way"] == []
