"""The terms of funds, worked out by hand: caps, matching, floors, cover, revenue, and what lapses."""

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

Q1, Q3 = "2021-01-01", "2021-07-01"
NEXT_YEAR = "2022-01-01"
Row = dict[str, Any]
Found = list[tuple[str, str, float, str]]
PROVINCE: Row = {**FUND, "fund": "province", "kind": "province"}
TWO: Row = {"estates": [ESTATE, OTHER], "works": [WORK, OTHER_WORK]}
BOTH = (starts("A", Q1), starts("B", Q1))


class TestCapOfEachEstate:
    """The city pays at most 60 yuan a household: 6,000 at A (100), 3,000 at B (50); pipes are 10,000 each."""

    FUNDS: ClassVar[list[Row]] = [{**FUND, "cap_per_household": 60}, PROVINCE]

    def drawn(self, a: float, b: float, **more: Any) -> Found:
        given = programme({}, **{**TWO, "funds": self.FUNDS, **more})
        draws = [
            ("city", "city+province@A", "A", 2021, a),
            ("province", "city+province@A", "A", 2021, 10_000 - a),
            ("city", "city+province@B", "B", 2021, b),
            ("province", "city+province@B", "B", 2021, 10_000 - b),
        ]
        return found(given, plan(*BOTH, draws=draws))

    def test_kept_and_passed(self) -> None:
        assert self.drawn(6000, 3000) == []
        assert self.drawn(6000.01, 2999) == [("fund_caps", "city A", 0.01, "yuan")]
        assert self.drawn(5000, 4000) == [("fund_caps", "city B", 1000, "yuan")]

    def test_the_cap_per_m2_is_rounded_down_and_unknown_areas_are_none(self) -> None:
        """33.33 m2 at 12.34 yuan are 411.29 yuan and 0.22 fen."""
        funds = [{**FUND, "cap_per_m2": 12.34}, PROVINCE]
        estates = [{**ESTATE, "floor_area": 33.33}, OTHER]
        assert self.drawn(411.29, 0, funds=funds, estates=estates) == []
        assert self.drawn(411.30, 0.01, funds=funds, estates=estates) == [
            ("fund_caps", "city A", 0.01, "yuan"),
            ("fund_caps", "city B", 0.01, "yuan"),
        ]

    def test_every_cap_holds(self) -> None:
        funds = [{**FUND, "cap_per_household": 60, "cap_per_estate": 4000}, PROVINCE]
        assert self.drawn(4000, 3000, funds=funds) == []
        assert self.drawn(7000, 3000, funds=funds) == [
            ("fund_caps", "city A", 1000, "yuan"),
            ("fund_caps", "city A", 3000, "yuan"),
        ]

    def test_without_draws_some_drawing_must_do(self) -> None:
        enough = programme({}, **TWO, funds=self.FUNDS)
        assert found(enough, plan(*BOTH)) == []
        alone = programme({}, **TWO, funds=self.FUNDS[:1])
        assert found(alone, plan(*BOTH)) == [
            ("fund_caps", "city A", 4000, "yuan"),
            ("fund_caps", "city B", 7000, "yuan"),
        ]

    def test_a_group_of_another_estate_is_another_group(self) -> None:
        given = programme({}, **{**TWO, "funds": self.FUNDS[:1], "works": [{**WORK, "cost": 10}]})
        wrong = found(given, plan(starts("A", Q1), draws=[("city", "city@B", "A", 2021, 10)]))
        assert wrong == [
            ("who_may_draw", "city", 10, "yuan"),
            ("money_due_drawn", "A (Ayuan) city@A 2021", 10, "yuan"),
            ("money_due_drawn", "A (Ayuan) city@B 2021", 10, "yuan"),
        ]

    def test_zones_are_under_no_cap_of_an_estate(self) -> None:
        zoned = [{**ESTATE, "zone": "Z"}, {**OTHER, "zone": "Z"}]
        given = programme({}, estates=zoned, works=[{**WORK, "place": "Z"}], funds=self.FUNDS[:1])
        draws = [("city", "city", "Z", 2021, 10_000)]
        assert found(given, plan(starts("Z", Q1), draws=draws)) == []

    def test_switched_off_and_told(self) -> None:
        given = programme({"fund_caps": {"on": False}}, **TWO, funds=self.FUNDS[:1])
        assert found(given, plan(*BOTH)) == []
        (first, _) = told(programme({}, **TWO, funds=self.FUNDS[:1]), plan(*BOTH))
        cap = "cap of 6,000.00 yuan (per household)"
        assert first.sentence == f"city A: {cap}: 4,000.00 yuan too much is drawn, whatever other funds pay"
        assert first.sentence_zh == "city A：每户上限合计 6,000.00元：其他资金尽量支付后仍超出 4,000.00元"


class TestCapOfAYearAndOfAll:
    """A and B, 150 households, so 150 times a cap; pipes at A in 2021, at B in 2022, 10,000 yuan each."""

    @pytest.mark.parametrize(
        ("scope", "cap", "breaches"),
        [
            ("year", 66.67, []),
            ("year", 66, [("city 2021", 100), ("city 2022", 100)]),
            ("programme", 133.34, []),
            ("programme", 133, [("city", 50)]),
        ],
    )
    def test_kept_and_passed(self, scope: str, cap: float, breaches: list[tuple[str, float]]) -> None:
        terms = {"cap_per_household": cap, "cap_scope": scope}
        funds = [{**FUND, **terms}, {**FUND, **terms, "year": 2022}]
        given = programme({}, **TWO, funds=funds, periods=8)
        draws = [("city", "city", "A", 2021, 10_000), ("city", "city", "B", 2022, 10_000)]
        wanted = [("fund_caps", where, over, "yuan") for where, over in breaches]
        both = (starts("A", Q1), starts("B", NEXT_YEAR))
        assert found(given, plan(*both, draws=draws)) == wanted
        assert found(given, plan(*both)) == wanted


class TestMatching:
    """The province pays at most half of what the city pays."""

    GIVEN: ClassVar[Row] = {**TWO, "periods": 8}

    def funds(self, **terms: Any) -> list[Row]:
        match = {"match_fund": "city", "match_ratio": 0.5, **terms}
        rows = [{**PROVINCE, **match}, FUND]
        return [{**row, "year": year} for row in rows for year in (2021, 2022)]

    def drawn(self, first: float, second: float, at: str = "", **terms: Any) -> Found:
        """Return the breaches where the province pays so much at A in 2021, at B in 2022."""
        given = programme({}, **self.GIVEN, funds=self.funds(**terms))
        a, b = ("province+city@A", "province+city@B") if at else ("province+city", "province+city")
        draws = [
            ("province", a, "A", 2021, first),
            ("city", a, "A", 2021, 10_000 - first),
            ("province", b, "B", 2022, second),
            ("city", b, "B", 2022, 10_000 - second),
        ]
        return found(given, plan(starts("A", Q1), starts("B", NEXT_YEAR), draws=draws))

    def test_over_the_programme(self) -> None:
        """6,666 of 20,000 are half of the rest; a fen is allowed for each of the four draws."""
        assert self.drawn(6666, 0) == []
        assert self.drawn(6666, 0.68) == []  # 6,666.68 against 6,666.66
        assert self.drawn(8000, 1000) == [("matching", "province", 3500, "yuan")]

    def test_up_to_each_year(self) -> None:
        assert self.drawn(3333, 3333, match_scope="year") == []
        assert self.drawn(0, 6666, match_scope="year") == []
        assert self.drawn(6000, 0, match_scope="year") == [("matching", "province 2021", 4000, "yuan")]

    def test_for_each_estate(self) -> None:
        assert self.drawn(3333, 3333, "each", match_scope="estate") == []
        assert self.drawn(0, 6000, "each", match_scope="estate") == [("matching", "province B", 4000, "yuan")]

    def test_as_a_share_of_both(self) -> None:
        terms = {"match_ratio": "", "match_share": 0.3}
        assert self.drawn(6000, 0, **terms) == []
        assert self.drawn(6007, 0, **terms) == [("matching", "province", 10, "yuan")]  # 6,007 - 3/7 of 13,993

    def test_without_draws_some_drawing_must_do(self) -> None:
        """The city holds 5,000: the province would pay 5,000 of the 10,000, matched for 2,500."""
        rows = [{**PROVINCE, "match_fund": "city", "match_ratio": 0.5}, {**FUND, "limit": 5000}]
        given = programme({}, funds=rows)
        assert found(given, plan(starts("A", Q1))) == [("matching", "province", 2500, "yuan")]
        enough = programme({}, funds=[rows[0], {**FUND, "limit": 6667}])
        assert found(enough, plan(starts("A", Q1))) == []


class TestFloors:
    def test_at_least_so_much_is_drawn(self) -> None:
        given = programme({}, **TWO, funds=[{**FUND, "floor": 15_000}])
        assert found(given, plan(*BOTH)) == []
        one = plan(starts("A", Q1))
        assert found(given, one) == [("fund_floors", "city 2021", 5000, "yuan")]
        drawn = plan(starts("A", Q1), draws=[("city", "city", "A", 2021, 10_000)])
        assert found(given, drawn) == [("fund_floors", "city 2021", 5000, "yuan")]

    def test_in_a_plan_that_does_nothing(self) -> None:
        given = programme({}, funds=[{**FUND, "floor": 1}, {**FUND, "year": 2030, "floor": 9}])
        assert found(given, plan()) == [("fund_floors", "city 2021", 1, "yuan")]


class TestRevenue:
    """Pipes of 10,000 yuan bring in 3,652.50 a year: ten yuan a day from 11 January 2021 on."""

    KIND: ClassVar[Row] = {**PIPES, "revenue": "3652.50"}
    DAYS = 4007
    """From 10 January 2021, the finish day, to 31 December 2031."""

    def bond(self, **terms: Any) -> list[Row]:
        return [{**FUND, "fund": "bond", "kind": "bond", "cover_ratio": 1.2, **terms}]

    @pytest.mark.parametrize(
        ("terms", "short"),
        [
            ({}, 0),  # 12,000 against 40,070
            ({"cover_ratio": 4.007}, 0),
            ({"cover_ratio": 4.0071}, 1),
            ({"interest": 0.03, "term_years": 10, "cover_ratio": 3}, 0),  # 39,000
            ({"interest": 0.04, "term_years": 10, "cover_ratio": 3}, 1930),
        ],
    )
    def test_bonds_are_covered(self, terms: Row, short: float) -> None:
        given = programme({}, work_types=[self.KIND], funds=self.bond(**terms))
        breaches = [("bond_cover", "bond", short, "yuan")] if short else []
        drawn = plan(starts("A", Q1), draws=[("bond", "bond", "A", 2021, 10_000)])
        assert found(given, drawn) == breaches
        assert found(given, plan(starts("A", Q1))) == breaches

    def test_a_work_may_bring_in_something_else_than_its_type(self) -> None:
        works = [{**WORK, "revenue": 0}]
        given = programme({}, work_types=[self.KIND], works=works, funds=self.bond())
        assert found(given, plan(starts("A", Q1))) == [("bond_cover", "bond", 12_000, "yuan")]

    def own(self, kept: float) -> list[Row]:
        """Return a fund that keeps what is earned, and holds so much of its own in 2022."""
        kind = {"fund": "rent", "kind": "revenue", "work_types": "paint"}
        city = {**FUND, "work_types": "pipes"}
        return [city, {**FUND, **kind, "year": 2022, "limit": kept}]

    def paints(self, cost: float, kept: float = 0, start: str = NEXT_YEAR) -> tuple[Found, Found]:
        """Return the breaches, with and without draws, of painting B out of what pipes at A earn."""
        kinds = [self.KIND, {**PIPES, "id": "paint", "name": "paint"}]
        works = [WORK, {"place": "B", "work_type": "paint", "quantity": 1, "cost": cost}]
        tables = {"estates": [ESTATE, OTHER], "work_types": kinds, "works": works, "funds": self.own(kept)}
        given = programme({}, **tables, periods=8)
        both = (starts("A", Q1), starts("B", start, "B:paint"))
        draws = [("city", "city", "A", 2021, 10_000), ("rent", "rent", "B", int(start[:4]), cost)]
        return found(given, plan(*both, draws=draws)), found(given, plan(*both))

    def test_what_is_earned_may_be_drawn_from_the_next_year_on(self) -> None:
        """355 days of 2021 at ten yuan: 3,550."""
        assert self.paints(3550) == ([], [])
        (drawn, free) = self.paints(3551)
        assert drawn == [("fund_limits", "rent 2022", 1, "yuan")]
        assert free == [("fund_limits", "rent 2022", 1, "yuan")]
        assert self.paints(4050, 500) == ([], [])
        assert self.paints(100, 0, Q3)[0] == [("fund_limits", "rent 2021", 100, "yuan")]

    def test_it_is_used_last_and_keeps_without_end(self) -> None:
        """Of 4,050 in 2022, 500 that would lapse are used first; what is earned is whole in 2023."""
        kinds = [self.KIND, {**PIPES, "id": "paint", "name": "paint"}]
        estates = [ESTATE, OTHER, {**OTHER, "id": "C", "name": "C"}]
        works = [
            WORK,
            {"place": "B", "work_type": "paint", "quantity": 1, "cost": 500},
            {"place": "C", "work_type": "paint", "quantity": 1, "cost": 3550},
        ]
        funds = self.own(500)
        given = programme({}, estates=estates, work_types=kinds, works=works, funds=funds, periods=12)
        all_three = (starts("A", Q1), starts("B", NEXT_YEAR, "B:paint"), starts("C", "2023-01-01", "C:paint"))
        draws = [
            ("city", "city", "A", 2021, 10_000),
            ("rent", "rent", "B", 2022, 500),
            ("rent", "rent", "C", 2023, 3550),
        ]
        assert found(given, plan(*all_three, draws=draws)) == []
        assert found(given, plan(*all_three)) == []


def test_terms_hold_where_limits_are_switched_off() -> None:
    rules = {"fund_limits": {"on": False}}
    funds = [{**FUND, "limit": 1, "cap_per_estate": 9_000}, {**PROVINCE, "limit": 1}]
    assert found(programme(rules, funds=funds), plan(starts("A", Q1))) == []
    assert found(programme(rules, funds=funds[:1]), plan(starts("A", Q1))) == [
        ("fund_caps", "city A", 1000, "yuan")
    ]


@pytest.mark.parametrize(
    ("carry", "lapses"),
    [
        ({}, {2021: 990_000, 2022: 1_000_000}),
        ({"carry_share": 1}, {}),
        ({"carry_share": 1, "carry_last_year": 2022}, {2022: 1_990_000}),
        ({"carry_share": 0.25}, {2021: 742_500, 2022: 935_625}),  # of 990,000; of 247,500 and a million
    ],
)
def test_what_lapses(carry: Row, lapses: dict[int, float]) -> None:
    """A million in 2021 and another in 2022, of which pipes take 10,000 in the first year."""
    given = programme({}, periods=8, funds=[{**FUND, **carry}, {**FUND, **carry, "year": 2022}])
    draws = [("city", "city", "A", 2021, 10_000)]
    stated = [{"fund": "city", "year": year, "amount": yuan} for year, yuan in lapses.items()]
    assert found(given, plan(starts("A", Q1), draws=draws, lapses=stated)) == []
    for row in stated:
        row["amount"] += 1
    wrong = [("stated_figures", f"city {year}", 1, "yuan") for year in lapses]
    assert found(given, plan(starts("A", Q1), draws=draws, lapses=stated)) == wrong
    missing = [("stated_figures", f"city {year}", yuan, "yuan") for year, yuan in lapses.items()]
    assert found(given, plan(starts("A", Q1), draws=draws, lapses=[])) == missing
