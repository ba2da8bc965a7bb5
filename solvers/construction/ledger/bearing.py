"""What a day of each activity's work costs whom: made once of a site, used by every replication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.construction_settings import SHUT_DOWN
from scenarios.tables.disruption_settings import HOURS
from scenarios.tables.texts import NUISANCES
from solvers.construction.ledger.people import unknown_people
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
    disturbs at a time (0: not by this channel), ``load`` the same times the weight of its level. ``every_day``, ``outage``, ``through_night`` flags, ``hours`` a working day, ``channel_weight``,
    axis ``(channel,)``. ``widest`` the largest scope of an activity, ``whole_street`` whether it is a street.

    ``ground`` that an activity opens, −1: none; ``grounds`` names of grounds ("": no ground). ``closes`` whether an
    activity closes an access; ``notice`` whether it needs notice; ``member``, ``member_trench`` as the site's.
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
    in_street = np.bincount(street_of, weights=households, minlength=len(street))
    whole = np.array([people.street_households.get(name, 0.0) for name in street])
    in_street = np.maximum(in_street, whole)
    kept = [k for k, name in enumerate(site.channels) if name in NUISANCES]
    channel = tuple(site.channels[k] for k in kept)
    level = site.level[:, kept] * (site.included & (site.what == WORK))[:, None]
    at = place_of[site.of]
    scope = _scope(site, rule, channel, households[at], in_street[street_of[at]]) * (level > 0)
    grounds, ground = _numbered(people.ground)
    opens = np.array([bool(name) for name in people.ground], dtype=bool) & site.included
    night = np.isin(channel, rule.through_night)
    access = [k for k, name in enumerate(channel) if name == "access"]
    return Bearing(
        place=place,
        street=street,
        channel=channel,
        place_of=at,
        street_of=street_of,
        calendar=site.calendar.astype(np.int64),
        households=households,
        weight=people.weight[first],
        street_households=in_street,
        bears=level.any(axis=1),
        scope=scope,
        load=scope * np.interp(level, [0, 1, 2, 3], [0.0, *rule.level_weights]),
        every_day=np.isin(channel, rule.every_day) | night,
        outage=np.isin(channel, SHUT_DOWN),
        through_night=night,
        hours=np.array([rule.hours.get(name, HOURS) for name in channel]),
        channel_weight=np.array([rule.channel_weights.get(name, 1.0) for name in channel]),
        widest=scope.max(axis=1, initial=0.0),
        whole_street=((level > 0) & np.array([rule.reach.get(c) == "street" for c in channel])).any(axis=1),
        ground=np.where(opens, ground, -1),
        grounds=grounds,
        closes=(level[:, access] >= rule.access_level).any(axis=1),
        notice=(site.notice > 0) & site.included,
        member=site.member.astype(np.int64),
        member_trench=site.member_trench.astype(np.int64),
        horizon=site.horizon,
        rule=rule,
    )


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], Longs]:
    number: dict[str, int] = {}
    at = [number.setdefault(name, len(number)) for name in names]
    return tuple(number), np.array(at, dtype=np.int64)


def _scope(site: Site, rule: Disruption, channel: Sequence[str], estate: Floats, street: Floats) -> Floats:
    """Return the households that each channel of each activity reaches at a time."""
    by = {"work": site.in_scope, "estate": estate, "street": street}
    columns = [by[rule.reach.get(name, "work")] for name in channel]
    return np.stack(columns, axis=1) if columns else np.zeros((site.activities, 0))
