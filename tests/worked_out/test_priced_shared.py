"""Openings that campaigns share are found, and plans for which they are decided first keep every row."""

import time

import numpy as np
import pytest

from benchmarks import drawn
from solvers.engines.answer import Wish
from solvers.engines.priced.clusters import blocks_of, cut
from solvers.engines.priced.generation import Relaxed, relaxed
from solvers.engines.priced.groups import Floats
from solvers.engines.priced.plans import shared
from solvers.engines.priced.plans.shared import shared_first, shared_openings
from solvers.engines.priced.pricing import Parted
from solvers.rules.program import PhasingProgram, phasing_program

WISH = Wish(gap=1e-3, seconds=60.0, workers=1)


@pytest.fixture(scope="module")
def district() -> PhasingProgram:
    """Return a small district with every rule."""
    return phasing_program(drawn.district(36, periods=8, all_rules=True))


def parted(program: PhasingProgram) -> Parted:
    """Return a program, parted."""
    assert program.arrays.labels is not None
    return Parted(program.arrays, program.arrays.labels)


def relaxation(held: Parted) -> Relaxed:
    """Return the relaxation in clusters."""
    return relaxed(blocks_of(held, cut(held), 1), 1e-3, time.monotonic() + 60, 0, 1, lambda bound: None)


def plans(held: Parted, found: Relaxed, begin: Floats | None, seconds: float) -> list[Floats]:
    """Return the points that deciding shared openings first reports."""
    told: list[Floats] = []
    shared_first(held, found, begin, WISH, time.monotonic() + seconds, told.append)
    return told


@pytest.fixture(scope="module")
def told(district: PhasingProgram) -> list[Floats]:
    """Return the plans of the district."""
    held = parted(district)
    return plans(held, relaxation(held), None, 600.0)


def test_a_zone_is_shared_and_an_estates_own_ground_is_not(district: PhasingProgram) -> None:
    """Counted by plain loops: campaigns beside an opening in rows of at most twelve campaigns."""
    arrays, labels = district.arrays, parted(district).labels
    matrix, beside = arrays.matrix, [set[int]() for _ in range(arrays.columns)]
    for row in range(arrays.rows):
        columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        campaigns = {int(labels.campaign[c]) for c in columns} - {-1}
        if len(campaigns) <= 12:
            for column in columns:
                beside[column] |= campaigns
    openings = np.flatnonzero((labels.campaign < 0) & arrays.whole & (arrays.high <= 1))
    expected = [c for c in openings.tolist() if len(beside[c]) >= 3]
    assert shared_openings(parted(district).frame).tolist() == expected
    assert 0 < len(expected) < len(openings)


def test_plans_keep_every_row_and_come_near_the_bound(district: PhasingProgram, told: list[Floats]) -> None:
    held = parted(district)
    found = relaxation(held)
    assert told
    for x in told:
        assert held.arrays.infeasibility(x) <= 1e-6
        assert (x[held.arrays.whole] == np.rint(x[held.arrays.whole])).all()
    values = [float(held.arrays.cost @ x) for x in told]
    assert values == sorted(values)
    assert 0.9 * found.bound <= values[-1] <= found.bound


def test_the_same_again(district: PhasingProgram, told: list[Floats]) -> None:
    held = parted(district)
    again = plans(held, relaxation(held), None, 600.0)
    assert [x.tolist() for x in again] == [x.tolist() for x in told]


def test_a_better_plan_at_hand_stays(district: PhasingProgram, told: list[Floats]) -> None:
    """The plan to begin from is told, and after it only better ones."""
    held, best = parted(district), told[-1]
    again = plans(held, relaxation(held), best, 600.0)
    assert again[0].tolist() == best.tolist()
    assert all(float(held.arrays.cost @ x) > float(held.arrays.cost @ best) for x in again[1:])


def test_nothing_is_decided_without_time_or_where_a_relaxation_is_too_large(
    district: PhasingProgram, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = parted(district)
    found = relaxation(held)
    assert plans(held, found, None, 0.0) == []
    monkeypatch.setattr(shared, "_LARGEST", 0)
    assert plans(held, found, None, 600.0) == []


def test_a_district_without_shared_openings_is_left_to_others() -> None:
    held = parted(phasing_program(drawn.district(36, periods=8)))
    assert shared_openings(held.frame).tolist() == []
    assert plans(held, relaxation(held), None, 600.0) == []
