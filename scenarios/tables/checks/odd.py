"""What is legal but probably a slip of the pen: units, exchanged columns, names and groups.

What is odd about the programme as a whole is looked at where the whole is known, in the model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scenarios.tables.commons import Assets
from scenarios.tables.money import Funds
from scenarios.tables.places import Estates
from scenarios.tables.undertaking import Works

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scenarios.tables.checks.given import Given
    from scenarios.tables.column import Flags
    from scenarios.tables.gathered import Gathered

_LEAST_AREA, _MOST_AREA = 10.0, 1000.0
"""m2 of floor for a household between which nothing is said."""
_FAR_DEGREES = 2.0
_SMALL_FUND = 10_000 * 100
"""Fen below which a fund's largest year is pointed out: it was probably meant in 万元."""


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
    """Point out works of estates that take no part, and lonely alternatives."""
    estates, works = given.of(Estates), given.of(Works)
    if not len(works):
        return
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


def funds_are_in_their_unit(given: Given, gathered: Gathered) -> None:
    """Point out funds so small that their unit was probably forgotten."""
    funds = given.of(Funds)
    for name in dict.fromkeys(funds.fund.tolist()):
        rows = np.flatnonzero(funds.fund == name)
        largest = int(funds.limit[rows].max())
        if 0 < largest < _SMALL_FUND:
            at = given.place(funds, int(rows[0]), "limit")
            gathered.finding("small_fund", at, about=name, amount=f"{largest / 100:,.0f}")
