"""Figures that a plan states: what is right is passed, what is tampered with is found by name and amount."""

import copy
import dataclasses
from typing import Any

import pytest

from solvers.plan.plan import Plan
from tests.worked_out.small import (
    ESTATE,
    FUND,
    OTHER,
    OTHER_WORK,
    PIPES,
    WORK,
    day,
    found,
    plan,
    programme,
    starts,
    told,
)

A = "A (Ayuan)"
PAINT = {
    **PIPES,
    "id": "paint",
    "name": "paint",
    "work_class": "upgrade",
    "nuisance": "dust 1",
    "opens_ground": "yes",
}
GIVEN = programme(
    estates=[{**ESTATE, "floor_area": 8000, "buildings": 4}, {**OTHER, "floor_area": 4000}],
    work_types=[{**PIPES, "resident_share": 0.1}, PAINT],
    works=[WORK, {**WORK, "work_type": "paint"}, {**OTHER_WORK, "cost": 5000}],
    funds=[{**FUND, "limit": 30_000}, {**FUND, "fund": "owners", "kind": "resident", "limit": 2_000}],
    targets=[
        {
            "name": "two",
            "measure": "estates",
            "value": 2,
            "by": "2021-12-31",
            "strength": "soft",
            "penalty": 10,
        }
    ],
    evaluation_date="2031-01-10",
)
YEARS_A, YEARS_B = 3652 / 365.25, 3562 / 365.25
BENEFIT = 200 * YEARS_A + 50 * YEARS_B
STATED: dict[str, Any] = {
    "totals": {"estates": 2, "buildings": 5, "households": 150, "floor_area_m2": 12000, "cost": 25_000},
    "by_year": [
        {
            "year": 2021,
            "started": 2,
            "completed": 2,
            "households_started": 150,
            "households_completed": 150,
            "floor_area_completed_m2": 12000,
            "cost": 25_000,
            "by_fund": {"city": 23_500, "owners": 1_500},
            "limits": {"city": 30_000, "owners": 2_000},
            "carried_in": {"city": 0},
        }
    ],
    "by_street": [{"street": "S", "started": 2, "completed": 2, "cost": 25_000}],
    "certificate": {"objective": BENEFIT, "bound": BENEFIT + 1, "gap": 1 / (BENEFIT + 1)},
    "measures": {
        "benefit": BENEFIT,
        "cost": 25_000,
        "disruption": 1000,
        "due_after_plan": 0,
        "mean_wait_years": 0.11,
    },
    "targets": [{"name": "two", "reached": 2, "shortfall": 0}],
}


def right() -> Plan:
    """A plan that states every figure as it is."""
    a = starts("A", "2021-01-01", "A:pipes", "A:paint")
    a = dataclasses.replace(
        a,
        finish=day("2021-01-10"),
        works=tuple(
            dataclasses.replace(w, start=day("2021-01-01"), finish=day("2021-01-10"), cost=1_000_000)
            for w in a.works
        ),
        cost=2_000_000,
        by_payer={"government": 1_900_000, "resident": 100_000},
        by_fund={"city": 1_900_000, "owners": 100_000},
        due_after_plan=0,
        benefit=200 * YEARS_A,
        disruption=1000.0,
    )
    b = starts(
        "B", "2021-04-01", finish=day("2021-04-10"), cost=500_000, by_fund={"city": 450_000, "owners": 50_000}
    )
    draws = [
        ("city", "city", "A", 2021, 19_000),
        ("owners", "owners", "A", 2021, 1_000),
        ("city", "city", "B", 2021, 4_500),
        ("owners", "owners", "B", 2021, 500),
    ]
    return plan(a, b, draws=draws, **copy.deepcopy(STATED))


def with_a(**changes: Any) -> Plan:
    """The right plan with something of A changed."""
    a, b = right().campaigns
    return dataclasses.replace(right(), campaigns=(dataclasses.replace(a, **changes), b))


def with_work(number: int, **changes: Any) -> Plan:
    """The right plan with something of a work of A changed."""
    works = list(right().campaigns[0].works)
    works[number] = dataclasses.replace(works[number], **changes)
    return with_a(works=tuple(works))


def with_draw(number: int, **changes: Any) -> Plan:
    """The right plan with something of a draw changed."""
    draws = list(right().draws)
    draws[number] = dataclasses.replace(draws[number], **changes)
    return dataclasses.replace(right(), draws=tuple(draws))


def test_a_plan_that_states_what_it_does_is_passed() -> None:
    assert found(GIVEN, right()) == []


def test_figures_left_out_are_not_missed() -> None:
    bare = dataclasses.replace(right().campaigns[1], finish=None, cost=None, by_fund=None)
    assert found(GIVEN, dataclasses.replace(right(), campaigns=(right().campaigns[0], bare), stated={})) == []


@pytest.mark.parametrize(
    ("tampered", "where", "amount", "unit", "named"),
    [
        (with_a(finish=day("2021-01-12")), A, 2, "days", "finish"),
        (with_a(cost=2_000_100), A, 1, "yuan", "cost"),
        (with_a(due_after_plan=1), A, 0.01, "yuan", "due after the plan"),
        (with_a(benefit=200 * YEARS_A + 3), A, 3, "household-years", "benefit"),
        (with_a(disruption=0.0), A, 1000, "household-days", "disruption"),
        (with_work(0, cost=1_000_050), A, 0.5, "yuan", "cost of A:pipes"),
        (with_work(1, start=day("2021-01-02")), A, 1, "days", "start of A:paint"),
        (with_work(1, finish=day("2020-01-10")), A, 366, "days", "finish of A:paint"),
    ],
)
def test_a_figure_of_a_campaign_tampered_with(
    tampered: Plan, where: str, amount: float, unit: str, named: str
) -> None:
    (breach,) = told(GIVEN, tampered)
    assert (breach.rule, breach.where, breach.unit) == ("stated_figures", where, unit)
    assert breach.amount == pytest.approx(amount)
    assert named in breach.sentence


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ({"by_fund": {"city": 1_900_100, "owners": 99_900}}, ["fund city", "fund owners"]),
        ({"by_fund": {"city": 1_900_000, "owners": 100_000, "mint": 100}}, ["fund mint"]),
        ({"by_fund": {"city": 1_900_000 - 100, "owners": 100_000}}, ["fund city"]),
        (
            {"by_payer": {"government": 1_899_900, "resident": 100_000, "utility": 100}},
            ["government", "utility"],
        ),
    ],
)
def test_who_pays_tampered_with(by: dict[str, Any], names: list[str]) -> None:
    breaches = told(GIVEN, with_a(**by))
    assert [(b.rule, b.where, b.amount) for b in breaches] == [("stated_figures", A, 1)] * len(names)
    assert all(name in b.sentence for name, b in zip(names, breaches, strict=True))


def test_sums_by_fund_and_payer_without_draws() -> None:
    """City's 23,501 of 23,500 yuan: without draws only the sums can be wrong, and are told."""
    bare = dataclasses.replace(
        with_a(by_fund={"city": 1_900_100, "owners": 100_000}, by_payer={"government": 2_000_200}),
        draws=(),
        stated={},
    )
    assert found(GIVEN, bare) == [("stated_figures", A, 1, "yuan"), ("stated_figures", A, 2, "yuan")]


@pytest.mark.parametrize(
    ("path", "said", "where", "amount", "unit"),
    [
        (("totals", "estates"), 3, "totals", 1, "estates"),
        (("totals", "buildings"), 4, "totals", 1, "buildings"),
        (("totals", "households"), 160, "totals", 10, "households"),
        (("totals", "floor_area_m2"), 12001, "totals", 1, "m2"),
        (("totals", "cost"), 25_000.01, "totals", 0.01, "yuan"),
        (("by_year", 0, "started"), 1, "year 2021", 1, "estates"),
        (("by_year", 0, "completed"), 3, "year 2021", 1, "estates"),
        (("by_year", 0, "households_completed"), 100, "year 2021", 50, "households"),
        (("by_year", 0, "floor_area_completed_m2"), 11_000, "year 2021", 1000, "m2"),
        (("by_year", 0, "cost"), 24_000, "year 2021", 1000, "yuan"),
        (("by_year", 0, "by_fund", "city"), 23_501, "year 2021", 1, "yuan"),
        (("by_year", 0, "limits", "city"), 31_000, "year 2021", 1000, "yuan"),
        (("by_year", 0, "carried_in", "city"), 5, "year 2021", 5, "yuan"),
        (("by_year", 0, "year"), 2031, "year 2031", 1, "years"),
        (("by_street", 0, "cost"), 20_000, "street S", 5000, "yuan"),
        (("measures", "benefit"), BENEFIT - 2, "measures", 2, "household-years"),
        (("measures", "cost"), 25_001, "measures", 1, "yuan"),
        (("measures", "disruption"), 1100, "measures", 100, "household-days"),
        (("measures", "mean_wait_years"), 1, "measures", 1 - 39 / 365.25, "years"),
        (("measures", "due_after_plan"), 1, "measures", 1, "yuan"),
        (("targets", 0, "reached"), 1, "target two", 1, "estates"),
        (("targets", 0, "shortfall"), 1, "target two", 1, "estates"),
        (("certificate", "gap"), 0, "certificate", 1 / (BENEFIT + 1), ""),
    ],
)
def test_a_sum_tampered_with(path: tuple[Any, ...], said: Any, where: str, amount: float, unit: str) -> None:
    (breach,) = told(GIVEN, dataclasses.replace(right(), stated=changed(path, said)))
    assert (breach.rule, breach.where, breach.unit) == ("stated_figures", where, unit)
    assert breach.amount == pytest.approx(amount)


def test_the_objective_tampered_with() -> None:
    """The gap is then wrong too: it no longer lies between objective and bound."""
    stated = changed(("certificate", "objective"), BENEFIT + 1)
    objective, gap = told(GIVEN, dataclasses.replace(right(), stated=stated))
    assert (objective.where, objective.unit, objective.amount) == (
        "certificate",
        "aim units",
        pytest.approx(1),
    )
    assert "gap" in gap.sentence


def changed(path: tuple[Any, ...], said: Any) -> dict[str, Any]:
    """What is stated, with one figure changed."""
    stated = copy.deepcopy(STATED)
    held: Any = stated
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = said
    return stated


@pytest.mark.parametrize("said", ["many", None, True, [], {}, float("nan"), float("inf"), 10**400])
def test_what_is_no_number_is_told_and_stops_nothing(said: Any) -> None:
    for path in [
        ("totals", "cost"),
        ("totals",),
        ("by_year",),
        ("by_year", 0),
        ("by_year", 0, "year"),
        ("certificate",),
    ]:
        breaches = told(GIVEN, dataclasses.replace(right(), stated=changed(path, said)))
        assert {breach.rule for breach in breaches} <= {"stated_figures"}


class TestTampering:
    """One start, one amount, one included work."""

    def test_a_start_moved_by_hand(self) -> None:
        """What else was stated of A no longer fits: its dates, and the benefit of 90 days less."""
        moved = with_a(start=day("2021-04-01"))
        breaches = told(GIVEN, dataclasses.replace(moved, stated={}))
        assert {(b.rule, b.where) for b in breaches} == {("stated_figures", A)}
        assert [(b.amount, b.unit) for b in breaches if b.unit == "days"] == [(90, "days")] * 5
        (benefit,) = (b for b in breaches if b.unit == "household-years")
        assert benefit.amount == pytest.approx(200 * 90 / 365.25)

    def test_a_draw_changed_by_one_fen(self) -> None:
        breaches = found(GIVEN, dataclasses.replace(with_draw(0, amount=1_899_999), stated={}))
        assert breaches == [
            ("money_due_drawn", f"{A} city 2021", 0.01, "yuan"),
            ("stated_figures", A, 0.01, "yuan"),
            ("stated_figures", A, 0.01, "yuan"),
        ]

    def test_a_draw_moved_to_another_fund(self) -> None:
        breaches = found(GIVEN, dataclasses.replace(with_draw(0, fund="owners"), stated={}))
        assert ("who_may_draw", "owners", 19_000, "yuan") in breaches
        assert ("fund_limits", "owners 2021", 18_500, "yuan") in breaches

    def test_an_included_work_taken_out(self) -> None:
        """Paint is optional: its money is then drawn for nothing."""
        breaches = found(GIVEN, dataclasses.replace(with_a(works=right().campaigns[0].works[:1]), stated={}))
        assert ("money_due_drawn", f"{A} city 2021", 10_000, "yuan") in breaches
        assert ("stated_figures", A, 10_000, "yuan") in breaches

    def test_a_required_work_taken_out(self) -> None:
        breaches = found(GIVEN, dataclasses.replace(with_a(works=right().campaigns[0].works[1:]), stated={}))
        assert ("required_works", A, 1, "works") in breaches

    def test_a_work_of_another_campaign_put_in(self) -> None:
        works = (*right().campaigns[0].works, dataclasses.replace(right().campaigns[1].works[0]))
        assert found(GIVEN, with_a(works=works)) == [("required_works", A, 1, "works")]

    def test_a_campaign_taken_out(self) -> None:
        """Its draws stay behind: they pay for nothing."""
        left = dataclasses.replace(right(), campaigns=right().campaigns[:1], stated={})
        assert found(GIVEN, left) == [
            ("money_due_drawn", "B (Byuan) city 2021", 4_500, "yuan"),
            ("money_due_drawn", "B (Byuan) owners 2021", 500, "yuan"),
        ]
