"""A bound from prices: nothing is worth more, whatever the prices; at the best it is the relaxation's."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solvers.engines import highs
from solvers.engines.dual_bound import dual_bound, implied_high
from solvers.rules.program import phasing_program
from tests.worked_out.programmes import Drawn, programmes


@settings(max_examples=40, deadline=None)
@given(programmes(), st.integers(0, 2**32 - 1))
def test_whatever_the_prices_nothing_is_worth_more(drawn: Drawn, seed: int) -> None:
    arrays = phasing_program(drawn.programme()).arrays
    relaxed = highs.relax(arrays, 30.0)
    if relaxed.bound is None or relaxed.prices is None:
        return
    best = dual_bound(arrays, relaxed.prices)
    scale = max(abs(relaxed.bound), 1.0)
    assert best >= relaxed.bound - 1e-7 * scale
    assert best <= relaxed.bound + 1e-4 * scale
    moved = relaxed.prices * np.random.default_rng(seed).uniform(0, 2, len(relaxed.prices))
    assert dual_bound(arrays, moved) >= relaxed.bound - 1e-7 * scale


@settings(max_examples=30, deadline=None)
@given(programmes())
def test_no_point_passes_what_rows_imply_of_columns(drawn: Drawn) -> None:
    arrays = phasing_program(drawn.programme()).arrays
    relaxed = highs.relax(arrays, 30.0)
    if relaxed.x is not None:
        assert (relaxed.x <= implied_high(arrays) + 1e-6).all()


@settings(max_examples=15, deadline=None)
@given(programmes())
def test_from_inside_the_relaxation_is_the_same(drawn: Drawn) -> None:
    arrays = phasing_program(drawn.programme()).arrays
    corner = highs.relax(arrays, 30.0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(highs, "_MANY_ROWS", 0)
        inside = highs.relax(arrays, 30.0)
    assert inside.impossible == corner.impossible
    if corner.bound is not None and inside.bound is not None:
        scale = max(abs(corner.bound), 1.0)
        assert corner.bound - 1e-7 * scale <= inside.bound <= corner.bound + 1e-3 * scale
