"""Prices to begin with: a sample of the groups says which rows are short, or says nothing."""

import time
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import drawn
from solvers.engines import highs
from solvers.engines.priced import beginning
from solvers.engines.priced.beginning import first_prices
from solvers.engines.priced.blocks import GroupBlocks
from solvers.engines.priced.generation import relaxed
from solvers.engines.priced.groups import Floats
from solvers.engines.priced.pricing import Parted
from solvers.rules.program import phasing_program


@pytest.fixture(scope="module")
def district() -> Parted:
    """Return a district of 120 estates, parted."""
    arrays = phasing_program(drawn.district(120, periods=12)).arrays
    assert arrays.labels is not None
    return Parted(arrays, arrays.labels)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make 100 groups enough for a sample, of 40."""
    monkeypatch.setattr(beginning, "_FROM", 100)
    monkeypatch.setattr(beginning, "_SAMPLE", 40)


def with_musts(held: Parted, count: int, *, room: bool) -> Parted:
    """Return a program in which so many groups must be done; without ``room`` nothing is left to use."""
    assert held.arrays.labels is not None
    low, high = held.arrays.row_low.copy(), held.arrays.row_high.copy()
    low[held.groups.row[:count]] = 1.0
    if not room:
        high[held.groups.coupling] = np.minimum(high[held.groups.coupling], 0.0)
    return Parted(replace(held.arrays, row_low=low, row_high=high), held.arrays.labels)


def prices_of(held: Parted) -> Floats | None:
    """Return the first prices, with a minute to find them."""
    return first_prices(held, time.monotonic() + 60.0, 0)


@pytest.mark.usefixtures("small")
def test_prices_of_a_sample_are_near_those_of_all(district: Parted) -> None:
    """What they prove is far nearer the relaxation's value than what no prices prove."""
    prices = prices_of(district)
    assert prices is not None
    value = highs.relax(district.arrays, 60.0).bound
    assert value is not None

    def proven(at: Floats) -> float:
        return district.bound(district.usable(at), district.priced(district.usable(at)))

    assert value * (1 - 1e-9) <= proven(prices) <= value + 0.3 * (proven(np.zeros(len(prices))) - value)


@pytest.mark.usefixtures("small")
def test_they_do_not_change_what_the_relaxation_comes_to(district: Parted) -> None:
    """The relaxation from these prices is the same as from none, but for what it may leave open."""
    until = time.monotonic() + 60.0
    plain = relaxed(GroupBlocks(district), 1e-4, until, 0, 1, lambda bound: None)
    begun = relaxed(GroupBlocks(district), 1e-4, until, 0, 1, lambda bound: None, prices_of(district))
    assert begun.bound == pytest.approx(plain.bound, rel=1e-5)


def test_a_small_program_has_none(district: Parted) -> None:
    """Where groups are few a sample saves nothing."""
    assert prices_of(district) is None


@pytest.mark.usefixtures("small")
def test_where_most_must_be_done_there_are_none(district: Parted) -> None:
    """Much that must be done rarely fits in a sample."""
    assert prices_of(with_musts(district, 80, room=True)) is None


@pytest.mark.usefixtures("small")
def test_a_sample_that_cannot_be_done_gives_none(district: Parted) -> None:
    """Prices that say only that something is impossible are no prices to begin with."""
    assert prices_of(with_musts(district, 40, room=False)) is None
