"""What works cost, when they are paid and what they are worth, worked out by hand to the fen and the day."""

import math
from typing import Any, ClassVar

import pytest

from scenarios.model.programme import Programme
from solvers.plan.audit import worth
from tests.worked_out.small import (
    ESTATE,
    FUND,
    OTHER,
    OTHER_WORK,
    PIPES,
    WORK,
    found,
    plan,
    programme,
    starts,
)

Q1, Q4 = "2021-01-01", "2021-10-01"
A = "A (Ayuan)"
Row = dict[str, Any]
SIX_YEARS: dict[str, Any] = {"periods": 24, "funds": [{**FUND, "year": year} for year in range(2021, 2027)]}
"""2021 to 2026, with a million yuan in each year."""


def costs(given: Programme, campaign: str, start: str) -> int:
    """Return what a plan of one campaign costs, in fen; what is due of it can be drawn."""
    one = plan(starts(campaign, start))
    assert found(given, one) == []
    return worth(given, one).cost


class TestGrowth:
    """10,000 yuan in 2021, and 4 % a year more of prices, 2 % of pipes."""

    KIND: ClassVar[Row] = {**PIPES, "cost_growth": 0.02}

    @pytest.mark.parametrize(
        ("start", "fen"),
        [
            (Q4, 1_000_000),
            ("2022-01-01", 1_060_800),  # 1.04 × 1.02
            ("2023-04-01", 1_125_297),  # 1,125,296.64
            ("2024-07-01", 1_193_715),  # 1,193,714.675712
        ],
    )
    def test_with_every_year_after_the_first(self, start: str, fen: int) -> None:
        given = programme(work_types=[self.KIND], prices={"growth": 0.04}, **SIX_YEARS)
        assert costs(given, "A", start) == fen

    def test_from_a_base_year(self) -> None:
        """Of 2019: two years in 2021, and none less where the base year is still to come."""
        later = programme(work_types=[PIPES], prices={"growth": 0.1, "base_year": 2019}, **SIX_YEARS)
        assert costs(later, "A", Q1) == 1_210_000
        sooner = programme(work_types=[PIPES], prices={"growth": 0.1, "base_year": 2023}, **SIX_YEARS)
        assert costs(sooner, "A", Q1) == 1_000_000

    def test_a_fen_too_little_is_found(self) -> None:
        given = programme(work_types=[self.KIND], prices={"growth": 0.04}, **SIX_YEARS)
        late = plan(starts("A", "2023-04-01", cost=1_125_296))
        assert found(given, late) == [("stated_figures", A, 0.01, "yuan")]

    def test_learning_is_for_those_that_are_no_pilots_and_start_late_enough(self) -> None:
        given = programme(
            estates=[{**ESTATE, "pilot": "yes"}, OTHER],
            works=[WORK, OTHER_WORK],
            prices={"learning": 0.05, "learning_from": "2021-06-30"},
        )
        both = [plan(starts("A", Q4), starts("B", start)) for start in ("2021-04-01", "2021-07-01")]
        assert [worth(given, one).cost for one in both] == [2_000_000, 1_950_000]


class TestHardship:
    """Of 100 households 20 of low income are excused whole, 30 near it by half: residents pay 65 %."""

    KIND: ClassVar[Row] = {**PIPES, "resident_share": 0.2, "resident_share_realised": 0.1}
    FUNDS: ClassVar[list[Row]] = [
        {"fund": "owners", "kind": "resident", "year": 2021, "limit": 1_000_000},
        {**FUND, "backs": "resident"},
        {**FUND, "fund": "province", "kind": "province"},
    ]

    def drawn(self, hardship: str, owners: float, backed: float, rest: float, **more: Any) -> Any:
        given = programme(
            estates=[{**ESTATE, "hardship": hardship}], work_types=[self.KIND], funds=self.FUNDS, **more
        )
        draws = [
            ("owners", "owners", "A", 2021, owners),
            ("city", "city", "A", 2021, backed),
            ("province", "city+province", "A", 2021, rest),
        ]
        return found(given, plan(starts("A", Q1), draws=[draw for draw in draws if draw[-1]]))

    def test_government_pays_what_is_excused(self) -> None:
        """Nominal 2,000 × 0.65 = 1,300, paid 650, backed 650; the rest is government's."""
        assert self.drawn("low_income 20; near_poor 30", 650, 650, 8700) == []

    def test_a_class_without_exemption_pays_all(self) -> None:
        assert self.drawn("disabled 50", 1000, 1000, 8000) == []

    def test_nobody_pays_less_than_nothing(self) -> None:
        """More households than there are count once each; both classes together excuse more than all."""
        assert self.drawn("low_income 150; near_poor 30", 0, 0, 10_000) == []

    def test_exemptions_are_settings(self) -> None:
        assert self.drawn("low_income 20", 900, 900, 8200, exemptions={"low_income": 0.5}) == []

    def test_paying_as_if_nobody_were_excused_is_a_breach(self) -> None:
        assert self.drawn("low_income 20; near_poor 30", 1000, 650, 8350) == [
            ("money_due_drawn", f"{A} owners 2021", 350, "yuan"),
            ("money_due_drawn", f"{A} city+province 2021", 350, "yuan"),
        ]


class TestPayments:
    """100 days from 1 October 2021 for 10,000.01 yuan: 30 % at the start, 3 % half a year after the end."""

    GIVEN: ClassVar[Row] = {
        "work_types": [{**PIPES, "fixed_days": 100}],
        "works": [{**WORK, "cost": "10000.01"}],
        "first_period": "2021Q4",
        "funds": [FUND, {**FUND, "year": 2022}],
    }
    PROFILE: ClassVar[Row] = {"advance": 0.3, "retention": 0.03}

    def test_advance_progress_and_retention(self) -> None:
        """1,000,001 fen: 300,000, 30,000 and 670,001, of which 92 % rounded down, 616,400, are due in 2021.

        The works end on 9 January 2022; 183 days later is 11 July 2022.
        """
        given = programme(payments=self.PROFILE, **self.GIVEN)
        right = [("city", "city", "A", 2021, 9164), ("city", "city", "A", 2022, 836.01)]
        assert found(given, plan(starts("A", Q4), draws=right)) == []
        wrong = [("city", "city", "A", 2021, 9200), ("city", "city", "A", 2022, 800.01)]
        assert found(given, plan(starts("A", Q4), draws=wrong)) == [
            ("money_due_drawn", f"{A} city 2021", 36, "yuan"),
            ("money_due_drawn", f"{A} city 2022", 36, "yuan"),
        ]

    def test_what_is_released_after_the_plan_is_due_after_it(self) -> None:
        """A year and more after 9 January 2022 is beyond the plan's two years."""
        given = programme(payments={**self.PROFILE, "release_days": 357}, **self.GIVEN, periods=5)
        assert found(given, plan(starts("A", Q4, due_after_plan=30_000))) == []
        sooner = programme(payments={**self.PROFILE, "release_days": 356}, **self.GIVEN, periods=5)
        assert found(sooner, plan(starts("A", Q4, due_after_plan=30_000))) == [
            ("stated_figures", A, 300, "yuan")
        ]

    def test_a_class_has_its_own_profile_whole(self) -> None:
        """Basic works are paid as they progress: 9,200 in 2021, and nothing is kept back."""
        by_class = {"basic": {"advance": 0, "retention": 0}}
        given = programme(payments={**self.PROFILE, "by_class": by_class}, **self.GIVEN)
        drawn = [("city", "city", "A", 2021, 9200), ("city", "city", "A", 2022, 800.01)]
        assert found(given, plan(starts("A", Q4), draws=drawn)) == []


class TestBenefit:
    """Pipes for 100 households from 10 January 2021, ten days after the start, to 31 December 2031."""

    YEARS = (4016 - 9) / 365.25

    def of(self, aims: Row | None = None, **more: Any) -> float:
        given = programme({}, aims or {}, **more)
        return worth(given, plan(starts("A", Q1))).benefit

    def test_without_growth_it_is_the_plain_difference(self) -> None:
        assert self.of() == pytest.approx(100 * self.YEARS, rel=1e-12)

    @pytest.mark.parametrize(("growth", "discount"), [(0.03, 0.0), (0.0, 0.04), (0.03, 0.04), (0.05, 0.05)])
    def test_need_grows_and_later_years_count_less(self, growth: float, discount: float) -> None:
        """The integral of q to the years since the plan began, by the midpoints of a thousand strips."""
        q = (1 + growth) / (1 + discount)
        strip = self.YEARS / 1000
        summed = math.fsum(q ** (9 / 365.25 + (i + 0.5) * strip) * strip for i in range(1000))
        kinds = [{**PIPES, "need_growth": growth}]
        assert self.of({"discount": discount}, work_types=kinds) == pytest.approx(100 * summed, rel=1e-6)

    def test_nothing_after_the_evaluation_date(self) -> None:
        kinds = [{**PIPES, "need_growth": 0.1}]
        assert self.of(work_types=kinds, evaluation_date="2021-01-10") == 0
        assert self.of(work_types=kinds, evaluation_date="2021-01-11") > 0

    def test_older_residents_weigh_more(self) -> None:
        """200 residents, 50 over 60, 10 of them over 75: 1 + 0.5 × 0.25 + 1 × 0.05."""
        weights = {"vulnerability": {"over_60": 0.5, "over_75": 1.0}}
        estates = [{**ESTATE, "residents": 200, "over_60": 50, "over_75": 10}]
        assert self.of(weights, estates=estates) == pytest.approx(117.5 * self.YEARS, rel=1e-12)
        unknown = [{**ESTATE, "over_60": 50}]
        assert self.of(weights, estates=unknown) == pytest.approx(100 * self.YEARS, rel=1e-12)

    def test_a_zone_has_the_residents_of_its_estates_that_take_part(self) -> None:
        weights = {"vulnerability": {"over_60": 1.0}, "disruption": 1.0}
        estates = [
            {**ESTATE, "zone": "Z", "residents": 100, "over_60": 50},
            {**OTHER, "zone": "Z", "residents": 300, "over_60": 50},
            {**OTHER, "id": "C", "zone": "Z", "residents": 9, "over_60": 9, "excluded_because": "gone"},
        ]
        kinds = [{**PIPES, "nuisance": "dust 1"}]
        given = programme({}, weights, estates=estates, work_types=kinds, works=[{**WORK, "place": "Z"}])
        found_worth = worth(given, plan(starts("Z", Q1)))
        assert found_worth.benefit == pytest.approx(1.25 * 150 * self.YEARS, rel=1e-12)
        assert found_worth.disruption == pytest.approx(1.25 * 150 * 10, rel=1e-12)
