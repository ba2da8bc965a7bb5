"""What takes no part, and why: dangerous houses, demolition lists, heritage ground.

See docs/meaning.md, 2.2 and 11.8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scenarios.tables.catalogue import WorkTypes
    from scenarios.tables.column import Flags, Texts
    from scenarios.tables.places import Estates
    from scenarios.tables.settings import Settings
    from scenarios.tables.undertaking import Works

STATED, DANGEROUS, LISTED, HERITAGE = "excluded_because", "grade_d", "demolition_list", "heritage_ground"
"""Reasons: as the table says (the words stand there), grade D, the demolition list, heritage ground."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Exclusions:
    """Reasons why estates and works take no part; '' where they do.

    ``estate``, axis ``(estate,)``, is the reason of a whole estate: excluded_because, grade_d or
    demolition_list. ``work``, axis ``(work,)`` of the table works, is that of single works of estates
    that take part: grade_d or demolition_list beside a rebuilding, heritage_ground at heritage ground
    without a permit. Works of whole estates have none of their own.
    """

    estate: Texts
    work: Texts

    @property
    def dropped(self) -> Flags:
        """Works that are as if they were not in the table, axis ``(work,)``."""
        return np.asarray((self.work != "") & ~self.barred, dtype=bool)

    @property
    def barred(self) -> Flags:
        """Works that keep their place in time but are never done and not required, axis ``(work,)``."""
        return np.asarray(self.work == HERITAGE, dtype=bool)


def exclusions_of(settings: Settings, estates: Estates, works: Works, work_types: WorkTypes) -> Exclusions:
    """Return what takes no part by the table and, where the rule exclusions is on, by its reasons."""
    rule = settings.rules.exclusions
    estate = np.full(len(estates), "", dtype=object)
    work = np.full(len(works), "", dtype=object)
    if rule.on and len(works) and len(estates):
        if rule.demolition_list:
            estate[estates.demolition_list.astype(bool)] = LISTED
        if rule.grade_d:
            estate[estates.structure_grade == "D"] = DANGEROUS
        at = _estate_of(estates, works)
        rebuilt = np.isin(works.campaign, list(rule.rebuild)) & (at >= 0)
        other = np.flatnonzero((at >= 0) & ~rebuilt)
        spared = np.zeros(len(estates), dtype=bool)
        spared[at[rebuilt]] = True
        work[other] = np.where(spared[at[other]], estate[at[other]], "")
        estate[spared] = ""
        if rule.heritage_ground:
            held = heritage_ground(estates, works, work_types)
            held &= (work == "") & (estate == "")[at]
            work[held & np.isnat(estates.heritage_permit)[at]] = HERITAGE
    estate[estates.excluded_because != ""] = STATED
    return Exclusions(estate=estate, work=work)


def heritage_ground(estates: Estates, works: Works, work_types: WorkTypes) -> Flags:
    """Return which works open the ground of a heritage estate, axis ``(work,)`` of the table works."""
    digs = dict(zip(work_types.id.tolist(), work_types.opens_ground.tolist(), strict=True))
    opens = np.array([digs.get(kind, False) for kind in works.work_type.tolist()], dtype=bool)
    at = _estate_of(estates, works)
    held = opens & (at >= 0)
    held[held] = estates.heritage[at[held]]
    return held


def _estate_of(estates: Estates, works: Works) -> NDArray[np.int64]:
    """Return the row in estates of each work's place, −1 for zones and assets."""
    index = {key: row for row, key in enumerate(estates.id.tolist())}
    return np.array([index.get(place, -1) for place in works.place.tolist()], dtype=np.int64)
