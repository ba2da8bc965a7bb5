"""Drivers and Sobol points: uniform one by one, even together, and fitted to the reference class."""

import numpy as np
import pytest
from scipy.stats import qmc

from scenarios.tables.chance_settings import Drivers
from solvers.construction.chance import sobol
from solvers.construction.chance.drivers import (
    REFERENCE,
    dimensions_of,
    drivers_of,
    fitted,
)
from solvers.construction.chance.exact import normal_quantile
from solvers.construction.chance.sobol import BLOCK, DIMENSIONS, sobol_words
from solvers.construction.chance.streams import Purpose, Streams, uids_of
from solvers.construction.chance.tables import ONE

TRADES = ["pipe", "road", "facade", "lift", "garden"]


def rows(count: int, first: int = 0):
    return np.arange(first, first + count, dtype=np.uint32)


def words_of(count: int, seed: int = 1, names=TRADES):
    return sobol_words(Streams(seed), rows(count), uids_of(names), dimensions_of(names))


def test_the_points_are_those_of_joe_and_kuo() -> None:
    theirs = qmc.Sobol(d=DIMENSIONS, scramble=False).random(BLOCK)
    ours = sobol._points() / BLOCK
    assert {tuple(point) for point in ours} == {tuple(point) for point in theirs}


def test_each_coordinate_takes_each_128th_once_in_every_block() -> None:
    words = words_of(3 * BLOCK)
    for block in np.split(words, 3):
        for column in block.T:
            assert sorted(column >> 25) == list(range(BLOCK))


def test_scrambling_keeps_the_points_as_even_as_they_were() -> None:
    """A scrambled net is a net: every pair has its discrepancy far below that of chance points."""
    points = words_of(BLOCK) / 2.0**32
    chance = np.random.default_rng(0).random(points.shape)
    assert qmc.discrepancy(points) < 0.5 * qmc.discrepancy(chance)


def test_marginals_over_blocks_are_uniform() -> None:
    words = words_of(64 * BLOCK)
    for column in words.T:
        counts = np.bincount(column >> 22, minlength=1024)  # finer than the 128ths of a block
        assert 0.75 < ((counts - 8) ** 2).sum() / 8 / 1024 < 1.25


def test_blocks_are_independent_of_each_other() -> None:
    means = (words_of(256 * BLOCK) / 2.0**32).reshape(256, BLOCK, -1)[:, 5]
    assert abs(np.corrcoef(means[:-1].T, means[1:].T)[:5, 5:]).max() < 0.25
    assert means.mean() == pytest.approx(0.5, abs=0.03)


def test_pieces_of_replications_are_those_of_the_whole() -> None:
    whole = words_of(300)
    part = sobol_words(Streams(1), rows(77, 101), uids_of(TRADES), dimensions_of(TRADES))
    assert np.array_equal(whole[101:178], part)


def test_a_linear_answer_varies_far_less_with_sobol_than_with_chance_points() -> None:
    """The variance of the mean of 128: measured here at several hundred times less; at least 30 is asked."""
    weights = np.array([3.0, 1.0, 1.0, 0.5, 0.5])
    even = normal_quantile((words_of(60 * BLOCK) + 0.5) / 2.0**32) @ weights
    loose = Streams(1).each(rows(60 * BLOCK), uids_of(TRADES), Purpose.WORK)[0]
    chance = normal_quantile((loose + 0.5) / 2.0**32) @ weights
    gain = chance.reshape(60, BLOCK).mean(axis=1).var() / even.reshape(60, BLOCK).mean(axis=1).var()
    assert gain > 30


def test_the_order_of_trades_does_not_matter() -> None:
    assert np.array_equal(words_of(BLOCK, names=TRADES[::-1]), words_of(BLOCK)[:, ::-1])


def test_no_two_trades_share_a_coordinate() -> None:
    many = [f"trade {n}" for n in range(DIMENSIONS - 2)]
    assert sorted(dimensions_of(many)) == list(range(2, DIMENSIONS))
    with pytest.raises(ValueError, match="at most"):
        dimensions_of([*many, "one more"])


@pytest.mark.parametrize("reference", list(REFERENCE))
@pytest.mark.parametrize("trades", [0.0, 0.5, 1.0])
def test_the_programmes_work_has_p50_and_p80_of_its_reference_class(reference, trades) -> None:
    shares = np.array([0.4, 0.3, 0.2, 0.07, 0.03])
    fit = fitted(Drivers(reference=reference, trades=trades), tuple(shares.tolist()), own=1.2)
    factor = drivers_of(Streams(4), rows(16 * BLOCK), TRADES, fit).factor / ONE
    uplift = 1.2 * factor @ shares
    assert np.quantile(uplift, [0.5, 0.8]) == pytest.approx(REFERENCE[reference], rel=0.012)


def test_an_own_class_without_spread_leaves_no_chance() -> None:
    fit = fitted(Drivers(reference="own", p50=1, p80=1), (0.5, 0.5), own=1.0)
    factor = drivers_of(Streams(4), rows(BLOCK), ["a", "b"], fit).factor
    assert set(factor.ravel().tolist()) == {ONE}


def test_trades_move_together_as_far_as_the_programme_moves_them() -> None:
    fit = fitted(Drivers(reference="non_standard", trades=0.5), (0.25,) * 4, own=1.0)
    logs = np.log(drivers_of(Streams(4), rows(8 * BLOCK), TRADES[:4], fit).factor)
    among = np.corrcoef(logs.T)[np.triu_indices(4, 1)]
    assert among == pytest.approx(np.full(6, 0.5), abs=0.08)
