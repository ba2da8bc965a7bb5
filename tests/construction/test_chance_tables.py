"""Quantile tables: close to scipy's quantiles, and whole numbers that are the same everywhere."""

import hashlib

import numpy as np
import pytest
from scipy import stats

from solvers.construction.chance import tables
from solvers.construction.chance.exact import exp, ln, normal_quantile
from solvers.construction.chance.spreads import mean_of
from solvers.construction.chance.tables import CELLS, ONE, read, whole_days

SHARES = np.clip(np.arange(CELLS + 1) / CELLS, 1 / 32_768, 1 - 1 / 32_768)
LAST_BIT = 0.51 / ONE


def test_exponential_and_logarithm_are_right_to_the_last_bits() -> None:
    x = np.linspace(-80, 80, 20_001)
    assert np.abs(exp(x) / np.exp(x) - 1).max() < 5e-16 * 2
    y = np.exp(x)
    assert np.abs(ln(y) - x).max() < 3e-14


def test_the_normal_quantile_is_scipys() -> None:
    p = np.concatenate([np.geomspace(1e-12, 0.5, 5000), 1 - np.geomspace(1e-12, 0.5, 5000)])
    assert np.abs(normal_quantile(p) - stats.norm.ppf(p)).max() < 1e-6  # 1 - p loses digits at 1
    assert np.abs(normal_quantile(p[:5000]) - stats.norm.ppf(p[:5000])).max() < 1e-13


@pytest.mark.parametrize(("low", "mode", "high"), [(0.75, 1, 2), (1, 1, 2), (0, 3, 3), (2, 5, 40)])
def test_pert_is_scipys(low, mode, high) -> None:
    at = (mode - low) / (high - low)
    theirs = stats.beta.ppf(SHARES, 1 + 4 * at, 5 - 4 * at, loc=low, scale=high - low)
    assert np.abs(tables.pert(low, mode, high) / ONE - theirs).max() < LAST_BIT + 2e-6 * (high - low)
    assert mean_of(tables.pert(low, mode, high)) == pytest.approx((low + 4 * mode + high) / 6, rel=2e-5)


@pytest.mark.parametrize(("median", "sigma"), [(1, 0.15), (243, 0.6), (0.5, 1.2)])
def test_lognormal_is_scipys(median, sigma) -> None:
    theirs = stats.lognorm.ppf(SHARES, sigma, scale=median)
    assert np.abs(tables.lognormal(median, sigma) / ONE - theirs).max() < LAST_BIT


def test_lognormal_by_two_quantiles_has_them() -> None:
    table = tables.lognormal_between(30, 180)
    words = np.array([round(0.1 * 2**32), round(0.9 * 2**32)], dtype=np.uint32)
    assert read(table, words) / ONE == pytest.approx([30, 180], rel=1e-4)


def test_triangular_is_scipys() -> None:
    theirs = stats.triang.ppf(np.arange(CELLS + 1) / CELLS, 0.25 / 0.9, loc=0.9, scale=0.9)
    assert np.abs(tables.triangular(0.9, 1.15, 1.8) / ONE - theirs).max() < LAST_BIT


def test_trigen_has_its_p10_and_p90_and_reaches_beyond() -> None:
    table = tables.trigen(0.9, 1.15, 1.8)
    words = np.array([round(0.1 * 2**32), round(0.9 * 2**32)], dtype=np.uint32)
    assert read(table, words) / ONE == pytest.approx([0.9, 1.8], abs=1e-4)
    assert table[0] < 0.9 * ONE
    assert table[-1] > 1.8 * ONE


@pytest.mark.parametrize(("mean", "weight"), [(0.964, 20), (0.5, 2), (0.9, 4)])
def test_beta_is_scipys(mean, weight) -> None:
    theirs = stats.beta.ppf(SHARES, mean * weight, (1 - mean) * weight)
    assert np.abs(tables.beta(mean, weight) / ONE - theirs).max() < 2e-4


def test_all_of_many_persons_is_beta_to_a_power() -> None:
    theirs = stats.beta.ppf(SHARES, 0.964 * 20, 0.036 * 20) ** 21
    assert np.abs(tables.all_of(0.964, 20, 21) / ONE - theirs).max() < 1e-3


def test_a_distribution_without_width_is_its_value() -> None:
    for table in (
        tables.pert(1, 1, 1),
        tables.triangular(1, 1, 1),
        tables.trigen(1, 1, 1),
        tables.lognormal(1, 0),
        tables.beta(1, 20),
        tables.all_of(1, 20, 5),
    ):
        assert set(table.tolist()) == {ONE}


@pytest.mark.parametrize("shape", [tables.pert, tables.triangular, tables.trigen])
def test_what_does_not_rise_is_refused(shape) -> None:
    with pytest.raises(ValueError, match="rise"):
        shape(2, 1, 3)


def test_reading_is_a_straight_line_between_entries() -> None:
    table = tables.lognormal(1, 0.5)
    words = np.random.default_rng(1).integers(0, 1 << 32, 10_000, dtype=np.uint32)
    exact = np.interp(words / 2**32 * CELLS, np.arange(CELLS + 1), table)
    assert np.abs(read(table, words) - exact).max() <= 1 + np.diff(table).max() / ONE


def test_begun_days_count_whole() -> None:
    amounts = np.array([0, 1, ONE, ONE + 1, 5 * ONE])
    assert whole_days(amounts).tolist() == [0, 1, 1, 2, 5]


def test_the_entries_are_the_same_on_every_machine() -> None:
    """Their fingerprint: another one here means that this machine draws other plans than the rest."""
    made = (
        tables.pert(0.75, 1, 2),
        tables.lognormal(1, 0.15),
        tables.triangular(0.9, 1.15, 1.8),
        tables.trigen(0.9, 1.15, 1.8),
        tables.all_of(0.964, 20, 21),
        tables.normal(),
    )
    digest = hashlib.sha256(b"".join(table.astype("<i8").tobytes() for table in made)).hexdigest()
    assert digest[:16] == "aea704a00f2027e6"
