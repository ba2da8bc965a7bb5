"""Sentences of docs/construction.md about order, streets, money and votes, as read from tiny programmes."""

from solvers.construction.site import NEVER, Site, site_of
from tests.construction.by_hand import seen
from tests.worked_out.small import ESTATE, OTHER, PIPES, Row, plan, programme, starts

ROAD = PIPES | {"id": "road", "name": "road", "nuisance": "road 2"}
BOTH = (ESTATE, OTHER)


def _work(place: str, kind: str = "pipes", **more: object) -> Row:
    return {"place": place, "work_type": kind, "quantity": 1, "need": 1} | more


def _pairs(site: Site) -> set[tuple[str, str, int]]:
    """Return what comes before what, by name, with the lag."""
    return {
        (site.activity[site.before[at]], site.activity[a], int(site.lag[at]))
        for a in range(site.activities)
        for at in range(site.before_first[a], site.before_first[a + 1])
    }


def test_4_3_links_hold_across_campaigns() -> None:
    given = programme(
        estates=list(BOTH),
        work_types=[PIPES, ROAD],
        works=[_work("A"), _work("B"), _work("B", "road")],
        links=[{"before": "A", "after": "B:road", "lag_days": 5}, {"before": "A:pipes", "after": "B"}],
    )
    both = plan(starts("A", "2021-01-01"), starts("B", "2021-01-01", "B:pipes"))
    # B:road is left out, so the link of the work alone does not hold it; the link of the campaign does.
    assert _pairs(site_of(given, both)) == {("A:pipes", "B:pipes", 0), ("A:pipes", "B:road", 0)}
    whole = plan(starts("A", "2021-01-01"), starts("B", "2021-01-01", "B:pipes", "B:road"))
    assert ("A:pipes", "B:road", 5) in _pairs(site_of(given, whole))
    alone = plan(starts("B", "2021-01-01", "B:pipes", "B:road"))
    assert _pairs(site_of(given, alone)) == set()


def test_4_3_shared_assets_and_stages_hold() -> None:
    given = programme(
        {"stages": {"on": True, "order": ["buildings", "ground"], "gap_days": 9}},
        estates=list(BOTH),
        work_types=[PIPES, ROAD],
        works=[
            _work("P", "road"),
            _work("A", "pipes", campaign="buildings"),
            _work("A", "road", campaign="ground"),
            _work("B", "pipes"),
        ],
        assets=[{"id": "P", "estates": "A", "holds": "pipes"}],
    )
    site = site_of(
        given,
        plan(
            starts("P", "2021-01-01", "P:road"),
            starts("A/buildings", "2021-04-01", "A/buildings:pipes"),
            starts("A/ground", "2021-07-01", "A/ground:road"),
            starts("B", "2021-01-01"),
        ),
    )
    assert _pairs(site) == {
        ("P:road", "A/buildings:pipes", 0),
        ("A/buildings:pipes", "A/ground:road", 9),
    }


def test_3_2_only_what_has_rows_is_limited() -> None:
    kinds = [PIPES | {"trade": "pipe", "crews_at_once": 9, "nuisance": "gas 2"}, ROAD | {"trade": "road"}]
    given = programme(
        estates=[ESTATE],
        work_types=kinds,
        works=[_work("A"), _work("A", "road")],
        crews=[{"trade": "road", "count": 1}, {"trade": "water", "kind": "permit", "count": 1}],
    )
    site = site_of(given, plan(starts("A", "2021-01-01", "A:pipes", "A:road")))
    assert site.need_first.tolist() == [0, 0, 1]
    assert site.inspectors == -1
    assert seen(site).span("A:pipes") == (0, 10)


def test_3_7_tokens_are_those_of_street_projects() -> None:
    given = programme(
        {"street_projects": {"on": True, "most": 7, "by_street": {"S": 1}}},
        estates=list(BOTH),
        work_types=[ROAD, PIPES | {"nuisance": "road 1"}],
        works=[_work("A", "road"), _work("B", "road"), _work("B")],
    )
    site = site_of(
        given, plan(starts("A", "2021-01-01", "A:road"), starts("B", "2021-01-01", "B:road", "B:pipes"))
    )
    assert (site.token, site.token_room.tolist()) == (("S",), [1])
    found = seen(site)
    assert [found.span(name) for name in ("A:road", "B:road", "B:pipes")] == [(0, 10), (10, 20), (0, 10)]
    free = site_of(programme(estates=[ESTATE], work_types=[ROAD], works=[_work("A", "road")]), _one("A:road"))
    assert free.token == ()


def _one(work: str) -> object:
    return plan(starts("A", "2021-01-01", work))


def test_4_5_purses_are_those_drawn_on_in_the_year_of_the_planned_start() -> None:
    given = programme(
        estates=[ESTATE],
        work_types=[PIPES, ROAD | {"after": "pipes"}],
        works=[_work("A"), _work("A", "road")],
        first_period="2021Q4",
        links=[{"before": "A:pipes", "after": "A:road", "lag_days": 100}],
    )
    drawn = [
        ("city", "city", "A", 2021, 100),
        ("bond", "bond", "A", 2021, 1),
        ("bond", "bond", "A", 2022, 50),
    ]
    site = site_of(given, plan(starts("A", "2021-10-01", "A:pipes", "A:road"), draws=drawn))
    purses = list(zip(site.fund, site.fund_year.tolist(), site.purse_day.tolist(), strict=True))
    assert sorted(purses) == [("bond", 2021, 0), ("bond", 2022, 92), ("city", 2021, 0)]
    claims = [
        {purses[p][:2] for p in site.claim[site.claim_first[a] : site.claim_first[a + 1]]} for a in range(2)
    ]
    assert claims == [{("city", 2021), ("bond", 2021)}, {("bond", 2022)}]


def test_5_2_the_plan_counts_on_the_units_that_agree() -> None:
    lift = PIPES | {"id": "lift", "consent_matter": "lift"}
    votes: list[Row] = [
        {"estate": "A", "matter": "lift", "scope": "stairwell", "unit": str(unit), "date": date} | share
        for unit, date, share in (
            (1, "2021-01-20", {"by_area": 0.9, "by_heads": 0.9}),
            (2, "2021-02-10", {"by_area": 0.9, "by_heads": 0.9}),
            (3, "2021-02-10", {"by_area": 0.2, "by_heads": 0.2}),
        )
    ]
    given = programme(
        {"consent": {"least_share": 0.6, "missing": "refused"}},
        estates=[ESTATE | {"stairwells": 3}],
        work_types=[lift],
        works=[_work("A", "lift")],
        consents=votes,
    )
    site = site_of(given, plan(starts("A", "2021-04-01", "A:lift")))
    assert site.asks.tolist() == [2]
    assert sorted(site.unit_agrees.tolist()) == [40, 40, NEVER]
    assert site.patience.tolist() == [90 + 180]
