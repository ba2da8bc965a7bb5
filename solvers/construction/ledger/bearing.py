"""What a day of each activity's work costs whom: made once of a site, used by every replication."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from scenarios.tables.construction_settings import SHUT_DOWN
from scenarios.tables.disruption_settings import HOURS
from scenarios.tables.texts import NUISANCES
from solvers.construction.ledger.people import unknown_people
from solvers.construction.ledger.terms import Terms, terms_of
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scenarios.tables.disruption_settings import Disruption
    from solvers.construction.ledger.people import People
    from solvers.construction.site.nouns import Site

    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

DAY = 24.0
"""Hours of a day."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Bearing:
    """A site seen by those who live there. Axes ``activity``, ``channel``, ``place``, ``street``.

    ``place``, ``street``, ``channel`` names, in the order of the site; ``place_of``, ``calendar`` axes
    ``(activity,)``; ``street_of`` axis ``(place,)``. ``households``, ``weight`` (vulnerability) axis
    ``(place,)``, ``street_households`` axis ``(street,)``: those of all its estates.

    ``bears`` whether an activity disturbs at all; ``scope`` axes ``(activity, channel)`` households that it
    disturbs at a time (0: not by this channel), ``load`` the same times the weight of its level.
    ``every_day``, ``outage``, ``through_night`` flags, ``hours`` a working day, ``channel_weight``, axis
    ``(channel,)``. ``widest`` the largest scope of an activity, ``whole_street`` whether it is a street.

    ``ground`` that an activity opens, −1: none; ``grounds`` names of grounds. ``closes`` whether an activity
    closes an access; ``notice`` whether it needs notice; ``member``, ``member_trench`` as the site's.
    """

    place: tuple[str, ...]
    street: tuple[str, ...]
    channel: tuple[str, ...]
    place_of: Longs
    street_of: Longs
    calendar: Longs
    households: Floats
    weight: Floats
    street_households: Floats
    bears: Flags
    scope: Floats
    load: Floats
    every_day: Flags
    outage: Flags
    through_night: Flags
    hours: Floats
    channel_weight: Floats
    widest: Floats
    whole_street: Flags
    ground: Longs
    grounds: tuple[str, ...]
    closes: Flags
    notice: Flags
    member: Longs
    member_trench: Longs
    horizon: int
    rule: Disruption

    @cached_property
    def terms(self) -> Terms:
        """The channels of each activity in a row."""
        return terms_of(self.place_of, self.scope, self.load, self.weight, self.every_day)

    @property
    def weeks(self) -> int:
        """Weeks of seven days from the plan's first day to the horizon."""
        return -(-self.horizon // 7)


def bearing_of(site: Site, rule: Disruption, people: People | None = None) -> Bearing:
    """Return who bears what of a site; ``people`` None: all weigh 1, and no work opens a ground."""
    people = people or unknown_people(site)
    place, place_of = _numbered(site.place)
    first = [site.place.index(name) for name in place]
    street, street_of = _numbered([site.street[c] for c in first])
    households = site.households[first].astype(np.float64)
    told = np.array([people.street_households.get(name, 0.0) for name in street])
    in_street = np.maximum(np.bincount(street_of, weights=households, minlength=len(street)), told)
    at = place_of[site.of]
    return Bearing(
        place=place,
        street=street,
        place_of=at,
        street_of=street_of,
        calendar=site.calendar.astype(np.int64),
        households=households,
        weight=people.weight[first],
        street_households=in_street,
        notice=(site.notice > 0) & site.included,
        member=site.member.astype(np.int64),
        member_trench=site.member_trench.astype(np.int64),
        horizon=site.horizon,
        rule=rule,
        **_channels(site, rule, households[at], in_street[street_of[at]]),
        **_grounds(site, people),
    )


def _channels(site: Site, rule: Disruption, estate: Floats, street: Floats) -> dict[str, Any]:
    """Return what concerns channels; ``estate``, ``street`` households, axis ``(activity,)``."""
    kept = [k for k, name in enumerate(site.channels) if name in NUISANCES]
    channel = tuple(site.channels[k] for k in kept)
    level = site.level[:, kept] * (site.included & (site.what == WORK))[:, None]
    by = {"work": site.in_scope, "estate": estate, "street": street}
    reach = [rule.reach.get(name, "work") for name in channel]
    scope = np.zeros(level.shape)
    for k, wide in enumerate(reach):
        scope[:, k] = by[wide] * (level[:, k] > 0)
    night = np.array([name in rule.through_night for name in channel], dtype=bool)
    access = [k for k, name in enumerate(channel) if name == "access"]
    streets = [k for k, wide in enumerate(reach) if wide == "street"]
    return {
        "channel": channel,
        "bears": (level > 0).any(axis=1),
        "scope": scope,
        "load": scope * np.interp(level, [0, 1, 2, 3], [0.0, *rule.level_weights]),
        "every_day": night | np.array([name in rule.every_day for name in channel], dtype=bool),
        "outage": np.array([name in SHUT_DOWN for name in channel], dtype=bool),
        "through_night": night,
        "hours": np.array([rule.hours.get(name, HOURS) for name in channel]),
        "channel_weight": np.array([rule.channel_weights.get(name, 1.0) for name in channel]),
        "widest": scope.max(axis=1, initial=0.0),
        "whole_street": (level[:, streets] > 0).any(axis=1),
        "closes": (level[:, access] >= rule.access_level).any(axis=1),
    }


def _grounds(site: Site, people: People) -> dict[str, Any]:
    names = tuple(dict.fromkeys(name for name in people.ground if name))
    number = {name: g for g, name in enumerate(names)}
    opened = [number.get(name, -1) for name in people.ground]
    return {"grounds": names, "ground": np.where(site.included, np.array(opened, dtype=np.int64), -1)}


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], Longs]:
    number: dict[str, int] = {}
    at = [number.setdefault(name, len(number)) for name in names]
    return tuple(number), np.array(at, dtype=np.int64)
