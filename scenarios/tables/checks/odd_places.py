"""Places, works and people that are legal but odd."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.means import Crews
from scenarios.tables.people import Consents
from scenarios.tables.places import Assets, Estates
from scenarios.tables.undertaking import Works, WorkTypes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenarios.tables.checks.given import Given
    from scenarios.tables.column import Flags
    from scenarios.tables.gathered import Gathered
    from scenarios.tables.settings import ConsentMatter

_LEAST_AREA, _MOST_AREA = 10.0, 1000.0
"""m2 of floor for a household between which nothing is said."""
_FAR_DEGREES = 2.0


def listed(names: Iterable[str], shown: int = 8) -> str:
    """Return names as a sentence lists them."""
    names = list(names)
    return ", ".join(names[:shown]) + (" …" if len(names) > shown else "")


def estates_are_plausible(given: Given, gathered: Gathered) -> None:
    """Point out estates whose size, age or position is unlikely."""
    estates = given.of(Estates)
    if not len(estates):
        return
    each = estates.floor_area / np.maximum(estates.households, 1)
    known = given.filled(estates, "floor_area", "households") & (estates.households > 0)
    with np.errstate(invalid="ignore"):
        _point_out(
            given, gathered, "area_odd", "floor_area", known & (each < _LEAST_AREA), f"< {_LEAST_AREA:g}"
        )
        _point_out(
            given, gathered, "area_odd", "floor_area", known & (each > _MOST_AREA), f"> {_MOST_AREA:g}"
        )
        for less, more in (("over_60", "residents"), ("over_75", "over_60"), ("buildings", "households")):
            filled = given.filled(estates, less, more)
            odd = filled & (getattr(estates, less) > getattr(estates, more))
            _point_out(given, gathered, f"more_{less}", less, odd, "")
        for column in ("lon", "lat"):
            values = getattr(estates, column)
            if estates.given[column].any():
                middle = float(np.nanmedian(values))
                far = estates.given[column] & (np.abs(values - middle) > _FAR_DEGREES)
                _point_out(given, gathered, "far_away", column, far, f"{middle:.2f}")


def _point_out(given: Given, gathered: Gathered, code: str, column: str, odd: Flags, limit: str) -> None:
    rows = np.flatnonzero(odd).tolist()
    if rows:
        estates = given.of(Estates)
        names = listed(estates.id[rows].tolist())
        at = given.place(estates, rows[0], column)
        gathered.finding(code, at, about=estates.id[rows[0]], count=len(rows), names=names, limit=limit)


def works_are_plausible(given: Given, gathered: Gathered) -> None:
    """Point out estates without works, works of estates that take no part, and lonely alternatives."""
    estates, works = given.of(Estates), given.of(Works)
    if not len(works):
        return
    with_works = set(works.place.tolist())
    zones = {z for z in with_works if z} & set(estates.zone.tolist())
    idle = [
        row
        for row, (name, zone, reason) in enumerate(
            zip(estates.id.tolist(), estates.zone.tolist(), estates.excluded_because.tolist(), strict=True)
        )
        if name not in with_works and zone not in zones and not reason
    ]
    if idle:
        names = listed(estates.id[idle].tolist())
        at = given.place(estates, idle[0], "id")
        gathered.finding("estate_without_works", at, about=estates.id[idle[0]], count=len(idle), names=names)
    out = {
        name for name, why in zip(estates.id.tolist(), estates.excluded_because.tolist(), strict=True) if why
    }
    rows = [row for row, place in enumerate(works.place.tolist()) if place in out]
    if rows:
        names = listed(dict.fromkeys(works.place[rows].tolist()))
        at = given.place(works, rows[0], "place")
        gathered.finding("works_of_excluded", at, about=works.place[rows[0]], count=len(rows), names=names)
    groups: dict[tuple[str, str, str], list[int]] = {}
    for row in np.flatnonzero(works.given["alternatives"]).tolist():
        key = (works.place[row], works.campaign[row], works.alternatives[row])
        groups.setdefault(key, []).append(row)
    for key, members in groups.items():
        if len(members) == 1:
            at = given.place(works, members[0], "alternatives")
            gathered.finding("lonely_alternative", at, about=key[0], group=key[2])


def served_households_live_there(given: Given, gathered: Gathered) -> None:
    """Point out works that serve more households than live at their estate."""
    estates, works = given.of(Estates), given.of(Works)
    homes = dict(zip(estates.id.tolist(), estates.households.tolist(), strict=True))
    for row in np.flatnonzero(works.given["households"]).tolist():
        there = homes.get(works.place[row])
        if there is not None and works.households[row] > there > 0:
            at = given.place(works, row, "households")
            gathered.finding(
                "more_served", at, about=works.place[row], there=there, served=int(works.households[row])
            )


def names_stand_for_one_place(given: Given, gathered: Gathered) -> None:
    """Point out works at a name that several kinds of place bear."""
    estates, assets, works = given.of(Estates), given.of(Assets), given.of(Works)
    ids, zones, shared = set(estates.id.tolist()), set(estates.zone.tolist()) - {""}, set(assets.id.tolist())
    several = (ids & zones) | (ids & shared) | (zones & shared)
    for name in sorted(several & set(works.place.tolist())):
        row = works.place.tolist().index(name)
        gathered.finding("name_of_several", given.place(works, row, "place"), about=name)


def trades_have_crews(given: Given, gathered: Gathered) -> None:
    """Point out trades without any row of crews, where other trades have some: they are not limited."""
    kinds, crews = given.of(WorkTypes), given.of(Crews)
    if not len(crews) or Crews in given.unread:
        return
    there = set(crews.trade.tolist())
    for trade in dict.fromkeys(kinds.trade.tolist()):
        if trade and trade not in there:
            row = kinds.trade.tolist().index(trade)
            gathered.finding("trade_unlimited", given.place(kinds, row, "trade"), about=trade)


def votes_pass(given: Given, gathered: Gathered) -> None:
    """Point out votes below the legal threshold; their works cannot start."""
    if given.settings is None or not given.settings.rules.consent.on:
        return
    votes, consent = given.of(Consents), given.settings.rules.consent
    failed = []
    for row in np.flatnonzero(given.filled(votes, "by_area", "by_heads", "matter")).tolist():
        if not _passes(votes, row, consent.matters.get(votes.matter[row], consent.default)):
            failed.append(row)
    if failed:
        names = listed(f"{votes.estate[row]} ({votes.matter[row]})" for row in failed)
        at = given.place(votes, failed[0], "by_area")
        gathered.finding("vote_fails", at, about=votes.estate[failed[0]], count=len(failed), names=names)


def _passes(votes: Consents, row: int, needed: ConsentMatter) -> bool:
    for share, turnout in ((votes.by_area, votes.turnout_area), (votes.by_heads, votes.turnout_heads)):
        if not np.isnan(turnout[row]) and turnout[row] < needed.turnout - 1e-12:
            return False
        enough = (
            share[row] > needed.approval if needed.strictly_more else share[row] >= needed.approval - 1e-12
        )
        if not enough:
            return False
    return True
