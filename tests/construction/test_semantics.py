"""Every sentence of docs/construction.md, on small sites solved by hand: time, who starts, what is taken."""

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from solvers.construction.play.played import NOT, UNFINISHED
from solvers.construction.site import NEVER, undisturbed
from solvers.construction.version import SEMANTICS
from tests.construction.by_hand import (
    INSPECTION,
    MAIN,
    RESUMED,
    REWORK,
    Job,
    built,
    drawn,
    played,
    seen,
    weather,
)

HERE = Path(__file__).parent
PAGE = (HERE.parent.parent / "docs" / "construction.md").read_text(encoding="utf-8")


def test_every_sentence_has_a_test() -> None:
    sentences = set(re.findall(r"^(\d+\.\d+)\. ", PAGE, re.MULTILINE))
    tests = "".join(path.read_text(encoding="utf-8") for path in HERE.glob("test_semantics*.py"))
    tested = {f"{a}.{b}" for a, b in re.findall(r"^def test_(\d+)_(\d+)_", tests, re.MULTILINE)}
    assert sentences == tested
    assert len(sentences) > 30


def test_the_page_has_the_version() -> None:
    assert f"Version {SEMANTICS}." in PAGE
    assert f"- **{SEMANTICS}**: " in PAGE


def test_no_sentence_changes_without_its_version() -> None:
    """Whoever changes what a sentence means raises the version, and says there what changed."""
    sentences = PAGE.split("\n## 1. ", 1)[1].split("\n## 9. Versions")[0]
    told = hashlib.sha256(re.sub(r"\s+", " ", sentences).encode()).hexdigest()[:16]
    assert {SEMANTICS: told} == {"2": "c01ca114a9ef67c8"}


# ---- 1. time ----


def test_1_1_a_visit_ends_on_the_day_after_its_last() -> None:
    found = seen(built(Job(name="a", days=3, planned=4), Job(name="b", before=["a"])))
    assert found.span("a") == (4, 7)
    assert found.span("b") == (7, 8)


def test_1_2_working_days_are_counted_on_the_calendar() -> None:
    found = seen(built(Job(name="a", days=3, planned=1), closed=[[2, 3, 5]]))
    assert found.span("a") == (1, 7)  # works on days 1, 4 and 6


def test_1_3_a_visit_starts_only_on_a_working_day_and_takes_nothing_before() -> None:
    jobs = (
        Job(name="a", days=2, needs={"pipe": 1}),
        Job(name="b", days=2, needs={"pipe": 1}, calendar=1, planned=0),
    )
    found = seen(built(*jobs, pools={"pipe": 1}, closed=[[0, 1, 2], []]))
    assert found.span("b") == (0, 2)  # a is first in order, but its calendar is closed
    assert found.ready("a") == 0
    assert found.span("a") == (3, 5)


def test_1_4_weather_closes_days_and_a_visit_under_way_keeps_its_crew() -> None:
    site = built(
        Job(name="a", days=3, needs={"pipe": 1}),
        Job(name="b", days=1, needs={"pipe": 1}, calendar=1, planned=1),
        pools={"pipe": 1},
        closed=[[], []],
    )
    found = seen(site, weather(site, [1, 2]))
    assert found.span("a") == (0, 5)
    assert found.span("b") == (5, 6)


def test_1_4_the_weather_is_that_of_the_replication() -> None:
    site = built(Job(name="a", days=3))
    fair, foul = undisturbed(site), weather(site, [1, 2])
    banks = {name: np.concatenate([getattr(one, name) for one in (fair, foul)]) for name in ("worked", "nth")}
    for bank, end in ((0, 3), (1, 5)):
        draws = replace(fair, sky_of=np.array([bank], dtype=fair.sky_of.dtype), **banks)
        assert seen(site, draws).span("a") == (0, end)


def test_1_5_no_days_take_nothing() -> None:
    jobs = (Job(name="a", days=5, needs={"pipe": 1}), Job(name="b", days=0, planned=1, needs={"pipe": 1}))
    found = seen(built(*jobs, pools={"pipe": 1}, closed=[[1]]))
    assert found.span("b") == (1, 1)


@pytest.mark.parametrize(("days", "finish"), [(8, 9), (9, NEVER), (50, NEVER)])
def test_1_6_the_run_stops_before_the_horizon(days: int, finish: int) -> None:
    found = seen(built(Job(name="a", days=days, planned=1), Job(name="b", before=["a"], days=0), horizon=10))
    assert found.finish() == finish
    assert (found.status("a") == UNFINISHED) == (finish == NEVER)
    assert found.run.played.finished == (finish < NEVER)
    if finish == NEVER:
        assert found.span("a") == (1, NEVER)
        assert found.done("a") == NEVER
        assert found.span("b") == (NOT, NOT)


def test_1_7_the_run_draws_nothing() -> None:
    jobs = [Job(name=name, days=3, needs={"pipe": 1}, asks=1, agrees=[2]) for name in "abcdef"]
    site = built(*jobs, pools={"pipe": 2})
    draws = drawn(site, rework={"a": 2}, inspection={"b": 3})
    assert played(site, draws).played.same_as(played(site, draws).played)
    assert played(site, draws).happenings == played(site, draws).happenings
    assert not played(site, draws).played.same_as(played(site, undisturbed(site)).played)


# ---- 2. who starts ----


def test_2_1_all_else_happens_before_the_look() -> None:
    jobs = (
        Job(name="z", days=4, needs={"pipe": 1}, planned=0),
        Job(name="x", days=1, needs={"pipe": 1}, planned=3, phase=1),
        Job(name="a", days=1, needs={"pipe": 1}, planned=2, before=["y"]),
        Job(name="y", days=4),
    )
    found = seen(built(*jobs, pools={"pipe": 1}))
    # On day 4 z gives its crew back and a becomes ready, whichever SimPy hears of first: a is before x.
    assert found.ready("a") == 4
    assert found.span("a") == (4, 5)
    assert found.span("x") == (5, 6)


def test_2_2_urgency_then_phase_then_planned_start_then_name() -> None:
    def order(*jobs: Job, **draws: dict[str, int]) -> list[str]:
        site = built(Job(name="0", days=9, needs={"pipe": 1}), *jobs, pools={"pipe": 1})
        found = seen(site, drawn(site, **draws))
        return sorted((job.name for job in jobs), key=lambda name: found.span(name)[0])

    def job(name: str, phase: int, planned: int) -> Job:
        return Job(name=name, needs={"pipe": 1}, phase=phase, planned=planned)

    assert order(job("a", 2, 1), job("b", 1, 3), job("c", 1, 2), job("d", 1, 2)) == ["c", "d", "b", "a"]
    site = built(
        Job(name="late", days=2, needs={"pipe": 1}, phase=9, planned=0),
        Job(name="early", days=5, needs={"pipe": 1}, phase=0, planned=3),
        pools={"pipe": 1},
    )
    found = seen(site, drawn(site, inspection={"late": 1}, rework={"late": 2}))
    assert found.span("late", REWORK) == (
        3,
        5,
    )  # rework of a late phase before the main visit of an early one
    assert found.span("early") == (5, 10)


def test_2_3_one_that_cannot_start_is_passed_over() -> None:
    jobs = (
        Job(name="a", days=5, needs={"pipe": 1}),
        Job(name="b", days=5, needs={"pipe": 2}),
        Job(name="c", days=2, needs={"pipe": 1}),
    )
    found = seen(built(*jobs, pools={"pipe": 2}))
    assert (found.span("a"), found.span("c"), found.span("b")) == ((0, 5), (0, 2), (5, 10))


def test_2_4_a_visit_that_waits_holds_nothing() -> None:
    jobs = (
        Job(name="a", days=5, needs={"road": 1}),
        Job(name="b", days=1, needs={"pipe": 1, "road": 1}),
        Job(name="c", days=3, needs={"pipe": 1}),
    )
    found = seen(built(*jobs, pools={"pipe": 1, "road": 1}))
    assert found.span("c") == (0, 3)
    assert found.span("b") == (5, 6)
    assert found.run.waited[1, MAIN] == "road"


def test_2_4_nor_a_part_of_a_crew_nor_a_token() -> None:
    jobs = (
        Job(name="a", days=5, needs={"pipe": 1}),
        Job(name="b", days=1, needs={"pipe": 2}, tokens=["S"]),
        Job(name="c", days=3, needs={"pipe": 1}, tokens=["S"], campaign="C"),
    )
    found = seen(built(*jobs, pools={"pipe": 2}, tokens={"S": 1}))
    assert found.span("c") == (0, 3)
    assert found.span("b") == (5, 6)


def test_2_5_what_was_taken_is_free_on_the_day_of_the_end() -> None:
    jobs = (
        Job(name="a", days=3, needs={"pipe": 1}, tokens=["S"]),
        Job(name="b", days=3, needs={"pipe": 1}, tokens=["S"], campaign="B"),
    )
    found = seen(built(*jobs, pools={"pipe": 1}, tokens={"S": 1}))
    assert (found.span("a"), found.span("b")) == ((0, 3), (3, 6))


# ---- 3. what visits take ----


def test_3_1_a_streets_own_crews_first_then_those_of_all() -> None:
    def job(name: str, days: int, crews: int, *, own: bool) -> Job:
        return Job(name=name, days=days, needs={"pipe": crews}, own={"pipe": "pipe@S"} if own else {})

    jobs = (
        job("a", 4, 1, own=True),
        job("b", 4, 2, own=False),
        job("c", 2, 2, own=True),
        job("d", 1, 3, own=True),
        job("e", 1, 1, own=False),
    )
    found = seen(built(*jobs, pools={"pipe": 2, "pipe@S": 2}))
    assert found.span("a") == (0, 4)
    assert found.span("b") == (0, 4)  # a took one of S's, so that the two of all are free
    assert found.span("c") == (4, 6)
    assert found.span("d") == (6, 7)  # two of S's and one of all
    assert found.span("e") == (4, 5)  # one of S's was free, but serves S alone


def test_3_2_what_has_no_rows_is_not_limited() -> None:
    found = seen(built(*(Job(name=name, days=2) for name in "abcdef")))
    assert {found.span(name) for name in "abcdef"} == {(0, 2)}


def test_3_4_a_pool_that_shrinks_interrupts_nobody() -> None:
    jobs = [Job(name=name, days=days, needs={"pipe": 1}) for name, days in (("a", 4), ("b", 6), ("c", 1))]
    site = built(*jobs, pools={"pipe": [(0, 2), (3, 1), (8, 2)]})
    found = seen(site)
    assert (found.span("a"), found.span("b")) == ((0, 4), (0, 6))
    assert found.span("c") == (6, 7)  # on day 4 one is given back, but one is there and it is b's
    found = seen(built(*jobs, Job(name="d", days=9, needs={"pipe": 2}), pools={"pipe": [(0, 1), (50, 2)]}))
    assert found.span("d") == (50, 59)


def test_3_6_what_is_late_waits_for_its_notice() -> None:
    site = built(
        Job(name="a", days=3, notice=7, planned=5),
        Job(name="b", days=3, notice=7, planned=5, before=["x"]),
        Job(name="x", days=6),
    )
    found = seen(site, drawn(site, inspection={"a": 1}, rework={"a": 2}))
    assert found.span("a") == (5, 8)  # on its planned day: notice was given in time
    assert found.ready("b") == 6 + 7
    assert found.span("a", INSPECTION) == (8, 9)  # an inspection shuts nothing down
    assert found.ready("a", REWORK) == 9 + 7
    stopped = seen(site, drawn(site, stop_after={"a": 1}, stop_days={"a": 10}))
    assert stopped.ready("a", RESUMED) == 6 + 10 + 7


def test_3_7_so_many_campaigns_may_close_a_streets_roads() -> None:
    jobs = (
        Job(name="a", days=4, tokens=["S"], campaign="A"),
        Job(name="b", days=4, tokens=["S"], campaign="B"),
        Job(name="c", days=2, tokens=["S"], campaign="C"),
        Job(name="d", days=6, tokens=["S"], campaign="A", planned=1),
        Job(name="e", days=6, campaign="E"),
    )
    found = seen(built(*jobs, tokens={"S": 2}))
    assert found.span("d") == (1, 7)  # its campaign holds a token already
    assert found.span("c") == (4, 6)  # a's token is still d's, b's is free
    assert found.span("e") == (0, 6)
    assert found.run.waited[2, MAIN] == "S"
