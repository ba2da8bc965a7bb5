"""Parts of programs are exact; plans found by small programs keep all rows and reach what is proven best."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
from scipy import sparse

from solvers.engines.answer import Status, Wish
from solvers.engines.highs import relax, search
from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.frame import frame_of
from solvers.engines.priced.plans.guide import guide_of
from solvers.engines.priced.plans.improve import improve
from solvers.engines.priced.plans.part import part_of
from solvers.program.arrays import Arrays
from solvers.program.labels import Labels

CAMPAIGNS, PERIODS, WORKS = 7, 4, 2


def drawn(seed):
    """Draw a program: starts, inclusions that ride on them, money by periods that may be carried on."""
    random = np.random.default_rng(seed)
    starts = np.arange(CAMPAIGNS * PERIODS).reshape(CAMPAIGNS, PERIODS)
    works = starts.size + np.arange(CAMPAIGNS * PERIODS * WORKS).reshape(CAMPAIGNS, PERIODS, WORKS)
    kept = starts.size + works.size + np.arange(PERIODS)
    count = int(kept[-1]) + 1
    rows, low, high = [], [], []

    def row(columns, values, least, most):
        line = np.zeros(count)
        line[columns] = values
        rows.append(line)
        low.append(least)
        high.append(most)

    for one in range(CAMPAIGNS):
        row(starts[one], 1.0, 1.0 if one == 0 else -np.inf, 1.0)
        for when in range(PERIODS):
            if one % 3 == 0:
                row([starts[one, when], *works[one, when]], [-1.0, 1.0, 1.0], -np.inf, 0.0)
            else:
                for work in works[one, when]:
                    row([starts[one, when], work], [-1.0, 1.0], -np.inf, 0.0)
    money, paid = random.integers(5, 20, CAMPAIGNS), random.integers(1, 9, (CAMPAIGNS, WORKS))
    crew = random.integers(1, 6, (CAMPAIGNS, 1 + WORKS))
    for when in range(PERIODS):
        line = np.zeros(count)
        line[starts[:, when]], line[works[:, when]] = money, paid
        line[kept[when]] = 1.0
        line[kept[when - 1] if when else kept[when]] -= 1.0 if when else 0.0
        row(np.arange(count), line, -np.inf, float(money.sum() / PERIODS))
        row(np.append(starts[:, when], works[:, when].ravel()), np.append(crew[:, 0], crew[:, 1:].ravel()),
            -np.inf, float(crew.sum() / PERIODS))  # fmt: skip
    late = 0.95 ** np.arange(PERIODS)
    cost = np.zeros(count)
    cost[starts] = random.integers(20, 90, CAMPAIGNS)[:, None] * late
    cost[works] = random.integers(-2, 20, (CAMPAIGNS, 1, WORKS)) * late[None, :, None]
    upper = np.ones(count)
    upper[kept] = np.inf
    whole = np.ones(count, dtype=bool)
    whole[kept] = False
    campaign, period = np.full(count, -1), np.full(count, -1)
    campaign[starts], period[starts] = np.arange(CAMPAIGNS)[:, None], np.arange(PERIODS)
    campaign[works] = np.arange(CAMPAIGNS)[:, None, None]
    period[works] = np.arange(PERIODS)[None, :, None]
    start = np.zeros(count, dtype=bool)
    start[starts] = True
    arrays = Arrays(
        cost=cost, matrix=sparse.csr_array(np.array(rows)), row_low=np.array(low), row_high=np.array(high),
        low=np.zeros(count), high=upper, whole=whole,
    )  # fmt: skip
    return arrays, Labels(campaign=campaign, period=period, start=start)


def proven(arrays):
    answer = search(arrays, Wish(gap=0.0, seconds=60, workers=1), time.monotonic(), lambda found: None)
    assert answer.status is Status.PROVEN_BEST
    return answer


def guided(arrays, labels):
    frame, relaxed = frame_of(arrays, labels), relax(arrays, 60)
    return frame, guide_of(frame, relaxed.x, relaxed.prices, relaxed.bound)


def improved(frame, guide, x=None, gap=0.0, seed=0, told=None):
    heard = [] if told is None else told
    return improve(frame, guide, x, Wish(gap=gap, seed=seed), time.monotonic() + 60, heard.append)


@pytest.mark.parametrize("seed", range(4))
def test_a_part_is_worth_and_keeps_rows_as_the_whole(seed):
    arrays, labels = drawn(seed)
    frame = frame_of(arrays, labels)
    random = np.random.default_rng(seed)
    base = proven(arrays).x.round(9)
    leader = np.where(random.random(arrays.columns) < 0.5, np.arange(arrays.columns), -1)
    riding = np.flatnonzero(frame.ride >= 0)
    first = frame.start_of[frame.option[riding]]
    alone = labels.campaign[riding] % 3 > 0
    tied = alone & (leader[first] >= 0) & (base[riding] == base[first])
    leader[riding[tied]] = first[tied]
    part = part_of(frame, base, leader)
    assert part.possible
    outside = inside = 0
    for _ in range(300):
        z = np.where(random.random(len(part.columns)) < 0.02, 1.0, base[part.columns].round())
        z = np.where(part.arrays.whole, z, base[part.columns])
        x = part.whole(z)
        assert arrays.cost @ x == pytest.approx(part.constant + part.arrays.cost @ z)
        assert (arrays.infeasibility(x) <= 1e-6) == (part.arrays.infeasibility(z) <= 1e-6)
        outside += arrays.infeasibility(x) > 1e-6
        inside += arrays.infeasibility(x) <= 1e-6
    assert outside
    assert inside


@pytest.mark.parametrize("seed", range(4))
def test_the_best_of_a_part_is_the_best_of_the_whole_with_the_rest_fixed(seed):
    arrays, labels = drawn(seed)
    frame = frame_of(arrays, labels)
    random = np.random.default_rng(seed)
    base = proven(arrays).x.round(9)
    free = (random.random(CAMPAIGNS) < 0.5)[labels.campaign] | (labels.campaign < 0)
    part = part_of(frame, base, np.where(free, np.arange(arrays.columns), -1))
    best = proven(replace(part.arrays, cost=-part.arrays.cost))
    whole = proven(replace(arrays, cost=-arrays.cost).fixed(np.where(free, np.nan, base)))
    assert part.arrays.rows < arrays.rows
    assert -whole.objective == pytest.approx(part.constant - best.objective)
    assert arrays.infeasibility(part.whole(best.x)) <= 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_a_window_keeps_the_plan_it_begins_from(seed):
    arrays, labels = drawn(seed)
    frame, guide = guided(arrays, labels)
    x = proven(arrays).x.round(9)
    for first in range(PERIODS):
        used = labels.start & (x > 0.5) & (labels.period == first)
        kept = np.ones(CAMPAIGNS, dtype=bool)
        kept[labels.campaign[used]] = False
        part = freed(frame, guide, labels.start & (used | (x > 0.5)), x, 1.0, kept)
        assert part.whole(x[part.columns]) == pytest.approx(x)
        assert part.arrays.infeasibility(x[part.columns]) <= 1e-6


@pytest.mark.parametrize("seed", range(4))
def test_plans_keep_rows_and_come_near_what_is_proven_best(seed):
    arrays, labels = drawn(seed)
    best = proven(arrays)
    frame, guide = guided(arrays, labels)
    told = []
    x = improved(frame, guide, told=told)
    worth = [float(arrays.cost @ one) for one in told]
    assert worth == sorted(worth)
    assert all(arrays.infeasibility(one) <= 1e-6 for one in told)
    assert arrays.cost @ x == worth[-1]
    assert best.objective >= worth[-1] - 1e-6
    assert worth[-1] == pytest.approx(best.objective, rel=1e-6)


def test_a_plan_is_never_lost():
    arrays, labels = drawn(1)
    frame, guide = guided(arrays, labels)
    best = proven(arrays).x.round(9)
    assert arrays.cost @ improved(frame, guide, x=best) >= arrays.cost @ best - 1e-9
    assert improve(frame, guide, best, Wish(), time.monotonic() - 1, lambda x: None) is not None


@pytest.mark.parametrize("seed", range(4))
def test_windows_alone_draw_a_poor_plan_to_the_best(seed):
    arrays, labels = drawn(seed)
    best = proven(arrays)
    frame, guide = guided(arrays, labels)
    poor = proven(replace(arrays, cost=-arrays.cost * labels.start)).x.round(9)
    assert arrays.cost @ poor < best.objective - 1
    x = improve(frame, guide, poor, Wish(gap=0.0), time.monotonic() + 60, lambda x: None, dives=False)
    assert arrays.cost @ x == pytest.approx(best.objective, rel=1e-6)


def test_the_same_seed_gives_the_same_plan():
    arrays, labels = drawn(2)
    frame, guide = guided(arrays, labels)
    assert (improved(frame, guide, seed=3) == improved(frame, guide, seed=3)).all()


def test_read_only_arrays_will_do():
    arrays, labels = drawn(3)
    for held in (arrays.cost, arrays.row_low, arrays.row_high, arrays.low, arrays.high, arrays.whole):
        held.flags.writeable = False
    frame, guide = guided(arrays, labels)
    assert improved(frame, guide, gap=1e-3) is not None
