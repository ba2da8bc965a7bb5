"""Shortfalls bounded by prices, and aims pursued next to the least of them in one search."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks import drawn
from benchmarks.studied import FUTURES
from scenarios.examples_kept import located
from scenarios.model.programme import Programme
from scenarios.read import read
from scenarios.whatif import what_if_from
from scenarios.whatif.overlay import overlay
from scenarios.whatif.reading import read_what_if
from solvers import Solve, audit, solve, solving
from solvers.cases.case import cases_of
from solvers.engines import child
from solvers.engines.answer import Answer, Status, Wish
from solvers.search.in_turn import Pursuit
from tests.worked_out.by_hand import estate, fund, programme, work, work_type

GAP = 1e-2
FURTHEST = 6 * solving.SHORTFALL_GAP * GAP
"""How far above the least a shortfall found at once may be: for nothing up to 4, and at its price beyond."""


def short_of_money() -> Programme:
    """Return ten estates that must start, each with a work that may be left out; money lacks for four."""
    names = [f"E{number}" for number in range(10)]
    extra = work_type("paint", unit_cost=400_000, required=False)
    return programme(
        estates=[estate(name, households=60 + 15 * number) for number, name in enumerate(names)],
        work_types=[work_type(), extra],
        works=[work(name, kind) for name in names for kind in ("pipes", "paint")],
        funds=[fund(2021, 6_500_000)],
        rules={"start_once": {"must_start": True}},
    )


def poor_district() -> Programme:
    """Return a district of 120 estates that must all start on a fifth of its money."""
    must = {"table": "settings", "column": "rules.start_once.must_start", "set": True}
    poor = {"table": "funds", "column": "limit", "scale": 0.2}
    what_if = what_if_from({"name": "poor", "change": [must, poor]}, file="poor.toml")
    return overlay(drawn.district(120, seed=5), what_if).programme


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> list[Pursuit | None]:
    """Let small programmes be searched at once too; what comes of it is listed."""
    told: list[Pursuit | None] = []
    plain = solving.at_once

    def heard(*given: Any) -> Pursuit | None:
        told.append(plain(*given))
        return told[-1]

    monkeypatch.setattr(solving, "_FEW_COLUMNS", 0)
    monkeypatch.setattr(solving, "at_once", heard)
    return told


def consistent(given: Programme, found: Solve) -> None:
    """See that what gave way is what the audit finds, and that figures keep within their bounds."""
    assert found.plan is not None
    assert found.status == "IMPOSSIBLE"
    assert {(g.rule, g.where) for g in found.gave_way} == {
        (b.rule, b.where) for b in audit(given, found.plan)
    }
    for rank in found.ranks:
        assert rank["shortfall"] is not None
        assert rank["least"] is not None
        assert rank["least"] - 1e-9 <= rank["shortfall"] <= rank["least"] + FURTHEST * max(rank["least"], 1)
    assert found.objective is not None
    assert found.bound is not None
    assert found.objective <= found.bound + 1e-6 * abs(found.bound)


def test_both_bounds_hold_for_the_best_plan_of_all(at_once: list[Pursuit | None]) -> None:
    given = short_of_money()
    exact = solve(given, engine="highs", gap=0.0, seconds=60, workers=1, best_possible=True)
    found = solve(given, engine="priced", gap=GAP, seconds=60, workers=1, best_possible=True, brief=True)
    assert at_once[0] is not None
    assert at_once[0].x is not None
    consistent(given, found)
    least = exact.ranks[0]["shortfall"]
    told = found.ranks[0]["least"]
    assert least is not None
    assert told is not None
    assert least > 0.1
    assert told <= least + 1e-6
    assert exact.objective is not None
    assert found.bound is not None
    assert found.bound >= exact.objective - 1e-6 * abs(exact.objective)


def test_a_district_comes_within_the_gap_and_to_the_same_again() -> None:
    given = poor_district()
    told = [
        solve(given, "priced", gap=GAP, seconds=120, workers=1, best_possible=True, brief=True)
        for _ in range(2)
    ]
    consistent(given, told[0])
    assert told[0].gap is not None
    assert told[0].gap <= GAP
    assert told[0].repeatable
    assert told[0].plan == told[1].plan
    assert told[0].ranks == told[1].ranks


def test_a_case_that_no_plan_can_meet_is_told_by_its_shortfalls_alone() -> None:
    """It is the same as to prove first that it is impossible, and then to plan the best possible."""
    rich, poor = drawn.district(120, seed=5), poor_district()
    left = solve(rich, "priced", gap=GAP, seconds=120, workers=1).warm
    more: dict[str, Any] = {"gap": GAP, "seconds": 120, "workers": 1, "start_from": left}
    strict = solve(poor, "priced", **more)
    assert (strict.status, strict.plan) == ("IMPOSSIBLE", None)
    best = solve(poor, "priced", best_possible=True, brief=True, **more)
    found = solve(poor, "priced", or_best_possible=True, **more)
    consistent(poor, found)
    assert found.plan == best.plan
    assert (found.gave_way, found.ranks) == (best.gave_way, best.ranks)
    assert (found.objective, found.bound) == (best.objective, best.bound)


def test_a_case_with_a_plan_is_solved_as_ever_where_its_shortfalls_prove_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = drawn.district(120, seed=5)
    left = solve(given, "priced", gap=GAP, seconds=120, workers=1).warm
    dearer = {"table": "work_types", "column": "unit_cost", "scale": 1.3}
    changed = overlay(given, what_if_from({"name": "dear", "change": [dearer]}, file="dear.toml")).programme
    more: dict[str, Any] = {"gap": GAP, "seconds": 120, "workers": 1, "start_from": left}
    plain = solve(changed, "priced", **more)
    assert plain.plan is not None
    found = solve(changed, "priced", or_best_possible=True, **more)
    monkeypatch.setattr("solvers.engines.child.run", _unrepaired(child.run))
    halted = solve(changed, "priced", or_best_possible=True, **more)
    for one in (found, halted):
        assert (one.status, one.gave_way) == (plain.status, ())
        assert (one.plan, one.objective, one.bound) == (plain.plan, plain.objective, plain.bound)


def _unrepaired(run: Any) -> Any:
    """Return an engine that finds nothing at first, as where no plan can be repaired."""

    def told(engine: str, arrays: Any, wish: Wish, *given: Any) -> Any:
        if wish.halts:
            return Answer(status=Status.OUT_OF_TIME), False
        return run(engine, arrays, wish, *given)

    return told


@pytest.mark.slow
def test_where_nothing_is_found_at_once_the_least_is_sought_first(monkeypatch: pytest.MonkeyPatch) -> None:
    given = poor_district()
    monkeypatch.setattr(solving, "at_once", lambda *told: None)
    found = solve(given, "priced", gap=GAP, seconds=120, workers=1, best_possible=True, brief=True)
    assert found.plan is not None
    assert found.status == "IMPOSSIBLE"
    assert {(g.rule, g.where) for g in found.gave_way} == {
        (b.rule, b.where) for b in audit(given, found.plan)
    }
    least = found.ranks[0]["least"]
    assert least is not None
    assert least > 0


@pytest.mark.slow
def test_a_future_where_nothing_fits_next_to_the_least_comes_near_the_gap_too(tmp_path: Path) -> None:
    (tmp_path / "by-chance.toml").write_text(FUTURES, encoding="utf-8")
    base = read(located("jinping"))
    stack = [read_what_if(tmp_path / "by-chance.toml")]
    given = cases_of(base, [stack], samples=14, seed=1)[14].programme
    warm = solve(base, "priced", gap=5e-3, seconds=120, workers=1).warm
    found = solve(
        given, "priced", gap=5e-3, seconds=120, workers=1, start_from=warm, best_possible=True, brief=True
    )
    assert found.plan is not None
    assert found.status == "IMPOSSIBLE"
    assert {(g.rule, g.where) for g in found.gave_way} == {
        (b.rule, b.where) for b in audit(given, found.plan)
    }
    assert found.gap is not None
    assert found.gap <= 1e-2, "it was 30 % where the search ended without a plan"
    rank = found.ranks[0]
    assert rank["shortfall"] is not None
    assert rank["least"] is not None
    assert 0 < rank["least"] <= rank["shortfall"] <= 1.1 * rank["least"]
