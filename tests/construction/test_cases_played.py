"""Cases of a study played forward with the same chance."""

from __future__ import annotations

import io

import numpy as np

from solvers.cases.played import Played, played_from


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
