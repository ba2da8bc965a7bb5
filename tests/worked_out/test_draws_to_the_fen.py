"""On random programmes with terms of funds: draws are dues to the fen, caps and limits are never passed."""

import copy
from collections import defaultdict

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scenarios.model.programme import Programme
from solvers import solve
from solvers.plan.openings import openings_of
from solvers.plan.plan import Plan
from solvers.plan.settle import dues_of
from solvers.program.terms import caps, estates_with_campaigns
from solvers.rules.program import phasing_program
from tests.worked_out.drawn_money import always_terms
from tests.worked_out.drawn_rules import Draw
from tests.worked_out.programmes import Drawn, programmes

FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def with_terms(draw: Draw) -> Drawn:
    """Draw a programme with two kinds of terms of funds or more."""
    drawn: Drawn = draw(programmes(whole_fen=False))
    rows, set_up = copy.deepcopy(dict(drawn.rows)), copy.deepcopy(dict(drawn.settings))
    always_terms(draw, rows, set_up, int(set_up["first_period"][:4]))
    return Drawn(rows=rows, settings=set_up)


@FEW
@given(with_terms())
def test_draws_are_dues_to_the_fen_and_keep_caps(drawn: Drawn) -> None:
    programme = drawn.programme()
    plan = solve(programme, engine="highs", seconds=60, workers=1).plan
    if plan is not None:
        _are_dues(programme, plan)
        _keep_caps(programme, plan)


def _are_dues(programme: Programme, plan: Plan) -> None:
    held = phasing_program(programme).given
    index = {str(key): c for c, key in enumerate(programme.campaigns.key)}
    works = {str(key): w for w, key in enumerate(programme.facts.key)}
    period = np.full(len(index), -1, dtype=np.int64)
    included = np.zeros(len(works), dtype=bool)
    for one in plan.campaigns:
        period[index[one.campaign]] = programme.clock.period_of(one.start)
        included[[works[work.work] for work in one.works]] = True
    dues = dues_of(held, period, included, openings_of(held, plan, period, included))
    drawn = np.zeros_like(dues.by_group)
    for draw in plan.draws:
        assert draw.amount > 0
        group, year = held.claims.names.index(draw.claim_group), programme.clock.years.index(draw.year)
        assert held.claims.may_pay[group, held.claims.funds.name.index(draw.fund)]
        drawn[index[draw.campaign], group, year] += draw.amount
    assert (drawn == dues.by_group).all()


def _keep_caps(programme: Programme, plan: Plan) -> None:
    held = phasing_program(programme).given.claims
    used = estates_with_campaigns(programme).tolist()
    at = dict(zip(programme.campaigns.key, programme.campaigns.estate.tolist(), strict=True))
    for cap in caps(programme, held.funds):
        paid: dict[int, int] = defaultdict(int)
        for draw in plan.draws:
            if draw.fund == held.funds.name[cap.fund]:
                where = {"estate": at[draw.campaign], "year": draw.year, "programme": 0}[cap.scope]
                paid[where] += draw.amount
        limits = dict(zip(used, cap.limit.tolist(), strict=True)) if cap.scope == "estate" else {}
        for where, amount in paid.items():
            if cap.scope != "estate" or where >= 0:
                assert amount <= limits.get(where, int(cap.limit[0]))
