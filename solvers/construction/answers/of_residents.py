"""What is answered about residents: what they bear, where it is worst, what they may say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from solvers.construction.answers.readings import Reading

    Floats = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Channel:
    """A channel of nuisance: means over replications of household-days, weighted ones, and outage hours."""

    name: str
    household_days: Reading
    weighted: Reading
    outage_hours: Reading


@dataclass(frozen=True, kw_only=True)
class Place:
    """What a place bears.

    ``burden`` weighted days per household (P50, P80); ``longest`` days of nuisance on end (P50, P80);
    ``water_days`` and ``water_hours`` on end at P80. ``complaints`` expected in all and ``satisfied`` share:
    secondary models, each as (low, middle, high) of a band of judgement.
    """

    place: str
    street: str
    households: float
    burden_p50: float
    burden_p80: float
    longest_p50: float
    longest_p80: float
    water_days: float
    water_hours: float
    complaints: tuple[float, float, float]
    satisfied: tuple[float, float, float]


@dataclass(frozen=True, kw_only=True)
class Street:
    """A street: the largest share of its households disturbed at once, and days above the threshold."""

    street: str
    households: float
    peak_p50: float
    peak_p80: float
    much_p50: float
    much_p80: float


@dataclass(frozen=True, kw_only=True, eq=False)
class Disruption:
    """What residents bear.

    ``worst`` the ten places with the largest P80 burden, the largest first; ``places`` all, in the site's
    order. ``weeks`` axes ``(place, week, channel)``: mean weighted household-days of the ``weeks_of``
    replications that were traced (weeks of seven days from the plan's first day), ``channels`` and
    ``place_names`` their names. ``notices`` share of notices kept; ``threshold`` share of a street above
    which days count as much; ``emergency`` mean of places that need water brought.
    """

    channels: tuple[Channel, ...]
    total: Reading
    worst: tuple[Place, ...]
    places: tuple[Place, ...]
    streets: tuple[Street, ...]
    threshold: float
    worst_estate: Reading
    worst_tenth: Reading
    gini: Reading
    most_to_median: Reading
    longest: Reading
    reopened: Reading
    accesses: Reading
    notices: Reading
    emergency: Reading
    complaints: tuple[float, float, float]
    satisfied: tuple[float, float, float]
    weeks: Floats
    weeks_of: int
    channel_names: tuple[str, ...]
    place_names: tuple[str, ...]
