"""Each finding speaks on a small programme made for it, and keeps silent on a clean one."""

import copy
import dataclasses
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from scenarios.model.findings import look
from scenarios.model.findings.words import SAID
from scenarios.read import programme_from
from scenarios.tables.faults import Finding
from scenarios.tables.words import FINDINGS

Rows = dict[str, list[dict[str, Any]]]
Given = dict[str, Any]


def clean() -> Given:
    """Six estates in two streets, all said that can be said, money for what is required and not for all."""
    estates = [
        {
            "id": f"E{i}",
            "name": f"小区{i}",
            "street": "东街" if i < 3 else "西街",
            "zone": f"Z{i // 2 if i < 2 else i}",
            "buildings": 2,
            "stairwells": 6,
            "households": 100,
            "floor_area": 8000,
            "structure_grade": "B",
            "required": "yes",
        }
        for i in range(6)
    ]
    kinds = [
        {"id": "pipes", "name": "管网", "work_class": "basic", "unit": "m", "unit_cost": 1000}
        | {"productivity": 10, "trade": "pipe", "fixed_days": 5},
        {"id": "green", "name": "绿化", "work_class": "upgrade", "unit": "m2", "unit_cost": 100}
        | {"fixed_days": 10, "trade": "garden"},
    ]
    works = [
        {"place": f"E{i}", "work_type": kind, "quantity": 200 + i, "need": 0.8, "required": required}
        for i in range(6)
        for kind, required in (("pipes", "yes"), ("green", "no"))
    ]
    years = (2021, 2022)
    return {
        "estates": estates,
        "work_types": kinds,
        "works": works,
        "funds": [
            {"fund": "city", "kind": "city", "year": y, "limit": 650_000, "carry_share": 1} for y in years
        ],
        "crews": [{"trade": trade, "count": 3} for trade in ("pipe", "garden")],
        "ballots": [],
        "settings": {
            "name": "clean",
            "first_period": "2021Q1",
            "periods": 8,
            "evaluation_date": "2032-12-31",
            "working_days": [1, 2, 3, 4, 5],
        },
    }


def found(given: Given) -> tuple[Finding, ...]:
    rows = {name: table for name, table in given.items() if name != "settings" and table}
    return look(programme_from(rows, given["settings"]))


def codes(given: Given) -> set[str]:
    return {finding.code for finding in found(given)}


def put(table: str, row: int, **cells: Any) -> Callable[[Given], None]:
    """A change: cells of one row."""

    def change(given: Given) -> None:
        given[table][row].update(cells)

    return change


def add(table: str, *rows: dict[str, Any]) -> Callable[[Given], None]:
    """A change: more rows."""

    def change(given: Given) -> None:
        given.setdefault(table, []).extend(copy.deepcopy(rows))

    return change


def drop(table: str, column: str) -> Callable[[Given], None]:
    """A change: a column of all rows goes."""

    def change(given: Given) -> None:
        for row in given[table]:
            row.pop(column, None)

    return change


def settle(key: str, value: Any) -> Callable[[Given], None]:
    """A change: a setting by its dotted key; None takes it away."""

    def change(given: Given) -> None:
        *path, last = key.split(".")
        held = given["settings"]
        for part in path:
            held = held.setdefault(part, {})
        if value is None:
            held.pop(last)
        else:
            held[last] = value

    return change


def every(*changes: Callable[[Given], None]) -> Callable[[Given], None]:
    """Several changes together."""

    def change(given: Given) -> None:
        for one in changes:
            one(given)

    return change


def vote(estate: str = "E0", share: float = 0.8, **more: Any) -> dict[str, Any]:
    return {"estate": estate, "matter": "green", "by_area": share, "by_heads": share} | {
        "turnout_area": 0.9,
        "turnout_heads": 0.9,
        **more,
    }


def window(**cells: Any) -> Callable[[Given], None]:
    return add("calendar", {"name": "停工", **cells})


def target(**cells: Any) -> Callable[[Given], None]:
    return add("targets", {"name": "指标", "measure": "estates", "value": 3, "by": "2022-06-30", **cells})


def ballot(**cells: Any) -> Callable[[Given], None]:
    return add("ballots", {"estate": "E0", "work_type": "pipes", "support": 10, "respondents": 20, **cells})


MATTER = put("work_types", 1, consent_matter="green")
MUST_HAVE_CONSENT = put("work_types", 0, consent_matter="green")
REFUSED = settle("rules.consent.missing", "refused")
BY_BUILDING = every(
    MATTER,
    settle("rules.consent.matters.green.scope", "building"),
    put("estates", 0, buildings=4),
)
RISERS = put("work_types", 1, consent_matter="riser")
TO_COME = {"estate": "E0", "matter": "green", "probability": 0.8, "date": "2021-03-01"}
LIFT = {"id": "lift", "name": "电梯", "work_class": "upgrade", "unit_cost": 1, "trade": "lift"}
FUND = {"kind": "city", "year": 2021, "limit": 1000}

ODD: list[tuple[str, Callable[[Given], None]]] = [
    (
        "fund_unusable",
        add("funds", {**FUND, "fund": "west", "streets": "西街", "attribute": "street = '东街'"}),
    ),
    ("fund_unusable", add("funds", {**FUND, "fund": "own", "kind": "resident"})),
    ("fund_ample", add("funds", {**FUND, "fund": "garden", "work_types": "green", "limit": 130_000})),
    ("fund_year_unusable", add("funds", {**FUND, "fund": "city", "year": 2030, "carry_share": 1})),
    ("fund_year_unusable", add("funds", {**FUND, "fund": "old", "year": 2019})),
    ("carry_nothing", add("funds", {**FUND, "fund": "more", "carry_last_year": 2022})),
    (
        "work_unpayable_required",
        every(put("funds", 0, classes="upgrade"), put("funds", 1, classes="upgrade")),
    ),
    ("work_unpayable_required", put("work_types", 0, utility_share=0.2)),
    ("work_unpayable", put("work_types", 1, resident_share=0.2)),
    ("money_to_spare", put("funds", 0, limit=900_000)),
    ("required_above_money", every(put("funds", 0, limit=500_000), put("funds", 1, limit=600_000))),
    (
        "required_above_some_funds",
        every(
            put("work_types", 0, utility_share=0.2),
            add("funds", {"fund": "water", "kind": "utility", "year": 2021, "limit": 200_000}),
        ),
    ),
    ("unit_cost_far_off", put("works", 0, cost=200_000 * 150)),
    ("unit_cost_far_off", put("works", 0, cost=1500)),
    ("estate_cost_far_off", put("estates", 0, households=4)),
    ("estate_cost_far_off", put("estates", 0, floor_area=200)),
    ("cost_spread", put("works", 1, cost=0.1)),
    ("benefit_spread", put("works", 1, need=1e-7)),
    ("not_enforced", add("actuals", {"campaign": "E0", "satisfaction": 0.9})),
    ("estate_without_street", put("estates", 0, street="")),
    ("estate_without_works", add("estates", {"id": "E9", "name": "空", "street": "东街", "households": 5})),
    ("estate_without_households", put("estates", 0, households=0)),
    ("dangerous_estate", put("estates", 0, structure_grade="D")),
    ("zone_in_two_streets", every(put("estates", 0, zone="Z9"), put("estates", 5, zone="Z9"))),
    ("need_zero", put("works", 1, need=0)),
    ("ballot_above_households", ballot(support=100, respondents=120)),
    ("asked_above_households", ballot(asked=120)),
    ("asset_without_ready", add("assets", {"id": "P1", "estates": "E0"})),
    ("vote_of_other_scope", every(MATTER, add("consents", vote(scope="building", unit="1")))),
    ("vote_fails", every(MATTER, add("consents", vote(share=0.5)))),
    ("vote_fails", every(MATTER, add("consents", vote(turnout_heads=0.6)))),
    ("consent_refused", every(MATTER, REFUSED)),
    ("consent_partly", every(BY_BUILDING, add("consents", vote(share=0.4, scope="building", unit="1")))),
    ("consent_too_few", every(BY_BUILDING, REFUSED, add("consents", vote(scope="building", unit="1")))),
    ("consent_waits", every(MATTER, add("consents", TO_COME))),
    (
        "consent_rests",
        every(MATTER, settle("rules.consent.pending", "assumed"), add("consents", TO_COME)),
    ),
    ("trade_unlimited", put("crews", 1, trade="pipe", street="东街")),
    ("crews_idle", every(add("work_types", LIFT), add("crews", {"trade": "lift", "count": 1}))),
    ("crews_not_counted", add("crews", {"trade": "pipe", "kind": "office", "count": 1, "street": "东街"})),
    ("street_without_crew", put("crews", 0, street="东街")),
    ("crews_short", put("crews", 0, count=0.1)),
    ("pin_before_earliest", put("estates", 0, pinned_start="2021-01-05", earliest="2021-07-01")),
    ("pin_after_latest", put("estates", 0, pinned_start="2022-01-05", latest="2021-07-01")),
    ("pin_in_moratorium", put("estates", 0, pinned_start="2022-01-05", renovated_on="2020-07-01")),
    ("earliest_after_plan", put("estates", 0, earliest="2022-11-01")),
    ("latest_before_plan", put("estates", 0, latest="2020-11-01")),
    ("moratorium_past_plan", put("estates", 0, renovated_on="2020-07-01")),
    ("no_period_between", put("estates", 0, earliest="2021-02-01", latest="2021-03-01")),
    ("must_start_and_cannot", put("estates", 0, earliest="2022-11-01")),
    ("must_start_and_cannot", every(MUST_HAVE_CONSENT, REFUSED)),
    ("held_past_plan", add("outside_projects", {"id": "W", "finish": "2023-05-01", "estates": "E0"})),
    ("must_start_and_cannot", add("outside_projects", {"id": "W", "finish": "2023-05-01", "estates": "E0"})),
    ("work_too_long", put("works", 0, quantity=9000, cost=200_000)),
    ("window_over_half_a_year", window(**{"from": "2021-02-01", "to": "2021-10-01", "stop": "quiet"})),
    ("window_outside_plan", window(**{"from": "2019-02-01", "to": "2019-02-10"})),
    ("no_working_day", window(**{"from": "2020-02-01", "to": "2024-02-10"})),
    ("early_evaluation", settle("evaluation_date", "2022-06-30")),
    ("target_too_large", target(value=7)),
    ("target_too_large", target(measure="quantity", work_type="green", value=1300)),
    ("target_too_large_soft", target(value=7, strength="soft", penalty=1)),
    ("target_before_plan", target(by="2020-12-31")),
    ("target_after_plan", target(by="2023-12-31")),
    ("assumed_default", put("works", 0, need=None)),
    ("assumed_default", drop("estates", "buildings")),
    ("assumed_evaluation", settle("evaluation_date", None)),
    ("assumed_working_days", settle("working_days", None)),
    (
        "assumed_stairwells",
        every(drop("estates", "stairwells"), put("work_types", 0, nuisance_scope="stairwell")),
    ),
    ("assumed_floor_area", every(put("estates", 0, floor_area=None), target(measure="floor_area"))),
    ("assumed_required", put("works", 0, required=None)),
    ("assumed_support", ballot()),
    ("not_counted", add("answers", {"estate": "E0", "household": "1", "age_group": "70+"})),
    ("assumed_resident_share", put("work_types", 1, resident_share=0.2)),
    ("assumed_utility_share", put("work_types", 1, utility_share=0.2)),
    ("assumed_nuisance", put("work_types", 1, nuisance="noise 2")),
    ("assumed_carried_in", add("funds", {**FUND, "fund": "old", "year": 2020, "carry_share": 1})),
    ("consent_assumed", MATTER),
    (
        "consent_by_persons",
        every(RISERS, add("consents", vote(matter="riser", share=0.99))),
    ),
    (
        "consent_units_assumed",
        every(BY_BUILDING, add("consents", vote(scope="building", unit="1"))),
    ),
    ("matters_by_custom", RISERS),
    ("assumed_thresholds", MATTER),
    ("assumed_turnout", every(MATTER, add("consents", vote(turnout_area=None)))),
    ("assumed_moratorium", put("estates", 0, renovated_on="2010")),
    ("assumed_others_before", put("estates", 0, pilot="yes")),
    ("assumed_disruption", settle("rules.street_disruption.on", True)),
    ("assumed_projects", settle("rules.street_projects.on", True)),
    ("assumed_penalty", target(strength="soft")),
    ("assumed_parameter", settle("rules.crew_floors.on", True)),
    ("assumed_parameter", settle("payments.retention", 0.05)),
    ("assumed_parameter", put("estates", 0, hardship="low_income 3")),
]
UNTRIED = {"carry_before_year", "assumed_priority"}
"""Only a what-if can bring it about, on reading it is a fault; and what the clean programme says itself."""


def test_a_clean_programme_has_no_findings() -> None:
    assert codes(clean()) - {"assumed_priority"} == set()


@pytest.mark.parametrize(("code", "change"), ODD, ids=[f"{i}-{code}" for i, (code, _) in enumerate(ODD)])
def test_each_finding_speaks(code: str, change: Callable[[Given], None]) -> None:
    given = clean()
    change(given)
    spoken = [finding for finding in found(given) if finding.code == code]
    assert len(spoken) == 1
    finding = spoken[0]
    assert finding.what
    assert finding.what_zh
    assert finding.cause
    assert finding.cause_zh
    assert finding.about
    assert finding.file
    assert "{" not in finding.what + finding.what_zh + finding.cause + finding.cause_zh
    assert (finding.kind == "assumption") == ("(assumption)" in finding.what)
    assert (finding.kind == "assumption") == ("（假设值）" in finding.what_zh)


def test_every_kind_is_tried() -> None:
    assert set(SAID) == {code for code, _ in ODD} | UNTRIED


def test_a_finding_leads_back_to_its_cell() -> None:
    given = clean()
    given["works"][3]["need"] = 0
    finding = next(finding for finding in found(given) if finding.code == "need_zero")
    assert (finding.about, finding.column) == ("E1:green 小区1", "need")
    assert finding.row > 0


def test_many_of_a_kind_are_one_finding_with_three_names() -> None:
    given = clean()
    for estate in given["estates"]:
        estate["structure_grade"] = "D"
    finding = next(finding for finding in found(given) if finding.code == "dangerous_estate")
    assert finding.what.startswith("6 estates of grade D are")
    assert "E0 小区0, E1 小区1, E2 小区2 and 3 more" in finding.what
    assert "E0 小区0、E1 小区1、E2 小区2等" in finding.what_zh


def test_the_claims_that_are_short_are_named() -> None:
    given = clean()
    given["work_types"][0]["utility_share"] = 0.2
    given["funds"].append({"fund": "water", "kind": "utility", "year": 2021, "limit": 200_000})
    finding = next(finding for finding in found(given) if finding.code == "required_above_some_funds")
    # 1,215 m at 1,000 yuan, a fifth of it
    assert "only water may pay cost 24.30 × 10,000 yuan" in finding.what
    assert "4.30 × 10,000 yuan are missing" in finding.what


def test_a_changed_programme_is_judged_as_it_is() -> None:
    given = clean()
    given["funds"][0]["limit"] = 900_000
    rows = {name: table for name, table in given.items() if name != "settings" and table}
    rich = programme_from(rows, given["settings"])
    assert "money_to_spare" in {finding.code for finding in look(rich)}
    poor = rich.replace(funds=programme_from({**rows, "funds": clean()["funds"]}, given["settings"]).funds)
    assert "money_to_spare" not in {finding.code for finding in look(poor)}


def test_a_what_if_that_ends_carrying_before_it_begins_is_seen() -> None:
    given = clean()
    rows = {name: table for name, table in given.items() if name != "settings" and table}
    base = programme_from(rows, given["settings"])
    last = {"carry_last_year": np.array([2020, 2020]), "given": {**base.funds.given}}
    last["given"]["carry_last_year"] = np.ones(2, dtype=bool)
    changed = base.replace(funds=dataclasses.replace(base.funds, **last))
    assert "carry_before_year" in {finding.code for finding in look(changed)}


def test_a_programme_in_which_nothing_takes_part_can_be_looked_at() -> None:
    given = clean()
    for estate in given["estates"]:
        estate["excluded_because"] = "已拆迁"
    assert {finding.code for finding in found(given) if finding.kind == "finding"} == {"crews_idle"}


def test_a_default_word_is_told_in_chinese() -> None:
    given = clean()
    every(put("work_types", 1, nuisance="noise 2"), drop("work_types", "nuisance_scope"))(given)
    (said,) = [f for f in found(given) if f.about == "work_types.nuisance_scope"]
    assert "取 小区" in said.what_zh
    assert "nuisance_scope: estate" in said.what


def test_english_findings_tell_money_in_english() -> None:
    told = [said.what for said in (*SAID.values(), *FINDINGS.values()) if "元" in said.what + said.more]
    assert told == []
    assert "30.00 × 10,000 yuan" in SAID["money_to_spare"].what.format(money="30.00", cost="20.00")
