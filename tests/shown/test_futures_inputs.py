"""Which inputs are uncertain, and what each is in each future."""

from __future__ import annotations

from typing import Any

from planner.study.futures.inputs import AS_GIVEN, inputs_of, is_future
from planner.study.solved import Planned
from scenarios.whatif import WhatIf, what_if_from
from solvers.cases.case import Options, cases_of
from solvers.solving import solve
from tests.worked_out.small import programme

LOW, HIGH = 0.5, 1.5


def what_if(name: str, **more: Any) -> WhatIf:
    change = {"table": "funds", "column": "limit", "scale": 0.9, **more.pop("change", {})}
    return what_if_from({"name": name, "change": [change], **more}, file=f"{name}.toml")


def planned(*stacks: tuple[WhatIf, ...], samples: int = 0) -> list[Planned]:
    given = programme()
    found = solve(given)
    cases = cases_of(given, stacks, samples=samples, options=Options())
    return [Planned(case=case, status=found.status, solve=found) for case in cases]


def test_levers_make_no_future() -> None:
    ours = what_if("ours", kind="lever", change={"table": "work_types", "column": "unit_cost"})
    some = planned((what_if("less"),), (ours,), (what_if("less"), ours))
    assert [one.case.name for one in some if is_future(one)] == ["base", "less"]


def test_an_input_is_there_or_it_is_as_given() -> None:
    dear = what_if(
        "dear", name_zh="涨价", change={"table": "work_types", "column": "unit_cost", "scale": 1.1}
    )
    inputs = inputs_of(planned((what_if("less"),), (dear,), (what_if("less"), dear)))
    assert inputs["less"][0] == "less"
    assert inputs["dear"][0] == "涨价"
    assert inputs["less"][1] == {"base": AS_GIVEN, "less": "less", "dear": AS_GIVEN, "less+dear": "less"}


def test_samples_of_one_what_if_are_values_of_one_input() -> None:
    dear = what_if("dear", change={"scale": {"uniform": [LOW, HIGH]}})
    some = planned((dear,), samples=5)
    told = inputs_of(some)["dear"][1]
    assert told == {"base": AS_GIVEN, **{f"dear#{k}": f"dear#{k}" for k in range(1, 6)}}


def test_samples_drawn_together_go_into_lots_by_amount() -> None:
    prices = {"table": "work_types", "column": "unit_cost", "scale": {"uniform": [LOW, HIGH]}}
    money, dear = what_if("money", change={"scale": {"uniform": [LOW, HIGH]}}), what_if("dear", change=prices)
    some = planned((money, dear), samples=6)
    inputs = inputs_of(some)
    for name, which in (("money", 0), ("dear", 1)):
        told = inputs[name][1]
        assert told["base"] == AS_GIVEN
        amounts: dict[str, list[float]] = {}
        for one in some[1:]:
            amount = one.case.what_ifs[which].edits[0].amount
            assert amount is not None
            amounts.setdefault(told[one.case.name], []).append(float(amount))
        assert [len(amounts[f"lot {k}"]) for k in range(3)] == [2, 2, 2]
        assert max(amounts["lot 0"]) <= min(amounts["lot 1"])
        assert max(amounts["lot 1"]) <= min(amounts["lot 2"])
