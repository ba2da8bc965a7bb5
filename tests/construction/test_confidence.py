"""Planning and playing in turn: what plays say of starts, rounds, promises tested on fresh replications."""

import json
from dataclasses import replace

import numpy as np
import pytest

from planner.document.confidence import confidence_of
from planner.report.confidence import confidence_lines
from planner.words import words
from scenarios.model.expected import Expected
from scenarios.tables.chance_settings import Chance, Weather
from scenarios.tables.settings import Tier
from solvers.confidence import confident
from solvers.confidence.lateness import (
    _drawn_together,
    _shown,
    crowding,
    delays,
    expected_of,
    lateness,
    mean_of,
)
from solvers.confidence.rounds import worth_played
from solvers.construction.answers import case_of, sample_of
from solvers.plan.audit import audit
from solvers.solving import solve
from tests.construction.test_answers import CREWS, PLAN, STEADY, asked

CHANCE = Chance(weather=Weather(bank=8))
FREE = {"targets": [], "periods": 8}


def late(programme, days: dict[int, float], crowded: dict[int, float] | None = None) -> Expected:
    shape = (len(programme.campaigns), programme.clock.periods)
    found = Expected(late=np.zeros(shape), crowded=np.zeros(shape))
    for period, by in days.items():
        found.late[:, period] = by
    for period, cost in (crowded or {}).items():
        found.crowded[:, period] = cost
    return found


def test_starts_that_end_late_are_put_off_and_rules_stay_as_they_are() -> None:
    given = asked(STEADY, [CREWS[0] | {"count": 3}], **FREE)
    first = {str(c.start) for c in solve(given).plan.campaigns}
    assert first == {"2021-01-01"}
    told = given.replace(expected=late(given, {0: 365}))
    assert told.fingerprint == given.fingerprint
    moved = solve(told).plan
    assert {str(c.start) for c in moved.campaigns} == {"2021-04-01"}
    busy = given.replace(expected=late(given, {}, {0: 1e6}))
    assert {str(c.start) for c in solve(busy).plan.campaigns} == {"2021-04-01"}


def test_periods_of_which_little_is_known_are_drawn_to_all() -> None:
    amount, weight = np.array([10.0, 30.0, 20.0]), np.array([10.0, 10.0, 10.0])
    found = _drawn_together(amount, weight, np.array([0, 0, 2]), 3)
    # two of 10 days each with 40 late, with five of 10 days that are late by the mean of 2
    assert found.tolist() == [(40 + 100) / (20 + 50), 2.0, (20 + 100) / (10 + 50)]
    assert _drawn_together(amount, 0 * weight, np.array([0, 0, 2]), 3).tolist() == [0, 0, 0]


def test_a_plan_that_comes_out_as_planned_is_not_late() -> None:
    given = asked(STEADY, [CREWS[0] | {"count": 2}])
    sample = sample_of(case_of(given, PLAN, seed=1), 16)
    assert (delays(sample) == 0).all()
    found = expected_of(sample, 0.8)
    assert (found.late == 0).all()
    assert (found.crowded == 0).all()


def test_waiting_for_crews_is_told_in_the_period_in_which_they_are_short() -> None:
    sample = sample_of(case_of(asked(STEADY), PLAN, seed=1), 16)  # A and B want one crew in the first quarter
    assert delays(sample)[0].tolist() == [0, 20, 0]
    found = lateness(sample)
    assert found.shape == (3, 4)
    assert (found[:, 0] > found[:, 1]).all()
    assert (found[:, 0] > found[:, 3]).all()


def test_waits_count_as_far_as_they_show_in_finishes() -> None:
    wait = np.array([0.0, 10.0, 20.0])
    assert _shown(np.array([5.0, 10.0, 15.0]), wait) == pytest.approx(0.5)
    assert _shown(np.array([9.0, 5.0, 1.0]), wait) == 0
    assert _shown(np.array([0.0, 30.0, 60.0]), wait) == 1
    assert _shown(np.array([1.0, 2.0]), np.ones(2)) == 0


def test_streets_beyond_their_limit_are_crowded_while_works_last() -> None:
    rules = {"street_disruption": {"on": True, "share": 0.5}}
    given = asked(STEADY, [CREWS[0] | {"count": 2}], rules)
    sample = sample_of(case_of(given, PLAN, seed=1), 16)
    found = crowding(sample, 0.8)  # A and B are the whole of street S in the first quarter, C that of T later
    assert found.tolist() == [[1, 0, 0, 0], [0, 1, 0, 0]]
    cost = expected_of(sample, 0.8).crowded
    years = np.diff(given.clock.starts) / 365.25
    assert cost[0] == pytest.approx([100 * years[0], 0, 0, 0])
    assert cost[2] == pytest.approx([0, 30 * years[1], 0, 0])


def test_what_several_plays_say_is_their_mean() -> None:
    given = asked(STEADY)
    found = mean_of([late(given, {0: 10}), late(given, {0: 30}, {1: 4})])
    assert found.late[0].tolist() == [20, 0, 0, 0]
    assert found.crowded[0].tolist() == [0, 2, 0, 0]


def test_a_play_without_chance_is_worth_what_the_plan_states() -> None:
    given = asked(STEADY, [CREWS[0] | {"count": 3}], **FREE)
    first = solve(given)
    worth = worth_played(sample_of(case_of(given, first.plan, seed=1), 4))
    assert worth == pytest.approx(np.full(4, first.objective))


def test_without_chance_the_first_plan_settles_it() -> None:
    given = asked(STEADY, [CREWS[0] | {"count": 3}], **FREE)
    first = solve(given)
    found = confident(given, first, 0.8, solving=lambda p, warm: solve(p, start_from=warm), seed=1)
    assert (found.settled, found.chosen, found.price) == (True, 0, 0)
    assert [one.verdict for one in found.rounds] == ["", "unclear"]
    assert found.kept[0].chance.value == found.kept[0].before.value == 1
    assert found.promised == {"A": 19, "B": 19, "C": 19}


def test_what_is_promised_holds_about_as_often_as_asked_on_fresh_replications() -> None:
    given = asked(CHANCE, **FREE)
    first = solve(given)
    told = []
    found = confident(
        given, first, 0.8, solving=lambda p, warm: solve(p, start_from=warm), seed=1, progress=told.append
    )
    assert tuple(told) == found.rounds
    assert 2 <= len(found.rounds) <= 6
    assert found.fresh_seed != found.seed
    assert found.kept[0].chance.value == pytest.approx(0.8, abs=0.08)
    assert found.kept[0].chance.value > found.kept[0].before.value
    assert audit(given, found.solve.plan) == ()
    assert found.solve.objective <= first.bound
    assert found.price == pytest.approx(first.objective - found.solve.objective)
    aims = [one.aim for one in found.rounds]
    assert aims[found.chosen] == max(aims)


def test_aims_held_in_turn_stay_audited() -> None:
    tiers = (Tier(name="need", tolerance=0.01), Tier(name="cheap", benefit=0, cost=1.0))
    given = asked(CHANCE, **FREE)
    given = given.replace(settings=given.settings.model_copy(update={"tiers": tiers}))
    first = solve(given)
    found = confident(given, first, 0.8, solving=lambda p, warm: solve(p, start_from=warm), seed=1)
    assert audit(given, found.solve.plan) == ()
    assert [row["aim"] for row in found.solve.tiers] == ["need", "cheap"]
    assert found.kept[0].chance.value == pytest.approx(0.8, abs=0.08)


def test_rounds_are_told_as_plain_values_and_in_both_languages() -> None:
    given = asked(CHANCE, **FREE)
    found = confident(given, solve(given), 0.7, solving=lambda p, warm: solve(p, start_from=warm), seed=2)
    told = confidence_of(given, found)
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert told["asked"] == 0.7
    assert told["rounds"][0]["difference"] is None
    assert set(told["promised"]) == {"A", "B", "C"}
    for lang, word in (("en", "Round"), ("zh", "轮")):
        lines = list(confidence_lines(told, words(lang)))
        assert len(lines) >= len(told["rounds"]) + 3
        assert all(word in line for line in lines[: len(told["rounds"])])


def test_confidence_needs_a_plan() -> None:
    given = asked(STEADY, **FREE)
    with pytest.raises(ValueError, match="plan"):
        confident(given, replace(solve(given), plan=None), 0.8, solving=lambda p, _: solve(p), seed=1)
