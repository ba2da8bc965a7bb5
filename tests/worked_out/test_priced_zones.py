"""Windows over clusters better a plan, keep every row, stay below the bound; nothing comes of no plan."""

import time

import numpy as np
import pytest
from numpy.typing import NDArray

from benchmarks import drawn
from solvers.engines.answer import Wish
from solvers.engines.priced.clusters import blocks_of, cut
from solvers.engines.priced.generation import Relaxed, relaxed
from solvers.engines.priced.groups import Floats
from solvers.engines.priced.plans import zones
from solvers.engines.priced.plans.choice import freed
from solvers.engines.priced.plans.frame import Frame
from solvers.engines.priced.plans.guide import Guide, guide_of
from solvers.engines.priced.plans.incumbent import Incumbent
from solvers.engines.priced.plans.loose import Level, tightened
from solvers.engines.priced.plans.part import Part
from solvers.engines.priced.plans.shared import shared_openings
from solvers.engines.priced.plans.zones import by_zones
from solvers.engines.priced.pricing import Parted
from solvers.rules.program import phasing_program

WISH = Wish(gap=1e-3, seconds=60.0, workers=1)


@pytest.fixture(scope="module")
def held() -> Parted:
    """Return a small district with every rule, parted."""
    arrays = phasing_program(drawn.district(24, periods=8, all_rules=True)).arrays
    assert arrays.labels is not None
    return Parted(arrays, arrays.labels)


@pytest.fixture(scope="module")
def found(held: Parted) -> Relaxed:
    """Return its relaxation in clusters."""
    return relaxed(blocks_of(held, cut(held), 1), 1e-3, time.monotonic() + 60, 0, 1, lambda bound: None)


def plans(held: Parted, found: Relaxed, begin: Floats | None, seconds: float = 600.0) -> list[Floats]:
    """Return the points that windows over clusters report."""
    told: list[Floats] = []
    by_zones(held, found, begin, WISH, time.monotonic() + seconds, told.append)
    return told


@pytest.fixture(scope="module")
def told(held: Parted, found: Relaxed) -> list[Floats]:
    """Return the plans that come of starting nothing."""
    return plans(held, found, np.zeros(held.arrays.columns))


def test_plans_get_better_and_keep_every_row(held: Parted, found: Relaxed, told: list[Floats]) -> None:
    arrays = held.arrays
    for x in told:
        assert arrays.infeasibility(x) <= 1e-6
        assert (x[arrays.whole] == np.rint(x[arrays.whole])).all()
    values = [float(arrays.cost @ x) for x in told]
    assert values == sorted(values)
    assert 0.7 * found.bound <= values[-1] <= found.bound


def test_the_same_again(held: Parted, found: Relaxed, told: list[Floats]) -> None:
    again = plans(held, found, np.zeros(held.arrays.columns))
    assert [x.tolist() for x in again] == [x.tolist() for x in told]


def test_nothing_is_told_without_a_plan_or_better_than_it_without_time(
    held: Parted, found: Relaxed, told: list[Floats]
) -> None:
    assert plans(held, found, None) == []
    assert [x.tolist() for x in plans(held, found, told[-1], 0.0)] == [told[-1].tolist()]


def test_an_opening_that_nobody_free_needs_stands(held: Parted, told: list[Floats]) -> None:
    """One campaign is freed: of the openings that campaigns share, those of its own zone are free at most."""
    frame, x, arrays = held.frame, told[-1], held.arrays
    guide = guide_of(frame, x, np.zeros(arrays.rows), 1.0)
    labels = frame.labels
    free = int(labels.campaign[labels.start][0])
    near = (labels.campaign == free) & labels.start
    part = freed(frame, guide, near | (labels.start & (x > 0.5)), x, 0.0, np.arange(frame.campaigns) != free)
    opened = np.intersect1d(part.columns, shared_openings(frame))
    assert 0 < len(opened) < len(shared_openings(frame)) / 2
    z = x[part.columns]
    assert float(part.arrays.cost @ z) + part.constant == pytest.approx(float(arrays.cost @ part.whole(z)))


class SeenError(Exception):
    """Enough windows were seen."""


def test_works_that_lose_little_of_what_is_missing_are_open(
    held: Parted, found: Relaxed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Money that few works may have stays lying where only works are open that lose next to nothing."""
    reaches: list[tuple[float, float, float]] = []

    def noted(
        frame: Frame, guide: Guide, near: NDArray[np.bool_], x: Floats, item: float, kept: NDArray[np.bool_]
    ) -> Part:
        missing = guide.bound - float(frame.arrays.cost @ x)
        if len(reaches) == 8:
            raise SeenError
        reaches.append((item, missing, guide.scale))
        return freed(frame, guide, near, x, item, kept)

    monkeypatch.setattr(zones, "freed", noted)
    with pytest.raises(SeenError):
        plans(held, found, np.zeros(held.arrays.columns))
    assert len({item for item, _, _ in reaches}) > 1
    assert all(item >= 0.01 * missing * (1 - 1e-9) for item, missing, _ in reaches)
    assert all(item >= 1e-5 * scale for item, _, scale in reaches)


def test_a_level_for_what_is_nearly_there_leaves_other_plans(held: Parted, found: Relaxed) -> None:
    assert found.mix is not None
    frame, nothing = held.frame, np.zeros(held.arrays.columns)
    guide = guide_of(frame, found.mix.x, held.row_prices(found.prices, found.priced), found.bound)

    def changes(near: float | None) -> int:
        best = Incumbent(held.arrays, lambda x: None)
        best.offer(nothing)
        level = Level(start=0.3, item=0.01, starts=60, effort=20, misses=2, near=near)
        tightened(frame, guide, best, WISH, time.monotonic() + 60, (level,))
        return best.changes

    assert changes(1.05) == 1
    assert changes(None) > 1
    assert changes(1.01 / WISH.gap) > 1
