"""Money, worked out by hand to the fen: parts, dues by year, who may draw, limits and carry-over."""

from typing import Any, ClassVar

import pytest

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
    told,
)

Q1, Q3, Q4 = "2021-01-01", "2021-07-01", "2021-10-01"
A = "A (Ayuan)"
LATE = {"first_period": "2021Q4"}
NEXT = {**FUND, "year": 2022}
Row = dict[str, Any]


class TestAStraddlingWork:
    """100 days from 1 October 2021: 92 in 2021, 8 in 2022; 10,000.01 yuan are 1,000,001 fen."""

    KIND: ClassVar[Row] = {**PIPES, "fixed_days": 100}
    WORKS: ClassVar[list[Row]] = [{**WORK, "cost": "10000.01"}]

    def given(self, **more: Any) -> Any:
        return programme(work_types=[self.KIND], works=self.WORKS, **{"funds": [FUND, NEXT], **LATE, **more})

    def test_it_is_paid_in_both_years_rounded_down_first(self) -> None:
        """92 % of 1,000,001 fen are 920,000.92: 9,200.00 yuan in 2021, the rest of 800.01 in 2022."""
        (both,) = [plan(starts("A", Q4), draws=[("city", "city", "A", 2021, 9200)])]
        assert found(self.given(), both) == [("money_due_drawn", f"{A} city 2022", 800.01, "yuan")]

    @pytest.mark.parametrize(
        ("first", "second", "breaches"),
        [
            (9200, 800.01, []),
            (9199.99, 800.02, [("fund_limits", "city 2022", 0.01, "yuan")]),
        ],
    )
    def test_limits_are_kept_to_the_fen(self, first: float, second: float, breaches: list[object]) -> None:
        funds = [{**FUND, "limit": 9200}, {**NEXT, "limit": "800.01"}]
        if breaches:
            funds = [{**FUND, "limit": 9200}, {**NEXT, "limit": 800}]
        assert found(self.given(funds=funds), plan(starts("A", Q4))) == breaches

    def test_what_falls_due_after_the_plan_is_drawn_from_nobody(self) -> None:
        given = self.given(periods=1, funds=[FUND])
        assert found(given, plan(starts("A", Q4, due_after_plan=80_001))) == []
        assert found(given, plan(starts("A", Q4, due_after_plan=80_000))) == [
            ("stated_figures", A, 0.01, "yuan")
        ]

    @pytest.mark.parametrize(("limit", "over"), [(800.01, 0), (800, 0.01), (0, 800.01)])
    def test_what_falls_due_after_the_plan_is_limited(self, limit: float, over: float) -> None:
        given = programme(
            {"due_after_plan": {"limit": limit}},
            work_types=[self.KIND],
            works=self.WORKS,
            periods=1,
            first_period="2021Q4",
        )
        breaches = [("due_after_plan", "> 2021", over, "yuan")] if over else []
        assert found(given, plan(starts("A", Q4))) == breaches

    def test_a_work_of_no_days_is_due_in_the_year_of_its_start(self) -> None:
        """It comes after 92 days of pipes, so on 1 January 2022."""
        kinds = [
            {**PIPES, "fixed_days": 92},
            {**PIPES, "id": "sign", "name": "sign", "fixed_days": 0, "after": "pipes"},
        ]
        works = [WORK, {**WORK, "work_type": "sign", "cost": 500}]
        given = programme(
            work_types=kinds, works=works, funds=[{**FUND, "limit": 10_000}, {**NEXT, "limit": 499}], **LATE
        )
        both = plan(starts("A", Q4, "A:pipes", "A:sign"))
        assert found(given, both) == [("fund_limits", "city 2022", 1, "yuan")]


class TestParts:
    """A cost of 10,000,005 fen, of which residents nominally owe a tenth and really pay a twentieth."""

    KIND: ClassVar[Row] = {
        **PIPES,
        "resident_share": 0.1,
        "resident_share_realised": 0.05,
        "utility_share": 0.3,
    }
    FUNDS: ClassVar[list[Row]] = [
        {"fund": "owners", "kind": "maintenance", "year": 2021, "limit": 1_000_000},
        {"fund": "grid", "kind": "utility", "year": 2021, "limit": 1_000_000},
        FUND,
    ]

    def drawn(self, *amounts: tuple[str, str, float], **given: Any) -> list[tuple[str, str, float, str]]:
        held = programme(
            work_types=[self.KIND], works=[{**WORK, "cost": "100000.05"}], **{"funds": self.FUNDS, **given}
        )
        draws = [(fund, group, "A", 2021, yuan) for fund, group, yuan in amounts]
        return found(held, plan(starts("A", Q1), draws=draws))

    def test_who_owes_what(self) -> None:
        """Residents 500,000.25 → 500,000 fen; utilities 3,000,001.5 → 3,000,002 (half to even)."""
        assert (
            self.drawn(("owners", "owners", 5000), ("grid", "grid", 30000.02), ("city", "city", 65000.03))
            == []
        )

    def test_a_backstop_pays_what_residents_do_not(self) -> None:
        """Nominal 1,000,000.5 → 1,000,000 fen (half to even): 500,000 are made good by the city."""
        funds = [
            *self.FUNDS[:2],
            {**FUND, "backs": "resident"},
            {**FUND, "fund": "province", "kind": "province"},
        ]
        assert (
            self.drawn(
                ("owners", "owners", 5000),
                ("grid", "grid", 30000.02),
                ("city", "city", 5000),
                ("city", "city+province", 60000.03),
                funds=funds,
            )
            == []
        )

    def test_a_fund_that_backs_may_pay_though_it_could_not_pay_for_government(self) -> None:
        """A utility's fund backs the residents; it still may not pay government's part."""
        funds = [self.FUNDS[0], {**self.FUNDS[1], "backs": "resident"}, FUND]
        groups = [("owners", "owners", 5000), ("grid", "grid", 35000.02), ("city", "city", 60000.03)]
        assert self.drawn(*groups, funds=funds) == []  # both parts of the grid make one claim group

    def test_a_backstop_that_may_not_be_used_here_leaves_the_part_unpaid(self) -> None:
        funds = [*self.FUNDS, {**FUND, "fund": "elsewhere", "backs": "resident", "streets": "T"}]
        given = {"estates": [ESTATE, {**OTHER, "street": "T"}], "funds": funds}
        groups = [("owners", "owners", 5000), ("grid", "grid", 30000.02), ("city", "city", 60000.03)]
        assert self.drawn(*groups, **given) == [("who_may_draw", A, 5000, "yuan")]

    def test_society_may_pay_for_government(self) -> None:
        funds = [*self.FUNDS, {**FUND, "fund": "shop", "kind": "society"}]
        groups = [("owners", "owners", 5000), ("grid", "grid", 30000.02), ("shop", "city+shop", 65000.03)]
        assert self.drawn(*groups, funds=funds) == []


@pytest.mark.parametrize(
    ("limited", "may"),
    [
        ({"classes": "basic"}, True),
        ({"classes": "upgrade"}, False),
        ({"work_types": "pipes"}, True),
        ({"work_types": "paint"}, False),
        ({"streets": "S"}, True),
        ({"streets": "T"}, False),
        ({"attribute": "year_built <= 2000"}, True),
        ({"attribute": "year_built > 2000"}, False),
        ({"kind": "utility"}, False),
        ({"kind": "resident"}, False),
        ({"kind": "society"}, True),
    ],
)
def test_what_a_fund_may_pay(limited: Row, may: bool) -> None:
    given = programme(
        estates=[{**ESTATE, "year_built": 1990}, {**OTHER, "street": "T"}],
        work_types=[PIPES, {**PIPES, "id": "paint", "name": "paint", "work_class": "upgrade"}],
        funds=[{**FUND, **limited}],
    )
    breaches = [] if may else [("who_may_draw", A, 10_000, "yuan")]
    assert found(given, plan(starts("A", Q1))) == breaches


def test_a_condition_on_estates_keeps_zones_and_assets_out() -> None:
    given = programme(
        estates=[{**ESTATE, "zone": "Z", "year_built": 1990}],
        works=[{**WORK, "place": "Z"}],
        funds=[{**FUND, "attribute": "year_built <= 2000"}],
    )
    assert found(given, plan(starts("Z", Q1))) == [("who_may_draw", "Z", 10_000, "yuan")]


class TestDraws:
    GIVEN: ClassVar[Row] = {"funds": [FUND, {**FUND, "fund": "grid", "kind": "utility"}]}

    def found(self, *draws: tuple[str, str, str, int, float]) -> list[tuple[str, str, float, str]]:
        return found(programme(**self.GIVEN), plan(starts("A", Q1), draws=draws))

    def test_the_right_ones(self) -> None:
        assert self.found(("city", "city", "A", 2021, 10_000)) == []
        assert self.found(("city", "city", "A", 2021, 4000), ("city", "city", "A", 2021, 6000)) == []

    def test_too_little_and_too_much(self) -> None:
        assert self.found(("city", "city", "A", 2021, 9000)) == [
            ("money_due_drawn", f"{A} city 2021", 1000, "yuan")
        ]
        assert self.found(("city", "city", "A", 2021, 10_000.01)) == [
            ("money_due_drawn", f"{A} city 2021", 0.01, "yuan")
        ]

    def test_the_wrong_year(self) -> None:
        assert self.found(("city", "city", "A", 2022, 10_000)) == [
            ("money_due_drawn", f"{A} city 2021", 10_000, "yuan"),
            ("money_due_drawn", f"{A} city 2022", 10_000, "yuan"),
        ]

    def test_a_fund_that_may_not_pay(self) -> None:
        assert self.found(("grid", "city", "A", 2021, 10_000)) == [("who_may_draw", "grid", 10_000, "yuan")]

    def test_an_unknown_fund_campaign_and_group(self) -> None:
        assert self.found(("mint", "city", "A", 2021, 10_000)) == [("who_may_draw", "mint", 10_000, "yuan")]
        right = ("city", "city", "A", 2021, 10_000)
        assert self.found(right, ("city", "city", "X", 2021, 5)) == [
            ("money_due_drawn", "X city 2021", 5, "yuan")
        ]
        assert self.found(("city", "all", "A", 2021, 10_000)) == [
            ("who_may_draw", "city", 10_000, "yuan"),
            ("money_due_drawn", f"{A} city 2021", 10_000, "yuan"),
            ("money_due_drawn", f"{A} all 2021", 10_000, "yuan"),
        ]

    def test_money_drawn_back(self) -> None:
        assert self.found(("city", "city", "A", 2021, 10_500), ("city", "city", "A", 2021, -500)) == [
            ("money_due_drawn", "city 2021", 500, "yuan")
        ]

    def test_more_than_the_limit_is_told_in_both_languages(self) -> None:
        given = programme(funds=[{**FUND, "limit": 50_000_000}], works=[{**WORK, "cost": 51_200_000}])
        (breach,) = told(given, plan(starts("A", Q1), draws=[("city", "city", "A", 2021, 51_200_000)]))
        assert (breach.rule, breach.where, breach.amount, breach.unit) == (
            "fund_limits",
            "city 2021",
            1_200_000,
            "yuan",
        )
        assert breach.sentence == (
            "city 2021: drawn 5,120.00 × 10,000 yuan, limit 5,000.00 × 10,000 yuan:"
            " 120.00 × 10,000 yuan too much"
        )
        assert breach.sentence_zh == "city 2021：支用 5,120.00万元，限额 5,000.00万元：超出 120.00万元"

    def test_a_switched_off_limit_is_no_limit(self) -> None:
        given = programme({"fund_limits": {"on": False}}, funds=[{**FUND, "limit": 1}])
        assert found(given, plan(starts("A", Q1))) == []
        assert found(given, plan(starts("A", Q1), draws=[("city", "city", "A", 2021, 10_000)])) == []


TWO = {"estates": [ESTATE, OTHER], "works": [WORK, {**OTHER_WORK, "cost": 20_000}], "periods": 8}


@pytest.mark.parametrize(
    ("funds", "over"),
    [
        ([(2021, 30_000, {})], 20_000),  # nothing is carried over unless it is said
        ([(2021, 30_000, {"carry_share": 1})], 0),
        ([(2021, 29_999, {"carry_share": 1})], 1),
        ([(2021, 30_000, {"carry_share": 1, "carry_last_year": 2021})], 20_000),
        ([(2021, 30_000, {"carry_share": 1, "carry_last_year": 2022})], 0),
        ([(2021, 30_000, {"carry_share": 0.5})], 10_000),
        ([(2021, 50_000, {"carry_share": 0.5})], 0),
        ([(2021, 30_000, {"carry_share": 0.5}), (2022, 10_000, {"carry_share": 0.5})], 0),
        ([(2019, 80_000, {"carry_share": 0.5}), (2021, 10_000, {"carry_share": 0.5})], 10_000),
        ([(2019, 80_000, {"carry_share": 0.5}), (2021, 30_000, {"carry_share": 0.5})], 0),
        (
            [(2019, 80_000, {"carry_share": 1, "carry_last_year": 2020}), (2021, 10_000, {"carry_share": 1})],
            20_000,
        ),
        ([(2021, 10_000, {}), (2022, 20_000, {}), (2023, 9, {})], 0),
    ],
)
def test_carry_over(funds: list[tuple[int, int, Row]], over: int) -> None:
    """A's 10,000 are due in 2021, B's 20,000 in 2022; the same is found with draws and without."""
    rows = [{**FUND, "year": year, "limit": limit, **carry} for year, limit, carry in funds]
    given = programme(**TWO, funds=rows)
    both = (starts("A", Q1), starts("B", "2022-01-01"))
    draws = [("city", "city", "A", 2021, 10_000), ("city", "city", "B", 2022, 20_000)]
    breaches = [("fund_limits", "city 2022", over, "yuan")] if over else []
    assert found(given, plan(*both, draws=draws)) == breaches
    if over != 10_000:  # a loss that a share makes is the same, but who bears it may be 2021 or 2022
        assert found(given, plan(*both)) == breaches


def test_money_whose_last_year_is_nearer_is_used_first() -> None:
    """20,000 of 2020 end with 2021 and pay A; so the 20,000 of 2021 are whole for B in 2022."""
    rows = [
        {**FUND, "year": 2020, "limit": 20_000, "carry_share": 1, "carry_last_year": 2021},
        {**FUND, "year": 2021, "limit": 20_000, "carry_share": 1},
    ]
    both = (starts("A", Q1), starts("B", "2022-01-01"))
    draws = [("city", "city", "A", 2021, 10_000), ("city", "city", "B", 2022, 20_000)]
    assert found(programme(**TWO, funds=rows), plan(*both, draws=draws)) == []
    assert found(programme(**TWO, funds=rows), plan(*both)) == []


def test_a_share_that_is_kept_is_rounded_down_to_the_fen() -> None:
    """0.29 of 1.00 yuan are 29 fen, though no float says so; 0.29 of 0.99 are 28.71, so 28."""
    estates, works = [ESTATE, OTHER], [{**WORK, "cost": 0}, {**OTHER_WORK, "cost": "0.29"}]
    for limit, breaches in (("1.00", []), ("0.99", [("fund_limits", "city 2022", 0.01, "yuan")])):
        funds = [{**FUND, "limit": limit, "carry_share": 0.29}]
        given = programme(estates=estates, works=works, funds=funds, periods=8)
        drawn = plan(starts("A", Q1), starts("B", "2022-01-01"), draws=[("city", "city", "B", 2022, 0.29)])
        assert found(given, drawn) == breaches


def test_without_draws_any_sharing_out_that_keeps_to_the_limits_will_do() -> None:
    """Both funds may pay pipes, only the city paint: the district must pay all pipes."""
    kinds = [PIPES, {**PIPES, "id": "paint", "name": "paint", "work_class": "upgrade"}]
    works = [WORK, {**WORK, "work_type": "paint"}]
    city, district = (
        {**FUND, "limit": 10_000},
        {**FUND, "fund": "district", "kind": "district", "classes": "basic"},
    )
    both = plan(starts("A", Q1, "A:pipes", "A:paint"))
    enough = programme(work_types=kinds, works=works, funds=[city, {**district, "limit": 10_000}])
    assert found(enough, both) == []
    short = programme(work_types=kinds, works=works, funds=[city, {**district, "limit": 9_990}])
    ((rule, where, amount, unit),) = found(short, both)
    assert (rule, amount, unit) == ("fund_limits", 10, "yuan")
    assert where in ("city 2021", "city+district 2021")
