"""Sites and their openings, and neighbours' roads, worked out by hand."""

from typing import Any, ClassVar

import pytest

from solvers.plan.audit import worth
from solvers.plan.plan import Opening
from tests.worked_out.small import (
    ESTATE,
    FUND,
    OTHER,
    OTHER_WORK,
    PIPES,
    WORK,
    found,
    opening,
    plan,
    programme,
    starts,
    told,
)

Q1, Q2, Q3, Q4 = "2021-01-01", "2021-04-01", "2021-07-01", "2021-10-01"
NEXT_YEAR = "2022-01-01"
A, B = "A (Ayuan)", "B (Byuan)"
Row = dict[str, Any]
Found = list[tuple[str, str, float, str]]
DIGS: Row = {**PIPES, "opens_ground": "yes"}
TWO: Row = {"estates": [ESTATE, OTHER], "works": [WORK, OTHER_WORK]}
YEARS: list[Row] = [{**FUND, "year": year} for year in range(2021, 2028)]


class TestOpenings:
    """A and B open one ground; an opening serves the starts of two quarters."""

    RULE: ClassVar[Row] = {"on": True, "window": 2, "years": 1}
    GIVEN: ClassVar[Row] = {
        **TWO,
        "work_types": [DIGS, {**PIPES, "id": "paint", "name": "paint"}],
        "works": [{**WORK, "ground": "G"}, {**OTHER_WORK, "ground": "G"}, {**WORK, "work_type": "paint"}],
        "periods": 12,
        "funds": YEARS,
    }

    def of(self, a: str, b: str, *openings: Opening, rule: Row | None = None, **more: Any) -> Found:
        given = programme({"openings": {**self.RULE, **(rule or {})}}, **{**self.GIVEN, **more})
        both = starts("A", a, "A:pipes", "A:paint"), starts("B", b)
        return found(given, plan(*both, openings=openings))

    def test_a_start_is_served_in_the_window(self) -> None:
        assert self.of(Q1, Q2, opening("ground", "G", Q1)) == []
        assert self.of(Q2, Q1, opening("ground", "G", Q1)) == []
        assert self.of(Q1, Q3, opening("ground", "G", Q1)) == [("openings", "ground G", 1, "campaigns")]
        assert self.of(Q1, Q2, opening("ground", "G", Q2)) == [("openings", "ground G", 1, "campaigns")]

    def test_a_work_that_is_not_included_needs_none(self) -> None:
        given = programme(
            {"openings": self.RULE},
            **{
                **self.GIVEN,
                "works": [{**WORK, "required": "no", "ground": "G"}, {**WORK, "work_type": "paint"}],
            },
        )
        assert found(given, plan(starts("A", Q1, "A:paint"))) == []

    def test_an_empty_ground_is_the_place(self) -> None:
        works = [WORK, OTHER_WORK, {**WORK, "work_type": "paint"}]
        assert self.of(Q1, Q1, opening("ground", "A", Q1), opening("ground", "B", Q1), works=works) == []

    def test_a_ground_is_not_opened_again_too_soon(self) -> None:
        """366 days after 1 January 2021 (365.25, rounded up) is 2 January 2022."""
        first = opening("ground", "G", Q1)
        assert self.of(Q1, NEXT_YEAR, first, opening("ground", "G", NEXT_YEAR)) == [
            ("openings", "ground G", 1, "days")
        ]
        assert self.of(Q1, "2022-04-01", first, opening("ground", "G", "2022-04-01")) == []
        twice = [first, opening("ground", "G", NEXT_YEAR)]
        assert self.of(Q1, NEXT_YEAR, *twice, rule={"reopening": "count"}) == []

    def test_nor_after_it_was_last_opened(self) -> None:
        """366 days after 31 March 2020 is 1 April 2021."""
        grounds = [{"id": "G", "last_opened": "2020-03-31"}]
        assert self.of(Q2, Q2, opening("ground", "G", Q2), grounds=grounds) == []
        assert self.of(Q1, Q1, opening("ground", "G", Q1), grounds=grounds) == [
            ("openings", "ground G", 90, "days")
        ]

    def test_a_plan_that_states_none_is_told_how(self) -> None:
        given = programme({"openings": self.RULE}, **self.GIVEN)
        both = plan(starts("A", Q2, "A:pipes", "A:paint"), starts("B", Q3))
        (breach,) = told(given, both)
        assert (breach.rule, breach.where, breach.amount) == ("openings", "openings", 2)
        assert '{"site": "ground", "ground": "G", "start": "2021-04-01"}' in breach.sentence

    def test_openings_that_are_none(self) -> None:
        right = opening("ground", "G", Q1)
        assert self.of(Q1, Q1, right, opening("ground", "H", Q1)) == [("openings", "ground H", 1, "openings")]
        assert self.of(Q1, Q1, right, right) == [("openings", "ground G", 1, "openings")]
        assert self.of(Q1, Q1, opening("ground", "G", "2021-01-05")) == [("openings", "ground G", 4, "days")]
        assert self.of(Q1, Q1, right, opening("ground", "G", Q3)) == [("openings", "ground G", 1, "openings")]
        assert self.of(Q1, Q1, right, opening("pond", "G", Q1)) == [
            ("stated_figures", "pond G", 1, "openings")
        ]

    def test_further_openings_are_priced_and_counted(self) -> None:
        rule = {**self.RULE, "reopening": "price", "penalty": 7.5}
        given = programme({"openings": rule}, **self.GIVEN)
        both = starts("A", Q1, "A:pipes", "A:paint"), starts("B", Q4)
        twice = [opening("ground", "G", Q1), opening("ground", "G", Q4)]
        of = worth(given, plan(*both, openings=twice))
        assert (of.penalties, of.reopenings) == (7.5, 1)
        assert found(given, plan(*both, openings=twice, measures={"reopenings": 1})) == []
        assert found(given, plan(*both, openings=twice, measures={"reopenings": 0})) == [
            ("stated_figures", "measures", 1, "openings")
        ]
        certificate = {"objective": of.objective + 7.5}
        assert found(given, plan(*both, openings=twice, certificate=certificate)) == [
            ("stated_figures", "certificate", 7.5, "aim units")
        ]


class TestSetups:
    """A trench on ground G costs 500 yuan, a scaffold at any place 300."""

    RULES: ClassVar[Row] = {"shared_setups": {"on": True, "trench": 500, "scaffold": 300}}
    WORKS: ClassVar[list[Row]] = [{**WORK, "ground": "G"}, {**OTHER_WORK, "ground": "G"}]

    def given(self, setup: str = "trench", **more: Any) -> Any:
        kinds = [{**PIPES, "shared_setup": setup}]
        return programme(self.RULES, **{**TWO, "work_types": kinds, "works": self.WORKS, **more})

    def test_it_is_charged_to_the_first_it_serves(self) -> None:
        both = starts("A", Q1, cost=1_050_000), starts("B", Q1, cost=1_000_000)
        right = plan(*both, openings=[opening("trench", "G", Q1, 500, "A")])
        assert found(self.given(), right) == []
        draws = [("city", "city", "A", 2021, 10_500), ("city", "city", "B", 2021, 10_000)]
        assert found(self.given(), plan(*both, openings=right.openings, draws=draws)) == []
        assert worth(self.given(), right).cost == 2_050_000
        wrong = plan(*both, openings=[opening("trench", "G", Q1, 490, "B")])
        assert found(self.given(), wrong) == [
            ("stated_figures", "trench G", 1, "campaigns"),
            ("stated_figures", "trench G", 10, "yuan"),
        ]

    def test_each_time(self) -> None:
        apart = starts("A", Q1), starts("B", Q2)
        once = plan(*apart, openings=[opening("trench", "G", Q1)])
        assert found(self.given(), once) == [("shared_setups", "trench G", 1, "campaigns")]
        twice = plan(*apart, openings=[opening("trench", "G", Q1), opening("trench", "G", Q2)])
        assert found(self.given(), twice) == []
        assert worth(self.given(), twice).cost == 2_100_000
        draws = [("city", "city", "A", 2021, 10_500), ("city", "city", "B", 2021, 10_000)]
        assert found(self.given(), plan(*apart, openings=twice.openings, draws=draws)) == [
            ("money_due_drawn", f"{B} city 2021", 500, "yuan")
        ]

    def test_what_a_ground_of_its_own_costs(self) -> None:
        dear = self.given(grounds=[{"id": "G", "trench_cost": 800}])
        both = plan(starts("A", Q1), starts("B", Q1), openings=[opening("trench", "G", Q1)])
        assert worth(dear, both).cost == 2_080_000
        free = self.given(grounds=[{"id": "G", "trench_cost": 0}])
        assert found(free, plan(starts("A", Q1), starts("B", Q1))) == []

    def test_a_scaffold_stands_at_a_place(self) -> None:
        both = starts("A", Q1), starts("B", Q1)
        opened = [opening("scaffold", "A", Q1), opening("scaffold", "B", Q1)]
        assert found(self.given("scaffold"), plan(*both, openings=opened)) == []
        assert worth(self.given("scaffold"), plan(*both, openings=opened)).cost == 2_060_000
        assert found(self.given("scaffold"), plan(*both, openings=opened[:1])) == [
            ("shared_setups", "scaffold B", 1, "campaigns")
        ]

    def test_it_is_due_in_the_year_of_its_opening_and_to_government(self) -> None:
        """A trench opened late in 2021 serves a start in 2022; owners, who pay all else, do not pay it."""
        rules = {"shared_setups": {"on": True, "trench": 500, "window": 2}}
        kinds = [{**PIPES, "shared_setup": "trench", "resident_share": 1}]
        funds = [*YEARS, {"fund": "owners", "kind": "resident", "year": 2022, "limit": 100_000}]
        given = programme(rules, work_types=kinds, funds=funds, periods=8)
        draws = [("city", "city", "A", 2021, 500), ("owners", "owners", "A", 2022, 10_000)]
        one = plan(starts("A", NEXT_YEAR), draws=draws, openings=[opening("trench", "A", Q4)])
        assert found(given, one) == []

    def test_prices_do_not_grow_it(self) -> None:
        given = self.given(prices={"growth": 0.1}, periods=8, funds=YEARS)
        late = plan(starts("B", NEXT_YEAR), openings=[opening("trench", "G", NEXT_YEAR)])
        assert worth(given, late).cost == 1_100_000 + 50_000

    def test_those_of_one_estate_are_under_its_cap(self) -> None:
        funds = [{**FUND, "cap_per_estate": 10_400}]
        given = self.given(works=[WORK, OTHER_WORK], funds=funds)
        draws = [("city", "city@A", "A", 2021, 10_500)]
        one = plan(starts("A", Q1), draws=draws, openings=[opening("trench", "A", Q1)])
        assert found(given, one) == [("fund_caps", "city A", 100, "yuan")]

    def test_those_of_several_are_under_none(self) -> None:
        given = self.given(funds=[{**FUND, "cap_per_estate": 10_400}])
        draws = [("city", "city@A", "A", 2021, 10_000), ("city", "city", "A", 2021, 500)]
        one = plan(starts("A", Q1), draws=draws, openings=[opening("trench", "G", Q1)])
        assert found(given, one) == []

    def test_a_site_that_no_rule_makes_costs_nothing(self) -> None:
        given = programme(**TWO)
        one = starts("A", Q1)
        assert found(given, plan(one, openings=[opening("trench", "A", Q1)])) == []
        assert found(given, plan(one, openings=[opening("trench", "A", Q1, 500)])) == [
            ("stated_figures", "trench A", 500, "yuan")
        ]


class TestZones:
    """A and B in zone Z; coming into it costs 700 yuan each year."""

    ESTATES: ClassVar[list[Row]] = [{**ESTATE, "zone": "Z"}, {**OTHER, "zone": "Z"}]

    def given(self, **rule: Any) -> Any:
        rules = {"zones": {"on": True, "mobilisation": 700, **rule}}
        return programme(rules, **{**TWO, "estates": self.ESTATES, "periods": 12, "funds": YEARS})

    def test_in_one_year(self) -> None:
        both = starts("A", Q2, cost=1_070_000), starts("B", Q4, cost=1_000_000)
        opened = [opening("zone", "Z", Q1, 700, "A")]
        assert found(self.given(), plan(*both, openings=opened)) == []
        late = starts("A", Q2), starts("B", NEXT_YEAR)
        assert found(self.given(), plan(*late, openings=opened)) == [("zones", "zone Z", 1, "campaigns")]
        again = [*opened, opening("zone", "Z", NEXT_YEAR)]
        assert found(self.given(), plan(*late, openings=again)) == [("zones", "zone Z", 1, "openings")]
        assert found(self.given(most=2), plan(*late, openings=again)) == []
        assert found(self.given(most=None), plan(*late, openings=again)) == []

    def test_it_begins_in_the_first_period_of_the_year(self) -> None:
        both = starts("A", Q2), starts("B", Q4)
        assert found(self.given(), plan(*both, openings=[opening("zone", "Z", Q2)])) == [
            ("zones", "zone Z", 90, "days")
        ]

    def test_further_years_are_priced(self) -> None:
        late = starts("A", Q2), starts("B", NEXT_YEAR)
        again = [opening("zone", "Z", Q1), opening("zone", "Z", NEXT_YEAR)]
        of = worth(self.given(most=None, penalty=30), plan(*late, openings=again))
        assert (of.penalties, of.cost) == (30, 2_140_000)

    def test_without_openings_it_is_told_how(self) -> None:
        (breach,) = told(self.given(), plan(starts("A", Q3)))
        assert '{"site": "zone", "ground": "Z", "start": "2021-01-01"}' in breach.sentence
        assert (breach.rule, breach.amount, breach.unit) == ("zones", 1, "campaigns")


class TestOperators:
    """Cables at A and B, set up once for 900 yuan that the grid pays, within two quarters."""

    OPERATOR: ClassVar[Row] = {"id": "OP", "campaign": "cables", "setup_cost": 900, "span_periods": 2}
    FUNDS: ClassVar[list[Row]] = [FUND, {"fund": "grid", "kind": "utility", "year": 2021, "limit": 900}]

    def given(self, **operator: Any) -> Any:
        works = [{**WORK, "campaign": "cables"}, {**OTHER_WORK, "campaign": "cables"}]
        row = {**self.OPERATOR, **operator}
        return programme(**{**TWO, "works": works, "funds": self.FUNDS, "operators": [row]})

    def both(self, a: str, b: str) -> Any:
        return starts("A/cables", a, "A/cables:pipes"), starts("B/cables", b, "B/cables:pipes")

    def test_set_up_once_within_its_span(self) -> None:
        draws = [
            ("city", "city", "A/cables", 2021, 10_000),
            ("grid", "grid", "A/cables", 2021, 900),
            ("city", "city", "B/cables", 2021, 10_000),
        ]
        opened = [opening("operator", "OP", Q2, 900, "A/cables")]
        right = plan(*self.both(Q3, Q2), draws=draws, openings=opened)
        assert found(self.given(), right) == []
        late = plan(*self.both(Q4, Q2), openings=[opening("operator", "OP", Q2)])
        assert found(self.given(), late) == [("operators", "operator OP", 1, "campaigns")]

    def test_not_twice(self) -> None:
        twice = [opening("operator", "OP", Q1), opening("operator", "OP", Q4)]
        breaches = found(self.given(payer="government"), plan(*self.both(Q1, Q4), openings=twice))
        assert breaches == [("operators", "operator OP", 1, "openings")]

    @pytest.mark.parametrize(
        ("dates", "breaches"),
        [
            ({"earliest": Q2, "latest": Q3}, []),
            ({"earliest": "2021-04-11"}, [10]),
            ({"latest": "2021-06-30"}, [1]),
        ],
    )
    def test_its_dates(self, dates: Row, breaches: list[int]) -> None:
        dated = plan(*self.both(Q2, Q3), openings=[opening("operator", "OP", Q2)])
        wanted = [("operators", "operator OP", days, "days") for days in breaches]
        assert found(self.given(**dates), dated) == wanted

    def test_nobody_who_may_pay(self) -> None:
        given = self.given()
        funds = programme(**TWO | {"works": [{**WORK, "campaign": "cables"}], "operators": [self.OPERATOR]})
        one = plan(starts("A/cables", Q1, "A/cables:pipes"), openings=[opening("operator", "OP", Q1)])
        assert found(funds, one) == [("who_may_draw", "A/cables (Ayuan)", 900, "yuan")]
        assert found(given, one) == []


class TestNeighbourRoads:
    """Pipes close the road for ten days, where their nuisance on it is 2."""

    KIND: ClassVar[Row] = {**PIPES, "nuisance": "road 2; noise 1"}
    PAIR: ClassVar[list[Row]] = [{"estate": "A", "neighbour": "B"}]

    def of(self, a: str, b: str, rule: Row | None = None, **more: Any) -> Found:
        rules = {"neighbour_roads": {"on": True, **(rule or {})}}
        tables = {**TWO, "work_types": [self.KIND], "adjacency": self.PAIR, **more}
        return found(programme(rules, **tables), plan(starts("A", a), starts("B", b)))

    def test_not_in_one_period(self) -> None:
        assert self.of(Q1, Q2) == []
        assert self.of(Q2, Q2) == [("neighbour_roads", "A & B 2021Q2", 1, "campaigns")]

    def test_a_road_that_is_closed_into_the_next_period(self) -> None:
        long = [{**self.KIND, "fixed_days": 91}]
        assert self.of(Q1, Q2, work_types=long) == [("neighbour_roads", "A & B 2021Q2", 1, "campaigns")]
        just = [{**self.KIND, "fixed_days": 90}]
        assert self.of(Q1, Q2, work_types=just) == []

    def test_lighter_nuisance_and_works_of_no_days_close_none(self) -> None:
        assert self.of(Q1, Q1, {"level": 2.5}) == []
        assert self.of(Q1, Q1, work_types=[{**self.KIND, "fixed_days": 0}]) == []

    def test_left_out_works_close_it_too(self) -> None:
        kinds = [PIPES, {**self.KIND, "id": "drain", "name": "drain", "work_class": "upgrade"}]
        works = [WORK, OTHER_WORK, {**WORK, "work_type": "drain"}, {**OTHER_WORK, "work_type": "drain"}]
        assert self.of(Q1, Q1, work_types=kinds, works=works) == [
            ("neighbour_roads", "A & B 2021Q1", 1, "campaigns")
        ]

    def test_all_on_one_road_are_one_group(self) -> None:
        road = [{"estate": "A", "neighbour": "C", "shared_road": "R"}]
        road += [{"estate": "C", "neighbour": "B", "shared_road": "R"}]
        estates = [ESTATE, OTHER, {**OTHER, "id": "C", "name": "C"}]
        assert self.of(Q1, Q1, estates=estates, adjacency=road) == [
            ("neighbour_roads", "R 2021Q1", 1, "campaigns")
        ]
        pairs = [{**row, "shared_road": ""} for row in road]
        assert self.of(Q1, Q1, estates=estates, adjacency=pairs) == []

    @pytest.mark.parametrize(("metres", "near"), [(0, False), (111.1, False), (111.3, True)])
    def test_by_distance_where_no_neighbours_are_given(self, metres: float, near: bool) -> None:
        """A thousandth of a degree of latitude is 111.195 m."""
        there = {"lon": 116.68, "lat": 23.36}
        estates = [{**ESTATE, **there}, {**OTHER, **there, "lat": 23.361}]
        breaches = [("neighbour_roads", "A & B 2021Q1", 1, "campaigns")] if near else []
        assert self.of(Q1, Q1, {"within_m": metres}, adjacency=[], estates=estates) == breaches
