"""Who lives where works are done: what their households weigh, and how many a street has in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.model.programme import Programme
    from scenarios.tables.disruption_settings import Weights
    from solvers.construction.site.nouns import Site

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class People:
    """What a site does not say of residents and grounds.

    ``weight`` of the households, axis ``(campaign,)`` of the site; ``street_households`` by name of street
    (a street that is not named has those of the site's places). ``ground`` that an activity opens, axis
    ``(activity,)``, "" where it opens none.
    """

    weight: Floats
    street_households: dict[str, float]
    ground: tuple[str, ...]


def unknown_people(site: Site) -> People:
    """Return people of whom nothing is known: households of weight 1; no work opens a ground."""
    return People(weight=np.ones(site.campaigns), street_households={}, ground=("",) * site.activities)


def people_of(programme: Programme, site: Site, rule: Weights) -> People:
    """Return the people of a programme's site; a zone or asset has the residents of its estates."""
    estates, table = programme.estates, programme.campaigns
    rows = dict(zip(table.key.tolist(), table.estate_rows, strict=True))
    held = [list(rows[key]) for key in site.campaign]
    of_campaign = np.repeat(np.arange(site.campaigns), [len(one) for one in held])
    all_rows = np.array([row for one in held for row in one], dtype=np.int64)

    def summed(column: NDArray[np.number]) -> Floats:
        found = np.zeros(site.campaigns)
        np.add.at(found, of_campaign, np.nan_to_num(column[all_rows].astype(np.float64)))
        return found

    residents, older, oldest = map(summed, (estates.residents, estates.over_60, estates.over_75))
    more = rule.over_60 * older + rule.over_75 * oldest
    weight = 1.0 + np.where(residents > 0, more / np.maximum(residents, 1e-9), 0.0)
    streets, of = np.unique(estates.street, return_inverse=True)
    households = np.bincount(of, weights=estates.households, minlength=len(streets))
    return People(
        weight=weight,
        street_households=dict(zip(streets.tolist(), households.tolist(), strict=True)),
        ground=_grounds(programme, site),
    )


def _grounds(programme: Programme, site: Site) -> tuple[str, ...]:
    """Return the ground that each activity opens: the work's own, else its place; "" where it opens none."""
    works, types, facts = programme.works, programme.work_types, programme.facts
    found = []
    for a, work in enumerate(site.work.tolist()):
        opens = work >= 0 and bool(types.opens_ground[facts.work_type[work]])
        place = site.place[site.of[a]]
        found.append(str(works.ground[facts.row[work]]) or place if opens else "")
    return tuple(found)
