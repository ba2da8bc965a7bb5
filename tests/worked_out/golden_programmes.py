"""A tiny programme for each rule; its rows are kept as text in the folder golden."""

from scenarios.model.programme import Programme
from tests.worked_out.by_hand import estate, fund, programme, work, work_type
from tests.worked_out.golden_duties import GOLDEN_DUTIES
from tests.worked_out.golden_money import GOLDEN_MONEY
from tests.worked_out.golden_place import GOLDEN_PLACE

_LIFT = work_type("lift", work_class="upgrade")
_WITH_LIFT = {"work_types": [work_type(), _LIFT], "works": [work("A"), work("A", "lift"), work("B")]}
_WIRES = {
    "work_types": [
        work_type(),
        work_type("bury", work_class="improvement"),
        work_type("tidy", work_class="improvement"),
    ],
    "works": [
        work("A"),
        work("A", "bury", alternatives="wires"),
        work("A", "tidy", alternatives="wires"),
        work("B", "bury", alternatives="wires", required="yes"),
        work("B", "tidy", alternatives="wires"),
    ],
}
_LONG = {"work_types": [work_type(fixed_days=100, unit_cost=1_000_001, trade="pipe")]}
_MAIN = {"id": "O", "name": "main", "finish": "2021-05-31"}


def _target(name: str, **more: object) -> dict[str, object]:
    return {
        "name": name,
        "measure": "estates",
        "value": 1,
        "by": "2021-06-30",
        "counted": "completed",
        **more,
    }


def _made() -> dict[str, Programme]:
    return {
        "start_once": programme(
            3,
            estates=[estate("A", required="yes"), estate("B"), estate("C", pinned_start="2021-05-05")],
            works=[work("A"), work("B"), work("C")],
        ),
        "works_ride": programme(2, **_WITH_LIFT),
        "alternatives": programme(2, **_WIRES),
        "pinned": programme(3, estates=[estate("A", pinned_start="2021-05-05"), estate("B")]),
        "earliest_latest": programme(
            estates=[
                estate("A", earliest="2021-01-02", latest="2021-09-30"),
                estate("B", latest="2021-04-01"),
            ]
        ),
        "moratorium": programme(
            estates=[estate("A", renovated_on="2016-03-31"), estate("B", renovated_on="2016-04-01")]
        ),
        "outside_dates": programme(
            3,
            outside_projects=[{**_MAIN, "estates": "A", "holds": "lift"}],
            assets=[{"id": "P", "name": "pumps", "ready": "2021-01-01", "estates": "B"}],
            **_WITH_LIFT,
        ),
        "consent": programme(
            3,
            work_types=[work_type(), {**_LIFT, "consent_matter": "canopy"}],
            works=[work("A"), work("A", "lift"), work("B"), work("B", "lift")],
            consents=[
                {"estate": "A", "matter": "canopy", "by_area": 0.6, "by_heads": 0.6, "date": "2021-02-01"},
                {"estate": "B", "matter": "canopy", "by_area": 0.6, "by_heads": 0.5},
            ],
        ),
        "links": programme(
            3,
            work_types=[work_type(fixed_days=80), _LIFT],
            works=[work("A"), work("B"), work("B", "lift"), work("B", "pipes", campaign="late")],
            links=[
                {"before": "A", "after": "B:lift", "lag_days": 5},
                {"before": "B", "after": "B/late"},
                {"before": "O", "after": "A", "lag_days": 3},
            ],
            outside_projects=[{**_MAIN, "finish": "2021-03-28"}],
        ),
        "pilot_first": programme(
            3,
            estates=[estate("A", pilot="yes"), estate("B"), estate("C")],
            works=[work("A"), work("B"), work("C")],
            rules={"pilot_first": {"others_before": 1}},
        ),
        "money_due_drawn": programme(
            2,
            "2021Q4",
            funds=[fund(2021, 1e6), fund(2022, 1e6), fund(2022, 1e6, "bureau", streets="S")],
            **_LONG,
        ),
        "fund_limits": programme(
            9,
            "2021Q4",
            estates=[estate("A")],
            works=[work("A", revenue=36_525)],
            funds=[
                *(fund(year, 1e6, "yearly") for year in (2021, 2022, 2023)),
                *(fund(year, 2e6, "kept", carry_share=1) for year in (2021, 2022)),
                *(fund(year, 3e6, "half", carry_share=0.5) for year in (2021, 2023)),
                fund(2021, 4e6, "lapsing", carry_share=1, carry_last_year=2022),
                fund(2022, 5e6, "income", kind="revenue"),
            ],
        ),
        "due_after_plan": programme(2, "2021Q3", rules={"due_after_plan": {"limit": 123_456.78}}, **_LONG),
        "crew_limits": programme(
            2,
            estates=[estate("A"), estate("B", street="T")],
            crews=[
                {"trade": "pipe", "count": 2},
                {"trade": "pipe", "street": "T", "count": 1, "from": "2021-03-02", "to": "2021-04-30"},
            ],
            **_LONG,
        ),
        "street_disruption": programme(
            3,
            estates=[estate("A"), estate("B"), estate("C", street="T", households=40)],
            works=[work("A"), work("B"), work("C")],
            rules={"street_disruption": {"on": True, "share": 0.75, "by_street": {"T": 0.1}}},
            **_LONG,
        ),
        "street_projects": programme(3, rules={"street_projects": {"on": True, "most": 1}}, **_LONG),
        "targets": programme(
            3,
            estates=[estate("A", floor_area=5000), estate("B", street="T", floor_area=7000)],
            works=[work("A"), work("B", campaign="one"), work("B", campaign="two", quantity=3)],
            targets=[
                _target("begun", value=2, counted="started", strength="hard"),
                _target("done", measure="floor_area", value=9000, strength="soft", penalty=2.5),
                _target("pipes", measure="quantity", work_type="pipes", value=4, street="T", strength="soft"),
            ],
        ),
    }


GOLDEN = _made() | GOLDEN_DUTIES | GOLDEN_MONEY | GOLDEN_PLACE
"""A programme for each rule, by the rule's name."""
