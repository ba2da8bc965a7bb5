"""Columns of the integer program: starts, inclusions, openings and draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.program.held import surely_done

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from solvers.program.claims import Claims
    from solvers.program.sites import Sites


@dataclass(frozen=True, kw_only=True, eq=False)
class Columns:
    """Numbers of the shared columns, −1 where there is none.

    ``start`` has axes ``(campaign, period)``. ``work`` has axes ``(work, period)``: the column that says
    "this work is done, its campaign starting then", which is the start itself for works that are required
    or held, and a column of its own for works that may be left out (``chosen``). ``open`` has axes
    ``(site, period)``: the site is opened in that period. ``draw`` has axes ``(fund, group, year)``, in 万元.
    """

    start: NDArray[np.int64]
    work: NDArray[np.int64]
    chosen: NDArray[np.bool_]
    open: NDArray[np.int64]
    draw: NDArray[np.int64]
    count: int

    @property
    def decided(self) -> NDArray[np.int64]:
        """Columns of what is decided, each once: starts and inclusions; the others follow from them."""
        there = np.zeros(self.count, dtype=np.bool_)
        there[self.start[self.start >= 0]] = there[self.work[self.work >= 0]] = True
        return np.flatnonzero(there)


def values_at(x: NDArray[np.float64], numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return a point's values at columns by number, 0 where there is no column (−1)."""
    found: NDArray[np.float64] = np.append(x, 0.0)[numbers]
    return found


def columns(
    programme: Programme,
    claims: Claims,
    sites: Sites,
    open_start: NDArray[np.bool_],
    open_work: NDArray[np.bool_],
) -> Columns:
    """Number the columns of the starts and inclusions that are open, of openings, and of every draw."""
    facts = programme.facts
    start = _numbered(open_start, 0)
    count = int(open_start.sum())
    chosen = ~surely_done(programme)
    own = open_start[facts.campaign] & open_work & chosen[:, None]
    work = np.where(chosen[:, None], _numbered(own, count), start[facts.campaign])
    count += int(own.sum())
    opened = _numbered(sites.may_open, count)
    count += int(sites.may_open.sum())
    usable = claims.funds.usable(len(programme.clock.years))
    may = claims.may_pay.T[:, :, None] & usable[:, None, :]
    draw = _numbered(may, count)
    return Columns(
        start=start, work=work, chosen=chosen, open=opened, draw=draw, count=count + int(may.sum())
    )


def _numbered(there: NDArray[np.bool_], first: int) -> NDArray[np.int64]:
    numbers = np.full(there.shape, -1, dtype=np.int64)
    numbers[there] = first + np.arange(int(there.sum()))
    return numbers
