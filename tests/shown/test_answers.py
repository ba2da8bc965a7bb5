"""Answers and residents: worked out from prices and counts, and shown alike everywhere."""

from __future__ import annotations

import datetime
import io
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openpyxl import load_workbook
from rich.console import Console

from planner.document.answers import strength_of
from planner.document.document import document_of
from planner.report.answers import (
    far_streets,
    lacked_said,
    limit_rows,
    nearest_lines,
    nearest_rows,
    street_lines,
)
from planner.report.book import write_xlsx
from planner.report.facts import Facts
from planner.report.labels import of_number
from planner.report.page import page
from planner.report.payload import payload
from planner.report.residents import (
    by_estate,
    fear_sums,
    menu_rows,
    reserve_rows,
    residents,
    support_rows,
    support_sums,
)
from planner.report.terminal import summary
from planner.report.where import Names, row_names
from planner.words import words
from scenarios.model.programme import Programme
from solvers import audit, solve
from solvers.engines.priced.pricing import Parted
from solvers.rules.program import phasing_program
from solvers.rules.tiers import aims_in_order
from solvers.why.nearly import nearly_earlier


class TestNearest:
    def test_each_estate_lacked_the_money_of_the_year_before(self, four_planned: dict[str, Any]) -> None:
        rows = {row["estate"]: row for row in four_planned["answers"]["nearly_earlier"]}
        years = {c["estate"]: int(c["start"][:4]) for c in four_planned["campaigns"]}
        assert years == {"A": 2021, "B": 2022, "C": 2023, "D": 2024}
        assert set(rows) == {"B", "C", "D"}, "the first year has none before it"
        for key, row in rows.items():
            assert (row["own_year"], row["year"], row["verified"]) == (years[key], years[key] - 1, False)
            assert row["lacked"][0]["rule"] == "money_due_drawn"
            assert row["lacked"][0]["where"] == f"city, {years[key] - 1}"
            assert row["lacked"][0]["needs"] == 100_000
            spent = four_planned["by_year"][years[key] - 1 - 2021]["by_fund"]["city"]
            assert row["lacked"][0]["left"] == pytest.approx(120_000 - spent)
            assert row["lacked"][0]["loss"] > 0
        losses = [row["loss"] for row in four_planned["answers"]["nearly_earlier"]]
        assert losses == sorted(losses)
        assert min(losses) >= 0

    def test_a_year_that_dates_close_is_told_with_its_rule_and_comes_last(self, four: Programme) -> None:
        closed = read_with(four, {"C": "2023-01-01"})
        found = solve(closed, engine="highs", seconds=20)
        rows = document_of(closed, found, audit(closed, found.plan), ())["answers"]["nearly_earlier"]
        last = rows[-1]
        assert (last["estate"], last["loss"], last["start"]) == ("C", None, None)
        assert [one["rule"] for one in last["closed"]] == ["earliest_latest"]
        for lang, word in (("en", "between its earliest and its latest day"), ("zh", "最早与最迟")):
            text = nearest_rows({"answers": {"nearly_earlier": [last]}}, words(lang), Names())[0][-1]
            assert word in text

    def test_the_loss_is_what_the_bound_loses_when_the_start_is_forced(self, four: Programme) -> None:
        """The closed form agrees with pricing the whole program anew with every other start closed."""
        found = solve(four, engine="highs", seconds=20)
        assert found.warm is not None
        assert found.plan is not None
        program = phasing_program(four)
        started = np.array(
            [
                four.clock.period_of(one.start)
                for one in sorted(found.plan.campaigns, key=lambda c: c.campaign)
            ]
        )
        arrays = replace(program.arrays, cost=aims_in_order(program)[0].cost)
        assert arrays.labels is not None
        parted = Parted(arrays, arrays.labels)
        prices = parted.usable(found.warm.known.prices[parted.groups.coupling])
        bound = parted.bound(prices, parted.priced(prices))
        near = nearly_earlier(program, found.warm.known.prices, found.warm.known.point, started, 10)
        assert len(near) == 3
        for one in near:
            assert one.period is not None
            assert one.loss is not None
            starts = program.given.columns.start[one.campaign]
            low, high = arrays.row_low.copy(), arrays.high.copy()
            high[starts[starts >= 0]] = 0.0
            high[starts[one.period]] = 1.0
            group = parted.groups.group[parted.groups.option == starts[one.period]][0]
            low[parted.groups.row[group]] = 1.0
            forced = replace(arrays, row_low=low, high=high)
            there = Parted(forced, arrays.labels)
            assert bound - there.bound(prices, there.priced(prices)) == pytest.approx(one.loss, abs=1e-3)

    def test_without_prices_nobody_is_told(self, four: Programme) -> None:
        found = solve(four, engine="highs", seconds=20)
        bare = replace(found, warm=None)
        made = document_of(four, bare, (), ())
        assert made["answers"]["nearly_earlier"] == []
        assert made["answers"]["limits"]
        assert made["answers"]["streets"]
        assert "Most nearly" not in printed(made, "en", four)


def read_with(given: Programme, earliest: dict[str, str]) -> Programme:
    """The programme with other earliest starts."""
    days = given.estates.earliest.copy()
    for key, day in earliest.items():
        days[list(given.estates.id).index(key)] = np.datetime64(day)
    return given.replace(estates=replace(given.estates, earliest=days))


def printed(document: dict[str, Any], lang: str, programme: Programme) -> str:
    with io.StringIO() as out:
        Console(file=out, width=110).print(summary(document, lang, programme))
        return out.getvalue()


def test_limits_are_those_that_bind_the_dearest_first(four_planned: dict[str, Any]) -> None:
    limits = four_planned["answers"]["limits"]
    assert {row["rule"] for row in limits} >= {"fund_limits"}
    worths = [row["worth"] for row in limits]
    assert worths == sorted(worths, reverse=True)
    for row in limits:
        assert row["worth"] == pytest.approx(row["price"] * row["step"])
        assert row["verified"] is False
    money = next(row for row in limits if row["rule"] == "fund_limits")
    assert (money["unit"], money["step"]) == ({"en": "yuan", "zh": "元"}, 1_000_000)
    assert limit_rows(four_planned, words("zh"), Names(funds={"city": "市级资金"}))[0][2] == "100 万元"
    assert limit_rows(four_planned, words("en"), Names(funds={"city": "City"}))[0][2] == "100 × 10,000 yuan"


class TestStreets:
    def test_shares_add_up_and_waits_are_those_of_households(self, four_planned: dict[str, Any]) -> None:
        rows = {row["street"]: row for row in four_planned["answers"]["streets"]}
        for key in ("share_of_households", "share_of_cost", "share_of_benefit", "share_of_votes"):
            assert math.fsum(row[key] for row in rows.values()) == pytest.approx(1.0)
        assert rows["S"]["share_of_households"] == pytest.approx(190 / 310)
        total = sum(row["households"] * row["mean_wait_years"] for row in rows.values()) / 310
        assert total == pytest.approx(four_planned["measures"]["mean_wait_years"])
        assert (rows["S"]["respondents"], rows["T"]["respondents"]) == (90, None), "three are not told"
        assert (rows["S"]["share_of_respondents"], rows["T"]["share_of_respondents"]) == (1.0, None)

    def test_votes_are_wishes_of_all_households(self, four_planned: dict[str, Any]) -> None:
        street = {"A": "S", "B": "S", "C": "T", "D": "T"}
        wished: dict[str, float] = {"S": 0.0, "T": 0.0}
        for row in four_planned["residents"]["support"]:
            wished[street[row["estate"]]] += row["households"] * row["support"]
        for row in four_planned["answers"]["streets"]:
            assert row["share_of_votes"] == pytest.approx(wished[row["street"]] / sum(wished.values()))
            assert row["low"] <= row["support"] <= row["high"]

    def test_three_answers_are_never_sure(self, four_planned: dict[str, Any]) -> None:
        rows = {row["street"]: row for row in four_planned["answers"]["streets"]}
        assert rows["T"]["strength"] == "weak"
        assert [strength_of(*one) for one in ((0, 0.0), (3, 0.01), (20, 0.01), (300, 0.05), (300, 0.4))] == [
            "none",
            "weak",
            "fair",
            "strong",
            "weak",
        ]

    def test_far_streets_are_named_with_their_shares(self) -> None:
        row = {"share_of_votes": None, "share_of_benefit": 0.5, "strength": "none"}
        rows = [
            {**row, "street": "S", "share_of_households": 0.5, "share_of_cost": 0.55},
            {**row, "street": "T", "share_of_households": 0.2, "share_of_cost": 0.1, "share_of_votes": 0.3},
        ]
        document = {"answers": {"streets": rows}}
        assert [one["street"] for one in far_streets(document)] == ["T"]
        assert street_lines(document, words("en"), 3) == [
            "T: 20.0 % of households, 10.0 % of money, 50.0 % of benefit, 30.0 % of votes (nobody was asked)"
        ]
        assert "T：户数占 20.0 %" in street_lines(document, words("zh"), 3)[0]
        assert "more than a fifth" in street_lines({"answers": {"streets": rows[:1]}}, words("en"), 3)[0]
        assert street_lines({}, words("en"), 3) == []


def test_what_is_left_for_others_is_told_as_such() -> None:
    one = {"rule": "crew_limits", "where": "pipe, 2021Q3", "unit": "crew-day", "needs": 4.0, "left": 9.0}
    assert (
        lacked_said(one, words("en"), Names())
        == "crews (pipes 2021Q3): needs 4 crew-days, 9 left (kept for others)"
    )
    assert lacked_said({**one, "left": 1.0}, words("zh"), Names()).endswith("需 4 队·日，余 1")


class TestShown:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_terminal(self, four_planned: dict[str, Any], four: Programme, lang: str) -> None:
        t, text = words(lang), printed(four_planned, lang, four)
        assert t("Most nearly a year earlier (by price)") in text
        assert t("Streets against their share of households") in text
        nearest = nearest_lines(four_planned, t, row_names(four, t))
        assert len(nearest) == len(four_planned["answers"]["nearly_earlier"])
        assert all(line[:12] in text for line in nearest)
        assert "10.00" in text, "needs, in 10,000 yuan"
        assert "2.00" in text, "what is left"

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_workbook(self, four_planned: dict[str, Any], four: Programme, lang: str, tmp_path: Path) -> None:
        t = words(lang)
        write_xlsx(four_planned, four, tmp_path / "plan.xlsx", lang)
        book = load_workbook(tmp_path / "plan.xlsx")
        told = list(book[t("Answers")].iter_rows(values_only=True))
        cells = {cell for row in told for cell in row if cell is not None}
        assert {t("How each street fares"), t("Limits by worth")} <= cells
        shares = next(row for row in told if row[0] == "S")
        assert shares[2] == pytest.approx(190 / 310)
        named = [row[0] for row in told if row[3] in (2021, 2022, 2023)]
        assert named == [row["name"] for row in four_planned["answers"]["nearly_earlier"]]
        people = list(book[t("Residents")].iter_rows(values_only=True))
        support = [row for row in people if row[0] == "兰园" and row[3] == 60]
        assert support[0][3:7] == (60, None, None, None), "three answers are not told"
        assert support[0][10] == t("weak")
        assert book[t("Residents")].auto_filter.ref
        heads = [row for row in people if row[0] == t("Estate")]
        assert heads[-1][:11] == tuple(
            t(head)
            for head in (
                *("Estate", "Work type", "Households", "Asked", "Answered", "Response rate", "Said yes"),
                *("Support of all households", "At least (90 %)", "At most (90 %)", "How sure"),
            )
        )

    def test_a_document_without_them_has_no_such_sheets_or_parts(
        self, four_planned: dict[str, Any], four: Programme, tmp_path: Path
    ) -> None:
        bare = {key: value for key, value in four_planned.items() if key not in ("answers", "residents")}
        write_xlsx(bare, four, tmp_path / "plan.xlsx", "en")
        assert not {"Answers", "Residents"} & set(load_workbook(tmp_path / "plan.xlsx").sheetnames)
        text = page(bare, four, "en")
        assert 'id="answers"' not in text
        assert 'id="residents"' not in text

    def test_rows_of_residents(self, four_planned: dict[str, Any], four: Programme) -> None:
        facts = Facts(four_planned, four)
        told = residents(four_planned)
        assert len(support_rows(facts, words("en"))) == len(told["support"])
        sums = {row[0]: row for row in support_sums(facts, words("zh"))}
        assert sums["雨污分流"][1:4] == (4, 310, 90)
        assert sums["雨污分流"][5] <= sums["雨污分流"][4] <= sums["雨污分流"][6]
        assert fear_sums(facts, words("en")) == []
        own = by_estate(facts)["C"]["support"]
        assert own[0][1:3] == [None, 60]
        assert own[0][-1] == "weak"
        for row in menu_rows(facts, words("en")):
            assert row[3] != row[5] or row[3] != row[4]

    def test_what_is_not_told_says_so_and_works_left_out_have_their_round(
        self, four_planned: dict[str, Any], four: Programme, tmp_path: Path
    ) -> None:
        place = four_planned["campaigns"][0]["campaign"]
        work = four_planned["campaigns"][0]["works"][0]["work"]
        waiting = {
            **{"campaign": place, "year": 2021, "works": [work], "why": "refused", "probability": None},
            **{"cost": 10_000, "crew_days": {}, "replaced": None, "stands": []},
            **{"earliest": "2022-02-10", "round": None},
        }
        back = {
            **{"campaign": place, "work": work, "why": "refused", "few": True, "units": None},
            **{"households": None, "cost": 10_000, "earliest": "2022-02-10", "round": None},
        }
        told = {**four_planned["residents"], "reserve": [waiting], "catch_up": [back, back]}
        document = {**four_planned, "residents": told}
        for lang, few, never in (("en", "few", "after the plan"), ("zh", "少量", "规划期后")):
            write_xlsx(document, four, tmp_path / f"{lang}.xlsx", lang)
            sheet = load_workbook(tmp_path / f"{lang}.xlsx").worksheets
            cells = [list(row) for one in sheet for row in one.iter_rows(values_only=True)]
            assert any(never in row and datetime.datetime(2022, 2, 10) in row for row in cells)
            assert sum(row.count(few) == 2 for row in cells) == 2
        (row,) = reserve_rows(Facts(document, four), words("en"))
        assert row[4] == "not needed: the plan is made without it"

    def test_the_page_holds_counts_and_texts_of_both_languages(
        self, four_planned: dict[str, Any], four: Programme
    ) -> None:
        held = payload(Facts(four_planned, four))
        assert len(held["answers"]["nearest"]) == len(held["answers"]["keys"]) == 3
        assert held["answers"]["nearest"][0][6].keys() == {"en", "zh"}
        assert [row[0] for row in held["answers"]["streets"]] == [
            row["street"] for row in four_planned["answers"]["streets"]
        ]
        assert held["residents"]["any"] is True


def test_one_of_a_unit_is_told_as_one() -> None:
    english, chinese = words("en"), words("zh")
    assert [of_number("crew-days", n, english) for n in (0, 1, 2)] == ["crew-days", "crew-day", "crew-days"]
    assert of_number("m²", 1, english) == "m²"
    assert of_number("户", 1, chinese) == "户"
