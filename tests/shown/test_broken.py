"""By how much rules fall short in a case: added up by place and year, told in both languages."""

from __future__ import annotations

from dataclasses import replace

from planner.study.broken import fell_short
from planner.study.solved import Planned
from solvers.cases.case import cases_of
from solvers.engines.answer import Status
from solvers.plan.gave_way import GaveWay
from solvers.solving import solve
from tests.worked_out.by_hand import estate, fund, programme, work, work_type


def case(*gave: tuple[str, str, float, str]) -> Planned:
    """A case of four estates in which rules gave way as told: rule, where, amount, unit."""
    given = programme(
        estates=[estate(key, street="East" if key < "D" else "West") for key in "ABCD"],
        work_types=[work_type(), work_type("parking", name="停车泊位", unit="个")],
        works=[work(key) for key in "ABCD"],
        funds=[fund(2021, 9_000_000)],
    )
    entries = [
        GaveWay(rule=rule, where=where, amount=amount, unit=unit, rank=1, sentence=where, sentence_zh=where)
        for rule, where, amount, unit in gave
    ]
    found = replace(solve(given, gap=0.0, workers=1), gave_way=tuple(entries))
    return Planned(case=cases_of(given)[0], status=Status.IMPOSSIBLE, solve=found)


def test_nothing_is_told_where_every_rule_is_kept() -> None:
    assert fell_short(case()) == []


def test_amounts_of_a_place_are_added_up_by_year_the_most_first() -> None:
    (told,) = fell_short(
        case(
            ("crew_limits", "power 2021Q3", 2.0, "crew-days"),
            ("crew_limits", "pipe 2022Q1", 40.0, "crew-days"),
            ("crew_limits", "power 2021Q4", 3.5, "crew-days"),
            ("crew_limits", "power 2022Q1", 1.0, "crew-days"),
        )
    )
    assert told["amount"] == 46.5
    assert [(one["place"], one["years"]) for one in told["places"]] == [
        ("pipe", [{"year": 2022, "amount": 40.0}]),
        ("power", [{"year": 2021, "amount": 5.5}, {"year": 2022, "amount": 1.0}]),
    ]
    assert told["sentence"] == (
        "crews: short by 46.50 crew-days (pipes 2022: 40; power lines 2021: 5.50, 2022: 1)"
    )
    assert "缺口 46.50 队·日" in told["sentence_zh"]


def test_campaigns_that_do_not_start_are_counted_by_street() -> None:
    gave = [("must_start", f"{key} (Court {key})", 1.0, "campaigns") for key in "ABD"]
    (told,) = fell_short(case(*gave))
    assert [(one["place"], one["years"][0]) for one in told["places"]] == [
        ("East", {"year": None, "amount": 2.0}),
        ("West", {"year": None, "amount": 1.0}),
    ]
    assert told["sentence"] == "duty to start: short by 3 campaigns (East 2; West 1)"


def test_a_target_of_works_is_told_in_their_unit_and_its_name_stays() -> None:
    short, money = fell_short(
        case(
            ("targets", "2025年底新增车位3万个", 1713.0, "parking"),
            ("due_after_plan", "> 2025", 20_000.0, "yuan"),
        )
    )
    assert short["sentence_zh"] == "指标：缺口 1,713 个（停车泊位）（2025年底新增车位3万个 1,713）"
    assert money["sentence"] == "due after the plan: short by 2.00 × 10,000 yuan (after the plan 2.00)"


def test_many_places_are_told_by_the_first_and_how_many_more() -> None:
    gave = [("fund_limits", f"fund{n} 2021", 10_000.0 * (9 - n), "yuan") for n in range(8)]
    (told,) = fell_short(case(*gave))
    assert len(told["places"]) == 8
    assert told["sentence"].endswith("fund4 2021: 5.00; and 3 more)")
