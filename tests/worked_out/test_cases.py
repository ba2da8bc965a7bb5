"""Cases of a study: which there are, which are the same, who moved, and what kept whom from where."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from scenarios.model.programme import Programme
from scenarios.read import programme_from
from scenarios.tables.faults import InputFaults
from scenarios.whatif import WhatIf, what_if_from
from scenarios.whatif.grids import grid_of
from solvers.cases.case import Options, cases_of
from solvers.cases.moves import Move, moves
from solvers.cases.standing import Standing
from solvers.plan.plan import Plan
from solvers.solving import solve

SETTINGS: dict[str, Any] = {"first_period": "2021Q3", "periods": 4, "working_days": [1, 2, 3, 4, 5, 6, 7]}
ROWS: dict[str, list[dict[str, Any]]] = {
    "estates": [
        {"id": "A", "name": "a", "street": "S", "households": 100},
        {"id": "B", "name": "b", "street": "S", "households": 60},
        {"id": "C", "name": "c", "street": "T", "households": 80},
    ],
    "work_types": [
        {"id": "pipes", "name": "pipes", "work_class": "basic", "unit_cost": 100_000, "fixed_days": 60,
         "trade": "pipe"},
        {"id": "lift", "name": "lift", "work_class": "upgrade", "unit_cost": 50_000, "fixed_days": 30},
    ],
    "works": [
        {"place": "A", "work_type": "pipes", "quantity": 3, "need": 0.9},
        {"place": "A", "work_type": "lift", "quantity": 1, "need": 0.1, "required": "no"},
        {"place": "B", "work_type": "pipes", "quantity": 2, "need": 0.5},
        {"place": "C", "work_type": "pipes", "quantity": 2, "need": 0.7},
    ],
    "funds": [
        {"fund": "city", "kind": "city", "year": 2021, "limit": 550_000, "carry_share": 1},
        {"fund": "city", "kind": "city", "year": 2022, "limit": 200_000, "carry_share": 1},
    ],
    "crews": [{"trade": "pipe", "count": 1}],
}  # fmt: skip


def programme(rows: dict[str, list[dict[str, Any]]] | None = None, **settings: Any) -> Programme:
    return programme_from({**ROWS, **(rows or {})}, {**SETTINGS, **settings})


def what_if(name: str, *changes: dict[str, Any]) -> WhatIf:
    return what_if_from({"name": name, "change": list(changes)}, file=f"{name}.toml")


def funds(name: str, **does: Any) -> WhatIf:
    return what_if(name, {"table": "funds", "column": "limit", **does})


LESS = funds("less", scale=0.5)
DEAR = what_if("dear", {"table": "work_types", "column": "unit_cost", "scale": {"uniform": [1, 1.2]}})
SAME = funds("same", scale=1)


# ---- which cases there are ----


def test_the_base_comes_first_and_every_stack_is_a_case() -> None:
    crews = what_if("crews", {"table": "crews", "column": "count", "scale": 2})
    cases = cases_of(programme(), [(LESS,), (crews, LESS), (SAME,), (LESS, crews), (LESS,)])
    assert [(case.name, case.same_as) for case in cases] == [
        ("base", ""),
        ("less", ""),
        ("crews+less", ""),
        ("same", "base"),
        ("less+crews", "crews+less"),  # the order of what-ifs makes no difference
    ]
    assert cases[3].fingerprint == cases[0].fingerprint != cases[1].fingerprint
    assert (cases[0].changes, len(cases[1].changes)) == ((), 2)


def test_grids_and_samples_make_cases_of_their_own() -> None:
    given = programme()
    grid = grid_of("funds.city.2022.limit=0:200000:100000", given)
    cases = cases_of(given, [(DEAR,), (DEAR, LESS)], [grid], samples=2)
    assert [case.name for case in cases] == [
        "base",
        "dear#1",
        "dear#2",
        "dear#1+less",
        "dear#2+less",
        "funds.city.2022.limit=0",
        "funds.city.2022.limit=100000",
        "funds.city.2022.limit=200000",
    ]
    assert cases[-1].same_as == "base"
    fewer = cases_of(given, [(DEAR,)], samples=1)
    assert fewer[1].fingerprint == cases[1].fingerprint  # whatever else there is
    assert cases_of(given, [(DEAR,)], samples=1, seed=1)[1].fingerprint != cases[1].fingerprint


def test_options_and_how_construction_is_played_are_part_of_a_case() -> None:
    given = programme()
    (base,) = cases_of(given)
    (finer,) = cases_of(given, options=Options(gap=0))
    assert base.fingerprint != finer.fingerprint
    assert base.programme.fingerprint == finer.programme.fingerprint


def test_faults_of_all_cases_come_at_once() -> None:
    one, two = funds("one", add=-9e8), what_if("two", {"table": "works", "column": "need", "scale": 3})
    with pytest.raises(InputFaults) as wrong:
        cases_of(programme(), [(one,), (two,), (DEAR,), (LESS, LESS)])
    assert {fault.code for fault in wrong.value.faults} == {
        "negative",
        "share_above_one",
        "what_if_by_chance",
        "what_if_overlap",
    }


def test_one_name_for_two_programmes_is_told_apart() -> None:
    cases = cases_of(programme(), [(LESS,), (funds("less", scale=0.9),), (funds("base", scale=0.8),)])
    assert [case.name for case in cases] == ["base", "less", "less (2)", "base (2)"]


# ---- who moved, and why ----


def planned(given: Programme) -> tuple[Programme, Plan]:
    found = solve(given, engine="highs", gap=0)
    assert found.plan is not None
    return given, found.plan


def moved(rows: dict[str, list[dict[str, Any]]] | None = None, **settings: Any) -> dict[str, Move]:
    """By campaign, what moves where the base programme gets other rows or settings."""
    return {move.campaign: move for move in moves(planned(programme()), planned(programme(rows, **settings)))}


def starts(plan: Plan) -> dict[str, str]:
    return {one.campaign: one.start.isoformat() for one in plan.campaigns}


def test_the_base_plan_is_as_worked_out_by_hand() -> None:
    # A first (0.9 × 100 households), C with what is left of 2021, then the crew and the money of 2022 for B
    assert starts(planned(programme())[1]) == {"A": "2021-07-01", "C": "2021-10-01", "B": "2022-01-01"}


def test_nothing_moves_between_one_plan_and_itself() -> None:
    base = planned(programme())
    assert moves(base, base) == ()
    assert moves(base, (base[0], Plan(campaigns=base[1].campaigns, draws=base[1].draws))) == ()


def test_less_money_leaves_out_by_budget() -> None:
    less = [{**row, "limit": row["limit"] / 2} for row in ROWS["funds"]]
    found = moved({"funds": less})
    late = found["B"]
    assert (late.before, late.after) == (datetime.date(2022, 1, 1), None)
    assert [cause.kind for cause in late.causes][:1] == ["budget"]
    assert (late.causes[0].where, late.causes[0].needs, late.causes[0].unit) == ("2022", 200_000, "yuan")
    assert not late.of_base


def test_fewer_crews_move_by_capacity() -> None:
    half = [{"trade": "pipe", "to": "2021Q4", "count": 1}, {"trade": "pipe", "from": "2022Q2", "count": 1}]
    late = moved({"crews": half})["B"]
    assert (late.before, late.after) == (datetime.date(2022, 1, 1), datetime.date(2022, 4, 1))
    (cause,) = late.causes
    assert (cause.kind, cause.rule, cause.left) == ("capacity", "crew_limits", 0)
    assert cause.needs == pytest.approx(60)
    assert "2022Q1" in cause.where


def test_a_lock_moves_by_lock() -> None:
    pinned = [{**row, "pinned_start": "2022Q2" if row["id"] == "C" else ""} for row in ROWS["estates"]]
    found = moved({"estates": pinned})
    (cause,) = found["C"].causes
    assert (cause.kind, cause.rule, cause.needs) == ("lock", "pinned", None)
    assert found["B"].of_base  # it comes in C's place
    assert {cause.kind for cause in found["B"].causes} >= {"capacity"}


def test_a_street_with_too_many_homes_moves_by_disruption() -> None:
    found = moved({"crews": [{"trade": "pipe", "count": 3}]})
    together = {name: move.after for name, move in found.items()}
    assert together["C"] == datetime.date(2021, 7, 1)
    given = programme({"crews": [{"trade": "pipe", "count": 3}], "funds": [
        {"fund": "city", "kind": "city", "year": 2021, "limit": 9_000_000, "carry_share": 1}]})  # fmt: skip
    capped = programme(
        {"crews": [{"trade": "pipe", "count": 3}], "funds": [
            {"fund": "city", "kind": "city", "year": 2021, "limit": 9_000_000, "carry_share": 1}]},
        rules={"street_projects": {"on": True, "most": 1}},
    )  # fmt: skip
    (move,) = moves(planned(given), planned(capped))
    assert (move.campaign, move.before) == ("B", datetime.date(2021, 7, 1))
    (cause,) = move.causes
    assert (cause.kind, cause.rule) == ("disruption", "street_projects")


def test_what_is_no_part_of_the_case_any_more() -> None:
    gone = [{**row, "excluded_because": "rebuilt" if row["id"] == "A" else ""} for row in ROWS["estates"]]
    found = moved({"estates": gone})
    assert [cause.kind for cause in found["A"].causes] == ["gone"]
    assert found["A"].after is None


def test_works_alone_can_differ() -> None:
    poorer = [{**row, "limit": row["limit"] - 20_000} for row in ROWS["funds"]]
    (move,) = moves(planned(programme()), planned(programme({"funds": poorer})))
    assert (move.campaign, move.left, move.taken) == ("A", ("A:lift",), ())
    assert (move.before, move.causes) == (move.after, ())
    (back,) = moves(planned(programme({"funds": poorer})), planned(programme()))
    assert (back.left, back.taken) == ((), ("A:lift",))


def test_a_start_that_nothing_forbids_is_the_aims_own_doing() -> None:
    given, plan = planned(programme())
    stands = Standing(given, plan)
    assert [c.kind for c in stands.against("B", datetime.date(2022, 4, 1), ["B:pipes"])] == ["aim"]
    first = stands.against("B", datetime.date(2021, 7, 1), ["B:pipes"])
    assert [(c.kind, c.rule) for c in first] == [("budget", "fund_limits"), ("capacity", "crew_limits")]
    assert [c.kind for c in stands.against("B", datetime.date(2030, 7, 1), ["B:pipes"])] == ["outside_plan"]
    assert [c.kind for c in stands.against("Z", datetime.date(2022, 1, 1), [])] == ["gone"]
