"""What votes of units and votes to come do to programmes that can be solved by hand."""

import datetime
from typing import Any, ClassVar

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.document.consent import residents_consent
from scenarios.model.programme import Programme
from solvers import audit
from solvers.plan.audit.consent import agreements_of
from solvers.plan.audit.given import Given
from solvers.plan.plan import Draw, Plan, PlannedCampaign, PlannedWork
from solvers.plan.step_in import step_in
from solvers.program.network import spans
from solvers.program.revenue import yearly_revenue
from solvers.rules.windows import consent
from tests.worked_out.brute import brute_force
from tests.worked_out.by_hand import (
    Row,
    estate,
    fund,
    programme,
    solved,
    starts,
    work,
    work_type,
    works,
)

LIFT = work_type(
    "lift", work_class="upgrade", consent_matter="lift", productivity=0.1, fixed_days=None, unit_cost=400_000
)
TEN = estate("A", buildings=5, stairwells=10)


def votes(*shares: float | None, matter: str = "lift", scope: str = "stairwell", **more: Any) -> list[Row]:
    """Return votes of units 1, 2 … of estate A that pass, or fail, by their share; None: to come."""
    return [
        {"estate": "A", "scope": scope, "unit": str(n), "matter": matter, **more}
        | ({"by_area": share, "by_heads": share} if share is not None else {})
        for n, share in enumerate(shares, 1)
    ]


def lifts(consents: list[Row], rule: Row | None = None, **tables: Any) -> Programme:
    """Return a programme in which estate A of ten stairwells has pipes and ten lifts."""
    return programme(
        **{
            "estates": [TEN],
            "work_types": [work_type(), LIFT],
            "works": [work("A"), work("A", "lift", quantity=10)],
            "consents": consents,
            "rules": {"consent": {"missing": "refused", **(rule or {})}},
            **tables,
        }
    )


def lift_of(given: Programme) -> tuple[float, int, int, int]:
    """Return quantity, cost (yuan), days and households of the lifts as they are planned."""
    facts = given.facts
    w = facts.key.tolist().index("A:lift")
    return (
        float(facts.quantity[w]),
        int(facts.cost[w]) // 100,
        int(facts.days[w]),
        int(facts.households[w]),
    )


class TestThresholds:
    @pytest.mark.parametrize(
        ("matter", "share", "passes"),
        [
            ("use_fund", 0.51, True),
            ("use_fund", 0.5, False),
            ("raise_fund", 0.75, True),
            ("raise_fund", 0.74, False),
            ("rebuild", 0.75, True),
            ("rebuild", 0.74, False),
            ("change_use", 0.75, True),
            ("change_use", 0.749, False),
            ("加装电梯", 0.75, True),
            ("加装电梯", 0.7, False),
            ("shared", 0.51, True),
            ("shared", 0.5, False),
            ("of another name", 0.51, True),
        ],
    )
    def test_the_law_says_how_many_must_be_in_favour(self, matter: str, share: float, passes: bool) -> None:
        kind = {**LIFT, "consent_matter": matter}
        given = lifts(
            [{"estate": "A", "matter": matter, "by_area": share, "by_heads": share}],
            work_types=[work_type(), kind],
        )
        assert (given.standings[1].first_day is not None) == passes

    def test_the_quorum_is_two_thirds_of_all(self) -> None:
        def passes(turnout: float) -> bool:
            vote = votes(0.9, scope="estate", turnout_area=turnout, turnout_heads=0.9)
            return lifts(vote).standings[1].first_day is not None

        assert (passes(0.67), passes(0.66)) == (True, False)

    def test_the_settings_change_one_key_and_leave_the_others(self) -> None:
        rule = lifts([], {"matters": {"lift": {"approval": 0.9}}}).settings.rules.consent
        assert (rule.of("lift").approval, rule.of("lift").scope) == (0.9, "stairwell")
        assert rule.of("lift").strictly_more is False
        assert rule.of("riser").approval == 1
        assert rule.of("riser").scope == "stack"

    def test_a_vote_of_the_estate_speaks_for_stairwells_without_their_own(self) -> None:
        wide = {"estate": "A", "matter": "lift", "by_area": 0.8, "by_heads": 0.8}
        assert lifts([wide]).standings[1].share == 1
        mixed = lifts([wide, *votes(0.5, 0.5)]).standings[1]
        assert (mixed.passed, mixed.refused, mixed.share) == (8, 2, 0.8)


class TestUnits:
    def test_lifts_are_planned_for_the_stairwells_that_agree(self, engine: str) -> None:
        given = lifts(votes(*[0.8] * 6, *[0.5] * 4))
        assert lift_of(given) == (6, 2_400_000, 60, 60)
        assert lift_of(lifts(votes(*[0.8] * 10))) == (10, 4_000_000, 100, 100)
        found = solved(given, engine, gap=0.0)
        assert works(found) == ["A:pipes", "A:lift"]
        assert found.plan is not None
        assert found.plan.campaigns[0].cost == 100 * 3_400_000

    def test_the_lifts_of_a_few_stairwells_fit_into_less_money(self, engine: str) -> None:
        little = [fund(2021, 3_400_000)]
        assert works(solved(lifts(votes(*[0.8] * 6, *[0.5] * 4), funds=little), engine)) == [
            "A:pipes",
            "A:lift",
        ]
        assert works(solved(lifts(votes(*[0.8] * 7, *[0.5] * 3), funds=little), engine)) == ["A:pipes"]

    def test_too_few_stairwells_build_nothing(self, engine: str) -> None:
        few = votes(*[0.8] * 4, *[0.5] * 6)
        assert works(solved(lifts(few), engine)) == ["A:pipes"]
        assert works(solved(lifts(few, {"least_share": 0.4}), engine)) == ["A:pipes", "A:lift"]
        assert lift_of(lifts(few))[0] == 10, "what never starts is told whole"

    def test_a_work_waits_until_enough_units_agree(self, engine: str) -> None:
        early = [{**vote, "date": "2020-12-01"} for vote in votes(*[0.8] * 4)]
        late = [{**vote, "date": "2021-05-01", "unit": f"late {n}"} for n, vote in enumerate(votes(0.8, 0.8))]
        last = [{**vote, "date": "2021-09-01", "unit": "last"} for vote in votes(0.8)]
        given = lifts([*early, *late, *last], works=[work("A", "lift", quantity=10, required="yes")])
        assert starts(solved(given, engine)) == {"A": "2021-07-01"}
        assert given.standings[0].share == 0.6, "the last one agrees after the works' first day"

    @pytest.mark.parametrize(("missing", "share"), [("assumed", 0.9), ("refused", None)])
    def test_units_without_a_vote_follow_missing(self, missing: str, share: float | None) -> None:
        one = lifts(votes(0.2), {"missing": missing}).standings[1]
        assert (one.silent, one.first_day is not None) == (9, share is not None)
        assert one.share == (share or 0)

    def test_units_are_counted_by_the_scope_of_their_matter(self) -> None:
        rows = [{"id": str(n), "estate": "A", "stacks": 4, "floors": 6} for n in range(5)]
        scopes = {}
        for scope in ("estate", "building", "stairwell", "stack"):
            given = lifts(votes(0.8, scope=scope), {"matters": {"lift": {"scope": scope}}}, buildings=rows)
            scopes[scope] = given.standings[1].units
        assert scopes == {"estate": 1, "building": 5, "stairwell": 10, "stack": 20}
        untold = lifts([], {"matters": {"lift": {"scope": "stack"}}, "dwellings_per_stack": 8})
        assert untold.standings[1].units == 13, "100 households, eight on each stack"

    def test_a_building_of_its_own_asks_its_own_vote(self, engine: str) -> None:
        kind = {**LIFT, "consent_matter": "roof"}
        given = lifts(
            votes(0.9, 0.2, matter="roof", scope="building"),
            {"matters": {"roof": {"scope": "building"}}},
            work_types=[work_type(), kind],
            works=[work("A"), work("A", "lift", building="1"), work("A", "lift", building="2")],
            more={"application": {"on": False}},
        )
        assert [None if one is None else one.share for one in given.standings] == [None, 1.0, 0.0]

    def test_revenue_is_that_of_the_units_that_agree(self) -> None:
        own = [work("A"), work("A", "lift", quantity=10, revenue=1000)]
        given = lifts(votes(*[0.8] * 6, *[0.5] * 4), works=own)
        assert yearly_revenue(given).tolist() == [0, 60_000]
        by_unit = lifts(votes(*[0.8] * 6, *[0.5] * 4), work_types=[work_type(), {**LIFT, "revenue": 50}])
        assert yearly_revenue(by_unit).tolist() == [0, 30_000]

    def test_the_audit_finds_a_start_before_enough_agree(self) -> None:
        rows = votes(*[0.8] * 6, date="2021-05-01")
        given = lifts(rows, works=[work("A", "lift", quantity=10, required="yes")])
        early = Plan(
            campaigns=(
                PlannedCampaign(
                    campaign="A", start=datetime.date(2021, 4, 1), works=(PlannedWork(work="A:lift"),)
                ),
            )
        )
        told = [breach for breach in audit(given, early) if breach.rule == "consent"]
        assert [(one.amount, one.unit) for one in told] == [(30, "days")]

    def test_the_audit_finds_works_for_units_that_refused(self) -> None:
        given = lifts(votes(*[0.8] * 6, *[0.5] * 4))
        whole = given.replace()
        whole.__dict__["consent_shares"] = np.ones(2)
        plan = Plan(
            campaigns=(
                PlannedCampaign(
                    campaign="A",
                    start=datetime.date(2021, 4, 1),
                    works=(PlannedWork(work="A:pipes"), PlannedWork(work="A:lift")),
                ),
            )
        )
        told = [breach for breach in audit(whole, plan) if breach.rule == "consent"]
        assert [(one.amount, one.unit) for one in told] == [(4, "units")]


class TestPersons:
    RISER: ClassVar[Row] = {**LIFT, "consent_matter": "riser"}

    def standing(self, consents: list[Row], **tables: Any) -> Any:
        rule = {"least_share": 0.1}
        return lifts(consents, rule, work_types=[work_type(), self.RISER], **tables).standings[1]

    def test_a_stack_agrees_with_the_power_of_its_dwellings(self) -> None:
        """Ten stacks of ten: nine in ten agree, so a third of the stacks do, and not nine in ten."""
        rows = [{"id": str(n), "estate": "A", "stacks": 2, "floors": 10} for n in range(5)]
        wide = {"estate": "A", "matter": "riser", "by_area": 0.95, "by_heads": 0.9}
        one = self.standing([wide], buildings=rows)
        assert one.share == pytest.approx(0.9**10)
        assert (one.persons.share, one.persons.dwellings) == (0.9, 10)
        assert one.units == 10

    def test_those_who_did_not_vote_did_not_agree(self) -> None:
        wide = {"estate": "A", "matter": "riser", "by_area": 1, "by_heads": 1}
        assert self.standing([wide]).share == 1
        some = {**wide, "turnout_area": 0.95, "turnout_heads": 0.98}
        assert self.standing([some]).share == pytest.approx(0.95**6)

    def test_ballots_tell_the_share_where_there_was_no_vote(self) -> None:
        asked = [{"estate": "A", "work_type": "lift", "support": 45, "respondents": 50}]
        assert self.standing([], ballots=asked).share == pytest.approx(0.9**6)

    def test_stacks_that_voted_count_as_they_did(self) -> None:
        rows = [{"id": str(n), "estate": "A", "stacks": 2, "floors": 10} for n in range(5)]
        wide = {"estate": "A", "matter": "riser", "by_area": 0.9, "by_heads": 0.9}
        own = votes(*[1.0] * 4, 0.99, matter="riser", scope="stack")
        one = self.standing([wide, *own], buildings=rows)
        assert (one.passed, one.refused) == (4, 1)
        assert one.share == pytest.approx((4 + 5 * 0.9**10) / 10)


TO_COME = [{"estate": "A", "matter": "canopy", "probability": 0.7, "date": "2021-05-01"}]


class TestToCome:
    def given(self, pending: str, least: float = 0.5, **tables: Any) -> Programme:
        kind = work_type("canopy", consent_matter="canopy")
        return programme(
            **{
                "work_types": [kind, work_type()],
                "works": [work("A", "canopy"), work("B")],
                "consents": TO_COME,
                "rules": {"consent": {"pending": pending, "least_probability": least}},
                **tables,
            }
        )

    @pytest.mark.parametrize(
        ("pending", "least", "start"),
        [
            ("refused", 0.5, None),
            ("assumed", 0.5, "2021-07-01"),
            ("expected", 0.5, "2021-07-01"),
            ("assumed", 0.71, None),
        ],
    )
    def test_a_vote_to_come_counts_as_the_settings_say(
        self, engine: str, pending: str, least: float, start: str | None
    ) -> None:
        assert starts(solved(self.given(pending, least), engine)).get("A") == start

    def test_of_units_so_many_are_planned_for_as_are_expected_to_agree(self) -> None:
        rows = [*votes(*[0.8] * 4), *votes(*[None] * 10, probability=0.5, date="2021-03-01")[4:]]
        assert lift_of(lifts(rows, {"pending": "assumed"}))[0] == 10
        assert lift_of(lifts(rows, {"pending": "expected"}))[0] == 7
        assert lifts(rows).standings[1].first_day is None

    def test_the_plan_tells_what_rests_on_it(self, engine: str) -> None:
        given = self.given("assumed")
        found = solved(given, engine)
        assert found.plan is not None
        told = residents_consent(given, found.plan)
        assert told["consent"][0] | {} == {
            "campaign": "A",
            "work": "A:canopy",
            "matter": "canopy",
            "scope": "estate",
            "few": False,
            "units": 1,
            "passed": 0,
            "refused": 0,
            "pending": 1,
            "silent": 0,
            "probability": 0.7,
            "date": "2021-05-01",
            "feasible_share": 1.0,
            "persons": None,
        }
        (year,) = told["resting"]["years"]
        assert (year["campaigns"], year["expected_campaigns"], year["all_pass"]) == (1, 0.7, 0.7)
        assert (year["cost"], year["expected_cost"]) == (1_000_000, 700_000)

    def test_who_refused_comes_back_after_waiting(self) -> None:
        rows = [*votes(*[0.8] * 6), *votes(*[0.5] * 10, date="2021-01-31")[6:]]
        plan = Plan()
        (back,) = residents_consent(lifts(rows, {"waiting_months": 13}), plan)["catch_up"]
        assert (back["why"], back["units"], back["earliest"]) == ("refused", 4, "2022-02-28")
        assert (back["quantity"], back["cost"], back["households"]) == (4, 1_600_000, 40)
        year = residents_consent(lifts(rows), plan)["catch_up"]
        assert year[0]["earliest"] == "2022-01-31"


class TestReserve:
    """A rests on a vote, in 2021; C to F are left out or come a year later."""

    def given(self, crews: list[Row] | None = None, **more: Any) -> Programme:
        kinds = [
            work_type("canopy", consent_matter="canopy"),
            work_type("roof", unit_cost=600_000, trade="roofer"),
            work_type("yard", unit_cost=400_000),
            work_type("shed", unit_cost=500_000, consent_matter="shed"),
        ]
        return programme(
            periods=8,
            estates=[estate("A"), *(estate(key, **more.get(key, {})) for key in "CDEF")],
            work_types=kinds,
            works=[
                work("A", "canopy"),
                work("C", "roof"),
                work("D", "yard"),
                work("E", "yard"),
                work("F", "shed"),
            ],
            consents=[*TO_COME, {**TO_COME[0], "estate": "F", "matter": "shed"}],
            funds=[fund(2021, 1_000_000), fund(2022, 9_000_000)],
            crews=crews or [],
            rules={"consent": {"pending": "assumed"}},
        )

    def plan(self, **later: str) -> Plan:
        told = {"A": "2021-07-01", **later}
        kinds = {"A": "canopy", "C": "roof", "D": "yard", "E": "yard"}
        return Plan(
            campaigns=tuple(
                PlannedCampaign(
                    campaign=key,
                    start=datetime.date.fromisoformat(day),
                    works=(PlannedWork(work=f"{key}:{kinds[key]}"),),
                )
                for key, day in told.items()
            ),
            draws=(Draw(fund="city", claim_group="", campaign="A", year=2021, amount=100_000_000),),
        )

    def names(self, given: Programme, plan: Plan) -> list[str]:
        (one,) = step_in(given, plan)
        return [stand.campaign for stand in one.stands]

    def test_the_most_beneficial_per_yuan_step_in_as_long_as_the_money_lasts(self) -> None:
        given = self.given()
        (one,) = step_in(given, self.plan())
        assert [stand.campaign for stand in one.stands] == ["D", "E"], (
            "F rests on a vote itself; C is too dear"
        )
        assert one.replaced == pytest.approx(0.8)
        assert one.falling[0].cost == 100_000_000
        assert one.falling[0].probability == 0.7

    def test_better_ones_go_first(self) -> None:
        assert self.names(self.given(C={"priority": 3}), self.plan()) == ["C", "D"]

    def test_those_of_later_years_step_in_and_those_of_the_same_year_do_not(self) -> None:
        plan = self.plan(D="2022-01-01", E="2021-01-01")
        (one,) = step_in(self.given(), plan)
        assert [(stand.campaign, stand.planned) for stand in one.stands] == [("D", 2022), ("C", None)]

    def test_who_has_no_date_or_no_crew_does_not(self) -> None:
        late = self.given(D={"earliest": "2022-01-01"})
        assert self.names(late, self.plan()) == ["E", "C"]
        roofers = [{"trade": "roofer", "count": 1, "from": "2022-01-01"}]
        assert self.names(self.given(roofers, D={"earliest": "2022-01-01"}), self.plan()) == ["E"]

    def test_money_that_is_never_drawn_counts_and_money_of_other_years_does_not(self) -> None:
        rich = self.given().replace()
        funds = programme(funds=[fund(2021, 1_600_000), fund(2022, 9_000_000)]).funds
        assert self.names(rich.replace(funds=funds), self.plan()) == ["D", "E", "C"]

    def test_all_of_a_year_may_fail_together(self) -> None:
        given = self.given()
        plan = self.plan()
        shed = PlannedCampaign(
            campaign="F", start=datetime.date(2021, 10, 1), works=(PlannedWork(work="F:shed"),)
        )
        half = (
            Draw(fund="city", claim_group="", campaign="A", year=2021, amount=50_000_000),
            Draw(fund="city", claim_group="", campaign="F", year=2021, amount=50_000_000),
        )
        both = Plan(campaigns=(*plan.campaigns, shed), draws=half)
        told = [
            ([one.campaign for one in held.falling], [stand.campaign for stand in held.stands])
            for held in step_in(given, both)
        ]
        assert told == [(["A"], ["D"]), (["F"], ["D"]), (["A", "F"], ["D", "E"])]
        reserve = residents_consent(given, both)["reserve"]
        assert [one["campaign"] for one in reserve] == ["A", "F", None]
        assert {(one["why"], one["earliest"], one["round"]) for one in reserve} == {
            ("pending", "2022-05-01", "2022Q3")
        }, "a year after the vote"
        assert reserve[2]["probability"] == pytest.approx(0.49)

    def test_works_that_consent_leaves_out_are_named_with_their_round(self) -> None:
        rows = votes(*[0.5] * 10, date="2021-02-10")
        given = lifts(rows, {"waiting_months": 6})
        pipes = PlannedCampaign(
            campaign="A", start=datetime.date(2021, 4, 1), works=(PlannedWork(work="A:pipes"),)
        )
        (one,) = residents_consent(given, Plan(campaigns=(pipes,)))["reserve"]
        assert (one["campaign"], one["year"], one["works"], one["why"]) == ("A", 2021, ["A:lift"], "refused")
        assert (one["earliest"], one["round"]) == ("2021-08-10", "2021Q4"), "the quarter is under way"
        assert (one["probability"], one["stands"], one["cost"]) == (None, [], 4_000_000)
        (never,) = residents_consent(lifts(rows, {"waiting_months": 60}), Plan())["reserve"]
        assert (never["year"], never["round"]) == (None, None), "not within the plan"
        enough = lifts(votes(*[0.8] * 6, *[0.5] * 4))
        assert residents_consent(enough, Plan())["reserve"] == [], "the units that agree are planned for"

    def test_nothing_steps_in_where_nothing_rests_on_votes(self) -> None:
        assert step_in(programme(), Plan()) == ()


class TestFew:
    """Units in which few households live tell who voted how."""

    def told(self, households: int, given: list[Row], **more: Any) -> dict[str, Any]:
        home = estate("A", buildings=5, stairwells=10, households=households)
        asked = lifts(given, estates=[home], **more)
        lift = PlannedCampaign(
            campaign="A",
            start=datetime.date(2021, 4, 1),
            works=(PlannedWork(work="A:pipes"), PlannedWork(work="A:lift")),
        )
        return residents_consent(asked, Plan(campaigns=(lift,)))

    def test_units_of_many_households_are_counted(self) -> None:
        told = self.told(100, votes(*[0.8] * 8, *[0.5] * 2))
        assert (told["consent"][0]["few"], told["consent"][0]["refused"]) == (False, 2)
        assert (told["catch_up"][0]["few"], told["catch_up"][0]["units"]) == (False, 2)

    def test_units_of_few_households_are_not(self) -> None:
        told = self.told(20, votes(*[0.8] * 8, *[0.5] * 2))
        row = told["consent"][0]
        assert row["few"], "two stairwells of two households refused"
        assert [row[key] for key in ("passed", "refused", "pending", "silent")] == [None] * 4
        assert row["units"] == 10
        back = told["catch_up"][0]
        assert (back["few"], back["units"], back["households"]) == (True, None, None)
        assert (back["quantity"], back["cost"]) == (2, 800_000), "what is to be built is no secret"

    def test_a_share_of_few_persons_is_rounded(self) -> None:
        kinds = [work_type(), {**LIFT, "consent_matter": "riser"}]

        def row(support: int) -> dict[str, Any]:
            asked = [{"estate": "A", "work_type": "lift", "support": support, "respondents": 50}]
            rule = {"missing": "refused", "least_share": 0.01}
            more = {"ballots": asked, "work_types": kinds, "rules": {"consent": rule}}
            found: dict[str, Any] = self.told(1000, [], **more)["consent"][0]
            return found

        assert (row(44)["few"], row(44)["persons"]["share"]) == (False, 0.88)
        assert (row(48)["few"], row(48)["persons"]["share"]) == (True, 0.95), "two said no"


CHANCES = st.sampled_from([0.0, 0.4, 0.5, 0.9, 1.0])
SHARES = st.sampled_from([0.5, 0.7, 0.75, 0.9, 1.0])
DATES = st.sampled_from([None, "2020-06-01", "2021-02-01", "2021-04-01", "2021-08-01"])


@st.composite
def with_votes(draw: st.DrawFn) -> Programme:
    """Draw a small programme with votes of every scope, taken and to come."""
    matter = draw(st.sampled_from(["lift", "riser", "canopy"]))
    rows: dict[tuple[str, str, str], Row] = {}
    for _ in range(draw(st.integers(0, 6))):
        scope = draw(st.sampled_from(["estate", "stairwell", "stack", "building"]))
        key = (draw(st.sampled_from("AB")), scope, str(draw(st.integers(1, 3))))
        row: Row = {"estate": key[0], "scope": scope, "unit": key[2], "matter": matter}
        if draw(st.booleans()):
            row |= {"by_area": draw(SHARES), "by_heads": draw(SHARES), "date": draw(DATES)}
            row |= {"turnout_area": draw(st.sampled_from([None, 0.6, 0.9, 1.0])), "turnout_heads": 1}
        else:
            row |= {"probability": draw(CHANCES), "date": draw(DATES) or "2021-01-05"}
        rows[key] = row
    rule: Row = {
        "missing": draw(st.sampled_from(["assumed", "refused"])),
        "pending": draw(st.sampled_from(["assumed", "expected", "refused"])),
        "least_share": draw(st.sampled_from([0.0, 0.3, 0.5, 1.0])),
        "dwellings_per_stack": draw(st.integers(1, 3)),
    }
    if draw(st.booleans()):
        rule["matters"] = {
            matter: {"scope": draw(st.sampled_from(["estate", "building", "stairwell", "stack"]))}
        }
    kind = {
        **LIFT,
        "consent_matter": matter,
        "revenue": 7,
        "work_class": draw(st.sampled_from(["basic", "upgrade"])),
    }
    kind["unit_cost"] = draw(st.sampled_from([50_000, 333_333]))
    return programme(
        periods=3,
        estates=[estate(k, households=6, buildings=draw(st.integers(1, 2))) for k in "AB"],
        buildings=[
            {"id": "1", "estate": "A", "stacks": draw(st.integers(0, 3)), "floors": draw(st.integers(0, 4))}
        ]
        if draw(st.booleans())
        else [],
        work_types=[work_type(), kind],
        works=[work("A"), work("A", "lift", quantity=4), work("B", "lift", quantity=3)],
        ballots=[{"estate": "B", "work_type": "lift", "support": 4, "respondents": 5}]
        if draw(st.booleans())
        else [],
        consents=list(rows.values()),
        funds=[fund(2021, draw(st.sampled_from([900_000, 1_500_000, 3_000_000])))],
        rules={"consent": rule},
    )


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(with_votes())
def test_audit_and_windows_agree_on_when_works_may_start(drawn: Programme) -> None:
    agreed = agreements_of(Given(drawn))
    begins, window = spans(drawn).start, consent(drawn, spans(drawn))
    for w, key in enumerate(drawn.facts.key.tolist()):
        share, first = agreed.get(key, (1.0, -(10**9)))
        free = np.zeros_like(window.work[w]) if first is None else begins[w] >= first
        assert window.work[w].tolist() == free.tolist()
        whole = drawn.whole_facts.quantity[w]
        planned = whole * share if first is not None else whole
        assert drawn.facts.quantity[w] == pytest.approx(planned)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(with_votes())
def test_brute_force_agrees_on_programmes_with_votes(drawn: Programme) -> None:
    best = brute_force(drawn)
    found = solved(drawn, "highs")
    assert (best is None) == (found.plan is None)
    if best is not None:
        assert found.objective == pytest.approx(best.objective, rel=1e-6, abs=1e-6)
