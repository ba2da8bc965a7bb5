"""The ledger of one replication: every measure of disruption, from its visits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from solvers.construction.ledger import fairness
from solvers.construction.ledger.amounts import by_place, days_of_terms, hours_of_terms
from solvers.construction.ledger.borne import borne_of
from solvers.construction.ledger.continuity import longest_nuisance, longest_outage, notices, reopenings
from solvers.construction.ledger.streets import accesses_closed, peak_shares, street_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.ledger.borne import Borne
    from solvers.construction.play.played import Played

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Ledger:
    """What residents bear in one replication (docs/construction-ledger.md). Axes as of the bearing.

    ``household_days`` axes ``(place, channel)``: households × days, whatever the level; ``weighted`` the
    same × weights of level, channel and vulnerability; ``outage_hours`` household-hours of shutdowns.

    Axis place: ``burden`` weighted days per household (0 where nobody lives), ``longest`` days of nuisance on
    end, ``water_days`` days on end with cuts, ``water_hours`` hours on end without water, ``accesses`` most
    closed at once. Axis street: ``peak`` largest share disturbed at once, ``much`` days above the threshold.
    Axis ground: ``reopened`` times opened again.

    ``kept`` of ``told`` notices; ``emergency`` places that need water brought; ``worst``, ``worst_tenth``,
    ``gini``, ``most_to_median`` of the burden per household over places where anybody lives.
    """

    household_days: Floats
    weighted: Floats
    outage_hours: Floats
    burden: Floats
    longest: Longs
    water_days: Longs
    water_hours: Floats
    accesses: Longs
    peak: Floats
    much: Longs
    reopened: Longs
    kept: int
    told: int
    emergency: int
    worst: float
    worst_tenth: float
    gini: float
    most_to_median: float

    @property
    def compliance(self) -> float:
        """Share of notices kept; 1 where none was given."""
        return self.kept / self.told if self.told else 1.0


def ledger_of(bearing: Bearing, played: Played, worked: NDArray[np.int32]) -> Ledger:
    """Return the ledger of one replication; ``worked`` are its working days, as ``worked_of`` gives them."""
    return reckoned(bearing, borne_of(bearing, played, worked), played)


def reckoned(bearing: Bearing, borne: Borne, played: Played) -> Ledger:
    """Return the ledger of visits already found."""
    terms, days = bearing.terms, days_of_terms(bearing, borne)
    weighted = by_place(bearing, terms, terms.load * bearing.channel_weight[terms.channel] * days)
    lived_in = bearing.households > 0
    burden = np.where(lived_in, weighted.sum(axis=1) / np.maximum(bearing.households, 1), 0.0)
    water_days, water_hours = longest_outage(bearing, borne, "water")
    peak, much = peak_shares(bearing, street_steps(bearing, borne))
    kept, told = notices(bearing, borne)
    own = burden[lived_in]
    return Ledger(
        household_days=by_place(bearing, terms, terms.scope * days),
        weighted=weighted,
        outage_hours=by_place(bearing, terms, terms.scope * hours_of_terms(bearing, borne)),
        burden=burden,
        longest=longest_nuisance(bearing, borne),
        water_days=water_days,
        water_hours=water_hours,
        accesses=accesses_closed(bearing, borne),
        peak=peak,
        much=much,
        reopened=reopenings(bearing, borne, played),
        kept=kept,
        told=told,
        emergency=int((water_hours > bearing.rule.emergency_hours).sum()),
        worst=fairness.worst(own),
        worst_tenth=fairness.worst_tenth(own),
        gini=fairness.gini(own),
        most_to_median=fairness.most_to_median(own),
    )
