"""A site and its bearing as plain arrays: what the compiled ledger reads, made once for all replications."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from solvers.construction.ledger.streets import parts
from solvers.construction.site.nouns import WORK

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from solvers.construction.ledger.bearing import Bearing
    from solvers.construction.site.nouns import Site

    Ints = NDArray[np.int32]
    Longs = NDArray[np.int64]
    Floats = NDArray[np.float64]

PLACE, GROUP, STREET, CALENDAR, BEARS, GROUND, CLOSES, NOTICE, CUTS, MEMBER, COUNTS, WORKS = range(12)
"""Columns of ``activity``: its place; its place, or after the places its street where it reaches the whole;
flags; the ground it opens and the member of a trench it is, −1: none; COUNTS whether the ledger looks at its
visits at all, WORKS its campaign where it is an included work, −1: not."""
WIDTH = 16
"""Columns of ``activity``, with some that hold nothing: a row takes up a line of a processor's cache."""
HORIZON, GAP, NIGHT, GROUNDS, TRENCHES = range(5)
"""Places in ``given``: GAP days within which openings are one, NIGHT whether water is off at night too."""
SHORT, LONG = 1, 2
"""What a term shuts down is restored at night, or not."""


class Flat(NamedTuple):
    """``activity`` axes ``(activity, column)``; ``widest`` households of its visits in parts of GRAIN.

    Axis ``(term,)``: ``term_activity``, ``term_channel``, ``term_place``, ``scope``, ``load`` with the
    channel's weight, ``every_day``, ``outage`` (0, SHORT or LONG), ``hours``. Axis ``(group,)``, places and
    after them streets: ``most`` parts that can be disturbed. ``street_parts``, ``threshold``
    (parts) axis ``(street,)``. ``member``, ``trench`` as of the site.
    """

    given: Ints
    activity: Ints
    widest: Longs
    term_activity: Ints
    term_channel: Ints
    term_place: Ints
    scope: Floats
    load: Floats
    every_day: NDArray[np.bool_]
    outage: Ints
    hours: Floats
    most: Longs
    street_parts: Longs
    threshold: Floats
    member: Ints
    trench: Ints


def flat_of(site: Site, bearing: Bearing) -> Flat:
    """Return the arrays."""
    terms = bearing.terms
    whole = np.maximum(parts(bearing.street_households), 1)
    outage = np.where(bearing.outage, np.where(bearing.through_night, LONG, SHORT), 0)
    water = bearing.channel.index("water") if "water" in bearing.channel else -1
    given = [
        bearing.horizon,
        bearing.rule.reopening_days,
        water >= 0 and bool(bearing.through_night[water]),
        len(bearing.grounds),
        int(site.member_trench.max(initial=-1)) + 1,
    ]
    return Flat(
        given=np.array(given, dtype=np.int32),
        activity=_activities(site, bearing, water),
        widest=parts(bearing.widest),
        term_activity=terms.activity.astype(np.int32),
        term_channel=terms.channel.astype(np.int32),
        term_place=terms.place.astype(np.int32),
        scope=terms.scope,
        load=terms.load * bearing.channel_weight[terms.channel],
        every_day=terms.every_day,
        outage=outage[terms.channel].astype(np.int32),
        hours=bearing.hours[terms.channel],
        most=parts(np.concatenate([bearing.households, bearing.street_households])),
        street_parts=parts(bearing.street_households),
        threshold=bearing.rule.street_threshold * whole,
        member=site.member.astype(np.int32),
        trench=site.member_trench.astype(np.int32),
    )


def _activities(site: Site, bearing: Bearing, water: int) -> Ints:
    table = np.zeros((site.activities, WIDTH), dtype=np.int32)
    street = bearing.street_of[bearing.place_of]
    member = np.full(site.activities, -1, dtype=np.int32)
    member[site.member] = np.arange(len(site.member))
    columns = {
        PLACE: bearing.place_of,
        GROUP: np.where(bearing.whole_street, len(bearing.place) + street, bearing.place_of),
        STREET: street,
        CALENDAR: site.calendar,
        BEARS: bearing.bears,
        GROUND: bearing.ground,
        CLOSES: bearing.closes,
        NOTICE: bearing.notice,
        CUTS: bearing.scope[:, water] > 0 if water >= 0 else False,
        MEMBER: member,
        COUNTS: bearing.bears | (bearing.ground >= 0) | bearing.notice,
        WORKS: np.where(site.included & (site.what == WORK), site.of, -1),
    }
    for column, values in columns.items():
        table[:, column] = values
    return table
