"""What is told about a plan's money, worked out by hand: lapses, firmness, residual value, costs told."""

from typing import Any

import pytest

from solvers.plan.costs_told import CostsTold, costs_told
from solvers.plan.funding import Funding, funding_words
from solvers.plan.lapses import Lapse, lapses
from solvers.plan.plan import Draw, Plan, PlannedCampaign, PlannedWork
from solvers.plan.residual import residual
from tests.worked_out.by_hand import estate, fund, need_met, programme, work, work_type
from tests.worked_out.small import day

THREE_YEARS: dict[str, Any] = {"periods": 3, "first": "2021", "more": {"period": "year"}}


def _plan(*draws: tuple[str, int, int], start: str = "2021-01-01") -> Plan:
    """A plan that starts A and draws so many yuan of funds in years."""
    started = PlannedCampaign(campaign="A", start=day(start), works=(PlannedWork(work="A:pipes"),), cost=123)
    made = [Draw(fund=f, claim_group="-", campaign="A", year=y, amount=100 * yuan) for f, y, yuan in draws]
    return Plan(campaigns=(started,), draws=tuple(made))


def _lapsed(funds: list[dict[str, object]], *draws: tuple[str, int, int]) -> dict[tuple[str, int], float]:
    given = programme(**THREE_YEARS, funds=funds)
    return {(one.fund, one.year): one.amount / 100 for one in lapses(given, _plan(*draws))}


def test_what_is_left_of_a_year_lapses_where_nothing_carries() -> None:
    funds = [fund(2021, 100), fund(2022, 50), fund(2023, 10)]
    assert _lapsed(funds, ("city", 2021, 70), ("city", 2022, 50)) == {("city", 2021): 30, ("city", 2023): 10}


def test_what_lapses_sooner_is_used_first() -> None:
    money: dict[str, Any] = {"carry_share": 1}
    funds = [fund(2021, 100, **money), fund(2022, 50, carry_last_year=2022, **money), fund(2023, 9, **money)]
    assert _lapsed(funds, ("city", 2022, 30)) == {("city", 2022): 20}
    assert _lapsed(funds, ("city", 2022, 60)) == {}
    assert _lapsed(funds) == {("city", 2022): 50}


def test_what_a_carry_share_does_not_keep_lapses() -> None:
    assert _lapsed([fund(2021, 100, carry_share=0.5)], ("city", 2022, 10)) == {
        ("city", 2021): 50,
        ("city", 2022): 20,
        ("city", 2023): 10,
    }


def test_money_of_earlier_years_and_beyond_the_plan() -> None:
    funds = [
        fund(2020, 80, carry_share=1, carry_last_year=2021),
        fund(2023, 7, carry_share=1, carry_last_year=2024),
    ]
    assert _lapsed(funds, ("city", 2021, 30)) == {("city", 2021): 50}


def test_earnings_pay_what_limits_do_not_and_never_lapse() -> None:
    funds = [fund(2021, 100, "income", kind="revenue"), fund(2022, 10, "income", kind="revenue")]
    assert _lapsed(funds, ("income", 2022, 500)) == {("income", 2021): 100}


def test_nothing_lapses_without_limits() -> None:
    given = programme(funds=[fund(2021, 100)], rules={"fund_limits": {"on": False}})
    assert lapses(given, _plan()) == ()


def test_lapses_name_who_could_use_them() -> None:
    given = programme(
        **THREE_YEARS,
        estates=[
            estate(key, households=h, street=s)
            for key, h, s in zip("ABCDE", (9, 50, 70, 60, 80), "SSSST", strict=True)
        ],
        works=[work(key) for key in "ABCDE"],
        funds=[fund(2021, 100, streets="S")],
    )
    late = PlannedCampaign(campaign="B", start=day("2022-01-01"))
    plan = Plan(campaigns=(*_plan().campaigns, late))
    assert lapses(given, plan) == (Lapse(fund="city", year=2021, amount=10_000, could_use=("C", "D", "B")),)


@pytest.mark.parametrize(
    ("least", "word"), [(1, "firm"), (0.95, "firm"), (0.7, "likely"), (0.69, "depends on funding")]
)
def test_the_least_probability_gives_the_word(least: float, word: str) -> None:
    funds = [fund(2021, 100), fund(2022, 100, arrival_probability=least), fund(2021, 5, "own")]
    given = programme(**THREE_YEARS, funds=funds)
    told = funding_words(given, _plan(("city", 2021, 10), ("city", 2022, 10), ("own", 2021, 1)))
    assert [(one.campaign, one.word, one.probability) for one in told] == [("A", word, least)]


def test_carried_money_is_as_firm_as_its_own_row_and_no_money_is_firm() -> None:
    funds = [fund(2021, 100, carry_share=1, arrival_probability=0.8), fund(2023, 1, carry_share=1)]
    given = programme(**THREE_YEARS, funds=funds)
    assert funding_words(given, _plan(("city", 2022, 10))) == (
        Funding(campaign="A", word="likely", probability=0.8, fund="city", year=2022),
    )
    assert funding_words(given, _plan())[0].word == "firm"


def test_residual_value_is_what_comes_after_the_plan() -> None:
    (told,) = residual(programme(), _plan())
    assert told.within + told.after == pytest.approx(need_met("2021-01-10"))
    assert told.after == pytest.approx(need_met("2021-12-31"))


def test_residual_value_of_a_work_that_ends_after_the_plan_is_all_of_it() -> None:
    given = programme(works=[work("A")], estates=[estate("A")], work_types=[work_type(fixed_days=400)])
    (told,) = residual(given, _plan())
    assert told.within == 0
    assert told.after == pytest.approx(need_met("2022-02-04"))


def test_benefits_given_outright_count_within_the_plan() -> None:
    (told,) = residual(programme(benefits=[{"campaign": "A", "value": 77}]), _plan())
    assert (told.within, told.after) == (77, 0)


def test_costs_of_all_sources_stand_side_by_side() -> None:
    actuals = [{"campaign": "A", "contract": 2, "paid": 1}, {"campaign": "B", "estimate": 3}]
    assert costs_told(programme(actuals=actuals), _plan()) == (
        CostsTold(campaign="A", planned=123, estimate=None, contract=200, paid=100),
        CostsTold(campaign="B", planned=None, estimate=300, contract=None, paid=None),
    )
