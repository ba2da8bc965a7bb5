"""Each lever on a hand-made impossible programme whose least amount is known, and the sheet as a whole."""

import tomllib
from dataclasses import dataclass
from typing import Any

import pytest

from scenarios.model.programme import Programme
from scenarios.whatif import overlay, what_if_from
from solvers.why.conflict import conflict
from solvers.why.repairs.sheet import Repair, repair_sheet
from tests.worked_out.by_hand import estate, fund, programme, solved, work, work_type

MUST = {"start_once": {"must_start": True}}
DUTY = {"name": "duty", "measure": "estates", "value": 2, "by": "2021-12-31", "strength": "hard"}


@dataclass(frozen=True, kw_only=True)
class Case:
    """An impossible programme, the change that one lever comes to, and its price in yuan."""

    given: Programme
    change: dict[str, Any]
    cost: float


CASES: dict[str, Case] = {
    "a fund, by what is missing rounded up to 10,000 yuan": Case(
        given=programme(rules=MUST, funds=[fund(2021, 1_234_567)]),
        change={
            "table": "funds",
            "column": "limit",
            "where": "fund = 'city' and year = 2021",
            "add": 770_000,
        },
        cost=770_000,
    ),
    "one estate need not start": Case(
        given=programme(
            rules=MUST,
            estates=[estate("A"), estate("B", households=40)],
            funds=[fund(2021, 1_000_000)],
        ),
        change={"table": "estates", "column": "required", "where": "id = 'B'", "set": False},
        cost=40 * 2_000_000 / 140,
    ),
    "a target lowered": Case(
        given=programme(targets=[DUTY], funds=[fund(2021, 1_000_000)]),
        change={"table": "targets", "column": "value", "where": "name = 'duty'", "set": 1},
        cost=1_000_000,
    ),
    "a target put off": Case(
        given=programme(
            targets=[{**DUTY, "by": "2021-04-05"}],
            estates=[estate("A"), estate("B")],
            links=[{"before": "A", "after": "B"}],
        ),
        change={"table": "targets", "column": "by", "where": "name = 'duty'", "set": "2021-06-30"},
        cost=2 * 100 * 86 * 2.0,
    ),
    "two crews more": Case(
        given=programme(
            1,
            rules=MUST,
            work_types=[work_type(trade="pipe", fixed_days=80)],
            estates=[estate(name) for name in "ABC"],
            works=[work(name) for name in "ABC"],
            crews=[{"trade": "pipe", "count": 1}],
        ),
        change={
            "table": "crews",
            "rows": [{"trade": "pipe", "from": "2021-01-01", "to": "2021-03-31", "count": 2}],
        },
        cost=2 * 90 * 1500,
    ),
    "crews more of a row that is there": Case(
        given=programme(
            1,
            rules=MUST,
            work_types=[work_type(trade="pipe", fixed_days=80)],
            crews=[{"trade": "pipe", "count": 1, "from": "2021-01-01", "to": "2021-03-31"}],
        ),
        change={
            "table": "crews",
            "column": "count",
            "where": "trade = 'pipe' and street = '' and from = 2021-01-01",
            "add": 1,
        },
        cost=90 * 1500,
    ),
    "households of a street": Case(
        given=programme(
            1,
            rules=MUST | {"street_disruption": {"on": True, "share": 0.3}},
            estates=[estate("A"), estate("B", households=60)],
        ),
        change={"table": "settings", "column": "rules.street_disruption.by_street", "set": {"S": 1.0}},
        cost=60 * 300,
    ),
    "projects of a street": Case(
        given=programme(1, rules=MUST | {"street_projects": {"on": True, "most": 1}}),
        change={"table": "settings", "column": "rules.street_projects.by_street", "set": {"S": 2}},
        cost=100 * 300,
    ),
    "more due after the plan": Case(
        given=programme(
            1,
            rules=MUST | {"due_after_plan": {"limit": 500_000}},
            work_types=[work_type(fixed_days=500)],
            first="2021Q4",
        ),
        change={"table": "settings", "column": "rules.due_after_plan.limit", "set": 1_640_000.0},
        cost=1_140_000,
    ),
    "a latest day": Case(
        given=programme(
            rules=MUST | {"street_projects": {"on": True, "most": 1}},
            estates=[estate("A", latest="2021-01-01"), estate("B", latest="2021-02-01", households=50)],
        ),
        change={"table": "estates", "column": "latest", "where": "id = 'B'", "set": "2021-04-01"},
        cost=1 + 59 * 50 * 2.0,
    ),
    "a pin": Case(
        given=programme(
            2,
            rules=MUST | {"street_projects": {"on": True, "most": 1}},
            estates=[estate("A", pinned_start="2021-01-01"), estate("B", pinned_start="2021-01-01")],
        ),
        change={"table": "estates", "column": "pinned_start", "where": "id = 'B'", "set": "2021-04-01"},
        cost=1 + 90 * 100 * 2.0,
    ),
    "a vote": Case(
        given=programme(
            rules=MUST,
            work_types=[work_type(consent_matter="lift")],
            consents=[{"estate": "A", "matter": "lift", "by_area": 0.4, "by_heads": 0.4}],
        ),
        change={
            "table": "consents",
            "column": "by_area",
            "where": "estate = 'A' and matter = 'lift' and scope = 'estate'",
            "set": 1,
        },
        cost=100 * 200,
    ),
    "votes of stairwells": Case(
        given=programme(
            rules=MUST | {"consent": {"missing": "refused"}},
            estates=[estate("A", stairwells=3), estate("B")],
            work_types=[work_type(), work_type("lifts", consent_matter="lift")],
            works=[work("A", "lifts"), work("B")],
            consents=[
                {"estate": "A", "matter": "lift", "scope": "stairwell", "unit": "1", "by_area": 0.4}
                | {"by_heads": 0.4}
            ],
        ),
        change={
            "table": "consents",
            "rows": [{"estate": "A", "matter": "lift", "scope": "estate", "by_area": 1, "by_heads": 1}],
        },
        cost=100 * 200,
    ),
    "a vote to come": Case(
        given=programme(
            rules=MUST,
            work_types=[work_type(consent_matter="canopy")],
            consents=[{"estate": "A", "matter": "canopy", "probability": 0.4, "date": "2021-02-01"}],
        ),
        change={
            "table": "consents",
            "column": "by_area",
            "where": "estate = 'A' and matter = 'canopy' and scope = 'estate'",
            "set": 1,
        },
        cost=100 * 200,
    ),
    "a link": Case(
        given=programme(1, rules=MUST, links=[{"before": "A", "after": "B"}]),
        change={"table": "links", "where": "before = 'A' and after = 'B'", "remove": True},
        cost=100_000,
    ),
    "the pilots' gate": Case(
        given=programme(
            1,
            rules=MUST | {"pilot_first": {"others_before": 0}},
            estates=[estate("A", pilot="yes"), estate("B"), estate("C")],
            works=[work(name) for name in "ABC"],
        ),
        change={"table": "settings", "column": "rules.pilot_first.others_before", "set": 2},
        cost=2 * 50_000,
    ),
    "a moratorium": Case(
        given=programme(2, rules=MUST, estates=[estate("A", renovated_on="2017-06-01"), estate("B")]),
        change={"table": "settings", "column": "rules.moratorium.years", "set": 3.0},
        cost=10_000_000 * 2 / 5,
    ),
    "another agency's project": Case(
        given=programme(
            2,
            rules=MUST,
            outside_projects=[{"id": "O", "finish": "2021-06-30", "estates": "A"}],
        ),
        change={"table": "outside_projects", "column": "finish", "where": "id = 'O'", "set": "2021-03-31"},
        cost=91 * 100 * 2.0,
    ),
}


def sheet_of(given: Programme) -> tuple[Repair, ...]:
    """Return the repairs of an impossible programme, as the command finds them."""
    rules = [rule.name for rule in conflict(given, seconds=60).rules]
    return repair_sheet(given, rules, seconds=60).repairs


def laid_over(given: Programme, repair: Repair) -> Programme:
    """Return the programme with a repair laid over it."""
    return overlay(given, what_if_from(tomllib.loads(repair.change))).programme


@pytest.mark.parametrize("kind", list(CASES))
def test_a_lever_gives_by_the_least_amount(kind: str) -> None:
    case = CASES[kind]
    assert solved(case.given).plan is None
    found = sheet_of(case.given)
    mine = [r for r in found if case.change in tomllib.loads(r.change)["change"]]
    assert len(mine) == 1, [tomllib.loads(r.change)["change"] for r in found]
    assert mine[0].cost == pytest.approx(case.cost)
    assert mine[0].least == pytest.approx(case.cost)
    assert mine[0].verified
    assert solved(laid_over(case.given, mine[0])).plan is not None


@pytest.mark.parametrize("kind", list(CASES))
def test_there_are_three_alternatives_the_cheapest_first(kind: str) -> None:
    found = sheet_of(CASES[kind].given)
    assert len(found) >= 3
    assert [r.cost for r in found] == sorted(r.cost for r in found)
    assert len({r.change for r in found}) == len(found)
    assert all(r.verified for r in found)
    assert all(solved(laid_over(CASES[kind].given, r)).plan is not None for r in found)


def test_where_no_single_lever_suffices_two_are_joined() -> None:
    given = programme(
        1,
        rules=MUST | {"street_projects": {"on": True, "most": 1}},
        targets=[{**DUTY, "value": 2, "by": "2021-03-31"}],
        funds=[fund(2021, 1_500_000)],
    )
    found = sheet_of(given)
    assert len(found) >= 3
    changes = [tomllib.loads(r.change)["change"] for r in found]
    assert {"funds", "settings"} in [{change["table"] for change in held} for held in changes]
    assert all(solved(laid_over(given, r)).plan is not None for r in found if r.verified)
    assert all(r.verified for r in found)


def test_prices_are_those_of_the_settings() -> None:
    case = CASES["a link"]
    settings = case.given.settings
    dearer = settings.repairs.model_copy(update={"link_left_out": 123_456.0, "household_left_out": 1.0})
    given = case.given.replace(settings=settings.model_copy(update={"repairs": dearer}))
    costs = [r.cost for r in sheet_of(given)]
    assert 123_456.0 in costs
    assert costs[0] == 100.0


def test_the_text_of_a_change_is_read_back_whatever_the_names() -> None:
    odd = 'it\'s "city", 市级\\'
    given = programme(rules=MUST, funds=[fund(2021, 1_500_000, name="it's 市级\\")])
    found = sheet_of(given)
    assert any("市级" in r.change for r in found)
    assert all(laid_over(given, r).fingerprint != given.fingerprint for r in found)
    assert len(odd) > 3


@pytest.mark.parametrize("kind", list(CASES)[:5])
def test_repairs_of_large_programmes_are_tried_too(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solvers.why.repairs.points.LARGE", 1)
    case = CASES[kind]
    found = sheet_of(case.given)
    assert found
    assert all(r.verified and (r.least is None or r.least <= r.cost) for r in found)
    assert all(solved(laid_over(case.given, r)).plan is not None for r in found)
