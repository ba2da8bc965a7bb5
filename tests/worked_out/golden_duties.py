"""Tiny programmes for the rules of order, readiness, volume and fairness (see golden_programmes)."""

from scenarios.model.programme import Programme
from tests.worked_out.by_hand import Row, estate, programme, work, work_type

_LIFT = work_type("lift", work_class="upgrade")
_PUMPS = {"id": "P", "name": "pumps", "estates": "A;B", "holds": "pipes"}
_CITY = [{"fund": "city", "kind": "city", "year": year, "limit": 1e8} for year in (2021, 2022)]


def _parts(place: str, *words: str) -> list[Row]:
    return [work(place, campaign=word) for word in words]


def _by_street(**more: object) -> dict[str, object]:
    """Two estates in S, one of them of two campaigns, and a larger one in T."""
    return {
        "estates": [estate("A"), estate("B"), estate("C", street="T", households=300)],
        "works": [work("A"), *_parts("B", "one", "two"), work("C")],
        "funds": _CITY,
        **more,
    }


def _of_order() -> dict[str, Programme]:
    return {
        "shared_assets": programme(
            3,
            assets=[_PUMPS],
            work_types=[work_type(), work_type("drill", fixed_days=80), _LIFT],
            works=[work("P", "drill"), work("A"), work("A", "lift"), work("B", required="no")],
        ),
        "stages": programme(
            3,
            works=[*_parts("A", "ground", "buildings"), *_parts("B", "ground", "other")],
            rules={"stages": {"on": True, "gap_days": 81}},
        ),
        "modes": programme(
            2,
            estates=[estate("A", required="yes"), estate("B")],
            works=[*_parts("A", "micro", "rebuild"), *_parts("B", "micro", "rebuild", "ground")],
        ),
        "all_buildings": programme(
            2,
            work_types=[work_type(), _LIFT],
            works=[
                *(work("A", building=b) for b in ("1", "2")),
                *(work("A", "lift", building=b) for b in ("1", "2", "3")),
                work("B", "lift", building="1", required="yes"),
                work("B", "lift", building="2"),
            ],
        ),
    }


def _of_readiness() -> dict[str, Programme]:
    return {
        "readiness": programme(
            4,
            estates=[
                estate("A"),
                estate("B", ready_stage="publicised", preparation_from="2021-05-17"),
                estate("C", ready_stage="publicised", preparation_from="2021-05-18"),
                estate("D", pinned_start="2021-01-01"),
            ],
            works=[work(p) for p in "ABCD"],
            rules={"readiness": {"on": True}},
        ),
        "preparation": programme(
            3,
            estates=[estate("A"), estate("B", ready_stage="designed")],
            crews=[
                {"trade": "design", "kind": "office", "count": 0.5},
                {"trade": "design", "kind": "office", "street": "S", "count": 1, "to": "2021-03-01"},
                {"trade": "approval", "kind": "office", "count": 2},
            ],
            rules={"preparation": {"on": True}},
        ),
    }


def _of_dates() -> dict[str, Programme]:
    return {
        "agreements": programme(
            3,
            estates=[estate("A", agreements="school;bank"), estate("B", agreements="shop")],
            work_types=[work_type(), _LIFT],
            works=[work("A"), work("A", "lift"), work("B")],
            agreements=[
                {"estate": "A", "party": "school", "reached_on": "2021-04-02", "holds": "lift"},
                {"estate": "A", "party": "bank", "reached_on": "2021-04-01"},
            ],
            rules={"agreements": {"missing": "refused"}},
        ),
        "harder_later": programme(
            3,
            work_types=[work_type(difficulty=2), {**_LIFT, "difficulty": 3}],
            works=[work("A"), work("A", "lift"), work("B")],
            rules={"harder_later": {"on": True, "from_date": "2021-04-02"}},
        ),
        "exclusions": programme(
            3,
            estates=[
                estate("A", heritage="yes", heritage_permit="2021-04-01"),
                estate("B", heritage="yes"),
                estate("C", structure_grade="D"),
                estate("D", demolition_list="yes"),
            ],
            work_types=[work_type(opens_ground="yes"), _LIFT],
            works=[*(work(p) for p in "ABCD"), work("B", "lift"), work("C", campaign="rebuild")],
            rules={"exclusions": {"on": True}},
        ),
    }


def _of_volume() -> dict[str, Programme]:
    return {
        "ramp_up": programme(
            3,
            "2021Q3",
            funds=_CITY,
            estates=[estate("A"), estate("B", households=40)],
            rules={
                "ramp_up": {"on": True, "counted": "households", "first_year": 50, "factor": 1.5, "step": 7}
            },
        ),
        "crew_floors": programme(
            2,
            "2021Q4",
            funds=_CITY,
            estates=[estate("A"), estate("B", street="T")],
            work_types=[work_type(fixed_days=100, trade="pipe"), work_type("paint", trade="paint")],
            crews=[
                {"trade": "pipe", "count": 2},
                {"trade": "pipe", "street": "T", "count": 1, "to": "2021-12-31"},
                {"trade": "paint", "count": 1},
            ],
            rules={"crew_floors": {"on": True, "share": 0.25, "trades": ["pipe"]}},
        ),
        "stability": programme(
            3,
            estates=[estate("A"), estate("B"), estate("C")],
            works=[work(p) for p in "ABC"],
            published=[
                {"campaign": "A", "start": "2021-05-05"},
                {"campaign": "B", "start": "2022-01-01"},
            ],
            rules={"stability": {"most_moves": 1, "penalty": 2.5}},
        ),
    }


def _of_fairness() -> dict[str, Programme]:
    shares = {"on": True, "share": 0.5}
    return {
        "street_shares": programme(2, "2021Q4", rules={"street_shares": shares}, **_by_street()),  # type: ignore[arg-type]
        "least_street": programme(
            2,
            rules={"least_street": {"on": True, "weight": 0.5}},
            benefits=[{"campaign": "A", "value": -70}],
            **_by_street(),  # type: ignore[arg-type]
        ),
        "longest_wait": programme(
            3,
            estates=[estate("A"), estate("B", street="T")],
            rules={"longest_wait": {"on": True, "years": 0.5, "street_years": 0.25}},
        ),
    }


GOLDEN_DUTIES = _of_order() | _of_readiness() | _of_dates() | _of_volume() | _of_fairness()
"""A programme for each of these rules, by the rule's name."""
