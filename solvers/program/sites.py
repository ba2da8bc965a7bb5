"""Sites that works open together: a ground, a shared trench or scaffold, a zone, an operator's programme.

Whatever belongs to a site starts only inside one of its openings (docs/meaning.md, 9); what setting up costs
is paid once for each opening.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme


@dataclass(frozen=True, kw_only=True, eq=False)
class Sites:
    """Sites, axis ``(site,)``, and what belongs to them, axis ``(member,)``.

    ``rule`` is the rule that makes the site (openings, shared_setups, zones, operators), ``kind`` ground,
    trench, scaffold, zone or operator, ``name`` the ground, place, zone or operator. ``serves`` has axes
    ``(site, period, period)``: whether an opening begun in the first period serves a campaign that starts in
    the second; an opening may begin in a period that serves any. ``setup_cost`` is in fen, each time;
    ``payer`` says whose part it is: 0 government, 2 utility (as in Claims); it may be paid by the funds that
    may pay such a part of ``first_work``. Member m is campaign ``campaign[m]`` at site ``site[m]``: its start
    where ``work[m]`` is −1, else only its work ``work[m]``, if included.
    """

    rule: tuple[str, ...]
    kind: tuple[str, ...]
    name: tuple[str, ...]
    serves: NDArray[np.bool_]
    setup_cost: NDArray[np.int64]
    payer: NDArray[np.int64]
    first_work: NDArray[np.int64]
    site: NDArray[np.int64]
    campaign: NDArray[np.int64]
    work: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of sites."""
        return len(self.name)

    @property
    def may_open(self) -> NDArray[np.bool_]:
        """Whether an opening may begin in a period, axes ``(site, period)``."""
        found: NDArray[np.bool_] = np.any(self.serves, axis=2)
        return found


def sites(programme: Programme, kept: frozenset[str] | None = None) -> Sites:
    """Return the sites of all rules that a programme uses; ``kept`` names the rules to keep, None: all."""
    periods = programme.clock.periods
    return Sites(
        rule=(),
        kind=(),
        name=(),
        serves=np.zeros((0, periods, periods), dtype=bool),
        setup_cost=np.zeros(0, dtype=np.int64),
        payer=np.zeros(0, dtype=np.int64),
        first_work=np.zeros(0, dtype=np.int64),
        site=np.zeros(0, dtype=np.int64),
        campaign=np.zeros(0, dtype=np.int64),
        work=np.zeros(0, dtype=np.int64),
    )
