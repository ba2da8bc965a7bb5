"""Cases of a study played forward with the same chance."""

from __future__ import annotations

import io

import numpy as np
import pytest

from planner.study.playing import PLAYED
from planner.study.study import study
from scenarios.model.programme import Programme
from scenarios.whatif.grids import grid_of, points
from scenarios.whatif.overlay import overlay
from solvers import solve
from solvers.cases.case import Options
from solvers.cases.pairs import paired, spread_of
from solvers.cases.played import Played, Plays, played_from
from solvers.cases.playing import MEASURED, played_of
from solvers.plan.plan import Plan
from tests.shown.four_estates import four_estates

TIMES, SEED = 32, 5


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return four_estates(tmp_path_factory.mktemp("played"))


@pytest.fixture(scope="module")
def plan(programme: Programme) -> Plan:
    return planned(programme)


def planned(programme: Programme) -> Plan:
    found = solve(programme, engine="highs", gap=0).plan
    assert found is not None
    return found


def changed(programme: Programme, grid: str) -> Programme:
    """The programme with the one value of a grid."""
    (stack,) = points([grid_of(grid, programme)])
    return overlay(programme, *stack).programme


def play(programme: Programme, plan: Plan, seed: int = SEED) -> Played:
    return played_of(programme, plan, Plays(replications=TIMES, seed=seed))


def test_what_was_played_is_kept_as_arrays_and_comes_back() -> None:
    """The arrays need no pickle, and infinite and missing values stay what they are."""
    values = {"finish_years": np.array([2.5, np.inf]), "cost": np.array([np.nan, 1e9])}
    file = io.BytesIO()
    np.savez(file, **Played(seed=7, values=values).as_arrays())
    file.seek(0)
    with np.load(file, allow_pickle=False) as kept:
        found = played_from(dict(kept))
    assert found.seed == 7
    assert found.replications == 2
    assert list(found.values) == list(values)
    for name, held in values.items():
        np.testing.assert_array_equal(found.values[name], held)


def test_every_measure_is_told(programme: Programme, plan: Plan) -> None:
    played = play(programme, plan)
    assert [measure.name for measure in PLAYED] == list(MEASURED) == list(played.values)
    assert played.replications == TIMES
    assert all(held.shape == (TIMES,) and np.isfinite(held).all() for held in played.values.values())
    assert (played.values["public_money"] <= played.values["cost"] * (1 + 1e-9)).all()
    assert (played.values["mean_wait_years"] <= played.values["finish_years"]).all()


def test_pairs_of_one_seed_differ_far_less_than_others(programme: Programme, plan: Plan) -> None:
    """Dearer works take no longer, and their costs differ by as much as they are dearer, not by chance."""
    dear = changed(programme, "work_types.pipes.unit_cost=1100")
    again = planned(dear)
    base, case, other = play(programme, plan), play(dear, again), play(dear, again, SEED + 1)
    assert np.array_equal(base.values["finish_years"], case.values["finish_years"])
    alike = (case.values["cost"] - base.values["cost"]).std()
    apart = (other.values["cost"] - base.values["cost"]).std()
    assert alike < apart / 5
    found = paired(base.values["cost"], case.values["cost"])
    assert found is not None
    assert found.sign == 1


def test_two_plans_of_one_seed_meet_the_same_chance(programme: Programme, plan: Plan) -> None:
    """Of a plan that leaves a campaign out the others last, and cost, what they did."""
    fewer = Plan(campaigns=plan.campaigns[:-1], draws=plan.draws)
    one = Plan(campaigns=plan.campaigns[-1:], draws=plan.draws)
    costs = [play(programme, chosen).values["cost"] for chosen in (plan, fewer, one)]
    np.testing.assert_allclose(costs[0], costs[1] + costs[2], rtol=0.02)
    assert np.corrcoef(costs[0], costs[1])[0, 1] > 0.9


def test_neither_the_order_of_cases_nor_the_engine_makes_a_difference(
    programme: Programme, plan: Plan
) -> None:
    dear = changed(programme, "work_types.pipes.unit_cost=1100")
    late = changed(programme, "settings.construction.weather.memory=0.6")
    there = [play(one, plan) for one in (programme, dear, late)]
    back = [play(one, plan) for one in (late, dear, programme)][::-1]
    for one, again in zip(there, back, strict=True):
        for name, held in one.values.items():
            assert np.array_equal(held, again.values[name]), name
    lean = played_of(programme, plan, Plays(replications=4, seed=SEED), engine="lean")
    for name, held in lean.values.items():
        np.testing.assert_allclose(held, there[0].values[name][:4], rtol=1e-5)


def test_what_never_ends_is_never_a_number(programme: Programme, plan: Plan) -> None:
    nobody = changed(programme, "settings.construction.horizon_years=1")
    played = play(nobody, plan)
    assert set(np.isinf(played.values["finish_years"]).tolist()) == {True, False}
    assert np.array_equal(np.isinf(played.values["finish_years"]), played.values["unfinished"] > 0)
    told = spread_of(played.values["finish_years"])
    assert told.mean is None
    assert told.low is None
    assert told.never == np.isinf(played.values["finish_years"]).mean()


def test_a_plan_that_starts_nothing_has_no_finish(programme: Programme) -> None:
    played = play(programme, Plan(campaigns=()))
    assert np.isnan(played.values["finish_years"]).all()
    assert (played.values["cost"] == 0).all()


def test_differences_of_pairs() -> None:
    rng = np.random.default_rng(1)
    base = rng.normal(10, 3, 64)
    same = paired(base, base.copy())
    assert same is not None
    assert (same.mean, same.low, same.high, same.sign, same.same) == (0.0, 0.0, 0.0, 0, True)
    more = paired(base, base + 1 + rng.normal(0, 0.1, 64))
    assert more is not None
    assert more.mean == pytest.approx(1, abs=0.1)
    assert more.low is not None
    assert more.high is not None
    assert more.low < 1 < more.high
    assert more.sign == 1
    chance = paired(base, rng.permutation(base))
    assert chance is not None
    assert chance.sign == 0
    assert not chance.same
    never = paired(base, np.full(64, np.inf))
    assert never is not None
    assert (never.mean, never.sign) == (None, 1)
    seldom = base.copy()
    seldom[3] = np.inf
    rarely = paired(base, seldom)
    assert rarely is not None
    assert (rarely.mean, rarely.sign, rarely.same) == (None, 0, False)
    assert paired(base, np.full(64, np.nan)) is None
    with pytest.raises(ValueError, match="paired"):
        paired(base, base[:3])


def test_whole_blocks_make_intervals_of_students_t() -> None:
    """Four blocks of Sobol points are four answers, however little each of them scatters."""
    base = np.zeros(512)
    case = np.repeat([1.0, 2.0, 3.0, 4.0], 128)
    found = paired(base, case)
    assert found is not None
    assert found.mean == 2.5
    assert found.low == pytest.approx(2.5 - 3.182446 * np.std([1, 2, 3, 4], ddof=1) / 2, rel=1e-5)


def test_a_study_plays_the_same_wherever_its_cases_are_solved(programme: Programme) -> None:
    grid = grid_of("funds.city.2022.limit*=0.5:1.5:0.5", programme)
    options = Options(engine="highs", gap=0)
    here = study(programme, grids=[grid], options=options, replications=8)
    there = study(programme, grids=[grid], options=options, replications=8, executor="processes", workers=2)
    assert [one.case.name for one in here.found] == [one.case.name for one in there.found]
    for one, other in zip(here.found, there.found, strict=True):
        assert one.played is not None
        assert other.played is not None
        assert one.played.plays == Plays(replications=8, seed=programme.settings.construction.seed)
        for name, held in one.played.values.items():
            assert np.array_equal(held, other.played.values[name])
    (base, _, same, _) = here.found
    assert same.case.same_as == "base"
    assert same.played is base.played
    assert all(one.played is None for one in study(programme, grids=[grid], options=options).found)
