"""The relaxation of large programs: a true bound close to the relaxation's value, the same every time."""

import time

import numpy as np
import pytest

from benchmarks import drawn
from solvers.engines import highs
from solvers.engines.answer import Wish
from solvers.engines.priced import large, sample, smooth
from solvers.engines.priced.generation import Relaxed
from solvers.engines.priced.plans.corner import around_corner
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.standing import standing
from solvers.engines.priced.pricing import Parted
from solvers.engines.priced.sides import sides_of
from solvers.rules.program import phasing_program

GAP = 2e-4


def parted(estates: int, seed: int = 1) -> Parted:
    """Return a drawn district, parted."""
    arrays = phasing_program(drawn.district(estates, periods=12, seed=seed)).arrays
    assert arrays.labels is not None
    return Parted(arrays, arrays.labels)


@pytest.fixture(scope="module")
def district() -> Parted:
    """Return a district of 240 estates, parted."""
    return parted(240)


def found(held: Parted, monkeypatch: pytest.MonkeyPatch) -> Relaxed:
    """Return the relaxation found the way of large programs, from samples of up to 100 groups."""
    monkeypatch.setattr(large, "FROM", 50)
    monkeypatch.setattr(large, "SAMPLES", (60, 100))
    monkeypatch.setattr(large, "_TIED", 0)
    monkeypatch.setattr(sample, "NARROW", 60)
    monkeypatch.setattr(large, "NARROW", 60)
    assert large.is_large(held)
    told: list[float] = []
    answer = large.relaxed_large(held, GAP, time.monotonic() + 60.0, told.append)
    assert answer is not None
    assert told == sorted(told, reverse=True)
    return answer


def test_small_programs_are_not_large(district: Parted) -> None:
    """A district's relaxation comes from column generation."""
    assert not large.is_large(district)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_bound_is_true_and_close(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The bound is no less than the relaxation's value and hardly more; the point hardly breaks rows."""
    held = parted(150, seed)
    answer = found(held, monkeypatch)
    whole = highs.relax(held.arrays, 60.0)
    assert whole.bound is not None
    assert whole.bound * (1 - 1e-9) <= answer.bound <= whole.bound * (1 + GAP)
    assert answer.mix is not None
    x = answer.mix.x
    assert x.min() >= 0.0
    assert answer.mix.worth == pytest.approx(whole.bound, rel=5 * GAP)
    size = np.maximum(np.abs(held.arrays.matrix) @ x, 1.0)
    used = held.arrays.matrix @ x
    assert np.median(np.maximum(used - held.arrays.row_high, 0.0) / size) < 1e-6
    assert ((used - held.arrays.row_high) / size).max() < 0.05


def test_the_same_seed_finds_the_same(district: Parted, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn anew from run to run."""
    first, second = found(district, monkeypatch), found(district, monkeypatch)
    assert first.bound == second.bound
    assert (first.prices == second.prices).all()


def test_a_sample_weighs_what_the_whole_does(district: Parted, monkeypatch: pytest.MonkeyPatch) -> None:
    """In rows of many groups the sample's entries come to about the same total."""
    monkeypatch.setattr(sample, "NARROW", 60)
    smaller = sample.sample_of(district, 100)
    assert smaller.arrays.labels is not None
    part = Parted(smaller.arrays, smaller.arrays.labels)
    assert part.groups.count == 100
    total = np.asarray(sample.touched(district).sum(axis=1)).ravel()[smaller.rows]
    held = np.asarray(sample.touched(part).sum(axis=1)).ravel()
    wide = total > 0
    assert np.median(np.abs(held[wide] / total[wide] - 1)) < 0.05


def test_the_slope_and_the_curvature_are_those_of_the_smoothed_bound(district: Parted) -> None:
    """Both are what small changes of the prices do to the bound and to its slope."""
    sides = sides_of(district, np.arange(len(district.low)))
    descent = smooth._Descent(district, sides)
    draw, warmth = np.random.default_rng(0), 500.0
    y = draw.uniform(0.5, 1.5, len(sides.limit)) * warmth
    way = draw.normal(size=len(y))
    way /= np.linalg.norm(way)
    at, short = descent._at(y, warmth), 1e-3 * warmth
    ahead, behind = descent._at(y + short * way, warmth), descent._at(y - short * way, warmth)
    assert (ahead.worth - behind.worth) / (2 * short) == pytest.approx(float(at.slope @ way), rel=1e-3)
    bent = (ahead.slope - behind.slope) @ way / (2 * short)
    lower = descent._drawn.curvature(at.option, at.within) / warmth
    whole = np.tril(lower) + np.tril(lower, -1).T
    expected = way @ whole @ way + float(at.bends @ (descent._rows @ way) ** 2)
    expected += float((warmth / y[descent._open] ** 2) @ way[descent._open] ** 2)
    assert bent == pytest.approx(expected, rel=1e-2)


def test_a_large_program_gets_a_plan_near_the_bound(
    district: Parted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """First the torn rest is searched, then what the plan leaves lying; each plan keeps all rows."""
    answer = found(district, monkeypatch)
    told: list[float] = []

    def report(x: np.ndarray) -> None:
        assert district.arrays.infeasibility(x) <= 1e-6
        assert (x[district.arrays.whole] == np.rint(x[district.arrays.whole])).all()
        told.append(float(district.arrays.cost @ x))

    best = Incumbent(district.arrays, report)
    assert answer.mix is not None
    standing(district, answer.priced, answer.mix.x, answer.bound, time.monotonic() + 60.0, 0, best)
    assert told
    first = told[-1]
    around_corner(
        district,
        answer,
        best.x,
        Wish(gap=1e-3),
        lambda: time.monotonic() + 60.0,
        lambda x: told.append(float(district.arrays.cost @ x)),
    )
    assert told[-1] > first
    assert (answer.bound - told[-1]) / answer.bound < 5e-3
