"""Campaigns that many wait for are found, and plans for which they are decided first keep every row."""

import time

import numpy as np
import pytest

from benchmarks import drawn
from solvers.engines.answer import Wish
from solvers.engines.priced.clusters import blocks_of, cut
from solvers.engines.priced.generation import Relaxed, relaxed
from solvers.engines.priced.groups import Floats
from solvers.engines.priced.plans import hubs
from solvers.engines.priced.plans.hubs import hub_starts, hubs_first
from solvers.engines.priced.plans.shared import shared_first
from solvers.engines.priced.pricing import Parted
from solvers.rules.program import PhasingProgram, phasing_program

WISH = Wish(gap=1e-3, seconds=60.0, workers=1)


@pytest.fixture(scope="module")
def district() -> PhasingProgram:
    """Return a district with every rule, pump houses among them."""
    return phasing_program(drawn.district(72, periods=8, all_rules=True))


@pytest.fixture(scope="module")
def held(district: PhasingProgram) -> Parted:
    assert district.arrays.labels is not None
    return Parted(district.arrays, district.arrays.labels)


@pytest.fixture(scope="module")
def found(held: Parted) -> Relaxed:
    """Return the relaxation in clusters."""
    return relaxed(blocks_of(held, cut(held), 1), 1e-3, time.monotonic() + 60, 0, 1, lambda bound: None)


@pytest.fixture(scope="module")
def begin(held: Parted, found: Relaxed) -> Floats:
    """Return the plan that deciding shared openings first ends with."""
    told: list[Floats] = []
    shared_first(held, found, None, WISH, time.monotonic() + 600, told.append)
    return told[-1]


def plans(held: Parted, found: Relaxed, begin: Floats | None, seconds: float = 600.0) -> list[Floats]:
    """Return the points that deciding hubs first reports."""
    told: list[Floats] = []
    hubs_first(held, found, begin, WISH, time.monotonic() + seconds, told.append)
    return told


def test_pump_houses_are_hubs_and_estates_are_not(district: PhasingProgram, held: Parted) -> None:
    """Counted by plain loops: other campaigns beside a campaign in rows of two campaigns."""
    arrays, labels = held.arrays, held.labels
    matrix, beside = arrays.matrix, [set[int]() for _ in range(held.frame.campaigns)]
    for row in np.flatnonzero(held.frame.narrow):
        columns = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        pair = {int(labels.campaign[c]) for c in columns} - {-1}
        for campaign in pair if len(pair) == 2 else ():
            beside[campaign] |= pair - {campaign}
    expected = {c for c, others in enumerate(beside) if len(others) > 3}
    hubs = set(labels.campaign[hub_starts(held.frame)].tolist())
    assert hubs == expected
    programme = district.given.programme
    assert programme.assets is not None
    built = {str(key) for key in programme.campaigns.key[sorted(hubs)]}
    assert built
    assert built <= set(map(str, programme.assets.id))


def test_plans_keep_every_row_and_come_near_the_bound(held: Parted, found: Relaxed, begin: Floats) -> None:
    told = plans(held, found, begin)
    assert told
    for x in told:
        assert held.arrays.infeasibility(x) <= 1e-6
        assert (x[held.arrays.whole] == np.rint(x[held.arrays.whole])).all()
    values = [float(held.arrays.cost @ x) for x in told]
    assert values == sorted(values)
    assert 0.85 * found.bound <= values[-1] <= found.bound
    again = plans(held, found, begin)
    assert [x.tolist() for x in again] == [x.tolist() for x in told]


def test_nothing_is_decided_without_a_plan_without_time_or_where_a_relaxation_is_too_large(
    held: Parted, found: Relaxed, begin: Floats, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert plans(held, found, None) == []
    assert plans(held, found, begin, 0.0) == []
    monkeypatch.setattr(hubs, "_LARGEST", 0)
    assert plans(held, found, begin) == []


def test_a_district_without_hubs_is_left_to_others() -> None:
    program = phasing_program(drawn.district(36, periods=8))
    assert program.arrays.labels is not None
    held = Parted(program.arrays, program.arrays.labels)
    assert hub_starts(held.frame).tolist() == []
    found = relaxed(blocks_of(held, cut(held), 1), 1e-3, time.monotonic() + 60, 0, 1, lambda bound: None)
    assert found.mix is not None
    assert plans(held, found, np.zeros(held.arrays.columns)) == []
