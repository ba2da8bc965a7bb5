"""Fears weigh on disruption alike in the aim, the plan and the audit, which works it out by itself."""

import dataclasses

import pytest

from solvers.plan.audit import audit
from tests.worked_out.by_hand import estate, programme, solved, starts, work, work_type

KIND = work_type(nuisance="noise 2; dust 1")
FEARED = [
    {"estate": "A", "work_type": "pipes", "support": 20, "respondents": 40, "fears": "noise 20; duration 40"}
]
OF_A = (20 + 60 * 20 / (20 + 40)) / 100
"""Share of A's 100 households that fear noise: 20 of 40 said so, nobody else was asked."""
OF_B = 20 / (20 + 40)
"""Share that B, in the same street, is believed to have: it was not asked."""


def test_feared_noise_weighs_more_in_aim_plan_and_audit() -> None:
    estates = [estate("A", households=100), estate("B", households=100)]
    given = programme(
        estates=estates,
        work_types=[KIND],
        works=[work("A", required=True), work("B", required=True)],
        ballots=FEARED,
        aims={"benefit": 1.0, "disruption": 0.25},
    )
    found = solved(given)
    assert found.plan is not None
    told = {one.campaign: one.disruption for one in found.plan.campaigns}
    assert given.facts.in_scope.tolist() == [100, 100]
    days = given.facts.days.tolist()
    assert told["A"] == pytest.approx(100 * days[0] * (2 * (1 + OF_A) + 1))
    assert told["B"] == pytest.approx(100 * days[1] * (2 * (1 + OF_B) + 1))
    benefit = sum(one.benefit or 0 for one in found.plan.campaigns)
    assert found.objective == pytest.approx(benefit - 0.25 * sum(one or 0 for one in told.values()))
    wrong = [dataclasses.replace(one, disruption=100 * days[0] * 3) for one in found.plan.campaigns]
    breaches = audit(given, dataclasses.replace(found.plan, campaigns=tuple(wrong)))
    assert {breach.rule for breach in breaches} == {"stated_figures"}


@pytest.mark.parametrize(("fears", "done"), [(0.0, {"A"}), (1.0, set())])
def test_a_work_that_is_feared_more_than_wanted_is_left_out(fears: float, done: set[str]) -> None:
    """Between the disruption without fear and with it lies what the work is worth."""
    plain = programme(estates=[estate("A")], work_types=[KIND], works=[work("A")], ballots=FEARED)
    facts = plain.facts
    calm = float(facts.in_scope[0] * facts.days[0] * 3)
    worth = solved(plain).objective
    assert worth is not None
    given = programme(
        estates=[estate("A")],
        work_types=[KIND],
        works=[work("A")],
        ballots=FEARED,
        aims={"benefit": 1.0, "disruption": worth / calm / 1.1},
        more={"support": {"fears": fears}},
    )
    assert set(starts(solved(given))) == done
