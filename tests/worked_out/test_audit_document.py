"""The plan document of a solve, written and read back, states what the plan does."""

import json

import pytest
from hypothesis import HealthCheck, given, settings

from planner.document.document import document_of
from solvers import audit, solve
from solvers.plan.plan_file import read_plan
from tests.worked_out.programmes import Drawn, programmes


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(programmes(whole_fen=False))
def test_a_document_written_and_read_back_is_passed(
    tmp_path_factory: pytest.TempPathFactory, drawn: Drawn
) -> None:
    programme = drawn.programme()
    solved = solve(programme, engine="highs", gap=0.0, seconds=60, workers=1)
    if solved.plan is None:
        return
    path = tmp_path_factory.mktemp("plan") / "plan.json"
    document = document_of(programme, solved, (), programme.findings)
    path.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    plan = read_plan(path)
    assert audit(programme, plan) == ()
    assert (plan.campaigns, plan.draws) == (solved.plan.campaigns, solved.plan.draws)


def test_money_of_years_before_the_plan_is_carried_in_not_a_limit() -> None:
    rows = {
        "estates": [{"id": "E0", "name": "estate 0", "households": 10, "street": "S0"}],
        "work_types": [
            {"id": "T0", "name": "pipes", "unit_cost": 10000, "work_class": "basic", "fixed_days": 40}
        ],
        "works": [{"place": "E0", "work_type": "T0", "quantity": 1, "need": 1.0}],
        "funds": [
            {"fund": "F0", "kind": "city", "carry_share": 1, "year": year, "limit": 40000}
            for year in (2020, 2021, 2022)
        ],
    }
    drawn = Drawn(rows=rows, settings={"first_period": "2021Q1", "period": "quarter", "periods": 8})
    programme = drawn.programme()
    solved = solve(programme, engine="highs", gap=0.0, seconds=60, workers=1)
    document = document_of(programme, solved, (), programme.findings)
    years = [(row["limits"]["F0"], row["carried_in"]["F0"]) for row in document["by_year"]]
    assert years == [(40000, 40000), (40000, 70000)]
