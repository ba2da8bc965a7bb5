"""A small programme with many rules on: whatever they decide must be shown."""

from __future__ import annotations

from functools import cache
from typing import Any

from planner.document.document import document_of
from planner.report.facts import Facts
from scenarios.model.programme import Programme
from solvers import audit, solve
from tests.worked_out.by_hand import estate, fund, programme, work, work_type

RULES: dict[str, Any] = {
    "exclusions": {"on": True},
    "openings": {"on": True, "window": 2, "reopening": "count"},
    "shared_setups": {"on": True, "scaffold": 30_000, "trench": 50_000},
    "zones": {"on": True, "most": 2, "mobilisation": 20_000},
    "neighbour_roads": {"on": True},
    "ramp_up": {"on": True, "first_year": 3, "factor": 2, "step": 1},
    "readiness": {"on": True},
    "preparation": {"on": True},
    "street_disruption": {"on": True, "share": 0.9},
    "street_projects": {"on": True, "most": 4},
    "street_shares": {"on": True, "share": 0.3},
    "longest_wait": {"on": True, "years": 5, "street_years": 5},
    "least_street": {"on": True, "weight": 0.1},
    "crew_floors": {"on": True, "share": 0.01, "from_year": 2022},
    "harder_later": {"on": True, "from_date": "2022-01-01"},
    "stages": {"on": True},
    "stability": {"most_moves": 2, "penalty": 1},
}


def _estates() -> list[dict[str, Any]]:
    place = {"zone": "Z1", "lon": 116.68, "lat": 23.36, "floor_area": 9000, "buildings": 4}
    jinsha = place | {"street": "金砂街道"}
    return [
        estate("A1", **place | {"name": "翠园", "ready_stage": "designed", "agreements": "学校围墙;供电局"}),
        estate("A2", **place | {"name": "梅园", "lon": 116.69}),
        estate("A3", **place | {"name": "兰园", "zone": "Z2", "lat": 23.37}),
        estate("B1", **jinsha | {"name": "竹园", "zone": "Z2", "lat": 23.35}),
        estate("B2", **jinsha | {"name": "菊园", "zone": "Z3", "heritage": "yes"}),
        estate("B3", **jinsha | {"name": "松园", "zone": "Z3", "structure_grade": "D"}),
        estate("B4", **jinsha | {"name": "柏园", "zone": "", "renovated_on": "2020-06-30"}),
        estate("B5", **jinsha | {"name": "枫园", "zone": "", "demolition_list": "yes"}),
    ]


def _work_types() -> list[dict[str, Any]]:
    dug = {"opens_ground": "yes", "shared_setup": "trench"}
    return [
        work_type("sewers", name="雨污分流", trade="pipes", nuisance="road 2", **dug),
        work_type("water", name="供水管网", utility_share=0.5, **dug),
        work_type("facade", name="外立面", shared_setup="scaffold", resident_share=0.2),
        work_type("lift", name="加装电梯", work_class="upgrade", resident_share=0.4, consent_matter="lift"),
        work_type("care", name="养老用房", work_class="upgrade", unit_cost=9_000_000),
    ]


@cache
def many_rules() -> Programme:
    """Eight estates in two streets, three of which take no part or may not start."""
    kinds = _work_types()
    for kind in kinds:
        if kind["id"] == "facade":
            kind["resident_share_realised"] = 0.1
        kind["fixed_days"] = 20
    parted = [
        work("A1", "sewers", campaign="ground"),
        work("A1", "facade", campaign="buildings"),
        work("A2", "sewers", campaign="micro"),
        work("A2", "sewers", campaign="comprehensive"),
        work("A2", "facade", campaign="comprehensive"),
    ]
    rest = [work(place, kind) for place in ("A3", "B1", "B4", "B5") for kind in ("sewers", "water", "facade")]
    optional = [work("A3", "lift", required="no"), work("B1", "care", required="no")]
    kept = [work("B2", "facade"), work("B2", "sewers"), work("B3", "sewers")]
    return programme(
        8,
        estates=_estates(),
        work_types=kinds,
        works=[*parted, *rest, *optional, *kept],
        funds=[
            fund(2021, 3_000_000, arrival_probability=0.95),
            fund(2022, 3_500_000, arrival_probability=0.7),
            fund(2021, 4_000_000, "district", kind="district", arrival_probability=0.4, backs="resident"),
            fund(2021, 9_000_000, "owners", kind="resident", carry_share=1),
            fund(2021, 9_000_000, "pipes", kind="utility", carry_share=1),
        ],
        adjacency=[{"estate": "A2", "neighbour": "A3", "shared_road": "长平路"}],
        crews=[
            {"trade": "pipes", "count": 2},
            {"trade": "design", "kind": "office", "count": 1},
            {"trade": "approval", "kind": "office", "count": 2},
        ],
        consents=[{"estate": "A3", "matter": "lift", "by_area": 0.4, "by_heads": 0.4}],
        agreements=[{"estate": "A1", "party": "学校围墙", "reached_on": "2021-05-06"}],
        published=[{"campaign": "A3", "start": "2021-10-01"}],
        actuals=[
            {"campaign": "A3", "estimate": 3_300_000, "contract": 3_150_000, "paid": 800_000},
            {"campaign": "B1", "estimate": 2_900_000},
        ],
        targets=[
            {"name": "开工三个", "measure": "estates", "counted": "started", "value": 3, "by": "2022-12-31"}
        ],
        rules=RULES,
        more={"name": "Many rules", "name_zh": "多规则样例"},
    )


@cache
def many_document() -> dict[str, Any]:
    """The plan document of the programme, solved to the end."""
    given = many_rules()
    found = solve(given, engine="highs", gap=0.0, seconds=60.0, workers=1)
    assert found.plan is not None, found
    return document_of(given, found, audit(given, found.plan), given.findings)


def many_facts() -> Facts:
    """The same, laid out for showing."""
    return Facts(many_document(), many_rules())
