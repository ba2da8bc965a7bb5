"""Tipping points: the first years stand exactly as long as looking at all plans says."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from planner.study.choosing.tipping import tipping_of
from planner.study.solved import Planned
from planner.study.study import run
from scenarios.model.programme import Programme
from scenarios.read import programme_from
from scenarios.whatif.grids import Grid, range_of
from scenarios.whatif.overlay import overlay
from solvers.cases.case import Options, cases_of
from solvers.futures.first_years import first_years
from solvers.futures.future import told
from solvers.futures.tipping import State, Tipping, Tried
from tests.worked_out.two_stage import best_after

EXACT = Options(engine="highs", gap=0.0)
SETTINGS: dict[str, Any] = {"first_period": "2021H1", "period": "half-year", "periods": 4}
SETTINGS |= {"working_days": [1, 2, 3, 4, 5, 6, 7]}
HOMES = {"A": (100, 3), "B": (60, 2), "C": (80, 2)}
ROWS: dict[str, list[dict[str, Any]]] = {
    "estates": [{"id": e, "name": e.lower(), "street": e, "households": n} for e, (n, _) in HOMES.items()],
    "work_types": [
        {"id": "pipes", "name": "pipes", "work_class": "basic", "unit_cost": 100_000, "fixed_days": 60},
    ],
    "works": [{"place": e, "work_type": "pipes", "quantity": q, "need": 1} for e, (_, q) in HOMES.items()],
    "funds": [
        {"fund": "city", "kind": "city", "year": 2021, "limit": 350_000, "carry_share": 1},
        {"fund": "city", "kind": "city", "year": 2022, "limit": 400_000, "carry_share": 1},
    ],
}


def programme(**rows: list[dict[str, Any]]) -> Programme:
    return programme_from({**ROWS, **rows}, SETTINGS)


def base_of(of: Programme) -> Planned:
    (base,) = run(cases_of(of, options=EXACT), EXACT).found
    return base


def must_change(base: Planned, grid: Grid, years: int) -> dict[float, bool]:
    """By value, whether no best plan keeps the base plan's first years; by looking at all plans."""
    assert base.solve.plan is not None
    held = told(first_years(base.case.programme, base.solve.plan, years))
    worse = {}
    for what_if in grid.what_ifs:
        table = best_after(overlay(base.case.programme, what_if).programme, years)
        best = max(table.values())
        kept = table.get(held, -float("inf"))
        worse[float(what_if.edits[0].written)] = kept < best - 1e-9 * max(abs(best), 1.0)
    return worse


@pytest.mark.parametrize(
    ("text", "first_money"),
    [
        ("funds.city.2021.limit=0:700000:50000", 350_000),
        ("funds.city.2021.limit=0:700000:50000", 225_000),  # the base lies between two values
        ("work_types.unit_cost*=0.5:2:0.125", 350_000),
        ("settings.prices.growth=0:40%:5%", 350_000),
    ],
)
def test_first_years_tip_where_looking_at_all_plans_says(text: str, first_money: int) -> None:
    of = programme(funds=[{**ROWS["funds"][0], "limit": first_money}, ROWS["funds"][1]])
    base = base_of(of)
    grid = range_of(text, of, 8)
    must = must_change(base, grid, 1)
    found = tipping_of(base, grid, 1, EXACT)
    assert {one["side"] for one in found} <= {"above", "below"}
    for one in found:
        tried = {each["value"]: each for each in one["tried"]}
        for value, each in tried.items():
            assert (each["state"] in (State.LOSES, State.BREAKS)) == must[value], value
        if one["value"] is None:
            assert one["state"] == State.KEEPS
            assert not must[max(tried, key=lambda v: abs(v - one["own"]))]
            continue
        assert must[one["value"]]
        last = one["between"][0] if one["side"] == "above" else one["between"][1]
        assert last == one["own"] or not must[last]
        low, high = sorted((last, one["value"]))
        assert [v for v in must if low < v < high] == []
        assert one["estates"]


def test_what_changes_is_told_with_a_plan_that_is_better() -> None:
    of = programme()
    base = base_of(of)  # A first; with less money in 2021 A has to wait and C or B comes
    grid = range_of("funds.city.2021.limit=0:350000:25000", of, 8)
    (below,) = tipping_of(base, grid, 1, EXACT)
    assert (below["side"], below["between"], below["value"]) == ("below", [275_000, 300_000], 275_000)
    assert (below["state"], below["come"], below["wait"], below["move"]) == ("breaks", ["C"], ["A"], [])
    assert below["sentence"]["en"] == (
        "Keep the first year of the plan unless City funds 2021 limit falls below 30.00 × 10,000 yuan: at "
        "27.50 × 10,000 yuan no plan that keeps it keeps every rule; then a and c swap."
    )
    assert below["sentence"]["zh"].endswith("a与c对调。")
    assert below["case"] == "funds.city.2021.limit=275000"


def test_a_value_that_does_not_matter_leaves_the_first_years_as_they_are() -> None:
    of = programme()
    (above,) = tipping_of(base_of(of), range_of("settings.prices.growth=0:2%", of, 4), 1, EXACT)
    assert (above["value"], above["state"], above["estates"], above["between"]) == (None, "keeps", [], [0.02])
    assert [each["value"] for each in above["tried"]] == [0.01, 0.02]
    assert all(each["loss"] == [0.0, 0.0] for each in above["tried"])
    assert above["sentence"]["en"].startswith(
        "Keep the first year of the plan for price growth a year from 0.00 % to 2.00 %: at the values tried, "
    )


def test_where_no_plan_keeps_every_rule_that_is_what_is_told() -> None:
    of = programme_from(ROWS, {**SETTINGS, "rules": {"start_once": {"must_start": True}}})
    found = tipping_of(base_of(of), range_of("work_types.unit_cost*=1:2:0.1", of, 8), 1, EXACT)
    assert [(one["state"], one["value"], one["estates"]) for one in found] == [("impossible", 1.1, [])]
    assert "no plan at all keeps every rule" in found[0]["sentence"]["en"]


def test_a_loose_gap_never_claims_that_the_first_years_must_change() -> None:
    of = programme()
    base = base_of(of)
    grid = range_of("funds.city.2022.limit=0:400000:100000", of, 8)
    must = must_change(base, grid, 1)
    for one in tipping_of(base, grid, 1, Options(engine="highs", gap=0.5)):
        for each in one["tried"]:
            if each["state"] in (State.LOSES, State.BREAKS):
                assert must[each["value"]]


def test_a_range_without_a_step_is_divided() -> None:
    of = programme()
    grid = range_of("funds.city.2021.limit=0:20万", of, 4)
    assert [what_if.name.rpartition("=")[2] for what_if in grid.what_ifs] == [
        "0",
        "50000",
        "100000",
        "150000",
        "200000",
    ]
    assert len(range_of("settings.prices.growth=0:10%:5%", of, 4).what_ifs) == 3


def test_values_without_an_answer_leave_the_interval_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not known is not guessed: the tipping point lies between what is known on either side."""
    of = programme()
    base = base_of(of)
    known = Tipping._try

    def silent(self: Tipping, number: int, there: Programme) -> Tried:
        found = known(self, number, there)
        money = int(there.funds.limit[0]) // 100
        quiet = money in (200_000, 250_000, 275_000)
        return dataclasses.replace(found, state=State.UNKNOWN, loss=None) if quiet else found

    monkeypatch.setattr(Tipping, "_try", silent)
    (below,) = tipping_of(base, range_of("funds.city.2021.limit=0:350000:25000", of, 8), 1, EXACT)
    assert below["state"] == "breaks"
    assert below["between"] == [225_000, 350_000]
    assert below["sentence"]["en"].endswith("values without an answer in time: 2.")
    monkeypatch.setattr(
        Tipping,
        "_try",
        lambda self, number, there: dataclasses.replace(
            known(self, number, there), state=State.UNKNOWN, loss=None
        ),
    )
    (below,) = tipping_of(base, range_of("funds.city.2021.limit=0:350000:25000", of, 8), 1, EXACT)
    assert (below["state"], below["value"], below["between"]) == ("unknown", None, [350_000])
