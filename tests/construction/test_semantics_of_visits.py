"""Every sentence of docs/construction.md, on small sites solved by hand: gates, and what follows."""

from dataclasses import replace
from typing import Any

import pytest

from solvers.construction.play.played import DONE, NOT, REFUSED
from solvers.construction.site import NEVER, Site
from solvers.construction.site.nouns import DESIGN
from solvers.construction.trace import CAUSES, explained
from tests.construction.by_hand import (
    INSPECTION,
    LOOK_BACK,
    REINSTATEMENT,
    RESUMED,
    REWORK,
    Job,
    Seen,
    built,
    drawn,
    seen,
)

# ---- 4. when a main visit is ready ----


def test_4_1_never_before_its_planned_day() -> None:
    found = seen(built(Job(name="a", days=2), Job(name="b", planned=9, before=["a"])))
    assert found.span("b") == (9, 10)


def test_4_2_never_before_its_release() -> None:
    site = built(Job(name="a", planned=5), Job(name="b", planned=30), starts={"A": 5})
    found = seen(site, drawn(site, slip={"A": 20}))
    assert found.span("a") == (25, 26)
    assert found.span("b") == (30, 31)  # the slip moves no planned day


def test_4_3_never_before_what_comes_first_and_the_lag() -> None:
    jobs = (Job(name="a", days=4, campaign="B"), Job(name="b", days=6), Job(name="c", before=["b", ("a", 7)]))
    found = seen(built(*jobs))
    assert found.span("c") == (11, 12)


def test_4_4_what_is_left_out_keeps_its_place_and_takes_nothing() -> None:
    jobs = (
        Job(name="a", days=3, needs={"pipe": 1}),
        Job(name="b", days=3, before=["a"], included=False),
        Job(name="c", before=["b"], needs={"pipe": 1}),
    )
    site = built(*jobs, pools={"pipe": 1}, closed=[[4]])
    found = seen(
        site, drawn(site, rework={"b": 5}, inspection={"b": 5}, stop_after={"b": 1}, stop_days={"b": 9})
    )
    assert found.span("b") == (3, 7)
    assert found.span("c") == (7, 8)
    assert found.span("b", REWORK) == found.span("b", INSPECTION) == found.span("b", RESUMED) == (NOT, NOT)


def test_4_5_never_before_the_money() -> None:
    jobs = (Job(name="a", claims=["city", "bond"]), Job(name="b", claims=["city"]), Job(name="c"))
    site = built(*jobs, purses={"city": 0, "bond": 0})
    found = seen(site, drawn(site, arrival={"city": 10, "bond": 40}))
    assert [found.ready(name) for name in "abc"] == [40, 10, 0]
    assert seen(site, drawn(site, arrival={"city": NEVER})).ready("a") == NOT


# ---- 5. consent ----


def test_5_1_each_unit_agrees_on_its_day_until_it_is_revoked() -> None:
    site = built(Job(name="a", asks=2, agrees=[5, 9, NEVER]))
    assert seen(site).ready("a") == 9
    later = drawn(site, agreed={"a": [5, 9, 12]}, revoked={"a": [8, NEVER, NEVER]})
    assert seen(site, later).ready("a") == 12  # the first no longer counts on day 9
    same = drawn(site, agreed={"a": [5, 9, 12]}, revoked={"a": [9, NEVER, NEVER]})
    assert seen(site, same).ready("a") == 12  # nor on the day itself, if it is revoked on it


def test_5_2_as_many_as_the_plan_counts_on_then_nothing_changes_it() -> None:
    site = built(
        Job(name="a", days=6, asks=2, agrees=[5, 9, 7], needs={"pipe": 1}), pools={"pipe": [(0, 0), (20, 1)]}
    )
    found = seen(site, drawn(site, revoked={"a": [8, 10, 10]}))
    assert found.ready("a") == 7
    assert found.span("a") == (20, 26)


def test_5_3_after_so_long_for_those_who_agree() -> None:
    site = built(Job(name="a", days=10, asks=3, agrees=[5, 9, NEVER, NEVER], patience=30))
    found = seen(site)
    assert found.span("a") == (30, 37)  # two of three: 6.67 days, rounded up
    assert found.run.played.units.tolist() == [2]
    assert found.status("a") == DONE
    too_late = drawn(site, agreed={"a": [5, 9, 31, NEVER]})
    assert seen(site, too_late).span("a") == (30, 37)  # nobody waits for the third
    in_time = drawn(site, agreed={"a": [5, 9, 30, NEVER]})
    assert seen(site, in_time).span("a") == (30, 40)


def test_5_4_where_none_agree_it_is_refused() -> None:
    jobs = (Job(name="a", days=10, asks=2, agrees=[NEVER, NEVER], patience=30), Job(name="b", before=["a"]))
    site = built(*jobs)
    found = seen(site, drawn(site, rework={"a": 4}, defects={"a": 2}))
    assert found.status("a") == REFUSED
    assert found.span("a", LOOK_BACK) == (NOT, NOT)  # nobody did it, so there is nothing to repair
    assert found.span("a") == (30, 30)
    assert found.span("b") == (30, 31)


# ---- 6. trenches ----


def _trench(**responses: int) -> Seen:
    jobs = [Job(name=name, days=3, trench="G", planned=day) for name, day in (("a", 5), ("b", 8), ("c", 9))]
    site = built(*jobs)
    return seen(site, drawn(site, response=responses, redig={"a": 2, "b": 2, "c": 2}))


def test_6_2_it_opens_when_all_are_ready_or_its_window_closes() -> None:
    found = _trench(a=0, b=20, c=11)
    assert [found.ready(name) for name in "abc"] == [20, 20, 20]
    found = _trench(a=0, b=50, c=11)
    assert [found.ready(name) for name in "ac"] == [35, 35]
    assert [_trench(a=0, b=0, c=0).ready(name) for name in "abc"] == [5, 8, 9]


def test_6_3_who_misses_it_digs_alone_and_again() -> None:
    found = _trench(a=0, b=50, c=11)
    assert found.run.played.missed.tolist() == [False, True, False]
    assert found.span("b") == (50, 53)
    assert found.span("b", REINSTATEMENT) == (53, 55)
    assert found.done("b") == 55
    assert found.span("a", REINSTATEMENT) == (NOT, NOT)


def test_6_3_who_is_ready_on_the_day_it_opens_digs_with_the_others() -> None:
    found = _trench(a=0, b=35, c=11)  # its window closes on day 35
    assert not found.run.played.missed.any()
    assert found.span("b") == (35, 38)
    assert found.span("b", REINSTATEMENT) == (NOT, NOT)


def test_6_4_whom_residents_refuse_is_not_waited_for() -> None:
    site = built(Job(name="a", trench="G"), Job(name="b", trench="G", asks=1, agrees=[NEVER], patience=400))
    found = seen(site, drawn(site, response={"b": 25}))
    assert found.ready("a") == 0


# ---- 7. after the main visit ----


def test_7_1_a_stop_gives_all_back_and_the_rest_comes_later() -> None:
    site = built(
        Job(name="a", days=10, needs={"pipe": 1}),
        Job(name="b", days=8, needs={"pipe": 1}),
        Job(name="c", days=8, needs={"pipe": 1}),
        pools={"pipe": 1},
        closed=[[2]],
    )
    found = seen(site, drawn(site, stop_after={"a": 4}, stop_days={"a": 6}))
    assert found.span("a") == (0, 5)
    assert found.span("b") == (5, 13)
    assert found.ready("a", RESUMED) == 11
    assert found.span("a", RESUMED) == (13, 19)  # urgent: before c
    assert found.span("c") == (19, 27)
    assert seen(site, drawn(site, stop_after={"a": 10}, stop_days={"a": 6})).span("a", RESUMED) == (NOT, NOT)


def test_7_2_nobody_follows_before_the_inspection() -> None:
    site = built(
        Job(name="a", days=2),
        Job(name="b", days=2),
        Job(name="c", before=["a"]),
        Job(name="d", before=["b"]),
        pools={"inspection": 1},
        closed=[[3]],
    )
    draws = drawn(site, inspection={"a": 3, "b": 3})
    found = seen(site, draws)
    assert found.span("a", INSPECTION) == found.span("b", INSPECTION) == (2, 5)  # calendar days
    one = seen(replace(site, inspectors=0), draws)
    assert one.span("b", INSPECTION) == (5, 8)
    assert (one.span("c"), one.span("d")) == ((5, 6), (8, 9))


def test_7_3_what_fails_is_done_again() -> None:
    site = built(Job(name="a", days=2, needs={"pipe": 1}), Job(name="b", before=["a"]), pools={"pipe": 1})
    found = seen(site, drawn(site, inspection={"a": 1}, rework={"a": 4}))
    assert found.span("a", REWORK) == (3, 7)
    assert found.done("a") == 7
    assert found.span("b") == (7, 8)


def test_7_4_a_campaign_finishes_with_its_last_work() -> None:
    jobs = (Job(name="a", days=3), Job(name="b", days=8, included=False), Job(name="c", days=0, campaign="C"))
    site = built(*jobs)
    assert seen(site).finish() == 8
    assert seen(site, drawn(site, rework={"a": 9})).finish() == 12
    assert seen(site, drawn(site, slip={"C": 6})).finish("C") == 6


def test_7_4_nor_does_one_without_works_before_its_release() -> None:
    site = built(Job(name="d", what=DESIGN, campaign="D"), starts={"D": 4})
    assert seen(site, drawn(site, slip={"D": 6})).finish("D") == 10


def test_7_5_defects_are_repaired_after_the_look_back_and_move_no_finish() -> None:
    site = built(Job(name="a", days=3, notice=2), Job(name="b", days=3))
    found = seen(site, drawn(site, defects={"a": 4, "b": 1}))
    assert found.finish() == 3
    assert found.span("b", LOOK_BACK) == (183, 184)
    assert found.span("a", LOOK_BACK) == (185, 189)  # its shutdown is given notice of
    assert found.closed() == 189
    assert seen(site).closed() == 183


def test_7_5_what_residents_refused_is_not_repaired() -> None:
    site = built(Job(name="a", days=3, asks=1, agrees=[NEVER], patience=5), Job(name="b", days=3))
    found = seen(site, drawn(site, defects={"a": 4}))
    assert found.status("a") == REFUSED
    assert found.span("a", LOOK_BACK) == (NOT, NOT)
    assert found.closed() == found.finish() + site.look_back


# ---- 8. what follows ----


def test_8_2_residents_change_nothing_in_the_run() -> None:
    jobs = [Job(name=name, days=5, needs={"pipe": 1}) for name in "abc"]
    site = built(*jobs, pools={"pipe": 1})
    louder = replace(
        site, level=site.level * 3, in_scope=site.in_scope * 1000, households=site.households * 1000
    )
    assert seen(louder).run.played.same_as(seen(site).run.played)


def _busy() -> tuple[Site, Any]:
    site = built(
        Job(name="a", days=5, planned=3, needs={"pipe": 1}, claims=["city"]),
        Job(name="b", days=4, needs={"pipe": 1}, before=[("a", 2)], notice=3, planned=4),
        Job(name="c", days=3, before=["b"], asks=1, agrees=[0]),
        Job(name="d", days=9, needs={"pipe": 1}, campaign="B", planned=2),
        pools={"pipe": 1},
        purses={"city": 0},
        closed=[[6, 7, 20]],
        starts={"A": 3},
    )
    draws = drawn(
        site,
        slip={"A": 1},
        arrival={"city": 5},
        stop_after={"b": 1},
        stop_days={"b": 4},
        inspection={"b": 2},
        rework={"b": 2},
        agreed={"c": 60},
    )
    return site, draws


def test_8_3_the_parts_sum_to_the_finish() -> None:
    site, draws = _busy()
    found = seen(site, draws)
    parts = explained(site, draws, found.run, 0)
    assert sum(part.days for part in parts) == found.finish() == 63
    assert {part.cause for part in parts} <= set(CAUSES)
    told = [(part.cause, part.days, part.name) for part in parts]
    assert told == [
        ("plan", 3, ""),
        ("slip", 1, ""),
        ("money", 1, "city"),
        ("waiting", 8, "pipe"),
        ("work", 5, ""),
        ("lag", 2, ""),
        ("notice", 3, ""),
        ("work", 1, ""),
        ("stop", 4, ""),
        ("notice", 3, ""),
        ("work", 3, ""),
        ("inspection", 2, ""),
        ("notice", 3, ""),
        ("rework", 2, ""),
        ("consent", 19, ""),
        ("work", 3, ""),
    ]


@pytest.mark.parametrize("campaign", [0, 1])
def test_8_3_of_every_campaign(campaign: int) -> None:
    site, draws = _busy()
    found = seen(site, draws)
    parts = explained(site, draws, found.run, campaign)
    assert sum(part.days for part in parts) == found.run.played.finish[campaign]
    assert all(part.days > 0 for part in parts)
