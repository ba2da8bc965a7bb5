"""A point in which nearly all is fixed, completed with the free columns alone."""

import numpy as np
import pytest
from scipy import sparse

from solvers.program.arrays import Arrays
from solvers.search.in_turn import completed


def arrays(*, whole: bool, fixed: float) -> Arrays:
    """Return two fixed columns and two free ones; the first row is of fixed columns alone, at most 3."""
    rows = np.array([[1.0, 1.0, 0.0, 0.0], [1.0, 0.0, 2.0, 1.0], [0.0, 0.0, 1.0, -1.0]])
    return Arrays(
        cost=np.array([5.0, 0.0, 2.0, 1.5]),
        matrix=sparse.csr_array(rows),
        row_low=np.array([-np.inf, -np.inf, 0.0]),
        row_high=np.array([3.0, 4.5, np.inf]),
        low=np.array([1.0, fixed, 0.0, 0.0]),
        high=np.array([1.0, fixed, 9.0, 9.0]),
        whole=np.array([True, True, whole, whole]),
    )


@pytest.mark.parametrize(("whole", "free"), [(False, (3.5 / 3, 3.5 / 3)), (True, (1.0, 1.0))])
def test_free_columns_get_what_fixed_ones_leave(whole: bool, free: tuple[float, float]) -> None:
    x = completed(arrays(whole=whole, fixed=2.0))
    assert x is not None
    assert x.tolist() == pytest.approx([1.0, 2.0, *free])


def test_nothing_completes_what_fixed_columns_break_alone() -> None:
    assert completed(arrays(whole=False, fixed=2.5)) is None


def test_what_is_fixed_all_over_is_its_own_point() -> None:
    given = arrays(whole=False, fixed=2.0)
    x = np.array([1.0, 2.0, 0.5, 0.5])
    held = completed(given.fixed(x))
    assert held is not None
    assert held.tolist() == x.tolist()
