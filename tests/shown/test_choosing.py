"""Choosing among cases: who is dominated, where the budget curve bends, which estates are sure."""

from __future__ import annotations

import dataclasses
from itertools import pairwise
from typing import Any

import pytest

from planner.study.choosing.curve import curve_of, curves
from planner.study.choosing.dominated import BETTER, competition, dominated_of
from planner.study.choosing.estates import estates_of, sure_estates
from planner.study.solved import Planned
from planner.study.study import run
from scenarios.model.programme import Programme
from scenarios.read import programme_from
from scenarios.whatif import WhatIf, what_if_from
from scenarios.whatif.grids import grid_of
from solvers.cases.case import Options, cases_of
from tests.worked_out.brute import brute_force

EXACT = Options(engine="highs", gap=0.0)
SETTINGS: dict[str, Any] = {"first_period": "2021Q1", "periods": 4, "working_days": [1, 2, 3, 4, 5, 6, 7]}
HOMES = {"A": 100, "B": 60, "C": 80, "D": 20}
ROWS: dict[str, list[dict[str, Any]]] = {
    "estates": [{"id": e, "name": e.lower(), "street": e, "households": n} for e, n in HOMES.items()],
    "work_types": [
        {"id": "pipes", "name": "pipes", "work_class": "basic", "unit_cost": 1_000_000, "fixed_days": 60}
    ],
    "works": [{"place": e, "work_type": "pipes", "quantity": 1, "need": 1} for e in HOMES],
    "funds": [{"fund": "city", "kind": "city", "year": 2021, "limit": 2_000_000, "carry_share": 1}],
}


def programme(**rows: list[dict[str, Any]]) -> Programme:
    return programme_from({**ROWS, **rows}, SETTINGS)


def what_if(name: str, kind: str, *changes: dict[str, Any]) -> WhatIf:
    return what_if_from({"name": name, "kind": kind, "change": list(changes)}, file=f"{name}.toml")


def cost(name: str, scale: float, kind: str = "lever") -> WhatIf:
    return what_if(name, kind, {"table": "work_types", "column": "unit_cost", "scale": scale})


def found(
    given: Programme, *what_ifs: WhatIf, grids: tuple[str, ...] = (), options: Options = EXACT
) -> tuple[Planned, ...]:
    asked = [grid_of(text, given) for text in grids]
    return run(cases_of(given, [(one,) for one in what_ifs], asked, options=options), options).found


# ---- dominated ----


def test_a_dearer_way_to_the_same_is_dominated_and_only_levers_compete() -> None:
    cheap, dear = cost("cheap", 0.9), cost("dear", 1.0 + 1e-3)
    told = competition(found(programme(funds=[{**ROWS["funds"][0], "limit": 2_100_000}]), cheap, dear))
    assert [(one.case.case.name, [by.case.name for by in one.by]) for one in told.dominated] == [
        ("base", ["cheap"]),
        ("dear", ["cheap"]),
    ]
    assert told.dominated[0].worse_in == ("cost",)
    (one, _) = dominated_of(told)["dominated"]
    assert one["sentence"]["en"] == (
        "base is dominated by cheap: no better in any of Aim, Cost, Disruption, and worse in Cost"
    )
    assert "处处不优于“cheap”" in one["sentence"]["zh"]
    future = competition(found(programme(), cost("cheap", 0.9, "uncertainty")))
    assert (future.compete, future.dominated) == ((), ())


def test_levers_within_one_future_compete_with_each_other_alone() -> None:
    given = programme()
    dry, cheap = cost("dry", 1.1, "uncertainty"), what_if("more", "lever", {
        "table": "funds", "column": "limit", "scale": 1.5})  # fmt: skip
    options = EXACT
    all_ = run(cases_of(given, [(dry,), (dry, cheap)], options=options), options).found
    told = competition(all_, ("aim", "estates"))
    assert [one.case.name for one in told.compete] == ["dry", "dry+more"]
    assert [one.case.case.name for one in told.dominated] == ["dry"]


def test_dominance_is_what_comparing_every_pair_says() -> None:
    """By definition, case by case and measure by measure, where every solve is exact."""
    all_ = found(
        programme(),
        *(cost(f"c{scale}", scale) for scale in (0.4, 0.7, 1.5)),
        grids=("funds.city.limit=0:5000000:1000000",),
    )
    by = ("aim", "cost", "disruption", "estates")
    rivals = [one for one in all_ if not one.case.same_as]

    def beats(one: Planned, other: Planned) -> bool:
        signs = [1 if BETTER[name] == "more" else -1 for name in by]
        more = [s * (one.measures[n] - other.measures[n]) for s, n in zip(signs, by, strict=True)]  # type: ignore[operator]
        return min(more) >= -1e-9 and max(more) > 1e-9

    expected = {one.case.name for one in rivals if any(beats(other, one) for other in rivals)}
    assert expected
    assert {one.case.case.name for one in competition(all_, by).dominated} == expected


def test_what_the_certificates_do_not_tell_apart_is_a_tie() -> None:
    given = programme(funds=[{**ROWS["funds"][0], "limit": 2_500_000}])
    base, dear = found(given, cost("dear", 1.05))
    loose = dataclasses.replace(dear, solve=dataclasses.replace(dear.solve, gap=0.1))
    assert [one.case.case.name for one in competition([base, dear]).dominated] == ["dear"]
    told = competition([base, loose])
    assert told.dominated == ()
    assert dominated_of(told)["competition"]["not_told_apart"] == [["base", "dear"]]
    unproven = dataclasses.replace(dear, solve=dataclasses.replace(dear.solve, gap=None, bound=None))
    assert competition([base, unproven], ("aim",)).dominated == ()


def test_a_measure_without_a_direction_is_refused() -> None:
    with pytest.raises(ValueError, match="no measure 'beauty'"):
        competition([], ("aim", "beauty"))


# ---- the budget curve ----


def test_the_curve_is_what_brute_force_finds_at_each_amount_of_money() -> None:
    given = programme()
    all_ = found(given, grids=("funds.city.limit=0:5000000:1000000",))
    (curve,) = curves(all_)
    assert [point.money for point in curve.points] == [n * 100_000_000 for n in range(6)]
    for point in curve.points:
        best = brute_force(point.case.case.programme)
        assert best is not None
        assert point.low == pytest.approx(best.objective) == pytest.approx(point.high)
    told = curve_of(curves(all_))["curve"]
    assert told["key"] == "funds.city.limit"
    aims = [point["aim"] for point in told["points"]]
    assert [one["low"] for one in told["per_million"]] == pytest.approx([b - a for a, b in pairwise(aims)])
    assert told["points"][2]["case"] == "base"  # the grid's own point of two million is the same programme
    assert "拐点" in told["sentence"]["zh"]


def bend(aims: list[float], gap: float = 0.0) -> tuple[str | None, str]:
    """Return the knee and what is said of a curve of made-up aims at 0, 1, 2 … million."""
    last = (len(aims) - 1) * 1_000_000
    all_ = found(programme(), grids=(f"funds.city.limit=0:{last}:1000000",))
    by_money = {one.case.programme.funds.limit[0]: one for one in all_ if not one.case.same_as}
    made = []
    for n, aim in enumerate(aims):
        one = by_money[n * 100_000_000]
        changed = dataclasses.replace(one, solve=dataclasses.replace(one.solve, bound=aim + gap))
        changed.__dict__["measures"] = {**one.measures, "aim": aim}
        made.append(changed)
    told = curve_of(curves(made))["curve"]
    return told["knee"], told["sentence"]["en"]


def test_a_knee_is_told_only_where_it_is_certain() -> None:
    knee, said = bend([0.0, 90.0, 95.0, 100.0])
    assert knee == "funds.city.limit=1000000"
    assert said.startswith("The knee is at 100.00 × 10,000 yuan")
    assert "at least 90 aim units, beyond it at most 5" in said
    assert bend([0.0, 33.0, 66.0, 100.0])[0] is None  # a straight line
    assert bend([0.0, 10.0, 30.0, 100.0])[1].startswith("No clear knee")  # money brings more and more
    assert bend([0.0, 90.0, 95.0, 100.0], gap=50.0)[0] is None  # the bounds leave it open
    assert "no certain difference" in bend([0.0, 1.0, 2.0, 3.0], gap=5.0)[1]


def test_cases_that_change_other_things_are_no_points_of_one_curve() -> None:
    given = programme()
    all_ = found(
        given, cost("dear", 1.5), grids=("funds.city.limit=0:4000000:1000000", "work_types.unit_cost*=1,1.5")
    )
    told = curves(all_)
    assert [len(curve.points) for curve in told] == [5, 5]
    assert {point.case.case.name for point in told[1].points} >= {"dear"}
    assert curves(found(given, grids=("funds.city.limit=0,1000000",)))  # with the base these are three
    assert curves(found(given, grids=("funds.city.limit=0,2000000",))) == ()


def test_amounts_that_suffice_for_no_plan_are_told_and_left_off_the_curve() -> None:
    must = programme_from(ROWS, {**SETTINGS, "rules": {"start_once": {"must_start": True}}})
    all_ = found(must, grids=("funds.city.limit=3000000:6000000:1000000",))
    told = curve_of(curves(all_))["curve"]
    assert [point["money"] for point in told["points"]] == [4_000_000, 5_000_000, 6_000_000]
    assert told["left_out"] == ["base", "funds.city.limit=3000000"]
    assert told["sentence"]["en"].endswith(
        "Not on the curve, as no plan keeps every rule there: base, City funds limit 300 × 10,000 yuan."
    )


# ---- estates ----


def test_estates_are_sure_as_the_cases_plans_say() -> None:
    all_ = found(programme(), grids=("funds.city.limit=1000000:3000000:1000000",))
    told = estates_of(sure_estates(all_))
    assert told["cases"] == ["base", "funds.city.limit=1000000", "funds.city.limit=3000000"]
    assert [one["estate"] for one in told["always"]] == ["A"]
    assert [(one["estate"], one["share"]) for one in told["swing"]] == [("C", 2 / 3), ("B", 1 / 3)]
    assert told["swing"][0]["cases_out"] == ["funds.city.limit=1000000"]
    assert [one["estate"] for one in told["never"]] == ["D"]
    assert told["always"][0]["years"] == dict.fromkeys(told["cases"], 2021)
    assert told["sentence"]["en"].startswith(
        "In the plan of every case: 1 estate (no regret), 1 of them in the same year in each; "
    )
