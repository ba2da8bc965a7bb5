"""Best possible: a plan always, and what gave way, by as little as can be."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scenarios.model.programme import Programme
from solvers import Solve, audit, solve
from solvers.plan.audit import worth
from solvers.plan.audit.given import Given
from solvers.plan.audit.sites import sites_of
from tests.worked_out.by_hand import estate, fund, programme, starts, work, work_type
from tests.worked_out.drawn_rules import Draw
from tests.worked_out.giving_way import GIVE_WAY, least_shortfalls
from tests.worked_out.programmes import Drawn, programmes

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
MUST = {"start_once": {"must_start": True}}


def best(programme: Programme, engine: str = "highs") -> Solve:
    """Solve in the best-possible mode; what gave way is what the audit finds broken."""
    found = solve(programme, engine=engine, gap=0.0, seconds=60, workers=1, best_possible=True)
    assert found.plan is not None, found
    gave = {(g.rule, g.where, g.unit) for g in found.gave_way}
    broken = {(b.rule, b.where, b.unit) for b in audit(programme, found.plan)}
    assert gave == broken
    amounts = {(g.rule, g.where): g.amount for g in found.gave_way}
    for breach in audit(programme, found.plan):
        assert amounts[breach.rule, breach.where] == pytest.approx(breach.amount, abs=1e-5), breach
    for one in found.gave_way:
        assert one.sentence.startswith(one.where)
        assert one.sentence_zh.startswith(one.where)
    return found


def told(found: Solve) -> list[tuple[str, str, float, str, int]]:
    """What gave way, as tuples."""
    return [(g.rule, g.where, g.amount, g.unit, g.rank) for g in found.gave_way]


def test_money_short_by_a_known_amount_is_lent(engine: str) -> None:
    given = programme(funds=[fund(2021, 1_500_000)], rules=MUST, more={"soft": {"ranks": {"start_once": 1}}})
    found = best(given, engine)
    assert found.status == "IMPOSSIBLE"
    assert told(found) == [("fund_limits", "city 2021", 500_000.0, "yuan", 2)]
    assert found.gave_way[0].sentence == "city 2021: 50.00 × 10,000 yuan beyond the limit"
    assert found.gave_way[0].sentence_zh == "city 2021：超出限额 50.00万元"
    assert starts(found).keys() == {"A", "B"}
    assert [row["rank"] for row in found.ranks] == [1, 2]
    assert found.ranks[1]["shortfall"] == pytest.approx(1 / 3)
    assert found.ranks[1]["least"] == pytest.approx(1 / 3)


def test_the_other_rank_gives_way_where_money_is_the_last_to(engine: str) -> None:
    given = programme(funds=[fund(2021, 1_500_000)], rules=MUST, more={"soft": {"ranks": {"fund_limits": 1}}})
    found = best(given, engine)
    assert len(starts(found)) == 1
    assert [one[0] for one in told(found)] == ["must_start"]
    assert found.status == "IMPOSSIBLE"


def test_what_can_be_kept_is_kept_and_nothing_gives_way(engine: str) -> None:
    given = programme(rules=MUST)
    found = best(given, engine)
    usual = solve(given, engine=engine, gap=0.0, workers=1)
    assert (found.status, found.gave_way, found.objective) == (usual.status, (), usual.objective)


def test_settings_ask_for_it_too() -> None:
    given = programme(funds=[fund(2021, 1_500_000)], rules=MUST, more={"soft": {"on": True}})
    found = solve(given, gap=0.0, workers=1)
    assert found.gave_way
    assert found.plan is not None


def test_greedy_gives_way_too_and_proves_by_the_relaxation() -> None:
    given = programme(funds=[fund(2021, 1_500_000)], rules=MUST)
    found = solve(given, engine="greedy", best_possible=True)
    assert found.plan is not None
    assert found.gave_way
    assert found.status in ("IMPOSSIBLE", "OUT_OF_TIME")


def test_a_pin_that_cannot_be_kept_gives_way_as_a_duty() -> None:
    given = programme(
        estates=[estate("A", pinned_start="2021-01-01"), estate("B")],
        works=[work("A"), work("B")],
        outside_projects=[{"id": "O", "estates": "A", "finish": "2021-06-30"}],
    )
    found = best(given)
    assert told(found) == [("pinned", "A", 1.0, "campaigns", 2)]
    assert found.status == "IMPOSSIBLE"


def test_a_target_out_of_reach_is_missed_by_as_little_as_can_be() -> None:
    target = {"name": "G", "measure": "households", "value": 250, "by": "2021-12-31", "strength": "hard"}
    found = best(programme(targets=[target]))
    assert told(found) == [("targets", "G", 50.0, "households", 2)]


def test_aims_come_after_what_gives_way_and_tiers_too() -> None:
    given = programme(
        funds=[fund(2021, 1_500_000)],
        rules=MUST,
        work_types=[work_type(), work_type("lift", work_class="upgrade")],
        works=[work("A"), work("B"), work("A", "lift")],
        more={
            "soft": {"ranks": {"start_once": 1}},
            "tiers": [{"name": "livelihood", "classes": ["basic"]}, {"name": "all"}],
        },
    )
    found = best(given)
    assert told(found) == [("fund_limits", "city 2021", 500_000.0, "yuan", 2)]
    assert [row["aim"] for row in found.tiers] == ["livelihood", "all"]
    assert [row["gap"] for row in found.tiers] == [0.0, 0.0]


@FEW
@given(programmes(), st.data())
def test_there_is_always_a_plan_and_the_audit_finds_what_gave_way(drawn: Drawn, data: st.DataObject) -> None:
    given_ = _soft(drawn, data.draw).programme()
    found = best(given_)
    usual = solve(given_, gap=0.0, workers=1)
    assert bool(found.gave_way) == (usual.status == "IMPOSSIBLE")
    if usual.plan is not None:
        assert found.objective == pytest.approx(usual.objective)
        assert found.status == usual.status
    else:
        assert found.status == "IMPOSSIBLE"


@FEW
@given(programmes(), st.data())
def test_what_gives_way_is_as_little_as_brute_force_finds(drawn: Drawn, data: st.DataObject) -> None:
    _agrees_with_brute_force(drawn, data.draw)


@pytest.mark.slow
@MANY
@given(programmes(), st.data())
def test_it_is_as_little_as_brute_force_finds_in_many(drawn: Drawn, data: st.DataObject) -> None:
    _agrees_with_brute_force(drawn, data.draw)


def _agrees_with_brute_force(drawn: Drawn, draw: Draw) -> None:
    plain = {"fund", "kind", "year", "limit", "carry_share", "carry_last_year", "backs"}
    assume(len({row["fund"] for row in drawn.rows["funds"]}) == 1)
    assume(all(set(row) <= plain and row["kind"] != "revenue" for row in drawn.rows["funds"]))
    given_ = _soft(drawn, draw).programme()
    assume(not Given(given_).once(sites_of))
    found = best(given_)
    least, objective = least_shortfalls(given_)
    for row in found.ranks:
        assert row["shortfall"] == pytest.approx(least.get(int(row["rank"] or 0), 0.0), abs=1e-6)
    assert found.objective == pytest.approx(objective, rel=1e-6, abs=1e-4)


def _soft(drawn: Drawn, draw: Draw) -> Drawn:
    """The programme with must-starts more often, and ranks."""
    ranks: dict[str, Any] = draw(
        st.dictionaries(st.sampled_from(sorted(GIVE_WAY)), st.integers(1, 3), max_size=3)
    )
    rules = dict(drawn.settings.get("rules", {}))
    if draw(st.booleans()):
        rules["start_once"] = {"must_start": True}
    return Drawn(rows=drawn.rows, settings={**drawn.settings, "rules": rules, "soft": {"ranks": ranks}})


START_LAST = {"soft": {"ranks": {"start_once": 1, "modes": 1}}}
CREW = {"work_types": [work_type(trade="pipe")], "crews": [{"trade": "pipe", "count": 1}]}
NEWER: dict[str, tuple[dict[str, Any], list[tuple[str, str, float, str]]]] = {
    "modes": (
        {
            "works": [work("A", campaign="micro"), work("A", campaign="rebuild"), work("B")],
            "funds": [fund(2021, 1_500_000)],
            "more": {"soft": {"ranks": {"fund_limits": 1, "start_once": 1}}},
            "rules": MUST,
        },
        [("modes", "A", 1.0, "campaigns")],
    ),
    "ramp_up": (
        {"periods": 4, "rules": {**MUST, "ramp_up": {"on": True, "first_year": 1, "step": 0, "factor": 0}}},
        [("ramp_up", "year 2021", 1.0, "campaigns")],
    ),
    "crew_floors": (
        {**CREW, "rules": {"crew_floors": {"on": True, "share": 0.1}}},
        [("crew_floors", "pipe 2021", 16.5, "crew-days")],
    ),
    "stability": (
        {
            "estates": [estate("A", earliest="2021-04-01"), estate("B")],
            "published": [{"campaign": "A", "start": "2021-01-01"}],
            "rules": {**MUST, "stability": {"most_moves": 0}},
        },
        [("stability", "published", 1.0, "campaigns")],
    ),
    "street_shares": (
        {
            "estates": [
                estate("A", required="yes"),
                *(estate(n, street="T", households=10, required="no") for n in "CDE"),
            ],
            "works": [work(n) for n in "ACDE"],
            "funds": [fund(2021, 1_000_000)],
            "rules": {"street_shares": {"on": True, "share": 1.0}},
            "more": {"soft": {"ranks": {"start_once": 1, "fund_limits": 1}}},
        },
        [("street_shares", "T 2021", round(30 / 130 * 100 - 10, 6), "households")],
    ),
    "longest_wait": (
        {
            "estates": [estate("A", earliest="2021-07-01"), estate("B", street="T")],
            "rules": {**MUST, "longest_wait": {"on": True, "street_years": 0.25}},
        },
        [("longest_wait", "S", 90.0, "days")],
    ),
    "zones": (
        {
            "periods": 8,
            "estates": [
                estate("A", zone="Z"),
                estate("B", zone="Z", earliest="2022-01-01", latest="2022-12-31"),
            ],
            "funds": [fund(2021, 1_000_000), fund(2022, 1_000_000)],
            "rules": {**MUST, "zones": {"on": True, "most": 1}},
            "works": [work("A"), work("B")],
            "outside_projects": [],
            "more": {"soft": {"ranks": {"start_once": 1, "fund_limits": 1}}},
        },
        [("zones", "zone Z", 1.0, "openings")],
    ),
    "fund_floors": (
        {"funds": [fund(2021, 9_000_000, floor=3_000_000)]},
        [("fund_floors", "city 2021", 1_000_000.0, "yuan")],
    ),
}


@pytest.mark.parametrize("name", NEWER)
def test_newer_rules_give_way_by_what_the_audit_finds(name: str) -> None:
    given_, expected = NEWER[name]
    found = best(programme(**{"more": START_LAST, **given_}))
    assert [one[:4] for one in told(found)] == expected
    assert found.status == "IMPOSSIBLE"


def test_the_aim_stated_is_the_plans_own_whatever_gave_way_before() -> None:
    soft = {"name": "S", "measure": "households", "value": 500, "by": "2021-12-31", "strength": "soft"}
    given_ = programme(funds=[fund(2021, 1_500_000)], rules=MUST, targets=[{**soft, "penalty": 7}])
    for engine in ("highs", "greedy"):
        found = solve(given_, engine=engine, gap=0.0, workers=1, best_possible=True)
        assert found.plan is not None
        assert found.gave_way
        assert found.objective == pytest.approx(worth(given_, found.plan).objective)
        assert found.tiers[0]["final"] == pytest.approx(found.objective)
