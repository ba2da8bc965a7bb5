"""Draws: every quantity of a replication that chance decides, fixed before the run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.site.nouns import Site

    Days = NDArray[np.int32]


@dataclass(frozen=True, kw_only=True, eq=False)
class Draws:
    """Random quantities of replications, whole days throughout; int32, first axis ``replication``.

    Further axes are those of the site. Days are absolute (from the plan's first day) where they are called a
    day, else lengths of at least 0.

    ``sky_of`` axis ``(replication,)``: the weather it has, a row of the bank. ``worked`` axes ``(bank,
    calendar, day + 1)``: working days before each day (W); ``nth`` axes ``(bank, calendar, day)``: the day of
    the k-th working day, counted from 0, NEVER where there is none (INV).

    Axis campaign: ``slip`` days by which the release is late.

    Axis activity: ``duration`` working days of the main visit for all that is planned (of left-out ones:
    the planned days); ``stop_after`` working days after which work stops and ``stop_days`` calendar days that
    it rests (0: it does not stop); ``inspection`` calendar days of the inspection; ``rework`` working days of
    what must be done again (0: it passes); ``defects`` working days of repairs at the look-back (0: none).
    Preparation has no stops, inspections, rework or defects.

    Axis unit: ``agreed`` day on which a unit agrees (NEVER: it refuses), ``revoked`` day from which it no
    longer does (NEVER: it keeps to it).

    Axis member: ``response`` day from which the utility is ready, ``redig`` working days of the second
    opening should it miss the trench.

    Axis purse: ``arrival`` day on which the money is there (NEVER: not at all).
    """

    sky_of: Days
    worked: Days
    nth: Days
    slip: Days
    duration: Days
    stop_after: Days
    stop_days: Days
    inspection: Days
    rework: Days
    defects: Days
    agreed: Days
    revoked: Days
    response: Days
    redig: Days
    arrival: Days

    @property
    def replications(self) -> int:
        """Number of replications."""
        return len(self.sky_of)


def prefix_sums(open_: NDArray[np.bool_]) -> tuple[Days, Days]:
    """Return (worked, nth) of working days, axes ``(…, day)``: W with one day more, INV padded with NEVER."""
    *front, days = open_.shape
    flat = open_.reshape(-1, days)
    worked = np.zeros((len(flat), days + 1), dtype=np.int32)
    np.cumsum(flat, axis=1, out=worked[:, 1:])
    nth = np.full(flat.shape, NEVER, dtype=np.int32)
    for row, one in enumerate(flat):
        found = np.flatnonzero(one)
        nth[row, : len(found)] = found
    return worked.reshape(*front, days + 1), nth.reshape(*front, days)


def undisturbed(site: Site) -> Draws:
    """Return the draws of one replication in which everything goes as planned."""
    activities = site.activities
    worked, nth = prefix_sums(site.open[None])

    def days(values: object, count: int) -> Days:
        return np.broadcast_to(np.asarray(values, dtype=np.int32), (count,))[None].copy()

    return Draws(
        sky_of=np.zeros(1, dtype=np.int32),
        worked=worked,
        nth=nth,
        slip=days(0, site.campaigns),
        duration=days(site.days, activities),
        stop_after=days(0, activities),
        stop_days=days(0, activities),
        inspection=days(0, activities),
        rework=days(0, activities),
        defects=days(0, activities),
        agreed=days(site.unit_agrees, len(site.unit_agrees)),
        revoked=days(NEVER, len(site.unit_agrees)),
        response=days(0, len(site.member)),
        redig=days(0, len(site.member)),
        arrival=days(site.purse_day, len(site.purse_day)),
    )
