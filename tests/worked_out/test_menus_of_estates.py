"""Menus of estates: what is offered, what each rule chooses of it, and what either costs the other."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from planner.document.menus import menus_of
from scenarios.model.programme import Programme
from solvers.solving import solve
from tests.worked_out.programmes import Drawn, programmes
from tests.worked_out.small import ESTATE, OTHER, PIPES, Row, plan, programme, starts

TYPES = [
    PIPES,
    *(
        {"id": name, "name": name, "work_class": "upgrade", "unit_cost": cost, "fixed_days": 1}
        for name, cost in {"lift": 600, "park": 400, "trees": 300, "benches": 300}.items()
    ),
]
NEED = {"lift": 1.0, "park": 0.5, "trees": 0.2, "benches": 0.1}


def works(place: str = "A", **more: Row) -> list[Row]:
    rows: list[Row] = [{"place": place, "work_type": "pipes", "quantity": 1, "need": 1}]
    for name, need in NEED.items():
        row: Row = {"place": place, "work_type": name, "quantity": 1, "need": need, "required": "no"}
        rows.append(row | more.get(name, {}))
    return rows


def answers(*chosen: str, estate: str = "A") -> list[Row]:
    return [{"estate": estate, "household": f"H{n}", "chosen": kinds} for n, kinds in enumerate(chosen)]


def ballot(kind: str, support: int, estate: str = "A", respondents: int = 10) -> Row:
    return {"estate": estate, "work_type": kind, "support": support, "respondents": respondents, "asked": 20}


SIX_AND_FOUR = answers(*["trees;benches"] * 6, *["park"] * 4)


def given_by(ballots: list[Row], households: list[Row], rows: list[Row] | None = None) -> Programme:
    return programme(
        estates=[ESTATE, OTHER],
        work_types=TYPES,
        works=works() if rows is None else rows,
        ballots=ballots,
        answers=households,
    )


def with_support(of: Programme, **changed: object) -> Programme:
    """Return the programme with the part ``support`` of its settings changed."""
    support = of.settings.support.model_copy(update=changed)
    return of.replace(settings=of.settings.model_copy(update={"support": support}))


def menu(of: Programme, *included: str, budgets: dict[str, int] | None = None) -> dict[str, Any]:
    (row,) = menus_of(of, plan(starts("A", "2021-01-01", "A:pipes", *included)), budgets)
    return row


def test_households_choose_by_both_rules() -> None:
    row = menu(given_by([], SIX_AND_FOUR), "A:lift", "A:park")
    assert row["ballots"] == "households"
    assert (row["budget"], row["answered"]) == (1000, 10)
    assert row["offered"] == ["lift", "park", "trees", "benches"]
    assert row["bureau"] == ["lift", "park"]
    # Each of ten holds 100: six pay 50 each for trees and 50 for benches, four pay 100 each for the park.
    assert row["equal_shares"] == row["greedy_approval"] == ["park", "trees", "benches"]
    assert row["why"] == row["why_zh"] == ""


def test_the_rules_differ_where_a_majority_could_take_all() -> None:
    row = menu(given_by([], SIX_AND_FOUR), budgets={"A": 70_000})
    assert row["bureau"] == []
    assert row["greedy_approval"] == ["trees", "benches"]
    # Each of ten holds 70: six pay 50 for trees and keep 20; four have 280 of the park's 400. The park fits
    # into the 400 left, but six votes for benches come before four.
    assert row["equal_shares"] == ["trees", "benches"]
    wider = menu(given_by([], answers(*["trees;benches"] * 5, *["park"] * 5)), budgets={"A": 80_000})
    # Each of ten holds 80: five pay 60 each for trees and keep 20, five pay 80 each for the park.
    assert wider["equal_shares"] == ["park", "trees"]
    assert wider["greedy_approval"] == ["trees", "benches"]


def test_prices_are_told_in_the_terms_of_the_other() -> None:
    of = with_support(given_by([], SIX_AND_FOUR), least_told=1)
    row = menu(of, "A:lift", "A:park")
    bureau, theirs = row["prices"]["bureau"], row["prices"]["equal_shares"]
    assert (bureau["cost"], bureau["votes"], bureau["met"], bureau["wished_cost"]) == (1000, 4, 0.4, 160)
    assert (theirs["cost"], theirs["votes"], theirs["met"]) == (1000, 4 + 6 + 6, 1.0)
    assert theirs["wished_cost"] == pytest.approx(0.4 * 400 + 0.6 * 300 + 0.6 * 300)
    # Priorities are 0.5 + support: of ten answers among 100 households, shrunk by 20 towards a half.
    lift, park, trees = (0.5 + (s + 90 * (10 + s) / 30) / 100 for s in (5, 4, 6))
    years = bureau["benefit"] / (100 * (1.0 * lift + 0.5 * park))
    assert theirs["benefit"] == pytest.approx(100 * (0.5 * park + 0.2 * trees + 0.1 * trees) * years)
    assert theirs["benefit_lost"] == pytest.approx(bureau["benefit"] - theirs["benefit"])
    assert (theirs["votes_lost"], theirs["met_lost"], theirs["wished_cost_lost"]) == (12, 0.6, 360)
    assert bureau["benefit_lost"] == bureau["votes_lost"] == bureau["met_lost"] == 0


def test_the_order_of_wishes_counts_where_the_settings_say_so() -> None:
    of = given_by([], answers(*["park;benches"] * 6, *["benches;park"] * 4))
    named = menu(of, budgets={"A": 40_000})
    assert named["greedy_approval"] == named["equal_shares"] == ["benches"], "ten wishes each: the cheaper"
    ranked = menu(with_support(of, answers="rank", least_told=1), budgets={"A": 40_000})
    # First of two is a whole wish, second half of one: the park has 6 + 4 × ½, the benches 4 + 6 × ½.
    assert ranked["greedy_approval"] == ["park"]
    # Each holds 40. Of the benches' 300 four pay all and six 46⅔ × ½; the park would need 80 a point.
    assert ranked["equal_shares"] == ["benches"]
    price = ranked["prices"]["greedy_approval"]
    assert (price["votes"], price["met"], price["wished_cost"]) == (8, 1.0, 320)
    first = menu(with_support(of, answers="top_k", places=1), budgets={"A": 40_000})
    assert first["greedy_approval"] == ["park"]


def test_points_of_households_count() -> None:
    said = ["park 5; benches 2"] * 6 + ["benches 5"] * 4
    households = [{"estate": "A", "household": f"H{n}", "points": points} for n, points in enumerate(said)]
    row = menu(with_support(given_by([], households), least_told=1), budgets={"A": 40_000})
    # The park has 6 wishes, the benches 4 + 6 × 0.4 = 6.4.
    assert row["greedy_approval"] == ["benches"]
    assert row["prices"]["greedy_approval"]["votes"] == 6
    assert row["prices"]["greedy_approval"]["wished_cost"] == pytest.approx(0.64 * 300)


def test_benefit_is_that_of_the_aim() -> None:
    of = given_by([], SIX_AND_FOUR)
    with_lift = plan(starts("A", "2021-01-01", "A:pipes", "A:lift"))
    alone = plan(starts("A", "2021-01-01", "A:pipes"))
    from solvers.plan.audit.worth import worth

    more = worth(of, with_lift).objective - worth(of, alone).objective
    assert menus_of(of, with_lift)[0]["prices"]["bureau"]["benefit"] == pytest.approx(more)


def test_counts_alone_give_greedy_approval_and_say_why_no_more() -> None:
    row = menu(given_by([ballot("park", 3), ballot("trees", 8)], []), "A:lift")
    assert row["ballots"] == "counts"
    assert row["greedy_approval"] == ["trees"]
    assert row["equal_shares"] is row["prices"]["equal_shares"] is None
    assert row["prices"]["greedy_approval"]["met"] is row["prices"]["greedy_approval"]["met_lost"] is None
    assert row["prices"]["greedy_approval"]["wished_cost"] == pytest.approx(0.8 * 300)
    assert "own ballot" in row["why"]
    assert "逐户" in row["why_zh"]


def test_who_was_not_asked_or_does_not_start_has_no_menu() -> None:
    rows = [*works(), *works("B")]
    of = given_by([], SIX_AND_FOUR, rows)
    both = plan(starts("A", "2021-01-01", "A:pipes"), starts("B", "2021-01-01", "B:pipes"))
    assert [row["estate"] for row in menus_of(of, both)] == ["A"]
    assert menus_of(of, plan(starts("B", "2021-01-01", "B:pipes"))) == []


def test_of_alternatives_one_is_chosen_and_musts_are_not_offered() -> None:
    one_of = {"alternatives": "green"}
    rows = works(trees=one_of, benches=one_of)
    row = menu(given_by([], SIX_AND_FOUR, rows), "A:lift", "A:park")
    assert row["equal_shares"] == row["greedy_approval"] == ["park", "trees"]
    must = works(trees=one_of, benches=one_of | {"required": "yes"})
    row = menu(given_by([], SIX_AND_FOUR, must), "A:lift", "A:park")
    assert row["offered"] == ["lift", "park"]


def test_works_that_dates_close_are_not_offered_unless_the_plan_has_them() -> None:
    types = [row | ({"consent_matter": "lift"} if row["id"] == "lift" else {}) for row in TYPES]
    rules = {"consent": {"on": True, "missing": "refused"}}
    of = programme(rules, {}, work_types=types, works=works(), answers=SIX_AND_FOUR)
    assert menu(of, "A:park")["offered"] == ["park", "trees", "benches"]
    assert menu(of, "A:lift")["offered"] == ["lift", "park", "trees", "benches"]


def test_no_household_is_in_the_document() -> None:
    said = json.dumps(menu(given_by([], SIX_AND_FOUR), "A:lift"))
    assert "H0" not in said


def test_who_answers_first_and_what_they_are_called_changes_nothing() -> None:
    renamed = [row | {"household": f"Z{n}"} for n, row in enumerate(reversed(SIX_AND_FOUR))]
    assert menu(given_by([], renamed), "A:park") == menu(given_by([], SIX_AND_FOUR), "A:park")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(drawn=programmes())
def test_no_choice_costs_more_than_the_bureaus_on_any_programme(drawn: Drawn) -> None:
    of = drawn.programme()
    found = solve(of, engine="greedy", seconds=5)
    for row in menus_of(of, found.plan) if found.plan else ():
        prices = row["prices"]
        assert prices["bureau"]["cost"] == row["budget"]
        assert prices["greedy_approval"]["cost"] <= row["budget"]
        assert set(row["greedy_approval"]) <= set(row["offered"])
        assert prices["equal_shares"] is None
