"""What residents bear: by channel, estate and street, and week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from planner.document.outcome_readings import reading, round_to

if TYPE_CHECKING:
    from scenarios.model.programme import Programme
    from solvers.construction.answers.of_residents import Disruption, Place, Street
    from solvers.construction.site import Site

_READINGS = (
    "total",
    "worst_estate",
    "worst_tenth",
    "gini",
    "most_to_median",
    "longest",
    "reopened",
    "accesses",
    "notices",
    "emergency",
)
_PLACES = 2
"""Decimals of the calendar's days per household."""


def disruption_of(programme: Programme, site: Site, bearing: Disruption) -> dict[str, Any]:
    """Return what residents bear; ``calendar`` holds mean weighted days per household, week by week."""
    names = dict(zip(programme.estates.id.tolist(), programme.estates.name.tolist(), strict=True))
    return {
        **{key: reading(getattr(bearing, key)) for key in _READINGS},
        "complaints": _band(bearing.complaints),
        "satisfied": _band(bearing.satisfied),
        "threshold": bearing.threshold,
        "channels": [
            {
                "channel": one.name,
                "household_days": reading(one.household_days, 1),
                "weighted": reading(one.weighted, 1),
                "outage_hours": reading(one.outage_hours, 1),
            }
            for one in bearing.channels
        ],
        "worst": [_place(one, names) for one in bearing.worst],
        "places": [_place(one, names) for one in bearing.places],
        "streets": [_street(one) for one in bearing.streets],
        "calendar": _calendar(site, bearing),
    }


def _place(one: Place, names: dict[str, str]) -> dict[str, Any]:
    keys = ("burden_p50", "burden_p80", "longest_p50", "longest_p80", "water_days", "water_hours")
    return {
        "place": one.place,
        "name": str(names.get(one.place) or one.place),
        "street": one.street,
        "households": round_to(one.households),
        **{key: round_to(getattr(one, key)) for key in keys},
        "complaints": _band(one.complaints),
        "satisfied": _band(one.satisfied),
    }


def _street(one: Street) -> dict[str, Any]:
    keys = ("peak_p50", "peak_p80", "much_p50", "much_p80")
    return {
        "street": one.street,
        "households": round_to(one.households),
        **{key: round_to(getattr(one, key), 4) for key in keys},
    }


def _band(band: tuple[float, float, float]) -> dict[str, Any]:
    return {key: round_to(value, 4) for key, value in zip(("low", "middle", "high"), band, strict=True)}


def _calendar(site: Site, bearing: Disruption) -> dict[str, Any]:
    """Return the weeks of each place and channel, from the first that is disturbed to the last."""
    households = {one.place: max(one.households, 1.0) for one in bearing.places}
    places = []
    for name, weeks in zip(bearing.place_names, bearing.weeks, strict=True):
        each = np.round(weeks / households.get(name, 1.0), _PLACES)
        channels = {}
        for k, channel in enumerate(bearing.channel_names):
            found = np.flatnonzero(each[:, k])
            if len(found):
                held = each[found[0] : found[-1] + 1, k].tolist()
                channels[channel] = {"from": int(found[0]), "days": [round_to(v, _PLACES) for v in held]}
        places.append({"place": name, "channels": channels})
    return {
        "first": site.first_day.isoformat(),
        "replications": bearing.weeks_of,
        "channels": list(bearing.channel_names),
        "places": places,
    }
