"""Quantiles, intervals and dates read off replications: by hand, and how often intervals hold the truth."""

import datetime

import numpy as np
import pytest

from solvers.construction.answers.dating import dated, dates
from solvers.construction.answers.quantiles import (
    days_or_infinite,
    quantile,
    rank_correlation,
    read_mean,
    read_quantile,
    read_share,
)
from solvers.construction.site import NEVER

ONE_BLOCK = np.zeros(100, dtype=np.int32)
DAY = datetime.date(2021, 1, 1)


def test_a_quantile_is_the_least_value_that_so_many_do_not_pass() -> None:
    values = np.arange(1.0, 11.0)[::-1]
    assert [float(quantile(values, level)) for level in (0.1, 0.5, 0.8, 0.81, 1.0)] == [1, 5, 8, 9, 10]


def test_what_did_not_finish_takes_its_place_and_is_never_clamped() -> None:
    finish = days_or_infinite(np.array([5, NEVER, 7, NEVER, 6]))
    block = np.zeros(5, dtype=np.int32)
    assert read_quantile(finish, 0.6, block).value == 7
    assert read_quantile(finish, 0.8, block).value is None
    assert read_quantile(finish, 0.8, block).half_width is None
    assert read_mean(finish, block).value is None


def test_a_half_width_by_ranks_is_that_of_the_order_statistics() -> None:
    values = np.arange(1.0, 101.0) ** 2
    read = read_quantile(values, 0.8, ONE_BLOCK)  # ranks 80 -/+ 7.84: 72 and 89
    assert (read.value, read.half_width) == (80**2, 89**2 - 80**2)
    assert read_quantile(values, 0.99, ONE_BLOCK).half_width is None  # the interval goes beyond the sample


def test_a_half_width_across_blocks_is_students() -> None:
    block = np.repeat(np.arange(5), 128).astype(np.int32)
    values = np.repeat([10.0, 11.0, 12.0, 13.0, 14.0], 128)
    read = read_mean(values, block)
    assert read.value == 12
    assert read.half_width == pytest.approx(2.7764451 * np.sqrt(2.5) / np.sqrt(5))
    ragged = block[:-1]  # the last block is not whole: four are
    assert read_mean(values[:-1], ragged).half_width == pytest.approx(3.1824463 * np.sqrt(5 / 3) / 2)


def test_a_share_of_all_is_not_sure_for_ever() -> None:
    assert read_share(np.ones(100, dtype=bool), ONE_BLOCK).half_width == 0.03


@pytest.mark.parametrize("blocks", [1, 8])
def test_intervals_of_p80_hold_the_true_value_as_often_as_they_say(blocks) -> None:
    rng, truth, held = np.random.default_rng(8), 0.8416212335729143, []
    block = np.repeat(np.arange(blocks), 128).astype(np.int32)
    for _ in range(1500):
        read = read_quantile(rng.standard_normal(len(block)), 0.8, block)
        held.append(abs(read.value - truth) <= read.half_width)
    # by ranks the wider side counts for both, so more is held than is said
    assert 0.93 <= np.mean(held) <= (0.97 if blocks > 1 else 0.99)


def test_ranks_correlate_as_spearmans() -> None:
    assert rank_correlation(np.array([1.0, 2, 3, 4]), np.array([1.0, 8, 27, 1000])) == pytest.approx(1)
    assert rank_correlation(np.array([1.0, 2, 3]), np.array([3.0, 1, 2])) == pytest.approx(-0.5)
    assert rank_correlation(np.ones(3), np.arange(3.0)) == 0


@pytest.mark.parametrize(
    ("half", "grain", "first", "last"),
    [
        (0.4, "day", "2021-02-17", "2021-02-17"),
        (3.0, "week", "2021-02-15", "2021-02-21"),
        (7.0, "half-month", "2021-02-16", "2021-02-28"),
        (14.0, "month", "2021-02-01", "2021-02-28"),
        (40.0, "quarter", "2021-01-01", "2021-03-31"),
        (90.0, "year", "2021-01-01", "2021-12-31"),
    ],
)
def test_dates_are_as_fine_as_their_precision(half, grain, first, last) -> None:
    read = dated(DAY, 48, half)
    assert (read.date, read.day) == (datetime.date(2021, 2, 17), 47)
    assert read.grain == grain
    assert [str(read.first), str(read.last)] == [first, last]


def test_without_a_date_or_a_precision_there_is_no_grain() -> None:
    never = dated(DAY, float("inf"), float("nan"))
    assert (never.date, never.grain, never.day, never.half_width_days) == (None, "", None, None)
    unknown = dated(DAY, 10, float("nan"))
    assert (unknown.date, unknown.grain) == (datetime.date(2021, 1, 10), "")


def test_finishes_at_three_confidences_rise() -> None:
    finish = np.stack([np.arange(1.0, 101.0), np.full(100, np.inf)], axis=1)
    one, never = dates(DAY, finish, ONE_BLOCK)
    assert [one.p50.day, one.p80.day, one.p90.day] == [49, 79, 89]
    assert never.p50.date is None
