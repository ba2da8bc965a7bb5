"""Any plan can be audited against any programme: the audit never stops short and never contradicts itself."""

import dataclasses
import datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.model.programme import Programme
from solvers.plan.audit import audit, worth
from solvers.plan.audit.audit import RULES
from solvers.plan.plan import Draw, Opening, Plan, PlannedCampaign, PlannedWork
from tests.worked_out.drawn_rules import Draw as DrawFunction
from tests.worked_out.programmes import Drawn, programmes

FIGURES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
ROWS = (
    "year",
    "fund",
    "amount",
    "street",
    "name",
    "started",
    "cost",
    "by_fund",
    "limits",
    "carried_in",
    "reached",
    "shortfall",
)
STATED = st.fixed_dictionaries(
    {},
    optional={
        "totals": st.dictionaries(st.sampled_from(["estates", "cost", "households"]), FIGURES) | FIGURES,
        "measures": st.dictionaries(st.sampled_from(["benefit", "cost", "mean_wait_years"]), FIGURES)
        | FIGURES,
        "certificate": st.dictionaries(st.sampled_from(["objective", "bound", "gap"]), FIGURES) | FIGURES,
        "by_year": st.lists(
            st.dictionaries(st.sampled_from(ROWS), FIGURES | st.integers(2020, 2024)), max_size=2
        ),
        "by_street": st.lists(st.dictionaries(st.sampled_from(ROWS), FIGURES), max_size=2) | FIGURES,
        "targets": st.lists(st.dictionaries(st.sampled_from(ROWS), FIGURES), max_size=2),
        "lapses": st.lists(
            st.dictionaries(st.sampled_from(ROWS), FIGURES | st.integers(2020, 2024)), max_size=2
        ),
    },
)


@st.composite
def any_plans(draw: DrawFunction, programme: Programme) -> Plan:
    """Draw a plan that may be anything, mostly of the programme's own names and periods."""
    clock = programme.clock
    campaigns = st.sampled_from([*programme.campaigns.key.tolist(), "nowhere"])
    works = st.sampled_from([*programme.facts.key.tolist(), "nothing"])
    funds = st.sampled_from([*programme.funds.fund.tolist(), "mint"])
    firsts = [clock.date(int(first)) for first in clock.starts[:-1]]
    days = st.sampled_from(firsts) | st.sampled_from(firsts) | st.dates()
    fen = st.none() | st.integers(-(10**12), 10**12)
    amounts = st.none() | st.dictionaries(funds, st.integers(0, 10**9), max_size=2)
    work = st.builds(PlannedWork, work=works, start=st.none() | days, finish=st.none() | days, cost=fen)
    campaign = st.builds(
        PlannedCampaign,
        campaign=campaigns,
        start=days,
        finish=st.none() | days,
        works=st.lists(work, max_size=4).map(tuple),
        cost=fen,
        by_payer=st.none() | st.dictionaries(st.sampled_from(["government", "x"]), st.integers(), max_size=2),
        by_fund=amounts,
        due_after_plan=fen,
        benefit=st.none() | st.floats(-1e9, 1e9),
        disruption=st.none() | st.floats(0, 1e9),
    )
    one = st.builds(
        Draw,
        fund=funds,
        claim_group=funds | st.text(max_size=3),
        campaign=campaigns,
        year=st.integers(2020, 2024) | st.integers(1, 9999),
        amount=st.integers(-(10**9), 10**9),
    )
    names = [*programme.campaigns.place.tolist(), *programme.operators.id.tolist(), "Z0"]
    opening = st.builds(
        Opening,
        kind=st.sampled_from(["ground", "trench", "scaffold", "zone", "operator", "pond"]),
        name=st.sampled_from(names),
        start=days,
        cost=fen,
        campaign=campaigns | st.just(""),
    )
    return Plan(
        campaigns=tuple(draw(st.lists(campaign, max_size=4))),
        draws=tuple(draw(st.lists(one, max_size=3))),
        openings=tuple(draw(st.lists(opening, max_size=3))),
        stated=draw(STATED),
    )


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), programmes(whole_fen=False))
def test_any_plan_can_be_audited(data: st.DataObject, drawn: Drawn) -> None:
    programme = drawn.programme()
    plan = data.draw(any_plans(programme))
    breaches = audit(programme, plan)
    names = {rule.__name__ for rule in RULES}
    for breach in breaches:
        assert breach.rule in names
        assert breach.amount >= 0
        assert breach.sentence.startswith(breach.where)
        assert breach.sentence_zh.startswith(breach.where)
    assert worth(programme, plan).cost >= 0
    assert audit(programme, plan) == breaches


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data(), programmes())
def test_the_order_of_campaigns_and_draws_says_nothing(data: st.DataObject, drawn: Drawn) -> None:
    programme = drawn.programme()
    plan = data.draw(any_plans(programme))
    keys = [campaign.campaign for campaign in plan.campaigns]
    if len(set(keys)) == len(keys):
        turned = dataclasses.replace(
            plan, campaigns=plan.campaigns[::-1], draws=plan.draws[::-1], openings=plan.openings[::-1]
        )
        assert sorted(map(_told, audit(programme, plan))) == sorted(map(_told, audit(programme, turned)))


def _told(breach: Any) -> tuple[str, str, float]:
    return breach.rule, breach.where, round(breach.amount, 6)


def test_a_plan_of_other_years_is_audited() -> None:
    drawn = Drawn(
        rows={
            "estates": [{"id": "A", "name": "A", "households": 1}],
            "work_types": [{"id": "t", "name": "t", "work_class": "basic", "unit_cost": 1}],
            "works": [{"place": "A", "work_type": "t"}],
            "funds": [{"fund": "f", "kind": "city", "year": 2021, "limit": 9}],
        },
        settings={"first_period": "2021Q1", "periods": 1},
    )
    campaign = PlannedCampaign(campaign="A", start=datetime.date.max)
    assert [b.rule for b in audit(drawn.programme(), Plan(campaigns=(campaign,)))] == ["start_once"]
