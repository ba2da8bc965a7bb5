"""Sentences of docs/construction.md about what is read from a programme and its plan, on tiny programmes."""

from dataclasses import replace

import numpy as np

from solvers.construction.site import Site, site_of, undisturbed
from tests.construction.by_hand import Seen, played, seen
from tests.worked_out.small import ESTATE, OTHER, PIPES, Row, plan, programme, starts

MAINS = PIPES | {"id": "mains", "name": "mains", "trade": "pipe", "crews_at_once": 3, "fixed_days": 10}


def _work(place: str, kind: str, **more: object) -> Row:
    return {"place": place, "work_type": kind, "quantity": 1, "need": 1} | more


def test_3_3_a_crew_larger_than_the_largest_comes_as_large_as_that() -> None:
    given = programme(
        {"crew_limits": {"on": True}},
        estates=[ESTATE],
        work_types=[MAINS],
        works=[_work("A", "mains")],
        crews=[
            {"trade": "pipe", "from": "2021-01-01", "to": "2021-01-31", "count": 1},
            {"trade": "pipe", "from": "2021-02-01", "to": "2021-12-31", "count": 2.5},
        ],
    )
    site = site_of(given, plan(starts("A", "2021-01-01", "A:mains")))
    assert site.need_count.tolist() == [2]
    assert seen(site).span("A:mains") == (31, 41)  # one is not enough
    assert site.count_on(0, 5000) == 2  # what is there on the plan's last day stays


def test_3_5_a_shutdown_takes_a_permit() -> None:
    taps = MAINS | {"id": "taps", "trade": "", "nuisance": "water 1"}
    given = programme(
        estates=[ESTATE, OTHER],
        work_types=[MAINS, taps],
        works=[_work("A", "taps"), _work("B", "taps"), _work("B", "mains")],
        crews=[{"trade": "water", "kind": "permit", "count": 1}],
    )
    site = site_of(
        given, plan(starts("A", "2021-01-01", "A:taps"), starts("B", "2021-01-01", "B:taps", "B:mains"))
    )
    found = seen(site)
    assert found.span("A:taps") == (0, 10)
    assert found.span("B:taps") == (10, 20)
    assert found.span("B:mains") == (0, 10)
    assert found.run.waited == {(site.activity.index("B:taps"), 0): "water"}
    assert site.notice.tolist() == [1, 1, 0]


def _prepared(offices: list[Row]) -> Site:
    settings: Row = {"readiness": {"design_rounds": 1, "design_days": 20, "publicity_days": 7}}
    settings["readiness"] |= {"on": True, "approval_days": 15, "tender_days": 30}
    settings["preparation"] = {"on": True}
    given = programme(
        settings,
        estates=[ESTATE, OTHER],
        works=[_work("A", "pipes"), _work("B", "pipes")],
        crews=offices,
    )
    return site_of(given, plan(starts("A", "2021-04-01"), starts("B", "2021-04-01")))


def test_3_8_works_wait_for_design_and_approval() -> None:
    found = seen(_prepared([]))
    assert found.span("A:design") == (90 - 30 - 15 - 7 - 20, 90 - 30 - 15 - 7)
    assert found.span("A:approval") == (45, 60)
    assert found.span("A:pipes") == (90, 100)
    one = seen(_prepared([{"trade": "design", "kind": "office", "count": 1}]))
    assert one.span("B:design") == (38, 58)
    assert one.span("B:pipes") == (58 + 7 + 15 + 30, 58 + 7 + 15 + 40)
    given = programme({"readiness": {"on": True, "tender_days": 80, "approval_days": 15}}, estates=[ESTATE])
    early = site_of(given, plan(starts("A", "2021-04-01")))
    assert [early.activity, early.days.tolist()] == [("A:approval", "A:pipes"), [10, 10]]  # the rest is done


def test_6_1_works_on_one_ground_that_start_together_share_a_trench() -> None:
    dig: Row = {"opens_ground": "yes", "trade": "", "crews_at_once": 1}
    kinds = [
        MAINS | dig | {"id": "gas", "utility_share": 0.5},
        MAINS | dig | {"id": "water", "shared_setup": "trench"},
        MAINS | dig | {"id": "paving"},
    ]
    works = [_work("A", kind) for kind in ("gas", "water", "paving")] + [_work("B", "gas", ground="A")]
    given = programme(estates=[ESTATE, OTHER], work_types=kinds, works=works)
    every = ("A:gas", "A:water", "A:paving")
    together = site_of(given, plan(starts("A", "2021-01-01", *every), starts("B", "2021-01-01", "B:gas")))
    assert [together.activity[a] for a in together.member] == ["A:gas", "A:water", "B:gas"]
    assert together.member_trench.tolist() == [0, 0, 0]
    apart = site_of(given, plan(starts("A", "2021-01-01", *every), starts("B", "2021-04-01", "B:gas")))
    assert [apart.activity[a] for a in apart.member] == ["A:gas", "A:water"]
    alone = site_of(given, plan(starts("A", "2021-01-01", "A:gas"), starts("B", "2021-04-01", "B:gas")))
    assert alone.trench == ()


def _ample(site: Site) -> Site:
    return replace(site, need_first=np.zeros_like(site.need_first), token_room=site.token_room + 10**6)


def test_8_1_without_chance_and_with_everything_ample_the_plans_dates_come_out() -> None:
    kinds = [
        MAINS | {"calendar_class": "earth"},
        PIPES | {"id": "paving", "name": "paving", "after": "mains"},
    ]
    given = programme(
        estates=[ESTATE, OTHER],
        work_types=kinds,
        works=[_work(place, kind) for place in "AB" for kind in ("mains", "paving")],
        crews=[{"trade": "pipe", "count": 3}],
        calendar=[{"name": "rain", "from": "2021-01-05", "to": "2021-01-08", "classes": "earth"}],
        links=[{"before": "A:mains", "after": "B:paving", "lag_days": 20}],
        working_days=[1, 2, 3, 4, 5],
    )
    both = plan(
        starts("A", "2021-01-01", "A:mains"),  # A:paving is left out and keeps its place
        starts("B", "2021-01-01", "B:mains", "B:paving"),
    )
    site = site_of(given, both)
    run = played(_ample(site), undisturbed(site))
    later = site.activity.index("B:paving")
    held = Seen(site, run)
    assert held.span("B:paving")[0] > site.planned[later]  # this plan breaks its link: the play keeps it
    rest = np.arange(site.activities) != later
    assert (run.played.start[rest, 0] == site.planned[rest]).all()
    assert (run.played.end[rest, 0] == site.planned_end[rest]).all()
    assert held.finish("A") == site.campaign_end[0]
    assert seen(site).span("B:mains")[0] == seen(site).span("A:mains")[1]  # with one crew the other waits


def test_rows_in_another_order_change_nothing() -> None:
    estates = [ESTATE, OTHER, ESTATE | {"id": "C", "name": "Cyuan"}]
    works = [_work(place, kind) for place in "ABC" for kind in ("mains", "pipes")]
    crews = [{"trade": "pipe", "count": 3}]
    kinds = [MAINS, PIPES | {"after": "mains", "trade": "pipe", "crews_at_once": 2}]
    campaigns = [starts(place, "2021-01-01", f"{place}:mains", f"{place}:pipes") for place in "ABC"]
    found = []
    for turned in (False, True):
        step = -1 if turned else 1
        given = programme(estates=estates[::step], work_types=kinds[::step], works=works[::step], crews=crews)
        one = seen(site_of(given, plan(*campaigns[::step])))
        found.append({name: one.span(name) for name in sorted(one.site.activity)})
    assert found[0] == found[1]
    assert found[0]["A:mains"] == (0, 10)
    assert found[0]["B:mains"] == (10, 20)


def _in_order(site: Site) -> list[str]:
    return [site.activity[a] for a in np.argsort(site.rank)]


def test_2_2_the_order_is_by_period_then_planned_start_then_name() -> None:
    given = programme(
        estates=[OTHER, ESTATE],
        work_types=[MAINS, PIPES],
        works=[_work("B", "mains"), _work("B", "pipes"), _work("A", "mains")],
        links=[{"before": "B:mains", "after": "B:pipes", "lag_days": 200}],
    )
    late = site_of(
        given, plan(starts("B", "2021-01-01", "B:mains", "B:pipes"), starts("A", "2021-04-01", "A:mains"))
    )
    assert late.planned[late.activity.index("B:pipes")] > late.planned[late.activity.index("A:mains")]
    assert _in_order(late) == ["B:mains", "B:pipes", "A:mains"]
    same = site_of(
        given, plan(starts("B", "2021-01-01", "B:mains", "B:pipes"), starts("A", "2021-01-01", "A:mains"))
    )
    assert same.activity[0] == "B:mains"
    assert _in_order(same) == ["A:mains", "B:mains", "B:pipes"]


def test_3_1_a_work_takes_crews_of_its_own_street_and_of_none() -> None:
    given = programme(
        {"crew_limits": {"on": True}},
        estates=[ESTATE | {"street": "S"}, OTHER | {"street": "T"}],
        work_types=[MAINS],
        works=[_work("A", "mains"), _work("B", "mains")],
        crews=[{"trade": "pipe", "street": "S", "count": 2}, {"trade": "pipe", "count": 1}],
    )
    site = site_of(given, plan(starts("A", "2021-01-01", "A:mains"), starts("B", "2021-01-01", "B:mains")))
    names = [*site.pool, ""]
    taken = list(
        zip(site.need_own.tolist(), site.need_common.tolist(), site.need_count.tolist(), strict=True)
    )
    assert [(names[own], names[common], count) for own, common, count in taken] == [
        ("pipe@S", "pipe", 3),
        ("", "pipe", 1),  # no larger than the largest that there is
    ]
    found = seen(site)
    assert (found.span("A:mains"), found.span("B:mains")) == ((0, 10), (10, 20))


def test_3_5_a_shutdown_takes_one_permit_from_its_level_on() -> None:
    taps = MAINS | {"id": "taps", "trade": "", "nuisance": "water 1"}
    given = programme(
        estates=[ESTATE, OTHER],
        work_types=[taps],
        works=[_work("A", "taps"), _work("B", "taps")],
        crews=[{"trade": "water", "kind": "permit", "count": 2}],
        construction={"shutdown_level": 1},
    )
    found = seen(
        site_of(given, plan(starts("A", "2021-01-01", "A:taps"), starts("B", "2021-01-01", "B:taps")))
    )
    assert found.site.need_count.tolist() == [1, 1]
    assert (found.span("A:taps"), found.span("B:taps")) == ((0, 10), (0, 10))


def test_3_6_of_several_notices_the_longest_counts() -> None:
    both = MAINS | {"id": "both", "trade": "", "nuisance": "water 2; gas 2"}
    given = programme(
        estates=[ESTATE],
        work_types=[both],
        works=[_work("A", "both")],
        construction={"shutdown_level": 2, "notice_days": {"water": 2, "gas": 5}},
    )
    assert site_of(given, plan(starts("A", "2021-01-01", "A:both"))).notice.tolist() == [5]
