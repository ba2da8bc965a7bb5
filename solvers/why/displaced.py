"""What differs between the plan in hand and one with a start forced: who gives way, and who comes along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from solvers.why.base import Base

    Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Moved:
    """A campaign that moves: its start period before and after (−1: left out), and works left out."""

    campaign: int
    before: int
    after: int
    works_out: tuple[str, ...] = ()


def displaces(base: Base, before: Floats, after: Floats, campaign: int) -> tuple[Moved, ...]:
    """Return what gives way to a campaign between two points: starts later or none, and works left out."""
    columns, facts = base.program.given.columns, base.programme.facts
    old, new = (_periods(columns.start, x) for x in (before, after))
    had, has = (_included(columns.work, x) for x in (before, after))
    out = np.flatnonzero(had & ~has & (facts.campaign != campaign))
    found = []
    for one in np.unique(np.concatenate([facts.campaign[out], np.flatnonzero(old != new)])).tolist():
        if one == campaign:
            continue
        works = tuple(str(facts.key[w]) for w in out[facts.campaign[out] == one])
        later = old[one] >= 0 and (new[one] < 0 or new[one] > old[one])
        if later or works:
            found.append(Moved(campaign=one, before=int(old[one]), after=int(new[one]), works_out=works))
    return tuple(found)


def comes_along(base: Base, before: Floats, after: Floats, tied: Sequence[int]) -> tuple[Moved, ...]:
    """Return which of the campaigns ``tied`` to a start come earlier between two points, or come at all."""
    old, new = (_periods(base.program.given.columns.start, x) for x in (before, after))
    return tuple(
        Moved(campaign=one, before=int(old[one]), after=int(new[one]))
        for one in tied
        if new[one] >= 0 and (old[one] < 0 or new[one] < old[one])
    )


def _periods(start: NDArray[np.int64], x: Floats) -> NDArray[np.int64]:
    at = np.append(x, 0.0)[start] > 0.5
    found: NDArray[np.int64] = np.where(at.any(axis=1), at.argmax(axis=1), -1)
    return found


def _included(work: NDArray[np.int64], x: Floats) -> NDArray[np.bool_]:
    return np.asarray((np.append(x, 0.0)[work] > 0.5).any(axis=1), dtype=bool)
