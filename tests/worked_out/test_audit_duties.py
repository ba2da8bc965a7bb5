"""Order and duties: shared assets, stages, modes, buildings, growth, continuity, moves, fairness."""

from typing import Any, ClassVar

import pytest

from solvers.plan.audit import worth
from tests.worked_out.small import (
    ESTATE,
    OTHER,
    OTHER_WORK,
    PIPES,
    WORK,
    Row,
    found,
    plan,
    programme,
    starts,
)

Q1, Q2, Q3, Q4 = "2021-01-01", "2021-04-01", "2021-07-01", "2021-10-01"
A, B = "A (Ayuan)", "B (Byuan)"
TWO: dict[str, Any] = {"estates": [ESTATE, OTHER], "works": [WORK, OTHER_WORK]}
PAINT = {**PIPES, "id": "paint", "name": "paint"}
DUTY = {"name": "duty", "measure": "estates", "value": 1, "by": "2021-12-31", "counted": "completed"}


class TestSharedAssets:
    """The asset takes ten days from its start."""

    def of(self, asset: Row, *campaigns: Any, rule: Row | None = None) -> list[Any]:
        given = programme(
            {"shared_assets": rule or {}},
            **{**TWO, "works": [*TWO["works"], {**WORK, "place": "P"}, {**OTHER_WORK, "work_type": "paint"}]},
            work_types=[PIPES, PAINT],
            assets=[{"id": "P", "estates": "B", **asset}],
        )
        return found(given, plan(*campaigns))

    BOTH = ("B:pipes", "B:paint")

    def test_works_at_the_estates_it_serves_come_after_it(self) -> None:
        assert self.of({}, starts("P", Q1), starts("A", Q1), starts("B", Q2, *self.BOTH)) == []
        late = self.of({}, starts("P", Q1), starts("B", Q1, *self.BOTH))
        assert late == [
            ("shared_assets", "P -> B:pipes", 10, "days"),
            ("shared_assets", "P -> B:paint", 10, "days"),
        ]
        assert self.of({}, starts("P", Q1), starts("B", Q1, *self.BOTH), rule={"on": False}) == []

    def test_it_holds_the_types_it_names_and_must_start(self) -> None:
        paint = {"holds": "paint"}
        late = self.of(paint, starts("P", Q2), starts("B", Q1, *self.BOTH))
        assert late == [("shared_assets", "P -> B:paint", 100, "days")]
        never = self.of(paint, starts("B", Q1, *self.BOTH))
        assert never == [("shared_assets", "P -> B:paint", 1, "campaigns")]
        assert self.of(paint, starts("A", Q1)) == []


class TestStages:
    WORKS: ClassVar[list[Row]] = [
        {**WORK, "campaign": word} for word in ("roads", "buildings", "ground", "else")
    ]

    @pytest.mark.parametrize(
        ("rule", "breaches"),
        [
            ({"order": ["buildings", "ground"]}, []),
            ({"order": ["buildings", "ground"], "gap_days": 80}, []),
            (
                {"order": ["buildings", "ground"], "gap_days": 83},
                [("stages", "A/buildings -> A/ground", 3, "days")],
            ),
            ({"order": ["ground", "buildings"]}, [("stages", "A/ground -> A/buildings", 100, "days")]),
            (
                {"order": ["buildings", "houses", "roads", "ground"]},
                [
                    ("stages", "A/buildings -> A/roads", 1, "never"),
                    ("stages", "A/roads -> A/ground", 1, "campaigns"),
                ],
            ),
            ({"order": ["roads"]}, []),
            ({"on": False, "order": ["ground", "buildings"]}, []),
        ],
    )
    def test_each_stage_comes_after_the_one_before(self, rule: Row, breaches: list[Any]) -> None:
        """Houses from 1 January take ten days, the ground starts on 1 April; there are no roads."""
        given = programme({"stages": {"on": True, **rule}}, works=self.WORKS)
        of = plan(starts("A/buildings", Q1, "A/buildings:pipes"), starts("A/ground", Q2, "A/ground:pipes"))
        assert found(given, of) == [one for one in breaches if one[-1] != "never"]


class TestModes:
    WORKS: ClassVar[list[Row]] = [{**WORK, "campaign": word} for word in ("micro", "comprehensive")]
    MICRO = starts("A/micro", Q1, "A/micro:pipes")
    WHOLE = starts("A/comprehensive", Q2, "A/comprehensive:pipes")

    def of(self, *campaigns: Any, rule: Row | None = None, must: bool = False, **given: Any) -> list[Any]:
        rules = {"modes": rule or {}, "start_once": {"must_start": must}}
        made = programme(rules, **{"works": self.WORKS, **given})
        return found(made, plan(*campaigns))

    def test_at_most_one_mode_starts(self) -> None:
        assert self.of(self.MICRO) == []
        assert self.of(self.MICRO, self.WHOLE) == [("modes", A, 1, "campaigns")]
        assert self.of(self.MICRO, self.WHOLE, rule={"on": False}) == []
        assert self.of(self.MICRO, self.WHOLE, rule={"words": ["micro"]}) == []

    def test_exactly_one_where_any_must_start(self) -> None:
        assert self.of(self.WHOLE, must=True) == []
        assert self.of(must=True) == [("modes", A, 1, "campaigns")]
        assert [rule for rule, *_ in self.of(must=True, rule={"on": False})] == ["must_start"] * 2
        optional = [{**self.WORKS[0], "required": "no"}, self.WORKS[1]]
        assert self.of(self.MICRO, must=True, works=[{**optional[0]}, optional[1]]) == []
        beside = [*self.WORKS, WORK]
        assert self.of(self.MICRO, must=True, works=beside) == [("must_start", A, 1, "campaigns")]

    def test_a_pin_is_kept_by_the_one_that_starts(self) -> None:
        pinned = [{**ESTATE, "pinned_start": Q2}]
        assert self.of(self.WHOLE, estates=pinned) == []
        assert self.of(estates=pinned) == [("modes", A, 1, "campaigns")]
        assert self.of(self.MICRO, estates=pinned) == [("pinned", "A/micro (Ayuan)", 90, "days")]

    def test_any_mode_completes_the_place_beside_its_other_works(self) -> None:
        assert self.of(self.MICRO, targets=[DUTY]) == []
        short = [("targets", "duty", 1, "estates")]
        assert self.of(self.MICRO, targets=[DUTY], rule={"on": False}) == short
        roads = [*self.WORKS, {**WORK, "campaign": "roads"}]
        assert self.of(self.MICRO, targets=[DUTY], works=roads) == short
        both = (self.MICRO, starts("A/roads", Q2, "A/roads:pipes"))
        assert self.of(*both, targets=[DUTY], works=roads) == []

    def test_a_mode_without_required_works_completes_where_another_has_them(self) -> None:
        works = [{**self.WORKS[0], "required": "no"}, self.WORKS[1], {**WORK, "required": "no"}]
        assert self.of(self.MICRO, targets=[DUTY], works=works) == []

    def test_the_mode_of_a_pilot_that_starts_stands_for_all(self) -> None:
        """Micro ends on 10 January, comprehensive would have begun on 1 April."""
        estates = [{**ESTATE, "pilot": "yes"}, OTHER]
        rules = {"pilot_first": {"others_before": 0}}
        given = programme(rules, estates=estates, works=[*self.WORKS, OTHER_WORK])
        assert found(given, plan(self.MICRO, starts("B", Q2))) == []
        assert found(given, plan(starts("B", Q2))) == [
            ("pilot_first", "A/micro, A/comprehensive", 1, "campaigns")
        ]


@pytest.mark.parametrize(("learning", "over"), [(0, 0), (80, 0), (81, 1)])
def test_others_wait_until_the_lessons_of_pilots_are_learnt(learning: int, over: int) -> None:
    """The pilot ends on 10 January; from the 11th to 1 April are 80 days."""
    rules = {"pilot_first": {"others_before": 0, "learning_days": learning}}
    given = programme(rules, estates=[{**ESTATE, "pilot": "yes"}, OTHER], works=TWO["works"])
    breaches = [("pilot_first", "A", over, "campaigns")] * bool(over)
    assert found(given, plan(starts("A", Q1), starts("B", Q2))) == breaches


@pytest.mark.parametrize(
    ("included", "missing"), [((), 0), (("1", "2", "3"), 0), (("1", "2"), 1), (("3",), 2)]
)
def test_a_work_at_several_buildings_is_done_at_all(included: tuple[str, ...], missing: int) -> None:
    buildings = [{"id": number, "estate": "A"} for number in "123"]
    lifts = [{**WORK, "work_type": "lift", "building": number, "required": "no"} for number in "123"]
    kinds = [PIPES, {**PIPES, "id": "lift", "name": "lift"}]
    of = plan(starts("A", Q1, "A:pipes", *(f"A:lift:{number}" for number in included)))
    breaches = [("all_buildings", A, missing, "works")] * bool(missing)
    for on in (True, False):
        given = programme(
            {"all_buildings": {"on": on}}, buildings=buildings, work_types=kinds, works=[WORK, *lifts]
        )
        assert found(given, of) == (breaches if on else [])


class TestRampUp:
    GIVEN: ClassVar[dict[str, Any]] = {
        "estates": [{**ESTATE, "id": key, "name": key} for key in "ABCDE"],
        "works": [{**WORK, "place": key} for key in "ABCDE"],
        "periods": 12,
        "funds": [
            {"fund": "city", "kind": "city", "year": year, "limit": 9_999_999} for year in range(2021, 2024)
        ],
    }

    @pytest.mark.parametrize(
        ("rule", "breaches"),
        [
            ({"first_year": 1, "factor": 2, "step": 1}, []),
            ({"first_year": 0.5, "factor": 2, "step": 1}, [("year 2021", 0.5)]),
            ({"first_year": 1, "factor": 2, "step": 0}, [("year 2022", 1)]),
            ({"first_year": 1, "factor": 0, "step": 0}, [("year 2022", 3), ("year 2023", 1)]),
            ({"first_year": 100, "factor": 3, "step": 0, "counted": "households"}, []),
            ({"first_year": 90, "factor": 2.5, "step": 0, "counted": "households"}, "both"),
            ({"on": False, "first_year": 0, "factor": 0, "step": 0}, []),
        ],
    )
    def test_growth_from_year_to_year(self, rule: Row, breaches: Any) -> None:
        """One starts in 2021, three in 2022, one in 2023."""
        given = programme({"ramp_up": {"on": True, **rule}}, **self.GIVEN)
        years = ("2021-10-01", "2022-01-01", "2022-04-01", "2022-10-01", "2023-01-01")
        of = plan(*(starts(key, day) for key, day in zip("ABCDE", years, strict=True)))
        unit = rule.get("counted", "campaigns")
        wanted = [("year 2021", 10), ("year 2022", 50)] if breaches == "both" else breaches
        assert found(given, of) == [("ramp_up", where, amount, unit) for where, amount in wanted]


class TestStability:
    ROWS: ClassVar[list[Row]] = [
        {"campaign": "A", "start": "2021-05-20"},
        {"campaign": "B", "start": "2023-01-01"},
    ]

    @pytest.mark.parametrize(
        ("campaigns", "moves"),
        [
            ((starts("A", Q2),), 0),
            ((starts("A", Q3),), 1),
            ((), 1),
            ((starts("A", Q2), starts("B", Q4)), 1),
            ((starts("B", Q4),), 2),
        ],
    )
    def test_moves_against_the_published_plan(self, campaigns: tuple[Any, ...], moves: int) -> None:
        """B was published for a day after the plan, so it does not start in it."""
        free = programme({"stability": {"penalty": 3}}, **TWO, published=self.ROWS)
        assert found(free, plan(*campaigns)) == []
        assert worth(free, plan(*campaigns)).penalties == 3 * moves
        off = programme({"stability": {"penalty": 3, "on": False}}, **TWO, published=self.ROWS)
        assert worth(off, plan(*campaigns)).penalties == 0
        fixed = programme({"stability": {"most_moves": 0}}, **TWO, published=self.ROWS)
        breaches = [("stability", "published", moves, "campaigns")] * bool(moves)
        assert found(fixed, plan(*campaigns)) == breaches

    def test_a_campaign_that_takes_no_part_does_not_move(self) -> None:
        estates = [ESTATE, {**OTHER, "excluded_because": "new"}]
        rows = [{"campaign": "B", "start": Q1}]
        given = programme(
            {"stability": {"most_moves": 0}}, estates=estates, works=TWO["works"], published=rows
        )
        assert found(given, plan()) == []


class TestCrewFloors:
    def of(self, crews: list[Row], rule: Row, *campaigns: Any, **more: Any) -> list[Any]:
        kinds = [{**PIPES, "trade": "pipe", "fixed_days": 60}, {**PAINT, "trade": "paint"}]
        rules = {"crew_floors": {"on": True, **rule}}
        return found(programme(rules, **TWO, work_types=kinds, crews=crews, **more), plan(*campaigns))

    @pytest.mark.parametrize(
        ("rule", "short"),
        [
            ({"share": 60 / 365}, 0),
            ({"share": 0.2}, 13),
            ({"share": 0.2, "trades": ["pipe"]}, 13),
            ({"share": 0.2, "trades": ["paint"]}, 0),
            ({"share": 0.2, "from_year": 2022}, 0),
            ({"share": 0.2, "on": False}, 0),
        ],
    )
    def test_a_share_of_the_years_crew_days_is_used(self, rule: Row, short: float) -> None:
        """One crew has 365 days in 2021; a work takes 60."""
        crews = [{"trade": "pipe", "count": 1}]
        breaches = [("crew_floors", "pipe 2021", pytest.approx(short), "crew-days")] * bool(short)
        assert self.of(crews, rule, starts("A", Q1)) == breaches

    def test_all_streets_count_and_a_period_belongs_to_the_year_of_its_first_day(self) -> None:
        """In half-years from July 2021 the first is of 2021, and a crew of B's street counts as well."""
        crews = [{"trade": "pipe", "count": 1, "street": "S"}, {"trade": "pipe", "count": 1}]
        half = {"first_period": "2021-12", "period": "half-year", "periods": 1}
        funds = [{"fund": "city", "kind": "city", "year": year, "limit": 1_000_000} for year in (2021, 2022)]
        got = self.of(crews, {"share": 0.5}, starts("A", "2021-12-01"), **half, funds=funds)
        assert got == [("crew_floors", "pipe 2021", 182 - 60, "crew-days")]


class TestStreetShares:
    """S has 100 households and T 300; the largest campaign of S puts 40 under works, that of T 100."""

    GIVEN: ClassVar[dict[str, Any]] = {
        "estates": [
            {**ESTATE, "id": "A", "name": "A", "households": 40},
            {**ESTATE, "id": "B", "name": "B", "households": 60, "excluded_because": ""},
            *(
                {**ESTATE, "id": key, "name": key, "households": 100, "street": "T"}
                for key in ("C", "D", "E")
            ),
            {**ESTATE, "id": "U", "name": "U", "street": "U", "households": 0},
        ],
        "works": [{**WORK, "place": key} for key in "ACDE"],
    }

    @pytest.mark.parametrize(
        ("rule", "short"),
        [
            ({"share": 1}, 35),  # of 300 a quarter is 75, less 40
            ({"share": 0.8}, 20),  # 60 less 40
            ({"share": 0.5}, 0),
            ({"share": 1, "counted": "completed"}, 10),  # of 200 a quarter is 50, less 40
            ({"share": 1, "from_year": 2022}, 0),
            ({"share": 1, "on": False}, 0),
        ],
    )
    def test_a_street_has_had_its_share(self, rule: Row, short: float) -> None:
        kinds = [{**PIPES, "fixed_days": 100}]
        funds = [{"fund": "city", "kind": "city", "year": year, "limit": 1_000_000} for year in (2021, 2022)]
        given = programme(
            {"street_shares": {"on": True, **rule}}, **self.GIVEN, work_types=kinds, funds=funds
        )
        of = plan(starts("C", Q1), starts("D", Q1), starts("E", Q4))
        assert found(given, of) == [("street_shares", "S 2021", short, "households")] * bool(short)

    def test_what_has_started_counts_and_streets_without_works_hold_nobody(self) -> None:
        """All of T and 40 of the 100 of S: of 340 nine tenths of a quarter are 76.5, less 40."""
        rules = {"street_shares": {"on": True, "share": 0.9}}
        given = programme(rules, **self.GIVEN)
        assert found(given, plan(starts("A", Q1), *(starts(key, Q1) for key in "CDE"))) == []
        nothing = programme(rules, estates=self.GIVEN["estates"], works=self.GIVEN["works"][1:])
        assert found(nothing, plan(*(starts(key, Q1) for key in "CDE"))) == []


class TestLeastStreet:
    def test_the_least_benefit_of_a_household_is_added_to_the_aim(self) -> None:
        """Each household has ten years of it; T has 50, of which all, and S 100, of which half a need."""
        works = [{**WORK, "need": 0.5}, OTHER_WORK]
        estates = [ESTATE, {**OTHER, "street": "T"}, {**OTHER, "id": "C", "name": "C", "street": "U"}]
        rules = {"least_street": {"on": True, "weight": 2}}
        given = programme(rules, estates=estates, works=works, evaluation_date="2031-01-10")
        years = 3652 / 365.25
        both = worth(given, plan(starts("A", Q1), starts("B", Q1)))
        assert both.least_street == pytest.approx(2 * 200 * 0.5 * years)
        assert both.objective == pytest.approx(both.benefit + both.least_street)
        assert worth(given, plan(starts("A", Q1))).objective == pytest.approx(50 * years)
        assert found(given, plan()) == []
        off = programme({"least_street": {"weight": 2}}, estates=estates, works=works)
        assert worth(off, plan(starts("A", Q1), starts("B", Q1))).least_street == 0


class TestLongestWait:
    def of(self, rule: Row, *campaigns: Any, **more: Any) -> list[Any]:
        estates = [ESTATE, {**OTHER, "street": "T"}]
        rules = {"longest_wait": {"on": True, **rule}}
        given = programme(rules, **{"estates": estates, "works": TWO["works"], **more})
        return found(given, plan(*campaigns))

    def test_who_starts_is_done_in_time(self) -> None:
        """B finishes on 10 October, 282 days after the first."""
        both = (starts("A", Q1), starts("B", Q4))
        assert self.of({"years": 282 / 365.25 + 1e-9}, *both) == []
        assert self.of({"years": 281.9 / 365.25}, *both) == [("longest_wait", B, 1, "days")]
        assert self.of({"years": 0.1}, starts("A", Q1)) == []
        assert self.of({"years": 0, "on": False}, *both) == []

    def test_something_starts_in_every_street_in_time(self) -> None:
        """From 1 January to 1 October are 273 days."""
        both = (starts("A", Q1), starts("B", Q4))
        assert self.of({"street_years": 273.5 / 365.25}, *both) == []
        assert self.of({"street_years": 272.5 / 365.25}, *both) == [("longest_wait", "T", 1, "days")]
        assert self.of({"street_years": 0.5}, both[0]) == [("longest_wait", "T", 1, "campaigns")]
        assert self.of({"street_years": 0.5}, both[0], works=[WORK]) == []

    def test_zones_and_assets_may_end_later(self) -> None:
        estates = [{**ESTATE, "zone": "Z"}]
        given = self.of(
            {"years": 0.5}, starts("Z", Q4), estates=estates, works=[{**WORK, "place": "Z"}, WORK]
        )
        assert given == []
