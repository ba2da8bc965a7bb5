"""Shares and their covariance against sums written out group by group; relaxations kept and taken back."""

import numpy as np
import pytest

from benchmarks import drawn
from solvers.engines.priced import curvature
from solvers.engines.priced.curvature import Drawn
from solvers.engines.priced.near import Reach, near
from solvers.engines.priced.plans import small
from solvers.engines.priced.plans.small import Relaxed
from solvers.engines.priced.pricing import Parted
from solvers.engines.priced.sides import Sides, sides_of
from solvers.rules.program import phasing_program
from tests.worked_out.tangled import tangled


def parted_of(seed: int) -> Parted:
    """Return the groups of a small programme."""
    arrays = phasing_program(tangled(seed, estates=12, periods=5)).arrays
    assert arrays.labels is not None
    return Parted(arrays, arrays.labels)


def groups_of(parted: Parted) -> tuple[Drawn, Sides, np.ndarray]:
    """Return the groups with all sides, and prices of these."""
    sides = sides_of(parted, np.arange(len(parted.low)))
    y = np.random.default_rng(3).uniform(0, 2, len(sides.limit))
    return Drawn(parted, sides), sides, y


def covariance(parted: Parted, sides: Sides, option: np.ndarray, within: np.ndarray) -> np.ndarray:
    """Return the covariance of use where one option of each group is drawn, and an item of each choice."""
    groups, use = parted.groups, np.asarray(sides.by_column.toarray())
    found = np.zeros((len(sides.limit), len(sides.limit)))
    for group in range(groups.count):
        mean = np.zeros(len(sides.limit))
        for one in np.flatnonzero(groups.group == group):
            used = use[groups.option[one]].copy()
            for choice in np.flatnonzero(groups.choice_option == one):
                items = np.flatnonzero(groups.choice == choice)
                rows, share = use[groups.item[items]], within[items]
                part = share @ rows
                found += option[one] * ((rows.T * share) @ rows - np.outer(part, part))
                used += part
            found += option[one] * np.outer(used, used)
            mean += option[one] * used
        found -= np.outer(mean, mean)
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("warmth", [0.2, 0.02, 1e-3], ids=["warm", "cool", "cold"])
def test_the_covariance_is_that_of_the_shares(seed: int, warmth: float) -> None:
    parted = parted_of(seed)
    taken, sides, y = groups_of(parted)
    worth = float(np.abs(parted.priced(np.zeros(len(parted.low))).best).mean())
    _, option, within, used = taken.shares(y, warmth * worth)
    found, expected = taken.curvature(option, within), covariance(parted, sides, option, within)
    left_out = 1e-4 * max(np.abs(expected).max(), (sides.by_column.max(axis=0).toarray() ** 2).max())
    assert np.allclose(np.tril(found), np.tril(expected), atol=left_out)
    assert (np.triu(found, 1) == 0).all()
    x = np.zeros(parted.arrays.columns)
    x[parted.groups.option] = option
    x[parted.groups.item] = within * option[parted.groups.choice_option[parted.groups.choice]]
    assert np.allclose(sides.by_column.T @ x, used)


def test_an_option_taken_whole_leaves_only_what_its_choices_leave_open() -> None:
    parted = parted_of(1)
    taken, sides, _ = groups_of(parted)
    groups = parted.groups
    option = np.zeros(len(groups.option))
    option[groups.first] = 1.0
    within = np.random.default_rng(5).choice([0.0, 0.4, 1.0], len(groups.item))
    found, expected = taken.curvature(option, within), covariance(parted, sides, option, within)
    assert np.abs(expected).max() > 0
    assert np.allclose(np.tril(found), np.tril(expected), atol=1e-9)


def test_two_halves_come_to_what_the_whole_comes_to(monkeypatch: pytest.MonkeyPatch) -> None:
    parted = parted_of(2)
    whole, _, y = groups_of(parted)
    monkeypatch.setattr(curvature, "_HALVED", 2)
    halves, _, _ = groups_of(parted)
    once, twice = whole.shares(y, 1000.0), halves.shares(y, 1000.0)
    for one, other in zip(once, twice, strict=True):
        assert np.allclose(one, other, rtol=1e-12)
    assert np.allclose(whole.curvature(*once[1:3]), halves.curvature(*once[1:3]), rtol=1e-12)
    again = halves.shares(y, 1000.0)
    assert all((np.asarray(a) == np.asarray(b)).all() for a, b in zip(twice, again, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_a_relaxation_taken_back_stands_where_it_stood(seed: int) -> None:
    parted = parted_of(seed)
    priced = parted.priced(np.zeros(len(parted.low)))
    far = Reach(settled=1e9, open_=1e9, item=1e9)
    few = near(parted, priced, np.zeros(parted.arrays.columns), 1.0, far, None)
    relaxed = Relaxed(few.arrays, few.arrays.low)
    assert relaxed.solve()
    before, value = relaxed.corner(), relaxed.value
    taken = np.flatnonzero(few.arrays.whole & (relaxed.x > 0.5))[:3]
    relaxed.limit(taken, np.zeros(len(taken)), np.zeros(len(taken)))
    assert relaxed.solve()
    assert relaxed.value < value
    relaxed.back(before)
    assert relaxed.value == value
    assert (relaxed.high == few.arrays.high).all()
    assert relaxed.solve()
    assert relaxed.value == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_relaxation_begun_at_its_own_corner_takes_few_steps(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = phasing_program(drawn.district(60, 8, seed)).arrays
    assert whole.labels is not None
    parted, corner = Parted(whole, whole.labels), Relaxed(whole, whole.low)
    assert corner.solve()
    priced = parted.priced(corner.prices[parted.groups.coupling])
    paying = Reach(settled=1.0, open_=1.0, item=0.0)
    arrays = near(parted, priced, corner.x, float(priced.best.mean()), paying, None).arrays
    first = Relaxed(arrays, arrays.low)
    assert first.solve()
    again = Relaxed(arrays, first.x)
    assert again.solve()
    assert again.value == pytest.approx(first.value, rel=1e-9)
    monkeypatch.setattr(small, "_fills", lambda arrays, *_: np.zeros(arrays.columns, dtype=bool))
    without = Relaxed(arrays, first.x)
    assert without.solve()
    assert again.steps * 3 < without.steps
