"""What a play gives: the visits of one replication, the same from every engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.site.nouns import NEVER

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAIN, RESUMED, REINSTATEMENT, INSPECTION, REWORK, LOOK_BACK = range(6)
"""Kinds of visit, in the order in which an activity may have them; one of each at most."""
KINDS = ("main", "resumed", "reinstatement", "inspection", "rework", "look_back")
"""Names of the kinds of visit."""
URGENCY = (1, 0, 0, 0, 0, 1)
"""Urgency class by kind of visit: 0 comes before 1, whatever the plan says."""
NOT = -1
"""Stands for the days of a visit that did not take place."""
DONE, REFUSED, UNFINISHED = range(3)
"""Status of an activity: done as far as units agreed; given up as none agreed; not done by the horizon."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Played:
    """One replication, played. Days are int32 from the plan's first day; spans are half-open.

    Axes ``(activity, kind)``: ``ready`` the day from which only resources and closed days kept a visit
    waiting, ``start`` its first day, ``end`` the day after its last. NOT where there was no such visit (or,
    for start and end, none yet), NEVER where it started and did not end before the horizon.

    Axis ``(activity,)``: ``done`` the day from which others may follow (NEVER: not before the horizon),
    ``status``, ``units`` how many units took part (0 where nobody is asked). Axis ``(campaign,)``: ``finish``
    the day after its last work was done (NEVER: unfinished), look-back aside; ``closed`` the same with the
    look-back. Axis ``(member,)``: ``missed`` whether a member missed its trench.

    Engines that play many replications stack these with a first axis ``replication``.
    """

    ready: NDArray[np.int32]
    start: NDArray[np.int32]
    end: NDArray[np.int32]
    done: NDArray[np.int32]
    status: NDArray[np.int8]
    units: NDArray[np.int32]
    finish: NDArray[np.int32]
    closed: NDArray[np.int32]
    missed: NDArray[np.bool_]

    @property
    def finished(self) -> bool:
        """Whether every campaign finished before the horizon."""
        return bool((self.finish < NEVER).all())

    def same_as(self, other: Played) -> bool:
        """Whether two engines played the same, visit for visit."""
        return all(np.array_equal(mine, getattr(other, name)) for name, mine in vars(self).items())
