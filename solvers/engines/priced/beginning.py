"""Prices to begin with: those of a sample of the groups, whose relaxation takes a tenth of the whole's time.

With no prices everybody wants to start at once, and it takes rounds of large mixes to learn which rows that
breaks. A sample learns it with a master a few times smaller.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from solvers.engines.priced.blocks import GroupBlocks
from solvers.engines.priced.generation import relaxed
from solvers.engines.priced.pricing import Parted
from solvers.engines.priced.sample import sample_of

if TYPE_CHECKING:
    from solvers.engines.priced.groups import Floats

_SAMPLE = 80
"""Groups of the sample; fewer say little of rows that touch some of the groups only."""
_FROM = 250
"""Groups from which a sample is much less than the whole."""
_SAMPLE_GAP = 2e-2
"""Gap wished for of the sample, whose relaxation is solved to a share of it."""
_MOST_MUST = 0.5
"""Share of groups that must be done up to which a sample is tried: of many, some rarely fit in a sample."""


def first_prices(parted: Parted, until: float, seed: int) -> Floats | None:
    """Return prices of the coupling rows from a sample, axis ``(coupling row,)``; None where there are none.

    That is where there are few groups, or where what must be done does not fit in the sample. ``until`` is a
    moment of the monotonic clock.
    """
    groups = parted.groups
    if groups.count < _FROM or groups.must.mean() > _MOST_MUST:
        return None
    sample = sample_of(parted, _SAMPLE)
    assert sample.arrays.labels is not None
    smaller = Parted(sample.arrays, sample.arrays.labels)
    found = relaxed(GroupBlocks(smaller), _SAMPLE_GAP, until, seed, 1, lambda bound: None)
    return None if found.impossible or found.mix is None else sample.prices(found.prices, len(parted.low))
